"""`x-ecs.deployment`: what it says over Compose's `update_config`. Only imported where it is written.

The strategies that shift traffic are made by ``bluegreen``.
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.model.values import scalar_text
from compose2ecs.translate.scope import EC2, Plan, Scope, Task

#: Strategies of x-ecs that run both versions and move the traffic, with their names on AWS.
SHIFTING = {"blue_green": "BLUE_GREEN", "linear": "LINEAR", "canary": "CANARY"}
#: Range of every bake time in minutes. Source: the CloudFormation schema of AWS::ECS::Service.
LONGEST_BAKE = 1440
_BREAKER = ("deployment", "circuit_breaker")


def strategy_of(plan: Plan) -> str:
    """The strategy that is asked for, `rolling` where nothing is."""
    return str(plan.x.peek("deployment", "strategy") or "rolling")


def adjust(task: Task, configuration: dict[str, Any], scope: Scope) -> None:
    """Lay `x-ecs.deployment` over a rolling ``DeploymentConfiguration``."""
    plan = task.primary
    said = plan.x.get("deployment", "strategy")
    if said == "recreate":
        configuration.update({"MinimumHealthyPercent": 0, "MaximumPercent": 100})
    elif said == "rolling":
        told(plan, scope, "`deployment.strategy: rolling` is so anyway", "strategy")
    _percent(task, configuration, scope)
    breaker = configuration["DeploymentCircuitBreaker"]
    breaker.update(_breaker(plan, scope))
    _alarms(plan, configuration, rollback=bool(breaker["Rollback"]))
    if plan.x.has("deployment", "bake_time"):
        configuration["BakeTimeInMinutes"] = minutes(plan, scope, "bake_time")
    _early(plan, configuration, scope)
    for key in ("canary", "linear"):
        for name, value in sorted((plan.x.get("deployment", key) or {}).items()):
            drop(plan, scope, f"`{key}.{name}: {value}` is dropped: a rolling deployment has no steps", key, name)
    tell_for_up(plan, scope)


def _percent(task: Task, configuration: dict[str, Any], scope: Scope) -> None:
    plan = task.primary
    for key, name in (("min_percent", "MinimumHealthyPercent"), ("max_percent", "MaximumPercent")):
        if plan.x.has("deployment", key):
            configuration[name] = plan.x.get("deployment", key)
    lowest, highest = configuration["MinimumHealthyPercent"], configuration["MaximumPercent"]
    if task.launch_type == EC2 and plan.get("deploy", "mode") == "global":
        if plan.x.has("deployment", "max_percent"):
            drop(plan, scope, f"`max_percent: {highest}` is dropped: a task per instance has 100", "max_percent")
    elif highest < 100 or lowest > highest:
        message = f"`deployment`: {lowest} to {highest} % can never run: all tasks are 100 %"
        scope.say(codes.STUCK, message, plan.x.at("deployment", "max_percent"), hint="write `max_percent: 200`")


def _breaker(plan: Plan, scope: Scope) -> dict[str, Any]:
    said: dict[str, Any] = plan.x.get(*_BREAKER) or {}
    made: dict[str, Any] = {}
    if "enable" in said:
        made["Enable"] = said["enable"]
        if not said["enable"]:
            made["Rollback"] = False
    if "rollback" in said:
        made["Rollback"] = said["rollback"]
    for key, kind in (("failure_percent", "UNBOUNDED_PERCENT"), ("failures", "COUNT")):
        if key in said and "ThresholdConfiguration" in made:
            other = said["failure_percent"]
            message = f"`failure_percent: {other}` is dropped: `failures: {said[key]}` is the threshold"
            drop(plan, scope, message, "circuit_breaker", "failure_percent")
        if key in said:
            made["ThresholdConfiguration"] = {"Type": kind, "Value": said[key]}
    return made


def _alarms(plan: Plan, configuration: dict[str, Any], *, rollback: bool) -> None:
    names = plan.x.get("deployment", "alarms")
    if names:
        configuration["Alarms"] = {"AlarmNames": names, "Enable": True, "Rollback": rollback}


def _early(plan: Plan, configuration: dict[str, Any], scope: Scope) -> None:
    """The deployment counts as done before the last task is healthy; the old tasks go away afterwards."""
    percent = plan.x.get("deployment", "early_success_percent")
    if percent is None:
        return
    lowest = configuration["MinimumHealthyPercent"]
    if not lowest <= percent <= 100:
        message = f"`early_success_percent: {percent}` must be {lowest} (`min_percent`) to 100"
        bad(plan, scope, message, "early_success_percent")
        return
    configuration["EarlySuccessCriteria"] = {
        "Enable": True,
        "HealthyPercent": percent,
        "SourceServiceRevisionCleanup": "DEFERRED",
    }


def tell_for_up(plan: Plan, scope: Scope) -> None:
    """What only the one who deploys can do."""
    for key, why in (
        ("timeout", "who deploys decides how long to wait; a deployment that fails is ended by ECS"),
        ("force", "CloudFormation deploys what has changed"),
    ):
        value = plan.x.get("deployment", key)
        if value is not None:
            shown = scalar_text(value) if isinstance(value, bool) else f"{value} s"
            message = f"`deployment.{key}: {shown}` is no part of the template: {why}"
            scope.say(codes.FOR_UP, message, plan.x.at("deployment", key))


def minutes(plan: Plan, scope: Scope, *key: str) -> int:
    """A bake time below `deployment` in whole minutes, rounded up; what is too long is told."""
    seconds = int(plan.x.get("deployment", *key) or 0)
    whole = -(-seconds // 60)
    if whole > LONGEST_BAKE:
        message = f"`{'.'.join(key)}` of {whole} minutes is too long: {LONGEST_BAKE} minutes at most"
        bad(plan, scope, message, *key)
    return min(whole, LONGEST_BAKE)


def told(plan: Plan, scope: Scope, message: str, *key: str) -> None:
    """A note about a key below `deployment` that changes nothing."""
    from compose2ecs.diagnostics.codes import translate as row_codes

    scope.say(row_codes.ADAPTED, message, plan.x.at("deployment", *key))


def drop(plan: Plan, scope: Scope, message: str, *key: str) -> None:
    """A warning about a key below `deployment` that the strategy does not have."""
    scope.say(codes.NOT_FOR_STRATEGY, message, plan.x.at("deployment", *key))


def bad(plan: Plan, scope: Scope, message: str, *key: str) -> None:
    """An error about a value below `deployment`."""
    scope.say(codes.BAD_ROLLOUT, message, plan.x.at("deployment", *key))
