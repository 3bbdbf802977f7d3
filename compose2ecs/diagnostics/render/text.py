"""Diagnostics for a terminal: message, place, source lines with carets, help; repeats are told once."""

from collections.abc import Sequence

from compose2ecs.diagnostics.codes.code import ERROR
from compose2ecs.diagnostics.render.excerpt import Lines, excerpt
from compose2ecs.diagnostics.render.oneline import Paint, unpainted, visible
from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.diagnostics.secrecy import HIDDEN


def text(found: Sequence[Diagnostic], lines: Lines, *, every: bool, paint: Paint = unpainted) -> list[str]:
    """One block per finding, in the given order; ``every``: repeats and related places in full."""
    for one in found:
        if HIDDEN in one.message and one.span is not None:
            lines.hide(one.span)
    if every:
        return [block(one, lines, paint, related=True) for one in found]
    counts: dict[tuple[str, ...], int] = {}
    for one in found:
        counts[_kind(one)] = counts.get(_kind(one), 0) + 1
    blocks = []
    told = set()
    for one in found:
        kind = _kind(one)
        if one.severity == ERROR or counts[kind] == 1:
            blocks.append(block(one, lines, paint))
        elif kind not in told:
            told.add(kind)
            more = f"  = {one.code}: and {counts[kind] - 1} more like this, --verbose lists them"
            blocks.append(f"{block(one, lines, paint)}\n{more}")
    return blocks


def _kind(one: Diagnostic) -> tuple[str, ...]:
    """What makes findings repeats of each other: the code and the attribute, whichever service it is in."""
    return (one.code, *(str(step) for step in (*one.path[:1], *one.path[2:3])))


def block(found: Diagnostic, lines: Lines, paint: Paint = unpainted, *, related: bool = False) -> str:
    """One finding as it stands on a terminal, without a line end."""
    rows = [f"{paint(f'{found.severity}[{found.code}]', found.severity)}: {visible(found.message)}"]
    margin = " "
    if found.span is not None:
        margin = " " * (len(str(found.span.line)) + 1)
        rows.append(f"{margin[:-1]}--> {visible(found.span.file)}:{found.span.line}:{found.span.column}")
        shown = excerpt(lines.of(found.span.file), found.span, visible(found.label))
        rows += [_painted(row, paint, found.severity) if row is shown[-1] else row for row in shown]
    if related:
        rows += [
            f"{margin}= {visible(word)} {visible(span.file)}:{span.line}:{span.column}" for span, word in found.related
        ]
    rows += [f"{margin}= note: {visible(note)}" for note in found.notes]
    rows += [f"{margin}= help: {visible(hint)}" for hint in found.hint.split("\n") if hint]
    return "\n".join(rows)


def _painted(row: str, paint: Paint, severity: str) -> str:
    at = row.index("^")
    return row[:at] + paint(row[at:], severity)
