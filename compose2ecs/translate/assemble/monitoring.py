"""`x-ecs.monitoring`: CloudWatch alarms, events about stopped tasks, a dashboard. Only imported where it is written.

Only metrics that ECS and the load balancers send by themselves are used; how many tasks run is a metric of Container
Insights, so that alarm is made only where the cluster has them. Sources: ECS Developer Guide ("Amazon ECS CloudWatch
metrics", "Amazon ECS events"), ELB user guides ("CloudWatch metrics"). The thresholds are our choice.
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import arn
from compose2ecs.translate.assemble.loadbalancer import balancer_name, target_name
from compose2ecs.translate.assemble.served import WEB
from compose2ecs.translate.scope import Registration, Scope, Task

_ALARM = "AWS::CloudWatch::Alarm"
_LONGEST_NAME = 255
#: Seconds of one period; an average above the percentage for three of them is an alarm.
_PERIOD, _PERIODS, _PERCENT = 300, 3, 85
#: Answers with 5xx in one period.
_ERRORS = 10
_HTTP, _NETWORK = "AWS/ApplicationELB", "AWS/NetworkELB"


def monitor(scope: Scope) -> None:
    """Alarms and events, a dashboard, and what became of the topic."""
    view = scope.x.project
    said: dict[str, Any] = view.get("monitoring") or {}
    topic = said.get("topic")
    wanted = said.get("alarms", bool(topic))
    if wanted:
        if topic and "alarms" in said:
            message = "`monitoring.alarms: true` is so anyway: there is a topic"
            scope.say(row_codes.ADAPTED, message, view.at("monitoring", "alarms"))
        made = [alarm for task in _services(scope) for alarm in _of_task(task, topic, scope)]
        made += _of_balancers(topic, scope)
        _order(made, scope)
        if topic:
            _events(topic, scope)
        else:
            message = f"{len(made)} alarms tell nobody, and stopped tasks are not reported"
            hint = "name an SNS topic: `x-ecs: {monitoring: {topic: arn:aws:sns:…}}`"
            scope.say(codes.NO_ALARM, message, view.at("monitoring", "alarms"), hint=hint)
        scope.say(codes.MONITORED, f"{len(made)} alarms: {', '.join(made)}", view.at("monitoring"))
    elif topic:
        message = f"topic {topic} gets nothing: `alarms: false`"
        scope.say(codes.NO_ALARM, message, view.at("monitoring", "topic"))
    elif "alarms" in said:
        scope.say(row_codes.ADAPTED, "`monitoring.alarms: false` is so anyway", view.at("monitoring", "alarms"))
    if said.get("dashboard"):
        from compose2ecs.translate.assemble.dashboard import make_dashboard

        make_dashboard(scope, _services(scope))
    elif "dashboard" in said:
        scope.say(row_codes.ADAPTED, "`monitoring.dashboard: false` is so anyway", view.at("monitoring", "dashboard"))


def _services(scope: Scope) -> list[Task]:
    return [task for task in scope.tasks.values() if not task.is_job]


def _of_task(task: Task, topic: Any, scope: Scope) -> list[str]:
    """The names of the alarms about one service."""
    about = [
        {"Name": "ClusterName", "Value": scope.shared["cluster"]},
        {"Name": "ServiceName", "Value": task.ecs_name},
    ]
    found = []
    for what, metric in (("cpu", "CPUUtilization"), ("memory", "MemoryUtilization")):
        description = f"{task.name} uses more than {_PERCENT} % of its {what}"
        properties = {
            "Namespace": "AWS/ECS",
            "MetricName": metric,
            "Dimensions": about,
            "Statistic": "Average",
            "Period": _PERIOD,
            "EvaluationPeriods": _PERIODS,
            "Threshold": _PERCENT,
        }
        found.append(_alarm(task, [what], description, properties, topic, scope))
    if scope.x.project.peek("cluster", "container_insights") in ("enabled", "enhanced"):
        found.append(_too_few(task, about, topic, scope))
    for registration, alternate in _targets(task):
        found += _of_target(task, registration, alternate, topic, scope)
    return found


def _targets(task: Task) -> list[tuple[Registration, str]]:
    """What a service is registered with, once per target group, and the alternate target group of a deployment."""
    twins = {}
    for listed in task.service.get("LoadBalancers", []):
        if "AdvancedConfiguration" in listed:
            group, twin = listed["TargetGroupArn"], listed["AdvancedConfiguration"]["AlternateTargetGroupArn"]
            twins[group.logical_id] = twin.logical_id
    known = {one.target_group: one for one in reversed(task.registrations) if one.balancer}
    once = list(dict.fromkeys(one.target_group for one in task.registrations if one.balancer))
    return [(known[group], twins.get(group, "")) for group in once]


def _of_target(task: Task, one: Registration, alternate: str, topic: Any, scope: Scope) -> list[str]:
    http = one.kind in WEB
    words = [f"{'http' if http else one.kind.lower().replace('_', '')}{one.port}"]
    if one.balancer.startswith("Internal"):
        words.append("internal")
    found = []
    for group, more in ((one.target_group, []), (alternate, ["alternate"])):
        if not group:
            continue
        about = [
            {"Name": "LoadBalancer", "Value": balancer_name(one.balancer)},
            {"Name": "TargetGroup", "Value": target_name(group)},
        ]
        common = {"Namespace": _HTTP if http else _NETWORK, "Dimensions": about, "Period": 60}
        unhealthy = {
            **common,
            "MetricName": "UnHealthyHostCount",
            "Statistic": "Minimum",
            "EvaluationPeriods": 5,
            "Threshold": 0,
        }
        description = f"{task.name} has tasks that fail the health check of the load balancer"
        found.append(_alarm(task, [*words, *more, "unhealthy"], description, unhealthy, topic, scope))
        if http:
            errors = {**common, **_ERROR_COUNT, "MetricName": "HTTPCode_Target_5XX_Count"}
            description = f"{task.name} answers with 5xx"
            found.append(_alarm(task, [*words, *more, "5xx"], description, errors, topic, scope))
    return found


_ERROR_COUNT = {"Statistic": "Sum", "Period": _PERIOD, "EvaluationPeriods": 1, "Threshold": _ERRORS}


def _of_balancers(topic: Any, scope: Scope) -> list[str]:
    """What the load balancers themselves answer, such as 503 where no task is healthy."""
    made = []
    for id, name in web_balancers(scope):
        properties = {
            "Namespace": _HTTP,
            "MetricName": "HTTPCode_ELB_5XX_Count",
            "Dimensions": [{"Name": "LoadBalancer", "Value": name}],
            **_ERROR_COUNT,
        }
        words = ["internal-load-balancer" if id.startswith("Internal") else "load-balancer", "5xx"]
        made.append(_alarm(None, words, "The load balancer answers with 5xx itself", properties, topic, scope))
    return made


def web_balancers(scope: Scope) -> list[tuple[str, Any]]:
    """The application load balancers of the project that serve it: logical id or ARN, and the name in CloudWatch."""
    tasks = _services(scope)
    ids = dict.fromkeys(one.balancer for task in tasks for one in task.registrations if one.kind in WEB)
    return [(id, balancer_name(id)) for id in ids if id]


def _too_few(task: Task, about: list[dict[str, Any]], topic: Any, scope: Scope) -> str:
    """Fewer tasks run than should, for a quarter of an hour."""
    metrics: list[dict[str, Any]] = [
        {"Id": "missing", "Expression": "desired - running", "Label": "Missing tasks", "ReturnData": True}
    ]
    for id, metric in (("desired", "DesiredTaskCount"), ("running", "RunningTaskCount")):
        stat = {"Namespace": "ECS/ContainerInsights", "MetricName": metric, "Dimensions": about}
        metrics.append(
            {"Id": id, "MetricStat": {"Metric": stat, "Period": _PERIOD, "Stat": "Average"}, "ReturnData": False}
        )
    properties = {"Metrics": metrics, "EvaluationPeriods": _PERIODS, "Threshold": 0}
    return _alarm(task, ["tasks"], f"Fewer tasks of {task.name} run than should", properties, topic, scope)


def _alarm(
    task: Task | None, words: list[str], description: str, properties: dict[str, Any], topic: Any, scope: Scope
) -> str:
    """Make an alarm; its name begins with the project's, so that `deployment.alarms` can name it."""
    parts = [] if task is None else [task.name]
    name = bounded("-".join([scope.project.name, *parts, *words]), _LONGEST_NAME)
    actions = {"AlarmActions": [topic], "OKActions": [topic]} if topic else {}
    scope.add(
        [*parts, *words, "Alarm"],
        _ALARM,
        {
            "AlarmName": name,
            "AlarmDescription": description[:1024],
            **properties,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "notBreaching",
            **actions,
        },
        origin=task.primary.path if task is not None else scope.x.project.at("monitoring"),
    )
    return name


