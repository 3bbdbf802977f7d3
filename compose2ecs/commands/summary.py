"""The closing line of a command: what was read, what came out, what was found."""

from collections.abc import Sequence

from compose2ecs.diagnostics.codes.assemble import IMAGE_TO_BUILD
from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING
from compose2ecs.diagnostics.codes.files import MAKE_SECRET, PROMOTED
from compose2ecs.diagnostics.render.oneline import counted
from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.model.project import Project

#: How many warnings the line names.
_NAMED = 4


def sources(project: Project) -> str:
    """``compose.yaml + compose.override.yaml``."""
    return " + ".join(project.files)


def services(project: Project) -> str:
    """``5 services``."""
    return counted(len(project.services), "service")


def findings(found: Sequence[Diagnostic]) -> str:
    """``0 errors, 2 warnings (W214 line 5, W402 line 19), 7 notes (-v lists them)``."""
    errors, warnings, notes = (
        [one for one in found if one.severity == severity] for severity in (ERROR, WARNING, NOTE)
    )
    text = f"{counted(len(errors), 'error')}, {counted(len(warnings), 'warning')}"
    if warnings:
        places = [f"{one.code} line {one.span.line}" if one.span else one.code for one in warnings]
        named = list(dict.fromkeys(places))
        more = ", …" if len(named) > _NAMED else ""
        text += f" ({', '.join(named[:_NAMED])}{more})"
    return text + (f", {counted(len(notes), 'note')} (-v lists them)" if notes else "")


def first(found: Sequence[Diagnostic]) -> str:
    """``before it is deployed: push 2 images, create 1 secret (-v says which and how)``; "" where nothing is needed."""
    images = sum(one.code == IMAGE_TO_BUILD.id for one in found)
    secrets = sum(one.code in (MAKE_SECRET.id, PROMOTED.id) for one in found)
    steps = [
        f"{verb} {counted(number, what)}"
        for verb, number, what in (("push", images, "image"), ("create", secrets, "secret"))
        if number
    ]
    return f"before it is deployed: {', '.join(steps)} (-v says which and how)" if steps else ""


def failure(found: Sequence[Diagnostic]) -> str:
    """``compose.yaml: 2 errors, 1 warning``, the closing line where nothing came out."""
    files = list(dict.fromkeys(one.span.file for one in found if one.span))
    parts = [
        counted(number, severity)
        for severity in (ERROR, WARNING)
        if (number := sum(one.severity == severity for one in found))
    ]
    where = files[0] if len(files) == 1 else f"{len(files)} files" if files else "compose2ecs"
    return f"{where}: {', '.join(parts)}"
