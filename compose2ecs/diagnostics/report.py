"""Collecting diagnostics: all of them, sorted, each with a place."""

from collections.abc import Iterable
from typing import NamedTuple

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, Code
from compose2ecs.diagnostics.span import Path, Span

#: The fact that is added to what the user accepts.
ACCEPTED = "accepted by x-ecs.allow"


class Diagnostic(NamedTuple):
    """One finding.

    ``label`` stands beside the caret; ``hint`` says how to fix it; ``notes`` add facts; ``related`` are other places
    with a word each (such as "first set at").
    """

    code: str
    severity: str
    message: str
    path: Path = ()
    span: Span | None = None
    label: str = ""
    hint: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[tuple[Span, str], ...] = ()


class Report:
    """An ordered collection of diagnostics; stages add to it, the command decides what to do with it.

    ``allowed`` are the ids of codes that the user accepts, each with the path below which it is: such a finding is a
    note (see ``accept``), so no stage stops because of it.
    """

    __slots__ = ("allowed", "diagnostics")

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.allowed: tuple[tuple[str, Path], ...] = ()

    def add(
        self,
        code: Code,
        message: str,
        *,
        path: Path = (),
        span: Span | None = None,
        label: str = "",
        hint: str = "",
        notes: Iterable[str] = (),
        related: Iterable[tuple[Span, str]] = (),
    ) -> None:
        """Note one finding; the severity is the code's, or note where the user accepts it."""
        found = Diagnostic(code.id, code.severity, message, path, span, label, hint, tuple(notes), tuple(related))
        self.diagnostics.append(self.judged(found) if self.allowed else found)

    def judged(self, found: Diagnostic) -> Diagnostic:
        """The finding, as a note where the user accepts it."""
        for code, scope in self.allowed:
            if found.code == code and found.severity != NOTE and found.path[: len(scope)] == scope:
                return found._replace(severity=NOTE, notes=(*found.notes, ACCEPTED))
        return found

    def count(self, severity: str) -> int:
        """How many diagnostics of this severity."""
        return sum(d.severity == severity for d in self.diagnostics)

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return any(d.severity == ERROR for d in self.diagnostics)

    def sorted(self) -> list[Diagnostic]:
        """Without duplicates, by file, line, column; what has no place comes first."""
        unique = dict.fromkeys(self.diagnostics)
        return sorted(unique, key=_position)


_RANK = {ERROR: 0, WARNING: 1, NOTE: 2}


def _position(found: Diagnostic) -> tuple[str, int, int, int, str, str, str]:
    file, line, column = found.span[:3] if found.span else ("", 0, 0)
    return file, line, column, _RANK[found.severity], found.code, repr(found.path), found.message