def _order(names: list[str], scope: Scope) -> None:
    """A service whose deployments look at an alarm of ours is made after it."""
    ids = {one.properties["AlarmName"]: one.id for one in scope.graph.of_type(_ALARM)}
    for task in _services(scope):
        used = task.service.get("DeploymentConfiguration", {}).get("Alarms", {}).get("AlarmNames", [])
        scope.graph.resources[task.service_id].depends_on += [ids[name] for name in used if name in names]


def _events(topic: str, scope: Scope) -> None:
    """Tasks that stop by themselves, and deployments that fail, as messages to the topic."""
    cluster = scope.shared["cluster"]
    codes_of_failure = ["EssentialContainerExited", "TaskFailedToStart"]
    groups = [f"service:{task.ecs_name}" for task in _services(scope)]
    patterns: list[tuple[str, str, dict[str, Any]]] = [
        (
            "StoppedTasks",
            "Tasks of the project that stop by themselves",
            {
                "detail-type": ["ECS Task State Change"],
                "detail": {
                    "clusterArn": [arn("ecs", ":cluster/", cluster)],
                    "group": groups,
                    "lastStatus": ["STOPPED"],
                    "stopCode": codes_of_failure,
                },
            },
        ),
        (
            "FailedDeployments",
            "Deployments of the project that fail",
            {
                "detail-type": ["ECS Deployment State Change"],
                "detail": {"eventName": ["SERVICE_DEPLOYMENT_FAILED"]},
                "resources": [arn("ecs", ":service/", cluster, f"/{task.ecs_name}") for task in _services(scope)],
            },
        ),
    ]
    for id, description, pattern in patterns if groups else ():
        properties = {
            "Description": description,
            "EventPattern": {"source": ["aws.ecs"], **pattern},
            "State": "ENABLED",
            "Targets": [{"Arn": topic, "Id": "topic"}],
        }
        scope.add([id], "AWS::Events::Rule", properties, origin=scope.x.project.at("monitoring"))
