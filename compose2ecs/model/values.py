"""Durations, sizes and numbers of Compose: parse what users write, format what the canonical model prints."""

_UNITS = {
    "ns": 1,
    "us": 1_000,
    "µs": 1_000,  # U+00B5
    "μs": 1_000,  # U+03BC
    "ms": 1_000_000,
    "s": 1_000_000_000,
    "m": 60_000_000_000,
    "h": 3_600_000_000_000,
    "d": 86_400_000_000_000,
    "w": 604_800_000_000_000,
}
_POWERS = {"k": 1, "m": 2, "g": 3, "t": 4, "p": 5}


def parse_duration(text: str) -> int:
    """A duration such as "1m30s" in nanoseconds; ValueError without a unit or with an unknown one.

    Units: w d h m s ms us ns; parts may have fractions and follow each other without spaces.
    """
    body = text[1:] if text[:1] in ("-", "+") else text
    if not body:
        raise ValueError(f"`{text}` is not a duration")
    total = 0.0
    whole = 0
    position = 0
    while position < len(body):
        start = position
        while position < len(body) and (body[position].isdigit() or body[position] == "."):
            position += 1
        number = body[start:position]
        start = position
        while position < len(body) and not (body[position].isdigit() or body[position] == "."):
            position += 1
        unit = _UNITS.get(body[start:position])
        if unit is None or not number.isascii() or number.count(".") > 1 or number in ("", "."):
            raise ValueError(f"`{text}` is not a duration, write it with units such as 90s or 1m30s")
        if "." in number:
            total += float(number) * unit
        else:
            whole += int(number) * unit
    amount = whole + round(total)
    return -amount if text[0] == "-" else amount


def duration_text(text: str) -> str:
    """A duration as Go prints it: "90s" → "1m30s", "2w" → "336h0m0s", "1500us" → "1.5ms"."""
    amount = parse_duration(text)
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    if amount == 0:
        return "0s"
    if amount < 1_000_000_000:
        for unit, size in (("ns", 1), ("µs", 1_000), ("ms", 1_000_000)):
            if amount < size * 1000:
                return f"{sign}{_decimal(amount, size)}{unit}"
    minutes, rest = divmod(amount, 60_000_000_000)
    hours, minutes = divmod(minutes, 60)
    shown = f"{_decimal(rest, 1_000_000_000)}s"
    if hours:
        return f"{sign}{hours}h{minutes}m{shown}"
    return f"{sign}{minutes}m{shown}" if minutes else sign + shown


def _decimal(amount: int, size: int) -> str:
    whole, rest = divmod(amount, size)
    if not rest:
        return str(whole)
    digits = str(rest).rjust(len(str(size)) - 1, "0").rstrip("0")
    return f"{whole}.{digits}"


def ceil_seconds(text: str) -> int:
    """A duration in whole seconds, rounded up."""
    return -(-parse_duration(text) // 1_000_000_000)


def parse_bytes(value: str | int) -> int:
    """A size in bytes: "1.5g", "64 KiB", 512; units are 1024-based. ValueError for anything else.

    Source: docker/go-units, RAMInBytes (the result is cut, not rounded).
    """
    if isinstance(value, int):
        return value
    cut = max(value.rfind(char) for char in "0123456789. ")
    if cut < 0:
        raise ValueError(f"`{value}` is not a size, write it like 512m or 1.5g")
    number, suffix = (value[:cut], value[cut + 1 :]) if value[cut] == " " else (value[: cut + 1], value[cut + 1 :])
    try:
        size = float(number)
        if "_" in number or number.strip() != number:
            raise ValueError(number)
    except ValueError:
        raise ValueError(f"`{value}` is not a size, write it like 512m or 1.5g") from None
    suffix = suffix.lower()
    power = _POWERS.get(suffix[:1], 0)
    if not 0 <= size < 2**63 or (suffix not in ("", "b") and (not power or suffix[1:] not in ("", "b", "ib"))):
        raise ValueError(f"`{value}` is not a size, write it like 512m or 1.5g")
    return int(size * 1024**power)


def mebibytes(size: int) -> int:
    """Bytes as MiB, rounded up."""
    return -(-size // 1_048_576)


def float_text(value: float) -> str:
    """A float as Go's ``%v`` prints it: 1.0 → "1", 1234567.0 → "1.234567e+06"."""
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "+Inf" if value > 0 else "-Inf"
    sign = "-" if str(value).startswith("-") else ""
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    written = whole + fraction
    digits = written.lstrip("0")
    point = len(whole) + int(power or 0) - (len(written) - len(digits))
    digits = digits.rstrip("0")
    if not digits:
        return sign + "0"
    scale = point - 1
    if scale < -4 or scale >= 6:
        tail = f".{digits[1:]}" if len(digits) > 1 else ""
        return f"{sign}{digits[0]}{tail}e{'-' if scale < 0 else '+'}{abs(scale):02d}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if len(digits) <= point:
        return sign + digits.ljust(point, "0")
    return f"{sign}{digits[:point]}.{digits[point:]}"


def float32(value: float) -> float | int:
    """The number that Go prints for a 32-bit float: the shortest that is the same 32-bit float."""
    if value == int(value):
        return int(value)
    import struct

    packed = struct.pack("f", value)
    for precision in range(1, 10):
        shorter = float(f"{value:.{precision}g}")
        if struct.pack("f", shorter) == packed:
            return shorter
    return value


def mode_text(mode: int) -> str:
    """A file mode as octal text: 288 → "0440"."""
    return f"0{mode:o}"
