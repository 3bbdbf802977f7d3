"""What was read under x-ecs, so that a value that says the usual is not silent. Only imported where there is any."""

import json
from collections.abc import Iterator

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.diagnostics.secrecy import shown
from compose2ecs.diagnostics.span import dotted
from compose2ecs.translate.scope import Scope
from compose2ecs.translate.xecs.extensions import View
from compose2ecs.translate.xecs.value import Value

#: Told where they are applied (or by the report itself).
_ELSEWHERE = ("allow", "outputs", "overrides", "patch", "region", "registry", "resources", "stack", "stack_name")


def tell_read(scope: Scope) -> None:
    """One note per x-ecs with everything that a step has read from it."""
    for view in scope.x.views():
        owner = view.path[:-1]
        said = [one for one in _read(view.root) if one.path[: len(owner)] == owner and not _elsewhere(one, view)]
        if said:
            listed = "; ".join(f"{dotted(one.path[len(owner) :])}: {_shown(one, scope)}" for one in said)
            scope.report.add(codes.READ, f"read: {listed}", path=said[0].path, span=said[0].span)


def _read(value: Value) -> Iterator[Value]:
    below = value.children()
    for one in below:
        yield from _read(one)
    if not below and value.used and value.path:
        yield value


def _elsewhere(value: Value, view: View) -> bool:
    below = value.path[len(view.path) :]
    return any(step in _ELSEWHERE for step in below[:2]) or value.path[-1:] == ("x-aws-cloudformation",)


def _shown(value: Value, scope: Scope) -> str:
    name = next((step for step in reversed(value.path) if isinstance(step, str)), "")
    told = shown(name, value.plain())
    return scope.project.shown(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False))
