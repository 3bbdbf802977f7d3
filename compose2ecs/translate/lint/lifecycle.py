"""Rules about how long a service runs."""

from compose2ecs.diagnostics.codes import lint as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.fargate import image_name, is_data_store
from compose2ecs.translate.scope import Plan, Scope


def looks_like_a_job(plan: Plan, scope: Scope) -> None:
    """L16: asked not to be restarted, reached by nobody: ECS would start it again and again."""
    task = scope.task_of(plan.name)
    if task is None or task.is_job or plan.get("ports") or plan.get("expose") or plan.get("healthcheck"):
        return
    policy = plan.get("deploy", "restart_policy", "condition")
    restart = str(plan.get("restart") or "").partition(":")[0]
    if restart == "no" or policy == "none":
        path = plan.at("restart") if restart == "no" else plan.at("deploy", "restart_policy", "condition")
        message = f"`{plan.name}` looks like a job: it asks not to be restarted, and as a service it is, for ever"
        hint = "let its dependents wait with `service_completed_successfully`, or say `x-ecs.kind: job`"
        scope.say(codes.LOOKS_LIKE_A_JOB, message, path, hint=hint)


def endless_job(plan: Plan, scope: Scope) -> None:
    """L15: another service waits for the end of what looks as if it ran on and on."""
    task = scope.task_of(plan.name)
    if task is None or not task.is_job or plan.x.has("kind") or plan.x.has("schedule"):
        return
    waiting = next((one for one in scope.plans.values() if _waits_for_end(one, plan.name)), None)
    why, path = _endless(plan)
    if waiting is not None and why:
        message = f"`{waiting.name}` waits for the end of `{plan.name}`, which may never come: it {why}"
        hint = f"wait with `condition: service_healthy`, or say `x-ecs.kind: job` in `{plan.name}`"
        scope.say(codes.ENDLESS_JOB, message, path, hint=hint)


def _waits_for_end(plan: Plan, name: str) -> bool:
    return bool(plan.get("depends_on", name, "condition") == "service_completed_successfully")


def _endless(plan: Plan) -> tuple[str, Path]:
    """(why it may never end, where that is said), "" for what may well end."""
    restart = str(plan.get("restart") or "")
    if restart in ("always", "unless-stopped"):
        return f"asks for `restart: {restart}`", plan.at("restart")
    if plan.get("ports"):
        return "publishes ports", plan.at("ports")
    image = str(plan.get("image") or "")
    if is_data_store(image) and not (plan.get("command") or plan.get("entrypoint")):
        return f"runs `{image_name(image)}`", plan.at("image")
    return "", plan.path
