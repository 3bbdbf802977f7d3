"""``config``: the merged, interpolated Compose model, as docker compose prints it."""

from typing import Any

import click

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome
from compose2ecs.compose.load import load
from compose2ecs.compose.output import canonical
from compose2ecs.diagnostics.report import Report


def run(invocation: Invocation, format: str, no_interpolate: bool) -> Outcome:
    """Print the model."""
    report = Report()
    project = load(invocation.load_options(interpolate=not no_interpolate), report)
    if project is None or invocation.quiet:
        return Outcome(report)
    return Outcome(report, written(canonical(project), "json" if invocation.json else format))


def written(value: Any, format: str) -> str:
    """A plain value as JSON or YAML text."""
    if format == "json":
        import json

        return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
    from compose2ecs.emit.yamlwriter import dump

    return dump(value)


command = OfflineCommand(
    "config",
    run,
    [
        click.Option(["--format"], type=click.Choice(["yaml", "json"]), default="yaml", help="The form of the output."),
        click.Option(["--no-interpolate"], is_flag=True, help="Leave variables as they are written."),
    ],
    "Print the Compose model.",
)
