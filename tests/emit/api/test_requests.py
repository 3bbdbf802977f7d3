"""Requests: valid for AWS, in an order that works, with every value that they refer to."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from compose2ecs.commands.pipeline import translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.api.requests import json_lines, requests
from compose2ecs.emit.api.table import CREATIONS
from compose2ecs.emit.cloudformation import template
from compose2ecs.emit.resolve import Resolver
from compose2ecs.emit.taskdefs import ecs_json
from compose2ecs.graph.intrinsics import parsed
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.types import TYPES
from compose2ecs.graph.values import GetAtt, Ref
from tests.emit.api.models import problems, response_has
from tests.emit.api.projects import EVERYTHING, MACHINES, SECURE, others
from tests.translate.assemble.converted import convert
from tools.golden import PROJECTS, names


class Place(NamedTuple):
    account: str = ""
    region: str = ""


def made(graph: Graph) -> list[dict[str, Any]]:
    report = Report()
    found = requests(graph, Place(), report)
    assert report.sorted() == []
    return found


def graphs(folder: Path) -> dict[str, Graph]:
    """Every fixture project, and those that are made for this test."""
    found = {"others": others()}
    for name, text in (("everything", EVERYTHING), ("machines", MACHINES), ("secure", SECURE)):
        done = convert(folder, text)
        assert not done.report.failed, done.lines()
        found[name] = done.graph
    for name in names():
        graph = translated(LoadOptions({"HOME": "/home/me"}, f"{PROJECTS}/{name}")).graph
        assert graph is not None
        found[name] = graph
    return found


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Graph]:
    return graphs(tmp_path_factory.mktemp("projects"))


def test_every_type_has_its_calls() -> None:
    assert list(CREATIONS) == list(TYPES)
    for creation in CREATIONS.values():
        assert callable(creation.function())


def test_every_type_is_tested(every: dict[str, Graph]) -> None:
    seen = {resource.type for graph in every.values() for resource in graph.resources.values()}
    assert set(TYPES) - seen == set()


def test_requests_are_valid(every: dict[str, Graph]) -> None:
    found = [problem for graph in every.values() for one in made(graph) for problem in problems(one)]
    assert found == []


def test_nothing_is_used_before_it_is_made(every: dict[str, Graph]) -> None:
    for graph in every.values():
        done: set[str] = set()
        for request in made(graph):
            for name in placeholders(request["parameters"]):
                assert name in done or re.fullmatch(r"Zone\d", name), f"{request['step']} needs {name}"
            done.add(request["step"].partition("/")[0])
            assert list(request) == ["step", "service", "operation", "parameters"]


def placeholders(value: Any) -> Iterator[str]:
    """The logical ids in ``${Vpc}`` and ``${Vpc.CidrBlock}``."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from placeholders(inner)
    elif isinstance(value, str):
        yield from (name.partition(".")[0] for name in re.findall(r"\$\{([A-Za-z][A-Za-z0-9.]+)\}", value))


def test_steps_have_different_names(every: dict[str, Graph]) -> None:
    for graph in every.values():
        steps = [one["step"] for one in made(graph)]
        assert len(set(steps)) == len(steps)


def test_results_are_in_responses_and_parameters(every: dict[str, Graph]) -> None:
    seen: set[str] = set()
    for graph in every.values():
        for request in made(graph):
            resource = graph.resources[request["step"].partition("/")[0]]
            creation = CREATIONS.get(resource.type)
            if creation is None:
                continue
            for result in filter(None, (creation.ref, *creation.attributes.values())):
                first = request["step"] == resource.id
                if result.given and first:
                    assert result.path in request["parameters"], request["step"]
                    seen.add(resource.type)
                elif not result.given and (
                    request["operation"] == result.operation or (first and not result.operation)
                ):
                    assert response_has(request["service"], request["operation"], result.path), (request, result)
                    seen.add(resource.type)
    assert seen == {type for type, creation in CREATIONS.items() if creation.ref is not None}


def test_what_resources_refer_to_has_a_result(every: dict[str, Graph]) -> None:
    for graph in every.values():
        for resource in graph.resources.values():
            for value in references(resource.properties):
                creation = CREATIONS[graph.resources[value.logical_id].type]
                if isinstance(value, Ref):
                    assert creation.ref is not None, f"{resource.id}: {value}"
                else:
                    assert value.attribute in creation.attributes, f"{resource.id}: {value}"


def references(value: Any) -> Iterator["Ref | GetAtt"]:
    if isinstance(value, (Ref, GetAtt)):
        yield value
    inner = value.values() if isinstance(value, dict) else getattr(value, "parts", value)
    if not isinstance(inner, (str, int, float)) and inner is not None and not isinstance(value, (Ref, GetAtt)):
        for one in inner if not hasattr(inner, "__slots__") else ():
            yield from references(one)


def test_the_three_emitters_agree(every: dict[str, Graph]) -> None:
    """Task definitions and services are the same in JSON, in requests, and in the template with the API's names."""
    for graph in every.values():
        document = ecs_json(graph, Place())
        found = made(graph)
        resolver = Resolver(graph, Place())
        resources = json.loads(template(graph, "json"))["Resources"]
        for key, operation, type in (
            ("taskDefinitions", "RegisterTaskDefinition", "AWS::ECS::TaskDefinition"),
            ("services", "CreateService", "AWS::ECS::Service"),
        ):
            sent = [one["parameters"] for one in found if (one["service"], one["operation"]) == ("ecs", operation)]
            named = "family" if key == "taskDefinitions" else "serviceName"
            assert sorted(sent, key=lambda one: str(one[named])) == sorted(
                document[key], key=lambda one: str(one[named])
            )
            written = [one["Properties"] for one in resources.values() if one["Type"] == type]
            assert document[key] == [resolver.input(parsed(one, graph.parameters)) for one in written]


