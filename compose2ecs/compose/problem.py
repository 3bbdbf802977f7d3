"""Raising a diagnostic from deep inside a stage."""

from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span


class Problem(Exception):
    """One error of the user's; the stage that catches it knows the path and adds it to the report."""

    def __init__(self, code: Code, message: str, *, span: Span | None = None, hint: str = "", path: Path = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.hint = hint
        self.path = path

    def report(self, report: Report, path: Path = (), span: Span | None = None) -> None:
        """Add it to the report, with the catcher's path and place where it has none of its own."""
        report.add(self.code, self.message, path=self.path or path, span=self.span or span, hint=self.hint)
