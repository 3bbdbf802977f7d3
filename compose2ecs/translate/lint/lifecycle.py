"""Rules about how long a service runs."""

from compose2ecs.diagnostics.codes import lint as codes
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
