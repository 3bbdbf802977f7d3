"""Autoscaling: between min and max tasks, by load or by the clock. Only imported where there is any x-ecs.

The service's ``DesiredCount`` is left out: CloudFormation then never sets back what is running. Source: mapping.md J.
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.codes import xecs as wish_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import GetAtt, Join, Ref
from compose2ecs.translate.assemble.loadbalancer import request_label
from compose2ecs.translate.scope import Plan, Scope, Task

_AAS = "AWS::ApplicationAutoScaling"
_METRICS = {"cpu": "ECSServiceAverageCPUUtilization", "memory": "ECSServiceAverageMemoryUtilization"}
_REASONS = {"cpu", "memory", "requests", "metrics", "schedules"}
_STATISTICS = ("Average", "Maximum", "Minimum", "SampleCount", "Sum")
#: Seconds until a further step down or up, where nothing is said. Source: Application Auto Scaling's defaults.
_IN, _OUT = 300, 60
_LONGEST_NAME = 256


def scale_tasks(scope: Scope) -> None:
    """A scalable target and its policies for every service that asks for them."""
    for task in scope.tasks.values():
        view = task.primary.x
        if task.is_job or not view.has("autoscaling"):
            continue
        said = view.get("autoscaling")
        if task.service.get("SchedulingStrategy") == "DAEMON":
            message = f"`{task.name}` runs one task per instance: autoscaling ({_shown(said)}) has no effect"
            scope.say(wish_codes.NO_EFFECT, message, view.at("autoscaling"))
        elif said.get("min", 1) > said["max"]:
            message = f"`min: {said['min']}` is above `max: {said['max']}`"
            scope.say(wish_codes.BAD_VALUE, message, view.at("autoscaling", "min"))
        else:
            _scale(task, said, scope)


def _shown(said: dict[str, Any]) -> str:
    return ", ".join(f"{key} {said[key]}" for key in sorted(said))


def _scale(task: Task, said: dict[str, Any], scope: Scope) -> None:
    path = task.primary.x.at("autoscaling")
    lowest = _lowest(task, said, scope)
    scope.graph.resources[task.service_id].properties.pop("DesiredCount", None)
    scope.say(wish_codes.SCALED, f"`{task.name}` runs {lowest} to {said['max']} tasks", path)
    if not _REASONS & said.keys():
        message = f"nothing scales `{task.name}`: say `cpu`, `memory`, `requests`, `metrics` or `schedules`"
        scope.say(wish_codes.NO_EFFECT, message, path)
    _check(task, said, lowest, scope)
    properties: dict[str, Any] = {
        "ServiceNamespace": "ecs",
        "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": Join(("service/", scope.shared["cluster"], "/", GetAtt(task.service_id, "Name"))),
        "MinCapacity": lowest,
        "MaxCapacity": said["max"],
    }
    actions = _actions(task.primary, said, lowest, scope)
    if actions:
        properties["ScheduledActions"] = actions
    target = scope.add([task.name, "ScalableTarget"], f"{_AAS}::ScalableTarget", properties, origin=path)
    _policies(task, target.id, said, scope)


def _lowest(task: Task, said: dict[str, Any], scope: Scope) -> int:
    """The least number of tasks: `min`, else what Compose says."""
    plan, highest = task.primary, said["max"]
    asked: Path | None = next(
        (path for path in (("deploy", "replicas"), ("scale",)) if scope.written(plan.at(*path))), None
    )
    count = task.replicas
    lowest = int(said["min"]) if "min" in said else min(max(count, 1), highest)
    if asked is None:
        if "min" not in said:
            plan.defaults.append(f"autoscaling keeps {lowest} task")
        return lowest
    text = f"`{'.'.join(map(str, asked))}: {count}`"
    if not lowest <= count <= highest:
        message = f"{text} is not within {lowest} to {highest}: autoscaling decides"
        scope.say(codes.SCALED_REPLICAS, message, plan.at(*asked))
    elif "min" in said:
        scope.say(row_codes.ADAPTED, f"{text} gives way to `autoscaling.min: {lowest}`", plan.at(*asked))
    else:
        scope.say(row_codes.ADAPTED, f"{text} is the least that autoscaling keeps", plan.at(*asked))
    return lowest


def _check(task: Task, said: dict[str, Any], lowest: int, scope: Scope) -> None:
    """Rollouts that cannot progress at the smallest count, and percentages of a size that nobody chose."""
    view = task.primary.x
    configuration = task.service["DeploymentConfiguration"]
    healthy, most = configuration["MinimumHealthyPercent"], configuration["MaximumPercent"]
    rolling = configuration["Strategy"] == "ROLLING"
    if rolling and lowest and -(-healthy * lowest // 100) >= lowest and most * lowest // 100 <= lowest:
        message = f"with {lowest} tasks a deployment can neither stop nor start one: {healthy} to {most} %"
        at = view.at("deployment") if view.has("deployment") else view.at("autoscaling", "min")
        scope.say(codes.STUCK, message, at, hint="write `deployment: {max_percent: 200}`")
    limits = ("deploy", "resources", "limits")
    for key, paths in (
        ("cpu", (("cpus",), ("cpu_quota",), (*limits, "cpus"))),
        ("memory", (("mem_limit",), (*limits, "memory"))),
    ):
        if key in said and not any(plan.x.has(key) or any(plan.get(*path) for path in paths) for plan in task.plans):
            message = f"`autoscaling.{key}: {said[key]}` is a percentage of {_size(task, key)}: no limit is written"
            hint = f"write `deploy.resources.limits.{'cpus' if key == 'cpu' else 'memory'}`"
            scope.say(codes.UNLIMITED, message, view.at("autoscaling", key), hint=hint)


def _size(task: Task, key: str) -> str:
    value = task.definition["Cpu" if key == "cpu" else "Memory"]
    return f"{int(value) / 1024:g} vCPU" if key == "cpu" else f"{value} MiB"


def _actions(plan: Plan, said: dict[str, Any], lowest: int, scope: Scope) -> list[dict[str, Any]]:
    """``ScheduledActions``, by name; an expression may be one of crontab, too."""
    from compose2ecs.translate.assemble.cron import aws_schedule

    made = []
    for name, one in sorted((said.get("schedules") or {}).items()):
        at = ("autoscaling", "schedules", name)
        try:
            expression = aws_schedule(str(one["expression"]))
        except ValueError as problem:
            message = f"`{one['expression']}` is no schedule: {problem}"
            scope.say(codes.BAD_SCALING, message, plan.x.at(*at, "expression"))
            continue
        bounds = {"MinCapacity": one.get("min"), "MaxCapacity": one.get("max")}
        least, most = one.get("min", lowest), one.get("max", said["max"])
        if bounds["MinCapacity"] is None and bounds["MaxCapacity"] is None:
            message = f"schedule `{name}` ({expression}) changes nothing: say `min` or `max`"
            scope.say(codes.BAD_SCALING, message, plan.x.at(*at))
        elif "min" in one and "max" in one and least > most:
            message = f"schedule `{name}`: `min: {least}` is above `max: {most}`"
            scope.say(codes.BAD_SCALING, message, plan.x.at(*at, "min"))
        action: dict[str, Any] = {
            "ScheduledActionName": name,
            "Schedule": expression,
            "ScalableTargetAction": {key: value for key, value in bounds.items() if value is not None},
        }
        if "timezone" in one:
            action["Timezone"] = one["timezone"]
        made.append(action)
    return made


def _policies(task: Task, target: str, said: dict[str, Any], scope: Scope) -> None:
    view = task.primary.x
    tracking = _tracking(task, said, scope)
    for key, metric in _METRICS.items():
        if key in said:
            made = {"PredefinedMetricSpecification": {"PredefinedMetricType": metric}}
            _policy(task, target, [key], {"TargetValue": said[key], **tracking, **made}, scope)
    if "requests" in said:
        label = _label(task, said["requests"], scope)
        if label is not None:
            counted = {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label}
            wanted = {"TargetValue": said["requests"], **tracking, "PredefinedMetricSpecification": counted}
            _policy(task, target, ["requests"], wanted, scope)
    for name, one in sorted((said.get("metrics") or {}).items()):
        statistic = next((word for word in _STATISTICS if word.lower() == str(one.get("statistic", "")).lower()), None)
        if "statistic" in one and statistic is None:
            message = f"`statistic: {one['statistic']}` is none of {', '.join(_STATISTICS)}"
            scope.say(codes.BAD_SCALING, message, view.at("autoscaling", "metrics", name, "statistic"))
        elif statistic is None:
            task.primary.defaults.append(f"autoscaling looks at the average of `{name}`")
        custom: dict[str, Any] = {
            "Namespace": one["namespace"],
            "MetricName": one["metric"],
            "Statistic": statistic or "Average",
        }
        dimensions = sorted((one.get("dimensions") or {}).items())
        if dimensions:
            custom["Dimensions"] = [{"Name": key, "Value": value} for key, value in dimensions]
        words = ["metric", name] if name in _REASONS else [name]
        measured = {"TargetValue": one["target"], **tracking, "CustomizedMetricSpecification": custom}
        _policy(task, target, words, measured, scope)


def _tracking(task: Task, said: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """What all policies have in common."""
    view, cooldown = task.primary.x, said.get("cooldown") or {}
    if not (_REASONS - {"schedules"}) & said.keys():
        for path, value in [
            *((("cooldown", key), f"{cooldown[key]} s") for key in sorted(cooldown)),
            *((("disable_scale_in",), str(said[key]).lower()) for key in ("disable_scale_in",) if key in said),
        ]:
            message = f"`autoscaling.{'.'.join(path)}: {value}` has no effect: nothing is measured"
            scope.say(wish_codes.NO_EFFECT, message, view.at("autoscaling", *path))
        return {}
    for key, seconds, what in (("in", _IN, "fewer"), ("out", _OUT, "more")):
        if key not in cooldown:
            task.primary.defaults.append(f"autoscaling waits {seconds} s before {what} tasks")
    if said.get("disable_scale_in") is False:
        message = "`autoscaling.disable_scale_in: false` is so anyway"
        scope.say(row_codes.ADAPTED, message, view.at("autoscaling", "disable_scale_in"))
    made: dict[str, Any] = {"ScaleInCooldown": cooldown.get("in", _IN), "ScaleOutCooldown": cooldown.get("out", _OUT)}
    return {**made, "DisableScaleIn": True} if said.get("disable_scale_in") else made


def _label(task: Task, wanted: int, scope: Scope) -> Join | None:
    """What the load balancer counts: the requests to the first target group, which must be one of HTTP."""
    path = task.primary.x.at("autoscaling", "requests")
    label = request_label(task)
    if label is None:
        message = f"`autoscaling.requests: {wanted}` needs a port that is published over HTTP"
        scope.say(wish_codes.NO_EFFECT, message, path)
        return None
    if any("AdvancedConfiguration" in one for one in task.service["LoadBalancers"]):
        message = f"`autoscaling.requests: {wanted}` is left out: two target groups serve `{task.name}` in turn"
        scope.say(codes.ALTERNATING, message, path, hint="scale by `cpu`")
        return None
    return label


def _policy(task: Task, target: str, words: list[str], tracking: dict[str, Any], scope: Scope) -> None:
    properties = {
        "PolicyName": bounded(f"{scope.project.name}-{task.ecs_name}-{'-'.join(words)}", _LONGEST_NAME),
        "PolicyType": "TargetTrackingScaling",
        "ScalingTargetId": Ref(target),
        "TargetTrackingScalingPolicyConfiguration": tracking,
    }
    path = task.primary.x.at("autoscaling")
    scope.add([task.name, *words, "ScalingPolicy"], f"{_AAS}::ScalingPolicy", properties, origin=path)
