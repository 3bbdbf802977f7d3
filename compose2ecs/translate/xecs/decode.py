"""Reads what stands under x-ecs by the table: typed values that know where they were written.

Docker Compose ignores everything here, so a typing error would never be noticed: unknown keys and values of a wrong
type are errors, all of them collected.
"""

from typing import Any

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.secrecy import HIDDEN, refers, shown
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.model.values import ceil_seconds, parse_bytes, scalar_text
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.xecs.keys import LEVELS
from compose2ecs.translate.xecs.shapes import (
    Anything,
    Flag,
    Keys,
    Many,
    Named,
    Number,
    Shape,
    Size,
    Text,
    Time,
    Whole,
)
from compose2ecs.translate.xecs.value import Value


def decode(node: Node, shape: Shape, path: Path, report: Report) -> Value | None:
    """The value of ``node``, None where it is null or wrong (then the report has an error)."""
    if node.value is None:
        return None
    if isinstance(shape, Keys):
        return _keys(node, shape, path, report)
    if isinstance(shape, Named):
        if not isinstance(node.value, dict):
            _wrong(node, "a mapping", path, report)
            return None
        return _entries(node, dict.fromkeys(node.value, shape.value), path, report)
    if isinstance(shape, Many):
        items = node.value if isinstance(node.value, list) else [node]
        made = [decode(item, shape.item, (*path, index), report) for index, item in enumerate(items)]
        return Value([item for item in made if item is not None], path, node.place)
    if isinstance(shape, Anything):
        return Value(plain(node), path, node.place)
    if isinstance(node.value, (dict, list)):
        _wrong(node, _expected(shape), path, report)
        return None
    found = _scalar(node.value, shape)
    if found is None:
        _wrong(node, _expected(shape), path, report)
        return None
    return Value(found, path, node.span or node.key)


def _keys(node: Node, shape: Keys, path: Path, report: Report) -> Value | None:
    if not isinstance(node.value, dict):
        return _short(node, shape, path, report)
    for key, below in node.value.items():
        if key not in shape.keys:
            _unknown(key, list(shape.keys), below, (*path, key), report)
    missing = [key for key in shape.required if node.get(key) is None]
    if missing:
        message = f"`{dotted(path)}` needs `{missing[0]}`"
        report.add(codes.BAD_X_ECS, message, path=path, span=node.place)
        return None
    known = {key: shape.keys[key] for key in node.value if key in shape.keys}
    made = _entries(node, known, path, report)
    return made if all(key in made.value for key in shape.required) else None


def _short(node: Node, shape: Keys, path: Path, report: Report) -> Value | None:
    """A value that stands for one of the keys, or for each of them."""
    names = shape.shorts
    if not names:
        _wrong(node, "a mapping", path, report)
        return None
    if not shape.every and len(names) > 1:
        names = (next((name for name in names if _fits(node, shape.keys[name])), names[-1]),)
    made = {name: decode(node, shape.keys[name], path, report) for name in (names if shape.every else names[:1])}
    found = {name: value for name, value in made.items() if value is not None}
    return Value(found, path, node.place) if found else None


def _fits(node: Node, shape: Shape) -> bool:
    scratch = Report()
    return decode(node, shape, (), scratch) is not None and not scratch.failed


def _entries(node: Node, shapes: dict[str, Shape], path: Path, report: Report) -> Value:
    made = {}
    for key, shape in shapes.items():
        value = decode(node.value[key], shape, (*path, key), report)
        if value is not None:
            made[key] = value
    return Value(made, path, node.place)


def _unknown(key: str, known: list[str], node: Node, path: Path, report: Report) -> None:
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(sorted(known))}"
    elsewhere = next((level for level, shape in LEVELS.items() if key in shape.keys), None)
    if elsewhere is not None:
        hint = f"`{key}` is a key of the {elsewhere} level"
    message = f"unknown key `{key}` under `{dotted(path[:-1])}`"
    report.add(codes.UNKNOWN_X_ECS, message, path=path, span=node.key or node.span, hint=hint)


def _wrong(node: Node, expected: str, path: Path, report: Report) -> None:
    told = _told(path, plain(node))
    message = f"`{dotted(path)}` must be {expected}, not {told}"
    report.add(codes.BAD_X_ECS, message, path=path, span=node.span or node.key)


def _told(path: Path, value: Any) -> str:
    """A value for a message; below `secrets` somebody may have written a secret instead of its name."""
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = scalar_text(value)
    if "secrets" in path and not refers(text):
        return HIDDEN
    return f"`{shown(str(path[-1]) if path else '', text)}`"


def _expected(shape: Shape) -> str:
    if isinstance(shape, Flag):
        return "true or false"
    if isinstance(shape, (Whole, Number)):
        kind = "a whole number" if isinstance(shape, Whole) else "a number"
        highest = f" to {shape.highest}" if shape.highest is not None else " or more"
        return f"{kind}, {shape.lowest}{highest}"
    if isinstance(shape, Time):
        return "a duration such as 30s or 5m"
    if isinstance(shape, Size):
        return "a size such as 512m or 1G"
    if isinstance(shape, Text) and shape.words:
        return "one of " + ", ".join(f"`{word}`" for word in shape.words)
    if isinstance(shape, Text) and shape.starts:
        return "text that starts with " + " or ".join(f"`{start}`" for start in shape.starts)
    return shape.help if isinstance(shape, Text) and shape.pattern else "text"


def _scalar(value: Any, shape: Shape) -> Any:
    """The typed value, None where it does not fit."""
    try:
        if isinstance(shape, Flag):
            return value if isinstance(value, bool) else {"true": True, "false": False}.get(str(value).lower())
        if isinstance(value, bool):
            said = scalar_text(value)
            takes = isinstance(shape, Text) and (shape.booleans or said in shape.words or _matches(said, shape))
            return said if takes else None
        if isinstance(shape, (Whole, Number)):
            number = int(str(value)) if isinstance(shape, Whole) else float(value)
            inside = number >= shape.lowest and (shape.highest is None or number <= shape.highest)
            return number if inside else None
        if isinstance(shape, Time):
            return ceil_seconds(str(value))
        if isinstance(shape, Size):
            return parse_bytes(value if isinstance(value, int) else str(value))
    except (ValueError, OverflowError):
        return None
    return _text(scalar_text(value), shape) if isinstance(shape, Text) else None


def _matches(text: str, shape: Text) -> bool:
    import re

    return bool(shape.pattern) and re.fullmatch(shape.pattern, text) is not None


def _text(text: str, shape: Text) -> str | None:
    if shape.words:
        plain_text = text.lower().replace("-", "_")
        return next((word for word in shape.words if word.lower().replace("-", "_") == plain_text), None)
    if shape.pattern and shape.checked and not _matches(text, shape):
        return None
    return text if not shape.starts or text.startswith(shape.starts) else None
