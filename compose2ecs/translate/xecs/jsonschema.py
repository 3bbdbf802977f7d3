"""The table of keys as a JSON Schema, for editors: completion, help texts and checks while typing."""

from typing import Any

from compose2ecs.model.secrets import EXTENSIONS
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

ID = "https://compose2ecs.dev/schema/x-ecs-v1.json"
_VARIABLE = r"\$"
_DURATION = r"([0-9]+([.][0-9]+)?(ns|us|µs|ms|s|m|h|d|w))+|0"
_SIZE = r"[0-9]+([.][0-9]+)? *([bkmgtpBKMGTP]|[kmgtpKMGTP][iI]?[bB])?"

Schema = dict[str, Any]


def schema() -> Schema:
    """A draft-07 schema of a Compose file that looks at our extension keys only."""
    entries = {
        f"{section}s": {
            "type": "object",
            "additionalProperties": {"type": ["object", "null"], "properties": _ours(section)},
        }
        for section in ("volume", "network", "secret", "config", "model")
    }
    port = {"anyOf": [{"type": ["string", "number"]}, {"type": "object", "properties": _ours("port")}]}
    service = {**_ours("service"), "ports": {"type": "array", "items": port}}
    services = {"type": "object", "additionalProperties": {"type": "object", "properties": service}}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": ID,
        "title": "The extension keys of compose2ecs in a Compose file",
        "type": "object",
        "properties": {**_ours("project"), "services": services, **entries},
        "definitions": {level: _keys(keys) for level, keys in LEVELS.items()},
    }


def _ours(level: str) -> Schema:
    """Both spellings of the key; anything that YAML reads as nothing is nothing."""
    return {name: {"anyOf": [{"$ref": f"#/definitions/{level}"}, {"type": "null"}]} for name in EXTENSIONS}


def of(shape: Shape) -> Schema:
    """The schema of one shape, with its help as description."""
    made = _bare(shape)
    return {**made, "description": shape.help} if shape.help else made


def _bare(shape: Shape) -> Schema:
    if isinstance(shape, Keys):
        if shape is LEVELS["service"]:  # the project's defaults
            return {"$ref": "#/definitions/service"}
        shorts = [of(shape.keys[name]) for name in shape.shorts]
        return {"anyOf": [*shorts, _keys(shape)]} if shorts else _keys(shape)
    if isinstance(shape, Named):
        return {"type": "object", "additionalProperties": _nullable(of(shape.value))}
    if isinstance(shape, Many):
        item = of(shape.item)
        return {"anyOf": [{"type": "array", "items": item}, item]}
    if isinstance(shape, Anything):
        return {}
    return _scalar(shape)


def _nullable(made: Schema) -> Schema:
    return {"anyOf": [made, {"type": "null"}]}


def _keys(shape: Keys) -> Schema:
    made: Schema = {
        "type": "object",
        "properties": {key: of(inner) for key, inner in shape.keys.items()},
        "additionalProperties": False,
    }
    if shape.required:
        made["required"] = list(shape.required)
    return made


def _scalar(shape: "Flag | Whole | Number | Time | Size | Text") -> Schema:
    """Every scalar may come from a variable, so numbers and booleans may be text."""
    if isinstance(shape, Flag):
        return _or_text({"type": "boolean"}, "true|false")
    if isinstance(shape, (Whole, Number)):
        kind: Schema = {"type": "integer" if isinstance(shape, Whole) else "number", "minimum": shape.lowest}
        if shape.highest is not None:
            kind["maximum"] = shape.highest
        return _or_text(kind, "[0-9]+" if isinstance(shape, Whole) else "[0-9]*[.]?[0-9]+")
    if isinstance(shape, Time):
        return _or_text({"const": 0}, _DURATION)
    if isinstance(shape, Size):
        return _or_text({"type": "integer", "minimum": 0}, _SIZE)
    return _text(shape)


def _text(shape: Text) -> Schema:
    if shape.words:
        words: Schema = {"enum": [False if word == "false" else word for word in shape.words]}
        return _or_text(words, "|".join(_any_case(word) for word in shape.words))
    if shape.starts:
        return {"type": "string", "pattern": f"^({'|'.join(shape.starts)}|{_VARIABLE})"}
    if not shape.pattern:
        return {"type": ["string", "number"]}
    also: list[Schema] = [{"type": "number"}] if _numeric(shape.pattern) else []
    also += [{"type": "boolean"}] if shape.pattern.startswith("true|false") else []
    also += [{"const": False}] if shape.help.endswith("`false` for none") else []
    made = {"type": "string", "pattern": f"^({shape.pattern})$|{_VARIABLE}"}
    return {"anyOf": [*also, made]} if also else made


def _numeric(pattern: str) -> bool:
    """Whether the text may be a number, so that YAML may read it as one."""
    import re

    return any(re.fullmatch(pattern, text) for text in ("1", "30", "200"))


def _any_case(word: str) -> str:
    """Case does not count, nor which of - and _ it is."""
    return "".join(
        "[-_]" if char in "-_" else f"[{char.upper()}{char.lower()}]" if char.isalpha() else char for char in word
    )


def _or_text(made: Schema, pattern: str) -> Schema:
    return {"anyOf": [made, {"type": "string", "pattern": f"^({pattern})$|{_VARIABLE}"}]}
