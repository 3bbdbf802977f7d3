"""Diagnostics as one line each, as compilers print them, so that editors and logs jump to the place."""

from collections.abc import Callable, Sequence

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING
from compose2ecs.diagnostics.report import Diagnostic

#: Paints a text: (text, severity) → text. The default paints nothing.
Paint = Callable[[str, str], str]

_LEVELS = ((ERROR, "error"), (WARNING, "warning"), (NOTE, "note"))


def unpainted(text: str, _severity: str) -> str:
    """The text as it is."""
    return text


def visible(text: str) -> str:
    """The text on one line and without control characters: a Compose file must not be able to steer a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _shown(char) for char in text)


def _shown(char: str) -> str:
    if char in "\t\r\n":
        return " "
    return char.encode("unicode_escape").decode()


def oneline(found: Diagnostic, paint: Paint = unpainted) -> str:
    """``compose.yaml:10:7: error[C102]: message; note (hint)``."""
    place = f"{found.span.file}:{found.span.line}:{found.span.column}" if found.span else "compose2ecs"
    level = paint(f"{found.severity}[{found.code}]:", found.severity)
    notes = "".join(f"; {note}" for note in found.notes)
    hint = f" ({found.hint})" if found.hint else ""
    return f"{visible(place)}: {level} {visible(found.message + notes + hint)}"


def tally(found: Sequence[Diagnostic]) -> str:
    """ "2 errors, 1 warning, 3 notes": the levels that occur, "" where nothing was found."""
    parts = []
    for severity, noun in _LEVELS:
        number = sum(one.severity == severity for one in found)
        if number:
            parts.append(counted(number, noun))
    return ", ".join(parts)


def counted(number: int, noun: str) -> str:
    """ "1 error", "2 errors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
