"""The table of types, against the CloudFormation schemas."""

import pytest

from compose2ecs.graph.types import LAUNCHED, MAP, NONE, PAIRS, TYPES, Kind
from tests.cloudformation import property_of, resolved, schema_of

#: Types that could be tagged and are not, and why.
LEFT_UNTAGGED = {
    "AWS::ApplicationAutoScaling::ScalableTarget": "found by the service that it scales",
    "AWS::CloudWatch::Dashboard": "found by its name",
    "AWS::ElasticLoadBalancingV2::Listener": "found by its load balancer",
    "AWS::ElasticLoadBalancingV2::ListenerRule": "found by its listener",
}


@pytest.mark.parametrize("type", TYPES)
def test_tags_have_the_property_and_the_form_of_the_schema(type: str) -> None:
    kind, schema = TYPES[type], schema_of(type)
    if kind.style == NONE:
        assert kind == Kind("", NONE)
        assert ("Tags" in schema["properties"]) == (type in LEFT_UNTAGGED)
        return
    assert schema["tagging"]["tagProperty"] == f"/properties/{kind.tags}"
    tags = property_of(schema, kind.tags)
    assert tags is not None
    if kind.style == MAP:
        assert tags["type"] == "object"
        return
    assert tags["type"] == "array"
    names = {PAIRS: ["Key", "Value"], LAUNCHED: ["Key", "PropagateAtLaunch", "Value"]}[kind.style]
    assert sorted(resolved(schema, tags["items"])["properties"]) == names


def test_types_are_sorted_and_every_exception_is_one() -> None:
    assert list(TYPES) == sorted(TYPES)
    assert set(LEFT_UNTAGGED) <= {name for name, kind in TYPES.items() if kind.style == NONE}


def test_what_holds_data() -> None:
    assert [name for name, kind in TYPES.items() if kind.stateful] == [
        "AWS::ECR::Repository",
        "AWS::EFS::AccessPoint",
        "AWS::EFS::FileSystem",
        "AWS::Logs::LogGroup",
        "AWS::SecretsManager::Secret",
    ]
