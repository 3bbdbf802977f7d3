"""JSON for the AWS CLI."""

from typing import Any, NamedTuple

import botocore.session
import pytest
from botocore.validate import ParamValidator

from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.recase import recase
from compose2ecs.emit.taskdefs import ecs_json, files, placeholder_notes
from tests.emit.sample import sample


class Place(NamedTuple):
    account: str = ""
    region: str = ""


def test_names_are_used_and_the_rest_are_placeholders() -> None:
    document = ecs_json(sample(), Place())
    assert {key: document[key] for key in ("schema", "project", "cluster")} == {
        "schema": 1,
        "project": "shop",
        "cluster": "shop",
    }
    (task,) = document["taskDefinitions"]
    assert task["tags"] == [{"key": "Team", "value": "shop"}]
    assert task["volumes"] == [
        {"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}}}
    ]
    container = task["containerDefinitions"][0]
    assert container["image"] == "ACCOUNT_ID.dkr.ecr.REGION.amazonaws.com/shop/web:1"
    assert container["dockerLabels"] == {"Some.Key": "On", "on": "yes"}
    assert container["secrets"] == [{"name": "PW", "valueFrom": "${Secret}"}]
    assert container["logConfiguration"]["options"] == {
        "awslogs-group": "/compose2ecs/shop/web",
        "awslogs-region": "REGION",
    }
    (service,) = document["services"]
    assert (service["cluster"], service["taskDefinition"], service["serviceName"]) == ("shop", "shop-web", "web")
    assert service["networkConfiguration"] == {"awsvpcConfiguration": {"subnets": ["${SubnetA}"]}}
    assert service["serviceRegistries"] == [{"registryArn": "${Discovery.Arn}"}]


def test_account_and_region_where_they_are_known() -> None:
    document = ecs_json(sample(), Place("123456789012", "eu-west-1"))
    image = document["taskDefinitions"][0]["containerDefinitions"][0]["image"]
    assert image == "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1"


def test_placeholders_are_named_once() -> None:
    report = Report()
    placeholder_notes(ecs_json(sample(), Place()), report)
    (found,) = report.diagnostics
    assert found.message == (
        "values known only after deployment: ${Discovery.Arn}, ${Secret}, ${SubnetA}, ACCOUNT_ID, REGION"
    )


def test_files() -> None:
    made = files(ecs_json(sample(), Place()))
    assert sorted(made) == ["services/web.json", "task-definitions/shop-web.json"]
    assert made["services/web.json"].startswith('{\n  "serviceName": "web",\n')


@pytest.fixture(scope="module")
def model() -> Any:
    return botocore.session.get_session().get_service_model("ecs")


def test_the_aws_cli_accepts_them(model: Any) -> None:
    document = ecs_json(sample(), Place())
    for key, operation in (("taskDefinitions", "RegisterTaskDefinition"), ("services", "CreateService")):
        for one in document[key]:
            problems = ParamValidator().validate(one, model.operation_model(operation).input_shape)
            assert problems.generate_report() == ""


@pytest.mark.parametrize("operation", ["RegisterTaskDefinition", "CreateService"])
def test_every_member_of_the_api_is_reached(model: Any, operation: str) -> None:
    """CloudFormation's spelling of a member (first letter upper, or an exception) gives the member again."""
    special = {
        "efsVolumeConfiguration": "EFSVolumeConfiguration",
        "fsxWindowsFileServerVolumeConfiguration": "FSxWindowsFileServerVolumeConfiguration",
        "s3filesVolumeConfiguration": "S3FilesVolumeConfiguration",
        "fileSystemId": "FilesystemId",
        "iam": "IAM",
        "placementStrategy": "PlacementStrategies",
    }
    members = set(_members(model.operation_model(operation).input_shape))
    assert len(members) > 60
    spelled = {special.get(name, name[:1].upper() + name[1:]): name for name in members}
    assert recase(dict.fromkeys(spelled, 1) | {}) == dict.fromkeys(spelled.values(), 1)


def _members(shape: Any, seen: tuple[str, ...] = ()) -> Any:
    if shape.type_name == "structure" and shape.name not in seen:
        for name, inner in shape.members.items():
            if name not in ("labels", "options", "driverOpts", "dockerLabels"):
                yield name
            yield from _members(inner, (*seen, shape.name))
    elif shape.type_name == "list":
        yield from _members(shape.member, seen)
