"""Variable references in text: ``$NAME``, ``${NAME}`` and the operators ``:- - :? ? :+ +``.

Source: compose-go's template package. ``$$`` is a dollar sign; a ``$`` before anything else is literal; defaults may
hold balanced braces and further references, but no line break.
"""

from collections.abc import Callable
from typing import NamedTuple

Lookup = Callable[[str], str | None]
Missing = Callable[[str, int], None]

MAX_DEPTH = 50
_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_NAME = _START | frozenset("0123456789")
_OPERATORS = (":?", "?", ":-", "-", ":+", "+")


class TemplateError(ValueError):
    """A malformed reference; ``offset`` is that of its ``$`` in the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class RequiredError(TemplateError):
    """A required variable is missing or empty."""


class Reference(NamedTuple):
    """One reference: ``operator`` is "" where there is none, ``operand`` the text after it, ``end`` the index behind."""

    name: str
    operator: str
    operand: str
    offset: int
    end: int


class Variable(NamedTuple):
    """What a text asks for: a name with its default or alternate value, or marked as required."""

    name: str
    default: str
    alternate: str
    required: bool
    offset: int


def substitute(text: str, lookup: Lookup, on_missing: Missing | None = None) -> str:
    """The text with every reference replaced; ``on_missing`` hears of unset variables without a default."""
    return _substitute(text, lookup, on_missing, 0, 0) if "$" in text else text


def _substitute(text: str, lookup: Lookup, on_missing: Missing | None, base: int, depth: int) -> str:
    if depth > MAX_DEPTH:
        raise TemplateError(f"variable references are nested deeper than {MAX_DEPTH} levels", base)
    parts: list[str] = []
    position = 0
    while True:
        dollar = text.find("$", position)
        if dollar < 0:
            parts.append(text[position:])
            return "".join(parts)
        parts.append(text[position:dollar])
        following = text[dollar + 1 : dollar + 2]
        if following == "$":
            parts.append("$")
            position = dollar + 2
        elif following == "{" or (following in _START and following):
            reference = _reference(text, dollar, base)
            parts.append(_value(reference, lookup, on_missing, base, depth))
            position = reference.end
        else:
            parts.append("$")
            position = dollar + 1


def _reference(text: str, dollar: int, base: int) -> Reference:
    braced = text[dollar + 1] == "{"
    start = dollar + 2 if braced else dollar + 1
    end = start
    while end < len(text) and text[end] in _NAME:
        end += 1
    name = text[start:end]
    if not braced:
        return Reference(name, "", "", dollar, end)
    if not name or name[0] not in _START:
        raise TemplateError(f"malformed variable reference `{_shown(text, dollar)}`", base + dollar)
    if text[end : end + 1] == "}":
        return Reference(name, "", "", dollar, end + 1)
    operator = next((one for one in _OPERATORS if text.startswith(one, end)), "")
    close = _closing(text, dollar)
    if not operator or close < 0:
        raise TemplateError(f"malformed variable reference `{_shown(text, dollar)}`", base + dollar)
    return Reference(name, operator, text[end + len(operator) : close], dollar, close + 1)


def _closing(text: str, dollar: int) -> int:
    """The brace that closes the reference: the balanced one, else the last one on the line."""
    line_end = text.find("\n", dollar)
    limit = len(text) if line_end < 0 else line_end
    depth = 0
    for index in range(dollar + 1, limit):
        char = text[index]
        if char == "{":
            depth += 1
        elif char == "}":
            depth -= 1
            if depth == 0:
                return index
    return text.rfind("}", dollar, limit)


def _shown(text: str, dollar: int) -> str:
    end = text.find("}", dollar)
    shown = text[dollar : end + 1] if end >= 0 else text[dollar:]
    return shown if len(shown) <= 40 else shown[:37] + "..."


def _value(reference: Reference, lookup: Lookup, on_missing: Missing | None, base: int, depth: int) -> str:
    name, operator = reference.name, reference.operator
    value = lookup(name)
    if not operator:
        if value is None and on_missing is not None:
            on_missing(name, base + reference.offset)
        return value or ""
    lenient = operator[0] == ":"
    present = value is not None and not (lenient and value == "")
    used = present if operator[-1] == "+" else not present
    operand_base = base + reference.end - 1 - len(reference.operand)
    operand = _substitute(reference.operand, lookup, on_missing if used else None, operand_base, depth + 1)
    if operator[-1] == "+":
        return operand if present else ""
    if present:
        return value or ""
    if operator[-1] == "?":
        message = f"required variable `{name}` is {'empty' if value == '' else 'not set'}"
        raise RequiredError(f"{message}: {operand}" if operand else message, base + reference.offset)
    return operand


def variables(text: str) -> list[Variable]:
    """The variables that a text refers to, nested ones included; nothing for a malformed text."""
    found: list[Variable] = []
    position = 0
    while (dollar := text.find("$", position)) >= 0:
        following = text[dollar + 1 : dollar + 2]
        if not (following == "{" or (following in _START and following)):
            position = dollar + (2 if following == "$" else 1)
            continue
        try:
            reference = _reference(text, dollar, 0)
        except TemplateError:
            position = dollar + 1
            continue
        kind = reference.operator[-1:]
        found.append(
            Variable(
                reference.name,
                reference.operand if kind == "-" else "",
                reference.operand if kind == "+" else "",
                kind == "?",
                dollar,
            )
        )
        found += variables(reference.operand)
        position = reference.end
    return found


def escape(text: str) -> str:
    """Text that substitutes to itself."""
    return text.replace("$", "$$")
