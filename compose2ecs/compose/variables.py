"""The variables that the Compose files refer to, for ``config --variables``."""

from compose2ecs.compose import files
from compose2ecs.compose.documents import read_documents
from compose2ecs.compose.options import LoadOptions
from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.report import Report
from compose2ecs.source import template
from compose2ecs.source.node import Node


def variables(options: LoadOptions, report: Report) -> list[template.Variable]:
    """Every variable once, by name, as its first reference gives it; problems go to the report."""
    found: dict[str, template.Variable] = {}
    try:
        located = files.locate(options, report)
        for path in located.files:
            data = options.read_stdin() if path == "-" else None
            for document in read_documents(path, options.working_directory, data):
                _collect(document.tree, found)
    except Problem as problem:
        problem.report(report)
    return [found[name] for name in sorted(found)]


def _collect(node: Node, found: dict[str, template.Variable]) -> None:
    value = node.value
    if isinstance(value, str):
        for variable in template.variables(value) if "$" in value else ():
            found.setdefault(variable.name, variable)
    elif isinstance(value, dict):
        for inner in value.values():
            _collect(inner, found)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, found)
