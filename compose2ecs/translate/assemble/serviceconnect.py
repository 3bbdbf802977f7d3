"""Service Connect (opt-in): names and ports of services through a proxy beside every task."""

from typing import Any

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.translate.assemble.domain import CONNECT, discovery
from compose2ecs.translate.assemble.vpcwish import tell_default
from compose2ecs.translate.scope import Plan, Scope, Task

#: CPU units and MiB that AWS advises for the proxy. Source: Amazon ECS Developer Guide, "Service Connect".
PROXY = (256, 64)
_APPS = ("http", "http2", "grpc")


def wants(task: Task, scope: Scope) -> bool:
    """Whether the task takes part: its service says so, or the project and no service says otherwise."""
    said = [plan.x.get("service_connect", "enable") for plan in task.plans if plan.x.has("service_connect")]
    by_service = [True if one is None else bool(one) for one in said]
    return any(by_service) if by_service else discovery(scope) == CONNECT


def connect(scope: Scope) -> None:
    """``ServiceConnectConfiguration`` of every service that takes part, and the order in which they are deployed."""
    members = [task for task in scope.tasks.values() if _takes_part(task, scope)]
    served = {}
    for task in members:
        services = [one for plan in task.plans for one in _services(plan, scope)]
        task.service["ServiceConnectConfiguration"] = {
            "Enabled": True,
            "Namespace": scope.shared["namespace-arn"],
            **({"Services": services} if services else {}),
        }
        task.beside = PROXY
        names = [f"{one['ClientAliases'][0]['DnsName']}:{one['ClientAliases'][0]['Port']}" for one in services]
        served[task.name] = names
        message = f"`{task.name}` is served as {', '.join(names)}" if names else f"`{task.name}` is a client only"
        message += f"; its proxy wants {PROXY[0]} CPU units and {PROXY[1]} MiB more"
        scope.say(codes.CONNECTED, message, _at(task))
    for task in members:
        _order(task, [other for other in members if served[other.name] and other is not task], scope)


def _at(task: Task) -> tuple[str | int, ...]:
    view = task.primary.x
    return view.at("service_connect") if view.has("service_connect") else task.primary.path


def _takes_part(task: Task, scope: Scope) -> bool:
    wanted = wants(task, scope)
    for plan in task.plans:
        said = plan.x.get("service_connect", "enable")
        if said is not None and said == (discovery(scope) == CONNECT):
            tell_default(scope, plan.x, str(said).lower(), "service_connect", "enable")
        elif said is False:
            message = f"`service_connect: false`: `{plan.name}` is found by DNS only, and calls others by DNS"
            scope.say(codes.CONNECTED, message, plan.x.at("service_connect", "enable"))
    why = "it is a job, which is no ECS service" if task.is_job else ""
    why = why or ("there is no namespace" if scope.shared["namespace"] is None else "")
    if wanted and why:
        scope.say(codes.NOT_CONNECTED, f"`{task.name}` takes no part in Service Connect: {why}", _at(task))
    if not wanted or why:
        _tell_unused(task, scope)
    return wanted and not why


def _tell_unused(task: Task, scope: Scope) -> None:
    for plan in task.plans:
        for key, value in (plan.x.get("service_connect") or {}).items():
            if key != "enable":
                message = f"`service_connect.{key}: {value}` has no effect: `{plan.name}` takes no part in it"
                scope.say(codes.NOT_CONNECTED, message, plan.x.at("service_connect", key))


def _services(plan: Plan, scope: Scope) -> list[dict[str, Any]]:
    """The entries of a container: one per named TCP port."""
    said = plan.x.get("service_connect") or {}
    at = plan.x.at("service_connect") if said else plan.path
    made: list[dict[str, Any]] = []
    for mapping in plan.container.get("PortMappings", ()):
        number = mapping.get("ContainerPort") or mapping.get("ContainerPortRange")
        if "Name" not in mapping or mapping["Protocol"] != "tcp":
            message = f"port {number}/{mapping['Protocol']} of `{plan.name}` is not served by Service Connect"
            scope.say(codes.NOT_CONNECTED, message, at)
            continue
        first = not made
        if first and said.get("protocol") in _APPS:
            mapping["AppProtocol"] = said["protocol"]
        alias = {"Port": said["port"] if first and "port" in said else number}
        made.append(
            {
                "PortName": mapping["Name"],
                "DiscoveryName": f"{plan.container['Name']}-{number}",
                "ClientAliases": [{**alias, "DnsName": said.get("alias") or plan.name}],
                **_timeout(said, mapping, plan, scope),
            }
        )
    if said.get("protocol") == "tcp":
        tell_default(scope, plan.x, "tcp", "service_connect", "protocol")
    if not made:
        for key in ("alias", "port", "protocol", "idle_timeout", "request_timeout"):
            if key in said:
                message = f"`service_connect.{key}: {said[key]}` has no effect: `{plan.name}` declares no TCP port"
                scope.say(codes.NOT_CONNECTED, message, plan.x.at("service_connect", key))
    return made


def _timeout(said: dict[str, Any], mapping: dict[str, Any], plan: Plan, scope: Scope) -> dict[str, Any]:
    made = {}
    if "idle_timeout" in said:
        made["IdleTimeoutSeconds"] = said["idle_timeout"]
    if "request_timeout" in said and "AppProtocol" in mapping:
        made["PerRequestTimeoutSeconds"] = said["request_timeout"]
    elif "request_timeout" in said:
        message = f"`request_timeout: {said['request_timeout']}` is dropped for port {mapping['ContainerPort']}: "
        message += "a request is known in HTTP and gRPC only"
        scope.say(codes.NOT_CONNECTED, message, plan.x.at("service_connect", "request_timeout"))
    return {"Timeout": made} if made else {}


def _order(task: Task, servers: list[Task], scope: Scope) -> None:
    """A task is deployed after the services that its variables name, since it learns their names at its start."""
    for server in servers:
        if server.name in task.waits_for or not _calls(task, server):
            continue
        if _reaches(server, task.name, scope):
            message = f"`{task.name}` calls `{server.name}`, which is deployed after it"
            hint = "leave `service_discovery` at `cloud_map`, or switch it off: `x-ecs.service_connect: false`"
            scope.say(codes.CONNECT_CIRCLE, message, _at(task), hint=hint)
        else:
            task.waits_for.append(server.name)


def _reaches(start: Task, name: str, scope: Scope) -> bool:
    """Whether a service waits for the one called ``name``, directly or not."""
    waiting, seen = list(start.waits_for), set()
    while waiting:
        one = waiting.pop()
        if one == name:
            return True
        if one not in seen:
            seen.add(one)
            waiting += scope.tasks[one].waits_for if one in scope.tasks else []
    return False


def _calls(task: Task, server: Task) -> bool:
    """Whether a variable of the task names a host of the server: `db:5432`, `http://db/`, `db`."""
    names = {plan.name for plan in server.plans}
    for plan in task.plans:
        for variable in plan.container.get("Environment", ()):
            text = variable["Value"]
            if isinstance(text, str) and names & set(_words(text)):
                return True
    return False


def _words(text: str) -> list[str]:
    """The host-like words of a text."""
    return "".join(char if char.isalnum() or char in "-_." else " " for char in text).split()
