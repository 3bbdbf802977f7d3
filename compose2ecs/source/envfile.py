"""Environment files: dotenv syntax as the reference reads it, and the raw format of docker run.

Source: compose-go's dotenv package. Single quotes are literal; double quotes expand escapes, then variables; unquoted
values expand variables, end at `` #`` and are trimmed. A bare KEY takes its value from outside.
"""

from collections.abc import Callable
from typing import NamedTuple

from compose2ecs.source import template

Lookup = Callable[[str], str | None]

_KEY_EXTRA = "_.-[]"
_BLANK = " \t\v\f\r\x85\xa0"
_ESCAPES = {
    "a": "\a",
    "b": "\b",
    "c": "\\c",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    '"': '"',
    "\\": "\\",
}


class EnvFileError(ValueError):
    """A line that cannot be read; lines and columns count from 1."""

    def __init__(self, message: str, line: int, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class Entry(NamedTuple):
    """One variable and where its key stands."""

    key: str
    value: str
    line: int
    column: int


def decode(data: bytes) -> str:
    """UTF-8 text with any line ends and an optional byte order mark."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise EnvFileError("the file is not UTF-8 text", data.count(b"\n", 0, problem.start) + 1) from None
    if "\x00" in text:
        raise EnvFileError("the file is binary", text.count("\n", 0, text.index("\x00")) + 1)
    return text.replace("\r\n", "\n")


def parse(text: str, lookup: Lookup, *, raw: bool = False) -> dict[str, str]:
    """The variables of a file; a later line wins."""
    return {entry.key: entry.value for entry in parse_entries(text, lookup, raw=raw)}


def parse_entries(text: str, lookup: Lookup, *, raw: bool = False, known: dict[str, str] | None = None) -> list[Entry]:
    """The variables of a file in order; references ask ``lookup``, then earlier lines and ``known``."""
    if raw:
        return _raw_entries(text, lookup)
    return _Parser(text, lookup, dict(known or {})).entries()


def _raw_entries(text: str, lookup: Lookup) -> list[Entry]:
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        body = line.lstrip()
        if not body or body.startswith("#"):
            continue
        key, mark, value = body.partition("=")
        if not key:
            raise EnvFileError("a line has no variable name", number)
        if any(char.isspace() for char in key):
            raise EnvFileError(f"variable name `{key}` contains white space", number)
        given = value if mark else lookup(key)
        if given is not None:
            entries.append(Entry(key, given, number, len(line) - len(body) + 1))
    return entries


class _Parser:
    __slots__ = ("found", "lookup", "position", "text")

    def __init__(self, text: str, lookup: Lookup, known: dict[str, str]) -> None:
        self.text = text
        self.lookup = lookup
        self.position = 0
        self.found = known

    def entries(self) -> list[Entry]:
        entries = []
        while self.skip_to_statement():
            line = self.text.count("\n", 0, self.position) + 1
            column = self.position - self.text.rfind("\n", 0, self.position)
            key, inherited = self.key(line)
            value = self.lookup(key) if inherited else self.value(line)
            if value is not None:
                self.found[key] = value
                entries.append(Entry(key, value, line, column))
        return entries

    def skip_to_statement(self) -> bool:
        text = self.text
        while self.position < len(text):
            if text[self.position].isspace():
                self.position += 1
            elif text[self.position] == "#":
                end = text.find("\n", self.position)
                self.position = len(text) if end < 0 else end
            else:
                return True
        return False

    def key(self, line: int) -> tuple[str, bool]:
        text = self.text
        start = self.position
        if text.startswith("export", start) and text[start + 6 : start + 7] in (*_BLANK,):
            start += 6
            while start < len(text) and text[start] in _BLANK:
                start += 1
        end = start
        while end < len(text) and text[end] not in "=:\n":
            char = text[end]
            if char not in _BLANK and char not in _KEY_EXTRA and not char.isalpha() and not char.isnumeric():
                raise EnvFileError(f"unexpected character `{char}` in a variable name", line, end - start + 1)
            end += 1
        key = text[start:end].rstrip()
        if " " in key:
            raise EnvFileError(f"variable name `{key}` contains a space", line)
        inherited = end >= len(text) or text[end] == "\n"
        self.position = end + 1
        while self.position < len(text) and text[self.position] in _BLANK:
            self.position += 1
        return key, inherited

    def value(self, line: int) -> str:
        quote = self.text[self.position : self.position + 1]
        if quote in ("'", '"') and quote:
            return self.quoted(quote, line)
        end = self.text.find("\n", self.position)
        end = len(self.text) if end < 0 else end
        value = self.text[self.position : end].partition(" #")[0].rstrip()
        self.position = end + 1
        return self.expanded(value, line)

    def quoted(self, quote: str, line: int) -> str:
        text = self.text
        chars: list[str] = []
        index, escaped = self.position + 1, False
        while index < len(text):
            char = text[index]
            if char == quote and not escaped:
                self.position = index + 1
                value = "".join(chars)
                return self.expanded(_unescaped(value), line) if quote == '"' else value
            if char == "\\" and not escaped:
                escaped = True
            else:
                chars.append("\\" + char if escaped and char != quote else char)
                escaped = False
            index += 1
        raise EnvFileError("a quoted value is not closed", line)

    def expanded(self, value: str, line: int) -> str:
        def lookup(name: str) -> str | None:
            outside = self.lookup(name)
            return outside if outside is not None else self.found.get(name)

        try:
            return template.substitute(value, lookup)
        except template.TemplateError as problem:
            raise EnvFileError(str(problem), line) from None


def _unescaped(text: str) -> str:
    """The escapes of double quotes: \\n and the like, \\0 with octal digits, \\$ as a literal dollar sign."""
    if "\\" not in text:
        return text
    parts: list[str] = []
    index = 0
    while index < len(text):
        char = text[index]
        following = text[index + 1 : index + 2]
        if char != "\\":
            parts.append(char)
        elif following == "$":
            parts.append("$$")
            index += 1
        elif following in _ESCAPES and following:
            parts.append(_ESCAPES[following])
            index += 1
        elif following == "0":
            digits = text[index + 2 : index + 5]
            if len(digits) == 3 and all(digit in "01234567" for digit in digits):
                parts.append(chr(int(digits, 8) & 0xFF))
                index += 4
            else:
                parts.append(char)
        else:
            parts.append(char)
        index += 1
    return "".join(parts)
