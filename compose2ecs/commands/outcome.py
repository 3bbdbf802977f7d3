"""What a command hands back: commands neither print nor exit, the command line does both."""

from typing import NamedTuple

from compose2ecs.diagnostics.report import Report


class Outcome(NamedTuple):
    """The result of a command.

    ``data`` goes to standard output; ``report`` and ``summary`` to standard error. ``failure`` is the exit code where
    the report has no error. ``shown`` forces a form of the diagnostics (text, or data for json, sarif and github).
    """

    report: Report
    data: str = ""
    summary: str = ""
    failure: int = 0
    form: str = "auto"
