"""Tags that say where a resource comes from: ``down``, ``ps`` and the cost report find resources by them."""

from typing import Any

from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.types import LAUNCHED, MAP, NONE, TYPES

PROJECT = "com.docker.compose.project"
SERVICE = "com.docker.compose.service"
LOGICAL_ID = "compose2ecs:logical-id"
MAX_TAGS = 50


def tag_all(graph: Graph) -> None:
    """Tag everything that can be tagged, after the tags that it has already; the user's own tags win."""
    for resource in graph.resources.values():
        _tag(resource, graph.project)


def _tag(resource: Resource, project: str) -> None:
    kind = TYPES.get(resource.type)
    if kind is None or kind.style == NONE:
        return
    ours = {PROJECT: project}
    if len(resource.origin) > 1 and resource.origin[0] == "services":
        ours[SERVICE] = str(resource.origin[1])
    ours[LOGICAL_ID] = resource.id
    if kind.style == MAP:
        resource.properties[kind.tags] = {**ours, **resource.properties.get(kind.tags, {})}
        return
    present: list[dict[str, Any]] = list(resource.properties.get(kind.tags, []))
    known = {tag["Key"] for tag in present}
    for key, value in ours.items():
        if key not in known and len(present) < MAX_TAGS:
            tag: dict[str, Any] = {"Key": key, "Value": value}
            if kind.style == LAUNCHED:
                tag["PropagateAtLaunch"] = True
            present.append(tag)
    resource.properties[kind.tags] = present
