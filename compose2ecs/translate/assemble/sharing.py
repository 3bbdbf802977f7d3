"""Which services share a task: those that share a network, a process table or volumes, or that x-ecs puts together.

Everything else runs in a task of its own, so that it can be scaled and replaced alone.
"""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import jobs as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.attribute import leaves
from compose2ecs.translate.scope import EC2, FARGATE, Plan, Scope, Task

#: Parts of `deploy` that belong to the whole task; resources and restart policies are each container's own.
_OF_THE_TASK = ("mode", "replicas", "endpoint_mode", "labels", "update_config", "rollback_config", "placement")
_DEFAULTS = {"launch_type": "fargate", "cpu_architecture": "x86_64"}
_CONDITIONS = {"service_started": "START", "service_healthy": "HEALTHY", "service_completed_successfully": "SUCCESS"}


class Tie(NamedTuple):
    """One service says that it belongs to another one's task."""

    member: str
    owner: str
    path: Path


def ties(plan: Plan, scope: Scope) -> list[Tie]:
    """Everything that a service says about sharing a task."""
    found = []
    for key in ("network_mode", "pid", "ipc"):
        kind, _, owner = str(plan.get(key) or "").partition(":")
        if kind == "service" and owner in scope.left_out:
            message = f"`{key}: service:{owner}` cannot work: `{owner}` is not deployed"
            scope.say(codes.NOT_DEPLOYED, message, plan.at(key), hint=f"leave `{plan.name}` out as well, or neither")
        elif kind == "service" and owner in scope.plans and owner != plan.name:
            found.append(Tie(plan.name, owner, plan.at(key)))
    for index, source in enumerate(plan.get("volumes_from") or ()):
        owner = str(source).partition(":")[0]
        if owner in scope.plans and owner != plan.name:
            found.append(Tie(plan.name, owner, plan.at("volumes_from", index)))
    owner = plan.x.get("task")
    if owner is not None and owner not in scope.plans:
        message = f"`x-ecs.task: {owner}` names no service of the project"
        scope.say(codes.NO_SUCH_TASK, message, plan.x.at("task"), hint=f"services: {', '.join(scope.plans)}")
    elif owner is not None and owner != plan.name:
        found.append(Tie(plan.name, owner, plan.x.at("task")))
    return found


def share_tasks(scope: Scope) -> None:
    """Merge the tasks of services that share one; the service that the others name comes first."""
    found = [tie for plan in scope.plans.values() for tie in ties(plan, scope)]
    for tie in found:
        member, owner = scope.task_of(tie.member), scope.task_of(tie.owner)
        if member is None or owner is None or member is owner:
            continue
        owner.plans += member.plans
        del scope.tasks[member.name]
    for tie in found:
        task = scope.task_of(tie.member)
        if task is not None:
            message = (
                f"`{tie.member}` runs in the task of `{task.name}`: both are started, scaled and replaced together"
            )
            scope.say(codes.SHARED_TASK, message, tie.path)
    for task in scope.tasks.values():
        if len(task.plans) > 1:
            task.plans[1:] = sorted(task.plans[1:], key=lambda plan: plan.name)


def check_shared(scope: Scope) -> None:
    """What the members of a task must agree on, and what they say that goes by the first one."""
    for task in scope.tasks.values():
        for plan in task.plans[1:]:
            _volumes_from(plan, scope)
            _agree(task, plan, scope)
        _volumes_from(task.primary, scope)
        for plan in task.plans:
            _essential(task, plan, scope)


def _volumes_from(plan: Plan, scope: Scope) -> None:
    made = []
    for index, source in enumerate(plan.get("volumes_from") or ()):
        name, _, mode = str(source).partition(":")
        path = plan.at("volumes_from", index)
        owner = scope.plans.get(name)
        if name == "container" or owner is None:
            message = f"`volumes_from: {source}` cannot work on ECS: it is no service of the project"
            scope.say(row_codes.NEEDS_DOCKER, message, path, hint="name the volumes in both services")
        else:
            made.append({"SourceContainer": owner.container["Name"], **({"ReadOnly": True} if mode == "ro" else {})})
    if made:
        plan.container["VolumesFrom"] = made


