"""Single wishes under x-ecs that touch what other steps have made: exec, tags, roles' boundaries, registry logins."""

from typing import Any

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.graph.types import MAP, PAIRS, TYPES
from compose2ecs.translate.assemble.tags import merged
from compose2ecs.translate.scope import Plan, Scope, Task

_EXEC = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"]
_EXEC += ["ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]


def grant_wishes(scope: Scope) -> None:
    """What must be known before roles and definitions are made."""
    for task in scope.tasks.values():
        for plan in task.plans:
            _credentials(task, plan)
        if task.primary.x.get("exec"):
            _exec(task, scope)
        rebalance = task.primary.x.get("az_rebalancing")
        if rebalance is not None:
            task.service["AvailabilityZoneRebalancing"] = "ENABLED" if rebalance else "DISABLED"


def _credentials(task: Task, plan: Plan) -> None:
    secret = plan.x.get("registry_credentials")
    if secret:
        plan.container["RepositoryCredentials"] = {"CredentialsParameter": secret}
        task.execution.append({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": secret})


def _exec(task: Task, scope: Scope) -> None:
    """`compose2ecs exec` and `aws ecs execute-command`. The channels are no resources that could be named."""
    task.service["EnableExecuteCommand"] = True
    task.statements.append({"Effect": "Allow", "Action": _EXEC, "Resource": "*"})
    for plan in task.plans:
        plan.container.setdefault("LinuxParameters", {})["InitProcessEnabled"] = True
        if plan.container.get("ReadonlyRootFilesystem"):
            message = f"`exec` cannot start in `{plan.name}`: its file system is read-only"
            scope.say(codes.READ_ONLY_EXEC, message, task.primary.x.at("exec"))


def grant_tags(scope: Scope) -> None:
    """Tags of the project on everything, those of a service on what was made for it; and what holds for all roles."""
    everywhere: dict[str, str] = scope.x.project.get("tags") or {}
    of_service: dict[str, dict[str, str]] = {name: plan.x.get("tags") or {} for name, plan in scope.plans.items()}
    boundary, path = scope.x.project.get("permissions_boundary"), scope.x.project.get("role_path")
    for resource in scope.graph.resources.values():
        origin = resource.origin
        own = of_service.get(str(origin[1]), {}) if len(origin) > 1 and origin[0] == "services" else {}
        said = {**everywhere, **own}
        kind = TYPES.get(resource.type)
        if said and kind is not None and kind.style == PAIRS:
            tags: list[dict[str, Any]] = [{"Key": key, "Value": said[key]} for key in sorted(said)]
            resource.properties[kind.tags] = merged(resource.properties.get(kind.tags, []), tags)
        elif said and kind is not None and kind.style == MAP:
            resource.properties[kind.tags] = {**resource.properties.get(kind.tags, {}), **said}
        if resource.type == "AWS::IAM::Role":
            if boundary:
                resource.properties.setdefault("PermissionsBoundary", boundary)
            if path:
                resource.properties.setdefault("Path", path)
