"""Older dialects: the ``x-aws-*`` keys of Docker's retired ECS integration, and four keys of ecs_composex.

Each is read as its counterpart under x-ecs, which wins where both say something. Only imported where there is one.
Source of the keys and their meaning: docker/compose-cli, ecs/x.go; ecs_composex, "x-ecs".
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.xecs.decode import decode
from compose2ecs.translate.xecs.keys import LEVELS
from compose2ecs.translate.xecs.shapes import Keys, Shape
from compose2ecs.translate.xecs.value import Value

Change = Callable[[Node, Path, Report], Node | None]


class Alias(NamedTuple):
    """``at`` is where the key stands below its level, ``to`` the path below x-ecs; ``change`` makes the new value."""

    at: tuple[str, ...]
    to: tuple[str, ...]
    change: Change | None = None


def _last(node: Node, _path: Path, _report: Report) -> Node:
    """The name in an ARN."""
    text = node.value
    if isinstance(text, str) and text.startswith("arn:"):
        return Node(text.rpartition("/")[2], node.span, node.key)
    return node


def _statements(node: Node, path: Path, report: Report) -> Node | None:
    """A policy document: its statements."""
    found = node.get("Statement")
    if found is None:
        message = f"`{dotted(path)}` is a policy document with a `Statement`, not `{shown(plain(node))}`"
        hint = "an existing role is `x-ecs.task_role`"
        report.add(codes.BAD_ALIAS, message, path=path, span=node.span or node.key, hint=hint)
        return None
    for key, below in node.items():
        if key not in ("Statement", "Version") or (key == "Version" and below.value != "2012-10-17"):
            message = f"`{dotted(path)}.{key}: {shown(plain(below))}` is not taken over: only the statements are"
            report.add(codes.ALIAS_DROPPED, message, path=(*path, key), span=below.place)
        elif key == "Version":
            message = f"`{dotted(path)}.Version: {below.value}` is that of every policy"
            report.add(codes.OLDER, message, path=(*path, key), span=below.place)
    return found


def _scaling(node: Node, path: Path, report: Report) -> Node:
    """Docker's integration knew one target at a time."""
    if node.get("cpu") is not None and node.get("memory") is not None:
        message = f"`{dotted(path)}` scales by `cpu` or by `memory`, not by both"
        hint = "`x-ecs.autoscaling` takes both"
        report.add(codes.BAD_ALIAS, message, path=path, span=node.place, hint=hint)
    return node


def _section(name: str) -> Change:
    def change(node: Node, path: Path, report: Report) -> Node | None:
        for key, below in node.items():
            if key not in ("Resources", "Outputs", "AWSTemplateFormatVersion") and name == "Resources":
                message = f"`{dotted(path)}.{key}` is not taken over: {shown(plain(below))}"
                hint = f"write it as `x-ecs.patch` with the path `/{key}`"
                report.add(codes.BAD_ALIAS, message, path=(*path, key), span=below.place, hint=hint)
        if not isinstance(node.value, dict) and name == "Resources":
            message = f"`{dotted(path)}` must be a mapping, not `{shown(plain(node))}`"
            report.add(codes.BAD_ALIAS, message, path=path, span=node.place)
        return node.get(name)

    return change


ALIASES: dict[str, tuple[Alias, ...]] = {
    "project": (
        Alias(("x-aws-cluster",), ("cluster", "name"), _last),
        Alias(("x-aws-vpc",), ("vpc", "id"), _last),
        Alias(("x-aws-loadbalancer",), ("load_balancer",)),
        Alias(("x-aws-logs_retention",), ("logs", "retention")),
        Alias(("x-aws-cloudformation",), ("resources",), _section("Resources")),
        Alias(("x-aws-cloudformation",), ("outputs",), _section("Outputs")),
    ),
    "service": (
        Alias(("x-aws-pull_credentials",), ("registry_credentials",)),
        Alias(("x-aws-role",), ("task_role", "statements"), _statements),
        Alias(("x-aws-policies",), ("task_role", "managed_policies")),
        Alias(("x-aws-logs_retention",), ("logs", "retention")),
        Alias(("x-aws-min_percent",), ("deployment", "min_percent")),
        Alias(("x-aws-max_percent",), ("deployment", "max_percent")),
        Alias(("deploy", "x-aws-autoscaling"), ("autoscaling",), _scaling),
        Alias(("deploy", "update_config", "x-aws-min_percent"), ("deployment", "min_percent")),
        Alias(("deploy", "update_config", "x-aws-max_percent"), ("deployment", "max_percent")),
    ),
    "port": (Alias(("x-aws-protocol",), ("protocol",)),),
    "network": (Alias(("x-aws-securitygroup",), ("security_group",)),),
    "secret": (Alias(("x-aws-keys",), ("keys",)),),
}
_COMPOSEX = {
    "CapacityProviderStrategy": "capacity",
    "CpuArchitecture": "cpu_architecture",
    "EnableExecuteCommand": "exec",
    "OperatingSystemFamily": "os_family",
}


