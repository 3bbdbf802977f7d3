"""The graph as one CloudFormation template, YAML with short tags or JSON."""

from typing import Any

from compose2ecs.diagnostics.codes import emit as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import dotted
from compose2ecs.emit.yamlwriter import block, dump, scalar
from compose2ecs.graph.order import minimal_depends_on
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.types import TYPES
from compose2ecs.graph.values import GetAtt, Import, Join, Parameter, Pseudo, Ref, Zone

VERSION = "2010-09-09"
#: Limits of CloudFormation: text passed inline, text from S3, resources of one stack. Source: its quotas page.
INLINE_BYTES, STORED_BYTES, MAX_RESOURCES = 51_200, 1_048_576, 500
_SPLIT = "write it as several stacks, into a directory: compose2ecs convert -o build/"


def template(graph: Graph, format: str = "yaml") -> str:
    """The template as text; ``format`` is yaml or json. The same graph gives the same bytes."""
    if format == "json":
        import json

        return json.dumps(_document(graph), indent=2, ensure_ascii=False) + "\n"
    return _yaml(graph)


def _yaml(graph: Graph) -> str:
    parts = [f"AWSTemplateFormatVersion: '{VERSION}'\nDescription: {scalar(graph.description)}\n"]
    if graph.parameters:
        parts.append(dump({"Parameters": graph.parameters}))
    lines = ["Resources:"]
    for resource in graph.resources.values():
        comment = _comment(resource)
        if comment:
            lines.append(f"  # {comment}")
        lines += block({resource.id: _entry(resource)}, 2, _tagged)
    parts.append("\n".join(lines) + "\n")
    if graph.outputs:
        parts.append(dump({"Outputs": _outputs(graph)}, _tagged))
    return "".join(parts)


def _comment(resource: Resource) -> str:
    place = f"{resource.span.file}:{resource.span.line}" if resource.span else ""
    text = f"{place} {dotted(resource.origin)}".strip()
    return "".join(char if char.isprintable() else "?" for char in text)


def _entry(resource: Resource) -> dict[str, Any]:
    entry: dict[str, Any] = {"Type": resource.type}
    if resource.retain:
        # What a failed first deployment made is empty and named: kept, it would stand in the way of the next try.
        entry["DeletionPolicy"], entry["UpdateReplacePolicy"] = "RetainExceptOnCreate", "Retain"
    elif resource.type in TYPES and TYPES[resource.type].stateful:
        entry["DeletionPolicy"] = entry["UpdateReplacePolicy"] = "Delete"
    depends_on = minimal_depends_on(resource)
    if depends_on:
        entry["DependsOn"] = depends_on
    if resource.properties:
        entry["Properties"] = resource.properties
    return entry


def _outputs(graph: Graph) -> dict[str, Any]:
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


def _tagged(value: Any) -> str:
    """A reference in YAML's short form."""
    if isinstance(value, Ref):
        return f"!Ref {value.logical_id}"
    if isinstance(value, GetAtt):
        return f"!GetAtt {value.logical_id}.{value.attribute}"
    if isinstance(value, Pseudo):
        return f"!Ref AWS::{value.name}"
    if isinstance(value, Parameter):
        return f"!Ref {value.name}"
    if isinstance(value, Import):
        return f"!ImportValue {scalar(value.name)}"
    if isinstance(value, Join):
        return _joined(value)
    if isinstance(value, Zone):
        return f"!Select [{value.number}, !GetAZs '']"
    raise TypeError(f"{type(value).__name__} never reaches a template")


def _joined(value: Join) -> str:
    """``!Sub`` where it can be said so; imports cannot stand in its text."""
    if not _imports(value):
        return f"!Sub {_one_line(substitution(value))}"
    parts = [_one_line(str(part)) if isinstance(part, (str, int)) else _tagged(part) for part in _flat(value)]
    return f"!Join ['', [{', '.join(parts)}]]"


def _imports(value: Join) -> bool:
    return any(isinstance(part, Import) for part in _flat(value))


def _flat(value: Join) -> list[Any]:
    """The parts of a join, and of the joins in it."""
    return [one for part in value.parts for one in (_flat(part) if isinstance(part, Join) else [part])]


def _one_line(text: str) -> str:
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    import json

    return json.dumps(text)


def _document(graph: Graph) -> dict[str, Any]:
    document: dict[str, Any] = {"AWSTemplateFormatVersion": VERSION, "Description": graph.description}
    if graph.parameters:
        document["Parameters"] = graph.parameters
    document["Resources"] = {resource.id: long_form(_entry(resource)) for resource in graph.resources.values()}
    if graph.outputs:
        document["Outputs"] = long_form(_outputs(graph))
    return document


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
    if isinstance(value, Join) and _imports(value):
        return {"Fn::Join": ["", [long_form(part) for part in _flat(value)]]}
    if isinstance(value, Join):
        return {"Fn::Sub": substitution(value)}
    if isinstance(value, Zone):
        return {"Fn::Select": [value.number, {"Fn::GetAZs": ""}]}
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"{type(value).__name__} never reaches a template")


def fits(graph: Graph, text: str) -> bool:
    """Whether one stack holds the graph, whose template is ``text``."""
    return len(graph.resources) <= MAX_RESOURCES and len(text.encode()) <= STORED_BYTES


def size_notes(graph: Graph, text: str, report: Report) -> None:
    """Tell where a template is beyond what CloudFormation takes inline, or at all."""
    count, size = len(graph.resources), len(text.encode())
    if count > MAX_RESOURCES:
        report.add(
            codes.TOO_MANY_RESOURCES,
            f"the template has {count} resources, CloudFormation takes {MAX_RESOURCES} in one stack",
            hint=_SPLIT,
        )
    if size > STORED_BYTES:
        report.add(
            codes.TEMPLATE_TOO_LARGE,
            f"the template has {size:,} bytes, CloudFormation takes {STORED_BYTES:,}",
            hint=_SPLIT,
        )
    elif size > INLINE_BYTES:
        report.add(
            codes.TEMPLATE_NEEDS_S3,
            f"the template has {size:,} bytes: deploy it from S3, {INLINE_BYTES:,} can be passed inline",
            hint="aws cloudformation deploy --s3-bucket BUCKET …",
        )
