"""The cases of fixtures/lint: one file per rule of the catalog.

A file begins with a Compose text. `«W330»` marks where a diagnostic of that code points; `«N225 0.5 vCPU»` wants the
words in its message as well. `=== also` begins another such text, `=== near miss` one that is nearly like it and in
which none of the marked findings may be. `=== file NAME` is a file beside them, `=== file NAME of N bytes` an empty one.
"""

import re
from pathlib import Path
from typing import NamedTuple

from compose2ecs.commands.pipeline import translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.report import Diagnostic

FOLDER = Path(__file__).parents[3] / "fixtures/lint"
_MARK = re.compile(r"«(\w+)(?: ([^»]*))?»")
_SECTION = re.compile(r"^=== (.+)\n", re.MULTILINE)
_SIZED = re.compile(r"file (\S+) of (\d+) bytes")


class Finding(NamedTuple):
    """``words`` stand in the message."""

    line: int
    column: int
    code: str
    words: str


class Case(NamedTuple):
    """The texts with their marks, the near misses, and the files beside them (content, or a size)."""

    triggers: list[str]
    near: list[str]
    files: dict[str, str | int]


def case(rule: str) -> Case:
    """The case of a rule."""
    first, *sections = _SECTION.split((FOLDER / f"{rule}.txt").read_text())
    made = Case([first], [], {})
    for title, text in zip(sections[::2], sections[1::2], strict=True):
        sized = _SIZED.fullmatch(title)
        if title == "also":
            made.triggers.append(text)
        elif title == "near miss":
            made.near.append(text)
        elif sized:
            made.files[sized[1]] = int(sized[2])
        else:
            made.files[title.removeprefix("file ")] = text
    return made


def marks(text: str) -> list[Finding]:
    """What is marked in a text, at its place in the text without the marks."""
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        before = 0
        for mark in _MARK.finditer(line):
            found.append(Finding(number, mark.start() - before + 1, mark[1], mark[2] or ""))
            before += len(mark[0])
    return found


def diagnostics(folder: Path, text: str, files: dict[str, str | int]) -> list[Diagnostic]:
    """Everything that is said about a text."""
    folder.mkdir()
    for name, content in {**files, "compose.yaml": _MARK.sub("", text)}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, int):
            with path.open("wb") as file:
                file.truncate(content)
        else:
            path.write_text(content)
    done = translated(LoadOptions(environment={"HOME": "/home/me"}, working_directory=str(folder)))
    return done.report.sorted()


def is_told(finding: Finding, told: Diagnostic) -> bool:
    """Whether a diagnostic is the one that is marked, wherever it points."""
    return told.code == finding.code and finding.words in told.message


def points_at(finding: Finding, told: Diagnostic) -> bool:
    """Whether a diagnostic is the one that is marked, at its place."""
    place = (told.span.line, told.span.column) if told.span else None
    return is_told(finding, told) and place == (finding.line, finding.column)
