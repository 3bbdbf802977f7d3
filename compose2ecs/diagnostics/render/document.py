"""Diagnostics as a JSON document, the stable form for other programs."""

from collections.abc import Sequence
from typing import Any

from compose2ecs.diagnostics.report import Diagnostic

SCHEMA = 1


def document(found: Sequence[Diagnostic]) -> dict[str, Any]:
    """``{"schema": 1, "diagnostics": […]}``; a finding without a place has null for file, line and column."""
    return {"schema": SCHEMA, "diagnostics": [_entry(one) for one in found]}


def _entry(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
        "path": list(one.path),
        "file": one.span.file if one.span else None,
        "line": one.span.line if one.span else None,
        "column": one.span.column if one.span else None,
        "hint": one.hint or None,
    }
