"""Task definitions and ECS services: everything that the other steps have prepared, put together."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import dotted
from compose2ecs.graph.values import Ref
from compose2ecs.model.values import ceil_seconds
from compose2ecs.translate.assemble.loadbalancer import SHORTEST_GRACE
from compose2ecs.translate.scope import Plan, Scope, Task

#: The order of keys in a container definition, for people who read the template.
_CONTAINER_ORDER = ("Name", "Image", "Essential", "EntryPoint", "Command", "WorkingDirectory", "User", "Environment")
_COMPATIBLE = {"fargate": "FARGATE", "ec2": "EC2", "managed_instances": "MANAGED_INSTANCES"}
#: Longest start period of a container health check, in seconds; a longer one becomes a grace period.
_LONGEST_START = 300


def reserve_ids(scope: Scope) -> None:
    """Logical ids before the resources exist, for references among them."""
    for task in scope.tasks.values():
        task.definition_id = scope.names.id(task.name, "TaskDefinition")
        task.service_id = scope.names.id(task.name, "Job" if task.run else "Service")


def make_definitions(scope: Scope) -> None:
    """A task definition for every task."""
    for task in scope.tasks.values():
        if task.launch_type != "fargate":  # the instances say the platform
            task.definition.pop("RuntimePlatform", None)
        properties: dict[str, Any] = {
            "Family": scope.family(task),
            "RequiresCompatibilities": [_COMPATIBLE[task.launch_type]],
            "NetworkMode": "awsvpc",
            **task.definition,
            "ContainerDefinitions": [_container(plan) for plan in (*task.plans, *task.inits)] + task.extra,
        }
        scope.add([task.name, "TaskDefinition"], "AWS::ECS::TaskDefinition", properties, origin=task.primary.path)


def _container(plan: Plan) -> dict[str, Any]:
    made = {"Essential": True, **plan.container}
    if plan.mounts:
        made["MountPoints"] = [
            {
                "SourceVolume": mount.volume,
                "ContainerPath": mount.target,
                **({"ReadOnly": True} if mount.read_only else {}),
            }
            for mount in sorted(plan.mounts, key=lambda one: one.target)
        ]
    if plan.needs:
        made["DependsOn"] = [{"ContainerName": name, "Condition": condition} for name, condition in plan.needs]
    made["VersionConsistency"] = "enabled"
    first = [key for key in _CONTAINER_ORDER if key in made]
    return {key: made[key] for key in [*first, *sorted(set(made) - set(first))]}


def make_services(scope: Scope) -> None:
    """An ECS service for every task that runs on and on; each waits for those that it depends on."""
    for task in scope.tasks.values():
        if task.is_job:
            continue
        awsvpc = {
            "AssignPublicIp": "ENABLED" if task.public_ip else "DISABLED",
            "Subnets": task.subnets or scope.shared["private"],
            "SecurityGroups": task.groups,
        }
        tags = task.service.pop("Tags", [])
        properties: dict[str, Any] = {
            "ServiceName": task.ecs_name,
            "Cluster": scope.shared["cluster"],
            "TaskDefinition": Ref(task.definition_id),
            **task.service,
            "NetworkConfiguration": {"AwsvpcConfiguration": awsvpc},
            "EnableECSManagedTags": True,
            "PropagateTags": "SERVICE",
        }
        grace = _grace(task)
        if grace:  # x-ecs has said another one already
            properties.setdefault("HealthCheckGracePeriodSeconds", grace)
        if tags:
            properties["Tags"] = tags
        scope.add(
            [task.name, "Service"],
            "AWS::ECS::Service",
            properties,
            origin=task.primary.path,
            depends_on=_needs(task, scope),
        )


def run_jobs(scope: Scope) -> None:
    """Let the template run its jobs where a service would be deployed, and schedule what has a schedule."""
    runs = [task for task in scope.tasks.values() if task.run in ("before_deploy", "after_deploy")]
    if runs:
        from compose2ecs.translate.assemble.jobs import AFTER, make_jobs

        needs = {task.name: _needs(task, scope) for task in runs}
        services = [task.service_id for task in scope.tasks.values() if not task.is_job]
        for task in runs:
            if task.run == AFTER:
                needs[task.name] += services
        make_jobs(scope, needs)
    if any(task.scheduled for task in scope.tasks.values()):
        from compose2ecs.translate.assemble.schedules import make_schedules

        make_schedules(scope)


def _needs(task: Task, scope: Scope) -> list[str]:
    shared = [scope.shared["capacity"], scope.shared["search-domain"], *scope.shared["way-out"]]
    others = [scope.tasks[name].service_id for name in task.waits_for]
    return [one for one in (*shared, *task.depends_on, *others) if one is not None]


def _grace(task: Task) -> int:
    """Seconds in which failed health checks do not count."""
    start = max((_start_period(plan) for plan in task.plans), default=0)
    if "LoadBalancers" in task.service:
        return max(SHORTEST_GRACE, start)
    return start if start > _LONGEST_START else 0


def _start_period(plan: Plan) -> int:
    written = plan.get("healthcheck", "start_period")
    return ceil_seconds(str(written)) if written and "HealthCheck" in plan.container else 0


_CLOSING = {"allowed_cidrs", "scheme"}


def tell_unread(scope: Scope) -> None:
    """What stands under x-ecs and no step has asked for: it had no effect."""
    for view in scope.x.views():
        for value in view.unread():
            message = f"`{dotted(value.path)}` has no effect: nothing here uses it"
            closes = not _CLOSING.isdisjoint(value.path)
            code = row_codes.NOT_CLOSED if closes else row_codes.UNREAD
            scope.report.add(code, message, path=value.path, span=value.span)


def tell_defaults(scope: Scope) -> None:
    """One note per service with everything that the file leaves open."""
    for plan in scope.plans.values():
        if plan.defaults:
            message = f"`{plan.name}` does not say, so: {'; '.join(plan.defaults)}"
            scope.say(codes.DEFAULTS, message, plan.path)
