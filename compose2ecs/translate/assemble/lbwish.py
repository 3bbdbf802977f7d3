"""What x-ecs says about load balancers, checked and told. Only imported where it says anything."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.values import scalar_text
from compose2ecs.translate.assemble.listeners import APPLICATION, Entry
from compose2ecs.translate.assemble.served import TCP_UDP, UDP
from compose2ecs.translate.scope import Plan, Scope

OFF = ("none", "false")
#: Settings about one port; a service with several must say which one.
OF_ONE_PORT = ("listener_port", "protocol", "path", "host", "priority", "target_group", "listener")
#: Settings that ask for a port to be opened, also where ports of its kind stay closed.
_ASKING = (*OF_ONE_PORT, "scheme", "type")
#: Ranges of Elastic Load Balancing, in seconds or as counts. Source: its API reference (CreateTargetGroup, attributes).
_RANGES = {
    ("health_check", "interval"): (5, 300),
    ("health_check", "timeout"): (2, 120),
    ("health_check", "healthy"): (2, 10),
    ("health_check", "unhealthy"): (2, 10),
    ("health_check", "port"): (1, 65535),
    ("port",): (1, 65535),
    ("listener_port",): (1, 65535),
    ("deregistration_delay",): (0, 3600),
}
#: Types and protocols that UDP cannot have.
_WEB = ("application", "http", "https", "http2", "grpc", "tcp", "tls")
#: Longest pattern of a host or path. Source: CreateRule.
_LONGEST_PATTERN = 128


def told(values: Any, name: str = "") -> list[str]:
    """Every value below as "health_check.path /healthz", in file order."""
    if isinstance(values, dict):
        return [line for key, below in values.items() for line in told(below, f"{name}.{key}" if name else str(key))]
    if isinstance(values, list):
        return [f"{name} {', '.join(str(one) for one in values)}"]
    return [f"{name} {scalar_text(values)}"]


def service_wish(plan: Plan, scope: Scope) -> dict[str, Any]:
    """What a service says under ``load_balancer``; values that are not possible are told and left out."""
    said: dict[str, Any] = plan.x.get("load_balancer") or {}
    if not said:
        return {}
    path = plan.x.at("load_balancer")
    scope.say(codes.AS_SAID, f"load balancing of `{plan.name}`: {'; '.join(told(said))}", path)
    made: dict[str, Any] = {key: dict(value) if isinstance(value, dict) else value for key, value in said.items()}
    for keys, (lowest, highest) in _RANGES.items():
        value = _below(made, keys)
        if value is not None and not lowest <= value <= highest:
            _bad(plan, scope, f"`{'.'.join(keys)}: {value}`: {lowest} to {highest} is possible", *keys)
            (made if len(keys) == 1 else made[keys[0]]).pop(keys[-1])
    made["path"] = _patterns(plan, scope, "path", made.get("path") or [])
    made["host"] = _patterns(plan, scope, "host", made.get("host") or [])
    if "allowed_cidrs" in made:
        cidrs = ranges(made["allowed_cidrs"], plan.x.at("load_balancer", "allowed_cidrs"), scope)
        made["allowed_cidrs"] = cidrs
    _health(plan, scope, made.get("health_check") or {})
    return {key: value for key, value in made.items() if value not in (None, [], {})}


def _below(said: dict[str, Any], keys: tuple[str, ...]) -> Any:
    found: Any = said
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _bad(plan: Plan, scope: Scope, message: str, *keys: str, hint: str = "") -> None:
    scope.say(codes.BAD_VALUE, message, plan.x.at("load_balancer", *keys), hint=hint)


def _patterns(plan: Plan, scope: Scope, key: str, patterns: list[str]) -> list[str]:
    """Patterns of paths or hosts that a listener rule takes."""
    kept = []
    for one in patterns:
        good = one.startswith(("/", "*")) if key == "path" else "." in one.strip(".")
        shaped = one.isascii() and one.isprintable() and " " not in one
        if good and shaped and len(one) <= _LONGEST_PATTERN:
            kept.append(one)
        else:
            expected = "begins with `/`, such as /api/*" if key == "path" else "has a dot, such as api.example.com"
            _bad(
                plan,
                scope,
                f"`{key}: {one}` is not possible: it {expected}, and has up to {_LONGEST_PATTERN} characters",
                key,
            )
    return list(dict.fromkeys(kept))


def ranges(cidrs: list[str], path: Path, scope: Scope) -> list[str]:
    """The IPv4 ranges of a list; what is none is told."""
    import ipaddress

    kept = []
    for index, one in enumerate(cidrs):
        try:
            found = ipaddress.ip_network(one)
        except ValueError as problem:
            hint = "write a range such as 203.0.113.0/24, one address as 203.0.113.7/32"
            scope.say(
                codes.BAD_VALUE, f"`allowed_cidrs: {one}` is no address range: {problem}", (*path, index), hint=hint
            )
            continue
        if found.version == 4:
            kept.append(str(found))
        else:
            message = f"`allowed_cidrs: {one}` changes nothing: the load balancer has IPv4 addresses only"
            scope.say(codes.NO_EFFECT, message, (*path, index))
    if not kept:  # nobody at all is not the same as nothing said, which is everybody
        message = f"`allowed_cidrs: {', '.join(cidrs) or '[]'}` leaves nobody who may reach the port"
        scope.say(codes.CANNOT_CLOSE, message, path, hint="name an IPv4 range")
    return list(dict.fromkeys(kept))


def _health(plan: Plan, scope: Scope, said: dict[str, Any]) -> None:
    path = str(said.get("path") or "/")
    if not path.startswith("/") or len(path) > 1024 or not path.isascii() or " " in path:
        _bad(plan, scope, f"`health_check.path: {path}` must begin with `/`", "health_check", "path")
        said["path"] = "/"
    interval, timeout = said.get("interval"), said.get("timeout")
    if interval is not None and timeout is not None and timeout >= interval:
        message = f"`health_check.timeout: {timeout}` s must be shorter than `interval: {interval}` s"
        _bad(plan, scope, message, "health_check", "timeout")
    codes_said = said.get("codes")
    if codes_said is not None and not all(_is_range(part) for part in str(codes_said).split(",")):
        _bad(
            plan,
            scope,
            f"`health_check.codes: {codes_said}` must be like 200, 200,302 or 200-399",
            "health_check",
            "codes",
        )
        said.pop("codes")


def _is_range(text: str) -> bool:
    first, dash, last = text.strip().partition("-")
    return first.isdecimal() and (not dash or (last.isdecimal() and int(first) <= int(last)))


def own(plan: Plan, said: dict[str, Any]) -> dict[str, Any]:
    """What the service says itself: the project's `defaults` say how ports are served, never that they are opened."""
    return {key: value for key, value in said.items() if plan.x.at("load_balancer", key)[:2] == plan.path}


