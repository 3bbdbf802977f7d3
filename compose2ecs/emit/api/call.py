"""The vocabulary of this package: one request, and a resource on its way to requests."""

from typing import Any, NamedTuple

from compose2ecs.emit.resolve import Resolver
from compose2ecs.graph.names import bounded
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.types import MAP, NONE, TYPES
from compose2ecs.graph.values import GetAtt, Ref

_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")


class Call(NamedTuple):
    """One request: ``service`` as boto3 names clients, ``operation`` as the API names it."""

    service: str
    operation: str
    parameters: dict[str, Any]


class Result(NamedTuple):
    """Where the value of ``Ref`` or ``GetAtt`` is found once the calls are made.

    ``path`` leads into the response of ``operation``, by default that of the resource's first call; where ``given``,
    into its parameters: the name is ours. Only what comes after the last ``after`` counts; ``form`` is a text around it
    with {}, {partition}, {region} and {account}.
    """

    path: str
    operation: str = ""
    given: bool = False
    after: str = ""
    form: str = ""


class Source:
    """A resource whose properties (plain JSON, references as placeholders) are being turned into calls.

    Steps take what they treat; ``rest`` gives everything else, so that no property is lost.
    """

    __slots__ = ("_properties", "id", "project", "ref", "resolver", "resource")

    def __init__(self, resource: Resource, resolver: Resolver) -> None:
        self.resource = resource
        self.resolver = resolver
        self.id = resource.id
        self.project = resolver.graph.project
        #: What the id of the resource will be, for further calls about it.
        self.ref = resolver.name(resource.id)
        self._properties: dict[str, Any] = resolver.value(resource.properties)

    def take(self, name: str, default: Any = None) -> Any:
        """A property, which counts as treated."""
        return self._properties.pop(name, default)

    def rest(self) -> dict[str, Any]:
        """The properties that nobody has taken."""
        return self._properties

    def names(self, property: str, limit: int) -> str:
        """The resource's name: as written, or made of project and logical id within ``limit`` characters."""
        written = self.take(property)
        return str(written) if written else bounded(f"{self.project}-{self.id}", limit, _NAME)

    def tags(self) -> list[dict[str, Any]]:
        """The tags as [{Key, Value}], whatever form the resource has them in."""
        kind = TYPES.get(self.resource.type)
        found = self.take(kind.tags) if kind is not None and kind.style != NONE else self.take("Tags")
        if (kind is not None and kind.style == MAP) or isinstance(found, dict):
            return [{"Key": key, "Value": value} for key, value in (found or {}).items()]
        return list(found or [])

    def tag_map(self) -> dict[str, Any]:
        """The tags as {key: value}."""
        return {tag["Key"]: tag["Value"] for tag in self.tags()}

    def target(self, property: str) -> "Source | None":
        """The resource of the graph that a property refers to."""
        value = self.resource.properties.get(property)
        found = self.resolver.graph.resources.get(value.logical_id) if isinstance(value, (Ref, GetAtt)) else None
        return Source(found, self.resolver) if found is not None else None


def filled(**parameters: Any) -> dict[str, Any]:
    """Parameters without those that have no value."""
    return {name: value for name, value in parameters.items() if value not in (None, [], {})}


def text(document: Any) -> str:
    """A policy or pattern as the JSON text that APIs take."""
    import json

    return document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)


def number(value: Any) -> Any:
    """A number that CloudFormation takes as text; a placeholder stays one."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdecimal() else value


def lowered(value: Any) -> Any:
    """Keys with a small first letter, on all levels."""
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: lowered(inner) for key, inner in value.items()}
    return [lowered(inner) for inner in value] if isinstance(value, list) else value
