"""The graph as one CloudFormation template, YAML with short tags or JSON."""

from typing import Any

from compose2ecs.diagnostics.codes import emit as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import dotted
from compose2ecs.emit.yamlwriter import block, dump, scalar
from compose2ecs.graph.document import VERSION, document, entry, flat, has_imports, outputs, substitution
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Import, Join, Parameter, Pseudo, Ref, Zone

#: Limits of CloudFormation: text passed inline, text from S3, resources of one stack. Source: its quotas page.
INLINE_BYTES, STORED_BYTES, MAX_RESOURCES = 51_200, 1_048_576, 500
_SPLIT = "write it as several stacks, into a directory: compose2ecs convert -o build/"


def template(graph: Graph, format: str = "yaml") -> str:
    """The template as text; ``format`` is yaml or json. The same graph gives the same bytes."""
    if format == "json":
        import json

        return json.dumps(document(graph), indent=2, ensure_ascii=False) + "\n"
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
        lines += block({resource.id: entry(resource)}, 2, _tagged)
    parts.append("\n".join(lines) + "\n")
    if graph.outputs:
        parts.append(dump({"Outputs": outputs(graph)}, _tagged))
    if graph.sections:
        parts.append(dump(graph.sections, _tagged))
    return "".join(parts)


def _comment(resource: Resource) -> str:
    place = f"{resource.span.file}:{resource.span.line}" if resource.span else ""
    text = f"{place} {dotted(resource.origin)}".strip()
    return "".join(char if char.isprintable() else "?" for char in text)


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
    if not has_imports(value):
        return f"!Sub {_one_line(substitution(value))}"
    parts = [_one_line(str(part)) if isinstance(part, (str, int)) else _tagged(part) for part in flat(value)]
    return f"!Join ['', [{', '.join(parts)}]]"


def _one_line(text: str) -> str:
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    import json

    return json.dumps(text)


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
