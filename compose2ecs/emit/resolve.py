"""Property values as plain JSON: references become names where we choose them, else placeholders.

A placeholder is ``${LogicalId}`` or ``${LogicalId.Attribute}``; an account that is not known is ACCOUNT_ID, a region
REGION.
"""

from typing import Any, Protocol

from compose2ecs.emit.recase import recase
from compose2ecs.graph.resource import Graph
from compose2ecs.graph.values import GetAtt, Join, Parameter, Pseudo, Ref, Zone

#: The property whose value ``Ref`` gives, for types where the name is ours to choose.
_NAMED = {
    "AWS::ECS::Cluster": "ClusterName",
    "AWS::ECS::TaskDefinition": "Family",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::ECS::Service": "ServiceName",
}


class Place(Protocol):
    """Where the result will live; "" where that is not known."""

    @property
    def account(self) -> str:
        """The AWS account's id."""

    @property
    def region(self) -> str:
        """The AWS region."""


def collect(value: Any, found: dict[str, None]) -> None:
    """Add the placeholders in a plain value to ``found``."""
    if isinstance(value, dict):
        for inner in value.values():
            collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            collect(inner, found)
    elif isinstance(value, Placeholder):
        found.update(value.names)


class Placeholder(str):
    """Text with values known only later; ``names`` are those."""

    names: dict[str, None]


def _later(text: str, names: dict[str, None]) -> str:
    if not names:
        return text
    made = Placeholder(text)
    made.names = names
    return made


class Resolver:
    """Values of one graph at one place."""

    __slots__ = ("graph", "place")

    def __init__(self, graph: Graph, place: Place) -> None:
        self.graph = graph
        self.place = place

    def input(self, properties: dict[str, Any]) -> dict[str, Any]:
        """Properties as the input of an API call."""
        plain = {key: self.value(inner) for key, inner in properties.items()}
        made = recase(plain)
        if "tags" in made:
            made["tags"] = [{"key": tag["key"], "value": tag["value"]} for tag in made["tags"]]
        return made

    def value(self, value: Any) -> Any:
        """A property value without references."""
        if isinstance(value, dict):
            if len(value) == 1 and "Fn::Base64" in value:
                return _base64(self.value(value["Fn::Base64"]))
            return {key: self.value(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner) for inner in value]
        if value is None or isinstance(value, (str, int, float)):
            return value
        return self.text(value)

    def text(self, value: Any) -> str:
        """One reference as text."""
        if isinstance(value, Ref):
            return self.name(value.logical_id)
        if isinstance(value, GetAtt):
            return self.attribute(value)
        if isinstance(value, Pseudo):
            return self.pseudo(value.name)
        if isinstance(value, Join):
            parts = [part if isinstance(part, str) else self.text(part) for part in value.parts]
            names: dict[str, None] = {}
            collect(parts, names)
            return _later("".join(parts), names)
        if isinstance(value, Parameter):
            return self.placeholder(value.name)
        if isinstance(value, Zone):
            return self.placeholder(f"Zone{value.number}")
        raise TypeError(f"{type(value).__name__} never reaches the AWS CLI")

    def placeholder(self, name: str) -> str:
        """A value that is known only later."""
        text = f"${{{name}}}"
        return _later(text, {text: None})

    def name(self, logical_id: str) -> str:
        """What ``Ref`` gives: the name where we choose it, else a placeholder."""
        resource = self.graph.resources.get(logical_id)
        key = _NAMED.get(resource.type) if resource is not None else None
        if resource is not None and key is not None and key in resource.properties:
            return str(self.value(resource.properties[key]))
        return self.placeholder(logical_id)

    def attribute(self, value: GetAtt) -> str:
        """What ``GetAtt`` gives: a name where we choose it, else a placeholder."""
        if value.attribute == "Name":
            return self.name(value.logical_id)
        return self.placeholder(f"{value.logical_id}.{value.attribute}")

    def pseudo(self, name: str) -> str:
        """Account and region as far as they are known; the public partition."""
        known = {"AccountId": self.place.account, "Region": self.place.region}.get(name)
        if known:
            return known
        stand_in = {"AccountId": "ACCOUNT_ID", "Region": "REGION"}.get(name)
        if stand_in:
            return _later(stand_in, {stand_in: None})
        public = {"Partition": "aws", "URLSuffix": "amazonaws.com", "StackName": self.graph.project}
        return public.get(name) or self.placeholder(name)


def _base64(text: Any) -> str:
    import base64

    return base64.b64encode(str(text).encode()).decode()
