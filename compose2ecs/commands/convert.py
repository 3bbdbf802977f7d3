"""``convert``: Compose files to a CloudFormation template, to the JSON that the AWS CLI takes, or to API requests."""

from typing import Any, NamedTuple

import click

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.complete import services as complete_services
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome, stops
from compose2ecs.commands.output import compare, is_directory, placed, write
from compose2ecs.commands.pipeline import translated
from compose2ecs.commands.summary import findings, first, services, sources
from compose2ecs.diagnostics.render.oneline import counted
from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.cloudformation import fits, size_notes, template
from compose2ecs.graph.resource import Graph
from compose2ecs.translate.settings import Settings

_DIFFERS = 1
_TEMPLATE = "cloudformation"


class Result(NamedTuple):
    """What a conversion prints: one ``text``, or ``files`` by relative path where a directory was asked for."""

    text: str
    files: dict[str, str]


def run(
    invocation: Invocation,
    service: tuple[str, ...],
    to: str,
    format: str | None,
    output: str | None,
    account: str,
    check: bool,
    no_interpolate: bool,
) -> Outcome:
    """Convert and print, write or compare."""
    format = _format(to, format, invocation)
    if check and not output:
        raise click.UsageError("--check compares with the files under -o PATH, which is missing")
    invocation = invocation._replace(services=(*invocation.services, *service))
    options = invocation.load_options(interpolate=not no_interpolate)
    done = translated(options, account=account, region=invocation.region or "")
    if done.project is None or done.graph is None:
        return Outcome(done.report)
    folder = output is not None and is_directory(output)
    result = _result(done.graph, done.settings, done.report, to, format, service, folder=folder)
    if stops(done.report, invocation.strict):
        return Outcome(done.report)
    made = f"{services(done.project)} → {counted(len(done.graph.resources), 'resource')}"
    found = done.report.sorted()
    summary = f"{sources(done.project)}: {made}, {findings(found)}"
    steps = first(found)
    outcome = Outcome(done.report, result.text, summary=f"{summary}\n{steps}" if steps else summary)
    return outcome if output is None else _to_files(outcome, result, output, check)


def _format(to: str, format: str | None, invocation: Invocation) -> str:
    if to != _TEMPLATE and format == "yaml":
        raise click.UsageError(f"--to {to} is JSON; --format yaml goes with --to {_TEMPLATE}")
    return format or ("json" if to != _TEMPLATE or invocation.json else "yaml")


def _result(
    graph: Graph,
    settings: Settings,
    report: Report,
    to: str,
    format: str,
    service: tuple[str, ...],
    *,
    folder: bool,
) -> Result:
    if to == _TEMPLATE:
        text = template(graph, format)
        if folder and not fits(graph, text):
            from compose2ecs.emit.stacks import stack_files

            return Result(text, stack_files(graph, format, report))
        size_notes(graph, text, report)
        return Result(text, {f"template.{format}": text})
    if to == "api":
        from compose2ecs.emit.api.requests import json_lines, requests

        text = json_lines(requests(graph, settings, report))
        return Result(text, {"requests.jsonl": text})
    import json

    from compose2ecs.emit.taskdefs import ecs_json, files, placeholder_notes

    document = ecs_json(graph, settings)
    placeholder_notes(document, report)
    shown = _task_definition(document, service[0]) if len(service) == 1 else document
    return Result(json.dumps(shown, indent=2, ensure_ascii=False) + "\n", files(document))


def _task_definition(document: dict[str, Any], service: str) -> dict[str, Any]:
    """The task definition with the service's container; everything where the service is not deployed as a task."""
    for definition in document["taskDefinitions"]:
        if any(container.get("name") == service for container in definition["containerDefinitions"]):
            found: dict[str, Any] = definition
            return found
    return document


def _to_files(outcome: Outcome, result: Result, output: str, check: bool) -> Outcome:
    files = placed(output, result.files) if is_directory(output) else {output: result.text}
    if check:
        differing = [one.path for one in compare(files) if one.changed]
        lines = tuple(f"{path} differs from what would be written" for path in differing)
        return outcome._replace(data="", lines=lines, failure=_DIFFERS if differing else 0)
    written = write(files, outcome.report)
    lines = tuple(f"{one.path} {'written' if one.changed else 'is up to date'}" for one in written)
    return outcome._replace(data="", lines=lines, failure=_DIFFERS if outcome.report.failed else 0)


command = OfflineCommand(
    "convert",
    run,
    [
        click.Option(
            ["-s", "--service"],
            multiple=True,
            metavar="NAME",
            shell_complete=complete_services,
            help="Only this service and what it needs.",
        ),
        click.Option(
            ["--to"],
            type=click.Choice([_TEMPLATE, "json", "api"]),
            default=_TEMPLATE,
            help="A template, JSON for aws ecs register-task-definition and create-service, or all requests in order.",
        ),
        click.Option(["--format"], type=click.Choice(["yaml", "json"]), help="The form of the template, default yaml."),
        click.Option(["-o", "--output"], metavar="PATH", help="Write a file, or a directory where PATH ends in /."),
        click.Option(["--account"], default="", metavar="ID", help="The AWS account, instead of a placeholder."),
        click.Option(["--check"], is_flag=True, help="Write nothing; exit 1 where the files under -o differ."),
        click.Option(["--no-interpolate"], is_flag=True, help="Leave variables as they are written."),
    ],
    """Print what a Compose project becomes on Amazon ECS.

    \b
    compose2ecs convert docker-compose.yml > template.yaml
    compose2ecs convert --to json -o build/
    compose2ecs convert --to api > requests.jsonl

    One self-contained CloudFormation template by default. Nothing is sent anywhere and no AWS account is needed.
    --to api prints one request per line: {"step", "service", "operation", "parameters"}; ${Vpc} stands for the id that
    the step Vpc gives.
    """,
)
