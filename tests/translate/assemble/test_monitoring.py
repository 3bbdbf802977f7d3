"""`x-ecs.monitoring`: alarms, events, the dashboard."""

import json
from pathlib import Path

import pytest

from compose2ecs.emit.cloudformation import substitution
from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from tests.translate.assemble.converted import Converted, convert

TOPIC = "arn:aws:sns:eu-west-1:111122223333:ops"
SERVICES = (
    "services:\n"
    "  web: {image: 'a:1', ports: ['80:80', '1883:1883']}\n"
    "  worker: {image: 'a:1'}\n"
    "  job: {image: 'a:1', x-ecs: {kind: job}}\n"
)


def monitored(folder: Path, said: str, more: str = "", services: str = SERVICES) -> Converted:
    return convert(folder, f"{services}x-ecs: {{monitoring: {said}{more}}}")


def names(done: Converted) -> list[str]:
    return [one["AlarmName"] for one in done.of_type("AWS::CloudWatch::Alarm").values()]


def test_alarms(tmp_path: Path) -> None:
    done = monitored(tmp_path, f"{{topic: '{TOPIC}'}}")
    assert names(done) == [
        "shop-web-cpu",
        "shop-web-memory",
        "shop-web-http80-unhealthy",
        "shop-web-http80-5xx",
        "shop-web-tcp1883-unhealthy",
        "shop-worker-cpu",
        "shop-worker-memory",
        "shop-load-balancer-5xx",
    ]
    assert done.properties("WebCpuAlarm") == {
        "AlarmName": "shop-web-cpu",
        "AlarmDescription": "web uses more than 85 % of its cpu",
        "Namespace": "AWS/ECS",
        "MetricName": "CPUUtilization",
        "Dimensions": [
            {"Name": "ClusterName", "Value": Ref("Cluster")},
            {"Name": "ServiceName", "Value": "web"},
        ],
        "Statistic": "Average",
        "Period": 300,
        "EvaluationPeriods": 3,
        "Threshold": 85,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
        "AlarmActions": [TOPIC],
        "OKActions": [TOPIC],
    }
    errors = done.properties("WebHttp805xxAlarm")
    assert (errors["MetricName"], errors["Statistic"], errors["Threshold"]) == ("HTTPCode_Target_5XX_Count", "Sum", 10)
    assert errors["Dimensions"] == [
        {"Name": "LoadBalancer", "Value": GetAtt("LoadBalancer", "LoadBalancerFullName")},
        {"Name": "TargetGroup", "Value": GetAtt("WebHTTP80TargetGroup", "TargetGroupFullName")},
    ]
    unhealthy = done.properties("WebTcp1883UnhealthyAlarm")
    assert (unhealthy["Namespace"], unhealthy["MetricName"]) == ("AWS/NetworkELB", "UnHealthyHostCount")
    assert unhealthy["Dimensions"][0]["Value"] == GetAtt("NetworkLoadBalancer", "LoadBalancerFullName")
    assert done.lines("W299", "W315") == []
    (line,) = done.lines("N323")
    assert line.startswith("N323 x-ecs.monitoring: 8 alarms: shop-web-cpu, shop-web-memory, ")


def test_events(tmp_path: Path) -> None:
    done = monitored(tmp_path, f"{{alarms: true, topic: '{TOPIC}'}}")
    here = ("arn:", Pseudo("Partition"), ":ecs:", Pseudo("Region"), ":", Pseudo("AccountId"))
    assert done.properties("StoppedTasks") == {
        "Description": "Tasks of the project that stop by themselves",
        "EventPattern": {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "clusterArn": [Join((*here, ":cluster/", Ref("Cluster")))],
                "group": ["service:web", "service:worker"],
                "lastStatus": ["STOPPED"],
                "stopCode": ["EssentialContainerExited", "TaskFailedToStart"],
            },
        },
        "State": "ENABLED",
        "Targets": [{"Arn": TOPIC, "Id": "topic"}],
    }
    assert done.properties("FailedDeployments")["EventPattern"]["resources"] == [
        Join((*here, ":service/", Ref("Cluster"), "/web")),
        Join((*here, ":service/", Ref("Cluster"), "/worker")),
    ]


def test_running_tasks_where_container_insights_count_them(tmp_path: Path) -> None:
    done = monitored(tmp_path, f"{{topic: '{TOPIC}'}}", ", cluster: {container_insights: enhanced}")
    metrics = done.properties("WorkerTasksAlarm")["Metrics"]
    assert metrics[0] == {
        "Id": "missing",
        "Expression": "desired - running",
        "Label": "Missing tasks",
        "ReturnData": True,
    }
    assert [one["MetricStat"]["Metric"]["MetricName"] for one in metrics[1:]] == [
        "DesiredTaskCount",
        "RunningTaskCount",
    ]


