"""`x-ecs.deployment`: what it lays over a rolling deployment, and deployments that shift traffic."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from tests.translate.assemble.converted import Converted, convert

AT = "services.app.x-ecs.deployment"
ELB = "AWS::ElasticLoadBalancingV2"


def app(folder: Path, deployment: str, body: str = "", x: str = "", rest: str = "") -> Converted:
    keys = f"{{deployment: {deployment}{x}}}"
    return convert(folder, f"services:\n  app: {{image: 'a:1', x-ecs: {keys}{body}}}{rest}")


def configuration(done: Converted) -> dict[str, Any]:
    found: dict[str, Any] = done.properties("AppService")["DeploymentConfiguration"]
    return found


HTTP = ", ports: ['80:80']"


def test_rolling(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{strategy: rolling, bake_time: 90s, early_success_percent: 100, alarms: [a, b], timeout: 5m, force: true}",
    )
    assert configuration(done) == {
        "Strategy": "ROLLING",
        "MinimumHealthyPercent": 100,
        "MaximumPercent": 200,
        "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
        "Alarms": {"AlarmNames": ["a", "b"], "Enable": True, "Rollback": True},
        "BakeTimeInMinutes": 2,
        "EarlySuccessCriteria": {"Enable": True, "HealthyPercent": 100, "SourceServiceRevisionCleanup": "DEFERRED"},
    }
    assert done.lines("N322") == [
        f"N322 {AT}.timeout: `deployment.timeout: 300 s` is no part of the template: who deploys decides how long to"
        " wait; a deployment that fails is ended by ECS",
        f"N322 {AT}.force: `deployment.force: true` is no part of the template: CloudFormation deploys what has changed",
    ]
    assert f"N202 {AT}.strategy: `deployment.strategy: rolling` is so anyway" in done.lines("N202")


@pytest.mark.parametrize(
    ("said", "breaker"),
    [
        ("{enable: false}", {"Enable": False, "Rollback": False}),
        ("{failure_percent: 20}", {"ThresholdConfiguration": {"Type": "UNBOUNDED_PERCENT", "Value": 20}}),
        ("{failures: 3}", {"ThresholdConfiguration": {"Type": "COUNT", "Value": 3}}),
        ("{failures: 3, failure_percent: 20}", {"ThresholdConfiguration": {"Type": "COUNT", "Value": 3}}),
    ],
)
def test_circuit_breaker(tmp_path: Path, said: str, breaker: dict[str, Any]) -> None:
    done = app(tmp_path, f"{{circuit_breaker: {said}}}")
    assert configuration(done)["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True, **breaker}
    dropped = (
        f"W310 {AT}.circuit_breaker.failure_percent: `failure_percent: 20` is dropped: `failures: 3` is the threshold"
    )
    assert done.lines("W310") == ([dropped] if said.count(":") == 2 else [])


@pytest.mark.parametrize(
    ("deployment", "line"),
    [
        (
            "{min_percent: 100, max_percent: 50}",
            f"C300 {AT}.max_percent: `deployment`: 100 to 50 % can never run: all tasks are 100 %",
        ),
        (
            "{early_success_percent: 60}",
            f"C302 {AT}.early_success_percent: `early_success_percent: 60` must be 100 (`min_percent`) to 100",
        ),
        ("{bake_time: 25h}", f"C302 {AT}.bake_time: `bake_time` of 1500 minutes is too long: 1440 minutes at most"),
        (
            "{linear: {percent: 5}}",
            f"W310 {AT}.linear.percent: `linear.percent: 5.0` is dropped: a rolling deployment has no steps",
        ),
    ],
)
def test_what_a_rolling_deployment_does_not_take(tmp_path: Path, deployment: str, line: str) -> None:
    assert app(tmp_path, deployment).lines("C300", "C302", "W310") == [line]


def test_canary(tmp_path: Path) -> None:
    done = app(
        tmp_path, "{strategy: canary, canary: {percent: 7.5, bake_time: 3m}, bake_time: 0s, alarms: [a, b]}", HTTP
    )
    assert configuration(done) == {
        "Strategy": "CANARY",
        "MinimumHealthyPercent": 100,
        "MaximumPercent": 200,
        "BakeTimeInMinutes": 0,
        "CanaryConfiguration": {"CanaryPercent": 7.5, "CanaryBakeTimeInMinutes": 3},
        "Alarms": {"AlarmNames": ["a", "b"], "Enable": True, "Rollback": True},
    }
    assert done.properties("AppService")["LoadBalancers"] == [
        {
            "ContainerName": "app",
            "ContainerPort": 80,
            "TargetGroupArn": Ref("AppHTTP80TargetGroup"),
            "AdvancedConfiguration": {
                "AlternateTargetGroupArn": Ref("AppHTTP80AlternateTargetGroup"),
                "ProductionListenerRule": Ref("AppHTTP80ListenerRule"),
                "RoleArn": GetAtt("DeploymentRole", "Arn"),
            },
        }
    ]
    assert done.properties("AppHTTP80AlternateTargetGroup") == done.properties("AppHTTP80TargetGroup")
    assert done.properties("AppHTTP80ListenerRule")["Actions"] == [
        {
            "Type": "forward",
            "ForwardConfig": {
                "TargetGroups": [
                    {"TargetGroupArn": Ref("AppHTTP80TargetGroup"), "Weight": 1},
                    {"TargetGroupArn": Ref("AppHTTP80AlternateTargetGroup"), "Weight": 0},
                ]
            },
        }
    ]
    role = done.properties("DeploymentRole")
    policy = ":iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
    assert role["ManagedPolicyArns"] == [Join(("arn:", Pseudo("Partition"), policy))]
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ]
    assert done.lines("N321") == [
        f"N321 {AT}.strategy: `strategy: canary`: the load balancer moves the traffic of `app` to the new version"
    ]


def test_linear_takes_composes_delay_and_monitor(tmp_path: Path) -> None:
    update = "delay: 90s, monitor: 3m, order: start-first, failure_action: pause"
    done = app(tmp_path, "linear", f"{HTTP}, deploy: {{update_config: {{{update}}}}}")
    made = configuration(done)
    assert made["LinearConfiguration"] == {"StepPercent": 10, "StepBakeTimeInMinutes": 2}
    assert made["BakeTimeInMinutes"] == 3
    at = "services.app.deploy.update_config"
    assert [line for line in done.lines("N202", "W310") if at in line] == [
        f"N202 {at}.delay: `update_config.delay: 1m30s`: 2 minutes between two steps",
        f"N202 {at}.monitor: `update_config.monitor: 3m0s`: both versions stay for 3 minutes after the switch",
        f"W310 {at}.order: `update_config.order: start-first` is dropped: `strategy: linear` runs both versions whole",
        f"W310 {at}.failure_action: `update_config.failure_action: pause` is dropped: `strategy: linear` runs both"
        " versions whole",
    ]


def test_x_ecs_counts_more_than_compose(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{strategy: linear, linear: {percent: 20, bake_time: 4m}, bake_time: 5m}",
        f"{HTTP}, deploy: {{update_config: {{delay: 90s, monitor: 3m}}}}",
    )
    made = configuration(done)
    assert made["LinearConfiguration"] == {"StepPercent": 20, "StepBakeTimeInMinutes": 4}
    assert made["BakeTimeInMinutes"] == 5
    assert [line for line in done.lines("N202") if "gives way" in line] == [
        "N202 services.app.deploy.update_config.delay: `update_config.delay: 1m30s` gives way to `linear.bake_time`",
        "N202 services.app.deploy.update_config.monitor: `update_config.monitor: 3m0s` gives way to `bake_time`",
    ]


def test_network_load_balancer(tmp_path: Path) -> None:
    done = app(tmp_path, "blue_green", ", ports: ['1883:1883']")
    assert configuration(done)["BakeTimeInMinutes"] == 15
    (registered,) = done.properties("AppService")["LoadBalancers"]
    assert registered["AdvancedConfiguration"]["ProductionListenerRule"] == Ref("NetworkLoadBalancerListener1883")
    assert done.properties("NetworkLoadBalancerListener1883")["DefaultActions"] == [
        {"Type": "forward", "TargetGroupArn": Ref("AppTCP1883TargetGroup")}
    ]


def test_one_role_for_all(tmp_path: Path) -> None:
    done = app(tmp_path, "canary", HTTP, rest="\n  b: {image: 'b:1', ports: ['81:80'], x-ecs: {deployment: linear}}")
    roles = [id for id in done.of_type("AWS::IAM::Role") if "Execution" not in id]
    assert roles == ["DeploymentRole"]


def test_service_connect_needs_no_load_balancer(tmp_path: Path) -> None:
    done = app(tmp_path, "linear", ", expose: ['80', '81']", x=", service_connect: true")
    assert configuration(done)["Strategy"] == "LINEAR"
    assert "DeploymentRole" not in done.graph.resources
    assert done.lines("C301", "N321") == [
        f"N321 {AT}: `strategy: linear`: Service Connect moves the traffic of `app` to the new version"
    ]


@pytest.mark.parametrize(
    ("deployment", "body", "line"),
    [
        (
            "canary",
            "",
            f"C301 {AT}: `strategy: canary`: `app` has no traffic that could be shifted",
        ),
        (
            "canary",
            ", ports: ['80:80', '81:80']",
            f"C301 {AT}: `strategy: canary`: port 80 has 2 listeners, and the traffic of one can be shifted",
        ),
        (
            "{strategy: canary, canary: {percent: 0.05}}",
            HTTP,
            f"C302 {AT}.canary.percent: `canary.percent: 0.05` must be 0.1 to 100, in tenths",
        ),
        (
            "{strategy: linear, linear: {percent: 2}}",
            HTTP,
            f"C302 {AT}.linear.percent: `linear.percent: 2` must be 3 to 100, in tenths",
        ),
        (
            "{strategy: linear, linear: {percent: 3, bake_time: 1h}}",
            HTTP,
            f"C302 {AT}: the deployment would take 1995 minutes; CloudFormation waits 1980 at most",
        ),
        (
            "{strategy: canary, circuit_breaker: {failures: 3}}",
            HTTP,
            f"W310 {AT}.circuit_breaker.failures: `circuit_breaker.failures: 3` is dropped: `strategy: canary` has none;"
            " it is stopped by `alarms`",
        ),
        (
            "{strategy: canary, linear: {percent: 5}, early_success_percent: 100}",
            HTTP,
            f"W310 {AT}.linear.percent: `linear.percent: 5.0` is dropped: the strategy is canary",
        ),
    ],
)
def test_what_cannot_be_shifted(tmp_path: Path, deployment: str, body: str, line: str) -> None:
    found = app(tmp_path, deployment, body).lines("C301", "C302", "W310")
    assert line in found
    assert len(found) == (2 if "early" in deployment else 1)


def test_two_versions_of_a_database(tmp_path: Path) -> None:
    done = app(tmp_path, "blue_green", f"{HTTP}, volumes: ['data:/d']", rest="\nvolumes: {data: {}}")
    assert done.lines("C307") == [f"C307 {AT}: `strategy: blue_green`: two versions of `app` would write one volume"]


@pytest.mark.parametrize(
    ("x", "body", "made", "lines"),
    [
        ("false", "", "DISABLED", []),
        ("true", "", "ENABLED", ["N202 {}: `az_rebalancing: true` is so anyway"]),
        (
            "true",
            ", deploy: {update_config: {order: stop-first}}",
            "DISABLED",
            ["C308 {}: `az_rebalancing: true`: no task of `app` can be moved: at most 100 % of its tasks may run"],
        ),
    ],
)
def test_rebalancing(tmp_path: Path, x: str, body: str, made: str, lines: list[str]) -> None:
    done = convert(tmp_path, f"services:\n  app: {{image: 'a:1', x-ecs: {{az_rebalancing: {x}}}{body}}}")
    assert done.properties("AppService")["AvailabilityZoneRebalancing"] == made
    path = "services.app.x-ecs.az_rebalancing"
    assert [line for line in done.lines("C308", "N202") if path in line] == [line.format(path) for line in lines]


def test_daemons(tmp_path: Path) -> None:
    done = app(tmp_path, "{min_percent: 50, max_percent: 150}", ", deploy: {mode: global}", x=", launch_type: ec2")
    made = configuration(done)
    assert (made["MinimumHealthyPercent"], made["MaximumPercent"]) == (50, 100)
    assert done.lines("W310") == [f"W310 {AT}.max_percent: `max_percent: 150` is dropped: a task per instance has 100"]


def test_jobs_and_second_containers(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  app: {image: 'a:1', x-ecs: {kind: job, deployment: {min_percent: 5, alarms: [a, b]}, exec: true}}\n"
        "  web: {image: 'a:1'}\n"
        "  side: {image: 'a:1', network_mode: 'service:web', x-ecs: {autoscaling: {max: 3, cpu: 50}, task_role:"
        " 'arn:aws:iam::1:role/r'}}\n",
    )
    assert done.lines("W320") == [
        "W320 services.app.x-ecs.deployment.min_percent: `deployment.min_percent: 5` has no effect: `app` is a job, which"
        " is no ECS service",
        "W320 services.app.x-ecs.deployment.alarms[0]: `deployment.alarms.0: a` has no effect: `app` is a job, which is no"
        " ECS service",
        "W320 services.app.x-ecs.deployment.alarms[1]: `deployment.alarms.1: b` has no effect: `app` is a job, which is no"
        " ECS service",
        "W320 services.app.x-ecs.exec: `exec: true` has no effect: `app` is a job, which is no ECS service",
    ]
    assert done.lines("W316") == [
        "W316 services.side.x-ecs.autoscaling.max: `autoscaling.max: 3` has no effect in `side`: it runs in the task of"
        " `web`",
        "W316 services.side.x-ecs.autoscaling.cpu: `autoscaling.cpu: 50` has no effect in `side`: it runs in the task of"
        " `web`",
        "W316 services.side.x-ecs.task_role: `task_role: arn:aws:iam::1:role/r` has no effect in `side`: it runs"
        " in the task of `web`",
    ]
    assert done.lines("W299") == []
