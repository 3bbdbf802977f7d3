"""A graph that is too large for one stack."""

import json
import re
from typing import Any

import pytest

from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.cloudformation import template
from compose2ecs.emit.stacks import split, stack_files
from compose2ecs.graph.order import needs
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Import, Join, Ref


def chain(count: int, size: int = 3) -> Graph:
    """A shared resource, and services of some resources each; each service needs the one before it."""
    graph = Graph("shop", "The project")
    graph.add(Resource("Vpc", "AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}))
    for number in range(count):
        for part in range(size):
            properties: dict[str, Any] = {"Vpc": Ref("Vpc"), "Range": GetAtt("Vpc", "CidrBlock")}
            if part:
                properties["Text"] = Join(("a-", Ref(f"S{number}P{part - 1}"), "-", GetAtt("Vpc", "CidrBlock")))
            before = (f"S{number - 1}P{size - 1}",) if number and not part else ()
            origin = ("services", f"s{number}")
            graph.add(Resource(f"S{number}P{part}", "AWS::X::Y", properties, depends_on=before, origin=origin))
    graph.outputs["First"] = ("the first", Ref("S0P0"))
    graph.outputs["Vpc1"] = ("", Ref("Vpc"))
    return graph


def test_small_enough() -> None:
    graph = chain(2)
    (only,) = split(graph)
    assert list(only.resources) == list(graph.resources)
    assert {name: value for name, (_, value) in only.outputs.items()} == {"First": Ref("S0P0"), "Vpc1": Ref("Vpc")}


@pytest.mark.parametrize(("count", "size", "expected"), [(300, 3, 3), (100, 9, 3), (3, 449, 3)])
def test_order_and_limits(count: int, size: int, expected: int) -> None:
    graph = chain(count, size)
    stacks = split(graph)
    assert len(stacks) == expected
    assert sum(len(stack.resources) for stack in stacks) == len(graph.resources)
    known: set[str] = set()
    exported: set[str] = set()
    for stack in stacks:
        assert len(stack.resources) <= 450
        known |= set(stack.resources)
        assert {need for one in stack.resources.values() for need in needs(one)} <= set(stack.resources)
        assert set(re.findall(r"!ImportValue (\S+?)[\],\n]", template(stack))) <= exported
        exported |= set(stack.exports.values())
        services = {one.origin for one in stack.resources.values() if one.origin}
        for other in stacks:
            if other is not stack:
                assert not services & {one.origin for one in other.resources.values() if one.origin}


def test_imports() -> None:
    first, second, _ = split(chain(300))
    assert first.exports == {"Vpc": "shop-Vpc", "VpcCidrBlock": "shop-VpcCidrBlock"}
    assert first.outputs["VpcCidrBlock"] == ("", GetAtt("Vpc", "CidrBlock"))
    id = next(iter(second.resources))
    resource = second.resources[id]
    assert resource.depends_on == []
    assert resource.properties == {"Vpc": Import("shop-Vpc"), "Range": Import("shop-VpcCidrBlock")}
    text = template(second)
    assert f"!Join ['', ['a-', !Ref {id}, '-', !ImportValue shop-VpcCidrBlock]]" in text
    made = json.loads(template(second, "json"))["Resources"][id.replace("P0", "P1")]["Properties"]["Text"]
    assert made == {"Fn::Join": ["", ["a-", {"Ref": id}, "-", {"Fn::ImportValue": "shop-VpcCidrBlock"}]]}
    assert "Description: The project (stack 2 of 3)\n" in text
    assert "    Export:\n      Name: shop-Vpc\n" in template(first)


def test_circles_between_services_stay_together() -> None:
    graph = chain(400, 2)
    graph.resources["S0P0"].depends_on.append("S1P1")
    stacks = split(graph)
    (home,) = [stack for stack in stacks if "S0P0" in stack.resources]
    assert {"S0P1", "S1P0", "S1P1"} <= set(home.resources)


def test_files() -> None:
    report = Report()
    files = stack_files(chain(300), "yaml", report)
    assert list(files) == ["1-shop.yaml", "2-shop.yaml", "3-shop.yaml"]
    assert [found.code for found in report.diagnostics if found.code != "N292"] == ["N294"]
    assert report.diagnostics[-1].message == (
        "the project is cut into 3 stacks, to be deployed one after the other: 1-shop.yaml, 2-shop.yaml, 3-shop.yaml"
    )


def test_a_service_that_is_too_large_is_told() -> None:
    report = Report()
    stack_files(chain(1, 501), "json", report)
    assert "W290" in [found.code for found in report.diagnostics]
