"""Steps of `pre_start`: containers that must end well before the service starts. Only imported where there are some.

A step with `per_replica: true` is an init container of the service's task. Any other one is a job: it runs once, before
the service is deployed, whenever it changes. A job has one task only, so all of its steps are init containers.
Source: https://docs.docker.com/compose/how-tos/init-containers/ (image, networks and volumes are the service's).
Whether Docker keeps the `entrypoint` of the service for a step is not documented: here the image's own entrypoint runs.
"""

from typing import Any

from compose2ecs.diagnostics.codes import jobs as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import bounded
from compose2ecs.model.values import scalar_text
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.assemble.jobs import BEFORE
from compose2ecs.translate.attribute import summary, written
from compose2ecs.translate.scope import FARGATE, Plan, Scope, Task
from compose2ecs.translate.xecs.extensions import View
from compose2ecs.translate.xecs.value import Value

#: What a step has in common with its service.
_SHARED = (
    "configs",
    "cpus",
    "dns_opt",
    "dns_search",
    "extra_hosts",
    "logging",
    "mem_limit",
    "models",
    "networks",
    "platform",
    "secrets",
    "volumes",
)
#: Keys under the service's x-ecs that hold for its steps, too.
_SHARED_X = (
    "capacity",
    "cpu",
    "cpu_architecture",
    "env_files",
    "ephemeral_storage",
    "execution_role",
    "instance_type",
    "launch_type",
    "logs",
    "memory",
    "network",
    "os_family",
    "placement",
    "platform_version",
    "registry_credentials",
    "secrets",
    "task_role",
)
#: Properties of a container definition that belong to the image's user and directory.
_OF_THE_IMAGE = {"user": "User", "working_dir": "WorkingDirectory"}


def plan_steps(scope: Scope) -> None:
    """``inits`` and ``before`` of every task, and the tasks of the steps that are jobs."""
    for task in list(scope.tasks.values()):
        for plan in task.plans:
            steps = plan.node.get("pre_start")
            for index, item in enumerate(steps.value or () if steps is not None else ()):
                _step(task, plan, index, item, scope)


def _step(task: Task, plan: Plan, index: int, item: Node, scope: Scope) -> None:
    step = _plan(plan, index, item, scope)
    _properties(step, plan, item, task, scope)
    shown = f"`pre_start[{index}]` ({scope.project.shown(summary(plain(written(item))))})"
    inside = bool(plain(item.get("per_replica"))) or task.is_job
    if inside:
        task.inits.append(step)
        kind = f"is the init container `{step.name}`: it must end well before `{plan.name}` starts, in every task"
    else:
        job = Task(step.name, [step])
        job.ecs_name = step.container["Name"]
        job.launch_type = task.launch_type
        job.is_job, job.run = True, BEFORE
        scope.tasks[step.name] = job
        task.before.append(step.name)
        kind = f"is the job `{step.name}`: it runs once before `{plan.name}` is deployed, whenever it changes"
    scope.plans[step.name] = step
    scope.say(codes.PRE_START, f"{shown} {kind}", step.path)
    _tell_files(step, plan, scope)


def _plan(plan: Plan, index: int, item: Node, scope: Scope) -> Plan:
    """The step as a service of its own: what it says, with what it shares with its service."""
    name = f"{plan.name}-pre-start-{index + 1}"
    while name in scope.plans:
        name += "-step"
    node = {key: plan.node.value[key] for key in _SHARED if key in plan.node.value}
    limits = plan.node.get("deploy", "resources", "limits")
    if limits is not None:
        node["deploy"] = Node({"resources": Node({"limits": limits})})
    image = item.get("image") or plan.node.get("image")
    if image is not None:
        node["image"] = image
    node["environment"] = Node({**_variables(plan.node), **_variables(item)})
    root = {key: value for key, value in plan.x.root.value.items() if key in _SHARED_X}
    step = Plan(name, Node(node), {}, View(Value(root, plan.x.root.path, None), plan.x.path))
    step.path = plan.at("pre_start", index)
    step.service = plan.name
    inherits = item.get("image") is None or plain(item.get("image")) == plan.get("image")
    step.image_of = plan.image_of if inherits else name
    step.container["Name"] = bounded(name.replace(".", "-"), scope.room())
    return step


