"""EC2 instance types: the smallest one that holds a task. Facts come from the dated ``data/instances.json``."""

from typing import NamedTuple

from compose2ecs.translate.fargate import data


class Need(NamedTuple):
    """The largest task: ``cpu`` in units, ``memory`` in MiB, ``gpus`` as a number."""

    cpu: int
    memory: int
    gpus: int


def smallest_instance(need: Need, architecture: str) -> str | None:
    """The first type of the table that holds the task beside the system's reserve, None where none does."""
    return next((name for name, *size in data("instances")["types"][architecture] if _holds(size, need)), None)


def known(name: str, need: Need) -> bool:
    """Whether a named type holds the task; true for types that are not in the table."""
    for types in data("instances")["types"].values():
        for other, *size in types:
            if other == name:
                return _holds(size, need)
    return True


def most_tasks(name: str) -> int | None:
    """How many tasks run on an instance at a time: each has a network interface, and so has the instance itself."""
    for types in data("instances")["types"].values():
        for other, *size in types:
            if other == name:
                return int(size[3]) - 1
    return None


def architecture_of(name: str) -> str:
    """ARM64 for Graviton types (a ``g`` behind the generation: m7g, c8gn, t4g, g5g), else X86_64."""
    family = name.partition(".")[0]
    behind = family.lstrip("abcdefghijklmnopqrstuvwxyz").lstrip("0123456789")
    return "ARM64" if behind.startswith("g") else "X86_64"


def _holds(size: list[int], need: Need) -> bool:
    facts = data("instances")
    vcpu, memory, gpus, _ = size
    usable = memory - max(facts["reserve_mib"], memory * facts["reserve_percent"] // 100)
    return vcpu * 1024 >= need.cpu and usable >= need.memory and gpus >= need.gpus and bool(gpus) == bool(need.gpus)
