"""In which order services start, how they restart and stop, and what runs around that."""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.model.signals import near, signal
from compose2ecs.model.values import ceil_seconds, parse_duration
from compose2ecs.source.node import Node
from compose2ecs.translate.attribute import (
    ADAPTED,
    IMAGE,
    MAPPED,
    REFUSED,
    Site,
    by_loader,
    maps,
    part_of,
    refused,
)

_ORDER = "AWS::ECS::Service DependsOn"

part_of("services.*.depends_on", _ORDER, "orders deployments, not later restarts", fargate=ADAPTED)
part_of("services.*.depends_on.*", _ORDER, "the service to wait for", fargate=ADAPTED)
part_of(
    "services.*.depends_on.*.condition",
    _ORDER,
    "started and healthy wait for the other service to be stable; completed makes the other one a job",
    fargate=ADAPTED,
)
part_of("services.*.depends_on.*.required", _ORDER, "`false`: it may be absent", fargate=ADAPTED)
part_of("services.*.depends_on.*.restart", "container.DockerLabels", "a change there deploys here too", fargate=ADAPTED)
part_of(
    "services.*.restart",
    "container.RestartPolicy",
    "ECS replaces stopped tasks in any case; the policy restarts the container in place",
    fargate=ADAPTED,
)
part_of("services.*.scale", "AWS::ECS::Service.DesiredCount", "as deploy.replicas")
by_loader("services.*.profiles", "services of inactive profiles are not part of the project")
by_loader("services.*.extends", "resolved while loading")
by_loader("services.*.extends.service", "resolved while loading")
by_loader("services.*.extends.file", "resolved while loading")

#: Fargate's range for StopTimeout, in seconds.
SHORTEST_STOP, LONGEST_STOP = 2, 120


@maps("services.*.stop_grace_period", to="container.StopTimeout", fargate=ADAPTED)
def stop_grace_period(node: Node, site: Site) -> int:
    """Rounded up to whole seconds; Fargate allows 2 to 120. Without it ECS waits 30 s."""
    seconds = ceil_seconds(str(node.value))
    kept = max(SHORTEST_STOP, min(LONGEST_STOP, seconds))
    if kept != seconds:
        reason = f"Fargate allows {SHORTEST_STOP} to {LONGEST_STOP} s"
        site.say(codes.CLAMPED, f"`stop_grace_period: {node.value}` becomes {kept} s: {reason}")
    elif kept != parse_duration(str(node.value)):
        site.say(codes.CLAMPED, f"`stop_grace_period: {node.value}` becomes {kept} s: ECS counts in whole seconds")
    return kept


@maps("services.*.stop_signal", to="container.Image", fargate=IMAGE)
def stop_signal(node: Node, site: Site) -> None:
    """Written into the image's configuration, whose stop signal ECS sends (on Fargate since December 2025)."""
    asked = signal(str(node.value))
    if asked:
        message = f"`stop_signal: {node.value}` goes into the image: ECS sends the signal that the image names"
        site.say(codes.ADAPTED, message)
    else:
        close = near(str(node.value))
        hint = f"did you mean `{close}`?" if close else "write a name such as `SIGQUIT`, or a number from 1 to 64"
        site.say(codes.UNKNOWN_SIGNAL, f"`stop_signal: {node.value}` is no signal of Linux", hint=hint)


_AFTER = "ECS runs nothing in a container after its start"
_BEFORE = "ECS runs nothing in a container before its end"
for _hook, _why, _hint in (
    ("post_start", _AFTER, "start it from the image's entrypoint"),
    ("pre_stop", _BEFORE, "handle SIGTERM in the process, and give it time with `stop_grace_period`"),
):
    refused(f"services.*.{_hook}", _why, code=codes.HOOK, hint=_hint, whole=True)
    for _key in ("command", "environment", "environment.*", "privileged", "user", "working_dir"):
        refused(f"services.*.{_hook}[].{_key}", _why, code=codes.HOOK, hint=_hint)

_STEP = "services.*.pre_start"
part_of(
    _STEP,
    "container.DependsOn",
    "each step is a job before the deployment, or with `per_replica` an init container",
    fargate=ADAPTED,
)
for _key, _to, _note in (
    ("command", "container.Command", "of the job or init container"),
    ("image", "container.Image", "without it the service's image"),
    ("user", "container.User", "without it the service's, where the image is the service's"),
    ("working_dir", "container.WorkingDirectory", "without it the service's"),
    ("environment", "container.Environment", "over the service's"),
    ("environment.*", "container.Environment", "over the service's"),
    ("per_replica", "container.DependsOn", "true: an init container in every task"),
):
    part_of(f"{_STEP}[].{_key}", _to, _note)
part_of(
    f"{_STEP}[].privileged",
    "container.Privileged",
    "a task on Fargate has no host to be privileged on",
    fargate=REFUSED,
    ec2=MAPPED,
    managed=MAPPED,
)
