"""Task definitions as a whole: names, sizes, volumes, roles, order of containers."""

from typing import Any

from compose2ecs.diagnostics.codes import checks as codes
from compose2ecs.graph.checks.finding import Checker, number
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.values import Value

#: Source: ECS service quotas (not adjustable), and the API reference of RegisterTaskDefinition.
MOST_CONTAINERS = 10
LARGEST_DEFINITION = 65_536
LONGEST_NAME = 255
#: What a reference is counted as: about the length of the ARN or name that takes its place.
_REFERENCE = 90
MOST_EPHEMERAL_GIB = 200
LEAST_EPHEMERAL_GIB = 21
_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def is_name(text: Any) -> bool:
    """Whether ECS takes the text as a family or container name."""
    return isinstance(text, str) and 0 < len(text) <= LONGEST_NAME and _NAME.issuperset(text)


def containers(definition: Resource) -> list[dict[str, Any]]:
    """The container definitions."""
    found = definition.properties.get("ContainerDefinitions", [])
    return [one for one in found if isinstance(one, dict)]


def on_fargate(definition: Resource) -> bool:
    """Whether the task definition must run on Fargate."""
    return "FARGATE" in definition.properties.get("RequiresCompatibilities", [])


def check_definitions(checker: Checker, definition: Resource) -> None:
    """Everything that concerns more than one container."""
    properties = definition.properties
    listed = containers(definition)
    if not is_name(properties.get("Family")):
        message = f"family `{properties.get('Family')}` is no name: up to {LONGEST_NAME} letters, digits, `-` and `_`"
        checker.say(codes.BAD_NAME, definition, message)
    if len(listed) > MOST_CONTAINERS:
        message = f"has {len(listed)} containers; a task has {MOST_CONTAINERS} at most"
        checker.say(codes.TOO_MANY_CONTAINERS, definition, message, hint="split the task group")
    names = [one.get("Name") for one in listed]
    for name in _repeated(names):
        checker.say(codes.BAD_NAME, definition, f"has two containers called `{name}`")
    if listed and not any(one.get("Essential", True) for one in listed):
        checker.say(codes.NOTHING_ESSENTIAL, definition, "has no essential container")
    _sizes(checker, definition, listed)
    _order(checker, definition, listed)
    _volumes(checker, definition, listed)
    _ports(checker, definition, listed)
    _roles(checker, definition, listed)
    size = _text_size(properties)
    if size > LARGEST_DEFINITION:
        message = f"has {size:,} bytes; a task definition has {LARGEST_DEFINITION:,} at most"
        checker.say(codes.TOO_LARGE, definition, message, hint="move long values out of `environment` and `command`")


def _text_size(value: Any) -> int:
    """The size of the properties as JSON, near enough: what ECS counts is the stored JSON."""
    if isinstance(value, dict):
        return 2 + sum(len(str(key)) + 4 + _text_size(inner) for key, inner in value.items())
    if isinstance(value, list):
        return 2 + sum(1 + _text_size(inner) for inner in value)
    return len(value.encode()) + 2 if isinstance(value, str) else _REFERENCE if isinstance(value, Value) else 5


def _sizes(checker: Checker, definition: Resource, listed: list[dict[str, Any]]) -> None:
    properties = definition.properties
    for key, unit in (("Cpu", "CPU units"), ("Memory", "MiB")):
        whole = number(properties.get(key))
        total = sum(number(one.get(key)) or 0 for one in listed)
        if whole is not None and total > whole:
            message = f"its containers have {total} {unit} together, the task has {whole}"
            checker.say(codes.SIZES, definition, message)
    for one in listed:
        limit, reserved = number(one.get("Memory")), number(one.get("MemoryReservation"))
        whole = number(properties.get("Memory"))
        if reserved is not None and limit is not None and reserved > limit:
            message = f"container `{one.get('Name')}` reserves {reserved} MiB, more than its limit of {limit}"
            checker.say(codes.SIZES, definition, message)
        elif reserved is not None and whole is not None and reserved > whole:
            message = f"container `{one.get('Name')}` reserves {reserved} MiB, the task has {whole}"
            checker.say(codes.SIZES, definition, message)
        if whole is None and limit is None and reserved is None:
            message = f"container `{one.get('Name')}` has no memory limit or reservation, and the task no size"
            checker.say(codes.SIZES, definition, message)
    if on_fargate(definition):
        storage = number(properties.get("EphemeralStorage", {}).get("SizeInGiB"))
        if storage is not None and not LEAST_EPHEMERAL_GIB <= storage <= MOST_EPHEMERAL_GIB:
            message = f"has {storage} GiB of storage; Fargate allows {LEAST_EPHEMERAL_GIB} to {MOST_EPHEMERAL_GIB}"
            checker.say(codes.SIZES, definition, message)


