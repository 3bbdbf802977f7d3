"""Sizes of Fargate tasks, and what is known about images."""

import importlib.resources
import json
from collections import Counter
from typing import Any

import pytest

from compose2ecs.translate.fargate import (
    Size,
    data,
    image_fact,
    image_name,
    is_data_store,
    is_database,
    owner,
    sizes,
    smallest,
)


def cfn_lint_sizes() -> set[Size]:
    """The sizes of cfn-lint's rule E3047, without 32 vCPU: no other source has them, and AWS's own text ends at 16."""
    package = importlib.resources.files("cfnlint.data.schemas.extensions.aws_ecs_taskdefinition")
    rule = json.loads(package.joinpath("fargate_cpu_memory.json").read_text(encoding="utf-8"))
    made: set[Size] = set()
    for option in rule["then"]["anyOf"]:
        cpus, memory = (option["properties"][name]["then"] for name in ("Cpu", "Memory"))
        made.update(Size(int(cpu), amount) for cpu in cpus["enum"] for amount in _amounts(memory))
    assert {size for size in made if size.cpu == 32768} == {Size(32768, gib * 1024) for gib in (60, 120, 244)}
    return {size for size in made if size.cpu < 32768}


def _amounts(memory: dict[str, Any]) -> list[int]:
    if "enum" in memory:
        return list(memory["enum"])
    return list(range(memory["minimum"], memory["maximum"] + 1, memory["multipleOf"]))


def test_sizes_are_those_that_aws_takes() -> None:
    assert Counter(size.cpu for size in sizes()) == {256: 3, 512: 4, 1024: 7, 2048: 13, 4096: 23, 8192: 12, 16384: 12}
    assert len(sizes()) == len(set(sizes())) == 74
    assert set(sizes()) == cfn_lint_sizes()


def test_the_cheapest_comes_first() -> None:
    assert sizes()[:4] == [Size(256, 512), Size(256, 1024), Size(256, 2048), Size(512, 1024)]
    assert sizes()[-1] == Size(16384, 122880)
    price = [size.cpu / 1024 * 0.04048 + size.memory / 1024 * 0.004445 for size in sizes()]
    assert price == sorted(price)


def test_a_size_in_words() -> None:
    assert str(Size(256, 512)) == "0.25 vCPU and 512 MiB"
    assert str(Size(4096, 8192)) == "4 vCPU and 8192 MiB"


@pytest.mark.parametrize(
    ("cpu", "memory", "expected"),
    [
        (0, 0, (256, 512)),
        (256, 512, (256, 512)),
        (256, 513, (256, 1024)),
        (257, 512, (512, 1024)),
        (100, 2500, (512, 3072)),
        (512, 4200, (1024, 5120)),
        (1000, 1000, (1024, 2048)),
        (1024, 8193, (2048, 9216)),
        (4096, 31000, (8192, 32768)),
        (8192, 61441, (16384, 65536)),
        (16384, 122880, (16384, 122880)),
        (16385, 512, None),
        (256, 122881, None),
    ],
)
def test_smallest(cpu: int, memory: int, expected: tuple[int, int] | None) -> None:
    assert smallest(cpu, memory) == expected


def test_smallest_within_a_range_of_cpu() -> None:
    lowest, highest = data("fargate")["windows_minimum_cpu"], data("fargate")["windows_maximum_cpu"]
    assert smallest(256, 512, lowest, highest) == (1024, 2048)
    assert smallest(4096, 30720, lowest, highest) == (4096, 30720)
    assert smallest(4096, 30721, lowest, highest) is None
    assert smallest(256, 512, 257) == (512, 1024)


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("redis", "redis"),
        ("redis:7", "redis"),
        ("docker.io/bitnami/redis:7-debian", "redis"),
        ("localhost:5000/Team/Redis", "redis"),
        ("postgres@sha256:0123", "postgres"),
        ("ghcr.io/a/postgres:16@sha256:0123", "postgres"),
        ("mcr.microsoft.com/mssql/server:2022-latest", "mssql"),
        ("server", "server"),
        ("", ""),
    ],
)
def test_image_name(image: str, expected: str) -> None:
    assert image_name(image) == expected


def test_facts_about_images() -> None:
    assert image_fact("memory_mib", "mysql:8") == 1024
    assert image_fact("memory_mib", "nginx") is None
    known = {image: (is_data_store(image), is_database(image)) for image in ("redis:7", "bitnami/mongodb", "nginx")}
    assert known == {"redis:7": (True, False), "bitnami/mongodb": (True, True), "nginx": (False, False)}


@pytest.mark.parametrize(
    ("image", "user", "expected"),
    [
        ("postgres:16", "", (999, 999)),
        ("postgres:16-alpine", "", (70, 70)),
        ("grafana/grafana:11.0.0", "", (472, 0)),
        ("mysql:8-alpine", "", (999, 999)),
        ("alpine/mysql", "", (999, 999)),
        ("bitnami/postgresql:16", "", (1001, 1001)),
        ("docker.io/bitnami/redis:7", "", (1001, 1001)),
        ("my/app", "", None),
        ("my/app", "1000", (1000, 1000)),
        ("my/app", "1000:50", (1000, 50)),
        ("postgres", "0", (0, 0)),
        ("postgres", "1000:staff", (1000, 1000)),
        ("my/app", "www-data", (33, 33)),
        ("my/app", "www-data:www-data", (33, 33)),
        ("postgres", "somebody", None),
    ],
)
def test_owner(image: str, user: str, expected: tuple[int, int] | None) -> None:
    assert owner(image, user) == expected


def test_tables_agree_and_are_dated() -> None:
    images = data("images")
    assert set(images["databases"]) <= set(images["data_stores"])
    assert set(images["owner_on_alpine"]) <= set(images["owner"])
    assert set(images["memory_mib"].values()) <= {size.memory for size in sizes()}
    for table in ("data_stores", "databases"):
        assert len(set(images[table])) == len(images[table])
    for name in ("fargate", "images", "ports"):
        assert data(name)["date"] >= "2026"
        assert data(name)["source"]
        assert data(name) is data(name)


def test_a_port_is_in_one_table() -> None:
    ports = data("ports")
    listed = [*map(int, ports["data_stores"]), *ports["http"], *ports["tls"], *ports["tcp"]]
    assert [port for port, times in Counter(listed).items() if times > 1] == []
