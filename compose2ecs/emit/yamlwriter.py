"""Writes YAML, fast and unambiguous.

PyYAML's dumper would need seconds for the 8,000 resources of a large project. A string is plain only where every
YAML version reads it as a string (CloudFormation reads 1.1: `on`, `0x1F`, `1:30` and `2001-01-01` are none there).
"""

from collections.abc import Callable
from typing import Any

#: Text of a value that is no plain JSON, such as ``!Ref Vpc``.
Special = Callable[[Any], str]

_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_START = frozenset(_LETTERS + "_/")
_PLAIN = frozenset(_LETTERS + "0123456789_/-.@+=$%(), :")
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf", "infinity"))
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}


def dump(value: Any, special: Special | None = None) -> str:
    """A JSON value as YAML in block style; ``special`` writes values of other types on one line."""
    writer = _Writer(special)
    if isinstance(value, dict) and value:
        writer.mapping(value, 0)
    elif isinstance(value, list) and value:
        writer.sequence(value, 0)
    else:
        return writer.inline(value, 0) + "\n"
    return "\n".join(writer.lines) + "\n"


def block(value: dict[str, Any], indent: int, special: Special | None = None) -> list[str]:
    """The lines of a mapping at an indentation, for templates that add comments between entries."""
    writer = _Writer(special)
    writer.mapping(value, indent)
    return writer.lines


def scalar(text: str, indent: int = 0) -> str:
    """A string as a YAML scalar; a multi-line one is a literal block below ``indent``."""
    if _is_plain(text):
        return text
    if "\n" in text and _fits_literal(text):
        pad = " " * (indent + 2)
        body = "\n".join(pad + line if line else "" for line in text.removesuffix("\n").split("\n"))
        return f"|{'' if text.endswith(chr(10)) else '-'}\n{body}"
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _is_plain(text: str) -> bool:
    if not text or text[0] not in _START or not _PLAIN.issuperset(text):
        return False
    if text[-1] in " :" or ": " in text:
        return False
    return text.lower() not in _WORDS


def _fits_literal(text: str) -> bool:
    if text[0] in " \n\t" or text.endswith("\n\n"):
        return False
    return all(line.isprintable() for line in text.split("\n"))


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


class _Writer:
    __slots__ = ("lines", "special")

    def __init__(self, special: Special | None) -> None:
        self.lines: list[str] = []
        self.special = special

    def mapping(self, value: dict[str, Any], indent: int, lead: str = "") -> None:
        """Entries at an indentation; the first one follows ``lead`` (the dash of a list item) on its line."""
        pad = " " * indent
        append = self.lines.append
        for key, inner in value.items():
            head = f"{lead or pad}{key if _is_plain(key) else _key(key)}:"
            lead = ""
            kind = type(inner)
            if kind is dict and inner:
                append(head)
                self.mapping(inner, indent + 2)
            elif kind is list and inner:
                append(head)
                self.sequence(inner, indent + 2)
            else:
                append(f"{head} {self.inline(inner, indent)}")

    def sequence(self, value: list[Any], indent: int, lead: str = "") -> None:
        """Items at an indentation."""
        pad = " " * indent
        for inner in value:
            dash = f"{lead or pad}- "
            lead = ""
            kind = type(inner)
            if kind is dict and inner:
                self.mapping(inner, indent + 2, dash)
            elif kind is list and inner:
                self.sequence(inner, indent + 2, dash)
            else:
                self.lines.append(dash + self.inline(inner, indent))

    def inline(self, value: Any, indent: int) -> str:
        """A scalar, an empty collection, or a special value."""
        if isinstance(value, str):
            return scalar(value, indent)
        if value is True:
            return "true"
        if value is False:
            return "false"
        if value is None:
            return "null"
        if isinstance(value, int):
            return str(value)
        if isinstance(value, float):
            return _number(value)
        if isinstance(value, dict):
            return "{}"
        if isinstance(value, list):
            return "[]"
        if self.special is None:
            raise TypeError(f"{type(value).__name__} cannot be written as YAML")
        return self.special(value)


def _key(key: str) -> str:
    text = scalar(key)
    return text if "\n" not in text else '"' + "".join(_escaped(char) for char in key) + '"'


def _number(value: float) -> str:
    if value != value:
        return ".nan"
    if value in (float("inf"), float("-inf")):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    mantissa, mark, exponent = text.partition("e")
    if mark and "." not in mantissa:
        mantissa += ".0"
    if mark and exponent[0] not in "+-":
        exponent = "+" + exponent
    return mantissa + mark + exponent
