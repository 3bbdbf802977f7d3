"""One CloudWatch dashboard for the project: CPU and memory of the services, requests and errors of the load balancer.

Source of the body's form: CloudWatch API reference, "Dashboard body structure and syntax".
"""

import json
from typing import Any

from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.translate.assemble.monitoring import web_balancers
from compose2ecs.translate.scope import Scope, Task

_LONGEST_NAME = 255
#: Width and height of a widget; a dashboard is 24 wide.
_WIDE, _HIGH = 12, 6
#: Metrics of one widget. Source: CloudWatch quotas.
_MOST = 500


def make_dashboard(scope: Scope, services: list[Task]) -> None:
    """The dashboard, called like the project."""
    cluster = scope.shared["cluster"]
    charts: list[tuple[str, str, list[list[Any]]]] = []
    for metric, title in (("CPUUtilization", "CPU in %"), ("MemoryUtilization", "Memory in %")):
        rows = [["AWS/ECS", metric, "ClusterName", cluster, "ServiceName", task.ecs_name] for task in services]
        charts.append((title, "Average", rows[:_MOST]))
    for id, balancer in web_balancers(scope):
        where = " (internal load balancer)" if id.startswith("Internal") else ""
        metrics = ("RequestCount", "HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count")
        rows = [["AWS/ApplicationELB", one, "LoadBalancer", balancer] for one in metrics]
        charts.append((f"Requests and errors{where}", "Sum", rows))
        latency = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", balancer]]
        charts.append((f"Response time in s{where}", "p95", latency))
    widgets = [_widget(number, *chart) for number, chart in enumerate(charts)]
    name = bounded(scope.project.name, _LONGEST_NAME)
    path = scope.x.project.at("monitoring", "dashboard")
    properties = {"DashboardName": name, "DashboardBody": _text({"widgets": widgets})}
    scope.add(["Dashboard"], "AWS::CloudWatch::Dashboard", properties, origin=path)
    scope.say(row_codes.ADAPTED, f"`monitoring.dashboard: true`: a dashboard `{name}` with {len(widgets)} charts", path)


def _widget(number: int, title: str, statistic: str, rows: list[list[Any]]) -> dict[str, Any]:
    return {
        "type": "metric",
        "x": number % 2 * _WIDE,
        "y": number // 2 * _HIGH,
        "width": _WIDE,
        "height": _HIGH,
        "properties": {
            "title": title,
            "region": Pseudo("Region"),
            "stat": statistic,
            "period": 300,
            "view": "timeSeries",
            "metrics": rows,
        },
    }


def _text(value: Any) -> Join:
    """JSON text in which references stay references."""
    found: list[Any] = []

    def keep(reference: Any) -> str:
        found.append(reference)
        return "\0"

    pieces = json.dumps(value, default=keep, ensure_ascii=False).split(json.dumps("\0"))
    parts: list[Any] = []
    for piece, reference in zip(pieces, found, strict=False):
        parts += [(parts.pop() if parts else "") + piece + '"', reference, '"']
    return Join((*parts[:-1], (parts[-1] if parts else "") + pieces[-1]))
