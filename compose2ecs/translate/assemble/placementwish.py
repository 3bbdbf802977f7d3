"""`x-ecs.placement`, `instance_type` and `capacity`: what holds under one launch type and is told under the others."""

from typing import Any

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.translate.scope import EC2, FARGATE, Scope, Task

_DISTINCT = "distinctInstance"
_ZONE = "attribute:ecs.availability-zone"
_FIELDS = {"spread": (_ZONE, "instanceId", "host"), "binpack": ("cpu", "memory"), "random": ("",)}
#: Source: ECS API reference, CreateService and PlacementConstraint.
_MOST_CONSTRAINTS, _MOST_STRATEGIES, _LONGEST = 10, 5, 2000


def constraints(task: Task, scope: Scope) -> list[dict[str, Any]]:
    """``PlacementConstraints`` on EC2: `distinctInstance`, or expressions of the cluster query language."""
    made: list[dict[str, Any]] = []
    view = task.primary.x
    for index, said in enumerate(view.get("placement", "constraints") or []):
        path, text = view.at("placement", "constraints", index), str(said)
        if len(text) > _LONGEST or len(made) == _MOST_CONSTRAINTS:
            message = f"`placement.constraints: {text[:40]}` is too much: {_MOST_CONSTRAINTS} of {_LONGEST} characters"
            scope.say(codes.PLACEMENT, message, path, hint="join expressions with `and`")
        elif text == _DISTINCT:
            made.append({"Type": _DISTINCT})
        else:
            made.append({"Type": "memberOf", "Expression": text})
    return made


def strategies(task: Task, scope: Scope) -> list[dict[str, Any]]:
    """``PlacementStrategies`` on EC2: `spread:az`, `spread:attribute:…`, `binpack:memory`, `random`."""
    made: list[dict[str, Any]] = []
    view = task.primary.x
    for index, said in enumerate(view.get("placement", "strategy") or []):
        path = view.at("placement", "strategy", index)
        kind, _, field = str(said).partition(":")
        field = _ZONE if kind == "spread" and field in ("az", "zone") else field
        known = field in _FIELDS.get(kind, ()) or (kind == "spread" and field.startswith("attribute:"))
        if not known or len(made) == _MOST_STRATEGIES:
            hint = "write `spread:az`, `spread:instanceId`, `spread:attribute:NAME`, `binpack:cpu`, `binpack:memory` or"
            what = f"is more than {_MOST_STRATEGIES}" if known else "is no strategy"
            scope.say(codes.PLACEMENT, f"`placement.strategy: {said}` {what}", path, hint=f"{hint} `random`")
        else:
            made.append({"Type": kind, "Field": field} if field else {"Type": kind})
    return made


def tell_launch_types(scope: Scope) -> None:
    """Keys that have no meaning under the launch type of the service."""
    for task in scope.tasks.values():
        for plan in task.plans:
            if task.launch_type == FARGATE:
                _drop(plan.x, ("instance_type",), "Fargate has no instances", scope)
            else:
                why = f"it mixes Fargate and Fargate Spot, and `{plan.name}` runs on {task.launch_type}"
                _drop(plan.x, ("capacity",), why, scope)
            if task.launch_type != EC2 and not task.is_job:
                _drop(plan.x, ("placement", "constraints"), "AWS chooses where tasks run", scope)
                _drop(plan.x, ("placement", "strategy"), "AWS chooses where tasks run", scope)


def _drop(view: Any, path: tuple[str, ...], why: str, scope: Scope) -> None:
    value = view.get(*path)
    if value is None:
        return
    shown = ", ".join(map(str, value)) if isinstance(value, list) else value
    name = ".".join(path)
    scope.say(codes.DROPPED, f"`{name}: {shown}` is dropped: {why}", view.at(*path), hint=_hint(name))


def _hint(name: str) -> str:
    return "" if name == "capacity" else "it is for `x-ecs.launch_type: ec2`"
