"""The table of instance types: the facts are those of the API, the cheapest type that holds a task is taken."""

import gzip
import json
from pathlib import Path
from typing import Any

import moto
import pytest

from compose2ecs.translate.fargate import data
from compose2ecs.translate.instances import Need, architecture_of, known, most_tasks, smallest_instance

API: dict[str, Any] = json.loads(
    gzip.decompress((Path(moto.__file__).parent / "ec2/resources/instance_types.json.gz").read_bytes())
)
TYPES = data("instances")["types"]


@pytest.mark.parametrize(("architecture", "row"), [(name, row) for name, rows in TYPES.items() for row in rows])
def test_the_facts(architecture: str, row: list[Any]) -> None:
    api = API[row[0]]
    gpus = sum(gpu["Count"] for gpu in api.get("GpuInfo", {}).get("Gpus", ()))
    found = (api["VCpuInfo"]["DefaultVCpus"], api["MemoryInfo"]["SizeInMiB"], gpus)
    assert (*found, api["NetworkInfo"]["MaximumNetworkInterfaces"]) == tuple(row[1:])
    assert api["ProcessorInfo"]["SupportedArchitectures"] == [architecture.lower()]
    assert architecture_of(row[0]) == architecture


@pytest.mark.parametrize(
    ("need", "architecture", "expected"),
    [
        (Need(1024, 1536, 0), "X86_64", "t3.small"),
        (Need(1024, 1537, 0), "X86_64", "t3.medium"),
        (Need(2049, 1024, 0), "X86_64", "m6i.xlarge"),
        (Need(1024, 1024, 1), "X86_64", "g4dn.xlarge"),
        (Need(1024, 20_000, 1), "X86_64", "g4dn.2xlarge"),
        (Need(1024, 1024, 2), "X86_64", "g4dn.12xlarge"),
        (Need(1024, 1024, 5), "X86_64", None),
        (Need(128 * 1024, 1024, 0), "X86_64", "m6i.32xlarge"),
        (Need(1024, 4096, 0), "ARM64", "m7g.large"),
        (Need(1024, 10_000, 1), "ARM64", "g5g.2xlarge"),
        (Need(1024, 1024, 2), "ARM64", "g5g.16xlarge"),
        (Need(65 * 1024, 1024, 0), "ARM64", None),
    ],
)
def test_the_smallest(need: Need, architecture: str, expected: str | None) -> None:
    assert smallest_instance(need, architecture) == expected


def test_named_types() -> None:
    need = Need(4096, 8192, 0)
    assert [known(name, need) for name in ("m6i.large", "m6i.xlarge", "g4dn.xlarge", "x9.large")] == [
        False,
        True,
        False,
        True,
    ]
    assert [most_tasks(name) for name in ("t3.small", "m6i.xlarge", "x9.large")] == [2, 3, None]
