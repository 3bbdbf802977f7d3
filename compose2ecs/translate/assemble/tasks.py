"""Which services form which task, what they are called, and which of them are jobs."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import bounded
from compose2ecs.source.node import Node
from compose2ecs.translate.scope import Plan, Scope, Task

#: Longest name of an ECS service, family or container. Source: ECS API reference.
LONGEST_NAME = 255
#: Modes of `deploy.mode` that run to completion.
_JOB_MODES = ("replicated-job", "global-job")
_COMPLETED = "service_completed_successfully"


def plan_services(scope: Scope, containers: dict[str, dict[str, Any]]) -> None:
    """A plan and a task per service, by name."""
    services = scope.project.services
    for name in sorted(services):
        plan = Plan(name, services[name].node, containers[name], scope.x.service(name))
        scope.plans[name] = plan
        scope.tasks[name] = Task(name, [plan])
    _name(scope)
    _find_jobs(scope)


def _name(scope: Scope) -> None:
    """Names that ECS takes; a dot becomes a hyphen, and names that look alike then stay different."""
    taken = {task.name for task in scope.tasks.values() if "." not in task.name}
    room = LONGEST_NAME - len(scope.project.name) - 1
    for task in scope.tasks.values():
        name = bounded(task.name.replace(".", "-"), room)
        if name != task.name and name in taken:
            name = bounded(f"{task.name}.", room)
        taken.add(name)
        task.ecs_name = name
        task.primary.container["Name"] = name
        if name != task.name:
            message = f"service `{task.name}` is called `{name}` on ECS: letters, digits, `-` and `_` only"
            scope.say(codes.RENAMED, message, task.primary.path)


def _find_jobs(scope: Scope) -> None:
    """A job runs to completion: another service waits for its end, or its mode says so. It gets no ECS service."""
    for plan in scope.plans.values():
        for name, entry in _depends_on(plan):
            job = scope.task_of(name)
            if job is not None and _condition(entry) == _COMPLETED:
                job.is_job = True
                message = f"`{plan.name}` waits for the end of `{name}`: the job is not started yet by this version"
                _say_job(scope, name, message, plan.at("depends_on", name, "condition"))
    for task in scope.tasks.values():
        mode = task.primary.get("deploy", "mode")
        if mode in _JOB_MODES:
            task.is_job = True
            message = f"`deploy.mode: {mode}`: the job is not started yet by this version"
            _say_job(scope, task.name, message, task.primary.at("deploy", "mode"))


def _depends_on(plan: Plan) -> list[tuple[str, Node]]:
    node = plan.node.get("depends_on")
    return sorted(node.items()) if node else []


def _condition(entry: Node) -> str:
    node = entry.get("condition")
    return str(node.value) if node else ""


def _say_job(scope: Scope, name: str, message: str, path: tuple[str | int, ...]) -> None:
    family = f"{scope.project.name}-{name}"
    hint = f"its task definition is made: aws ecs run-task --cluster {scope.project.name} --task-definition {family} …"
    scope.say(row_codes.NOT_YET, message, path, hint=hint)
