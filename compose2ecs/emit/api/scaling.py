"""Application Auto Scaling (numbers of tasks) and Auto Scaling groups (instances)."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled, number

_LONGEST_NAME = 255
_WHICH = ("ServiceNamespace", "ResourceId", "ScalableDimension")


def target(source: Source) -> list[Call]:
    """What is scaled and its bounds, then what happens by the clock."""
    actions = source.take("ScheduledActions", [])
    which = {name: source.rest().get(name) for name in _WHICH}
    made = [Call("application-autoscaling", "RegisterScalableTarget", filled(**source.rest()))]
    return made + [Call("application-autoscaling", "PutScheduledAction", filled(**which, **one)) for one in actions]


def policy(source: Source) -> list[Call]:
    """How a target is scaled; the API names the target by what it scales."""
    scaled = source.target("ScalingTargetId")
    which: dict[str, Any] = {}
    if scaled is not None:
        source.take("ScalingTargetId")
        which = {name: scaled.rest().get(name) for name in _WHICH}
    return [Call("application-autoscaling", "PutScalingPolicy", filled(**which, **source.rest()))]


def group(source: Source) -> list[Call]:
    """A group of instances; numbers are text in CloudFormation, subnets a list."""
    name, tags = source.names("AutoScalingGroupName", _LONGEST_NAME), source.tags()
    subnets, metrics = source.take("VPCZoneIdentifier"), source.take("MetricsCollection", [])
    numbers = {key: number(source.take(key)) for key in ("MinSize", "MaxSize", "DesiredCapacity")}
    numbers["DefaultCooldown"] = number(source.take("Cooldown"))
    zones = ",".join(subnets) if isinstance(subnets, list) else subnets
    create = filled(AutoScalingGroupName=name, **numbers, VPCZoneIdentifier=zones, **source.rest(), Tags=tags)
    made = [Call("autoscaling", "CreateAutoScalingGroup", create)]
    return made + [Call("autoscaling", "EnableMetricsCollection", {"AutoScalingGroupName": name, **m}) for m in metrics]
