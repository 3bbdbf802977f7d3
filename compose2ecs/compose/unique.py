"""Removes list items that a later item with the same key replaces: chapter 13's unique resources.

The replaced item keeps the first position and takes the last value. Runs after each merge, and again after the short
syntax is expanded (a port range may hide a duplicate).
"""

from collections.abc import Callable

from compose2ecs.compose.problem import Problem
from compose2ecs.compose.text import scalar_text
from compose2ecs.compose.volumespec import parse_volume
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.source.node import Node

Key = Callable[[Node], str]


def enforce(tree: Node) -> None:
    """Replace duplicates in place; Problem for an item that has no key."""
    for section in ("services", "networks"):
        top = tree.get(section)
        for name, resource in top.items() if top else ():
            for steps, key in _SERVICE_KEYS if section == "services" else _NETWORK_KEYS:
                _enforce_below(resource, steps, key, (section, name))


def enforce_service(service: Node, name: str) -> None:
    """The same for a single service."""
    for steps, key in _SERVICE_KEYS:
        _enforce_below(service, steps, key, ("services", name))


def _enforce_below(node: Node, steps: tuple[str, ...], key: Key, path: Path) -> None:
    below: Node | None = node
    for index, step in enumerate(steps):
        if below is None or not isinstance(below.value, dict):
            return
        if step == "*":
            for name, inner in below.value.items():
                _enforce_below(inner, steps[index + 1 :], key, (*path, name))
            return
        below = below.value.get(step)
        path = (*path, step)
    if below is not None and isinstance(below.value, list):
        below.value = _unique(below.value, key, path)


def _unique(items: list[Node], key: Key, path: Path) -> list[Node]:
    kept: dict[str, Node] = {}
    for index, item in enumerate(items):
        try:
            name = key(item)
        except Problem as problem:
            raise Problem(
                problem.code,
                problem.message,
                span=problem.span or item.span,
                hint=problem.hint,
                path=problem.path or (*path, index),
            ) from None
        kept[name] = item
    return list(kept.values())


def _pair_key(node: Node) -> str:
    if not isinstance(node.value, str):
        if isinstance(node.value, dict | list) or node.value is None:
            raise Problem(codes.WRONG_TYPE, "a list item must be text here")
        return scalar_text(node.value)
    return node.value.partition("=")[0]


def _text_key(node: Node) -> str:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return scalar_text(node.value)
    raise Problem(codes.WRONG_TYPE, "an exposed port must be a number or text")


def _volume_key(node: Node) -> str:
    if isinstance(node.value, dict):
        target = node.get("target")
        if target is None or not isinstance(target.value, str):
            raise Problem(codes.MISSING_KEY, "a volume needs the key `target`", span=node.span)
        return target.value
    if isinstance(node.value, str):
        return str(parse_volume(node.value).get("target", ""))
    return ""


def _device_key(node: Node) -> str:
    if isinstance(node.value, dict):
        target = node.get("target")
        if target is None or not isinstance(target.value, str):
            raise Problem(codes.MISSING_KEY, "a device needs the key `target`", span=node.span)
        return target.value
    parts = str(node.value).split(":")
    return parts[0] if len(parts) == 1 else parts[1]


def _mount_key(folder: str) -> Key:
    def key(node: Node) -> str:
        if isinstance(node.value, dict):
            target, source = node.get("target"), node.get("source")
            if target is not None and isinstance(target.value, str):
                return target.value
            return f"{folder}/{source.value if source else None}"
        if isinstance(node.value, str):
            return f"{folder}/{node.value}"
        raise Problem(codes.WRONG_TYPE, "must be a name or a mapping")

    return key


def _port_key(node: Node) -> str:
    if not isinstance(node.value, dict):
        return scalar_text(node.value)
    target, published = node.get("target"), node.get("published")
    host_ip, protocol = node.get("host_ip"), node.get("protocol")
    if target is None or target.value is None:
        raise Problem(codes.MISSING_KEY, "a port needs the key `target`", span=node.span)
    host = host_ip.value if host_ip is not None and isinstance(host_ip.value, str) else "0.0.0.0"  # noqa: S104 (a key)
    kind = protocol.value if protocol is not None and isinstance(protocol.value, str) else "tcp"
    port = scalar_text(published.value) if published is not None and published.value is not None else ""
    return f"{host}:{port}:{scalar_text(target.value)}/{kind}"


def _env_file_key(node: Node) -> str:
    if isinstance(node.value, dict):
        path = node.get("path")
        if path is None or not isinstance(path.value, str):
            raise Problem(codes.MISSING_KEY, "an env_file needs the key `path`", span=node.span)
        return path.value
    return str(node.value)


_SERVICE_KEYS: tuple[tuple[tuple[str, ...], Key], ...] = (
    (("annotations",), _pair_key),
    (("build", "args"), _pair_key),
    (("build", "additional_contexts"), _pair_key),
    (("build", "platform"), _pair_key),
    (("build", "tags"), _pair_key),
    (("build", "labels"), _pair_key),
    (("cap_add",), _pair_key),
    (("cap_drop",), _pair_key),
    (("configs",), _mount_key("")),
    (("deploy", "labels"), _pair_key),
    (("devices",), _device_key),
    (("dns",), _pair_key),
    (("dns_opt",), _pair_key),
    (("dns_search",), _pair_key),
    (("env_file",), _env_file_key),
    (("environment",), _pair_key),
    (("expose",), _text_key),
    (("labels",), _pair_key),
    (("links",), _pair_key),
    (("networks", "*", "aliases"), _pair_key),
    (("networks", "*", "link_local_ips"), _pair_key),
    (("ports",), _port_key),
    (("profiles",), _pair_key),
    (("secrets",), _mount_key("/run/secrets")),
    (("sysctls",), _pair_key),
    (("tmpfs",), _pair_key),
    (("volumes",), _volume_key),
)
_NETWORK_KEYS: tuple[tuple[tuple[str, ...], Key], ...] = (
    (("labels",), _pair_key),
    (("ipam", "options"), _pair_key),
)
