"""Ports: those that a container declares, and which published ones a load balancer opens."""

from collections.abc import Iterable
from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.fargate import data, image_name, is_data_store
from compose2ecs.translate.scope import Plan, Port, Scope

_LOOPBACK = ("127.", "::1", "[::1]")
_PRIVATE = ("10.", "192.168.", "172.16.", "169.254.", "fd", "fe80:")
_PROTOCOLS = ("tcp", "udp")
#: Longest name of a port mapping. Source: ECS API reference, PortMapping.name.
_LONGEST_NAME = 64
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
_LARGEST = 65535
_APPS = ("http", "http2", "grpc")
TCP_UDP = "tcp_udp"


def plan_ports(scope: Scope) -> None:
    """``PortMappings`` of every container, and ``published`` of every plan."""
    for plan in scope.plans.values():
        declared: dict[tuple[int, int], dict[str, Any]] = {}
        node = plan.node.get("ports")
        for index, item in enumerate(node.value if node else ()):
            _port(plan, index, item, declared, scope)
        _exposed(plan, declared, scope)
        if declared:
            plan.container["PortMappings"] = [declared[key] for key in sorted(declared)]


def _port(plan: Plan, index: int, item: Node, declared: dict[tuple[int, int], dict[str, Any]], scope: Scope) -> None:
    port = plain(item)
    path = plan.at("ports", index)
    protocol = str(port.get("protocol") or "tcp").lower()
    if protocol not in _PROTOCOLS:
        scope.say(
            codes.PORT_PROTOCOL,
            f"port {port.get('target')}/{protocol} cannot be published: load balancers forward TCP and UDP",
            (*path, "protocol"),
        )
        return
    target = int(port["target"])
    _declare(plan, target, protocol, port, declared)
    _tell_details(port, path, scope)
    published = _published(port, target, path, scope)
    if _closed(plan, port, target, path, scope):
        return
    app = str(port.get("app_protocol") or "").lower()
    for position, other in enumerate(plan.published):
        if (other.target, other.published) == (target, published):
            if other.protocol != protocol:
                plan.published[position] = other._replace(protocol=TCP_UDP)
            else:
                scope.say(row_codes.ADAPTED, f"port {published} is published already; said twice", path)
            return
    plan.published.append(Port(target, published, protocol, app, path))


def _declare(
    plan: Plan, target: int, protocol: str, port: dict[str, Any], declared: dict[tuple[int, int], dict[str, Any]]
) -> None:
    """A port mapping; ECS takes one protocol for a container port, and TCP is declared where both are used."""
    known = declared.get((target, target))
    if known is not None and known["Protocol"] == "tcp":
        return
    name = str(port.get("name") or f"{plan.name}-{target}-{protocol}").lower()
    made: dict[str, Any] = {
        "ContainerPort": target,
        "Protocol": protocol,
        "Name": bounded(name.lstrip("-") or "port", _LONGEST_NAME, _NAME_CHARACTERS),
    }
    taken = [other["Name"] for other in declared.values() if "Name" in other]
    if made["Name"] in taken:
        made["Name"] = bounded(f"{name}-{target}-{protocol}", _LONGEST_NAME, _NAME_CHARACTERS)
    app = str(port.get("app_protocol") or "").lower()
    if app in _APPS:
        made["AppProtocol"] = app
    declared[target, target] = made


def _tell_details(port: dict[str, Any], path: Path, scope: Scope) -> None:
    """What a port says besides its numbers and is not in the template."""
    app = port.get("app_protocol")
    if app and str(app).lower() not in _APPS:
        message = f"`app_protocol: {app}` decides only how the port is served: ECS itself knows {', '.join(_APPS)}"
        scope.say(row_codes.ADAPTED, message, (*path, "app_protocol"))
    if port.get("mode") == "host":
        message = "`mode: host`: a task has no host; the port is published through the load balancer"
        scope.say(row_codes.ADAPTED, message, (*path, "mode"))


def _published(port: dict[str, Any], target: int, path: Path, scope: Scope) -> int:
    """The port of the listener; Docker's free choice becomes the container's own number, a range its first one."""
    text = str(port.get("published") or "")
    first = text.partition("-")[0]
    if not first.isdigit() or int(first) == 0:
        message = f"Docker would choose a free port; the load balancer listens on {target}, the container's own"
        scope.say(row_codes.ADAPTED, message, path)
        return target
    if "-" in text:
        scope.say(row_codes.ADAPTED, f"of the ports {text} the first is used, {first}", (*path, "published"))
    return int(first)


def _closed(plan: Plan, port: dict[str, Any], target: int, path: Path, scope: Scope) -> bool:
    """Whether the port stays closed although it is published."""
    shown = f"{port.get('published') or target}:{target}"
    host = str(port.get("host_ip") or "")
    image = str(plan.get("image") or "")
    store = data("ports")["data_stores"].get(str(target))
    if host.startswith(_LOOPBACK):
        why = f"{host} is the machine itself"
    elif store is not None:
        why = f"{target} is the port of {store}"
    elif is_data_store(image):
        why = f"`{image_name(image)}` stores data"
    else:
        if host not in ("", "0.0.0.0", "::", "[::]"):  # noqa: S104 - what a Compose file may say
            message = f"`host_ip: {host}` is not used: the load balancer listens on addresses that AWS gives it"
            scope.say(row_codes.NO_EQUIVALENT, message, (*path, "host_ip"))
        return False
    hint = "services of the project reach it without; `expose` says that without a warning"
    scope.say(codes.NOT_OPENED, f"port {shown} ({host or 'any address'}) is not opened: {why}", path, hint=hint)
    return True


def _exposed(plan: Plan, declared: dict[tuple[int, int], dict[str, Any]], scope: Scope) -> None:
    node = plan.node.get("expose")
    for index, item in enumerate(node.value if node else ()):
        text, _, protocol = str(item.value).partition("/")
        first, _, last = text.partition("-")
        path = plan.at("expose", index)
        if not _is_range(first, last or first) or (protocol or "tcp").lower() not in _PROTOCOLS:
            scope.say(row_codes.NO_EQUIVALENT, f"`expose: {item.value}` is dropped: it is no port of TCP or UDP", path)
            continue
        free = _undeclared(int(first), int(last or first), declared)
        if not free:
            scope.say(row_codes.ADAPTED, f"port {item.value} is declared already", path)
        for low, high in free:
            if low == high:
                _declare(plan, low, (protocol or "tcp").lower(), {}, declared)
            else:
                declared[low, high] = {"ContainerPortRange": f"{low}-{high}", "Protocol": (protocol or "tcp").lower()}


def _is_range(first: str, last: str) -> bool:
    return first.isdecimal() and last.isdecimal() and 0 < int(first) <= int(last) <= _LARGEST


def _undeclared(low: int, high: int, declared: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The parts of a range that no port mapping has yet: ECS takes a port once per container."""
    free = []
    for start, end in sorted(declared):
        if low <= end and start <= high:
            if low < start:
                free.append((low, start - 1))
            low = end + 1
    return [*free, (low, high)] if low <= high else free
