"""Environment files: dotenv syntax as docker compose reads it, and the raw format of ``docker run --env-file``.

Dotenv: single quotes are literal; double quotes expand escapes, then variables; an unquoted value expands variables
only, ends at `` #`` and loses the blanks around it. A bare ``KEY`` takes its value from outside or is left out.
Facts: compose-go v2.11, dotenv/parser.go; docker/cli v29, pkg/kvfile. Quirks of them that files may depend on are kept.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from compose2ecs.source import template

Lookup = Callable[[str], str | None]
OnMissing = Callable[[str, int], None]

#: What Go's unicode.IsSpace accepts; str.isspace knows four more control characters.
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BLANK = "\t\v\f\r \x85\xa0"
_KEY_MARKS = "_.-[]"
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
    "$": "$$",  # the template that comes next reads it as a literal dollar sign
}


class EnvFileError(ValueError):
    """A file that cannot be read; lines and columns count from 1. The message holds no value of the file."""

    def __init__(self, message: str, line: int, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column


class Entry(NamedTuple):
    """One variable and where its key stands.

    ``key`` is "" for ``=value`` and for a bare name that ends the file without a line break: docker compose takes that
    name for the value of a variable without a name.
    """

    key: str
    value: str
    line: int
    column: int


def decode(data: bytes) -> str:
    """The text of a file: UTF-8, with or without a byte order mark, any line ends. Raises EnvFileError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise EnvFileError("the file is not UTF-8 text", data.count(b"\n", 0, problem.start) + 1) from None
    if "\x00" in text:
        raise EnvFileError("the file is binary", text.count("\n", 0, text.index("\x00")) + 1)
    return text


def parse(text: str, lookup: Lookup, *, raw: bool = False) -> dict[str, str]:
    """The variables of a file in its order; of a name that is there twice, the later line wins. Raises EnvFileError."""
    return {entry.key: entry.value for entry in parse_entries(text, lookup, raw=raw)}


def parse_entries(
    text: str,
    lookup: Lookup,
    *,
    raw: bool = False,
    known: Mapping[str, str] | None = None,
    on_missing: OnMissing | None = None,
) -> list[Entry]:
    """Every line of a file that gives a variable. Raises EnvFileError.

    References ask ``lookup``, then earlier lines, then ``known`` (earlier files); ``on_missing(name, line)`` hears of
    those that nobody knows and that have no default. Bare names ask ``lookup`` only.
    """
    if raw:
        return _raw_entries(text, lookup)
    return _Parser(text, lookup, known or {}, on_missing).entries()


def _raw_entries(text: str, lookup: Lookup) -> list[Entry]:
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        body = line.removesuffix("\r").lstrip(_SPACE)
        if not body or body.startswith("#"):
            continue
        column = line.index(body) + 1
        key, mark, value = body.partition("=")
        if not key:
            raise EnvFileError("a variable name is missing before `=`", number, column)
        if " " in key or "\t" in key:
            raise EnvFileError(f"variable name `{key}` contains a blank", number, column)
        given = value if mark else lookup(key)
        if given is not None:
            entries.append(Entry(key, given, number, column))
    return entries


