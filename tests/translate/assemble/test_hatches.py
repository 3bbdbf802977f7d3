"""Escape hatches: in their order, for every emitter, and refused with a place where they miss."""

import json
from pathlib import Path
from typing import Any

from compose2ecs.commands.pipeline import translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.api.requests import requests
from compose2ecs.emit.cloudformation import template
from compose2ecs.emit.taskdefs import ecs_json
from compose2ecs.graph.document import document
from compose2ecs.graph.overlay import patch_template
from compose2ecs.graph.patch import Operation
from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from compose2ecs.translate.settings import Settings
from tests.translate.assemble.converted import Converted, convert
from tools.golden import PROJECTS, names

WEB = "services:\n  web:\n    image: nginx:1\n    ports: ['80:80', '81:81']\n    x-ecs:\n"


def web(folder: Path, said: str, project: str = "") -> Converted:
    return convert(folder, f"{WEB}      {said}\n{project}")


def test_overrides_say_what_they_change(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "overrides: {service: {EnableExecuteCommand: true, PlatformVersion: {Ref: Cluster}}, target_group:"
        " {HealthCheckPath: /ok, Matcher: {HttpCode: '200'}}}",
    )
    assert done.properties("WebService")["PlatformVersion"] == Ref("Cluster")
    groups = done.of_type("AWS::ElasticLoadBalancingV2::TargetGroup")
    assert [(one["HealthCheckPath"], one["Matcher"]) for one in groups.values()] == [("/ok", {"HttpCode": "200"})] * 2
    assert done.lines("N313") == [
        "N313 services.web.x-ecs.overrides.service: `overrides.service` of `web`:"
        ' {"EnableExecuteCommand": true, "PlatformVersion": {"Ref": "Cluster"}}',
        "N313 services.web.x-ecs.overrides.target_group: `overrides.target_group` of `web`:"
        ' {"HealthCheckPath": "/ok", "Matcher": {"HttpCode": "200"}}',
    ]


def test_overrides_of_the_defaults_lie_below(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "overrides: {container: {DockerLabels: {a: '1'}, StopTimeout: 5}}",
        "x-ecs: {defaults: {overrides: {container: {DockerLabels: {a: '0', b: '2'}, StopTimeout: 9, User: u}}}}\n",
    )
    container = done.container("Web")
    assert (container["DockerLabels"], container["StopTimeout"], container["User"]) == ({"a": "1", "b": "2"}, 5, "u")
    assert done.lines("W299") == []