def level_of(path: Path) -> str:
    """The level at which an older key may stand at ``path``, "" where it has no meaning."""
    found = {"networks": "network", "secrets": "secret", "services": "service"}.get(str(path[0]), "")
    for level, start in (("project", 0), (found, 2), ("port", 4)):
        if level and any(alias.at == path[start:] for alias in ALIASES.get(level, ())):
            return level
    return ""


def older(node: Node, level: str, path: Path, report: Report) -> tuple[Value | None, dict[Path, Path]]:
    """What the older keys at a place say, as a value below x-ecs; and (their path → the path that they stand for)."""
    made: Value | None = None
    read: dict[Path, Path] = {}
    for alias in ALIASES.get(level, ()):
        found = node.get(*alias.at)
        if found is None or found.value is None:
            continue
        at = (*path, *alias.at)
        target = (*path, "x-ecs", *alias.to)
        changed = alias.change(found, at, report) if alias.change is not None else found
        if changed is None:
            continue
        value = decode(changed, _shape(level, alias.to), at, report)
        if value is not None:
            made = _joined(made, _nested(alias.to, value))
            read.setdefault(at, target)
    return made, read


def composex(node: Node, path: Path, report: Report) -> tuple[Node, Value | None]:
    """A service's x-ecs without the keys of ecs_composex, and what those say."""
    found = [key for key in _COMPOSEX if node.get(key) is not None]
    if not found:
        return node, None
    made: Value | None = None
    for key in found:
        below, target = node.value[key], _COMPOSEX[key]
        message = f"`{dotted((*path, key))}: {shown(plain(below))}` is read as `x-ecs.{target}`"
        report.add(codes.COMPOSEX, message, path=(*path, key), span=below.place)
        changed = _strategy(below) if key == "CapacityProviderStrategy" else below
        value = decode(changed, LEVELS["service"].keys[target], (*path, key), report)
        if value is not None:
            made = _joined(made, _nested((target,), value))
    rest = {key: below for key, below in node.value.items() if key not in _COMPOSEX}
    return Node(rest, node.span, node.key), made


def _strategy(node: Node) -> Node:
    """[{CapacityProvider, Base, Weight}] as a mapping by provider."""
    if not isinstance(node.value, list):
        return node
    made = {}
    for item in node.value:
        name = str(plain(item.get("CapacityProvider"))).lower()
        parts = {key.lower(): below for key, below in item.items() if key != "CapacityProvider"}
        made[name] = Node(parts, item.span, item.key)
    return Node(made, node.span, node.key)


def conflicts(below: Value, above: Value) -> Iterator[tuple[Value, Value]]:
    """(hidden, shown) where two values say something about the same key."""
    for key, inner in below.value.items() if isinstance(below.value, dict) else ():
        other = above.below(key)
        if other is None:
            continue
        if isinstance(inner.value, dict) and isinstance(other.value, dict):
            yield from conflicts(inner, other)
        else:
            yield inner, other


def shown(value: object) -> str:
    """A value as JSON, text without quotes."""
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _shape(level: str, path: tuple[str, ...]) -> Shape:
    shape: Shape = LEVELS[level]
    for step in path:
        if not isinstance(shape, Keys):
            raise LookupError(f"{level} has no {path}")
        shape = shape.keys[step]
    return shape


def _nested(path: tuple[str, ...], value: Value) -> Value:
    for key in reversed(path):
        value = Value({key: value}, value.path, value.span)
    return value


def _joined(one: Value | None, other: Value) -> Value:
    if one is None:
        return other
    made = dict(one.value)
    for key, value in other.value.items():
        both = key in made and isinstance(made[key].value, dict) and isinstance(value.value, dict)
        made[key] = _joined(made[key], value) if both else value
    return Value(made, one.path, one.span)
