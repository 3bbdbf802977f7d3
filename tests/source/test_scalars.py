"""Plain scalars as Compose reads them."""

import math

import pytest

from compose2ecs.source.scalars import plain_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("Null", None),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("off", "off"),
        ("22:22", "22:22"),
        ("12:30:45", "12:30:45"),
        ("0123", 83),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b101", 5),
        ("1_000", 1000),
        ("-7", -7),
        ("+7", 7),
        ("0", 0),
        ("08", 8.0),
        ("1e3", 1000.0),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1.2.3", "1.2.3"),
        ("1e", "1e"),
        ("0x", "0x"),
        ("-", "-"),
        (".", "."),
        ("1e999", "1e999"),
        ("18446744073709551615", 2**64 - 1),
        ("100000000000000000000", 1e20),
        ("9" * 400, "9" * 400),
        ("=", "="),
        ("2020-01-02", "2020-01-02 00:00:00 +0000 UTC"),
        ("2020-1-2", "2020-01-02 00:00:00 +0000 UTC"),
        ("2020-01-02T03:04:05Z", "2020-01-02 03:04:05 +0000 UTC"),
        ("2020-13-02", "2020-13-02"),
        ("2020-01-02-rc", "2020-01-02-rc"),
    ],
)
def test_value(text: str, value: object) -> None:
    found = plain_scalar(text)
    assert found == value
    assert isinstance(found, type(value))
    assert isinstance(found, bool) == isinstance(value, bool)


def test_special_floats() -> None:
    assert plain_scalar("-.inf") == float("-inf")
    assert math.isnan(plain_scalar(".NaN"))
