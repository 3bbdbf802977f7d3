"""Counts and rollouts."""

from pathlib import Path
from typing import Any

import pytest

from tests.translate.assemble.converted import convert, service

DATA = "image: postgres\nvolumes: ['data:/data']"
VOLUMES = "volumes: {data: {}}"


def rollout(folder: Path, body: str, rest: str = "") -> tuple[int, dict[str, Any], str]:
    properties = service(folder, body, rest).properties("AppService")
    configuration = properties["DeploymentConfiguration"]
    assert configuration.pop("Strategy") == "ROLLING"
    return properties["DesiredCount"], configuration, properties["AvailabilityZoneRebalancing"]


@pytest.mark.parametrize(
    ("replicas", "update", "lowest", "highest", "rebalancing"),
    [
        (1, "", 100, 200, "ENABLED"),
        (0, "", 100, 200, "ENABLED"),
        (3, "order: start-first, parallelism: 1", 100, 134, "ENABLED"),
        (3, "order: stop-first, parallelism: 1", 66, 100, "DISABLED"),
        (3, "parallelism: 2", 33, 100, "DISABLED"),
        (3, "parallelism: 0", 0, 100, "DISABLED"),
        (3, "order: start-first, parallelism: 7", 100, 200, "ENABLED"),
        (1, "order: stop-first", 0, 100, "DISABLED"),
        (6, "order: start-first", 100, 200, "ENABLED"),
        (0, "order: start-first, parallelism: 1", 100, 200, "ENABLED"),
    ],
)
def test_percentages(tmp_path: Path, replicas: int, update: str, lowest: int, highest: int, rebalancing: str) -> None:
    config = f", update_config: {{{update}}}" if update else ""
    count, made, zones = rollout(tmp_path, f"deploy: {{replicas: {replicas}{config}}}")
    assert count == replicas
    assert (made["MinimumHealthyPercent"], made["MaximumPercent"], zones) == (lowest, highest, rebalancing)


def test_one_writer_stops_before_the_next_starts(tmp_path: Path) -> None:
    _, made, zones = rollout(tmp_path, DATA, VOLUMES)
    assert (made["MinimumHealthyPercent"], made["MaximumPercent"], zones) == (0, 100, "DISABLED")


def test_several_writers_of_a_database(tmp_path: Path) -> None:
    done = service(tmp_path, f"{DATA}\ndeploy: {{replicas: 2}}", VOLUMES)
    assert done.places("W301") == ["4:15 W301 services.app.volumes[0]"]
    assert done.lines("W301") == ["W301 services.app.volumes[0]: 2 tasks of `app` would write one data directory"]


@pytest.mark.parametrize(
    ("update", "breaker"),
    [
        ("failure_action: rollback", {"Enable": True, "Rollback": True}),
        ("failure_action: pause", {"Enable": True, "Rollback": False}),
        ("failure_action: continue", {"Enable": False, "Rollback": False}),
        (
            "max_failure_ratio: 0.25",
            {
                "Enable": True,
                "Rollback": True,
                "ThresholdConfiguration": {"Type": "UNBOUNDED_PERCENT", "Value": 25},
            },
        ),
        ("max_failure_ratio: 0", {"Enable": True, "Rollback": True}),
    ],
)
def test_failure(tmp_path: Path, update: str, breaker: dict[str, Any]) -> None:
    _, made, _ = rollout(tmp_path, f"deploy: {{update_config: {{{update}}}}}")
    assert made["DeploymentCircuitBreaker"] == breaker


