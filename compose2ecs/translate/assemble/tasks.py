"""Which services form which task, and what they are called."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.graph.names import bounded
from compose2ecs.translate.assemble.kinds import find_kinds
from compose2ecs.translate.assemble.sharing import check_shared, share_tasks
from compose2ecs.translate.scope import Plan, Scope, Task


def plan_services(scope: Scope, containers: dict[str, dict[str, Any]]) -> None:
    """A plan and a task per service, by name."""
    services = scope.project.services
    for name in sorted(set(services) - set(scope.left_out)):
        plan = Plan(name, services[name].node, containers[name], scope.x.service(name))
        scope.plans[name] = plan
        scope.tasks[name] = Task(name, [plan])
    share_tasks(scope)
    _name(scope)
    find_kinds(scope)
    check_shared(scope)


def _name(scope: Scope) -> None:
    """Names that ECS takes; a dot becomes a hyphen, and names that look alike then stay different."""
    taken = {name for name in scope.plans if "." not in name}
    room = scope.room()
    for plan in scope.plans.values():
        name = bounded(plan.name.replace(".", "-"), room)
        if name != plan.name and name in taken:
            name = bounded(f"{plan.name}.", room)
        taken.add(name)
        plan.container["Name"] = name
        if name != plan.name:
            message = f"service `{plan.name}` is called `{name}` on ECS: letters, digits, `-` and `_` only"
            scope.say(codes.RENAMED, message, plan.path)
    for task in scope.tasks.values():
        task.ecs_name = task.primary.container["Name"]
