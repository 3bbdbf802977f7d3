"""Checks a merged model against the attribute table: unknown keys, types, required keys, duplicates.

Runs after each merge, like the reference: the model then holds canonical values of earlier files and what the new one
spells.
All findings are collected, each at its own place.
"""

from typing import Any

from compose2ecs.compose.schema import PROJECT
from compose2ecs.compose.shape import Attributes, Either, Entries, Items, Scalar, Shape
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.source.node import Node, plain

_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")
_TYPE_NAMES = {"s": "text", "n": "a number", "i": "a whole number", "b": "true or false", "0": "nothing"}


def validate(tree: Node, report: Report) -> None:
    """Add a diagnostic for everything in ``tree`` that the specification does not allow."""
    _check(tree, PROJECT, (), report)


def kind(value: Any) -> str:
    """What a user would call the type of a plain value."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the boolean `{str(value).lower()}`"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f"the text `{value if len(value) < 40 else value[:37] + '...'}`"
    return f"the number `{value}`"


def fits(value: Any, shape: Shape) -> bool:
    """Whether a plain value has the outer type that ``shape`` describes."""
    if isinstance(shape, Scalar):
        return _scalar_fits(value, shape.types)
    if isinstance(shape, Items):
        return isinstance(value, list)
    if isinstance(shape, Entries):
        return isinstance(value, dict)
    if isinstance(shape, Attributes):
        return isinstance(value, dict) or (value is None and shape.nullable)
    return any(fits(value, option) for option in shape.options)


def _scalar_fits(value: Any, types: str) -> bool:
    if value is None:
        return "0" in types
    if isinstance(value, bool):
        return "b" in types
    if isinstance(value, str):
        return "s" in types
    if isinstance(value, int):
        return "i" in types or "n" in types
    if isinstance(value, float):
        return "n" in types or ("i" in types and value.is_integer())
    return False


def expected(shape: Shape) -> str:
    """What a shape accepts, in words: "text or a list"."""
    words: dict[str, None] = {}
    for option in shape.options if isinstance(shape, Either) else (shape,):
        if isinstance(option, Scalar):
            words.update(dict.fromkeys(_TYPE_NAMES[letter] for letter in option.types))
        elif isinstance(option, Items):
            words["a list"] = None
        elif isinstance(option, Either):
            words[expected(option)] = None
        else:
            words["a mapping"] = None
    return " or ".join(words)


def _check(node: Node, shape: Shape, path: Path, report: Report) -> None:
    if isinstance(shape, Either):
        option = next((o for o in shape.options if fits(node.value, o)), None)
        if option is None:
            _wrong_type(node, shape, path, report)
        else:
            _check(node, option, path, report)
    elif not fits(node.value, shape):
        _wrong_type(node, shape, path, report)
    elif isinstance(shape, Scalar):
        _check_scalar(node, shape, path, report)
    elif isinstance(shape, Items):
        _check_items(node, shape, path, report)
    elif isinstance(shape, Entries):
        _check_entries(node, shape, path, report)
    elif node.value is not None:
        _check_attributes(node, shape, path, report)


def _wrong_type(node: Node, shape: Shape, path: Path, report: Report) -> None:
    value = node.value
    hint = ""
    if not isinstance(value, str | dict | list) and value is not None and "text" in expected(shape):
        hint = f'write it in quotes: "{str(value).lower() if isinstance(value, bool) else value}"'
    report.add(
        codes.WRONG_TYPE,
        f"`{dotted(path)}` must be {expected(shape)}, not {kind(value)}",
        path=path,
        span=node.span or node.key,
        hint=hint,
    )


def _check_scalar(node: Node, shape: Scalar, path: Path, report: Report) -> None:
    value = node.value
    if shape.enum and value not in shape.enum:
        _bad_choice(node, shape, path, report)
    elif shape.matches and isinstance(value, str) and not _search(shape.matches, value):
        report.add(
            codes.WRONG_TYPE,
            f"`{dotted(path)}` has no such value: `{value}`",
            path=path,
            span=node.span,
            hint="allowed: " + shape.matches.split("|every_")[0].replace("|", ", ") + ", every_<duration>",
        )
    elif isinstance(value, int | float) and not isinstance(value, bool):
        low, high = shape.minimum, shape.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            message = f"`{dotted(path)}` is out of range: {value}"
            report.add(codes.WRONG_TYPE, message, path=path, span=node.span)


def _search(pattern: str, text: str) -> bool:
    import re

    return re.search(pattern, text) is not None


def _bad_choice(node: Node, shape: Scalar, path: Path, report: Report) -> None:
    report.add(
        codes.WRONG_TYPE,
        f"`{dotted(path)}` has no such value: `{node.value}`",
        path=path,
        span=node.span,
        hint=_did_you_mean(str(node.value), shape.enum) or f"allowed: {', '.join(shape.enum)}",
    )


def _check_items(node: Node, shape: Items, path: Path, report: Report) -> None:
    for index, item in enumerate(node.value):
        _check(item, shape.item, (*path, index), report)
    if not shape.unique or len(node.value) < 2:
        return
    seen: dict[str, Node] = {}
    for index, item in enumerate(node.value):
        value = item.value
        text = value if isinstance(value, str) else f"\0{plain(item)!r}"
        if text in seen:
            first = seen[text].span
            report.add(
                codes.DUPLICATE_ITEM,
                f"`{dotted(path)}` holds {kind(plain(item))} twice",
                path=(*path, index),
                span=item.span or node.place,
                related=((first, "first written here"),) if first else (),
            )
        seen[text] = item


def _check_entries(node: Node, shape: Entries, path: Path, report: Report) -> None:
    for key, inner in node.value.items():
        if shape.names and (not key or not _NAME.issuperset(key)):
            if not shape.open:
                report.add(
                    codes.BAD_NAME,
                    f"`{key}` is no valid name in `{dotted(path)}`",
                    path=(*path, key),
                    span=inner.key,
                    hint="use letters, digits, dots, underscores and hyphens",
                )
            continue
        if shape.lower and not (key.isascii() and key.isalpha() and key.islower()):
            continue
        if not key:
            report.add(codes.BAD_NAME, f"empty key in `{dotted(path)}`", path=(*path, key), span=inner.key)
            continue
        _check(inner, shape.value, (*path, key), report)


def _check_attributes(node: Node, shape: Attributes, path: Path, report: Report) -> None:
    keys = shape.keys
    for key, inner in node.value.items():
        known = keys.get(key)
        if known is not None:
            _check(inner, known, (*path, key), report)
        elif shape.closed and not (shape.extensible and key.startswith("x-")):
            _unknown(key, inner, shape, path, report)
    for key in shape.required:
        if key not in node.value:
            report.add(
                codes.MISSING_KEY,
                f"`{dotted(path)}` needs the key `{key}`",
                path=path,
                span=node.place,
            )


def _unknown(key: str, node: Node, shape: Attributes, path: Path, report: Report) -> None:
    where = f" in `{dotted(path)}`" if path else " at the top level"
    hint = _did_you_mean(key, tuple(shape.keys))
    if not hint and not path and isinstance(node.value, dict) and "image" in node.value:
        hint = "services stand below the key `services:`"
    report.add(
        codes.UNKNOWN_KEY,
        f"unknown key `{key}`{where}",
        path=(*path, key),
        span=node.place,
        label="not a Compose key",
        hint=hint,
    )


def _did_you_mean(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"did you mean `{close[0]}`?" if close else ""
