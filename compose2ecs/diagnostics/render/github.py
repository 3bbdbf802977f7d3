"""Diagnostics as GitHub workflow commands, which annotate the line in a pull request."""

from compose2ecs.diagnostics.codes.code import ERROR, WARNING
from compose2ecs.diagnostics.report import Diagnostic


def annotation(found: Diagnostic) -> str:
    """``::error file=…,line=…,col=…,title=C102::message``."""
    level = found.severity if found.severity in (ERROR, WARNING) else "notice"
    fields = [f"title={_property(found.code)}"]
    if found.span is not None:
        place = (("file", found.span.file), ("line", str(found.span.line)), ("col", str(found.span.column)))
        fields = [f"{name}={_property(value)}" for name, value in place] + fields
    message = found.message + (f" ({found.hint})" if found.hint else "")
    return f"::{level} {','.join(fields)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
