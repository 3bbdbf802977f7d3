"""Splits a command line into words as the reference does (go-shellwords), which is no shell and not Python's shlex.

Parsing stops at an unquoted ``| & ; < >``; parentheses are errors except in ``$(…)``; ``\\n`` and ``\\t`` are a line
break and a tab; ``#`` starts no comment.
"""

from typing import NamedTuple


class ShellWordsError(ValueError):
    """A command line with an open quote, a trailing backslash or a stray parenthesis."""


class _Parsed(NamedTuple):
    words: list[str]
    stop: int | None


def split(text: str) -> list[str]:
    """The words of a command line."""
    return _parse(text).words


def dropped(text: str) -> str | None:
    """The rest of the line that is ignored after an unquoted operator, None where nothing is."""
    stop = _parse(text).stop
    return None if stop is None else text[stop:]


def _parse(text: str) -> _Parsed:
    words: list[str] = []
    word, started, escaped = "", False, False
    quote = ""  # one of ' " ` $ (for $(…)), or nothing
    stop = None
    for index, char in enumerate(text):
        if escaped:
            escaped, started = False, True
            word += "\\" + char if quote in ("`", "$") else {"t": "\t", "n": "\n"}.get(char, char)
        elif char == "\\":
            escaped = quote != "'"
            word += "" if escaped else char
        elif char in " \t\r\n":
            if quote:
                word += char
            elif started:
                words.append(word)
                word, started = "", False
        elif char in "'\"" and quote in ("", char):
            quote = "" if quote else char
            started = started or not quote
        elif char == "`" and quote in ("", "`"):
            quote = "" if quote else "`"
            word, started = word + char, True
        elif char in "()" and quote in ("", "$"):
            word, quote, started = _parenthesis(char, word, quote, started)
        elif char in ";&|<>" and not quote:
            if char == ">" and word and all(digit in "0123456789" for digit in word):
                started = False
            stop = index
            break
        else:
            word, started = word + char, True
    if started:
        words.append(word)
    if escaped or quote:
        raise ShellWordsError("the command line ends inside a quote or after a backslash")
    return _Parsed(words, stop)


def _parenthesis(char: str, word: str, quote: str, started: bool) -> tuple[str, str, bool]:
    if char == "(" and not quote and word.endswith("$") and not word.endswith("\\$"):
        return word + char, "$", started
    if char == ")" and quote:
        return word + char, "", True
    raise ShellWordsError(f"the command line has an unquoted `{char}`")
