"""Restart policies: ECS replaces a task that stops; a container that asked for it is also restarted in place."""

from typing import Any

from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.model.values import ceil_seconds
from compose2ecs.translate.scope import Plan, Scope

#: Range of RestartAttemptPeriod in seconds. Source: ECS API reference, ContainerRestartPolicy.
SHORTEST, LONGEST = 60, 1800
_DEPLOYED = ("deploy", "restart_policy")


def plan_restarts(scope: Scope) -> None:
    """``RestartPolicy`` of every container that runs on and on."""
    for task in scope.tasks.values():
        for plan in task.plans:
            deployed = bool(plan.get(*_DEPLOYED))
            counted = plan is task.primary and not task.is_job and not _shifts(plan)
            policy = _deployed(plan, counted, scope) if deployed else _restart(plan, scope, task.is_job)
            if policy and not task.is_job:
                plan.container["RestartPolicy"] = policy


def _restart(plan: Plan, scope: Scope, is_job: bool) -> dict[str, Any] | None:
    written = plan.get("restart")
    path = plan.at("restart")
    if written is None:
        if not is_job:
            plan.defaults.append("a stopped task is replaced")
        return None
    kind, _, attempts = str(written).partition(":")
    if is_job:
        scope.say(row_codes.ADAPTED, f"`restart: {written}` changes nothing: a job runs once", path)
        return None
    if attempts:
        message = f"`restart: {written}`: ECS does not stop after {attempts} attempts, it slows the next ones down"
        scope.say(row_codes.NO_EQUIVALENT, message, path)
    if kind in ("always", "unless-stopped"):
        scope.say(row_codes.ADAPTED, f"`restart: {written}`: restarted in place, and a stopped task is replaced", path)
        return {"Enabled": True}
    if kind == "on-failure":
        message = f"`restart: {written}`: after exit code 0 there is no restart in place, but ECS starts a new task"
        scope.say(row_codes.ADAPTED, message, path)
        return {"Enabled": True, "IgnoredExitCodes": [0]}
    hint = "a service that should run once: let another wait for its end with `service_completed_successfully`"
    scope.say(row_codes.ADAPTED, f"`restart: {written}`: ECS replaces a stopped task all the same", path, hint=hint)
    return None


def _shifts(plan: Plan) -> bool:
    return plan.x.peek("deployment", "strategy") in ("blue_green", "linear", "canary")


def _deployed(plan: Plan, counted: bool, scope: Scope) -> dict[str, Any] | None:
    """``counted``: the attempts of a rolling deployment are counted, see ``rollout``."""
    at = _DEPLOYED
    written = plan.get(*at)
    condition = str(written.get("condition") or "any")
    policy: dict[str, Any] | None = {"Enabled": True}
    if plan.get("restart") is not None:
        scope.say(row_codes.ADAPTED, "`restart` gives way to `deploy.restart_policy`", plan.at("restart"))
    if condition == "none":
        policy = None
        scope.say(
            row_codes.ADAPTED,
            "`restart_policy.condition: none`: ECS replaces a stopped task",
            plan.at(*at, "condition"),
        )
    elif condition == "on-failure":
        policy = {"Enabled": True, "IgnoredExitCodes": [0]}
    elif written.get("condition"):
        message = "`restart_policy.condition: any`: restarted in place, and a stopped task is replaced"
        scope.say(row_codes.ADAPTED, message, plan.at(*at, "condition"))
    for key in ("delay", "max_attempts"):
        if written.get(key) is not None and not (counted and key == "max_attempts" and written[key]):
            message = f"`restart_policy.{key}: {written[key]}` is dropped: ECS slows repeated starts down itself"
            scope.say(row_codes.NO_EQUIVALENT, message, plan.at(*at, key))
    if written.get("window") is not None and policy:
        policy["RestartAttemptPeriod"] = _window(plan, str(written["window"]), scope)
    elif written.get("window") is not None:
        message = f"`restart_policy.window: {written['window']}` changes nothing without restarts"
        scope.say(row_codes.ADAPTED, message, plan.at(*at, "window"))
    return policy


def _window(plan: Plan, text: str, scope: Scope) -> int:
    seconds = ceil_seconds(text)
    kept = max(SHORTEST, min(LONGEST, seconds))
    path = plan.at("deploy", "restart_policy", "window")
    if kept != seconds:
        message = f"`restart_policy.window: {text}` becomes {kept} s: ECS allows {SHORTEST} to {LONGEST} s"
        scope.say(row_codes.CLAMPED, message, path)
    return kept
