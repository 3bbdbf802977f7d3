"""The global options: one list, used by the group and by every command."""

import click

from compose2ecs.commands.complete import profiles

GLOBALS: tuple[click.Option, ...] = (
    click.Option(["-f", "--file", "files"], multiple=True, metavar="PATH", help="A Compose file, - for stdin; repeat."),
    click.Option(["-p", "--project-name"], metavar="NAME", help="The project's name."),
    click.Option(
        ["--profile", "profiles"],
        multiple=True,
        metavar="NAME",
        shell_complete=profiles,
        help="Enable a Compose profile; repeat.",
    ),
    click.Option(["--env-file", "env_files"], multiple=True, metavar="PATH", help="Read variables from here; repeat."),
    click.Option(["--project-directory"], metavar="PATH", help="What relative paths refer to."),
    click.Option(["--aws-profile"], metavar="NAME", envvar="AWS_PROFILE", help="The AWS profile, not a Compose one."),
    click.Option(["--region"], metavar="NAME", envvar=["AWS_REGION", "AWS_DEFAULT_REGION"], help="The AWS region."),
    click.Option(["--ansi"], type=click.Choice(["auto", "always", "never"]), help="When to use colour and excerpts."),
    click.Option(["--no-color"], is_flag=True, help="Never use colour."),
    click.Option(["-q", "--quiet"], is_flag=True, help="Say nothing but errors."),
    click.Option(["-v", "--verbose"], count=True, help="Notes and repeats too."),
    click.Option(["--debug"], is_flag=True, help="The traceback of an internal error on the terminal."),
    click.Option(["--json"], is_flag=True, help="The command's output as JSON."),
    click.Option(["--strict"], is_flag=True, help="Warnings are errors."),
    click.Option(["--no-consistency"], is_flag=True, help="Do not check that the model makes sense as a whole."),
    click.Option(["--all-resources"], is_flag=True, help="Keep resources that no service uses."),
)
GLOBAL_NAMES = tuple(option.name for option in GLOBALS if option.name is not None)
