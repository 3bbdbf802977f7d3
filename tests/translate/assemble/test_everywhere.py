"""Tags and roles: what AWS does not take, what has no effect."""

from pathlib import Path

import pytest

from tests.translate.assemble.converted import Converted, convert

AT = "services.app.x-ecs"
ROLE = "arn:aws:iam::111122223333:role/r"


def app(folder: Path, x: str, body: str = "", rest: str = "") -> Converted:
    return convert(folder, f"services:\n  app: {{image: 'a:1', x-ecs: {x}{body}}}\n{rest}")


def test_tags_that_aws_does_not_take(tmp_path: Path) -> None:
    done = app(tmp_path, f"{{tags: {{'aws:a': b, 'c*': d, e: '{'x' * 257}', good: 'yes'}}}}")
    assert done.lines("C306") == [
        f"C306 {AT}.tags.aws:a: tag `aws:a: b`: `aws:` is reserved",
        f"C306 {AT}.tags.c*: tag `c*: d`: it has characters that AWS does not take",
        f"C306 {AT}.tags.e: tag `e: {'x' * 257}`: a key has up to 128 characters, a value up to 256",
    ]
    assert done.properties("AppService")["Tags"] == [{"Key": "good", "Value": "yes"}]


def test_fifty_tags(tmp_path: Path) -> None:
    tags = ", ".join(f"t{number}: x" for number in range(40))
    labels = ", ".join(f"l{number}: x" for number in range(8))
    done = app(tmp_path, f"{{tags: {{{tags}}}}}", f", deploy: {{labels: {{{labels}}}}}")
    assert done.lines("C306") == [f"C306 {AT}.tags: AppService would have more than 50 tags"]


def test_tags_of_a_container_beside_another(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{}",
        rest="  side: {image: 'b:1', network_mode: 'service:app', x-ecs: {tags: {a: b, c: d}}}\n"
        "x-ecs: {service_discovery: none}\n",
    )
    assert done.lines("W320") == [
        "W320 services.side.x-ecs.tags.a: tag `a: b` has no effect: nothing is made for `side` alone",
        "W320 services.side.x-ecs.tags.c: tag `c: d` has no effect: nothing is made for `side` alone",
    ]


def test_tags_reach_instances(tmp_path: Path) -> None:
    done = app(tmp_path, "{launch_type: ec2}", rest="x-ecs: {tags: {a: b, c: d}}\n")
    (group,) = done.of_type("AWS::AutoScaling::AutoScalingGroup").values()
    assert {"Key": "a", "Value": "b", "PropagateAtLaunch": True} in group["Tags"]
    assert {"Key": "c", "Value": "d", "PropagateAtLaunch": True} in group["Tags"]


@pytest.mark.parametrize(
    ("x", "rest", "line"),
    [
        (
            "{task_role: {path: own}}",
            "",
            f"C321 {AT}.task_role.path: `path: own` must begin and end with `/`",
        ),
        (
            "{}",
            "x-ecs: {role_path: apps/}\n",
            "C321 x-ecs.role_path: `role_path: apps/` must begin and end with `/`",
        ),
    ],
)
def test_paths_of_roles(tmp_path: Path, x: str, rest: str, line: str) -> None:
    done = app(tmp_path, x, rest=rest)
    assert done.lines("C321") == [line]
    assert all("Path" not in role for role in done.of_type("AWS::IAM::Role").values())


def test_an_existing_role_is_not_changed(tmp_path: Path) -> None:
    policies = "[arn:aws:iam::aws:policy/a, arn:aws:iam::aws:policy/b]"
    done = app(tmp_path, f"{{task_role: {{arn: '{ROLE}', managed_policies: {policies}, path: /own/}}}}")
    assert done.properties("AppTaskDefinition")["TaskRoleArn"] == ROLE
    assert done.lines("W320") == [
        f"W320 {AT}.task_role.managed_policies: `task_role.managed_policies` (arn:aws:iam::aws:policy/a,"
        f" arn:aws:iam::aws:policy/b) is dropped: the role {ROLE} is not changed",
        f"W320 {AT}.task_role.path: `task_role.path` (/own/) is dropped: the role {ROLE} is not changed",
    ]


def test_windows_has_no_init_process(tmp_path: Path) -> None:
    done = app(tmp_path, "{exec: true}", ", platform: windows/amd64")
    assert "LinuxParameters" not in done.container("App")
    assert done.properties("AppService")["EnableExecuteCommand"] is True


def test_exec_is_off_anyway(tmp_path: Path) -> None:
    assert f"N202 {AT}.exec: `exec: false` is so anyway" in app(tmp_path, "{exec: false}").lines("N202")
