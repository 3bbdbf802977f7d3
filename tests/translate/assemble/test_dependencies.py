"""Order of deployment."""

from pathlib import Path

from compose2ecs.graph.order import ordered
from compose2ecs.graph.values import Ref
from tests.translate.assemble.converted import convert


def test_order(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  web: {image: w, depends_on: [api, cache]}\n"
        "  api: {image: a, depends_on: {db: {condition: service_healthy, restart: true, required: false}}}\n"
        "  cache: {image: c, depends_on: {db: {condition: service_healthy}}}\n"
        "  db: {image: d, healthcheck: {test: 'true'}}",
    )
    assert {"ApiService", "CacheService"} <= set(done.resource("WebService").depends_on)
    assert "DbService" in done.resource("ApiService").depends_on
    order = [resource.id for resource in ordered(done.graph) if resource.type == "AWS::ECS::Service"]
    assert order == ["DbService", "ApiService", "CacheService", "WebService"]
    assert done.container("Api")["DockerLabels"] == {"compose2ecs.depends-on.db": Ref("DbTaskDefinition")}
    assert done.lines("N222", "W224") == [
        "N222 services.web.depends_on.api: `web` is deployed when `api` is running",
        "N222 services.web.depends_on.cache: `web` is deployed when `cache` is running",
        "N222 services.api.depends_on.db: `api` is deployed when `db` is healthy, if it is part of the project",
        "N222 services.cache.depends_on.db: `cache` is deployed when `db` is healthy",
    ]


def test_healthy_without_a_check(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, depends_on: {b: {condition: service_healthy}}}\n  b: {image: b}",
    )
    assert done.lines("W224") == [
        "W224 services.a.depends_on.b.condition: `a` waits until `b` is healthy, but `b` has no health check"
    ]
    assert done.places("W224") == ["2:45 W224 services.a.depends_on.b.condition"]
