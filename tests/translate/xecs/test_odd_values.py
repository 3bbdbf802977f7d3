"""A value of a wrong kind at every key of every level: findings, never an exception."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compose2ecs.translate.xecs.keys import LEVELS
from compose2ecs.translate.xecs.shapes import Flag, Keys, Many, Named, Number, Shape, Size, Text, Time, Whole
from tests.translate.assemble.converted import convert

#: Level → the name of its entry in the project.
NAMES = {"volume": "vol", "network": "n", "secret": "s", "config": "c", "model": "m"}
ODD = ("x", -1, [None], {"a": None})


def minimal(shape: Shape) -> Any:
    """The smallest value that a shape takes."""
    if isinstance(shape, Keys):
        return {key: minimal(shape.keys[key]) for key in shape.required}
    if isinstance(shape, Text):
        return shape.words[0] if shape.words else f"{shape.starts[0] if shape.starts else ''}x"
    if isinstance(shape, (Whole, Number)):
        return max(1, shape.lowest)
    if isinstance(shape, (Flag, Time, Size)):
        return True if isinstance(shape, Flag) else "60s" if isinstance(shape, Time) else "1G"
    if isinstance(shape, Many):
        return [minimal(shape.item)]
    return {"n": minimal(shape.value)} if isinstance(shape, Named) else {"A": 1}


def odd(shape: Shape) -> Iterator[Any]:
    """Values of a shape with one odd value somewhere."""
    yield from ODD
    if isinstance(shape, Keys):
        for key, below in shape.keys.items():
            if below is not LEVELS["service"]:  # the project's defaults are the service's keys again
                yield from ({**minimal(shape), key: value} for value in odd(below))
    elif isinstance(shape, Many):
        yield from ([value] for value in odd(shape.item))
    elif isinstance(shape, Named):
        yield from ({"n": value} for value in odd(shape.value))


def project(level: str, said: Any) -> str:
    app: dict[str, Any] = {
        "image": "a:1",
        "ports": [{"target": 80, "published": "80"}],
        "volumes": ["vol:/v"],
        "secrets": ["s"],
        "configs": ["c"],
        "models": ["m"],
        "networks": ["n"],
        "environment": {"A": "1"},
    }
    made: dict[str, Any] = {
        "services": {"app": app, "db": {"image": "postgres:16"}},
        "volumes": {"vol": {}},
        "networks": {"n": {}},
        "secrets": {"s": {"environment": "S"}},
        "configs": {"c": {"content": "x"}},
        "models": {"m": {"model": "ai/x", "x-ecs": {"endpoint": "http://x"}}},
    }
    named = {one: made[f"{one}s"][key] for one, key in NAMES.items()}
    place = {"project": made, "service": app, "port": app["ports"][0], **named}[level]
    place["x-ecs"] = said
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in made.items())


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_crashes(tmp_path: Path, level: str) -> None:
    found = 0
    for said in odd(LEVELS[level]):
        found += convert(tmp_path, project(level, said)).report.failed
    assert found > len(LEVELS[level].keys), "odd values are refused"


@pytest.mark.parametrize(
    ("level", "said", "message"),
    [
        (
            "service",
            {"autoscaling": {"max": "x"}},
            "`services.app.x-ecs.autoscaling.max` must be a whole number, 0 or more",
        ),
        ("project", {"resources": "x"}, "`resources` must be a mapping, not `x`"),
        ("project", {"outputs": ["x", "y"]}, "`outputs` must be a mapping, not `['x', 'y']`"),
    ],
)
def test_told(tmp_path: Path, level: str, said: Any, message: str) -> None:
    done = convert(tmp_path, project(level, said))
    assert next(one.message for one in done.report.sorted() if one.severity == "error").startswith(message)
