"""IAM roles."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import GetAtt, Join, Pseudo
from compose2ecs.translate.settings import Settings
from tests.translate.assemble.converted import convert, service

PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


def test_only_ecs_tasks_of_this_account(tmp_path: Path) -> None:
    done = service(tmp_path, "user: '1'")
    role = done.properties("AppTaskExecutionRole")
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
    tasks = Join(("arn:", Pseudo("Partition"), ":ecs:", Pseudo("Region"), ":", Pseudo("AccountId"), ":*"))
    assert statement == {
        "Effect": "Allow",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"},
        "Action": "sts:AssumeRole",
        "Condition": {
            "ArnLike": {"aws:SourceArn": tasks},
            "StringEquals": {"aws:SourceAccount": Pseudo("AccountId")},
        },
    }
    assert [one["PolicyName"] for one in role["Policies"]] == ["execution"]
    definition = done.properties("AppTaskDefinition")
    assert definition["ExecutionRoleArn"] == GetAtt("AppTaskExecutionRole", "Arn")
    assert "TaskRoleArn" not in definition


@pytest.mark.parametrize("image", ["nginx", "ghcr.io/a/b:1", "quay.io/a/b@sha256:abc", "public.ecr.aws/a/b"])
def test_public_images_need_no_permission(tmp_path: Path, image: str) -> None:
    done = service(tmp_path, f"image: {image}")
    statements = done.properties("AppTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert [one["Action"] for one in statements] == [["logs:CreateLogStream", "logs:PutLogEvents"]]


def test_images_in_ecr(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {build: {context: ., dockerfile_inline: FROM x}}\n"
        "  b: {image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.2'}",
        Settings(images={"a": "0123"}),
    )
    token = {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"}
    mine = ("arn:", Pseudo("Partition"), ":ecr:", Pseudo("Region"), ":", Pseudo("AccountId"), ":repository/shop/a")
    theirs = ("arn:", Pseudo("Partition"), ":ecr:eu-west-1:123456789012:repository/team/app")
    for name, parts in (("A", mine), ("B", theirs)):
        statements = done.properties(f"{name}TaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
        assert statements[:2] == [token, {"Effect": "Allow", "Action": PULL, "Resource": [Join(parts)]}]
