"""`x-ecs.placement`, and keys that have no meaning under a launch type."""

from pathlib import Path

import pytest

from tests.translate.assemble.converted import service

ZONE = {"Type": "spread", "Field": "attribute:ecs.availability-zone"}


def test_constraints_and_strategies(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "deploy: {placement: {constraints: ['node.labels.a == b'], preferences: [{spread: node.labels.c}]}}\n"
        "x-ecs: {launch_type: ec2, placement: {constraints: [distinctInstance, 'attribute:ssd == true'],"
        " strategy: ['spread:az', 'spread:attribute:rack', 'spread:instanceId', 'binpack:memory', random]}}",
    )
    made = done.properties("AppService")
    assert made["PlacementConstraints"] == [
        {"Type": "distinctInstance"},
        {"Type": "memberOf", "Expression": "attribute:ssd == true"},
    ]
    assert made["PlacementStrategies"] == [
        ZONE,
        {"Type": "spread", "Field": "attribute:rack"},
        {"Type": "spread", "Field": "instanceId"},
        {"Type": "binpack", "Field": "memory"},
        {"Type": "random"},
    ]
    assert made["AvailabilityZoneRebalancing"] == "ENABLED"
    assert done.lines("C288", "W299") == []


def test_no_rebalancing_of_what_is_not_spread_over_zones(tmp_path: Path) -> None:
    done = service(tmp_path, "x-ecs: {launch_type: ec2, placement: {strategy: ['binpack:cpu', 'spread:az']}}")
    made = done.properties("AppService")
    assert made["PlacementStrategies"] == [{"Type": "binpack", "Field": "cpu"}, ZONE]
    assert made["AvailabilityZoneRebalancing"] == "DISABLED"


@pytest.mark.parametrize("said", ["spread", "spread:cpu", "binpack", "binpack:az", "random:a", "other:az"])
def test_no_strategy(said: str, tmp_path: Path) -> None:
    done = service(tmp_path, f"x-ecs: {{launch_type: ec2, placement: {{strategy: ['{said}', 'spread:zone']}}}}")
    assert done.lines("C288") == [
        f"C288 services.app.x-ecs.placement.strategy[0]: `placement.strategy: {said}` is no strategy"
    ]
    assert done.properties("AppService")["PlacementStrategies"] == [ZONE]


def test_too_many(tmp_path: Path) -> None:
    constraints = [f"attribute:a == {number}" for number in range(11)]
    strategies = [f"spread:attribute:a{number}" for number in range(6)]
    text = f"x-ecs: {{launch_type: ec2, placement: {{constraints: {constraints}, strategy: {strategies}}}}}"
    done = service(tmp_path, text)
    assert [line.partition(":")[0] for line in done.lines("C288")] == [
        "C288 services.app.x-ecs.placement.constraints[10]",
        "C288 services.app.x-ecs.placement.strategy[5]",
    ]
    made = done.properties("AppService")
    assert (len(made["PlacementConstraints"]), len(made["PlacementStrategies"])) == (10, 5)


@pytest.mark.parametrize(
    ("launch_type", "expected"),
    [
        (
            "fargate",
            [
                "`placement.constraints: distinctInstance` is dropped: AWS chooses where tasks run",
                "`placement.strategy: random, spread:az` is dropped: AWS chooses where tasks run",
                "`instance_type: m6i.large` is dropped: Fargate has no instances",
            ],
        ),
        (
            "managed_instances",
            [
                "`capacity: {'fargate': {'weight': 1}, 'fargate_spot': {'weight': 2}}` is dropped: it mixes Fargate and"
                " Fargate Spot, and `app` runs on managed_instances",
                "`placement.constraints: distinctInstance` is dropped: AWS chooses where tasks run",
                "`placement.strategy: random, spread:az` is dropped: AWS chooses where tasks run",
            ],
        ),
        (
            "ec2",
            [
                "`capacity: {'fargate': {'weight': 1}, 'fargate_spot': {'weight': 2}}` is dropped: it mixes Fargate and"
                " Fargate Spot, and `app` runs on ec2",
            ],
        ),
    ],
)
def test_keys_of_other_launch_types(launch_type: str, expected: list[str], tmp_path: Path) -> None:
    done = service(
        tmp_path,
        f"x-ecs:\n  launch_type: {launch_type}\n  capacity: {{fargate: {{weight: 1}}, fargate_spot: {{weight: 2}}}}\n"
        "  placement: {constraints: distinctInstance, strategy: [random, 'spread:az']}\n  instance_type: m6i.large",
    )
    assert [line.partition(": ")[2] for line in done.lines("W260")] == expected
    assert done.lines("W299") == []
