"""Diagnostics as SARIF 2.1.0, which code scanning services read."""

from collections.abc import Sequence
from typing import Any

from compose2ecs.diagnostics.codes import all_codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.diagnostics.span import Span


def sarif(found: Sequence[Diagnostic], version: str) -> dict[str, Any]:
    """A log with one run; its rules are the codes that the findings mention."""
    codes = all_codes()
    rules = {id: codes[id] for id in sorted({one.code for one in found})}
    driver = {"name": "compose2ecs", "version": version, "rules": [_rule(code) for code in rules.values()]}
    order = {id: index for index, id in enumerate(rules)}
    results = [_result(one, order[one.code]) for one in found]
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.explanation},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(one: Diagnostic, rule: int) -> dict[str, Any]:
    message = one.message + "".join(f"\n{more}" for more in (*one.notes, one.hint) if more)
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": one.severity,
        "message": {"text": message},
    }
    if one.span is not None:
        result["locations"] = [{"physicalLocation": _location(one.span)}]
    if one.related:
        result["relatedLocations"] = [
            {"physicalLocation": _location(span), "message": {"text": word}} for span, word in one.related
        ]
    return result


def _location(span: Span) -> dict[str, Any]:
    from urllib.parse import quote

    region = {"startLine": max(1, span.line), "startColumn": max(1, span.column)}
    if span.end_line:
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return {"artifactLocation": {"uri": quote(span.file.replace("\\", "/"))}, "region": region}
