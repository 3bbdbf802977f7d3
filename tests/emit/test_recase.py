"""CloudFormation's names against those of the ECS API, level by level."""

from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest

from compose2ecs.emit.recase import _VERBATIM, recase
from tests.cloudformation import Schema, resolved, schema_of

#: What CloudFormation has of its own.
NOT_IN_THE_API = {"ForceNewDeployment": "makes CloudFormation deploy although nothing has changed"}


@pytest.fixture(scope="module")
def api() -> Any:
    return botocore.session.get_session().get_service_model("ecs")


def pairs(schema: Schema, value: Schema, shape: Any, path: str = "") -> Iterator[tuple[str, str, Any]]:
    """Each property with its path, its API name, and the structure of the API that must have it."""
    value = resolved(schema, value)
    while value.get("type") == "array":
        value, shape = resolved(schema, value["items"]), shape.member
    for key, below in value.get("properties", {}).items():
        if (f"/properties/{key}" in schema["readOnlyProperties"] and not path) or key in NOT_IN_THE_API:
            continue
        (name,) = recase({key: {}})
        yield f"{path}{key}", name, shape
        if name in shape.members:
            yield from pairs(schema, below, shape.members[name], f"{path}{key}.")


@pytest.mark.parametrize(
    ("type", "operation", "least"),
    [
        ("AWS::ECS::TaskDefinition", "RegisterTaskDefinition", 150),
        ("AWS::ECS::Service", "CreateService", 150),
        ("AWS::ECS::Cluster", "CreateCluster", 20),
    ],
)
def test_every_property_becomes_a_member_of_the_api(api: Any, type: str, operation: str, least: int) -> None:
    schema = schema_of(type)
    found = list(pairs(schema, schema, api.operation_model(operation).input_shape))
    assert len(found) > least
    assert [path for path, name, shape in found if name not in shape.members] == []


def test_maps_of_the_api_keep_their_keys(api: Any) -> None:
    """Keys are data where the API has a map, and only there."""
    definition = api.operation_model("RegisterTaskDefinition").input_shape
    schema = schema_of("AWS::ECS::TaskDefinition")
    maps = {
        path.rpartition(".")[2]
        for path, name, shape in pairs(schema, schema, definition)
        if shape.members[name].type_name == "map"
    }
    assert maps == _VERBATIM


def test_recase() -> None:
    properties = {
        "Family": "web",
        "ContainerDefinitions": [
            {
                "DockerLabels": {"Team": "Shop", "Image": "kept"},
                "LogConfiguration": {"LogDriver": "awslogs", "Options": {"Max-Size": "1"}},
                "Command": ["Run", "It"],
            },
            {"Name": "other"},
        ],
        "Volumes": [{"EFSVolumeConfiguration": {"FilesystemId": "fs-1", "AuthorizationConfig": {"IAM": "ENABLED"}}}],
    }
    assert recase(properties) == {
        "family": "web",
        "containerDefinitions": [
            {
                "dockerLabels": {"Team": "Shop", "Image": "kept"},
                "logConfiguration": {"logDriver": "awslogs", "options": {"Max-Size": "1"}},
                "command": ["Run", "It"],
            },
            {"name": "other"},
        ],
        "volumes": [{"efsVolumeConfiguration": {"fileSystemId": "fs-1", "authorizationConfig": {"iam": "ENABLED"}}}],
    }
