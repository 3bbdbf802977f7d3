"""Short syntax to long syntax; no later stage sees the short one.

Runs after each merge, like the reference, so a later file merges over canonical values. Works in place; new nodes carry
the place of what they were made from.
"""

from collections.abc import Callable
from typing import Any

from compose2ecs.compose.merge import as_list, as_mapping, started
from compose2ecs.compose.portspec import MAX_PORTS, parse_ports
from compose2ecs.compose.problem import Problem
from compose2ecs.compose.text import BOOLEANS, scalar_text
from compose2ecs.compose.volumespec import parse_volume
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.source.node import Node

Transform = Callable[[Node], Node]


def canonical(tree: Node, report: Report) -> None:
    """Rewrite every short form in place; what cannot be read becomes a diagnostic."""
    services = tree.get("services")
    for name, service in services.items() if services else ():
        canonical_service(service, ("services", name), report)
    for section in ("volumes", "networks", "secrets", "configs"):
        top = tree.get(section)
        for name, resource in top.items() if top else ():
            _external(resource, (section, name), report)


def canonical_service(service: Node, path: Path, report: Report) -> None:
    """The same for one service."""
    if not isinstance(service.value, dict):
        return
    for key, transform in _SERVICE.items():
        node = service.value.get(key)
        if node is not None:
            service.value[key] = _guarded(node, transform, (*path, key), report)
    for key, item_transform in _SERVICE_ITEMS.items():
        _items(service.value.get(key), item_transform, (*path, key), report)
    _ports(service.value.get("ports"), (*path, "ports"), report)
    build = service.value.get("build")
    if build is not None and isinstance(build.value, dict):
        _build(build, (*path, "build"), report)
    _omit_empty_dns(service)


def _guarded(node: Node, transform: Transform, path: Path, report: Report) -> Node:
    try:
        made = transform(node)
    except Problem as problem:
        problem.report(report, path, node.place)
        return node
    if made.key is None:
        made.key = node.key
    return made


def _items(node: Node | None, transform: Transform, path: Path, report: Report) -> None:
    if node is not None and isinstance(node.value, list):
        for index, item in enumerate(node.value):
            node.value[index] = _guarded(item, transform, (*path, index), report)


def _build(build: Node, path: Path, report: Report) -> None:
    for key, transform in _BUILD.items():
        node = build.value.get(key)
        if node is not None:
            build.value[key] = _guarded(node, transform, (*path, key), report)
    _items(build.value.get("secrets"), _file_mount, (*path, "secrets"), report)


