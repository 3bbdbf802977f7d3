"""Resources and the graph that holds them."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.span import Path, Span


class Resource:
    """A resource that will exist.

    ``properties`` are in CloudFormation spelling, JSON values plus those of ``values``. ``depends_on`` are logical ids
    beyond what the properties reference. ``origin`` is the Compose path that asked for it and its place.
    ``retain``: survives the deletion of the stack, but not the rollback of the deployment that created it.
    ``attributes`` are what else a template says of it, such as ``Condition``; None takes one of ours away.
    """

    __slots__ = ("attributes", "depends_on", "id", "origin", "properties", "retain", "span", "type")

    def __init__(
        self,
        id: str,
        type: str,
        properties: dict[str, Any],
        *,
        depends_on: tuple[str, ...] = (),
        origin: Path = (),
        span: Span | None = None,
        retain: bool = False,
    ) -> None:
        self.attributes: dict[str, Any] = {}
        self.id = id
        self.type = type
        self.properties = properties
        self.depends_on = list(depends_on)
        self.origin = origin
        self.span = span
        self.retain = retain

    def __repr__(self) -> str:
        return f"Resource({self.id!r}, {self.type!r})"


class Graph:
    """The resources of a project in a fixed order, by logical id.

    ``outputs`` are (description, value) by name; ``exports`` gives the name under which an output is exported to other
    stacks; ``parameters`` are CloudFormation parameter declarations by name; ``sections`` are further sections of the
    template, which only users bring in.
    """

    __slots__ = ("description", "exports", "outputs", "parameters", "project", "resources", "sections")

    def __init__(self, project: str, description: str = "") -> None:
        self.project = project
        self.description = description
        self.resources: dict[str, Resource] = {}
        self.outputs: dict[str, tuple[str, Any]] = {}
        self.exports: dict[str, Any] = {}
        self.parameters: dict[str, dict[str, Any]] = {}
        self.sections: dict[str, Any] = {}

    def add(self, resource: Resource) -> Resource:
        """Take a resource in; a logical id is used once."""
        if resource.id in self.resources:
            raise ValueError(f"logical id {resource.id} is used twice")
        self.resources[resource.id] = resource
        return resource

    def of_type(self, type: str) -> Iterator[Resource]:
        """The resources of one CloudFormation type, in order."""
        return (r for r in self.resources.values() if r.type == type)
