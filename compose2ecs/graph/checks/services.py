"""ECS services: what they register with a load balancer, groups, subnets, rollouts."""

from typing import Any

from compose2ecs.diagnostics.codes import checks as codes
from compose2ecs.graph.checks.definitions import containers
from compose2ecs.graph.checks.finding import Checker, number
from compose2ecs.graph.resource import Resource

#: Source: ECS API reference (AwsVpcConfiguration) and service quotas.
MOST_GROUPS, MOST_SUBNETS, MOST_TARGET_GROUPS, MOST_REGISTRIES = 5, 16, 5, 1


def check_services(checker: Checker, service: Resource) -> None:
    """One ECS service against its task definition and the target groups."""
    properties = service.properties
    definition = checker.target(properties.get("TaskDefinition"))
    balancers = properties.get("LoadBalancers", [])
    if len(balancers) > MOST_TARGET_GROUPS:
        message = f"has {len(balancers)} target groups; a service has {MOST_TARGET_GROUPS} at most"
        checker.say(codes.SERVICE_LIMIT, service, message)
    if len(properties.get("ServiceRegistries", [])) > MOST_REGISTRIES:
        checker.say(codes.SERVICE_LIMIT, service, "has more than one service registry")
    for balancer in balancers:
        if definition is not None:
            _registration(checker, service, definition, balancer)
        group = checker.target(balancer.get("TargetGroupArn"))
        if group is not None and definition is not None:
            awsvpc = definition.properties.get("NetworkMode") == "awsvpc"
            if awsvpc and group.properties.get("TargetType") != "ip":
                message = (
                    f"target group {group.id} has the target type {group.properties.get('TargetType', 'instance')}"
                )
                checker.say(codes.REGISTRATION, service, f"{message}; tasks with awsvpc are targets by ip")
    network = properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration", {})
    for key, most in (("SecurityGroups", MOST_GROUPS), ("Subnets", MOST_SUBNETS)):
        listed = network.get(key)
        if isinstance(listed, list) and len(listed) > most:
            checker.say(codes.SERVICE_LIMIT, service, f"has {len(listed)} {key}; a task has {most} at most")
    if definition is not None and definition.properties.get("NetworkMode") == "awsvpc" and not network.get("Subnets"):
        checker.say(codes.SERVICE_LIMIT, service, "has no subnets, and its tasks need a network interface")
    _rollout(checker, service)


def _registration(checker: Checker, service: Resource, definition: Resource, balancer: dict[str, Any]) -> None:
    name, port = balancer.get("ContainerName"), number(balancer.get("ContainerPort"))
    container = next((one for one in containers(definition) if one.get("Name") == name), None)
    if container is None:
        checker.say(codes.REGISTRATION, service, f"registers container `{name}`, which its task does not have")
        return
    if not any(_covers(mapping, port) for mapping in container.get("PortMappings", [])):
        checker.say(
            codes.REGISTRATION, service, f"registers port {port} of `{name}`, which the container does not declare"
        )


def _covers(mapping: dict[str, Any], port: int | None) -> bool:
    if port is None:
        return False
    first, _, last = str(mapping.get("ContainerPortRange") or mapping.get("ContainerPort") or "0").partition("-")
    return first.isdecimal() and int(first) <= port <= int(last or first)


def _rollout(checker: Checker, service: Resource) -> None:
    """A rolling deployment must be able to stop or start at least one task."""
    properties = service.properties
    configuration = properties.get("DeploymentConfiguration", {})
    lowest, highest = number(configuration.get("MinimumHealthyPercent")), number(configuration.get("MaximumPercent"))
    daemon = properties.get("SchedulingStrategy") == "DAEMON"
    count = number(properties.get("DesiredCount"))
    if lowest is None or highest is None or configuration.get("Strategy", "ROLLING") != "ROLLING":
        return
    if properties.get("AvailabilityZoneRebalancing") == "ENABLED" and highest <= 100:
        checker.say(codes.ROLLOUT, service, f"rebalances zones, which needs a MaximumPercent above 100, not {highest}")
    if daemon and highest != 100:
        checker.say(codes.ROLLOUT, service, f"is a daemon with MaximumPercent {highest}; it must be 100")
    if not daemon and count and -(-lowest * count // 100) >= count and highest * count // 100 <= count:
        message = f"can neither stop nor start a task: {lowest} to {highest} % of {count}"
        checker.say(codes.ROLLOUT, service, message, hint="use `order: start-first`, or a smaller `parallelism`")
