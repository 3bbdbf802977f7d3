"""The CloudFormation resource schemas that cfn-lint brings along, for tests."""

from typing import Any

from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

Schema = dict[str, Any]


def schema_of(type: str) -> Schema:
    """The schema of a resource type; an unknown type is an error."""
    made: Schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type).schema
    return made


def resolved(schema: Schema, value: Schema) -> Schema:
    """What a ``$ref`` stands for."""
    while "$ref" in value:
        value = schema["definitions"][value["$ref"].rpartition("/")[2]]
    return value


def property_of(schema: Schema, path: str, definition: str = "") -> Schema | None:
    """The property at ``LinuxParameters.Tmpfs[].Size`` in the type (or in one of its definitions); None for none."""
    found = schema["definitions"][definition] if definition else schema
    for part in filter(None, path.split(".")):
        key = part.removesuffix("[]")
        below = resolved(schema, found).get("properties", {}).get(key)
        if below is None:
            return None
        found = resolved(schema, below)
        if key != part:
            if found.get("type") != "array":
                return None
            found = resolved(schema, found["items"])
    return found
