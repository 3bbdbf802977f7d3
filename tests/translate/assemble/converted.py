"""One Compose text translated: its graph, and what was said about it. The tests of ``assemble`` share this."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import dotted
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.tags import LOGICAL_ID, PROJECT, SERVICE
from compose2ecs.graph.types import MAP, TYPES
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.loading import load_project

_OURS = (PROJECT, SERVICE, LOGICAL_ID)


class Converted:
    """The graph and the report of one project."""

    def __init__(self, graph: Graph, report: Report) -> None:
        self.graph = graph
        self.report = report

    def lines(self, *codes: str) -> list[str]:
        """The diagnostics as "CODE path: message" in file order, those of some codes only."""
        found = self.report.sorted()
        return [f"{d.code} {dotted(d.path)}: {d.message}" for d in found if not codes or d.code in codes]

    def places(self, *codes: str) -> list[str]:
        """The diagnostics as "line:column CODE path" in file order, those of some codes only."""
        found = [d for d in self.report.sorted() if not codes or d.code in codes]
        return [f"{d.span.line}:{d.span.column} {d.code} {dotted(d.path)}" for d in found if d.span]

    def resource(self, id: str) -> Resource:
        """One resource by its logical id."""
        return self.graph.resources[id]

    def properties(self, id: str) -> dict[str, Any]:
        """The properties of a resource without the tags that every resource gets."""
        return untagged(self.resource(id))

    def container(self, service: str) -> dict[str, Any]:
        """The first container of the task definition with this logical name (``web`` of WebTaskDefinition)."""
        made: dict[str, Any] = self.properties(f"{service}TaskDefinition")["ContainerDefinitions"][0]
        return made

    def of_type(self, type: str) -> dict[str, dict[str, Any]]:
        """The properties of all resources of a type, by logical id, without our own tags."""
        return {resource.id: untagged(resource) for resource in self.graph.of_type(type)}


def untagged(resource: Resource) -> dict[str, Any]:
    """Properties without our own tags; without the list where no other tag is left."""
    kind = TYPES[resource.type]
    made = dict(resource.properties)
    if kind.style == MAP:
        made[kind.tags] = {key: value for key, value in made.get(kind.tags, {}).items() if key not in _OURS}
        return {key: value for key, value in made.items() if key != kind.tags or value}
    tags = [tag for tag in made.pop(kind.tags, []) if tag["Key"] not in _OURS] if kind.tags else []
    return {**made, kind.tags: tags} if tags else made


def convert(folder: Path, text: str, /, settings: Settings | None = None, **files: str) -> Converted:
    """Translate the project ``shop`` of one Compose text; ``files`` stand beside it."""
    texts: Mapping[str, str] = {"compose.yaml": text if text.startswith("name:") else f"{text}\nname: shop\n", **files}
    project, report = load_project(folder, texts)
    assert project is not None, [found.message for found in report.sorted()]
    return Converted(translate(project, settings or Settings(), report), report)


def service(folder: Path, body: str, rest: str = "", settings: Settings | None = None) -> Converted:
    """Translate the project ``shop`` with one service ``app`` of these attributes (YAML without indentation).

    ``rest`` is what stands after it on the top level.
    """
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    head = "" if body.startswith("image:") or "\nimage:" in body else "    image: example/app\n"
    return convert(folder, f"services:\n  app:\n{head}{lines}{rest}", settings)
