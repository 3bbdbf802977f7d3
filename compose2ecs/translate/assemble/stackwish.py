"""What x-ecs says about the stack and the registry: most of it is for `compose2ecs up`, the template is the same."""

from typing import Any

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.model.values import scalar_text
from compose2ecs.translate.scope import Scope

_FOR_UP = (("region",), ("stack_name",), ("stack",), ("registry",))
#: Below those, what this module or another one puts into the template.
_IN_TEMPLATE = ("transforms", "prefix")


def tell_stack(scope: Scope) -> None:
    """Macros go into the template; the rest is told."""
    view = scope.x.project
    transforms: list[str] | None = view.get("stack", "transforms")
    if transforms:
        scope.graph.sections["Transform"] = transforms
        message = f"`stack.transforms`: the macros {', '.join(transforms)} work on the template"
        scope.say(codes.FOR_UP, message, view.at("stack", "transforms"))
    prefix = view.get("registry", "prefix")
    if prefix is not None:
        message = f"`registry.prefix: {prefix}`: repositories are called `{prefix}<service>`"
        scope.say(codes.FOR_UP, message, view.at("registry", "prefix"))
    for path in _FOR_UP:
        said = view.peek(*path)
        if not isinstance(said, dict):
            _tell(path, said, scope)
            continue
        for key in sorted(said):
            if key not in _IN_TEMPLATE:
                _tell((*path, key), said[key], scope)


def _tell(path: tuple[str, ...], said: Any, scope: Scope) -> None:
    if said is None:
        return
    view = scope.x.project
    shown = ", ".join(map(str, said)) if isinstance(said, list) else scalar_text(said)
    message = f"`{'.'.join(path)}: {shown}` is for `compose2ecs up`: the template is the same"
    scope.say(codes.FOR_UP, message, view.at(*path))
    view.get(*path)
