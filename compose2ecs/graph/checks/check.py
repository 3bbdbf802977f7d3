"""Runs all checks. Read this as their table of contents."""

from collections.abc import Callable

from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.graph.checks.balancers import check_balancers
from compose2ecs.graph.checks.containers import check_containers
from compose2ecs.graph.checks.definitions import check_definitions
from compose2ecs.graph.checks.finding import Checker
from compose2ecs.graph.checks.limits import check_limits
from compose2ecs.graph.checks.order import check_order
from compose2ecs.graph.checks.services import check_services
from compose2ecs.graph.resource import Graph


def check_graph(graph: Graph, report: Report, locate: Callable[[Path], Span | None]) -> None:
    """Report everything in the graph that AWS would refuse and that neither cfn-lint nor botocore finds.

    ``locate`` gives the place of a Compose path in the files.
    """
    checker = Checker(graph, report, locate)
    check_order(checker)
    for definition in graph.of_type("AWS::ECS::TaskDefinition"):
        check_definitions(checker, definition)
        check_containers(checker, definition)
    for service in graph.of_type("AWS::ECS::Service"):
        check_services(checker, service)
    check_balancers(checker)
    check_limits(checker)
