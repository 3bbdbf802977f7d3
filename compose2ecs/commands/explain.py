"""``explain``: the page of a diagnostic code, or what becomes of an attribute."""

from typing import Any

import click

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome
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
    from compose2ecs.translate.support import explain_attribute

    text = explain_attribute(subject)
    if text is None:
        raise click.UsageError(_unknown(subject, codes))
    return Outcome(Report(), _json({"attribute": subject, "text": text}) if invocation.json else text.rstrip() + "\n")


def page(code: Code) -> str:
    """The page of a code: what it is, why, how to fix it, whether it can be accepted."""
    text = f"{code.id} ({code.severity}): {code.title}\n\n{code.explanation.strip()}\n"
    if code.acceptable:
        text += (
            f"\nTo accept it, in the service that it concerns or at the top level:\n\n  x-ecs: {{allow: [{code.id}]}}\n"
        )
    return text


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
    }


def _json(value: Any) -> str:
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _unknown(subject: str, codes: dict[str, Code]) -> str:
    from difflib import get_close_matches

    from compose2ecs.translate.support import rows

    paths = [row.path for row in rows()]
    close = get_close_matches(subject.upper(), codes, 1) or get_close_matches(subject, paths, 1, 0.7)
    return f"no diagnostic code or attribute `{subject}`" + (f", did you mean `{close[0]}`?" if close else "")


def _complete(_ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    return [id for id in all_codes() if id.startswith(incomplete.upper())]


command = OfflineCommand(
    "explain",
    run,
    [click.Argument(["subject"], required=False, metavar="[CODE|ATTRIBUTE]", shell_complete=_complete)],
    """What a diagnostic means and how to fix it, or what becomes of a Compose attribute.

    \b
    compose2ecs explain C102
    compose2ecs explain services.web.ports
    """,
    files=False,
)