def test_jobs_are_run_without_a_function(tmp_path: Path) -> None:
    done = convert(tmp_path, EVERYTHING)
    found = {one["step"]: one for one in made(done.graph)}
    assert {"JobRunner", "JobRunnerRole", "JobRunnerLogGroup"} <= set(done.graph.resources)
    assert not [step for step in found if step.startswith("JobRunner")]
    job = found["MigrateJob"]
    assert (job["service"], job["operation"]) == ("ecs", "RunTask")
    assert job["parameters"]["taskDefinition"] == "shop-migrate"
    assert list(found).index("MigrateJob") < list(found).index("WebService")


def test_a_function_of_the_user_stays() -> None:
    graph = Graph("shop")
    graph.add(
        Resource("Own", "AWS::Lambda::Function", {"Role": "r", "Runtime": "python3.13", "Code": {"ZipFile": "x"}})
    )
    graph.add(Resource("Made", "AWS::CloudFormation::CustomResource", {"ServiceToken": GetAtt("Own", "Arn")}))
    report = Report()
    (request,) = requests(graph, Place(), report)
    assert request["operation"] == "CreateFunction"
    assert request["parameters"]["Code"]["ZipFile"].startswith("UEsDB")
    assert [(one.code, one.message) for one in report.sorted()] == [
        ("W329", "Made cannot be made by requests: a custom resource needs CloudFormation")
    ]


def test_functions_of_cloudformation_are_told() -> None:
    graph = Graph("shop")
    graph.add(Resource("B", "AWS::S3::Bucket", {"BucketName": {"Fn::If": ["A", "b", "c"]}, "Tags": []}))
    report = Report()
    (request,) = requests(graph, Place(), report)
    assert request["parameters"]["TypeName"] == "AWS::S3::Bucket"
    assert [one.message for one in report.sorted()] == [
        "B cannot be made by requests: Fn::If is computed by CloudFormation only"
    ]


def test_rules_of_groups(tmp_path: Path) -> None:
    graph = Graph("shop")
    rules = [
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 81, "CidrIp": "0.0.0.0/0", "Description": "a"},
        {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIpv6": "::/0"},
    ]
    out = [{"IpProtocol": "-1", "DestinationPrefixListId": "pl-1"}, {"IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}]
    properties = {"GroupDescription": "d", "SecurityGroupIngress": rules, "SecurityGroupEgress": out}
    graph.add(Resource("Group", "AWS::EC2::SecurityGroup", properties))
    assert [(one["step"], one["parameters"]) for one in made(graph)] == [
        ("Group", {"GroupName": "shop-Group", "Description": "d"}),
        (
            "Group/AuthorizeSecurityGroupIngress",
            {
                "GroupId": "${Group}",
                "IpPermissions": [
                    {
                        "IpProtocol": "tcp",
                        "FromPort": 80,
                        "ToPort": 81,
                        "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "a"}],
                    },
                    {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "Ipv6Ranges": [{"CidrIpv6": "::/0"}]},
                ],
            },
        ),
        (
            "Group/RevokeSecurityGroupEgress",
            {
                "GroupId": "${Group}",
                "IpPermissions": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
            },
        ),
        (
            "Group/AuthorizeSecurityGroupEgress",
            {
                "GroupId": "${Group}",
                "IpPermissions": [
                    {"IpProtocol": "-1", "PrefixListIds": [{"PrefixListId": "pl-1"}]},
                    {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "10.0.0.0/8"}]},
                ],
            },
        ),
    ]


def test_every_property_arrives(every: dict[str, Graph]) -> None:
    """Each scalar of a property is somewhere in the requests, whatever it is called there."""
    for graph in every.values():
        found = made(graph)
        texts: dict[str, str] = {}
        for one in found:
            id = one["step"].partition("/")[0]
            texts[id] = texts.get(id, "") + json_lines([one])
        for resource in graph.resources.values():
            if resource.id not in texts or resource.type in ("AWS::Lambda::Function", "AWS::EC2::LaunchTemplate"):
                continue
            for key in resource.properties:
                if key in NOT_SENT or key in texts[resource.id] or key[:1].lower() + key[1:] in texts[resource.id]:
                    continue
                assert key in RENAMED, f"{resource.id} ({resource.type}): {key}"


NOT_SENT = {
    "EmptyOnDelete": "about deletion",
    "ServiceToken": "who runs the job",
    "ServiceTimeout": "how long CloudFormation waits",
    "Container": "whose exit code counts",
    "Logs": "what is told when the job fails",
}
RENAMED = {
    "AccessPointTags",
    "BackupPolicy",
    "CapacityProvider",
    "CapacityProviders",
    "ClusterName",
    "ClusterSettings",
    "Cooldown",
    "DomainName",
    "DomainNameServers",
    "FileSystemPolicy",
    "FileSystemTags",
    "GenerateSecretString",
    "GroupDescription",
    "LifecyclePolicies",
    "LoadBalancerAttributes",
    "ManagedPolicyArns",
    "MetricsCollection",
    "Network",
    "PlacementStrategies",
    "Policies",
    "RepositoryPolicyText",
    "Roles",
    "ScheduledActions",
    "ScalingTargetId",
    "SecurityGroupEgress",
    "SecurityGroupIngress",
    "SourceSecurityGroupId",
    "DestinationSecurityGroupId",
    "Tags",
    "TargetGroupAttributes",
    "InstanceAttributes",
}
