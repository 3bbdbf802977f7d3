"""How the process is started: command, user, directory, terminal, environment."""

from typing import Any

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import Site, by_loader, copies, maps, part_of

copies("services.*.user", to="container.User", note="as written; a numeric uid also owns new EFS directories")
copies("services.*.working_dir", to="container.WorkingDirectory", note="as written")
copies("services.*.tty", to="container.PseudoTerminal", note="as written")
copies("services.*.stdin_open", to="container.Interactive", note="as written")
copies("services.*.read_only", to="container.ReadonlyRootFilesystem", note="as written")
copies("services.*.init", to="container.LinuxParameters.InitProcessEnabled", note="as written")


@maps("services.*.command", to="container.Command")
def command(node: Node, site: Site) -> list[Any] | None:
    """Text is split like a shell does, without running one; `[]` cannot be said."""
    return _words(node, site, "command")


@maps("services.*.entrypoint", to="container.EntryPoint")
def entrypoint(node: Node, site: Site) -> list[Any] | None:
    """Text is split like a shell does; as in Docker it replaces the image's command too; `[]` cannot be said."""
    return _words(node, site, "entrypoint")


def _words(node: Node, site: Site, key: str) -> list[Any] | None:
    words: list[Any] | None = plain(node)
    if words or words is None:
        return words
    site.say(
        codes.EMPTY_COMMAND,
        f"an empty `{key}` cannot be said on ECS: the image's own {key} runs",
        hint="write out what should run, or build an image without it",
    )
    return None


part_of("services.*.environment", "container.Environment", "as written; what looks like a secret is pointed out")
part_of(
    "services.*.environment.*", "container.Environment", "text; a variable without a value is taken from the caller"
)
by_loader("services.*.env_file", "read while loading, and merged under `environment`")
by_loader("services.*.env_file[].path", "read while loading")
by_loader("services.*.env_file[].format", "`raw` is known")
by_loader("services.*.env_file[].required", "`false`: a missing file is no error")
