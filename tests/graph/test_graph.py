"""Names, order, tags and the table of types."""

import pytest

from compose2ecs.graph.names import Names, bounded, logical_id
from compose2ecs.graph.order import minimal_depends_on, ordered, references
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.tags import tag_all
from compose2ecs.graph.values import GetAtt, Join, Ref


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("web", "Service"), "WebService"),
        (("my-web_app.2", "TaskDefinition"), "MyWebApp2TaskDefinition"),
        (("wEb", "TCP80Listener"), "WEbTCP80Listener"),
        (("größe",), "GrE"),
    ],
)
def test_logical_id(parts: tuple[str, ...], expected: str) -> None:
    assert logical_id(*parts) == expected


def test_names_that_look_alike_stay_two() -> None:
    names = Names()
    first, second = names.id("my-web", "Service"), names.id("my_web", "Service")
    assert first == "MyWebService"
    assert second == "MyWebService630e17"
    assert names.id("my-web", "Service") == first
    assert names.id("9", "x") == "N9X"


def test_bounded() -> None:
    assert bounded("web", 10) == "web"
    assert bounded("a" * 40, 32) == "aaaaaaaaaaaaaaaaaaaaaaaaa-e33cdf"
    assert bounded("a.b", 32) == "a-b-2e7336"
    assert bounded("a.b", 32) != bounded("a:b", 32)


def graph_of(**needs: tuple[str, ...]) -> Graph:
    graph = Graph("p")
    for name, depends_on in needs.items():
        graph.add(Resource(name, "AWS::EC2::VPC", {}, depends_on=depends_on))
    return graph


def test_order_respects_needs_and_keeps_ties() -> None:
    assert [one.id for one in ordered(graph_of(a=("c",), b=(), c=("d",), d=()))] == ["d", "c", "a", "b"]


def test_a_circle_is_an_error() -> None:
    with pytest.raises(ValueError, match="circle"):
        ordered(graph_of(a=("b",), b=("a",)))


def test_references_and_minimal_dependencies() -> None:
    value = {"a": [Ref("X"), {"b": Join(("-", GetAtt("Y", "Arn")))}], "c": Ref("X")}
    assert list(references(value)) == ["X", "Y", "X"]
    assert minimal_depends_on(Resource("r", "t", value, depends_on=("X", "Z", "Z", "Y"))) == ["Z"]


def test_a_logical_id_is_used_once() -> None:
    graph = graph_of(a=())
    with pytest.raises(ValueError, match="used twice"):
        graph.add(Resource("a", "AWS::EC2::VPC", {}))


def test_tags_name_project_service_and_resource() -> None:
    graph = Graph("shop")
    graph.add(
        Resource(
            "Web", "AWS::ECS::Service", {"Tags": [{"Key": "a", "Value": "b"}]}, origin=("services", "web", "ports")
        )
    )
    graph.add(Resource("Param", "AWS::SSM::Parameter", {"Tags": {"x": "y"}}))
    graph.add(Resource("Route", "AWS::EC2::Route", {}))
    graph.add(Resource("Fs", "AWS::EFS::FileSystem", {}))
    tag_all(graph)
    assert graph.resources["Web"].properties["Tags"] == [
        {"Key": "a", "Value": "b"},
        {"Key": "com.docker.compose.project", "Value": "shop"},
        {"Key": "com.docker.compose.service", "Value": "web"},
        {"Key": "compose2ecs:logical-id", "Value": "Web"},
    ]
    assert graph.resources["Param"].properties["Tags"] == {
        "com.docker.compose.project": "shop",
        "compose2ecs:logical-id": "Param",
        "x": "y",
    }
    assert graph.resources["Route"].properties == {}
    assert [tag["Key"] for tag in graph.resources["Fs"].properties["FileSystemTags"]] == [
        "com.docker.compose.project",
        "compose2ecs:logical-id",
    ]
