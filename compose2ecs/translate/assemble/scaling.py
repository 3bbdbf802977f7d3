"""Autoscaling: between min and max tasks, by load or by the clock. Only imported where `x-ecs.autoscaling` is."""

from typing import Any

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.graph.values import GetAtt, Join, Ref
from compose2ecs.translate.assemble.loadbalancer import request_label
from compose2ecs.translate.scope import Scope, Task

_AAS = "AWS::ApplicationAutoScaling"
_METRICS = {"cpu": "ECSServiceAverageCPUUtilization", "memory": "ECSServiceAverageMemoryUtilization"}
_REASONS = {"cpu", "memory", "requests", "metrics", "schedules"}
_IN, _OUT = 300, 60


def scale_tasks(scope: Scope) -> None:
    """A scalable target and its policies for every service that asks for them."""
    for task in scope.tasks.values():
        view = task.primary.x
        if not view.has("autoscaling"):
            continue
        said = view.get("autoscaling")
        if task.is_job:
            scope.say(codes.NO_EFFECT, f"`{task.name}` is a job: it is not scaled", view.at("autoscaling"))
        elif said.get("min", 1) > said["max"]:
            message = f"`min: {said['min']}` is above `max: {said['max']}`"
            scope.say(codes.BAD_VALUE, message, view.at("autoscaling", "min"))
        else:
            _scale(task, said, scope)


def _scale(task: Task, said: dict[str, Any], scope: Scope) -> None:
    path = task.primary.x.at("autoscaling")
    service = scope.graph.resources[task.service_id]
    count = service.properties.pop("DesiredCount", 1)
    lowest = said.get("min", min(max(count, 1), said["max"]))
    scope.say(codes.SCALED, f"`{task.name}` runs {lowest} to {said['max']} tasks", path)
    if not _REASONS & said.keys():
        message = f"nothing scales `{task.name}`: say `cpu`, `memory`, `requests`, `metrics` or `schedules`"
        scope.say(codes.NO_EFFECT, message, path)
    properties: dict[str, Any] = {
        "ServiceNamespace": "ecs",
        "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": Join(("service/", scope.shared["cluster"], "/", GetAtt(task.service_id, "Name"))),
        "MinCapacity": lowest,
        "MaxCapacity": said["max"],
    }
    actions = [_action(name, one) for name, one in sorted((said.get("schedules") or {}).items())]
    if actions:
        properties["ScheduledActions"] = actions
    target = scope.add([task.name, "ScalableTarget"], f"{_AAS}::ScalableTarget", properties, origin=path)
    for key, metric in _METRICS.items():
        if key in said:
            _policy(
                task, target.id, key, {"PredefinedMetricSpecification": {"PredefinedMetricType": metric}}, said, scope
            )
    if "requests" in said:
        _requests(task, target.id, said, scope)
    for name, one in sorted((said.get("metrics") or {}).items()):
        dimensions = [{"Name": key, "Value": value} for key, value in sorted((one.get("dimensions") or {}).items())]
        metric_said: dict[str, Any] = {
            "Namespace": one["namespace"],
            "MetricName": one["metric"],
            "Statistic": one.get("statistic", "Average"),
        }
        if dimensions:
            metric_said["Dimensions"] = dimensions
        _policy(
            task, target.id, name, {"CustomizedMetricSpecification": metric_said}, {**said, name: one["target"]}, scope
        )


def _action(name: str, said: dict[str, Any]) -> dict[str, Any]:
    bounds = {"MinCapacity": said.get("min"), "MaxCapacity": said.get("max")}
    made: dict[str, Any] = {
        "ScheduledActionName": name,
        "Schedule": said["expression"],
        "ScalableTargetAction": {key: value for key, value in bounds.items() if value is not None},
    }
    if "timezone" in said:
        made["Timezone"] = said["timezone"]
    return made


def _requests(task: Task, target: str, said: dict[str, Any], scope: Scope) -> None:
    """Requests per task, counted by the load balancer: it must serve the service over HTTP."""
    label = request_label(task)
    if label is None:
        message = f"`autoscaling.requests: {said['requests']}` needs a port that is published over HTTP"
        scope.say(codes.NO_EFFECT, message, task.primary.x.at("autoscaling", "requests"))
        return
    metric = {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label}
    _policy(task, target, "requests", {"PredefinedMetricSpecification": metric}, said, scope)


def _policy(task: Task, target: str, key: str, metric: dict[str, Any], said: dict[str, Any], scope: Scope) -> None:
    cooldown = said.get("cooldown") or {}
    tracking: dict[str, Any] = {
        "TargetValue": said[key],
        "ScaleInCooldown": cooldown.get("in", _IN),
        "ScaleOutCooldown": cooldown.get("out", _OUT),
        **metric,
    }
    if said.get("disable_scale_in"):
        tracking["DisableScaleIn"] = True
    properties = {
        "PolicyName": f"{scope.project.name}-{task.ecs_name}-{key}"[:256],
        "PolicyType": "TargetTrackingScaling",
        "ScalingTargetId": Ref(target),
        "TargetTrackingScalingPolicyConfiguration": tracking,
    }
    path = task.primary.x.at("autoscaling")
    scope.add([task.name, key, "ScalingPolicy"], f"{_AAS}::ScalingPolicy", properties, origin=path)