class _Parser:
    """Reads one file: ``at`` is the place reached, ``line`` the line of ``counted``, the place last asked for."""

    __slots__ = ("at", "counted", "known", "line", "lookup", "on_missing", "text")

    def __init__(self, text: str, lookup: Lookup, known: Mapping[str, str], on_missing: OnMissing | None) -> None:
        self.text = text
        self.lookup = lookup
        self.known = dict(known)
        self.on_missing = on_missing
        self.at = 0
        self.counted, self.line = 0, 1

    def entries(self) -> list[Entry]:
        entries = []
        while self.to_statement():
            line, column = self.place(self.at)
            key, bare = self.key()
            value = self.lookup(key) if bare else self.value()
            if value is not None:
                self.known[key] = value
                entries.append(Entry(key, value, line, column))
        return entries

    def place(self, at: int) -> tuple[int, int]:
        """Line and column of a place that is not before those asked for earlier."""
        self.line += self.text.count("\n", self.counted, at)
        self.counted = at
        return self.line, at - self.text.rfind("\n", 0, at)

    def error(self, message: str, at: int) -> EnvFileError:
        return EnvFileError(message, *self.place(at))

    def to_statement(self) -> bool:
        """Move to the next statement; False at the end of the file."""
        text = self.text
        while True:
            self.skip(_SPACE)
            if not text.startswith("#", self.at):
                return self.at < len(text)
            end = text.find("\n", self.at)
            self.at = len(text) if end < 0 else end

    def skip(self, characters: str) -> None:
        at, text, end = self.at, self.text, len(self.text)
        while at < end and text[at] in characters:
            at += 1
        self.at = at

    def key(self) -> tuple[str, bool]:
        """Read a name with what ends it; True where no value follows."""
        text = self.text
        if text.startswith("export", self.at) and text[self.at + 6 : self.at + 7] in tuple(" \t\n\f\r"):
            exported = self.at
            self.at += 6
            self.skip(_BLANK)
            if self.at == len(text):
                raise self.error("a variable name is missing after `export`", exported)
        start = end = self.at
        while end < len(text) and text[end] not in "=:\n":
            char = text[end]
            if not (char.isalpha() or char.isnumeric() or char in _KEY_MARKS or char in _BLANK):
                raise self.error(f"unexpected character {char!r} in a variable name", end)
            end += 1
        if end == len(text):
            return "", False
        key = text[start:end].rstrip(_SPACE)
        if " " in key:
            raise self.error(f"variable name `{key}` contains a blank", start)
        self.at = end + 1
        self.skip(_BLANK)
        return key, text[end] == "\n"

    def value(self) -> str:
        text, start = self.text, self.at
        if text.startswith(("'", '"'), start):
            return self.quoted(text[start])
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        self.at = min(end + 1, len(text))
        comment = text.find(" #", start, end)
        return self.expanded(text[start : end if comment < 0 else comment].rstrip(_SPACE), start, 1)

    def quoted(self, quote: str) -> str:
        text, start = self.text, self.at
        at = start + 1
        while True:
            at = text.find(quote, at)
            if at < 0:
                raise self.error(f"the quote {quote} is not closed", start)
            slash = at
            while text[slash - 1] == "\\":
                slash -= 1
            if (at - slash) % 2 == 0:
                break
            at += 1
        self.at = at + 1
        value = _unquoted(text[start + 1 : at], quote)
        return value if quote == "'" else self.expanded(_unescaped(value), start, 0)

    def expanded(self, value: str, start: int, exact: int) -> str:
        """The value with its variables; ``exact`` is 1 where its characters stand in the file as they are."""

        def lookup(name: str) -> str | None:
            given = self.lookup(name)
            return given if given is not None else self.known.get(name)

        def missing(name: str, offset: int) -> None:
            if self.on_missing is not None:
                self.on_missing(name, self.place(start + offset * exact)[0])

        try:
            return template.substitute(value, lookup, missing)
        except template.TemplateError as problem:
            raise self.error(problem.message, start + problem.offset * exact) from None


def _unquoted(text: str, quote: str) -> str:
    """What stands between two quotes: a backslash before the quote goes, every other escape stays."""
    if "\\" + quote not in text:
        return text
    pairs = text.split("\\\\")
    return "\\\\".join(part.replace("\\" + quote, quote) for part in pairs)


def _unescaped(text: str) -> str:
    """The text with its escapes replaced: ``\\n`` and the like, ``\\0`` with three octal digits, ``\\$``."""
    first, *rest = text.split("\\")
    parts = [first]
    at = 0
    while at < len(rest):
        part = rest[at]
        at += 1
        if not part and at < len(rest):  # two backslashes are one, and what follows them is no escape
            parts += ["\\", rest[at]]
            at += 1
        elif part[:1] == "0":
            digits = part[1 : 1 + len(part[1:4]) - len(part[1:4].lstrip("0123456789"))]
            octal = len(digits) == 3 and not digits.strip("01234567") and int(digits, 8) < 256
            parts.append((chr(int(digits, 8)) if octal else "\\" + digits) + part[1 + len(digits) :])
        elif part[:1] in _ESCAPES:
            parts.append(_ESCAPES[part[0]] + part[1:])
        else:
            parts.append("\\" + part)
    return "".join(parts)
