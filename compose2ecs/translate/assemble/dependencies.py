"""Order of deployment: services that others depend on come first."""

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import jobs as job_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.values import Ref
from compose2ecs.translate.assemble.sharing import wait_inside
from compose2ecs.translate.scope import Plan, Scope, Task

_WAITS = {
    "service_started": "is running",
    "service_healthy": "is healthy",
}


def plan_order(scope: Scope) -> None:
    """``waits_for`` of every task, and what is worth saying about it."""
    for task in scope.tasks.values():
        for plan in task.plans:
            node = plan.node.get("depends_on")
            for name, _ in sorted(node.items()) if node else ():
                _wait(task, plan, name, scope)
    if any(len(task.plans) > 1 for task in scope.tasks.values()):
        _break_circles(scope)
    for task in scope.tasks.values():
        needed = list(task.waits_for)
        for number, name in enumerate(task.before):  # steps of `pre_start`, one after the other
            scope.tasks[name].waits_for = needed + task.before[max(0, number - 1) : number]
        task.waits_for += task.before[-1:]


def _break_circles(scope: Scope) -> None:
    """The loader knows no tasks: services that share one may wait in a circle by way of others."""
    for name, task in scope.tasks.items():
        way = _way_back(name, scope)
        if way:
            circle = " → ".join(way)
            hint = "remove one of the dependencies, or put all of them into one task with `x-ecs.task`"
            scope.say(job_codes.IN_A_CIRCLE, f"tasks wait for each other: {circle}", task.primary.path, hint=hint)
            task.waits_for.remove(way[1])


def _way_back(start: str, scope: Scope) -> list[str]:
    """The shortest way from a task along what it waits for back to itself, [] for none."""
    ways = [[start]]
    seen: set[str] = set()
    for way in ways:
        for name in scope.tasks[way[-1]].waits_for:
            if name == start:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def _wait(task: Task, plan: Plan, name: str, scope: Scope) -> None:
    path = plan.at("depends_on", name)
    entry = plan.get("depends_on", name) or {}
    other = scope.task_of(name)
    if other is task and name in scope.plans:
        wait_inside(plan, name, str(entry.get("condition") or ""), scope)
        return
    if other is None:
        if scope.written(path):
            why = "it exists elsewhere" if scope.left_out.get(name) else "it is not part of the project"
            condition = entry.get("condition", "")
            scope.say(row_codes.ADAPTED, f"`depends_on.{name}` ({condition}) changes nothing: {why}", path)
        return
    condition = str(entry.get("condition") or "service_started")
    if other.is_job:
        _wait_for_job(task, plan, name, other, scope)
        return
    if other.name not in task.waits_for:
        task.waits_for.append(other.name)
    if scope.written(path):
        optional = "" if entry.get("required", True) else ", if it is part of the project"
        until = _WAITS.get(condition, "is running")
        scope.say(codes.ORDER, f"`{plan.name}` is deployed when `{name}` {until}{optional}", path)
    checked = any(one.name == name and "HealthCheck" in one.container for one in other.plans)
    if condition == "service_healthy" and not checked:
        message = f"`{plan.name}` waits until `{name}` is healthy, but `{name}` has no health check"
        hint = f"write a `healthcheck` with a `test` in `{name}`"
        scope.say(codes.NO_CHECK, message, (*path, "condition"), hint=hint)
    if entry.get("restart"):
        _follow(plan, name, other, scope)


def _wait_for_job(task: Task, plan: Plan, name: str, job: Task, scope: Scope) -> None:
    path = plan.at("depends_on", name)
    if plan.get("depends_on", name, "restart"):
        message = f"`depends_on.{name}.restart: true` changes nothing: a job is not restarted"
        scope.say(row_codes.ADAPTED, message, (*path, "restart"))
    if job.run == "before_deploy":
        task.waits_for.append(job.name)
        scope.say(codes.ORDER, f"`{plan.name}` is deployed when the job `{name}` has ended well", path)
    elif job.run == "after_deploy" and task.run == "after_deploy":
        task.waits_for.append(job.name)
        scope.say(codes.ORDER, f"the job `{plan.name}` runs when the job `{name}` has ended well", path)
    elif job.run == "after_deploy" and (task.run or not task.is_job):
        message = f"`{plan.name}` waits for `{name}`, which runs after all services"
        scope.say(job_codes.JOB_WAITS_FOR_ALL, message, path, hint=f"take `run: after_deploy` away from `{name}`")
    else:
        when = "its schedule says when it runs" if job.scheduled else f"it runs otherwise (`x-ecs.run: {job.run}`)"
        scope.say(codes.ORDER, f"`{plan.name}` is deployed without waiting for the job `{name}`: {when}", path)


def _follow(plan: Plan, name: str, other: Task, scope: Scope) -> None:
    """A label with the other's revision: when that changes, this service is deployed, too."""
    labels = plan.container.setdefault("DockerLabels", {})
    labels[f"compose2ecs.depends-on.{name}"] = Ref(other.definition_id)
    message = f"a new version of `{name}` deploys `{plan.name}`, too; a mere restart does not"
    scope.say(row_codes.ADAPTED, message, plan.at("depends_on", name, "restart"))
