"""Ports: those that a container declares, and which published ones a load balancer opens."""

from collections.abc import Iterable
from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.assemble.openings import reach
from compose2ecs.translate.scope import Plan, Port, Scope

_PROTOCOLS = ("tcp", "udp")
#: Longest name of a port mapping. Source: ECS API reference, PortMapping.name.
_LONGEST_NAME = 64
_NAME_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-")
_LARGEST = 65535
_APPS = ("http", "http2", "grpc")
TCP_UDP = "tcp_udp"

Declared = dict[tuple[int, int], dict[str, Any]]


def plan_ports(scope: Scope) -> None:
    """``PortMappings`` of every container, and ``published`` of every plan."""
    for plan in scope.plans.values():
        declared: Declared = {}
        said = _said(plan, scope)
        node = plan.node.get("ports")
        items = node.value if node else ()
        targets = list(dict.fromkeys(int(item.value["target"].value) for item in items))
        for index, item in enumerate(items):
            _port(plan, index, item, declared, (said, targets), scope)
        _exposed(plan, declared, scope)
        if said:
            _unpublished(plan, said, targets, declared, scope)
        if declared:
            plan.container["PortMappings"] = [declared[key] for key in sorted(declared)]


def _said(plan: Plan, scope: Scope) -> dict[str, Any]:
    """What x-ecs says about the service's load balancer; kept for the listeners."""
    if not plan.x.has("load_balancer"):
        return {}
    from compose2ecs.translate.assemble.lbwish import service_wish

    plan.balancing = service_wish(plan, scope)
    return plan.balancing


def _port(
    plan: Plan, index: int, item: Node, declared: Declared, asked: tuple[dict[str, Any], list[int]], scope: Scope
) -> None:
    port = plain(item)
    path = plan.at("ports", index)
    own = _own(plan, index, scope)
    protocol = str(port.get("protocol") or "tcp").lower()
    if own.get("protocol") in ("udp", TCP_UDP):
        protocol = own["protocol"]
    if protocol not in (*_PROTOCOLS, TCP_UDP):
        scope.say(
            codes.PORT_PROTOCOL,
            f"port {port.get('target')}/{protocol} cannot be published: load balancers forward TCP and UDP",
            (*path, "protocol"),
        )
        return
    target = int(port["target"])
    _declare(plan, target, "tcp" if protocol == TCP_UDP else protocol, {**port, **own}, declared)
    _tell_details(port, path, scope)
    published = _published(port, target, path, scope)
    scheme = reach(plan, port, path, (own, *asked), scope)
    if scheme is None:
        return
    app = str(port.get("app_protocol") or "").lower()
    number = int(own.get("listener_port") or published)
    made = Port(target, number, protocol, app, path, own.get("protocol", ""), scheme, "listener_port" in own)
    for position, other in enumerate(plan.published):
        if (other.target, other.published) == (target, number):
            if other.protocol != protocol:
                plan.published[position] = other._replace(protocol=TCP_UDP)
            else:
                scope.say(row_codes.ADAPTED, f"port {number} is published already; said twice", path)
            return
    plan.published.append(made)


def _own(plan: Plan, index: int, scope: Scope) -> dict[str, Any]:
    """What stands under the x-ecs of the port."""
    view = scope.x.port(plan.name, index)
    said: dict[str, Any] = view.get() or {}
    if said:
        from compose2ecs.diagnostics.codes import loadbalancer as balancing
        from compose2ecs.translate.assemble.lbwish import told

        scope.say(balancing.AS_SAID, f"`ports[{index}]`: {'; '.join(told(said))}", view.path)
    return said


def _unpublished(plan: Plan, said: dict[str, Any], targets: list[int], declared: Declared, scope: Scope) -> None:
    """A port that x-ecs publishes and `ports` does not."""
    from compose2ecs.translate.assemble.lbwish import OFF, asks_for_a_way, own, tell_which_port

    if said.get("type") in OFF or not (targets or own(plan, said)):
        return
    alone = targets or [low for low, high in sorted(declared) if low == high]
    plan.balancing = tell_which_port(plan, said, alone, scope)
    target = said.get("port") or (alone[0] if len(alone) == 1 else None)
    if target is None or target in targets or not asks_for_a_way(plan, said):
        return
    named = str(said.get("protocol") or "")
    protocol = named if named in ("udp", TCP_UDP) else "tcp"
    _declare(plan, target, "tcp" if protocol == TCP_UDP else protocol, {}, declared)
    web = named == "http" or (not named and ("path" in said or "host" in said))  # rules share the usual port
    number = said.get("listener_port") or (443 if named == "https" else 80 if web else target)
    path = plan.x.at("load_balancer", "port") if "port" in said else plan.x.at("load_balancer")
    scheme = reach(plan, {"target": target}, path, ({}, said, [target]), scope)
    if scheme is not None:
        plan.published.append(Port(target, number, protocol, "", path, "", scheme, "listener_port" in said))


def _declare(plan: Plan, target: int, protocol: str, port: dict[str, Any], declared: Declared) -> None:
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


def _exposed(plan: Plan, declared: Declared, scope: Scope) -> None:
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
