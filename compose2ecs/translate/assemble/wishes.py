"""Single wishes under x-ecs that touch what other steps have made: exec, registry logins, rebalancing of zones."""

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.codes import xecs as wish_codes
from compose2ecs.translate.assemble.misplaced import tell_misplaced
from compose2ecs.translate.scope import Plan, Scope, Task

_EXEC = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"]
_EXEC += ["ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"]


def grant_wishes(scope: Scope) -> None:
    """What must be known before roles and definitions are made."""
    tell_misplaced(scope)
    for task in scope.tasks.values():
        for plan in task.plans:
            _credentials(task, plan)
        if not task.is_job:
            _exec(task, scope)
            _rebalance(task, scope)


def _rebalance(task: Task, scope: Scope) -> None:
    view = task.primary.x
    wanted = view.get("az_rebalancing")
    if wanted is None:
        return
    highest = task.service["DeploymentConfiguration"]["MaximumPercent"]
    daemon = task.service.get("SchedulingStrategy") == "DAEMON"
    if wanted and (highest <= 100 or daemon):
        why = "a task per instance stays there" if daemon else f"at most {highest} % of its tasks may run"
        message = f"`az_rebalancing: true`: no task of `{task.name}` can be moved: {why}"
        hint = "leave it out" if daemon else "write `deployment: {max_percent: 200}`, or leave it out"
        scope.say(codes.BAD_REBALANCING, message, view.at("az_rebalancing"), hint=hint)
        return
    said = "ENABLED" if wanted else "DISABLED"
    if task.service["AvailabilityZoneRebalancing"] == said:
        message = f"`az_rebalancing: {str(wanted).lower()}` is so anyway"
        scope.say(row_codes.ADAPTED, message, view.at("az_rebalancing"))
    task.service["AvailabilityZoneRebalancing"] = said


def _credentials(task: Task, plan: Plan) -> None:
    """The login of a private registry: a secret by ARN or name; whoever starts the task may read exactly that one."""
    secret = plan.x.get("registry_credentials")
    if secret:
        from compose2ecs.translate.assemble.secretsources import allow, existing

        source = existing(secret)
        plan.container["RepositoryCredentials"] = {"CredentialsParameter": source.value_from}
        allow(task, source)


def _exec(task: Task, scope: Scope) -> None:
    """`aws ecs execute-command`. The channels are no resources that could be named."""
    view = task.primary.x
    wanted = view.get("exec")
    if wanted is False:
        scope.say(row_codes.ADAPTED, "`exec: false` is so anyway", view.at("exec"))
    if not wanted:
        return
    task.service["EnableExecuteCommand"] = True
    task.statements.append({"Effect": "Allow", "Action": _EXEC, "Resource": "*"})
    windows = str(task.definition.get("RuntimePlatform", {}).get("OperatingSystemFamily", "")).startswith("WINDOWS")
    for plan in task.plans:
        if not windows:
            plan.container.setdefault("LinuxParameters", {})["InitProcessEnabled"] = True
        if plan.container.get("ReadonlyRootFilesystem"):
            message = f"`exec` cannot start in `{plan.name}`: its file system is read-only"
            scope.say(wish_codes.READ_ONLY_EXEC, message, view.at("exec"))
