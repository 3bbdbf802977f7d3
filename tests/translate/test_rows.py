"""The registry: an attribute each, all of them, with targets that exist."""

from collections import Counter

import pytest

from compose2ecs.compose.schema import PROJECT
from compose2ecs.compose.shape import Attributes, Either, Entries, Items, Shape
from compose2ecs.diagnostics.codes import all_codes
from compose2ecs.graph.types import TYPES
from compose2ecs.translate import attribute
from compose2ecs.translate import rows as modules
from compose2ecs.translate.attribute import (
    ADAPTED,
    COPIES,
    DROPPED,
    IGNORED,
    IMAGE,
    LOADER,
    MAPPED,
    MAPS,
    PART_OF,
    REFUSED,
    REPORTS,
    Row,
    maps,
)
from compose2ecs.translate.support import rows
from tests.architecture.modules import MODULES
from tests.cloudformation import property_of, schema_of

ROWS = rows()
#: Attributes without a row, and why.
NO_ROW = {"services.*.storage_opt.*": "options of any storage driver; the row of storage_opt looks at each"}
#: Rows of what is no attribute of the specification, and why.
NO_ATTRIBUTE = {"x-*": "extension keys may stand at any level; the row is for the support table"}
#: A property of the resource instead of its properties.
DEPENDS_ON = "AWS::ECS::Service DependsOn"


def attributes(shape: Shape, path: str = "") -> set[str]:
    """The paths of a shape, as the registry writes them: every spelling of an attribute counts."""
    if isinstance(shape, Either):
        return {found for option in shape.options for found in attributes(option, path)}
    if isinstance(shape, Items):
        return attributes(shape.item, f"{path}[]")
    if isinstance(shape, Entries):
        return {f"{path}.*", *attributes(shape.value, f"{path}.*")}
    if isinstance(shape, Attributes):
        named = {f"{path}.{key}".lstrip("."): below for key, below in shape.keys.items()}
        return {*named, *(found for at, below in named.items() for found in attributes(below, at))}
    return set()


def test_the_paths_of_a_shape() -> None:
    shape = Attributes({"a": Items(Attributes({"b": PROJECT.keys["name"]})), "c": Either((Entries(Attributes({})),))})
    assert attributes(shape) == {"a", "a[].b", "c", "c.*"}


def test_every_attribute_has_one_row() -> None:
    paths = {row.path for row in ROWS}
    ours = attributes(PROJECT)
    assert len(ours) > 390
    assert ours - paths == set(NO_ROW)
    assert paths - ours == set(NO_ATTRIBUTE)
    assert [path for path, times in Counter(row.path for row in ROWS).items() if times > 1] == []


def test_every_row_module_is_loaded() -> None:
    """A module that registers rows imports the registry's functions by name."""
    registering = {"copies", "maps", "part_of", "ignored", "refused", "by_loader"}
    package = "compose2ecs.translate"
    found = {
        module.name.removeprefix(f"{package}.")
        for module in MODULES
        for one in module.imports()
        if one.target.rpartition(".")[0] == f"{package}.attribute" and one.target.rpartition(".")[2] in registering
    }
    assert sorted(modules.MODULES) == sorted(found)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_a_row_is_whole(row: Row) -> None:
    assert row.note.strip(), "it says what happens"
    assert row.note == row.note.strip(" ") and "\n" not in row.note
    assert row.kind in (COPIES, MAPS, PART_OF, REPORTS, LOADER)
    assert set(row.states) <= {MAPPED, ADAPTED, IMAGE, IGNORED, DROPPED, REFUSED}
    assert (row.act is not None) == (row.kind == MAPS)
    assert (row.code is not None) == (row.kind == REPORTS)
    assert row.kind == REPORTS or not (row.hint or row.whole)


@pytest.mark.parametrize("row", [row for row in ROWS if row.code], ids=lambda row: row.path)
def test_the_state_is_what_the_code_says(row: Row) -> None:
    assert row.code is not None
    assert all_codes()[row.code.id] is row.code
    assert row.states[0] == {"error": REFUSED, "warning": DROPPED, "note": IGNORED}[row.code.severity]


@pytest.mark.parametrize("row", [row for row in ROWS if row.to], ids=lambda row: row.path)
def test_the_target_exists(row: Row) -> None:
    if row.to == DEPENDS_ON:
        return
    type, _, path = row.to.partition(".")
    if type == "container":
        assert path
        assert property_of(schema_of("AWS::ECS::TaskDefinition"), path, "ContainerDefinition") is not None
    else:
        assert type in TYPES, "a type that the emitters know"
        assert property_of(schema_of(type), path) is not None


def test_what_is_no_target() -> None:
    definition, service = schema_of("AWS::ECS::TaskDefinition"), schema_of("AWS::ECS::Service")
    size = property_of(definition, "LinuxParameters.Tmpfs[].Size", "ContainerDefinition")
    assert size is not None
    assert size["type"] == "integer"
    assert property_of(definition, "LinuxParameters.Tmpfs.Size", "ContainerDefinition") is None
    assert property_of(definition, "User[]", "ContainerDefinition") is None
    assert property_of(definition, "Usr", "ContainerDefinition") is None
    assert property_of(service, "DesiredCount.Value") is None


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == COPIES], ids=lambda row: row.path)
def test_what_is_copied_has_the_type_that_it_gets(row: Row) -> None:
    found = property_of(schema_of("AWS::ECS::TaskDefinition"), row.to.partition(".")[2], "ContainerDefinition")
    assert found is not None
    key = row.path.rpartition(".")[2]
    flags = {"tty", "stdin_open", "read_only", "init"}
    assert found["type"] == ("boolean" if key in flags else "string")


def test_a_note_is_the_first_line_of_the_function() -> None:
    registered = next(row for row in ROWS if row.path == "services.*.tmpfs")
    assert (
        registered.note
        == "Counts against the task's memory; without `size=` a quarter of the memory limit, at most 256 MiB."
    )

    @maps("services.*.made_up", to="container.User", fargate=ADAPTED, managed=DROPPED)
    def act(node: object, site: object) -> None:
        """First line.

        More.
        """

    assert attribute.ROWS.pop() == Row(
        "services.*.made_up", MAPS, "container.User", (ADAPTED, ADAPTED, DROPPED), "First line.", act=act
    )