def test_both_target_groups_of_a_shifted_service(tmp_path: Path) -> None:
    done = monitored(
        tmp_path,
        "true",
        services="services:\n  web: {image: 'a:1', ports: ['80:80'], x-ecs: {deployment: canary}}\n",
    )
    assert names(done)[2:-1] == [
        "shop-web-http80-unhealthy",
        "shop-web-http80-5xx",
        "shop-web-http80-alternate-unhealthy",
        "shop-web-http80-alternate-5xx",
    ]


def test_a_service_comes_after_the_alarms_that_its_deployments_look_at(tmp_path: Path) -> None:
    done = monitored(
        tmp_path,
        f"{{topic: '{TOPIC}'}}",
        services="services:\n  web: {image: 'a:1', x-ecs: {deployment: {alarms: [shop-web-cpu, other, shop-web-memory]}}}\n",
    )
    assert done.resource("WebService").depends_on[-2:] == ["WebCpuAlarm", "WebMemoryAlarm"]


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "true",
            ["W315 x-ecs.monitoring: 8 alarms tell nobody, and stopped tasks are not reported"],
        ),
        (
            f"{{alarms: false, topic: '{TOPIC}', dashboard: false}}",
            [
                f"W315 x-ecs.monitoring.topic: topic {TOPIC} gets nothing: `alarms: false`",
                "N202 x-ecs.monitoring.dashboard: `monitoring.dashboard: false` is so anyway",
            ],
        ),
        ("false", ["N202 x-ecs.monitoring: `monitoring.alarms: false` is so anyway"]),
    ],
)
def test_what_has_no_effect(tmp_path: Path, said: str, lines: list[str]) -> None:
    done = monitored(tmp_path, said)
    assert [line for line in done.lines("W315", "N202") if "monitoring" in line] == lines
    assert "StoppedTasks" not in done.graph.resources


def test_dashboard(tmp_path: Path) -> None:
    done = monitored(tmp_path, "{dashboard: true}")
    made = done.properties("Dashboard")
    assert made["DashboardName"] == "shop"
    widgets = json.loads(substitution(made["DashboardBody"]))["widgets"]
    assert [(one["properties"]["title"], one["x"], one["y"]) for one in widgets] == [
        ("CPU in %", 0, 0),
        ("Memory in %", 12, 0),
        ("Requests and errors", 0, 6),
        ("Response time in s", 12, 6),
    ]
    assert widgets[0]["properties"]["region"] == "${AWS::Region}"
    assert widgets[0]["properties"]["metrics"] == [
        ["AWS/ECS", "CPUUtilization", "ClusterName", "${Cluster}", "ServiceName", "web"],
        ["AWS/ECS", "CPUUtilization", "ClusterName", "${Cluster}", "ServiceName", "worker"],
    ]
    assert widgets[3]["properties"]["metrics"] == [
        ["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", "${LoadBalancer.LoadBalancerFullName}"]
    ]
    assert names(done) == []


def test_alarms_of_several_load_balancers(tmp_path: Path) -> None:
    done = monitored(
        tmp_path, "{alarms: true}", services="services:\n  web: {image: 'a:1', ports: ['80:80', '10.0.0.9:81:80']}\n"
    )
    balancers = {
        one["AlarmName"]: one["Dimensions"][0]["Value"] for one in done.of_type("AWS::CloudWatch::Alarm").values()
    }
    public, internal = (GetAtt(id, "LoadBalancerFullName") for id in ("LoadBalancer", "InternalLoadBalancer"))
    assert {name: value for name, value in balancers.items() if "5xx" in name} == {
        "shop-web-http80-5xx": public,
        "shop-web-http80-internal-5xx": internal,
        "shop-load-balancer-5xx": public,
        "shop-internal-load-balancer-5xx": internal,
    }


def test_an_existing_load_balancer_is_watched_by_its_name(tmp_path: Path) -> None:
    arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shared/50dc6c495c0c9188"
    existing = f", vpc: vpc-0a1b2c3d, load_balancer: {{arn: '{arn}'}}"
    services = "services:\n  web: {image: 'a:1', ports: ['80:80']}\n"
    done = monitored(tmp_path, "{alarms: true, dashboard: true}", existing, services=services)
    assert done.properties("WebHttp805xxAlarm")["Dimensions"][0]["Value"] == "app/shared/50dc6c495c0c9188"
    assert done.properties("LoadBalancer5xxAlarm")["Dimensions"][0]["Value"] == "app/shared/50dc6c495c0c9188"
    assert "app/shared/50dc6c495c0c9188" in substitution(done.properties("Dashboard")["DashboardBody"])
