"""How the checks tell what they find: a code, and the resource whose Compose line it is."""

from collections.abc import Callable
from typing import Any

from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Ref


class Checker:
    """The graph under check and the report that findings go to; ``locate`` gives the place of a Compose path."""

    __slots__ = ("graph", "locate", "report")

    def __init__(self, graph: Graph, report: Report, locate: Callable[[Path], Span | None]) -> None:
        self.graph = graph
        self.report = report
        self.locate = locate

    def say(self, code: Code, resource: Resource, message: str, hint: str = "") -> None:
        """Report about a resource, at the line of the Compose file that asked for it."""
        text = f"{resource.id}: {message}"
        self.report.add(code, text, path=resource.origin, span=self.locate(resource.origin), hint=hint)

    def target(self, value: Any) -> Resource | None:
        """The resource that a value refers to, None for anything else."""
        if isinstance(value, (Ref, GetAtt)):
            return self.graph.resources.get(value.logical_id)
        return None


def number(value: Any) -> int | None:
    """A whole number, also where CloudFormation wants it as text; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return int(value) if isinstance(value, str) and value.isdecimal() else None
