"""Every attribute that becomes something has a fixture, with two elements wherever a list or a mapping is allowed.

A fixture is a case of fixtures/attributes (the container properties of single attributes) or a project of
fixtures/projects (whole templates). Both state their results exactly.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from compose2ecs.compose.schema import PROJECT
from compose2ecs.compose.shape import Attributes, Either, Entries, Items, Shape
from compose2ecs.translate.attribute import ADAPTED, IMAGE, MAPPED, Row
from compose2ecs.translate.support import rows
from tests.loading import load_project

FIXTURES = Path(__file__).parents[2] / "fixtures"
TAKEN = [row for row in rows() if {MAPPED, ADAPTED, IMAGE} & set(row.states)]


def written(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    """(path, number of elements) of everything below a value; names and indices stay as they are."""
    if isinstance(value, dict):
        yield path, len(value)
        for key, below in value.items():
            yield from written(below, f"{path}\0{key}" if path else str(key))
    elif isinstance(value, list):
        yield path, len(value)
        for below in value:
            yield from written(below, f"{path}\0[]")
    else:
        yield path, 0


def patterns(path: str) -> str:
    """A written path as the registry writes it, by the shape of the specification; "" for no attribute."""
    shape: Shape | None = PROJECT
    made = ""
    for step in path.split("\0"):
        shape, named = below(shape, step)
        if shape is None:
            return ""
        made += "[]" if step == "[]" else f".{'*' if named else step}"
    return made.lstrip(".")


def below(shape: Shape | None, step: str) -> tuple[Shape | None, bool]:
    """The shape below a step, and whether the step is a name of the user's choice."""
    options = shape.options if isinstance(shape, Either) else (shape,)
    found: list[Shape] = []
    named = False
    for option in options:
        if isinstance(option, Either):
            inner, is_named = below(option, step)
            named = named or is_named
            found += [inner] if inner is not None else []
        elif isinstance(option, Items) and step == "[]":
            found.append(option.item)
        elif isinstance(option, Attributes) and step in option.keys:
            found.append(option.keys[step])
        elif isinstance(option, Entries) and step != "[]":
            found.append(option.value)
            named = True
    return (None if not found else found[0] if len(found) == 1 else Either(tuple(found))), named


def documents() -> Iterator[Any]:
    """What the fixtures write, as they write it, and in the long form."""
    for file in sorted((FIXTURES / "attributes").glob("*.yaml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield {"services": {"app": case["service"], "other": {}}, **case.get("project", {})}
    for file in sorted((FIXTURES / "projects").glob("*/*.yaml")):
        yield yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    for folder in sorted((FIXTURES / "projects").iterdir()):
        project, _ = load_project(folder, {})
        assert project is not None, folder
        yield project.get()


class _Loader(yaml.SafeLoader):
    """Reads Compose's own tags, too."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def collected() -> dict[str, int]:
    """Attribute → the most elements that a fixture gives it."""
    found: dict[str, int] = {}
    for document in documents():
        for path, count in written(document):
            pattern = patterns(path) if path else ""
            found[pattern] = max(found.get(pattern, 0), count)
    return found


FOUND = collected()


def plural(path: str) -> bool:
    """Whether the specification allows a list or names of the user's choice there."""
    return any(other.startswith((f"{path}[]", f"{path}.*")) for other in _PATHS) or path in _LISTS


def _paths(shape: Shape, path: str = "") -> Iterator[tuple[str, bool]]:
    """(path, whether a list is allowed) of every attribute."""
    if isinstance(shape, Either):
        for option in shape.options:
            yield from _paths(option, path)
    elif isinstance(shape, Items):
        yield path, True
        yield from _paths(shape.item, f"{path}[]")
    elif isinstance(shape, Entries):
        yield path, False
        yield f"{path}.*", False
        yield from _paths(shape.value, f"{path}.*")
    elif isinstance(shape, Attributes):
        for key, inner in shape.keys.items():
            at = f"{path}.{key}".lstrip(".")
            yield at, False
            yield from _paths(inner, at)


_PATHS = {path for path, _ in _paths(PROJECT)}
_LISTS = {path for path, is_list in _paths(PROJECT) if is_list}


@pytest.mark.parametrize("row", TAKEN, ids=lambda row: row.path)
def test_a_row_has_a_fixture(row: Row) -> None:
    assert row.path in FOUND, "no fixture writes it"
    assert FOUND[row.path] >= 2 or not plural(row.path), "no fixture gives it two elements"
