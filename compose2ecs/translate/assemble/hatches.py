"""Escape hatches: properties in CloudFormation's words, laid over what the other steps have made.

In this order: `overrides` of a service, then `resources` and `outputs` of the project. Only imported
where there is one.
"""

from typing import Any

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.graph.overlay import laid_over
from compose2ecs.graph.resource import Resource
from compose2ecs.translate.scope import Scope, Task

_WORDS = ("Type", "Properties", "DependsOn")


def open_hatches(scope: Scope) -> None:
    """Lay the user's properties over the graph."""
    for task in scope.tasks.values():
        _overrides(task, scope)
    view = scope.x.project
    for id, said in sorted((view.get("resources") or {}).items()):
        _resource(id, said, scope)
    for name, said in sorted((view.get("outputs") or {}).items()):
        value = said.get("Value") if isinstance(said, dict) else said
        scope.graph.outputs[name] = (str(said.get("Description", "")) if isinstance(said, dict) else "", value)


def _overrides(task: Task, scope: Scope) -> None:
    resources = scope.graph.resources
    definition = resources[task.definition_id]
    for plan in task.plans:
        over = plan.x.get("overrides", "container")
        if over:
            listed = definition.properties["ContainerDefinitions"]
            definition.properties["ContainerDefinitions"] = [
                laid_over(one, over) if one.get("Name") == plan.container["Name"] else one for one in listed
            ]
    for key, id in (("task_definition", task.definition_id), ("service", task.service_id)):
        over = task.primary.x.get("overrides", key)
        if over and id in resources:
            resources[id].properties = laid_over(resources[id].properties, over)
        elif over:
            message = f"`overrides.{key}` changes nothing: `{task.name}` has no ECS service"
            scope.say(codes.NO_EFFECT, message, task.primary.x.at("overrides", key))


def _resource(id: str, said: Any, scope: Scope) -> None:
    path = scope.x.project.at("resources")
    if not isinstance(said, dict):
        scope.say(codes.BAD_RESOURCE, f"resource `{id}` must be a mapping", path)
        return
    unknown = [word for word in said if word not in _WORDS]
    if unknown:
        message = f"resource `{id}`: `{unknown[0]}` is not taken over"
        scope.say(codes.BAD_RESOURCE, message, path, hint=f"a resource has {', '.join(_WORDS)}")
    there = scope.graph.resources.get(id)
    needs = said.get("DependsOn") or []
    listed = [needs] if isinstance(needs, str) else list(needs)
    if there is not None:
        there.properties = laid_over(there.properties, said.get("Properties") or {})
        there.depends_on += listed
    elif "Type" not in said:
        from difflib import get_close_matches

        near = get_close_matches(id, list(scope.graph.resources), 1)
        hint = f"did you mean `{near[0]}`?" if near else "a new resource needs a `Type`"
        scope.say(codes.BAD_RESOURCE, f"there is no resource `{id}`", path, hint=hint)
    else:
        properties = said.get("Properties") or {}
        scope.graph.add(Resource(id, str(said["Type"]), properties, depends_on=tuple(listed), origin=path))
