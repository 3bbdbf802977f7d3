"""Escape hatches: properties in CloudFormation's words, laid over what the other steps have made.

In this order: `overrides` of the services, their `patch`, then `resources` and `outputs` of the project; the project's
`patch` is the very last step. Only imported where there is one.
"""

import json
from typing import Any

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.diagnostics.secrecy import shown
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.intrinsics import parsed
from compose2ecs.graph.overlay import ATTRIBUTES, add_output, laid_over, patch_resource, patch_template
from compose2ecs.graph.patch import Operation, Problem
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.tags import tag_all
from compose2ecs.graph.values import Ref
from compose2ecs.translate.scope import Plan, Scope, Task
from compose2ecs.translate.xecs.extensions import View

_WORDS = ("Type", "Properties", "DependsOn", *ATTRIBUTES)


def open_hatches(scope: Scope) -> None:
    """Lay the user's properties over the graph."""
    for task in scope.tasks.values():
        for plan in task.plans:
            _overrides(task, plan, scope)
    patches = [(task, plan) for task in scope.tasks.values() for plan in task.plans if plan.x.has("overrides", "patch")]
    if patches:
        tag_all(scope.graph)  # so that paths are those of the template
    for task, plan in patches:
        _patch(plan.x, ("overrides", "patch"), scope, task.definition_id)
    view = scope.x.project
    for id, said in sorted(_mapping(view, ("resources",), scope).items()):
        _resource(id, said, (*view.at("resources"), id), scope)
    for name, said in sorted(_mapping(view, ("outputs",), scope).items()):
        path = (*view.at("outputs"), name)
        try:
            add_output(scope.graph, name, said)
        except Problem as problem:
            scope.say(codes.BAD_RESOURCE, problem.message, path, hint=problem.hint)
        else:
            scope.say(codes.OVERRIDDEN, f"output `{name}`: {_shown(said, scope)}", path)


def patch_project(scope: Scope) -> None:
    """The project's `patch`, on the finished template."""
    _patch(scope.x.project, ("patch",), scope)


def _overrides(task: Task, plan: Plan, scope: Scope) -> None:
    resources = scope.graph.resources
    definition = resources[task.definition_id]
    over = _said(plan, "container", scope)
    if over:
        listed = definition.properties["ContainerDefinitions"]
        definition.properties["ContainerDefinitions"] = [
            laid_over(one, over) if one.get("Name") == plan.container["Name"] else one for one in listed
        ]
    groups = [
        one["TargetGroupArn"].logical_id
        for one in task.service.get("LoadBalancers", [])
        if one.get("ContainerName") == plan.container["Name"] and isinstance(one.get("TargetGroupArn"), Ref)
    ]
    for key, ids, missing in (
        ("task_definition", [task.definition_id], ""),
        ("service", [task.service_id], "no ECS service"),
        ("target_group", groups, "no target group"),
    ):
        over = _said(plan, key, scope)
        found = [id for id in ids if id in resources]
        for id in found:
            resources[id].properties = laid_over(resources[id].properties, over) if over else resources[id].properties
        if over and not found:
            message = f"`overrides.{key}` changes nothing: `{plan.name}` has {missing}"
            scope.say(codes.NO_EFFECT, message, plan.x.at("overrides", key))


def _said(plan: Plan, key: str, scope: Scope) -> dict[str, Any]:
    """An override with references instead of functions; each one is noted with what it says."""
    over = _mapping(plan.x, ("overrides", key), scope)
    if not over:
        return {}
    path = plan.x.at("overrides", key)
    scope.say(codes.OVERRIDDEN, f"`overrides.{key}` of `{plan.name}`: {_shown(over, scope)}", path)
    made: dict[str, Any] = parsed(over, scope.graph.parameters)
    return made


