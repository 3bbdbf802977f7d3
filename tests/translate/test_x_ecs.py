"""Extension keys: ours are checked, Docker's retired ones told, others noted."""

from pathlib import Path

import pytest

from compose2ecs.compose.schema import PROJECT
from compose2ecs.compose.shape import Entries
from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.translate.x_ecs import AWS_KEYS, level
from compose2ecs.translate.xecs.keys import LEVELS
from tests.translate.fixture import lines, walked

HEAD = "name: p\nservices:\n  app:\n    image: app\n"


def found_in(text: str, folder: Path) -> list[Diagnostic]:
    return walked(text, str(folder))[1].sorted()


def test_x_ecs_where_it_has_no_meaning(tmp_path: Path) -> None:
    text = HEAD + "    build: {context: ., x-ecs: {allow: []}}\n    logging: {x-compose2ecs: {}}\nx-other: {x-ecs: 1}\n"
    first, second, other = found_in(text, tmp_path)
    assert (first.code, first.message) == ("C206", "`services.app.build.x-ecs` has no meaning here")
    assert first.hint == "it may stand at the top level, in a service, port, volume, network, secret, config or model"
    assert first.span and first.span[1:3] == (5, 25)
    assert (second.code, second.message) == ("C206", "`services.app.logging.x-compose2ecs` has no meaning here")
    assert (other.code, other.message) == ("N203", "`x-other`, with 1 value below, is ignored: it is no key of ECS")


def test_keys_of_the_retired_integration(tmp_path: Path) -> None:
    text = (
        HEAD
        + "    x-aws-role: {a: 1}\n    x-aws-rolle: {a: 1}\n    build: {context: ., x-aws-min_percent: 1}\nx-aws-keys: a\n"
    )
    assert lines(walked(text, str(tmp_path))[1]) == [
        "N203 services.app.x-aws-rolle: `services.app.x-aws-rolle`, with 1 value below, is ignored: it is no key of ECS",
        "C206 services.app.build.x-aws-min_percent: `services.app.build.x-aws-min_percent` has no meaning here",
        "C206 x-aws-keys: `x-aws-keys` has no meaning here",
    ]
    hints = [one.hint for one in found_in(text, tmp_path) if one.code == "C206"]
    assert hints == [
        "it may stand at the level of a service: `x-aws-min_percent` or service: `deploy.update_config.x-aws-min_percent`",
        "it may stand at the level of a secret: `x-aws-keys`",
    ]
    assert len(AWS_KEYS) == 14


def test_other_keys_say_how_much_they_hold(tmp_path: Path) -> None:
    text = HEAD + "x-a: {b: {c: [1, 2]}, d: null}\nx-b: text\nx-c: []\n"
    assert [one.message for one in found_in(text, tmp_path)] == [
        "`x-a`, with 5 values below, is ignored: it is no key of ECS",
        "`x-b` is ignored: it is no key of ECS",
        "`x-c` is ignored: it is no key of ECS",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("x-ecs",), "project"),
        (("services", "a", "x-ecs"), "service"),
        (("services", "a", "ports", 0, "x-ecs"), "port"),
        (("services", "a", "build", "args", "x-ecs"), ""),
        (("services", "a", "build", "x-ecs"), ""),
        (("services", "x-ecs"), ""),
        (("models", "a", "x-ecs"), "model"),
        (("networks", "a", "x-ecs"), "network"),
        (("volumes", "a", "ports", 0, "x-ecs"), ""),
    ],
)
def test_level(path: tuple[str | int, ...], expected: str) -> None:
    assert level(path) == expected


def test_the_levels_are_sections_of_the_specification() -> None:
    named = {name.removesuffix("s") for name, shape in PROJECT.keys.items() if isinstance(shape, Entries)}
    assert named == set(LEVELS) - {"project", "port"}
