"""A project that writes every attribute of our schema table: each one meets its row in the walk, none is lost."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest

from compose2ecs.compose.schema import PROJECT
from compose2ecs.compose.shape import Attributes, Either, Entries, Items, Shape
from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.model.project import Project, Service
from compose2ecs.source.node import Node
from compose2ecs.translate import walk as module
from compose2ecs.translate.attribute import REPORTS, Row
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.support import rows
from compose2ecs.translate.walk import walk

ROWS = {row.path: row for row in rows()}
NAMES = ("one", "two")


class Leaf(NamedTuple):
    """A written scalar: where it stands in the model and in the file, and the pattern of its attribute."""

    path: Path
    pattern: str
    line: int

    @property
    def row(self) -> Row:
        """The row of the attribute, or of the nearest one above it that has one."""
        pattern = self.pattern
        while pattern not in ROWS:
            pattern = pattern.rpartition(".")[0].removesuffix("[]")
        return ROWS[pattern]


class Writer:
    """Writes two of everything, each leaf on a line of its own; ``without`` are attributes to leave out."""

    def __init__(self, without: frozenset[str] = frozenset()) -> None:
        self.without = without
        self.leaves: list[Leaf] = []

    def node(self, shape: Shape, path: Path = (), pattern: str = "") -> Node:
        if isinstance(shape, Either):
            return self.node(shape.options[-1], path, pattern)
        if isinstance(shape, Items):
            items = [self.node(shape.item, (*path, index), f"{pattern}[]") for index in range(2)]
            return Node(items, Span("f", 0, 1))
        if isinstance(shape, Entries):
            entries = {name: self.node(shape.value, (*path, name), f"{pattern}.*") for name in NAMES}
            return Node(entries, Span("f", 0, 1))
        if isinstance(shape, Attributes):
            return Node(dict(self.attributes(shape, path, pattern)), Span("f", 0, 1))
        leaf = Leaf(path, pattern.removesuffix("[]"), len(self.leaves) + 1)
        self.leaves.append(leaf)
        return Node(f"value {leaf.line}", Span("f", leaf.line, 1))

    def attributes(self, shape: Attributes, path: Path, pattern: str) -> Iterator[tuple[str, Node]]:
        for key, below in shape.keys.items():
            at = f"{pattern}.{key}".lstrip(".")
            if at not in self.without:
                yield key, self.node(below, (*path, key), at)


def found_in(tree: Node) -> tuple[dict[str, object], list[tuple[str, Path, int, str]]]:
    """The containers of the walk, and its findings as code, path, line, note."""
    services = {name: Service(name, node) for name, node in (tree.get("services") or Node({})).items()}
    report = Report()
    containers = walk(Project("p", "/p", (), {}, tree, services), Settings(), report)
    return containers, [
        (one.code, one.path, one.span.line if one.span else 0, one.message.rpartition(": ")[2])
        for one in report.sorted()
    ]


def test_every_leaf_meets_the_row_of_its_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    """With rows that all report: each leaf is reported once, at its place, by its own row."""
    telling = [Row(path, REPORTS, "", row.states, f"row {path}", codes.UNREAD) for path, row in ROWS.items()]
    monkeypatch.setattr(module, "_TREE", [module._grow(telling)])
    writer = Writer()
    _, found = found_in(writer.node(PROJECT))
    assert len(writer.leaves) > 1000
    assert sorted(found) == sorted(("W299", leaf.path, leaf.line, f"row {leaf.row.path}") for leaf in writer.leaves)


def test_every_row_that_reports_does_so() -> None:
    """With the rows as they are, but for attributes that functions translate: they do not take any text."""
    acting = frozenset(path for path, row in ROWS.items() if row.act is not None)
    writer = Writer(without=acting)
    containers, found = found_in(writer.node(PROJECT))
    copied = {"user", "working_dir", "tty", "stdin_open", "read_only", "init"}
    assert [len(str(container).split("value")) - 1 for container in containers.values()] == [len(copied)] * 2

    whole = {path for path, row in ROWS.items() if row.whole}
    expected = set()
    for leaf in writer.leaves:
        above = next((pattern for pattern in whole if leaf.pattern.startswith(pattern)), "")
        if above:  # once per item
            expected.add((ROWS[above].code, leaf.path[: leaf.path.index(above.rpartition(".")[2]) + 2]))
        elif leaf.row.kind == REPORTS:
            expected.add((leaf.row.code, leaf.path))
    assert len(expected) > 250
    assert sorted((code, path) for code, path, _, _ in found) == sorted(
        (code.id, path) for code, path in expected if code is not None
    )


def test_a_row_that_reports_a_mapping_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    states = ("dropped", "dropped", "dropped")
    paths = ["services.*.one", "services.*.two", "services.*.three.*", *(f"{name}.*" for name in module.SECTIONS)]
    telling = [Row(path, REPORTS, "", states, "note", codes.NO_EQUIVALENT, whole=True) for path in paths]
    monkeypatch.setattr(module, "_TREE", [module._grow(telling)])
    at = Span("f", 1, 1)
    text = Node("text", at)
    service = Node(
        {
            "one": Node({"a": text, "b": Node([text, Node(None, at)], at)}, at),
            "two": Node({}, at),
            "three": Node({"a": Node({}, at), "b": text}, at),
        },
        at,
    )
    report = Report()
    tree = Node({"services": Node({"app": service}, at)}, at)
    walk(Project("p", "/p", (), {}, tree, {"app": Service("app", service)}), Settings(), report)
    assert [found.message for found in report.diagnostics] == [
        "`one` (a text, b text) is dropped: note",
        "`three.a` is dropped: note",
        "`three.b` (text) is dropped: note",
    ]
