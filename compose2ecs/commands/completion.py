"""``completion``: the script that makes a shell complete our commands, options and names."""

import click

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome
from compose2ecs.diagnostics.report import Report

SHELLS = ("bash", "zsh", "fish")


def run(_invocation: Invocation, shell: str) -> Outcome:
    """Print click's script for the shell."""
    from click.shell_completion import BashComplete, FishComplete, ZshComplete

    kinds = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
    made = kinds[shell](click.Command("compose2ecs"), {}, "compose2ecs", "_COMPOSE2ECS_COMPLETE")
    # Not source(): for bash that runs a bash to see its version.
    return Outcome(Report(), made.source_template % made.source_vars())


command = OfflineCommand(
    "completion",
    run,
    [click.Argument(["shell"], type=click.Choice(SHELLS))],
    """Print the completion script of a shell.

    \b
    bash: eval "$(compose2ecs completion bash)"                          in ~/.bashrc
    zsh:  eval "$(compose2ecs completion zsh)"                           in ~/.zshrc
    fish: compose2ecs completion fish > ~/.config/fish/completions/compose2ecs.fish
    """,
    files=False,
)