def _mapping(view: View, key: tuple[str, ...], scope: Scope) -> dict[str, Any]:
    """What is said in AWS's own words under a key; anything but a mapping is told and left out."""
    said = view.get(*key)
    if not said:
        return {}
    if isinstance(said, dict):
        return said
    scope.say(codes.BAD_RESOURCE, f"`{'.'.join(key)}` must be a mapping, not `{shown('', said)}`", view.at(*key))
    return {}


def _shown(said: Any, scope: Scope) -> str:
    return scope.project.shown(json.dumps(shown("", said), ensure_ascii=False))


def _operations(view: View, key: tuple[str, ...], scope: Scope) -> list[tuple[Operation, Path]]:
    """The operations of a patch with their places; those that lack a member are told."""
    made = []
    for index, said in enumerate(view.get(*key) or []):
        path = view.at(*key, index)
        needed = {"add": "value", "replace": "value", "test": "value", "move": "from", "copy": "from"}.get(said["op"])
        node = scope.project.tree.get(*path)
        if needed and (node is None or node.get(needed) is None):
            scope.say(codes.BAD_PATCH, f"`{said['op']}` of `{said['path']}` needs `{needed}`", path)
        else:
            operation = Operation(said["op"], said["path"], said.get("value"), said.get("from", ""))
            made.append((operation, view.at(*key, index, "path")))
    return made


def _patch(view: View, key: tuple[str, ...], scope: Scope, id: str = "") -> None:
    """Apply a patch to the resource ``id``, or to the whole template; every operation is noted or refused."""
    listed = _operations(view, key, scope)
    operations = [operation for operation, _ in listed]
    problems = patch_resource(scope.graph, id, operations) if id else patch_template(scope.graph, operations)
    for (operation, path), problem in zip(listed, problems, strict=True):
        if problem is not None:
            scope.say(codes.BAD_PATCH, f"`{operation.op}`: {problem.message}", path, hint=problem.hint)
            continue
        value = "" if operation.op == "remove" else json.dumps(operation.value, ensure_ascii=False)
        said = f"{operation.op} {operation.path} {operation.source or value}".rstrip()
        scope.say(codes.OVERRIDDEN, f"patch of {id or 'the template'}: `{scope.project.shown(said)}`", path)


def _resource(id: str, said: Any, path: Path, scope: Scope) -> None:
    if not isinstance(said, dict):
        scope.say(codes.BAD_RESOURCE, f"resource `{id}` must be a mapping, not `{said}`", path)
        return
    unknown = [word for word in said if word not in _WORDS]
    if unknown:
        message = f"resource `{id}`: `{unknown[0]}` is not taken over"
        scope.say(codes.BAD_RESOURCE, message, (*path, unknown[0]), hint=f"a resource has {', '.join(_WORDS)}")
    there = scope.graph.resources.get(id)
    if there is None and "Type" not in said:
        from difflib import get_close_matches

        near = get_close_matches(id, list(scope.graph.resources), 1)
        hint = f"did you mean `{near[0]}`?" if near else "a new resource needs a `Type`"
        scope.say(codes.BAD_RESOURCE, f"there is no resource `{id}`", path, hint=hint)
        return
    if there is None:
        there = scope.graph.add(Resource(id, str(said["Type"]), {}, origin=path, span=scope.project.span(path)))
    elif said.get("Type", there.type) != there.type:
        scope.say(codes.BAD_RESOURCE, f"resource `{id}` is a {there.type}, not `{said['Type']}`", (*path, "Type"))
        return
    properties = said.get("Properties") or {}
    if not isinstance(properties, dict):
        message = f"the `Properties` of `{id}` must be a mapping, not `{properties}`"
        scope.say(codes.BAD_RESOURCE, message, (*path, "Properties"))
        return
    there.properties = laid_over(there.properties, parsed(properties, scope.graph.parameters))
    needs = said.get("DependsOn") or []
    there.depends_on += [needs] if isinstance(needs, str) else list(needs)
    there.attributes.update({word: parsed(said[word]) for word in ATTRIBUTES if word in said})
    scope.say(codes.OVERRIDDEN, f"resource `{id}`: {_shown(said, scope)}", path)
