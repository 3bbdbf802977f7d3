"""Durations, sizes and numbers: what users may write, and the text that docker compose makes of it.

Facts: xhit/go-str2duration v2.1, docker/go-units v0.5 (RAMInBytes), Go's time.Duration.String, strconv ("g", shortest)
and encoding/json (float32), each checked against the reference's output.
"""

import math
from typing import Any

_UNITS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,  # U+00B5, the micro sign
    "μs": 10**3,  # U+03BC, the Greek letter
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
    "d": 24 * 3600 * 10**9,
    "w": 168 * 3600 * 10**9,
}
_DIGITS = "0123456789"
_LARGEST = 2**63 - 1
_SIZES = {"k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40, "p": 2**50}


def parse_duration(text: str) -> float:
    """Seconds of a duration such as ``1m30s``, ``1.5h`` or ``2d``. Raises ValueError."""
    return _nanoseconds(text) / 10**9


def ceil_seconds(text: str) -> int:
    """Whole seconds of a duration, rounded up. Raises ValueError."""
    return -(-_nanoseconds(text) // 10**9)


def duration_text(text: str) -> str:
    """A duration as Go prints it: ``90s`` → "1m30s", ``2w`` → "336h0m0s", ``1us`` → "1µs". Raises ValueError."""
    nanoseconds = _nanoseconds(text)
    sign = "-" if nanoseconds < 0 else ""
    nanoseconds = abs(nanoseconds)
    if nanoseconds < 10**9:
        for size, unit in ((10**6, "ms"), (10**3, "µs"), (1, "ns")):
            if nanoseconds >= size:
                return sign + _decimal(nanoseconds, size) + unit
        return "0s"
    minutes, rest = divmod(nanoseconds, 60 * 10**9)
    seconds = _decimal(rest, 10**9) + "s"
    if not minutes:
        return sign + seconds
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}h{minutes}m{seconds}" if hours else f"{sign}{minutes}m{seconds}"


def _decimal(amount: int, unit: int) -> str:
    whole, rest = divmod(amount, unit)
    if not rest:
        return str(whole)
    return f"{whole}.{str(rest).rjust(len(str(unit)) - 1, '0').rstrip('0')}"


def _nanoseconds(text: str) -> int:
    rest = text[1:] if text[:1] in ("+", "-") else text
    if rest == "0":
        return 0
    if not rest:
        raise _bad_duration(text, "it is empty")
    total = 0
    while rest:
        number = rest[: len(rest) - len(rest.lstrip(_DIGITS + "."))]
        whole, point, more = number.partition(".")
        fraction = more.partition(".")[0]
        if not whole and not fraction:
            raise _bad_duration(text, "a number is missing" if number else f"`{rest}` does not begin with a number")
        rest = rest[len(whole) + len(point) + len(fraction) :]
        length = next((index for index, char in enumerate(rest) if char in _DIGITS or char == "."), len(rest))
        unit = _UNITS.get(rest[:length])
        if unit is None:
            raise _bad_duration(text, f"`{rest[:length]}` is not a unit" if length else "a unit is missing")
        rest = rest[length:]
        total += _digits(whole) * unit + _fraction(fraction, unit)
        if total > _LARGEST:
            raise _bad_duration(text, "it is too long")
    return -total if text[0] == "-" else total


def _digits(digits: str) -> int:
    """The number; more digits than any duration has count as too large, not as a conversion error."""
    digits = digits.lstrip("0")
    return int(digits[:20] or "0")


def _fraction(digits: str, unit: int) -> int:
    """Nanoseconds of the digits after the point; Go computes them in floating point and so do we."""
    amount, scale = 0, 1.0
    for digit in digits:
        longer = amount * 10 + int(digit)
        if longer > _LARGEST:
            break
        amount, scale = longer, scale * 10
    return int(float(amount) * (unit / scale))


def _bad_duration(text: str, reason: str) -> ValueError:
    return ValueError(f"`{text[:40]}` is not a duration such as 30s, 1m30s or 2d: {reason}")


def parse_bytes(value: str | int) -> int:
    """Bytes of a size such as ``512m``, ``1.5 GB`` or ``1GiB``; every unit is 1024-based. Raises ValueError."""
    if isinstance(value, int):
        return value
    end = max(map(value.rfind, _DIGITS + ". ")) + 1
    number, suffix = value[:end], value[end:].lower()
    if number.endswith(" "):
        number = number[:-1]
    try:
        if not number.isascii() or number != number.strip():
            raise ValueError
        size = float(number)
    except ValueError:
        raise _bad_size(value, "it does not begin with a number") from None
    if size < 0:
        raise _bad_size(value, "it is negative")
    if suffix not in ("", "b"):
        factor = _SIZES.get(suffix[0])
        if factor is None or suffix[1:] not in ("", "b", "ib"):
            raise _bad_size(value, f"`{suffix}` is not a unit")
        size *= factor
    if size > _LARGEST:
        raise _bad_size(value, "it is too large")
    return int(size)


def _bad_size(text: str, reason: str) -> ValueError:
    return ValueError(f"`{text[:40]}` is not a size such as 512m or 1.5g: {reason}")


def bytes_text(value: str | int) -> str:
    """A size as the canonical model has it: ``64mb`` → "67108864". Raises ValueError."""
    return str(parse_bytes(value))


def mebibytes(size: int) -> int:
    """Whole MiB that hold ``size`` bytes."""
    return -(-size // 2**20)


def mode_text(mode: int) -> str:
    """File permissions as the canonical model has them: 288 → "0440"."""
    return f"0{mode:o}"


def scalar_text(value: Any) -> str:
    """A scalar where text is wanted, as YAML has it: true, 1.5."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return float_text(value) if isinstance(value, float) else str(value)


def float_text(value: float) -> str:
    """A YAML float where text is wanted: 1.0 → "1", 1.50 → "1.5", 1234567.0 → "1.234567e+06"."""
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "+Inf" if value > 0 else "-Inf"
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    power = len(digits) - len(fraction) - 1 + int(exponent or "0") if digits else 0
    digits = digits.rstrip("0") or "0"
    sign = "-" if math.copysign(1, value) < 0 else ""
    if power < -4 or power >= 6:
        return f"{sign}{_pointed(digits, 1)}e{'-' if power < 0 else '+'}{abs(power):02d}"
    if power < 0:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    return sign + _pointed(digits.ljust(power + 1, "0"), power + 1)


def _pointed(digits: str, place: int) -> str:
    return f"{digits[:place]}.{digits[place:]}" if digits[place:] else digits


def float32(value: float) -> float:
    """The number that Go prints for a value kept in 32 bits, an int where it is whole: 0.1 → 0.1, 2.0 → 2.

    Raises ValueError for what does not fit.
    """
    if not math.isfinite(value) or abs(value) > 3.4028235e38:
        raise ValueError(f"`{value}` is not a number that fits")
    kept = _round32(value)
    if kept.is_integer() and abs(kept) < 2**24:
        return int(kept)
    for precision in range(1, 10):
        shortest = float(f"{kept:.{precision}g}")
        if _round32(shortest) == kept:
            break
    return int(shortest) if shortest.is_integer() and abs(shortest) < 1e21 else shortest


def _round32(value: float) -> float:
    """The nearest number with a mantissa of 24 bits."""
    mantissa, exponent = math.frexp(value)
    return math.ldexp(round(math.ldexp(mantissa, 24)), exponent - 24)