def grown(value: Any, like: Node) -> Node:
    """A plain value as nodes that all stand where ``like`` stands."""
    if isinstance(value, dict):
        value = {key: grown(inner, like) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [grown(inner, like) for inner in value]
    return Node(value, like.span, like.key)


def _build_mapping(node: Node) -> Node:
    if isinstance(node.value, str):
        return Node({"context": Node(node.value, node.span, node.key)}, node.span, node.key)
    return node


def _depends_on(node: Node) -> Node:
    mapping = as_mapping(node, started)
    for inner in mapping.value.values():
        if isinstance(inner.value, dict):
            inner.value.setdefault("required", Node(True))
    return mapping


def _text_list(node: Node) -> Node:
    if isinstance(node.value, str):
        return Node([Node(node.value, node.span)], node.span, node.key)
    return node


def _env_file(node: Node) -> Node:
    items = node.value if isinstance(node.value, list) else [node]
    entries = []
    for item in items:
        if isinstance(item.value, dict):
            item.value.setdefault("required", Node(True))
            entries.append(item)
        else:
            path = Node(item.value, item.span)
            entries.append(Node({"path": path, "required": Node(True)}, item.span))
    return Node(entries, node.span, node.key)


def _extends(node: Node) -> Node:
    if isinstance(node.value, str):
        return Node({"service": Node(node.value, node.span)}, node.span, node.key)
    return node


def _gpus(node: Node) -> Node:
    if isinstance(node.value, str):
        return grown([{"count": "all"}], node)
    return node


def _file_mount(node: Node) -> Node:
    if isinstance(node.value, str):
        return Node({"source": Node(node.value, node.span)}, node.span)
    return node


def _volume(node: Node) -> Node:
    if isinstance(node.value, str):
        volume = parse_volume(node.value)
        if volume.get("target"):
            volume["target"] = clean(volume["target"])
        return grown(volume, node)
    return node


def clean(path: str) -> str:
    """A slash-separated path without ``.``, ``..`` and doubled slashes, like Go's path.Clean."""
    rooted = path.startswith("/")
    kept: list[str] = []
    for step in path.split("/"):
        if step == "..":
            if kept and kept[-1] != "..":
                kept.pop()
            elif not rooted:
                kept.append(step)
        elif step and step != ".":
            kept.append(step)
    return ("/" if rooted else "") + "/".join(kept) or "."


def _device(node: Node) -> Node:
    if not isinstance(node.value, str):
        return node
    parts = node.value.split(":")
    if len(parts) > 3:
        raise Problem(codes.BAD_VALUE, f"device `{node.value}` has too many colons")
    device = {"source": parts[0], "target": parts[0], "permissions": "rwm"}
    if len(parts) > 1:
        device["target"] = parts[1]
    if len(parts) > 2:
        device["permissions"] = parts[2]
    return grown(device, node)


def _text(node: Node) -> Node:
    return Node(scalar_text(node.value), node.span, node.key)


def _pairs(node: Node) -> Node:
    """KEY=VALUE items as a mapping; a mapping as it is."""
    if not isinstance(node.value, list):
        return node
    entries: dict[str, Node] = {}
    for item in as_list(node):
        key, _, value = scalar_text(item.value).partition("=")
        entries[key] = Node(value, item.span, item.span)
    return Node(entries, node.span, node.key)


def _ssh(node: Node) -> Node:
    if isinstance(node.value, str):
        return grown({node.value: None}, node)
    if not isinstance(node.value, list):
        return node
    entries: dict[str, Node] = {}
    for item in node.value:
        key, mark, value = scalar_text(item.value).partition("=")
        entries[key] = Node(value if mark else None, item.span, item.span)
    return Node(entries, node.span, node.key)


def _ports(node: Node | None, path: Path, report: Report) -> None:
    if node is None or not isinstance(node.value, list):
        return
    ports: list[Node] = []
    for index, item in enumerate(node.value):
        if isinstance(item.value, dict):
            ports.append(item)
            continue
        try:
            ports += [grown(port, item) for port in _short_ports(item)]
        except Problem as problem:
            problem.report(report, (*path, index), item.span or node.place)
        if len(ports) > MAX_PORTS:
            report.add(codes.TOO_MANY_PORTS, f"more than {MAX_PORTS:,} ports", path=path, span=node.place)
            break
    node.value = ports


def _short_ports(item: Node) -> list[dict[str, Any]]:
    if isinstance(item.value, float | bool) or item.value is None:
        raise Problem(codes.BAD_VALUE, f"`{scalar_text(item.value)}` is no port", hint="write it in quotes")
    return parse_ports(str(item.value))


def _external(resource: Node, path: Path, report: Report) -> None:
    """The deprecated ``external: {name: x}`` becomes ``external: true, name: x``; words become booleans."""
    external = resource.get("external") if isinstance(resource.value, dict) else None
    if external is None:
        return
    if isinstance(external.value, str):
        word = BOOLEANS.get(external.value.lower())
        if word is None:
            message = f"`{external.value}` is neither true nor false"
            report.add(codes.BAD_VALUE, message, path=(*path, "external"), span=external.span)
        external.value = bool(word)
    elif isinstance(external.value, dict):
        old, new = external.get("name"), resource.get("name")
        report.add(
            codes.DEPRECATED_EXTERNAL,
            "`external.name` is deprecated",
            path=(*path, "external", "name"),
            span=external.place,
            hint="write `external: true` and `name: …`",
        )
        if old is not None and new is not None and old.value != new.value:
            message = "`name` and `external.name` differ"
            report.add(codes.CONFLICT, message, path=(*path, "name"), span=new.place, hint="keep only `name`")
        elif old is not None and new is None:
            resource.value["name"] = old
        resource.value["external"] = Node(True, external.span, external.key)


def _omit_empty_dns(service: Node) -> None:
    dns = service.value.get("dns")
    if dns is None:
        return
    if isinstance(dns.value, list):
        dns.value = [item for item in dns.value if item.value not in ("", None)]
    if dns.value in ("", None):
        del service.value["dns"]


_SERVICE: dict[str, Transform] = {
    "build": _build_mapping,
    "depends_on": _depends_on,
    "dns": _text_list,
    "env_file": _env_file,
    "extends": _extends,
    "gpus": _gpus,
    "label_file": _text_list,
    "models": as_mapping,
    "networks": as_mapping,
}
_SERVICE_ITEMS: dict[str, Transform] = {
    "configs": _file_mount,
    "devices": _device,
    "secrets": _file_mount,
    "volumes": _volume,
}
_BUILD: dict[str, Transform] = {
    "additional_contexts": _pairs,
    "provenance": _text,
    "sbom": _text,
    "ssh": _ssh,
}
