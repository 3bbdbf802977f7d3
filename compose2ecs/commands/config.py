"""``config``: the merged, interpolated Compose model as docker compose prints it, or one aspect of it."""

from collections.abc import Iterable
from typing import Any

import click

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome, stops
from compose2ecs.commands.output import write
from compose2ecs.compose.load import load
from compose2ecs.compose.output import canonical
from compose2ecs.diagnostics.report import Report
from compose2ecs.model.project import Project

#: The options that print one aspect instead of the model: name → help.
ASPECTS = {
    "services": "Print the names of the services.",
    "images": "Print the images that the services run.",
    "volumes": "Print the names of the volumes.",
    "networks": "Print the names of the networks.",
    "profiles": "Print the names of the profiles.",
    "variables": "Print the variables that the files refer to.",
    "environment": "Print the variables that are there to be interpolated.",
}
_FAILED = 1


def run(
    invocation: Invocation,
    format: str | None,
    output: str | None,
    no_interpolate: bool,
    hash: str | None,
    **asked: bool,
) -> Outcome:
    """Print the model or what was asked of it."""
    report = Report()
    form = format or ("json" if invocation.json else None)
    wanted = next((name for name in ASPECTS if asked[f"of_{name}"]), "")
    if wanted == "variables":
        text = _variables(invocation, report, form)
    else:
        if wanted == "profiles":
            invocation = invocation._replace(profiles=("*",))
        project = load(invocation.load_options(interpolate=not no_interpolate), report)
        if project is None or (invocation.quiet and not wanted and not hash):
            return Outcome(report)
        text = _hashes(project, hash) if hash else _aspect(project, wanted) if wanted else _model(project, form)
    if output is None or stops(report, invocation.strict):
        return Outcome(report, text)
    write({output: text}, report)
    return Outcome(report, failure=_FAILED if report.failed else 0)


def _model(project: Project, form: str | None) -> str:
    value = canonical(project)
    if form == "json":
        return _json(value)
    from compose2ecs.emit.yamlwriter import dump

    return dump(value)


def _json(value: Any) -> str:
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _aspect(project: Project, name: str) -> str:
    if name == "environment":
        return _lines(f"{key}={value}" for key, value in sorted(project.environment.items()))
    if name == "services":
        return _lines(sorted(project.services))
    if name == "images":
        services = sorted(project.services.items())
        return _lines(service.get("image") or f"{project.name}-{key}" for key, service in services)
    if name == "profiles":
        named = (profile for service in project.services.values() for profile in service.get("profiles") or ())
        return _lines(sorted({str(profile) for profile in named}))
    return _lines(sorted(project.section(name)))


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)


def _hashes(project: Project, names: str) -> str:
    """``web 3f2a…`` per service: a hash of its canonical configuration, to see what changed."""
    import json
    from hashlib import sha256

    wanted = sorted(project.services) if names == "*" else names.split(",")
    missing = [name for name in wanted if name not in project.services]
    if missing:
        raise click.UsageError(f"no such service: {missing[0]}")
    services = canonical(project)["services"]
    texts = ((name, json.dumps(services[name], sort_keys=True, separators=(",", ":"))) for name in wanted)
    return _lines(f"{name} {sha256(text.encode()).hexdigest()}" for name, text in texts)


def _variables(invocation: Invocation, report: Report, form: str | None) -> str:
    """The table that docker compose prints, or JSON by name."""
    from compose2ecs.compose.variables import variables

    found = variables(invocation.load_options(), report)
    if form == "json":
        return _json(
            {
                one.name: {
                    "Name": one.name,
                    "DefaultValue": one.default,
                    "PresenceValue": one.alternate,
                    "Required": one.required,
                }
                for one in found
            }
        )
    rows = [("NAME", "REQUIRED", "DEFAULT VALUE", "ALTERNATE VALUE")]
    rows += [(one.name, str(one.required).lower(), one.default, one.alternate) for one in found]
    widths = [max(len(row[column]) for row in rows) + 3 for column in range(3)]
    return _lines(
        "".join(f"{cell:{width}}" for cell, width in zip(row[:3], widths, strict=True)) + row[3] for row in rows
    )


command = OfflineCommand(
    "config",
    run,
    [
        click.Option(["--format"], type=click.Choice(["yaml", "json"]), help="The form of the model, default yaml."),
        click.Option(["-o", "--output"], metavar="PATH", help="Write to a file instead of standard output."),
        click.Option(["--no-interpolate"], is_flag=True, help="Leave variables as they are written."),
        *(click.Option([f"--{name}", f"of_{name}"], is_flag=True, help=text) for name, text in ASPECTS.items()),
        click.Option(["--hash"], metavar="NAMES", help="Print a hash per service; comma-separated, or * for all."),
    ],
    """Print the Compose model: merged, interpolated, in long syntax, as docker compose config does.

    \b
    compose2ecs config
    compose2ecs config --services
    """,
)
