"""Wishes under x-ecs that stand where they mean nothing: those about an ECS service in a job, or in a second container.

Only imported where there is any x-ecs.
"""

from collections.abc import Iterator

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import xecs as wish_codes
from compose2ecs.model.values import scalar_text
from compose2ecs.translate.scope import Plan, Scope
from compose2ecs.translate.xecs.value import Value

#: Keys about the ECS service, which a job does not have.
_OF_SERVICES = ("autoscaling", "az_rebalancing", "deployment", "exec")
#: Keys about the task, read from the service that names it.
_OF_TASKS = (*_OF_SERVICES, "execution_role", "task_role")


def tell_misplaced(scope: Scope) -> None:
    """One warning per value, so that each can be found and taken away."""
    for task in scope.tasks.values():
        if task.is_job:
            for value, text in _written(task.primary, _OF_SERVICES):
                message = f"`{text}` has no effect: `{task.name}` is a job, which is no ECS service"
                scope.say(wish_codes.NO_EFFECT, message, value.path)
        for plan in task.plans[1:]:
            for value, text in _written(plan, _OF_TASKS):
                message = f"`{text}` has no effect in `{plan.name}`: it runs in the task of `{task.name}`"
                scope.say(codes.OTHER_CONTAINER, message, value.path, hint=f"write it in `{task.name}`")


def _written(plan: Plan, keys: tuple[str, ...]) -> Iterator[tuple[Value, str]]:
    """The scalars that stand under the keys of a service (not in the project's defaults), each with its text."""
    for key in keys:
        top = plan.x.root.below(key)
        for value in _scalars(top) if top is not None else ():
            if value.path[: len(plan.path)] == plan.path:
                value.mark()
                steps = ".".join(str(step) for step in value.path[len(plan.path) + 1 :])
                yield value, f"{steps}: {scalar_text(value.value)}"


def _scalars(value: Value) -> Iterator[Value]:
    below = value.children()
    for one in below:
        yield from _scalars(one)
    if not below:
        yield value
