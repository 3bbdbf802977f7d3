"""How many tasks run, and how a new version replaces the old one."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import launch as launch_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.translate.assemble.filesystem import is_stateful
from compose2ecs.translate.assemble.kinds import tell_what_jobs_ignore
from compose2ecs.translate.assemble.tags import compose_tags
from compose2ecs.translate.scope import Plan, Scope, Task

_UPDATE = ("deploy", "update_config")
_ATTEMPTS = ("deploy", "restart_policy", "max_attempts")


def plan_rollouts(scope: Scope) -> None:
    """``DesiredCount`` and ``DeploymentConfiguration`` of every service that runs on and on."""
    tell_what_jobs_ignore(scope)
    for task in scope.tasks.values():
        plan = task.primary
        if task.is_job:
            _tell_placement(plan, scope)
            continue
        task.replicas = _replicas(task, scope)
        _rollback(plan, scope)
        if task.launch_type == "fargate":
            _tell_placement(plan, scope)
        configuration = _configuration(task, scope)
        rebalance = configuration["MaximumPercent"] > 100
        task.service["DesiredCount"] = task.replicas
        task.service["DeploymentConfiguration"] = configuration
        task.service["AvailabilityZoneRebalancing"] = "ENABLED" if rebalance else "DISABLED"
        if task.launch_type != "fargate":
            from compose2ecs.translate.assemble.nodes import make_global, place_on_machines

            if plan.get("deploy", "mode") == "global" and task.launch_type == "ec2":
                make_global(task)
            place_on_machines(task, scope)
            _tell_endpoint(plan, scope)
        task.service["Tags"] = compose_tags(scope, plan.at("deploy", "labels"))
        most = max(task.replicas, plan.x.peek("autoscaling", "max") or 0)
        if most > 1 and is_stateful(plan) and plan.writes is not None:
            hint = "set `deploy.replicas: 1`"
            message = f"{most} tasks of `{plan.name}` would write one data directory"
            scope.say(codes.SHARED_WRITER, message, plan.writes, hint=hint)


def _replicas(task: Task, scope: Scope) -> int:
    plan = task.primary
    mode = plan.get("deploy", "mode")
    replicas = plan.get("deploy", "replicas")
    if mode == "global" and task.launch_type == "ec2":
        message = "`deploy.mode: global`: one task on every instance"
        scope.say(launch_codes.ADAPTED, message, plan.at("deploy", "mode"))
    elif mode == "global":
        message = "`deploy.mode: global`: Fargate has no nodes, so one task runs"
        scope.say(codes.GLOBAL_MODE, message, plan.at("deploy", "mode"), hint="say how many with `deploy.replicas`")
    elif mode == "replicated":
        scope.say(
            row_codes.LOCAL_ONLY, "`deploy.mode: replicated` is ignored: it is so anyway", plan.at("deploy", "mode")
        )
    scaled = plan.get("scale")
    by_load = plan.x.has("autoscaling")  # which tells what becomes of the number
    if scaled is not None and scope.written(plan.at("scale")) and not by_load:
        scope.say(row_codes.ADAPTED, f"`scale: {scaled}`: {scaled} tasks", plan.at("scale"))
    count = replicas if replicas is not None else scaled
    if count is None:
        plan.defaults += [] if by_load else ["1 task"]
        return 1
    if scope.written(plan.at("deploy", "replicas")) and not by_load:
        scope.say(row_codes.ADAPTED, f"`deploy.replicas: {count}`: {count} tasks", plan.at("deploy", "replicas"))
    return int(count)


def _configuration(task: Task, scope: Scope) -> dict[str, Any]:
    """``DeploymentConfiguration``; what x-ecs says about it is read in modules that are imported only then."""
    plan = task.primary
    if plan.x.has("deployment"):
        from compose2ecs.translate.assemble.deployment import SHIFTING, adjust, strategy_of

        if strategy_of(plan) in SHIFTING:
            from compose2ecs.translate.assemble.bluegreen import shift

            return shift(task, scope)
        configuration = _rolling(task, scope)
        adjust(task, configuration, scope)
    else:
        configuration = _rolling(task, scope)
    return configuration


def _rolling(task: Task, scope: Scope) -> dict[str, Any]:
    plan = task.primary
    update = plan.get(*_UPDATE) or {}
    lowest, highest = _percentages(task, update, scope)
    breaker, threshold = _breaker(plan, update, scope)
    for key, why in (("monitor", "ends with its last task"), ("delay", "does not pause between tasks")):
        if update.get(key) is not None:
            message = f"`update_config.{key}: {update[key]}` is dropped: a rolling deployment {why}"
            scope.say(row_codes.NO_EQUIVALENT, message, plan.at(*_UPDATE, key))
    return {
        "Strategy": "ROLLING",
        "MinimumHealthyPercent": lowest,
        "MaximumPercent": highest,
        "DeploymentCircuitBreaker": {**breaker, **threshold},
    }


def _percentages(task: Task, update: dict[str, Any], scope: Scope) -> tuple[int, int]:
    """(lowest healthy percent, highest running percent) during a deployment.

    ECS rounds the lowest number of tasks up and the highest down, so the first is rounded down here and the second up.
    """
    plan, count = task.primary, max(task.replicas, 1)
    order, parallelism = update.get("order"), update.get("parallelism")
    if order is None and parallelism is None:
        if plan.writes is not None and task.replicas <= 1:
            plan.defaults.append("the old task stops before the new one starts, because both would write its volume")
            return 0, 100
        plan.defaults.append("new tasks start before old ones stop")
        return 100, 200
    together = count if not parallelism or int(parallelism) >= count else int(parallelism)
    if order == "start-first":
        lowest, highest = 100, -(-100 * (count + together) // count)
    else:
        lowest, highest = 100 * (count - together) // count, 100
    for key in ("order", "parallelism"):
        if update.get(key) is not None:
            message = (
                f"`update_config.{key}: {update[key]}`: {lowest} to {highest} % of {count} run during a deployment"
            )
            scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, key))
    return lowest, highest


def _breaker(plan: Plan, update: dict[str, Any], scope: Scope) -> tuple[dict[str, Any], dict[str, Any]]:
    """(the circuit breaker, its threshold where one is asked for)."""
    action = update.get("failure_action")
    made = {
        "pause": {"Enable": True, "Rollback": False},
        "continue": {"Enable": False, "Rollback": False},
    }.get(str(action), {"Enable": True, "Rollback": True})
    if action is None:
        plan.defaults.append("a failed deployment is rolled back")
    else:
        what = {"pause": "stops", "continue": "goes on"}.get(str(action), "is rolled back")
        message = f"`update_config.failure_action: {action}`: a failed deployment {what}"
        scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, "failure_action"))
    ratio = update.get("max_failure_ratio")
    attempts = int(plan.get(*_ATTEMPTS) or 0)
    if attempts and (ratio is not None or not made["Enable"]):
        key = "max_failure_ratio" if ratio is not None else "failure_action"
        message = f"`restart_policy.max_attempts: {attempts}` gives way to `update_config.{key}`"
        scope.say(row_codes.ADAPTED, message, plan.at(*_ATTEMPTS))
    elif attempts:
        message = f"`restart_policy.max_attempts: {attempts}`: a deployment fails after {attempts} failed tasks; "
        message += "a service that runs is never given up"
        scope.say(row_codes.ADAPTED, message, plan.at(*_ATTEMPTS))
        return made, {"ThresholdConfiguration": {"Type": "COUNT", "Value": attempts}}
    if ratio is None:
        return made, {}
    percent = round(100 * float(ratio))
    message = f"`update_config.max_failure_ratio: {ratio}`: a deployment fails at {percent} % failed tasks"
    if percent < 1:
        message = f"`update_config.max_failure_ratio: {ratio}`: ECS's own threshold is used"
    scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, "max_failure_ratio"))
    if percent < 1:
        return made, {}
    return made, {"ThresholdConfiguration": {"Type": "UNBOUNDED_PERCENT", "Value": min(percent, 100)}}


def _rollback(plan: Plan, scope: Scope) -> None:
    written = plan.get("deploy", "rollback_config") or {}
    for key in sorted(written):
        if not key.startswith("x-") and written[key] is not None:
            message = f"`rollback_config.{key}: {written[key]}` is dropped: ECS rolls back the way it deploys"
            scope.say(row_codes.NO_EQUIVALENT, message, plan.at("deploy", "rollback_config", key))


def _tell_placement(plan: Plan, scope: Scope) -> None:
    """Fargate has no nodes to choose among."""
    at = ("deploy", "placement")
    for index, constraint in enumerate(plan.get(*at, "constraints") or []):
        key = str(constraint).partition("=")[0].strip(" !")
        if key == "node.platform.arch" and "==" in str(constraint):
            scope.say(
                row_codes.ADAPTED, f"`{constraint}` is the task's architecture", plan.at(*at, "constraints", index)
            )
        elif key.startswith(("node.role", "engine.", "node.platform.os")):
            message = f"placement constraint `{constraint}` is ignored: tasks on Fargate have no nodes"
            scope.say(row_codes.LOCAL_ONLY, message, plan.at(*at, "constraints", index))
        else:
            message = f"placement constraint `{constraint}` is dropped: Fargate has no nodes to choose among"
            scope.say(row_codes.NO_EQUIVALENT, message, plan.at(*at, "constraints", index))
    for index, preference in enumerate(plan.get(*at, "preferences") or []):
        spread = preference.get("spread") if isinstance(preference, dict) else preference
        message = f"placement preference `{spread}` is ignored: Fargate spreads tasks over the zones itself"
        scope.say(row_codes.LOCAL_ONLY, message, plan.at(*at, "preferences", index))
    most = plan.get(*at, "max_replicas_per_node")
    if most:
        message = f"`max_replicas_per_node: {most}` is ignored: every task on Fargate is a node of its own"
        scope.say(row_codes.LOCAL_ONLY, message, plan.at(*at, "max_replicas_per_node"))
    _tell_endpoint(plan, scope)


def _tell_endpoint(plan: Plan, scope: Scope) -> None:
    endpoint = plan.get("deploy", "endpoint_mode")
    if endpoint:
        message = f"`deploy.endpoint_mode: {endpoint}`: DNS gives the addresses of all tasks"
        scope.say(row_codes.ADAPTED, message, plan.at("deploy", "endpoint_mode"))
