"""What Fargate and well-known images are like: sizes, ports, owners. Facts come from the dated files in ``data/``."""

import json
import os
from typing import Any, NamedTuple

_DATA: dict[str, Any] = {}


def data(name: str) -> Any:
    """The content of ``data/<name>.json``, read once."""
    found = _DATA.get(name)
    if found is None:
        path = os.path.join(os.path.dirname(__file__), "data", f"{name}.json")
        with open(path, encoding="utf-8") as file:
            found = _DATA[name] = json.load(file)
    return found


class Size(NamedTuple):
    """A task size: ``cpu`` in CPU units (1024 are one vCPU), ``memory`` in MiB."""

    cpu: int
    memory: int

    def __str__(self) -> str:
        return f"{self.cpu / 1024:g} vCPU and {self.memory} MiB"


_SIZES: list[Size] = []


def sizes() -> list[Size]:
    """Every size that Fargate offers, cheapest first (ties: less CPU first)."""
    if not _SIZES:
        facts = data("fargate")
        for cpu, memory in facts["sizes"]:
            if isinstance(memory, dict):
                memory = range(memory["from"], memory["to"] + 1, memory["step"])
            _SIZES.extend(Size(cpu, amount) for amount in memory)
        vcpu, gb = facts["price"]["vcpu"], facts["price"]["gb"]
        _SIZES.sort(key=lambda size: (size.cpu / 1024 * vcpu + size.memory / 1024 * gb, size.cpu))
    return _SIZES


def smallest(cpu: int, memory: int, lowest: int = 0, highest: int = 1 << 30) -> Size | None:
    """The cheapest size with at least ``cpu`` units and ``memory`` MiB; its CPU lies between lowest and highest."""
    for size in sizes():
        if size.cpu >= cpu and size.memory >= memory and lowest <= size.cpu <= highest:
            return size
    return None


def image_name(image: str) -> str:
    """The bare name by which the tables know an image: ``docker.io/bitnami/redis:7`` is "redis"."""
    path = image.partition("@")[0].lower()
    *above, last = path.split("/")
    name = last.partition(":")[0]
    return above[-1] if name == "server" and above else name


def image_fact(table: str, image: str) -> Any:
    """What a table of ``data/images.json`` says about an image, None for unknown."""
    return data("images")[table].get(image_name(image))


def is_data_store(image: str) -> bool:
    """Whether the image is a database, cache or broker, which nobody wants on the internet."""
    return image_name(image) in data("images")["data_stores"]


def is_database(image: str) -> bool:
    """Whether the image keeps a database in its volume."""
    return image_name(image) in data("images")["databases"]


def owner(image: str, user: str) -> tuple[int, int] | None:
    """The user and group id that own the data of a container, None where nothing is known.

    ``user`` is the service's ``user:`` ("" for none): numbers, or one of a few well-known names.
    """
    facts = data("images")
    if user:
        who, _, group = user.partition(":")
        known = facts["owner_of_user"].get(who)
        if who.isdigit():
            return int(who), int(group) if group.isdigit() else int(who)
        return (known[0], known[1]) if known else None
    found = None
    if "alpine" in image.rpartition(":")[2]:
        found = facts["owner_on_alpine"].get(image_name(image))
    if found is None:
        registry = next((part for part in image.split("/")[:-1] if part in facts["owner_of_registry"]), "")
        found = facts["owner_of_registry"].get(registry) or facts["owner"].get(image_name(image))
    return (found[0], found[1]) if found else None
