"""Plain YAML scalars as the Compose reference reads them: YAML 1.2 with a few rules of go-yaml.

`yes`, `on` and `22:22` are strings; `0123` is octal, `1_000` a number; dates become Go's text for them.
Source: go.yaml.in/yaml resolve.go, checked against the reference's output.
"""

from typing import Any


class Timestamp(str):
    """An unquoted date: the text that Go prints for it; ``rfc3339`` is what Go's JSON prints."""

    __slots__ = ("rfc3339",)
    rfc3339: str


_WORDS: dict[str, Any] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_SPECIAL_FLOATS = {
    sign + dot: float(sign + value)
    for sign in ("", "+", "-")
    for value, spellings in (("inf", (".inf", ".Inf", ".INF")),)
    for dot in spellings
} | dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan"))
_NUMBER_START = frozenset("0123456789+-.")


def plain_scalar(text: str) -> Any:
    """The value of an unquoted, untagged scalar: str, int, float, bool or None."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _NUMBER_START:
        return text
    return number(text)


def number(text: str) -> Any:
    """An int or float where the text is one, a date as Go prints it, otherwise the text."""
    if text in _SPECIAL_FLOATS:
        return _SPECIAL_FLOATS[text]
    dated = _timestamp(text)
    if dated is not None:
        return dated
    digits = text.replace("_", "")
    whole = _integer(digits)
    if whole is not None:
        return whole
    return _float(digits, text)


def _integer(digits: str) -> int | None:
    sign = -1 if digits[:1] == "-" else 1
    body = digits[1:] if digits[:1] in ("+", "-") else digits
    base, rest = 10, body
    prefix = body[:2].lower()
    if prefix in ("0x", "0b", "0o"):
        base, rest = {"0x": 16, "0b": 2, "0o": 8}[prefix], body[2:]
    elif len(body) > 1 and body[0] == "0":
        base, rest = 8, body[1:]
    if not rest or not rest.isascii() or not rest.isalnum():
        return None
    try:
        value = sign * int(rest, base)
    except ValueError:
        return None
    if -(2**63) <= value < 2**64:
        return value
    return None  # beyond 64 bits: a float where it is written in decimal


def _float(digits: str, text: str) -> Any:
    body = digits[1:] if digits[:1] in ("+", "-") else digits
    mantissa, mark, exponent = body.lower().partition("e")
    whole, _, fraction = mantissa.partition(".")
    if not (whole + fraction) or not (whole + fraction).isdigit() or not body.isascii():
        return text
    if mark and not (exponent[1:] if exponent[:1] in ("+", "-") else exponent).isdigit():
        return text
    value = float(digits)
    return value if abs(value) != float("inf") else text


def _timestamp(text: str) -> Timestamp | None:
    """``2020-01-02`` or ``2020-01-02T03:04:05Z`` as Go's time.Time prints, None for anything else."""
    if len(text) < 8 or text[4:5] != "-" or not text[:4].isdigit():
        return None
    import re

    found = re.fullmatch(
        r"(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ ]+)(\d\d?):(\d\d?):(\d\d?)(\.\d+)?(Z|[+-]\d\d:\d\d)?)?", text
    )
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    if hour is not None and "T" in text.upper() and zone is None:
        return None
    parts = [int(part or 0) for part in (year, month, day, hour, minute, second)]
    if not _is_date(parts):
        return None
    clock = "{:04d}-{:02d}-{:02d} {:02d}:{:02d}:{:02d}".format(*parts)
    tail = (fraction or "").rstrip("0").rstrip(".")
    offset = "+0000 UTC" if zone in (None, "Z") else f"{zone.replace(':', '')} {zone.replace(':', '')}"
    made = Timestamp(f"{clock}{tail} {offset}")
    made.rfc3339 = f"{clock.replace(' ', 'T')}{tail}{'Z' if zone is None else zone}"
    return made


def _is_date(parts: list[int]) -> bool:
    import datetime

    try:
        year, month, day, hour, minute, second = parts
        datetime.datetime(year, month, day, hour, minute, second)
    except ValueError:
        return False
    return True
