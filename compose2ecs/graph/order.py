"""Which resource needs which: references in properties, explicit dependencies, and an order that respects both."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Join, Ref


def references(value: Any) -> Iterator[str]:
    """The logical ids that a property value refers to."""
    if isinstance(value, (Ref, GetAtt)):
        yield value.logical_id
    elif isinstance(value, Join):
        for part in value.parts:
            yield from references(part)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def needs(resource: Resource) -> dict[str, None]:
    """What must exist before this resource, in order, without repeats."""
    return dict.fromkeys([*references(resource.properties), *resource.depends_on])


def minimal_depends_on(resource: Resource) -> list[str]:
    """The explicit dependencies that no reference implies already (cfn-lint W3005 is about those), without repeats."""
    implied = set(references(resource.properties))
    return [name for name in dict.fromkeys(resource.depends_on) if name not in implied]


def ordered(graph: Graph) -> list[Resource]:
    """The resources so that each comes after what it needs; ties keep the graph's order. ValueError for a circle."""
    done: dict[str, None] = {}
    for start in graph.resources:
        _visit(start, graph, done)
    return [graph.resources[name] for name in done]


def _visit(start: str, graph: Graph, done: dict[str, None]) -> None:
    stack: list[tuple[str, Iterator[str]]] = []
    open_names: set[str] = set()

    def enter(name: str) -> None:
        if name in open_names:
            raise ValueError(f"resources need each other in a circle: {name}")
        open_names.add(name)
        stack.append((name, iter(needs(graph.resources[name]))))

    if start not in done:
        enter(start)
    while stack:
        name, waiting = stack[-1]
        below = next((need for need in waiting if need in graph.resources and need not in done), None)
        if below is not None:
            enter(below)
        else:
            stack.pop()
            open_names.discard(name)
            done[name] = None