def asks_for_a_way(plan: Plan, said: dict[str, Any]) -> bool:
    """Whether the service asks for a way to a port that `ports` does not publish."""
    return any(key in _ASKING or key == "port" for key in own(plan, said))


def asks_to_open(plan: Plan, said: dict[str, Any], target: int, targets: list[int]) -> bool:
    """Whether the service asks for this container port to be opened; ``targets`` are all that it publishes."""
    asked = own(plan, said)
    if "port" in asked:
        return bool(asked["port"] == target)
    return targets == [target] and any(key in asked for key in _ASKING)


def tell_which_port(plan: Plan, said: dict[str, Any], targets: list[int], scope: Scope) -> dict[str, Any]:
    """The settings without those about one port where it is open which port they mean; that is told."""
    single = [key for key in OF_ONE_PORT if key in said]
    if "port" in said or len(targets) == 1 or not (single or not targets):
        return said
    shown = f"has the ports {', '.join(map(str, targets))}" if targets else "publishes no port"
    key = single[0] if single else next(iter(said))
    message = f"`load_balancer.{key}` of `{plan.name}`, which {shown}: say which one with `port`"
    scope.say(codes.WHICH_PORT, message, plan.x.at("load_balancer", key), hint="load_balancer: {port: 8080, …}")
    return {key: value for key, value in said.items() if key not in single}


def tell_unused(plan: Plan, entries: list[Entry], scope: Scope) -> None:
    """Settings of a service that nothing of what it publishes can use."""
    said = plan.balancing
    web = any(one.family == APPLICATION for one in entries)
    for key, value in said.items():
        name = f"`load_balancer.{'; '.join(told(value, key))}` of `{plan.name}`"
        path = plan.x.at("load_balancer", key)
        if not entries and key not in own(plan, said):
            continue  # defaults are for the services that publish something
        if not entries and key != "type":
            scope.say(codes.NO_EFFECT, f"{name} changes nothing: no load balancer serves the port", path)
        elif entries and key in ("path", "host", "priority") and not web:
            hint = "say `protocol: http` if it is HTTP, or give it a port of its own"
            scope.say(codes.BAD_VALUE, f"{name}: only HTTP has rules, and it is {entries[0].told()}", path, hint=hint)
        elif entries and not web and value in _WEB and all(one.kind in (UDP, TCP_UDP) for one in entries):
            scope.say(codes.BAD_VALUE, f"{name} is not possible: it is {entries[0].told()}", path)
        elif entries and key == "certificate" and not any(one.certificates for one in entries):
            scope.say(codes.NO_EFFECT, f"{name} changes nothing: it is {entries[0].told()}", path)
