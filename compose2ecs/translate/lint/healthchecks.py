"""Rules about health checks."""

from compose2ecs.diagnostics.codes import lint as codes
from compose2ecs.translate.fargate import data, image_fact, image_name
from compose2ecs.translate.scope import Plan, Scope

_TOOLS = ("curl", "wget", "nc", "bash")


def missing_tool(plan: Plan, scope: Scope) -> None:
    """L11: the health check calls a program that the image does not have."""
    check = plan.container.get("HealthCheck")
    image = "" if plan.get("build") is not None else str(plan.get("image") or "")
    if not check or not image:
        return
    lacking = data("images")["lacks_tools"]
    known = lacking.get(image_name(image)) or lacking.get("*alpine" if "alpine" in image.rpartition(":")[2] else "")
    words = " ".join(str(word) for word in check["Command"][1:]).replace("/", " ").replace("|", " ").split()
    for tool in _TOOLS:
        if known and tool in known and tool in words:
            message = f"the health check calls `{tool}`, which the image `{image}` does not have"
            hint = "use a program of the image, or build one with the tool"
            scope.say(codes.MISSING_TOOL, message, plan.at("healthcheck", "test"), hint=hint)


def slow_start(plan: Plan, scope: Scope) -> None:
    """L10: the load balancer gives up an image that needs minutes before it answers."""
    task = scope.task_of(plan.name)
    image = "" if plan.get("build") is not None else str(plan.get("image") or "")
    seconds = int(image_fact("slow_start_seconds", image) or 0)
    if not seconds or task is None or not any(one.container == plan.name for one in task.registrations):
        return
    service = scope.graph.resources.get(task.service_id)
    grace = service.properties.get("HealthCheckGracePeriodSeconds", 0) if service else seconds
    if grace < seconds:
        message = f"`{image_name(image)}` needs about {seconds} s to start, and its tasks have {grace} s of grace"
        hint = f"write a `healthcheck` with `start_period: {seconds}s`"
        scope.say(codes.SLOW_START, message, plan.at("image"), hint=hint)
