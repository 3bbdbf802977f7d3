"""The graph as the document that CloudFormation calls a template: plain JSON with references in the long form."""

from typing import Any

from compose2ecs.graph.order import minimal_depends_on
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.types import TYPES
from compose2ecs.graph.values import GetAtt, Import, Join, Parameter, Pseudo, Ref, Zone

VERSION = "2010-09-09"


def document(graph: Graph) -> dict[str, Any]:
    """The template in the long form."""
    made: dict[str, Any] = {"AWSTemplateFormatVersion": VERSION, "Description": graph.description}
    if graph.parameters:
        made["Parameters"] = graph.parameters
    made["Resources"] = {resource.id: long_form(entry(resource)) for resource in graph.resources.values()}
    if graph.outputs:
        made["Outputs"] = long_form(outputs(graph))
    made.update(long_form(graph.sections))
    return made


def entry(resource: Resource) -> dict[str, Any]:
    """The resource's entry in a template, with references as values."""
    made: dict[str, Any] = {"Type": resource.type}
    if resource.retain:
        # What a failed first deployment made is empty and named: kept, it would stand in the way of the next try.
        made["DeletionPolicy"], made["UpdateReplacePolicy"] = "RetainExceptOnCreate", "Retain"
    elif resource.type in TYPES and TYPES[resource.type].stateful:
        made["DeletionPolicy"] = made["UpdateReplacePolicy"] = "Delete"
    for name, value in resource.attributes.items():
        if value is None:
            made.pop(name, None)
        else:
            made[name] = value
    depends_on = minimal_depends_on(resource)
    if depends_on:
        made["DependsOn"] = depends_on
    if resource.properties:
        made["Properties"] = resource.properties
    return made


def outputs(graph: Graph) -> dict[str, Any]:
    """The outputs of a template, with references as values."""
    made: dict[str, Any] = {}
    for name, (description, value) in graph.outputs.items():
        made[name] = {"Description": description, "Value": value} if description else {"Value": value}
        if name in graph.exports:
            made[name]["Export"] = {"Name": graph.exports[name]}
    return made


def substitution(value: Join) -> str:
    """The text of ``Fn::Sub`` for values put together; a literal ``${`` is escaped."""
    text = ""
    for part in value.parts:
        if isinstance(part, (Ref,)):
            text += f"${{{part.logical_id}}}"
        elif isinstance(part, GetAtt):
            text += f"${{{part.logical_id}.{part.attribute}}}"
        elif isinstance(part, Pseudo):
            text += f"${{AWS::{part.name}}}"
        elif isinstance(part, Parameter):
            text += f"${{{part.name}}}"
        elif isinstance(part, Join):
            text += substitution(part)
        elif isinstance(part, (str, int)):
            text += str(part).replace("${", "${!")
        else:
            raise TypeError(f"{type(part).__name__} cannot stand in a text")
    return text


def has_imports(value: Join) -> bool:
    """Whether a join needs what another stack exports: no ``Fn::Sub`` can say that."""
    return any(isinstance(part, Import) for part in flat(value))


def flat(value: Join) -> list[Any]:
    """The parts of a join, and of the joins in it."""
    return [one for part in value.parts for one in (flat(part) if isinstance(part, Join) else [part])]


def long_form(value: Any) -> Any:
    """References in the long form that JSON needs."""
    if isinstance(value, dict):
        return {key: long_form(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [long_form(inner) for inner in value]
    if isinstance(value, Ref):
        return {"Ref": value.logical_id}
    if isinstance(value, GetAtt):
        return {"Fn::GetAtt": [value.logical_id, value.attribute]}
    if isinstance(value, Pseudo):
        return {"Ref": f"AWS::{value.name}"}
    if isinstance(value, Parameter):
        return {"Ref": value.name}
    if isinstance(value, Import):
        return {"Fn::ImportValue": value.name}
    if isinstance(value, Join) and has_imports(value):
        return {"Fn::Join": ["", [long_form(part) for part in flat(value)]]}
    if isinstance(value, Join):
        return {"Fn::Sub": substitution(value)}
    if isinstance(value, Zone):
        return {"Fn::Select": [value.number, {"Fn::GetAZs": ""}]}
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"{type(value).__name__} never reaches a template")
