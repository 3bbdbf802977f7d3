"""The command line: options in, data and diagnostics out, exit codes. The only module that prints."""

import os
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Any, NoReturn

import click

from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.options import GLOBALS
from compose2ecs.commands.outcome import DATA, TEXT, Outcome, stops
from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING
from compose2ecs.diagnostics.render.oneline import oneline, unpainted
from compose2ecs.diagnostics.report import Diagnostic

#: Exit codes; docs/commands.md has them as a table.
DONE, FAILED, USAGE, INVALID, INTERRUPTED, TERMINATED = 0, 1, 2, 3, 130, 143

#: name → (module with a ``command``, one line of help), in the order of the help page.
COMMANDS = {
    "convert": ("compose2ecs.commands.convert", "see what a project becomes on Amazon ECS"),
    "validate": ("compose2ecs.commands.validate", "check a project and tell everything that was found"),
    "config": ("compose2ecs.commands.config", "print the merged Compose model"),
    "explain": ("compose2ecs.commands.explain", "what a diagnostic means, what becomes of an attribute"),
    "schema": ("compose2ecs.commands.schema", "print the JSON schema of x-ecs, for editors"),
    "completion": ("compose2ecs.commands.completion", "print the completion script of a shell"),
}
ALIASES = {"check": "validate"}

_COLOURS = {ERROR: "red", WARNING: "yellow", NOTE: "cyan"}
_HELP = """Take a Docker Compose project to Amazon ECS.

\b
compose2ecs convert docker-compose.yml     see what it becomes (no AWS needed)
compose2ecs validate                       what would not work there, and why
"""


class LazyGroup(click.Group):
    """Commands that are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 click's signature
        """All names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 click's signature
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
        """Find the command; names that stand before it select services, as after ``docker compose config``."""
        for position, word in enumerate(args):
            if word in COMMANDS or word in ALIASES:
                ctx.obj = tuple(args[:position])
                return super().resolve_command(ctx, args[position:])
            if word.startswith("-"):
                raise click.UsageError(
                    f"{word} stands between a service and the command; options go first or last.", ctx
                )
        if ctx.resilient_parsing:  # completing: the command is yet to come
            return None, None, args
        raise click.UsageError(_unknown(args), ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete commands without importing them, and the global options."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _unknown(words: Sequence[str]) -> str:
    from difflib import get_close_matches

    for word in words:
        close = get_close_matches(word, [*COMMANDS, *ALIASES], 1)
        if close:
            return f"No such command '{word}'. Did you mean '{close[0]}'?"
    return f"No such command '{words[0]}'."


def group() -> click.Group:
    """The whole command line as click knows it."""
    version = click.Option(
        ["-V", "--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_version,
        help="Print the version.",
    )
    return LazyGroup(
        "compose2ecs",
        params=[*GLOBALS, version],
        help=_HELP,
        epilog="Every command has a --help of its own.",
        context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "COMPOSE2ECS"},
    )


def _version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        from compose2ecs import __version__

        _print(f"compose2ecs {__version__}\n")
        ctx.exit(DONE)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    import signal

    signal.signal(signal.SIGTERM, _terminated)
    try:
        result = group().main([*arguments], "compose2ecs", standalone_mode=False)
        return _finish(*result) if isinstance(result, tuple) else int(result or DONE)
    except click.UsageError as problem:
        _show(problem)
        return USAGE
    except click.ClickException as problem:
        _show(problem)
        return FAILED
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        return _gone()
    except Exception as problem:
        return _crashed(problem, debug="--debug" in arguments)


def _show(problem: click.ClickException) -> None:
    if sys.stderr is not None:
        problem.show(sys.stderr)


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(TERMINATED)


def _finish(invocation: Invocation, outcome: Outcome) -> int:
    """Print what a command came to: the data, then what was found, the closing line last."""
    found = outcome.report.sorted()
    failed = stops(outcome.report, invocation.strict)
    if outcome.data and (outcome.form == DATA or not failed):
        _print(outcome.data)
    if outcome.form != DATA:
        rows = _rows(found, invocation, outcome)
        if invocation.environment.get("GITHUB_ACTIONS") == "true":
            from compose2ecs.diagnostics.render.github import annotation

            rows += [annotation(one) for one in found if one.severity != NOTE]
        _tell([*rows, *_closing(found, invocation, outcome, failed)])
    return outcome.failure or (INVALID if failed else DONE)


def _rows(found: list[Diagnostic], invocation: Invocation, outcome: Outcome) -> list[str]:
    """The findings that are shown: errors; without -q warnings; with -v notes."""
    levels = {ERROR}
    if not invocation.quiet or invocation.strict:
        levels.add(WARNING)
    if invocation.verbose and not invocation.quiet:
        levels.add(NOTE)
    shown = [one for one in found if one.severity in levels]
    if not shown:
        return []
    terminal = sys.stderr is not None and sys.stderr.isatty()
    paint = _painted if _colour(invocation, terminal) else unpainted
    if outcome.form != TEXT and not terminal and invocation.ansi != "always":
        return [oneline(one, paint) for one in shown]
    from compose2ecs.diagnostics.render.excerpt import Lines
    from compose2ecs.diagnostics.render.text import text

    blocks = text(shown, Lines(invocation.stdin.text), every=invocation.verbose > 0, paint=paint)
    return [f"{block}\n" for block in blocks]


def _closing(found: list[Diagnostic], invocation: Invocation, outcome: Outcome, failed: bool) -> list[str]:
    if not failed:
        return [] if invocation.quiet else [*outcome.lines, outcome.summary]
    from compose2ecs.commands.summary import failure

    strict = " (--strict: warnings are errors)" if not outcome.report.failed else ""
    return [*outcome.lines, failure(found) + strict]


def _colour(invocation: Invocation, terminal: bool) -> bool:
    """Flags before environment before what the stream is (no-color.org, force-color.org)."""
    environment = invocation.environment
    choice = "never" if invocation.no_color else invocation.ansi or environment.get("COMPOSE_ANSI", "auto")
    if choice in ("never", "always"):
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return terminal and environment.get("TERM") != "dumb"


def _painted(text: str, severity: str) -> str:
    return click.style(text, fg=_COLOURS[severity], bold=True)


def _print(text: str) -> None:
    """Data to standard output: UTF-8 with plain line ends, whatever the locale is."""
    if sys.stdout is None:
        raise click.ClickException("cannot write to standard output: it is closed")
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise click.ClickException(f"cannot write to standard output: {problem.strerror}") from None


def _tell(rows: Sequence[str]) -> None:
    text = "".join(f"{row}\n" for row in rows if row)
    if text and sys.stderr is not None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _gone() -> int:
    """The reader of our output went away (``| head``): that is no fault to talk about."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return FAILED


def _crashed(problem: Exception, *, debug: bool) -> int:
    from compose2ecs.commands.crash import told

    _tell(told(problem, debug=debug))
    return FAILED
