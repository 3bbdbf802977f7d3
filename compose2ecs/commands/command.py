"""The click command that takes the global options after its name too, and hands its function one Invocation."""

import os
from collections.abc import Callable, Iterable
from typing import Any

import click

from compose2ecs.commands.invocation import Invocation, Stdin, current_directory, merged
from compose2ecs.commands.options import GLOBAL_NAMES, GLOBALS
from compose2ecs.commands.outcome import Outcome

DOCS = "https://github.com/compose2ecs/compose2ecs/tree/main/docs"


class OfflineCommand(click.Command):
    """A command that needs no network; its positional arguments are Compose files."""

    def __init__(
        self,
        name: str,
        run: Callable[..., Outcome],
        params: Iterable[click.Parameter],
        help: str,
        *,
        files: bool = True,
    ) -> None:
        own = [*params, click.Argument(["more_files"], nargs=-1, metavar="[FILE]...")] if files else [*params]
        self.run = run
        super().__init__(name, params=[*own, *GLOBALS], help=help, epilog=f"Docs: {DOCS}/commands.md")

    def invoke(self, ctx: click.Context) -> Any:
        """Call the function with the Invocation and the command's own options."""
        before = ctx.parent.params if ctx.parent is not None else {}
        after = {name: ctx.params.pop(name) for name in GLOBAL_NAMES}
        options = merged(before, after)
        options["files"] = (*options["files"], *ctx.params.pop("more_files", ()))
        invocation = Invocation(
            environment=os.environ,
            directory=_directory(),
            stdin=Stdin(),
            services=ctx.obj or (),
            **options,
        )
        return invocation, self.run(invocation, **ctx.params)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the command's own options; the global ones are the same everywhere."""
        own = [param for param in self.get_params(ctx) if isinstance(param, click.Option) and param not in GLOBALS]
        rows = [row for row in (param.get_help_record(ctx) for param in own) if row is not None]
        with formatter.section("Options"):
            formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text("Global options (-f, -p, --profile, …) work here too: compose2ecs --help lists them.")


def _directory() -> str:
    try:
        return current_directory(os.environ)
    except OSError as problem:
        raise click.ClickException(f"the current directory cannot be used: {problem.strerror}") from None
