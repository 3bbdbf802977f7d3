"""Permissions on a customer's key of KMS: by its ARN, its id, or its alias."""

from typing import Any

from compose2ecs.graph.values import arn

_ALIAS = "alias/"


def allow_key(key: str, actions: list[str] | str, condition: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A statement that allows actions on one key.

    IAM takes no alias as a resource, so an alias is a condition on all keys of the account. Source: KMS developer
    guide, "kms:ResourceAliases".
    """
    alias = key[key.index(_ALIAS) :] if _ALIAS in key else ""
    if alias:
        condition = {**condition, "ForAnyValue:StringEquals": {"kms:ResourceAliases": alias}}
    resource = arn("kms", ":key/*") if alias else key if key.startswith("arn:") else arn("kms", f":key/{key}")
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return {**statement, "Condition": condition} if condition else statement
