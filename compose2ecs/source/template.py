"""Variable references in values: ``$NAME``, ``${NAME}`` and ``${NAME<operator>text}``.

Operators are ``:-`` ``-`` (default), ``:+`` ``+`` (alternative) and ``:?`` ``?`` (required); ``$$`` is a literal dollar
sign. A lone ``$`` and ``$5`` are literal too. The text after an operator may hold further references.

Where a braced reference ends follows compose-go (template/template.go, v2.11 and later): it reaches at most to the last
``}`` of its line, and ends earlier where the braces balance; while counting, the character after an opening brace is
passed over. So ``${U:-{"a":{"b":1}}}`` works, and ``${U:-{}} ${V}`` does not.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

Lookup = Callable[[str], str | None]
OnMissing = Callable[[str, int], None]

#: How deep defaults may nest; docker compose has no limit, real files stay below 5.
MAX_DEPTH = 100

_FIRST = frozenset("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_REST = _FIRST | frozenset("0123456789")
_OPERATORS = frozenset("-+?")


class TemplateError(Exception):
    """A reference that cannot be understood; ``offset`` is the place of its ``$`` in the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


class RequiredError(TemplateError):
    """``${name:?reason}`` without a value."""

    def __init__(self, name: str, reason: str, offset: int) -> None:
        told = f": {reason}" if reason else ""
        super().__init__(f"required variable `{name}` is missing a value{told}", offset)
        self.name = name
        self.reason = reason


class Variable(NamedTuple):
    """One reference, as written: ``default`` and ``alternate`` are the texts after ``-`` and ``+``, "" without one."""

    name: str
    default: str
    alternate: str
    required: bool
    offset: int


class _Reference(NamedTuple):
    """``text[start:end]`` refers to ``name`` ("" for ``$$``); ``text[body:body_end]`` follows the operator."""

    name: str
    operator: str
    start: int
    body: int
    body_end: int
    end: int


def substitute(text: str, lookup: Lookup, on_missing: OnMissing | None = None) -> str:
    """The text with every reference replaced; ``lookup`` gives None for a variable that is not set.

    ``on_missing(name, offset)`` hears of each unset variable that becomes an empty string for want of a default.
    Raises TemplateError.
    """
    if "$" not in text:
        return text
    return _expand(text, 0, len(text), 0, lookup, on_missing)


def variables(text: str) -> list[Variable]:
    """Every reference in the text, the ones inside defaults and alternatives too, in the order of their places."""
    found: list[Variable] = []
    pending = [(0, len(text), 0)]
    while pending:
        start, end, depth = pending.pop()
        for one in _references(text, start, end, depth):
            if not one.name:
                continue
            body = text[one.body : one.body_end]
            kind = one.operator[-1:]
            default, alternate = body if kind == "-" else "", body if kind == "+" else ""
            found.append(Variable(one.name, default, alternate, kind == "?", one.start))
            pending.append((one.body, one.body_end, depth + 1))
    return sorted(found, key=lambda one: one.offset)


def escape(text: str) -> str:
    """The text with each ``$`` doubled, so that substituting gives it back."""
    return text.replace("$", "$$")


def _expand(text: str, start: int, end: int, depth: int, lookup: Lookup, on_missing: OnMissing | None) -> str:
    parts: list[str] = []
    at = start
    for one in _references(text, start, end, depth):
        parts.append(text[at : one.start])
        at = one.end
        if not one.name:
            parts.append("$")
            continue
        value = lookup(one.name)
        if not one.operator:
            if value is None and on_missing is not None:
                on_missing(one.name, one.start)
            parts.append(value or "")
            continue
        # The reference evaluates the text after the operator even when it is not used, so errors in it always count.
        kind = one.operator[-1]
        present = value is not None and (value != "" or len(one.operator) == 1)
        used = present if kind == "+" else not present
        body = _expand(text, one.body, one.body_end, depth + 1, lookup, on_missing if used else None)
        if kind == "?" and not present:
            raise RequiredError(one.name, body, one.start)
        parts.append(body if used else value or "")
    parts.append(text[at:end])
    return "".join(parts)


def _references(text: str, start: int, end: int, depth: int) -> Iterator[_Reference]:
    """The references of ``text[start:end]`` that are not inside another one, in order."""
    line_end = last_brace = -1
    at = text.find("$", start, end)
    while at >= 0:
        follows = text[at + 1] if at + 1 < end else ""
        if follows == "{":
            body = _operand(text, at, end)
            if body > line_end:
                line_end = text.find("\n", body, end)
                line_end = end if line_end < 0 else line_end
                last_brace = text.rfind("}", body, line_end)
            if depth >= MAX_DEPTH:
                raise TemplateError(f"defaults are nested deeper than {MAX_DEPTH} levels", at)
            one = _braced(text, at, body, last_brace, end)
        elif follows == "$":
            one = _Reference("", "", at, at + 2, at + 2, at + 2)
        elif follows in _FIRST:
            name_end = _name_end(text, at + 1, end)
            one = _Reference(text[at + 1 : name_end], "", at, name_end, name_end, name_end)
        else:
            at = text.find("$", at + 1, end)
            continue
        yield one
        at = text.find("$", one.end, end)


def _operand(text: str, at: int, end: int) -> int:
    """Where the name and operator of the braced reference at ``at`` are over."""
    name_end = _name_end(text, at + 2, end)
    for length in (1, 2):
        operator = text[name_end : min(name_end + length, end)]
        if operator and operator[-1] in _OPERATORS and operator[:-1] in ("", ":"):
            return name_end + length
    return name_end


def _braced(text: str, at: int, body: int, last: int, end: int) -> _Reference:
    name_end = _name_end(text, at + 2, end)
    name, operator = text[at + 2 : name_end], text[name_end:body]
    if not name or text[at + 2] not in _FIRST:
        raise TemplateError(f"`{_excerpt(text, at, end)}` does not start with a variable name", at)
    if not operator:
        if text[body : min(body + 1, end)] != "}":
            reason = "is not closed by `}`" if body >= end else "is not a variable reference"
            raise TemplateError(f"`{_excerpt(text, at, end)}` {reason}", at)
        return _Reference(name, "", at, body, body, body + 1)
    if last < body:
        reason = "has a line break before its `}`" if text.find("}", body, end) >= 0 else "is not closed by `}`"
        raise TemplateError(f"`{_excerpt(text, at, end)}` {reason}", at)
    closing = _closing_brace(text, at + 1, last + 1)
    closing = last if closing < 0 else closing
    return _Reference(name, operator, at, body, closing, closing + 1)


def _closing_brace(text: str, opening: int, end: int) -> int:
    """The brace that closes the one at ``opening``, -1 where they do not balance before ``end``."""
    depth = 1
    after = text.find("{", opening + 2, end)
    closing = text.find("}", opening + 2, end)
    while closing >= 0:
        if 0 <= after < closing:
            depth += 1
            if closing < after + 2:
                closing = text.find("}", after + 2, end)
            after = text.find("{", after + 2, end)
            continue
        depth -= 1
        if depth == 0:
            return closing
        closing = text.find("}", closing + 1, end)
    return -1


def _name_end(text: str, start: int, end: int) -> int:
    while start < end and text[start] in _REST:
        start += 1
    return start


def _excerpt(text: str, at: int, end: int) -> str:
    """The start of a faulty reference, for a message."""
    line = text[at : min(at + 40, end)].partition("\n")[0]
    close = line.find("}")
    return line if close < 0 else line[: close + 1]