def _agree(task: Task, plan: Plan, scope: Scope) -> None:
    first = task.primary
    if task.is_job:
        message = f"`{plan.name}` shares its task with `{first.name}`, and one of them is a job"
        scope.say(codes.NO_JOB_IN_A_GROUP, message, plan.path, hint="leave `kind: job` out: it is an init container")
    mine, theirs = plan.get("deploy", "replicas"), first.get("deploy", "replicas")
    if mine is not None and mine != (1 if theirs is None else theirs):
        message = f"`{plan.name}` asks for {mine} tasks and `{first.name}` for {1 if theirs is None else theirs}"
        hint = f"they share a task: say the same in both, or only in `{first.name}`"
        scope.say(codes.DISAGREE, message, plan.at("deploy", "replicas"), hint=hint)
    for key in ("launch_type", "cpu_architecture"):
        wanted, main = plan.x.get(key), first.x.peek(key) or scope.x.project.peek(key) or _DEFAULTS[key]
        if wanted and wanted != main:
            message = f"`{key}: {wanted}` is not that of `{first.name}` ({main}), whose task `{plan.name}` shares"
            scope.say(codes.DISAGREE, message, plan.x.at(key), hint=f"say it in `{first.name}` only")
        elif wanted:
            scope.say(row_codes.ADAPTED, f"`{key}: {wanted}` is that of `{first.name}` anyway", plan.x.at(key))
    platform = plan.get("platform")
    if platform and platform != first.get("platform"):
        message = f"`platform: {platform}` is not the platform of `{first.name}`, whose task `{plan.name}` shares"
        scope.say(codes.DISAGREE, message, plan.at("platform"), hint="one task has one architecture")
    for key in _OF_THE_TASK:
        node = plan.node.get("deploy", key)
        for path, leaf in leaves(node, plan.at("deploy", key)) if node is not None else ():
            if scope.written(path):
                name = ".".join(str(step) for step in path[2:])
                message = f"`{name}: {leaf.value}` changes nothing: the deployment goes by `{first.name}`"
                scope.say(row_codes.ADAPTED, message, path)


def share_namespaces(scope: Scope) -> None:
    """``PidMode`` and ``IpcMode``: the whole task's, or on machines the host's. Its rows refuse what cannot be."""
    for task in scope.tasks.values():
        for key, to in (("pid", "PidMode"), ("ipc", "IpcMode")):
            said = [str(plan.get(key) or "") for plan in task.plans]
            if "host" in said and allowed(key, task.launch_type):
                task.definition[to] = "host"
            elif any(text.startswith("service:") for text in said) and (key == "pid" or allowed(key, task.launch_type)):
                task.definition[to] = "task"


def allowed(key: str, launch_type: str) -> bool:
    """Whether a task may share the host's process table (`pid`), or any IPC namespace (`ipc`)."""
    return launch_type == EC2 or (key == "pid" and launch_type != FARGATE)


def _essential(task: Task, plan: Plan, scope: Scope) -> None:
    asked: Any = plan.x.get("essential")
    alone = len(task.plans) == 1
    if asked is not None and alone:
        message = f"`x-ecs.essential: {str(asked).lower()}` changes nothing: the container is alone in its task"
        scope.say(row_codes.ADAPTED, message, plan.x.at("essential"))
    elif asked is not None:
        plan.container["Essential"] = asked
        if asked:
            scope.say(row_codes.ADAPTED, "`x-ecs.essential: true` is so anyway", plan.x.at("essential"))


def wait_inside(plan: Plan, name: str, condition: str, scope: Scope) -> None:
    """``depends_on`` among the containers of a task: ECS itself keeps the order, at every start of the task."""
    other = scope.plans[name]
    path = plan.at("depends_on", name)
    wanted = _CONDITIONS.get(condition, "START")
    if wanted == "HEALTHY" and "HealthCheck" not in other.container:
        wanted = "START"
        message = f"`{plan.name}` waits until `{name}` is healthy, but `{name}` has no health check"
        hint = f"write a `healthcheck` with a `test` in `{name}`"
        scope.say(codes.NOT_CHECKED, message, (*path, "condition"), hint=hint)
    if wanted == "SUCCESS":
        other.container["Essential"] = False
        other.container.pop("RestartPolicy", None)
    plan.needs.append((other.container["Name"], wanted))
    message = f"container `{plan.name}` starts when `{name}` {_WHEN[wanted]}, at every start of their task"
    scope.say(codes.SHARED_TASK, message, path)
    if plan.get("depends_on", name, "restart"):
        message = f"`depends_on.{name}.restart: true` is so anyway: the containers of a task are replaced together"
        scope.say(row_codes.ADAPTED, message, (*path, "restart"))


_WHEN = {"START": "has started", "HEALTHY": "is healthy", "SUCCESS": "has ended well"}
