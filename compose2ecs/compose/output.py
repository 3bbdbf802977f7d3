"""The canonical model as ``docker compose config --format json`` prints it."""

from typing import Any

from compose2ecs.model.project import Project
from compose2ecs.source.node import Node
from compose2ecs.source.scalars import Timestamp

_TITLED = {"path": "Path", "rate": "Rate", "weight": "Weight"}


def canonical(project: Project) -> dict[str, Any]:
    """Plain values with sorted keys, ``$`` doubled, x-* only at the top level, as the reference prints."""
    made: dict[str, Any] = {}
    for key, node in project.tree.items():
        if key.startswith("x-"):
            made[key] = _verbatim(node)
        elif key == "services":
            made[key] = {_escape(name): _service(service) for name, service in sorted(node.items())}
        elif key not in ("models", "include", "version"):
            made[key] = _printed(node, free=key in ("networks", "volumes", "secrets", "configs"))
    return dict(sorted(made.items()))


def _escape(text: str) -> str:
    return text.replace("$", "$$")


def _service(service: Node) -> dict[str, Any]:
    made: dict[str, Any] = {"command": None, "entrypoint": None}
    for key, node in service.items():
        if key == "blkio_config":
            made[key] = {inner: _titled(value) for inner, value in sorted(node.items()) if not inner.startswith("x-")}
        elif not key.startswith("x-"):
            made[key] = _printed(node, free=key in ("networks", "depends_on", "models"))
    return dict(sorted(made.items()))


def _titled(node: Node) -> Any:
    """blkio devices: the reference prints its field names there."""
    if isinstance(node.value, list):
        return [{_TITLED[key]: _printed(inner) for key, inner in sorted(item.items())} for item in node.value]
    return _printed(node)


def _printed(node: Node, *, free: bool = False) -> Any:
    value = node.value
    if isinstance(value, dict):
        shown = sorted(value.items())
        return {_escape(key): _printed(inner) for key, inner in shown if free or not key.startswith("x-")}
    if isinstance(value, list):
        return [_printed(inner) for inner in value]
    return _escape(value) if isinstance(value, str) else value


def _verbatim(node: Node) -> Any:
    value = node.value
    if isinstance(value, dict):
        return {_escape(key): _verbatim(inner) for key, inner in sorted(value.items())}
    if isinstance(value, list):
        return [_verbatim(inner) for inner in value]
    if isinstance(value, Timestamp):
        return value.rfc3339
    return _escape(value) if isinstance(value, str) else value
