"""Accepted findings: ``x-ecs.allow`` turns what its author has read and accepts into a note."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import cli as codes
from compose2ecs.diagnostics.codes.code import REGISTRY, Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span


class Allowance(NamedTuple):
    """One entry of an ``allow`` list: its value, where it stands, and the path below which it holds."""

    value: Any
    path: Path
    span: Span | None
    scope: Path = ()


def accept(report: Report, allowances: list[Allowance]) -> None:
    """Turn accepted findings into notes, those that are there and those to come.

    An entry that can accept nothing (unknown code, a code that must not be accepted) becomes a finding itself.
    """
    report.allowed = tuple((one.value, one.scope) for one in allowances if _acceptable(one, report))
    if report.allowed:
        report.diagnostics[:] = [report.judged(found) for found in report.diagnostics]


def _acceptable(one: Allowance, report: Report) -> bool:
    if not isinstance(one.value, str):
        report.add(codes.BAD_ALLOW, "`allow` takes a list of codes, such as [W214]", path=one.path, span=one.span)
        return False
    known = _known(one.value)
    if known is None:
        message = f"there is no diagnostic code `{one.value}`"
        report.add(codes.UNKNOWN_ALLOWED, message, path=one.path, span=one.span, hint=_hint(one.value))
    elif not known.acceptable:
        message = f"{one.value} ({known.title}) cannot be accepted"
        report.add(codes.NOT_ACCEPTABLE, message, path=one.path, span=one.span)
    return known is not None and known.acceptable


def _known(id: str) -> Code | None:
    """The code; the families that nothing has imported yet are only read for a code that none of the others has."""
    if id in REGISTRY:
        return REGISTRY[id]
    from compose2ecs.diagnostics.codes import all_codes

    return all_codes().get(id)


def _hint(value: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(value.upper(), REGISTRY, 1, 0.5)
    return f"did you mean `{close[0]}`?" if close else "`compose2ecs explain` lists all codes"
