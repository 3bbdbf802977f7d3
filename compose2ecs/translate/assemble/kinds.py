"""What kind of thing a service is: one that runs on and on, a job, on a schedule, elsewhere, or left out."""

from compose2ecs.diagnostics.codes import jobs as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.source.node import Node
from compose2ecs.translate.assemble.domain import kind_of_record
from compose2ecs.translate.scope import Plan, Scope, Task
from compose2ecs.translate.x_ecs import count_values

COMPLETED = "service_completed_successfully"
#: Modes of `deploy.mode` that run to completion.
_JOB_MODES = ("replicated-job", "global-job")
_WHEN = {
    "before_deploy": "runs before what waits for it, whenever it changes",
    "after_deploy": "runs after all services are deployed, whenever it changes",
    "manual": "is run by hand only",
    "by_up": "is run by `compose2ecs up`",
}


def leave_out(scope: Scope) -> None:
    """``left_out``: what x-ecs says is not deployed here."""
    for name, service in sorted(scope.project.services.items()):
        view = scope.x.service(name)
        host = view.get("external")
        if not host and not view.get("ignore"):
            continue
        scope.left_out[name] = str(host or "")
        size = count_values(service.node)
        why = f"its name leads to `{host}`" if host else "`x-ecs.ignore`"
        message = f"`{name}` is not deployed, with the {size} values of its definition: {why}"
        scope.say(codes.LEFT_OUT, message, view.at("external" if host else "ignore"))
        if host and kind_of_record(host) is None:
            hint = "write the host name or the address alone"
            scope.say(codes.BAD_HOST, f"`external: {host}` is no host name or address", view.at("external"), hint=hint)
        for value in view.unread():
            value.mark()


def find_kinds(scope: Scope) -> None:
    """``is_job``, ``run`` and ``scheduled`` of every task; jobs get no ECS service."""
    for plan in scope.plans.values():
        node = plan.node.get("depends_on")
        for name, entry in sorted(node.items()) if node else ():
            job = scope.task_of(name)
            if job is not None and job is not scope.task_of(plan.name) and _condition(entry) == COMPLETED:
                _job(job, f"`{plan.name}` waits for its end", plan.at("depends_on", name, "condition"), scope)
    for task in scope.tasks.values():
        _said(task, scope)
        if task.is_job and not task.scheduled:
            _when(task, scope)


def _condition(entry: Node) -> str:
    node = entry.get("condition")
    return str(node.value) if node else ""


def _said(task: Task, scope: Scope) -> None:
    """What the service itself says: its mode, `x-ecs.kind`, a schedule."""
    plan = task.primary
    mode = plan.get("deploy", "mode")
    if mode in _JOB_MODES:
        _job(task, f"`deploy.mode: {mode}`", plan.at("deploy", "mode"), scope)
    kind = plan.x.get("kind")
    if kind == "job":
        _job(task, "`x-ecs.kind: job`", plan.x.at("kind"), scope)
    elif kind == "service" and task.is_job:
        message = f"`{task.name}` is a job all the same: another service waits for its end"
        scope.say(row_codes.ADAPTED, message, plan.x.at("kind"))
    elif kind:
        scope.say(row_codes.ADAPTED, f"`x-ecs.kind: {kind}`", plan.x.at("kind"))
    if plan.x.has("schedule"):
        task.is_job = task.scheduled = True
    if plan.x.has("run") and (task.scheduled or not task.is_job):
        why = "its schedule says when it runs" if task.scheduled else "it is a service, which runs on and on"
        message = f"`x-ecs.run: {plan.x.get('run')}` of `{task.name}` is dropped: {why}"
        scope.say(codes.NOT_FOR_JOBS, message, plan.x.at("run"), hint="say `x-ecs.kind: job` for a job")


def _job(task: Task, why: str, path: Path, scope: Scope) -> None:
    scope.say(codes.JOB, f"`{task.name}` is a job: {why}", path)
    task.is_job = True


def _when(task: Task, scope: Scope) -> None:
    view = task.primary.x
    task.run = view.get("run") or "before_deploy"
    if view.has("run"):
        scope.say(codes.JOB, f"`x-ecs.run: {task.run}`: `{task.name}` {_WHEN[task.run]}", view.at("run"))


def close_ports(scope: Scope) -> None:
    """A job is no service that a load balancer could know: its ports are not published."""
    for task in scope.tasks.values():
        for plan in task.plans if task.is_job else ():
            for port in plan.published:
                message = f"port {port.published}:{port.target} is not published: `{plan.name}` is a job"
                scope.say(codes.NOT_FOR_JOBS, message, port.path)
            plan.published = []


def tell_task_keys(scope: Scope) -> None:
    """Keys of x-ecs that nobody has read because the service is a job, or a member of another one's task."""
    for task in scope.tasks.values():
        for number, plan in enumerate(task.plans):
            if not (number or task.is_job):
                continue
            for value in plan.x.unread():
                value.mark()
                name = f"`{'.'.join(str(step) for step in value.path[2:])}: {value.plain()}`"
                if number:
                    message = f"{name} is dropped: the task of `{plan.name}` goes by `{task.name}`"
                    scope.say(codes.GOES_BY_THE_TASK, message, value.path)
                else:
                    scope.say(codes.NOT_FOR_JOBS, f"{name} has no meaning for a job", value.path)


def tell_what_jobs_ignore(scope: Scope) -> None:
    """Everything that a job says and only a service could do."""
    for task in scope.tasks.values():
        if task.is_job:
            for plan in task.plans:
                _ignored(plan, scope)


def _ignored(plan: Plan, scope: Scope) -> None:
    for path in (("deploy", "replicas"), ("scale",), ("deploy", "endpoint_mode")):
        value = plan.get(*path)
        if value is not None and scope.written(plan.at(*path)):
            message = f"`{'.'.join(path)}: {value}` has no meaning for a job: it runs once"
            scope.say(codes.NOT_FOR_JOBS, message, plan.at(*path))
    for path in (("deploy", "update_config"), ("deploy", "rollback_config"), ("deploy", "labels")):
        for key, value in sorted((plan.get(*path) or {}).items()):
            message = f"`{'.'.join((*path, key))}: {value}` has no meaning for a job"
            scope.say(codes.NOT_FOR_JOBS, message, plan.at(*path, key))
