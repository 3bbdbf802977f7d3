"""``explain``: the page of a diagnostic code or lint rule, what becomes of an attribute, or which codes hold a text."""

from typing import Any

import click

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome
from compose2ecs.diagnostics.catalog import all_rules, rules_of
from compose2ecs.diagnostics.catalog.rule import Rule
from compose2ecs.diagnostics.codes import all_codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report


def run(invocation: Invocation, subject: str | None) -> Outcome:
    """Print a page; without a subject, the list of all codes."""
    codes = all_codes()
    if subject is None:
        return Outcome(Report(), _list(codes, invocation.json))
    found = codes.get(subject.upper())
    if found is not None:
        return Outcome(Report(), _json(_entry(found)) if invocation.json else page(found))
    rule = all_rules().get(subject.upper())
    if rule is not None:
        return Outcome(Report(), _json(_rule_entry(rule)) if invocation.json else rule_page(rule))
    from compose2ecs.translate.support import explain_attribute

    text = explain_attribute(subject)
    if text is None:
        holding = with_text(subject, codes)
        if not holding:
            raise click.UsageError(_unknown(subject, codes))
        return Outcome(Report(), _list(holding, invocation.json))
    return Outcome(Report(), _json({"attribute": subject, "text": text}) if invocation.json else text.rstrip() + "\n")


def page(code: Code) -> str:
    """The page of a code: what it is, why, how to fix it, whether it can be accepted."""
    text = f"{code.id} ({code.severity}): {code.title}\n\n{code.explanation.strip()}\n"
    if code.acceptable:
        text += (
            f"\nTo accept it, in the service that it concerns or at the top level:\n\n  x-ecs: {{allow: [{code.id}]}}\n"
        )
    named = [f"{rule.id} ({rule.title})" for rule in rules_of(code.id)]
    return f"{text}\nLint rule: {', '.join(named)}\n" if named else text


def rule_page(rule: Rule) -> str:
    """The page of a lint rule: which codes tell it, what to do, and what cannot be seen offline."""
    text = f"{rule.id} ({rule.severity}): {rule.title}\n\n{rule.advice}\n\nTold by:\n\n"
    text += "".join(f"  {code.id}  {code.severity:8} {code.title}\n" for code in rule.codes)
    if rule.why:
        text += f"\nThe severity differs: {rule.why}.\n"
    if rule.preflight:
        text += f"\nNot seen offline: {rule.preflight}.\n"
    return text


def with_text(text: str, codes: dict[str, Code]) -> dict[str, Code]:
    """The codes whose page holds a text, such as an error message; case and line breaks make no difference."""
    wanted = _flat(text)
    return {id: code for id, code in codes.items() if wanted and wanted in _flat(f"{code.title}\n{code.explanation}")}


def _flat(text: str) -> str:
    return " ".join(text.lower().split())


def _list(codes: dict[str, Code], json: bool) -> str:
    if json:
        return _json([_entry(code) for code in codes.values()])
    return "".join(f"{code.id}  {code.severity:8} {code.title}\n" for code in codes.values())


def _entry(code: Code) -> dict[str, Any]:
    return {
        "code": code.id,
        "severity": code.severity,
        "title": code.title,
        "explanation": code.explanation.strip(),
        "acceptable": code.acceptable,
        "rules": [rule.id for rule in rules_of(code.id)],
    }


def _rule_entry(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "severity": rule.severity,
        "title": rule.title,
        "codes": [code.id for code in rule.codes],
        "advice": rule.advice,
        "why": rule.why,
        "preflight": rule.preflight,
    }


def _json(value: Any) -> str:
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _unknown(subject: str, codes: dict[str, Code]) -> str:
    from difflib import get_close_matches

    from compose2ecs.translate.support import rows

    paths = [row.path for row in rows()]
    close = get_close_matches(subject.upper(), [*codes, *all_rules()], 1) or get_close_matches(subject, paths, 1, 0.7)
    return f"no diagnostic code, lint rule or attribute `{subject}`, and no page with that text" + (
        f", did you mean `{close[0]}`?" if close else ""
    )


def _complete(_ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    return [id for id in (*all_codes(), *all_rules()) if id.startswith(incomplete.upper())]


command = OfflineCommand(
    "explain",
    run,
    [click.Argument(["subject"], required=False, metavar="[CODE|RULE|ATTRIBUTE|TEXT]", shell_complete=_complete)],
    """What a diagnostic or lint rule means and how to fix it, what becomes of a Compose attribute, or which
    diagnostics an error message belongs to.

    \b
    compose2ecs explain C102
    compose2ecs explain L18
    compose2ecs explain services.web.ports
    compose2ecs explain "exec format error"
    """,
    files=False,
)
