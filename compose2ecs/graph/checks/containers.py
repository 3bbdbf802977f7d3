"""Single container definitions: ranges, names, and what a launch type or network mode does not allow."""

from typing import Any

from compose2ecs.diagnostics.codes import checks as codes
from compose2ecs.graph.checks.definitions import containers, is_name, on_fargate
from compose2ecs.graph.checks.finding import Checker, number
from compose2ecs.graph.resource import Resource

#: Source: ECS API reference, HealthCheck: property, lowest, highest.
HEALTH_RANGES = (("Interval", 5, 300), ("Timeout", 2, 60), ("Retries", 1, 10), ("StartPeriod", 0, 300))
#: Source: ECS API reference, ContainerDefinition (Fargate).
STOP_RANGE = (2, 120)
LEAST_MEMORY = 6
#: Properties that awsvpc does not take.
_NOT_WITH_AWSVPC = ("Links", "Hostname", "ExtraHosts", "DnsServers", "DnsSearchDomains")
_LOG_DRIVERS = ("awslogs", "splunk", "awsfirelens")
_LONGEST_PORT_NAME = 64
_PORT_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")


def check_containers(checker: Checker, definition: Resource) -> None:
    """Every container of a task definition."""
    for container in containers(definition):
        name = container.get("Name")
        if not is_name(name):
            checker.say(codes.BAD_NAME, definition, f"container `{name}` is no name: letters, digits, `-` and `_`")
        _health(checker, definition, container)
        _ranges(checker, definition, container)
        _variables(checker, definition, container)
        _port_names(checker, definition, container)
        if definition.properties.get("NetworkMode") == "awsvpc":
            for key in _NOT_WITH_AWSVPC:
                if container.get(key):
                    checker.say(
                        codes.NOT_WITH_AWSVPC, definition, f"container `{name}` has {key}, which awsvpc does not take"
                    )
        if on_fargate(definition):
            _fargate(checker, definition, container)


def _health(checker: Checker, definition: Resource, container: dict[str, Any]) -> None:
    check = container.get("HealthCheck")
    if not check:
        return
    who = f"the health check of `{container.get('Name')}`"
    command = check.get("Command") or []
    if not isinstance(command, list) or len(command) < 2 or command[0] not in ("CMD", "CMD-SHELL"):
        checker.say(codes.HEALTH, definition, f"{who} must begin with CMD or CMD-SHELL and have a command")
    for key, lowest, highest in HEALTH_RANGES:
        value = number(check.get(key))
        if key in check and (value is None or not lowest <= value <= highest):
            checker.say(codes.HEALTH, definition, f"{who} has {key} {check[key]}; ECS allows {lowest} to {highest}")


def _ranges(checker: Checker, definition: Resource, container: dict[str, Any]) -> None:
    name = container.get("Name")
    for key in ("Memory", "MemoryReservation"):
        value = number(container.get(key))
        if value is not None and value < LEAST_MEMORY:
            checker.say(
                codes.SIZES, definition, f"container `{name}` has {key} {value}; {LEAST_MEMORY} MiB is the least"
            )
    policy = container.get("RestartPolicy") or {}
    period = number(policy.get("RestartAttemptPeriod"))
    if period is not None and not 60 <= period <= 1800:
        message = f"container `{name}` has RestartAttemptPeriod {period}; ECS allows 60 to 1800"
        checker.say(codes.OUT_OF_RANGE, definition, message)
    waited_for = [
        other.get("Name")
        for other in containers(definition)
        for need in other.get("DependsOn", [])
        if need.get("ContainerName") == name and need.get("Condition") in ("SUCCESS", "COMPLETE")
    ]
    if policy.get("Enabled") and waited_for:
        message = f"container `{name}` restarts, and `{waited_for[0]}` waits for its end"
        checker.say(codes.CONTAINER_ORDER, definition, message)


def _variables(checker: Checker, definition: Resource, container: dict[str, Any]) -> None:
    name = container.get("Name")
    plain = [one.get("Name") for one in container.get("Environment", [])]
    secret = [one.get("Name") for one in container.get("Secrets", [])]
    for variable in sorted({str(one) for one in plain} & {str(one) for one in secret}):
        message = f"container `{name}` has `{variable}` both in Environment and in Secrets"
        checker.say(codes.VARIABLE_TWICE, definition, message, hint="leave it out of `environment`")
    for kind, names in (("Environment", plain), ("Secrets", secret)):
        for variable in sorted({str(one) for one in names if names.count(one) > 1}):
            checker.say(codes.VARIABLE_TWICE, definition, f"container `{name}` has `{variable}` twice in {kind}")


def _port_names(checker: Checker, definition: Resource, container: dict[str, Any]) -> None:
    for mapping in container.get("PortMappings", []):
        name = mapping.get("Name")
        if name is None:
            continue
        text = str(name)
        if len(text) > _LONGEST_PORT_NAME or not _PORT_NAME.issuperset(text) or text.startswith("-") or not text:
            message = f"port name `{text}` is not possible: up to {_LONGEST_PORT_NAME} of a-z, 0-9, `-` and `_`"
            checker.say(codes.BAD_PORT, definition, message)


def _fargate(checker: Checker, definition: Resource, container: dict[str, Any]) -> None:
    name = container.get("Name")
    linux = container.get("LinuxParameters") or {}
    added = [one for one in (linux.get("Capabilities") or {}).get("Add", []) if one != "SYS_PTRACE"]
    found = [
        ("privileged", container.get("Privileged")),
        ("devices", linux.get("Devices")),
        ("a shared memory size", linux.get("SharedMemorySize")),
        ("swap settings", linux.get("MaxSwap") is not None or linux.get("Swappiness") is not None),
        (f"the capability {', '.join(added)}", added),
        ("Docker security options", container.get("DockerSecurityOptions")),
        ("a GPU", container.get("ResourceRequirements")),
    ]
    for what, present in found:
        if present:
            checker.say(
                codes.NOT_ON_FARGATE, definition, f"container `{name}` has {what}, which Fargate does not allow"
            )
    stop = number(container.get("StopTimeout"))
    if stop is not None and not STOP_RANGE[0] <= stop <= STOP_RANGE[1]:
        message = f"container `{name}` has StopTimeout {stop}; Fargate allows {STOP_RANGE[0]} to {STOP_RANGE[1]} s"
        checker.say(codes.OUT_OF_RANGE, definition, message)
    driver = (container.get("LogConfiguration") or {}).get("LogDriver")
    if driver is not None and driver not in _LOG_DRIVERS:
        message = f"container `{name}` has the log driver {driver}; Fargate knows {', '.join(_LOG_DRIVERS)}"
        checker.say(codes.NOT_ON_FARGATE, definition, message)
