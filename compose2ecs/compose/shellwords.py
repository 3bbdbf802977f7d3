"""Splits a command written as one text into words, as docker compose does.

Not a shell: variables, globs and comments mean nothing, and an unquoted ``| & ; < >`` ends the command. What follows is
lost; ``dropped`` tells what, so that a caller can say it.
Facts: mattn/go-shellwords v1.0.13 with ParseEnv and ParseBacktick off, the version docker compose v5 is built with.
"""

_SPACE = " \t\r\n"
_OPERATORS = ";&|<>"
_ESCAPES = {"n": "\n", "t": "\t"}


class ShellWordsError(ValueError):
    """A command that cannot be split; ``offset`` is the place of the character at fault."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def split(text: str) -> list[str]:
    """The words of the command up to the first unquoted ``| & ; < >``. Raises ShellWordsError."""
    return _scan(text)[0]


def dropped(text: str) -> str | None:
    """What ``split`` leaves out: the text from the first unquoted operator on, None where nothing is lost."""
    rest = text[_scan(text)[1] :]
    return rest or None


def _scan(text: str) -> tuple[list[str], int]:
    """The words, and where reading stopped (the length of the text when it was read to its end)."""
    words: list[str] = []
    word: list[str] = []
    word_at, started = 0, False  # a word may be empty: ''
    quote, quote_at = "", 0
    region, region_at = "", 0  # "`" or "$(": kept as it is, its spaces and operators included
    escaped = False
    for index, char in enumerate(text):
        if escaped:
            word.append(_ESCAPES.get(char, char))
            escaped, started = False, True
            continue
        if char == "\\" and quote != "'":
            escaped = True
            continue
        if char in _SPACE and not quote and not region:
            if started:
                words.append("".join(word))
                word, started = [], False
            word_at = index + 1
            continue
        if char in "\"'" and region != "$(" and quote in ("", char):
            started = started or bool(quote)
            quote, quote_at = ("" if quote else char), index
            continue
        if char in "`()" and not quote:
            changed = _region(char, region, word, index)
            if changed != region:
                region, region_at = changed, index
        elif char in _OPERATORS and not quote and not region:
            # As in `2>&1`: a word that begins with a digit is taken for a file descriptor and lost as well.
            if char == ">" and word and "0" <= word[0] <= "9":
                return words, word_at
            if started:
                words.append("".join(word))
            return words, index
        word.append(char)
        started = True
    _refuse_open(text, escaped, quote, quote_at, region, region_at)
    if started:
        words.append("".join(word))
    return words, len(text)


def _region(char: str, region: str, word: list[str], index: int) -> str:
    """The region after an unquoted backtick or parenthesis."""
    if char == "`":
        return {"": "`", "`": "", "$(": "$("}[region]
    if region == "`":
        return region
    if char == ")" and region == "$(":
        return ""
    if char == "(" and not region and word[-1:] == ["$"]:
        return "$("
    raise ShellWordsError(f"unquoted `{char}`, put quotes around it", index)


def _refuse_open(text: str, escaped: bool, quote: str, quote_at: int, region: str, region_at: int) -> None:
    if escaped:
        raise ShellWordsError("ends with a backslash", len(text) - 1)
    if quote:
        raise ShellWordsError(f"the quote {quote} is not closed", quote_at)
    if region:
        raise ShellWordsError(f"`{region}` is not closed" if region == "$(" else "a backtick is not closed", region_at)
