"""Whatever a valid project is made of, its graph is whole and its deployments can progress."""

import math
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compose2ecs.emit.cloudformation import template
from compose2ecs.graph.order import needs, ordered
from compose2ecs.graph.resource import Graph
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.loading import load_project

NAMES = ("api", "a.b", "Web", "db_1", "x-y")
NETWORKS = tuple(f"n{number}" for number in range(7))
VOLUMES = ("data", "more")

ports = st.lists(
    st.builds(
        lambda target, published, protocol: f"{published}:{target}/{protocol}",
        st.integers(1, 65535),
        st.integers(1, 65535),
        st.sampled_from(("tcp", "udp")),
    ),
    max_size=4,
    unique=True,
)
limits = st.fixed_dictionaries(
    {}, optional={"cpus": st.sampled_from(("0.1", "1", "3.5")), "memory": st.sampled_from(("6m", "600m", "9g"))}
)
update = st.fixed_dictionaries(
    {},
    optional={
        "order": st.sampled_from(("start-first", "stop-first")),
        "parallelism": st.integers(0, 9),
        "failure_action": st.sampled_from(("pause", "continue", "rollback")),
        "max_failure_ratio": st.floats(0, 1),
    },
)
service = st.fixed_dictionaries(
    {"image": st.sampled_from(("nginx:1", "postgres:16", "ghcr.io/a/b"))},
    optional={
        "ports": ports,
        "networks": st.lists(st.sampled_from(NETWORKS), unique=True, min_size=1),
        "volumes": st.lists(st.sampled_from(VOLUMES).map(lambda name: f"{name}:/mnt/{name}"), unique=True),
        "restart": st.sampled_from(("no", "always", "on-failure:2")),
        "environment": st.dictionaries(st.sampled_from(("A", "B_TOKEN")), st.text("ab$", max_size=3)),
        "deploy": st.fixed_dictionaries(
            {"replicas": st.integers(0, 9)},
            optional={"update_config": update, "resources": st.fixed_dictionaries({"limits": limits})},
        ),
    },
)


@st.composite
def projects(draw: st.DrawFn) -> dict[str, Any]:
    """A model with one to five services, each depending on some of those before it."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    made: dict[str, Any] = {}
    for name in names:
        made[name] = draw(service)
        before = draw(st.lists(st.sampled_from(sorted(made)), unique=True))
        if [one for one in before if one != name]:
            made[name]["depends_on"] = [one for one in before if one != name]
    networks: dict[str, Any] = {name: {} for name in NETWORKS}
    return {"name": "shop", "services": made, "networks": networks, "volumes": {name: {} for name in VOLUMES}}


def graph_of(model: dict[str, Any]) -> Graph:
    with tempfile.TemporaryDirectory() as folder:
        project, report = load_project(Path(folder), yaml.safe_dump(model, sort_keys=False).replace("$", "$$"))
        assert project is not None, [found.message for found in report.sorted()]
        return translate(project, Settings(), report)


def backwards(value: Any) -> Any:
    """The same mapping with its keys the other way round, on every level."""
    if isinstance(value, dict):
        return {key: backwards(value[key]) for key in reversed(value)}
    return [backwards(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=60, deadline=None)
@given(projects())
def test_graph_is_whole(model: dict[str, Any]) -> None:
    graph = graph_of(model)
    for resource in graph.resources.values():
        assert set(needs(resource)) <= set(graph.resources)
    assert len(ordered(graph)) == len(graph.resources)
    assert template(graph, "json") == template(graph_of(backwards(model)), "json")


@settings(max_examples=60, deadline=None)
@given(projects())
def test_deployments_progress(model: dict[str, Any]) -> None:
    for resource in graph_of(model).of_type("AWS::ECS::Service"):
        count = resource.properties["DesiredCount"]
        configuration = resource.properties["DeploymentConfiguration"]
        lowest, highest = configuration["MinimumHealthyPercent"], configuration["MaximumPercent"]
        if count:
            must_run, may_run = math.ceil(lowest * count / 100), math.floor(highest * count / 100)
            assert must_run < count or may_run > count
        assert (resource.properties["AvailabilityZoneRebalancing"] == "ENABLED") == (highest > 100)
        groups = resource.properties["NetworkConfiguration"]["AwsvpcConfiguration"]["SecurityGroups"]
        assert 1 <= len(groups) <= 5
