"""The container health check. ECS runs the one of the task definition only, never the one in the image."""

from typing import Any

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.model.values import ceil_seconds, parse_duration
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import ADAPTED, Site, maps, part_of, refused

#: ECS API reference, HealthCheck: property, lowest, highest.
LIMITS = (
    ("interval", "Interval", 5, 300),
    ("timeout", "Timeout", 2, 60),
    ("retries", "Retries", 1, 10),
    ("start_period", "StartPeriod", 0, 300),
)
#: Docker's; a zero means them. Only the timeout differs from ECS's (5 s).
DEFAULT_TIMEOUT = 30
DEFAULTS = {"interval": 30, "timeout": DEFAULT_TIMEOUT, "retries": 3}


@maps("services.*.healthcheck", to="container.HealthCheck")
def healthcheck(node: Node, site: Site) -> dict[str, Any] | None:
    """Interval, timeout, retries and start period are rounded up to whole seconds and kept within ECS's limits."""
    test = plain(node.get("test"))
    if node.get("start_interval"):
        site.say(
            codes.NO_EQUIVALENT,
            "`healthcheck.start_interval` is dropped: ECS probes at one interval, also while the container starts",
            "start_interval",
            hint="a shorter `interval` finds a started container sooner",
        )
    disabled = bool(plain(node.get("disable"))) or test == ["NONE"]
    if disabled or not test:
        _unused(node, site, disabled)
        return None
    made: dict[str, Any] = {"Command": test}
    for key, name, lowest, highest in LIMITS:
        value = plain(node.get(key))
        if value is not None:
            made[name] = _within(site, key, value, lowest, highest)
    if "Timeout" not in made:
        made["Timeout"] = DEFAULT_TIMEOUT
        site.say(codes.ADAPTED, "`healthcheck`: Docker's timeout of 30 s is written out, ECS's would be 5 s")
    return made


def _within(site: Site, key: str, value: Any, lowest: int, highest: int) -> int:
    if key == "retries":
        amount, unit, exact = int(value), "", True
    else:
        amount, unit = ceil_seconds(str(value)), " s"
        exact = amount == parse_duration(str(value))
    if amount == 0 and lowest:
        kept = DEFAULTS[key]
        site.say(codes.ADAPTED, f"`healthcheck.{key}: {value}` means Docker's default, {kept}{unit}", key)
        return kept
    kept = max(lowest, min(highest, amount))
    if kept != amount or not exact:
        reason = f"ECS allows {lowest} to {highest}{unit}" if kept != amount else "ECS counts in whole seconds"
        site.say(codes.CLAMPED, f"`healthcheck.{key}: {value}` becomes {kept}{unit}: {reason}", key)
    return kept


def _unused(node: Node, site: Site, disabled: bool) -> None:
    """No check was asked for, or only the image's own is tuned, which ECS does not run."""
    if all(key.startswith("x-") for key, _ in node.items()):
        site.say(codes.ADAPTED, "`healthcheck` says nothing: ECS never runs the one in the image")
    for key, below in node.items():
        if key == "start_interval" or key.startswith("x-") or below.value is None:
            continue
        if key in ("test", "disable"):
            site.say(codes.ADAPTED, f"`healthcheck.{key}`: no health check; ECS never runs the one in the image", key)
        elif disabled:
            site.say(codes.LOCAL_ONLY, f"`healthcheck.{key}` is ignored: the health check is disabled", key)
        else:
            site.say(
                codes.NO_EQUIVALENT,
                f"`healthcheck.{key}` is dropped: ECS does not run the health check in the image",
                key,
                hint="write the image's HEALTHCHECK command as `test` here",
            )


_OF = "container.HealthCheck"
part_of(
    "services.*.healthcheck.test", f"{_OF}.Command", "text runs in the container's shell; `[NONE]`: no health check"
)
part_of("services.*.healthcheck.disable", "", "no health check: ECS never runs the one in the image")
part_of("services.*.healthcheck.interval", f"{_OF}.Interval", "5 to 300 s", fargate=ADAPTED)
part_of("services.*.healthcheck.timeout", f"{_OF}.Timeout", "2 to 60 s; without it 30 s as in Docker", fargate=ADAPTED)
part_of("services.*.healthcheck.retries", f"{_OF}.Retries", "1 to 10", fargate=ADAPTED)
part_of(
    "services.*.healthcheck.start_period",
    f"{_OF}.StartPeriod",
    "0 to 300 s; a longer one also becomes the service's health check grace period",
    fargate=ADAPTED,
)
refused("services.*.healthcheck.start_interval", "ECS probes at one interval, also while the container starts")
