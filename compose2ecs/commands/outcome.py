"""What a command hands back: commands neither print nor exit, the command line does both."""

from typing import NamedTuple

from compose2ecs.diagnostics.codes.code import WARNING
from compose2ecs.diagnostics.report import Report

#: How the findings are shown: ``AUTO`` as the terminal allows, ``TEXT`` always with excerpts, ``DATA``: they are in the
#: data already.
AUTO, TEXT, DATA = "auto", "text", "data"


class Outcome(NamedTuple):
    """The result of a command.

    ``data`` goes to standard output, only where there is no error (with ``DATA``: always); ``report``, ``lines`` and
    ``summary`` go to standard error. ``failure`` is an exit code of its own, else the report decides.
    """

    report: Report
    data: str = ""
    lines: tuple[str, ...] = ()
    summary: str = ""
    failure: int = 0
    form: str = AUTO


def stops(report: Report, strict: bool) -> bool:
    """Whether there is no result: an error, or with ``--strict`` a warning."""
    return report.failed or (strict and report.count(WARNING) > 0)
