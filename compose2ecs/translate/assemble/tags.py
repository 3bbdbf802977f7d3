"""Compose labels as AWS tags, in the characters and lengths that AWS takes."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.scope import Scope

LONGEST_KEY, LONGEST_VALUE = 128, 256
#: Most tags of one resource; three are ours. Source: AWS Tagging, limits.
MOST = 50
OURS = 3
_EXTRA = frozenset(" _.:/=+-@")


def compose_tags(scope: Scope, path: Path) -> list[dict[str, str]]:
    """The labels at ``path`` as tags, by name; what had to change is told."""
    node = scope.project.tree.get(*path)
    made: dict[str, str] = {}
    for key, below in sorted(node.items()) if node else ():
        if len(made) >= MOST - OURS:
            scope.say(codes.NOT_A_TAG, f"label `{key}` is dropped: a resource has {MOST} tags at most", (*path, key))
            continue
        _add(made, key, below, (*path, key), scope)
    return [{"Key": key, "Value": value} for key, value in made.items()]


def _add(made: dict[str, str], key: str, below: Node, path: Path, scope: Scope) -> None:
    value = plain(below)
    text = "" if value is None else str(value)
    name, content = clean(key)[:LONGEST_KEY], clean(text)[:LONGEST_VALUE]
    if name.lower().startswith("aws:") or not name.strip():
        scope.say(codes.NOT_A_TAG, f"label `{key}` is dropped: a tag cannot be called so", path)
    elif name in made:
        scope.say(codes.NOT_A_TAG, f"label `{key}` is dropped: it would be the tag `{name}` again", path)
    else:
        if (name, content) != (key, text):
            scope.say(codes.NOT_A_TAG, f"label `{key}: {text}` becomes the tag `{name}` = `{content}`", path)
        made[name] = content


def clean(text: str) -> str:
    """The text with only the characters that AWS takes in tags."""
    return "".join(char if char.isalnum() or char in _EXTRA else "-" for char in text)


def merged(first: list[dict[str, Any]], more: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both lists of tags; where a key is in both, ``more`` wins."""
    keys = {tag["Key"] for tag in more}
    return [tag for tag in first if tag["Key"] not in keys] + more