def _order(checker: Checker, definition: Resource, listed: list[dict[str, Any]]) -> None:
    """``DependsOn`` among the containers: known, not in a circle, and able to come true."""
    by_name = {one.get("Name"): one for one in listed}
    for one in listed:
        for need in one.get("DependsOn", []):
            name, condition = need.get("ContainerName"), need.get("Condition")
            other = by_name.get(name)
            who = f"container `{one.get('Name')}` waits for `{name}`"
            if other is None:
                checker.say(codes.CONTAINER_ORDER, definition, f"{who}, which is not in the task")
            elif condition == "HEALTHY" and not other.get("HealthCheck"):
                checker.say(codes.CONTAINER_ORDER, definition, f"{who} to be healthy, and it has no health check")
            elif condition in ("SUCCESS", "COMPLETE") and other.get("Essential", True):
                message = f"{who} to end, but it is essential: its end would stop the task"
                checker.say(codes.CONTAINER_ORDER, definition, message)
    circle = _circle(
        {name: [need.get("ContainerName") for need in one.get("DependsOn", [])] for name, one in by_name.items()}
    )
    if circle:
        checker.say(codes.CONTAINER_ORDER, definition, f"containers wait for each other: {' → '.join(circle)}")


def _circle(needs: dict[Any, list[Any]]) -> list[str]:
    """A circle in a small graph, as the names along it; empty for none."""
    done: set[Any] = set()

    def visit(name: Any, path: list[Any]) -> list[str]:
        if name in path:
            return [str(step) for step in [*path[path.index(name) :], name]]
        if name in done or name not in needs:
            return []
        for below in needs[name]:
            found = visit(below, [*path, name])
            if found:
                return found
        done.add(name)
        return []

    return next((found for name in needs if (found := visit(name, []))), [])


def _volumes(checker: Checker, definition: Resource, listed: list[dict[str, Any]]) -> None:
    volumes = definition.properties.get("Volumes", [])
    names = [one.get("Name") for one in volumes]
    for name in _repeated(names):
        checker.say(codes.BAD_VOLUME, definition, f"has two volumes called `{name}`")
    for one in listed:
        for mount in one.get("MountPoints", []):
            if mount.get("SourceVolume") not in names:
                who = f"container `{one.get('Name')}` mounts `{mount.get('SourceVolume')}`"
                message = f"{who}, which is no volume of the task"
                checker.say(codes.BAD_VOLUME, definition, message)
        for source in one.get("VolumesFrom", []):
            if all(source.get("SourceContainer") != other.get("Name") for other in listed):
                who = f"container `{one.get('Name')}` takes volumes of `{source.get('SourceContainer')}`"
                message = f"{who}, which is not in the task"
                checker.say(codes.BAD_VOLUME, definition, message)
    if not on_fargate(definition):
        return
    for volume in volumes:
        host = volume.get("Host") or {}
        if host.get("SourcePath"):
            message = f"volume `{volume.get('Name')}` is a path of a host, and Fargate has none"
            checker.say(codes.NOT_ON_FARGATE, definition, message)
        if "DockerVolumeConfiguration" in volume:
            message = f"volume `{volume.get('Name')}` is a Docker volume, and Fargate has none"
            checker.say(codes.NOT_ON_FARGATE, definition, message)


def _ports(checker: Checker, definition: Resource, listed: list[dict[str, Any]]) -> None:
    """Containers of a task share its network interface: a port once, a port name once."""
    awsvpc = definition.properties.get("NetworkMode") == "awsvpc"
    mappings = [(one.get("Name"), mapping) for one in listed for mapping in one.get("PortMappings", [])]
    for name in _repeated([mapping.get("Name") for _, mapping in mappings]):
        checker.say(codes.BAD_PORT, definition, f"has two ports called `{name}`")
    for port in _repeated([mapping.get("ContainerPort") for _, mapping in mappings] if awsvpc else []):
        holders = [f"`{holder}`" for holder, mapping in mappings if mapping.get("ContainerPort") == port]
        message = f"uses port {port} twice ({', '.join(holders)}): the containers of a task share its network interface"
        checker.say(codes.BAD_PORT, definition, message)
    for _, mapping in mappings:
        host, port = mapping.get("HostPort"), mapping.get("ContainerPort")
        if awsvpc and host not in (None, 0, port):
            message = f"port {port} has the host port {host}; with awsvpc they must be the same"
            checker.say(codes.BAD_PORT, definition, message)


def _repeated(values: list[Any]) -> list[Any]:
    """What stands in the list more than once, in order; None does not count."""
    return [value for value in dict.fromkeys(values) if value is not None and values.count(value) > 1]


def _roles(checker: Checker, definition: Resource, listed: list[dict[str, Any]]) -> None:
    """awslogs, secrets and private registries need an execution role (on Fargate also every pull from ECR)."""
    if definition.properties.get("ExecutionRoleArn"):
        return
    for one in listed:
        logging = one.get("LogConfiguration") or {}
        why = ""
        if one.get("Secrets") or logging.get("SecretOptions"):
            why = "has secrets"
        elif one.get("RepositoryCredentials"):
            why = "is pulled with credentials"
        elif logging.get("LogDriver") == "awslogs" and on_fargate(definition):
            why = "logs to CloudWatch"
        if why:
            message = f"container `{one.get('Name')}` {why}, which needs an execution role"
            checker.say(codes.NO_EXECUTION_ROLE, definition, message)
