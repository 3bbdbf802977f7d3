"""Replaces variables in the values of one document; keys are left alone.

Runs per document, before include, extends and merge, so each file sees its own environment.
"""

from collections.abc import Mapping

from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.source import template
from compose2ecs.source.node import Node


def interpolate(node: Node, environment: Mapping[str, str], report: Report, path: Path = ()) -> None:
    """Substitute in place; every failure becomes a diagnostic at its `$`."""
    value = node.value
    if isinstance(value, str):
        if "$" in value:
            node.value = _substituted(node, value, environment, report, path)
    elif isinstance(value, dict):
        for key, inner in value.items():
            interpolate(inner, environment, report, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            interpolate(inner, environment, report, (*path, index))


def _substituted(node: Node, text: str, environment: Mapping[str, str], report: Report, path: Path) -> str:
    def missing(name: str, offset: int) -> None:
        report.add(
            codes.UNSET_VARIABLE,
            f"variable `{name}` is not set, an empty string is used",
            path=path,
            span=place(node, text, offset),
            hint=f"set {name}, or write ${{{name}:-default}}",
        )

    try:
        return template.substitute(text, environment.get, missing)
    except template.RequiredError as problem:
        report.add(codes.INTERPOLATION, str(problem), path=path, span=place(node, text, problem.offset))
    except template.TemplateError as problem:
        report.add(
            codes.INTERPOLATION,
            str(problem),
            path=path,
            span=place(node, text, problem.offset),
            hint="write $$ for a literal dollar sign",
        )
    return text


def place(node: Node, text: str, offset: int) -> Span | None:
    """Where the character at ``offset`` of a scalar stands, as far as its notation tells."""
    span = node.span
    if span is None or span.line != span.end_line:
        return span
    width = span.end_column - span.column
    quote = 1 if width == len(text) + 2 else 0
    if width != len(text) + 2 * quote:
        return span
    return span._replace(column=span.column + quote + offset)
