"""Wishes under x-ecs: exec, tags, roles, logs, rollouts, scaling, and the escape hatches."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.graph.overlay import laid_over
from compose2ecs.graph.tags import LOGICAL_ID
from compose2ecs.graph.values import GetAtt, Join, Ref
from tests.translate.assemble.converted import Converted, convert

SCALING = "AWS::ApplicationAutoScaling"


def app(folder: Path, x: str, body: str = "", rest: str = "") -> Converted:
    return convert(folder, f"services:\n  app: {{image: 'a:1', x-ecs: {x}{body}}}\n  other: {{image: 'o:1'}}{rest}")


def statements(done: Converted, id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done.properties(id)["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def test_exec(tmp_path: Path) -> None:
    done = app(tmp_path, "{exec: true}", ", read_only: true")
    assert done.properties("AppService")["EnableExecuteCommand"] is True
    assert done.container("App")["LinuxParameters"] == {"InitProcessEnabled": True}
    (statement,) = statements(done, "AppTaskRole")
    assert [one.partition(":")[0] for one in statement["Action"]] == ["ssmmessages"] * 4
    assert done.lines("W321") == [
        "W321 services.app.x-ecs.exec: `exec` cannot start in `app`: its file system is read-only"
    ]
    assert "EnableExecuteCommand" not in done.properties("OtherService")


def test_tags(tmp_path: Path) -> None:
    done = app(tmp_path, "{tags: {tier: front, team: web}}", rest="\nx-ecs: {tags: {team: shop, cost: '42'}}")
    assert done.properties("AppService")["Tags"] == [
        {"Key": "cost", "Value": "42"},
        {"Key": "team", "Value": "web"},
        {"Key": "tier", "Value": "front"},
    ]
    assert done.properties("Vpc")["Tags"] == [
        {"Key": "Name", "Value": "shop"},
        {"Key": "cost", "Value": "42"},
        {"Key": "team", "Value": "shop"},
    ]
    assert [tag["Key"] for tag in done.resource("Vpc").properties["Tags"]][-1] == LOGICAL_ID


def test_roles(tmp_path: Path) -> None:
    arn = "arn:aws:iam::1:policy"
    done = app(
        tmp_path,
        f"{{task_role: {{managed_policies: ['{arn}/a', '{arn}/b'], path: /own/, statements: [{{Effect: Allow, Action:"
        " 'sqs:*', Resource: q}]}, execution_role: 'arn:aws:iam::1:role/e'}",
        rest=f"\nx-ecs: {{permissions_boundary: '{arn}/limit', role_path: /apps/}}",
    )
    role = done.properties("AppTaskRole")
    assert role["ManagedPolicyArns"] == [f"{arn}/a", f"{arn}/b"]
    assert (role["Path"], role["PermissionsBoundary"]) == ("/own/", f"{arn}/limit")
    assert statements(done, "AppTaskRole") == [{"Effect": "Allow", "Action": "sqs:*", "Resource": "q"}]
    assert done.properties("AppTaskDefinition")["ExecutionRoleArn"] == "arn:aws:iam::1:role/e"
    assert "AppTaskExecutionRole" not in done.graph.resources
    assert done.properties("OtherTaskExecutionRole")["Path"] == "/apps/"
    assert done.lines("N311") == [
        "N311 services.app.x-ecs.execution_role: `app` uses the role arn:aws:iam::1:role/e as it is"
    ]


def test_registry_credentials(tmp_path: Path) -> None:
    login = "arn:aws:secretsmanager:r:1:secret:reg-AbCdEf"
    done = app(tmp_path, f"{{registry_credentials: '{login}'}}")
    assert done.container("App")["RepositoryCredentials"] == {"CredentialsParameter": login}
    assert {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": login} in statements(
        done, "AppTaskExecutionRole"
    )


def test_logs(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{logs: {retention: never, mode: blocking, stream_prefix: p}}",
        rest="\nx-ecs: {logs: {retention: 90, kms_key: key, group: /all}}",
    )
    (group,) = done.of_type("AWS::Logs::LogGroup").values()
    assert group == {"LogGroupName": "/all", "KmsKeyId": "key"}
    options = done.container("App")["LogConfiguration"]["Options"]
    assert (options["mode"], options["awslogs-stream-prefix"]) == ("blocking", "p")


def test_bad_retention(tmp_path: Path) -> None:
    done = app(tmp_path, "{logs: {retention: 8}}")
    (line,) = done.lines("C321")
    assert line == (
        "C321 services.app.x-ecs.logs.retention: `retention: 8` is none of the numbers of days that CloudWatch takes"
    )


def test_deployment(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{deployment: {min_percent: 50, max_percent: 150, alarms: [a, b], circuit_breaker: {rollback: false, failures:"
        " 3}}, az_rebalancing: false}",
        ", deploy: {replicas: 4}",
    )
    properties = done.properties("AppService")
    assert properties["DeploymentConfiguration"] == {
        "Strategy": "ROLLING",
        "MinimumHealthyPercent": 50,
        "MaximumPercent": 150,
        "DeploymentCircuitBreaker": {
            "Enable": True,
            "Rollback": False,
            "ThresholdConfiguration": {"Type": "COUNT", "Value": 3},
        },
        "Alarms": {"AlarmNames": ["a", "b"], "Enable": True, "Rollback": False},
    }
    assert properties["AvailabilityZoneRebalancing"] == "DISABLED"


def test_recreate(tmp_path: Path) -> None:
    configuration = app(tmp_path, "{deployment: recreate}").properties("AppService")["DeploymentConfiguration"]
    assert (configuration["MinimumHealthyPercent"], configuration["MaximumPercent"]) == (0, 100)


def test_scaling(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{autoscaling: {min: 2, max: 10, cpu: 60, requests: 100, cooldown: {in: 2m, out: 30s}, disable_scale_in: true,"
        " schedules: {night: {expression: 'cron(0 22 * * ? *)', min: 1, timezone: Europe/Paris}, day: {expression:"
        " 'cron(0 6 * * ? *)', max: 20}}, metrics: {queue: {namespace: N, metric: M, target: 5, dimensions: {b: c, a:"
        " d}}}}}",
        ", ports: ['80:80'], deploy: {replicas: 3}",
    )
    assert "DesiredCount" not in done.properties("AppService")
    target = done.properties("AppScalableTarget")
    assert target == {
        "ServiceNamespace": "ecs",
        "ScalableDimension": "ecs:service:DesiredCount",
        "ResourceId": Join(("service/", Ref("Cluster"), "/", GetAtt("AppService", "Name"))),
        "MinCapacity": 2,
        "MaxCapacity": 10,
        "ScheduledActions": [
            {
                "ScheduledActionName": "day",
                "Schedule": "cron(0 6 * * ? *)",
                "ScalableTargetAction": {"MaxCapacity": 20},
            },
            {
                "ScheduledActionName": "night",
                "Schedule": "cron(0 22 * * ? *)",
                "ScalableTargetAction": {"MinCapacity": 1},
                "Timezone": "Europe/Paris",
            },
        ],
    }
    policies = done.of_type(f"{SCALING}::ScalingPolicy")
    assert list(policies) == ["AppCpuScalingPolicy", "AppRequestsScalingPolicy", "AppQueueScalingPolicy"]
    tracking = policies["AppCpuScalingPolicy"]["TargetTrackingScalingPolicyConfiguration"]
    assert tracking == {
        "TargetValue": 60,
        "ScaleInCooldown": 120,
        "ScaleOutCooldown": 30,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
        "DisableScaleIn": True,
    }
    requests = policies["AppRequestsScalingPolicy"]["TargetTrackingScalingPolicyConfiguration"]
    label = Join(
        (GetAtt("LoadBalancer", "LoadBalancerFullName"), "/", GetAtt("AppHTTP80TargetGroup", "TargetGroupFullName"))
    )
    assert requests["PredefinedMetricSpecification"]["ResourceLabel"] == label
    queue = policies["AppQueueScalingPolicy"]["TargetTrackingScalingPolicyConfiguration"]
    assert (queue["TargetValue"], queue["CustomizedMetricSpecification"]["Dimensions"]) == (
        5,
        [{"Name": "a", "Value": "d"}, {"Name": "b", "Value": "c"}],
    )


@pytest.mark.parametrize(
    ("x", "line"),
    [
        (
            "{autoscaling: {min: 3, max: 2}}",
            "C321 services.app.x-ecs.autoscaling.min: `min: 3` is above `max: 2`",
        ),
        (
            "{autoscaling: {max: 2}, kind: job}",
            "W320 services.app.x-ecs.autoscaling.max: `autoscaling.max: 2` has no effect: `app` is a job, which is no ECS"
            " service",
        ),
        (
            "{autoscaling: {max: 2, requests: 5}}",
            "W320 services.app.x-ecs.autoscaling.requests: `autoscaling.requests: 5` needs a port that is published over"
            " HTTP",
        ),
    ],
)
def test_scaling_that_cannot_be(tmp_path: Path, x: str, line: str) -> None:
    assert app(tmp_path, x).lines("C321", "W320") == [line]


def test_scaling_by_nothing(tmp_path: Path) -> None:
    assert app(tmp_path, "{autoscaling: {min: 1, max: 4}}").lines("W320") == [
        "W320 services.app.x-ecs.autoscaling: nothing scales `app`: say `cpu`, `memory`, `requests`, `metrics` or"
        " `schedules`"
    ]


def test_overrides(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{overrides: {container: {StopTimeout: 9, LogConfiguration: {Options: {mode: blocking}}}, task_definition:"
        " {PidMode: task, RuntimePlatform: null}, service: {EnableECSManagedTags: false}}}",
    )
    container = done.container("App")
    assert container["StopTimeout"] == 9
    assert (container["LogConfiguration"]["Options"]["mode"], container["LogConfiguration"]["LogDriver"]) == (
        "blocking",
        "awslogs",
    )
    definition = done.properties("AppTaskDefinition")
    assert definition["PidMode"] == "task"
    assert "RuntimePlatform" not in definition
    assert done.properties("AppService")["EnableECSManagedTags"] is False
    assert done.properties("OtherService")["EnableECSManagedTags"] is True


def test_overrides_are_checked(tmp_path: Path) -> None:
    done = app(tmp_path, "{overrides: {container: {Privileged: true, StopTimeout: 500}}}")
    assert done.lines("C340", "C343") == [
        "C340 services.app: AppTaskDefinition: container `app` has privileged, which Fargate does not allow",
        "C343 services.app: AppTaskDefinition: container `app` has StopTimeout 500; Fargate allows 2 to 120 s",
    ]


def test_resources_and_outputs(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{}",
        rest="\nx-ecs:\n  resources:\n    Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: x}, DependsOn: [Vpc,"
        " Cluster]}\n    Vpc: {Properties: {CidrBlock: 10.9.0.0/16}}\n    Clutser: {Properties: {ClusterName: x}}\n"
        "    Bad: text\n    Odd: {Type: 'AWS::SNS::Topic', Propertis: {}}\n"
        "  outputs: {One: {Description: d, Value: {Ref: Topic}}, Two: plain}",
    )
    topic = done.graph.resources["Topic"]
    assert (topic.type, topic.properties, topic.depends_on) == (
        "AWS::SNS::Topic",
        {"DisplayName": "x"},
        ["Vpc", "Cluster"],
    )
    vpc = done.properties("Vpc")
    assert (vpc["CidrBlock"], vpc["EnableDnsSupport"]) == ("10.9.0.0/16", True)
    assert (done.graph.outputs["One"], done.graph.outputs["Two"]) == (("d", Ref("Topic")), ("", "plain"))
    assert done.lines("C320") == [
        "C320 x-ecs.resources.Clutser: there is no resource `Clutser`",
        "C320 x-ecs.resources.Bad: resource `Bad` must be a mapping, not `text`",
        "C320 x-ecs.resources.Odd.Propertis: resource `Odd`: `Propertis` is not taken over",
    ]


@pytest.mark.parametrize(
    ("base", "over", "expected"),
    [
        ({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"c": 4}}, {"a": 1, "b": {"c": 4, "d": 3}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": 1, "b": 2}, {"a": None, "c": None}, {"b": 2}),
        ({"a": {"b": 1}}, {"a": "text"}, {"a": "text"}),
        ("text", {"a": 1}, {"a": 1}),
    ],
)
def test_laid_over(base: Any, over: Any, expected: Any) -> None:
    assert laid_over(base, over) == expected
