"""The command line: options in, diagnostics and data out, exit codes. The only module that prints."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.options import GLOBALS
from compose2ecs.commands.outcome import Outcome
from compose2ecs.diagnostics.codes.code import NOTE, WARNING
from compose2ecs.diagnostics.report import Diagnostic

#: Exit codes; the whole table is in docs/commands.md.
DONE, FAILED, USAGE, INVALID, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143

#: name → (module with a ``command``, one line of help)
COMMANDS = {
    "convert": ("compose2ecs.commands.convert", "see what a project becomes on ECS"),
    "validate": ("compose2ecs.commands.validate", "check a project, print nothing else"),
    "config": ("compose2ecs.commands.config", "print the merged Compose model"),
    "explain": ("compose2ecs.commands.explain", "what a diagnostic or an attribute means"),
    "completion": ("compose2ecs.commands.completion", "print the completion script of a shell"),
}
ALIASES = {"check": "validate"}


class LazyGroup(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import a command."""
        entry = COMMANDS.get(ALIASES.get(name, name))
        if entry is None:
            return None
        from importlib import import_module

        command: click.Command = import_module(entry[0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; names that stand before it select services, as in ``docker compose config web``."""
        for position, word in enumerate(args):
            if word in COMMANDS or word in ALIASES:
                ctx.obj = tuple(args[:position])
                return super().resolve_command(ctx, args[position:])
            if word.startswith("-"):
                break
        raise click.UsageError(_unknown(args[0]), ctx)


def _unknown(word: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, [*COMMANDS, *ALIASES], 1)
    return f"no such command `{word}`" + (f", did you mean `{close[0]}`?" if close else "")


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    group = LazyGroup(
        "compose2ecs",
        params=[*GLOBALS],
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    try:
        result = group.main([*arguments], "compose2ecs", standalone_mode=False)
        if not isinstance(result, tuple):
            return result if isinstance(result, int) else DONE
        return _finish(*result)
    except click.UsageError as problem:
        problem.show(sys.stderr)
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED


def _finish(invocation: Invocation, outcome: Outcome) -> int:
    from compose2ecs.diagnostics.render.oneline import oneline

    found = outcome.report.sorted()
    for one in found:
        if one.severity != NOTE:
            sys.stderr.write(oneline(one) + "\n")
    if outcome.report.failed:
        return INVALID
    sys.stdout.write(outcome.data)
    return outcome.failure
