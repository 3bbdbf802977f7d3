"""``validate``: everything that a conversion would say, without its output."""

import click

from compose2ecs import __version__
from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import AUTO, DATA, TEXT, Outcome
from compose2ecs.commands.pipeline import template_text, translated
from compose2ecs.commands.summary import services, sources
from compose2ecs.diagnostics.render.oneline import tally
from compose2ecs.diagnostics.report import Report


def run(invocation: Invocation, format: str | None) -> Outcome:
    """Load, translate, and tell what was found."""
    done = translated(invocation.load_options(), region=invocation.region or "")
    if done.graph is not None:
        template_text(done.graph, done.report)
    form = format or ("json" if invocation.json else None)
    if form in ("json", "sarif", "github"):
        return Outcome(done.report, _data(done.report, form), form=DATA)
    shown = TEXT if form == "text" else AUTO
    if done.project is None:
        return Outcome(done.report, form=shown)
    counts = tally(done.report.sorted())
    summary = f"{sources(done.project)}: ok, {services(done.project)}" + (f", {counts}" if counts else "")
    return Outcome(done.report, summary=summary, form=shown)


def _data(report: Report, form: str) -> str:
    found = report.sorted()
    if form == "github":
        from compose2ecs.diagnostics.render.github import annotation

        return "".join(annotation(one) + "\n" for one in found)
    import json

    from compose2ecs.diagnostics.render.document import document
    from compose2ecs.diagnostics.render.sarif import sarif

    value = sarif(found, __version__) if form == "sarif" else document(found)
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


command = OfflineCommand(
    "validate",
    run,
    [
        click.Option(
            ["--format"],
            type=click.Choice(["text", "json", "sarif", "github"]),
            help="text with excerpts on stderr; json, sarif (code scanning) or github (annotations) on stdout.",
        )
    ],
    """Check a Compose project, with everything that a conversion to ECS would find.

    \b
    compose2ecs validate
    compose2ecs validate --strict --format github

    Exit code 0 where it converts, 3 where it does not (with --strict: or where there are warnings).
    """,
)
