"""The registry told to people: the page of an attribute, and the support table."""

import pytest

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.translate.attribute import (
    ADAPTED,
    DROPPED,
    LOADER,
    MAPPED,
    PART_OF,
    REPORTS,
    Row,
)
from compose2ecs.translate.support import _chapter, _table, explain_attribute, markdown, rows, target

SHM_SIZE = """\
services.*.shm_size

A tmpfs at /dev/shm, because Fargate refuses the size of the built-in one; counts against the task's memory.

Fargate:           adapted, something close; a difference that matters is reported
EC2:               mapped, the same meaning on ECS
Managed Instances: mapped, the same meaning on ECS

Becomes:           AWS::ECS::TaskDefinition.ContainerDefinitions[].LinuxParameters.Tmpfs
"""
VOLUMES_FROM = """\
services.*.volumes_from

Both containers share one task.

Fargate:           adapted, something close; a difference that matters is reported
EC2:               adapted, something close; a difference that matters is reported
Managed Instances: adapted, something close; a difference that matters is reported

Becomes:           AWS::ECS::TaskDefinition.ContainerDefinitions[].VolumesFrom
"""
ULIMITS = """\
services.*.ulimits.*

15 names.

Fargate:           adapted, something close; a difference that matters is reported
EC2:               mapped, the same meaning on ECS
Managed Instances: mapped, the same meaning on ECS

Becomes:           AWS::ECS::TaskDefinition.ContainerDefinitions[].Ulimits[].Name

Below it:
  services.*.ulimits.*.hard
  services.*.ulimits.*.soft
"""


@pytest.mark.parametrize(
    ("subject", "page"), [("shm_size", SHM_SIZE), ("volumes_from", VOLUMES_FROM), ("services.*.ulimits.*", ULIMITS)]
)
def test_page(subject: str, page: str) -> None:
    assert explain_attribute(subject) == page


def first_line(subject: str) -> str | None:
    page = explain_attribute(subject)
    return page and page.partition("\n")[0]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        # the pattern
        ("services.*.tmpfs", "services.*.tmpfs"),
        ("services.*.ports[].target", "services.*.ports[].target"),
        ("services.*", "services.*"),
        ("x-*", "x-*"),
        # without its stars
        ("services.tmpfs", "services.*.tmpfs"),
        ("services.ports.target", "services.*.ports[].target"),
        ("networks.external", "networks.*.external"),
        ("services.depends_on.condition", "services.*.depends_on.*.condition"),
        # with names
        ("services.web.tmpfs", "services.*.tmpfs"),
        ("services.web.ports[0].target", "services.*.ports[].target"),
        ("services.web.ulimits.nofile.soft", "services.*.ulimits.*.soft"),
        ("services.web", "services.*"),
        ("services.image.tmpfs", "services.*.tmpfs"),
        ("volumes.data.driver", "volumes.*.driver"),
        # the end, where that is unique
        ("tmpfs", "services.*.tmpfs"),
        (" tmpfs ", "services.*.tmpfs"),
        ("ports[].published", "services.*.ports[].published"),
        ("limits.cpus", "services.*.deploy.resources.limits.cpus"),
        # the end, where one is shorter than all others
        ("cpus", "services.*.cpus"),
        ("volumes", "volumes"),
        ("name", "name"),
        # nothing
        ("target", None),
        ("driver", None),
        ("environment", None),
        ("services.*.tmpsf", None),
        ("services.web.tmpfs.more", None),
        ("*", None),
        ("", None),
        (" ", None),
        (".", None),
    ],
)
def test_spellings(subject: str, expected: str | None) -> None:
    assert first_line(subject) == expected


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.path)
def test_every_attribute_has_a_page_and_a_line(row: Row) -> None:
    page = explain_attribute(row.path)
    assert page is not None
    assert page.startswith(f"{row.path}\n\n")
    assert first_line(row.path.replace("*", "my-own").replace("[]", "[1]")) == row.path or row.path == "x-*"
    assert markdown().count(f"\n| `{row.path}` |") == 1


def test_rows_are_sorted() -> None:
    paths = [row.path for row in rows()]
    assert paths == sorted(paths)


MADE = ("mapped", "mapped", "mapped")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            Row("services.*.a", PART_OF, "container.A.B", (ADAPTED, MAPPED, DROPPED), "a note"),
            "| `services.*.a` | adapted | mapped | dropped |"
            " `AWS::ECS::TaskDefinition.ContainerDefinitions[].A.B` | A note. |",
        ),
        (
            Row("a.*.b", PART_OF, "AWS::ECS::Service.Tags", MADE, "`x | y` ends."),
            "| `a.*.b` | mapped | mapped | mapped | `AWS::ECS::Service.Tags` | `x \\| y` ends. |",
        ),
        (
            Row("a", LOADER, "", MADE, "a note"),
            "| `a` | mapped | mapped | mapped | resolved while loading | A note. |",
        ),
        (
            Row("a", REPORTS, "", (DROPPED, MAPPED, ADAPTED), "a note", codes.NO_EQUIVALENT),
            "| `a` | dropped | mapped | adapted |  | A note. |",
        ),
    ],
)
def test_line_of_the_table(row: Row, line: str) -> None:
    assert list(_table(iter([row]))) == [line]
    assert target(row) in line


@pytest.mark.parametrize(
    ("path", "chapter"),
    [
        ("services", "services"),
        ("services.*", "services"),
        ("services.*.tmpfs", "services"),
        ("services.*.build", "services: build"),
        ("services.*.deploy.resources.limits", "services: deploy"),
        ("services.*.develop.watch[].exec", "services: develop"),
        ("networks.*.ipam.config[].subnet", "networks"),
        ("include[].path", "Top level"),
        ("name", "Top level"),
        ("x-*", "Top level"),
    ],
)
def test_chapter(path: str, chapter: str) -> None:
    assert _chapter(Row(path, PART_OF, "", MADE, "")) == chapter


def test_the_table_has_every_chapter_once_and_counts_all() -> None:
    lines = markdown().splitlines()
    assert [line[3:] for line in lines if line.startswith("## ")] == [
        "configs",
        "Top level",
        "models",
        "networks",
        "secrets",
        "services",
        "services: build",
        "services: deploy",
        "services: develop",
        "volumes",
    ]
    (counts,) = (line for line in lines if " attributes. On Fargate: " in line)
    total, _, rest = counts.partition(" attributes. On Fargate: ")
    assert int(total) == len(rows()) == sum(int(part.split()[0]) for part in rest.rstrip(".").split(", "))
    assert sum(row.states[0] == "refused" for row in rows()) == int(rest.rpartition(", ")[2].split()[0])
