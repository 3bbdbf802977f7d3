"""``schema``: the JSON Schema of our extension keys, for editors."""

import json

from compose2ecs.commands.command import OfflineCommand
from compose2ecs.commands.invocation import Invocation
from compose2ecs.commands.outcome import Outcome
from compose2ecs.diagnostics.report import Report


def run(invocation: Invocation) -> Outcome:  # noqa: ARG001 every command gets one
    """Print the schema."""
    from compose2ecs.translate.xecs.jsonschema import schema

    return Outcome(Report(), json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")


command = OfflineCommand(
    "schema",
    run,
    [],
    """Print the JSON Schema of `x-ecs` in a Compose file.

    \b
    compose2ecs schema > x-ecs.schema.json

    Editors with the YAML language server complete and check keys with this line at the top of a Compose file:

    \b
    # yaml-language-server: $schema=x-ecs.schema.json
    """,
    files=False,
)
