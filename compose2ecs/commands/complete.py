"""Names for a shell's completion, read from the project at hand; whatever is wrong with it, nothing is said."""

import os
from collections.abc import Iterable

import click

from compose2ecs.commands.invocation import current_directory, merged
from compose2ecs.compose.options import LoadOptions


def services(ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    """The services, whatever their profiles."""
    from compose2ecs.compose.load import load
    from compose2ecs.diagnostics.report import Report

    project = load(_options(ctx), Report())
    return _beginning(project.services if project else (), incomplete)


def profiles(ctx: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    """The profiles that services name."""
    from compose2ecs.compose.load import load
    from compose2ecs.diagnostics.report import Report

    project = load(_options(ctx), Report())
    found = [service.get("profiles") or () for service in project.services.values()] if project else ()
    return _beginning({str(name) for names in found for name in names}, incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return sorted(name for name in names if name.startswith(incomplete))


def _options(ctx: click.Context) -> LoadOptions:
    """The options typed so far, on both sides of the command; standard input is the shell's."""
    given = merged(ctx.parent.params, ctx.params) if ctx.parent is not None else ctx.params
    files = [path for path in (*(given.get("files") or ()), *(given.get("more_files") or ())) if path != "-"]
    return LoadOptions(
        environment=os.environ,
        working_directory=current_directory(os.environ),
        files=tuple(files),
        project_name=given.get("project_name"),
        profiles=("*",),
        env_files=tuple(given.get("env_files") or ()),
        project_directory=given.get("project_directory"),
        consistency=False,
    )