def test_overrides_without_anything_to_change(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  job: {image: 'a:1', x-ecs: {kind: job, run: manual, overrides: {service: {A: 1}, target_group:"
        " {B: 2}, container: text}}}\n",
    )
    assert done.lines("W320", "C320") == [
        "W320 services.job.x-ecs.overrides.service: `overrides.service` changes nothing: `job` has no ECS service",
        "W320 services.job.x-ecs.overrides.target_group: `overrides.target_group` changes nothing: `job` has no target"
        " group",
        "C320 services.job.x-ecs.overrides.container: `overrides.container` must be a mapping, not `text`",
    ]


def test_patch_of_a_service(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "overrides: {task_definition: {PidMode: task}, patch: [{op: test, path: /Properties/PidMode, value: task},"
        " {op: add, path: /Properties/ContainerDefinitions/0/DockerLabels, value: {a: {Ref: Vpc}}},"
        " {op: add, path: /Metadata, value: {by: hand}}, {op: remove, path: /Properties/PidMode}]}",
    )
    definition = done.resource("WebTaskDefinition")
    assert done.container("Web")["DockerLabels"] == {"a": Ref("Vpc")}
    assert "PidMode" not in definition.properties
    assert definition.attributes == {"Metadata": {"by": "hand"}}
    assert [line.partition(": ")[2] for line in done.lines("N313")][1:] == [
        'patch of WebTaskDefinition: `test /Properties/PidMode "task"`',
        'patch of WebTaskDefinition: `add /Properties/ContainerDefinitions/0/DockerLabels {"a": {"Ref": "Vpc"}}`',
        'patch of WebTaskDefinition: `add /Metadata {"by": "hand"}`',
        "patch of WebTaskDefinition: `remove /Properties/PidMode`",
    ]


def test_patch_of_the_template_comes_last(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "exec: true",
        "x-ecs:\n  resources: {Topic: {Type: 'AWS::SNS::Topic', Properties: {DisplayName: a, Tags: [{Key: n, Value:"
        " {'Fn::Sub': 'x-$${AWS::Region}'}}]}, Condition: C, DependsOn: Vpc}}\n  patch:\n"
        "    - {op: replace, path: /Resources/Topic/Properties/DisplayName, value: b}\n"
        "    - {op: move, path: /Resources/Other, from: /Resources/Topic}\n"
        "    - {op: add, path: /Conditions, value: {C: {'Fn::Equals': [a, b]}}}\n"
        "    - {op: add, path: /Parameters, value: {P: {Type: String}}}\n"
        "    - {op: add, path: /Outputs/More, value: {Value: {'Fn::GetAtt': [Other, TopicName]}, Export: {Name: e}}}\n"
        "    - {op: replace, path: /Description, value: Mine}\n",
    )
    assert done.lines("C322", "C320", "C330") == []
    assert "Topic" not in done.graph.resources
    other = done.resource("Other")
    assert other.properties == {"DisplayName": "b", "Tags": [{"Key": "n", "Value": Join(("x-", Pseudo("Region")))}]}
    assert (other.type, other.attributes, other.depends_on) == ("AWS::SNS::Topic", {"Condition": "C"}, ["Vpc"])
    assert done.graph.outputs["More"] == ("", GetAtt("Other", "TopicName"))
    made = json.loads(template(done.graph, "json"))
    assert made["Conditions"] == {"C": {"Fn::Equals": ["a", "b"]}}
    assert made["Parameters"]["P"] == {"Type": "String"}
    assert made["Outputs"]["More"]["Export"] == {"Name": "e"}
    assert made["Description"] == "Mine"
    assert made["Resources"]["Other"]["Condition"] == "C"
    assert "Conditions:\n  C:\n    Fn::Equals:\n" in template(done.graph)


def test_patches_that_miss(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "overrides: {patch: [{op: replace, path: /Properties/Cpuu, value: 1}, {op: add, path: /Properties/A}]}",
        "x-ecs:\n  patch:\n    - {op: test, path: /Resources/Vpc/Type, value: x}\n"
        "    - {op: remove, path: /Resources/Vpcc}\n    - {op: move, path: /Resources/A}\n",
    )
    found = [d for d in done.report.sorted() if d.code == "C322"]
    assert [(d.span.line, d.span.column, d.message, d.hint) for d in found if d.span] == [
        (6, 47, "`replace`: the path `/Properties/Cpuu` does not exist", "did you mean `/Properties/Cpu`?"),
        (6, 76, "`add` of `/Properties/A` needs `value`", ""),
        (9, 24, '`test`: `/Resources/Vpc/Type` is `"AWS::EC2::VPC"`, not `"x"`', ""),
        (10, 26, "`remove`: the path `/Resources/Vpcc` does not exist", "did you mean `/Resources/Vpc`?"),
        (11, 7, "`move` of `/Resources/A` needs `from`", ""),
    ]


def test_what_makes_no_template(tmp_path: Path) -> None:
    done = web(tmp_path, "exec: true", "x-ecs: {patch: [{op: remove, path: /Resources/Vpc/Type}]}\n")
    assert done.lines("C322") == ["C322 x-ecs.patch[0].path: `remove`: `Vpc` would be no resource: it needs a `Type`"]
    done = web(tmp_path, "exec: true", "x-ecs: {patch: [{op: replace, path: /Resources, value: 1}]}\n")
    assert done.lines("C322") == ["C322 x-ecs.patch[0].path: `replace`: the template would have no `Resources`"]


def test_a_resource_keeps_its_type(tmp_path: Path) -> None:
    done = web(
        tmp_path, "exec: true", "x-ecs: {resources: {Vpc: {Type: 'AWS::SNS::Topic'}}, outputs: {A: {Value: 1, B: 2}}}\n"
    )
    assert done.lines("C320") == [
        "C320 x-ecs.resources.Vpc.Type: resource `Vpc` is a AWS::EC2::VPC, not `AWS::SNS::Topic`",
        "C320 x-ecs.outputs.A: output `A`: `B` is not taken over",
    ]


def test_own_resources_are_noted(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "exec: true",
        "x-ecs:\n  resources: {Vpc: {Properties: {EnableDnsSupport: true}}, T: {Type: 'AWS::SNS::Topic', DependsOn: [Vpc]}}\n"
        "  outputs: {A: {Value: {Ref: T}, Export: {Name: e}}, B: x, C: {Value: 1, Export: {}}}\n",
    )
    assert done.lines("N313", "C320") == [
        'N313 x-ecs.resources.Vpc: resource `Vpc`: {"Properties": {"EnableDnsSupport": true}}',
        'N313 x-ecs.resources.T: resource `T`: {"Type": "AWS::SNS::Topic", "DependsOn": ["Vpc"]}',
        'N313 x-ecs.outputs.A: output `A`: {"Value": {"Ref": "T"}, "Export": {"Name": "e"}}',
        'N313 x-ecs.outputs.B: output `B`: "x"',
        "C320 x-ecs.outputs.C: output `C`: `Export` needs a `Name`",
    ]
    assert done.graph.exports == {"A": "e"}


def test_every_emitter_has_them(tmp_path: Path) -> None:
    done = web(
        tmp_path,
        "overrides: {container: {StopTimeout: 99}, patch: [{op: add, path: /Properties/PidMode, value: task}]}",
        "x-ecs: {patch: [{op: replace, path: /Resources/WebTaskDefinition/Properties/Cpu, value: '512'}]}\n",
    )
    assert [line for line in done.lines() if line.startswith("C")] == []
    properties: Any = json.loads(template(done.graph, "json"))["Resources"]["WebTaskDefinition"]["Properties"]
    sent = next(
        one for one in requests(done.graph, Settings(), Report()) if one["operation"] == "RegisterTaskDefinition"
    )
    for made in (ecs_json(done.graph, Settings())["taskDefinitions"][0], sent["parameters"]):
        container = made["containerDefinitions"][0]
        assert (made["pidMode"], made["cpu"], container["stopTimeout"]) == ("task", "512", 99)
    assert (properties["PidMode"], properties["Cpu"]) == ("task", "512")
    assert properties["ContainerDefinitions"][0]["StopTimeout"] == 99


def test_a_patch_changes_nothing_else(tmp_path: Path) -> None:
    """Every fixture project goes through the document and back without a difference."""
    for name in names():
        graph = translated(LoadOptions({"HOME": "/home/me"}, f"{PROJECTS}/{name}")).graph
        assert graph is not None
        before, yaml = document(graph), template(graph)
        assert patch_template(graph, [Operation("add", "/Resources/Own", {"Type": "AWS::SNS::Topic"})]) == [None]
        assert patch_template(graph, [Operation("remove", "/Resources/Own")]) == [None]
        assert document(graph) == before
        assert template(graph) == yaml