def test_what_ecs_cannot_do_is_told(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "deploy:\n  mode: global\n  endpoint_mode: vip\n  update_config: {delay: 5s, monitor: 90s}\n"
        "  rollback_config: {parallelism: 2, order: start-first}",
    )
    assert done.lines("W201", "W223") == [
        "W223 services.app.deploy.mode: `deploy.mode: global`: Fargate has no nodes, so one task runs",
        "W201 services.app.deploy.update_config.delay: `update_config.delay: 5s` is dropped: a rolling deployment does"
        " not pause between tasks",
        "W201 services.app.deploy.update_config.monitor: `update_config.monitor: 1m30s` is dropped: a rolling deployment"
        " ends with its last task",
        "W201 services.app.deploy.rollback_config.parallelism: `rollback_config.parallelism: 2` is dropped: ECS rolls"
        " back the way it deploys",
        "W201 services.app.deploy.rollback_config.order: `rollback_config.order: start-first` is dropped: ECS rolls"
        " back the way it deploys",
    ]
    assert done.lines("N202")[0].endswith("`deploy.endpoint_mode: vip`: DNS gives the addresses of all tasks")


def test_placement(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "deploy:\n  placement:\n    constraints: [node.platform.arch == aarch64, node.role == worker, disk==ssd]\n"
        "    preferences: [{spread: node.labels.zone}, {spread: x}]\n    max_replicas_per_node: 2",
    )
    assert done.properties("AppTaskDefinition")["RuntimePlatform"]["CpuArchitecture"] == "ARM64"
    at = "services.app.deploy.placement"
    assert [line for line in done.lines() if at in line] == [
        f"N202 {at}.constraints[0]: `node.platform.arch == aarch64` is the task's architecture",
        f"N201 {at}.constraints[1]: placement constraint `node.role == worker` is ignored: tasks on Fargate have no"
        " nodes",
        f"W201 {at}.constraints[2]: placement constraint `disk==ssd` is dropped: Fargate has no nodes to choose among",
        f"N201 {at}.preferences[0]: placement preference `node.labels.zone` is ignored: Fargate spreads tasks over the"
        " zones itself",
        f"N201 {at}.preferences[1]: placement preference `x` is ignored: Fargate spreads tasks over the zones itself",
        f"N201 {at}.max_replicas_per_node: `max_replicas_per_node: 2` is ignored: every task on Fargate is a node of"
        " its own",
    ]


def test_scale_and_labels(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, scale: 4, deploy: {labels: {team: shop, cost: '42'}}}",
    )
    properties = done.properties("AppService")
    assert properties["DesiredCount"] == 4
    assert properties["Tags"] == [{"Key": "cost", "Value": "42"}, {"Key": "team", "Value": "shop"}]
    assert properties["PropagateTags"] == "SERVICE"


@pytest.mark.parametrize(
    ("deploy", "x", "threshold", "line"),
    [
        (
            "restart_policy: {max_attempts: 4}",
            "{}",
            {"Type": "COUNT", "Value": 4},
            "N202 {}: `restart_policy.max_attempts: 4`: a deployment fails after 4 failed tasks; a service that runs is"
            " never given up",
        ),
        (
            "restart_policy: {max_attempts: 4}, update_config: {max_failure_ratio: 0.3}",
            "{}",
            {"Type": "UNBOUNDED_PERCENT", "Value": 30},
            "N202 {}: `restart_policy.max_attempts: 4` gives way to `update_config.max_failure_ratio`",
        ),
        (
            "restart_policy: {max_attempts: 4}, update_config: {failure_action: continue}",
            "{}",
            None,
            "N202 {}: `restart_policy.max_attempts: 4` gives way to `update_config.failure_action`",
        ),
        (
            "restart_policy: {max_attempts: 4}",
            "{kind: job}",
            None,
            "W201 {}: `restart_policy.max_attempts: 4` is dropped: ECS slows repeated starts down itself",
        ),
    ],
)
def test_attempts_are_failures_of_a_deployment(
    tmp_path: Path, deploy: str, x: str, threshold: dict[str, Any] | None, line: str
) -> None:
    done = service(tmp_path, f"deploy: {{{deploy}}}\nx-ecs: {x}")
    made = done.graph.resources.get("AppService")
    breaker = made.properties["DeploymentConfiguration"]["DeploymentCircuitBreaker"] if made else {}
    assert breaker.get("ThresholdConfiguration") == threshold
    path = "services.app.deploy.restart_policy.max_attempts"
    assert [one for one in done.lines() if path in one] == [line.format(path)]
