"""EventBridge: schedules and rules."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled, lowered, text

_LONGEST_NAME = 64


def schedule(source: Source) -> list[Call]:
    """A schedule with its target."""
    name, target = source.names("Name", _LONGEST_NAME), _target(source.take("Target"))
    return [Call("scheduler", "CreateSchedule", filled(Name=name, **source.rest(), Target=target))]


def rule(source: Source) -> list[Call]:
    """A rule, then its targets."""
    name, tags, targets = source.names("Name", _LONGEST_NAME), source.tags(), source.take("Targets", [])
    pattern = source.take("EventPattern")
    bus = source.rest().get("EventBusName")
    document = text(pattern) if pattern is not None else None
    made = [Call("events", "PutRule", filled(Name=name, EventPattern=document, **source.rest(), Tags=tags))]
    if targets:
        listed = [_target(one) for one in targets]
        made.append(Call("events", "PutTargets", filled(Rule=name, EventBusName=bus, Targets=listed)))
    return made


def _target(target: dict[str, Any]) -> dict[str, Any]:
    """The ECS part of a target keeps the spelling of the ECS API in its inner parts."""
    task = target.get("EcsParameters")
    if not task:
        return target
    made = dict(task)
    network = made.pop("NetworkConfiguration", None)
    if network:
        inner = network.get("AwsvpcConfiguration") or network.get("AwsVpcConfiguration")
        made["NetworkConfiguration"] = {"awsvpcConfiguration": inner}
    for name, own in (
        ("CapacityProviderStrategy", "CapacityProviderStrategy"),
        ("PlacementConstraints", "PlacementConstraints"),
        ("PlacementStrategies", "PlacementStrategy"),
        ("PlacementStrategy", "PlacementStrategy"),
    ):
        if name in made:
            made[own] = lowered(made.pop(name))
    if "TagList" in made:
        made["Tags"] = made.pop("TagList")
    return {**target, "EcsParameters": made}