def _variables(node: Node) -> dict[str, Node]:
    found = node.get("environment")
    return dict(found.value or {}) if found is not None else {}


def _properties(step: Plan, plan: Plan, item: Node, task: Task, scope: Scope) -> None:
    """Container properties that the step says, or has from its service where it runs the same image."""
    made = step.container
    command = plain(item.get("command"))
    if command:
        made["Command"] = [str(word) for word in command]
    for key, to in _OF_THE_IMAGE.items():
        said = plain(item.get(key))
        if said is not None:
            made[to] = str(said)
        elif to in plan.container and (key == "working_dir" or step.image_of == plan.image_of):
            made[to] = plan.container[to]
    _tell_same(step, plan, item, scope)
    if plain(item.get("privileged")) and task.launch_type == FARGATE:
        hint = "run the service on machines of your own: `x-ecs.launch_type: ec2` or `managed_instances`"
        message = "`privileged: true` is not possible on Fargate: a task has no host to be privileged on"
        scope.say(row_codes.NOT_ON_FARGATE, message, (*step.path, "privileged"), hint=hint)
    elif plain(item.get("privileged")):
        made["Privileged"] = True


def _tell_same(step: Plan, plan: Plan, item: Node, scope: Scope) -> None:
    """What the step says and would be so anyway."""
    defaults: dict[str, Any] = {key: plan.get(key) for key in ("image", *_OF_THE_IMAGE)}
    defaults.update(privileged=False, per_replica=False)
    for key, default in defaults.items():
        said = plain(item.get(key))
        if said is not None and said == default and scope.written((*step.path, key)):
            scope.say(row_codes.ADAPTED, f"`{key}: {scalar_text(said)}` is so anyway", (*step.path, key))
    known = plan.get("environment") or {}
    for name, value in (plain(item.get("environment")) or {}).items():
        if name in known and known[name] == value:
            message = f"variable `{name}` is the service's anyway"
            scope.say(row_codes.ADAPTED, message, (*step.path, "environment", name))


def _tell_files(step: Plan, plan: Plan, scope: Scope) -> None:
    count = scope.settings.files.get(plan.name, 0)
    if step.image_of != plan.image_of and count:
        message = f"`{step.name}` runs another image than `{plan.name}`: {count} of the project's files are not in it"
        hint = "leave `image` out, or build an image that has the files"
        scope.say(codes.STEP_WITHOUT_FILES, message, (*step.path, "image"), hint=hint)


def finish_steps(scope: Scope) -> None:
    """Give the init containers what their services have got by now, and chain them."""
    for task in scope.tasks.values():
        last: dict[str, str] = {}
        for step in task.inits:
            plan = scope.plans[step.service]
            _share(step, plan)
            if step.service in last:
                step.needs.append((last[step.service], "SUCCESS"))
            last[step.service] = step.container["Name"]
        for service, name in last.items():
            scope.plans[service].needs.append((name, "SUCCESS"))


def _share(step: Plan, plan: Plan) -> None:
    made = step.container
    made["Essential"] = False
    step.mounts = list(plan.mounts)
    step.needs = [*plan.needs, *step.needs]
    own = {variable["Name"] for variable in made.get("Environment", ())}
    own |= {variable["Name"] for variable in made.get("Secrets", ())}
    secrets = [one for one in plan.container.get("Secrets", ()) if one["Name"] not in own]
    if secrets:
        made["Secrets"] = [*made.get("Secrets", ()), *secrets]
    for key in ("EnvironmentFiles", "RepositoryCredentials", "VolumesFrom"):
        if key in plan.container and (key != "RepositoryCredentials" or step.image_of == plan.image_of):
            made[key] = plan.container[key]
    logs = plan.container.get("LogConfiguration")
    if logs is not None:
        options = dict(logs.get("Options", {}))
        if "awslogs-stream-prefix" in options:
            options["awslogs-stream-prefix"] = step.name
        made["LogConfiguration"] = {**logs, "Options": options}
