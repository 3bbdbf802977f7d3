"""References lead somewhere, and not in a circle."""

from compose2ecs.diagnostics.codes import checks as codes
from compose2ecs.graph.checks.finding import Checker
from compose2ecs.graph.order import needs, ordered


def check_order(checker: Checker) -> None:
    """Every Ref, GetAtt and DependsOn names a resource of the graph; there is an order to create them in."""
    whole = True
    for resource in checker.graph.resources.values():
        for name in needs(resource):
            if name not in checker.graph.resources and name not in checker.graph.parameters:
                whole = False
                checker.say(codes.DANGLING, resource, f"refers to `{name}`, which does not exist")
    if not whole:
        return
    try:
        ordered(checker.graph)
    except ValueError as problem:
        circle = str(problem).rpartition(" ")[2]
        checker.say(codes.CIRCLE, checker.graph.resources[circle], "needs itself, by way of what it refers to")
