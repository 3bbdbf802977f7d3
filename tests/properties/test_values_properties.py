import re
import struct

from hypothesis import given
from hypothesis import strategies as st

from compose2ecs.model.values import ceil_seconds, duration_text, float32, float_text, parse_bytes, parse_duration

DURATIONS = st.lists(
    st.tuples(st.integers(0, 10**3), st.sampled_from(["ns", "us", "ms", "s", "m", "h", "d", "w"])),
    min_size=1,
    max_size=8,
).map(lambda parts: "".join(f"{number}{unit}" for number, unit in parts))


@given(DURATIONS)
def test_canonical_durations_stay_as_they_are(text):
    canonical = duration_text(text)
    assert duration_text(canonical) == canonical
    assert parse_duration(canonical) == parse_duration(text)
    assert 0 <= ceil_seconds(text) - parse_duration(text) <= 1  # 1 where a float cannot hold the nanoseconds


@given(st.text(alphabet="0123456789.+-smhdwuµn _e", max_size=20))
def test_any_text_is_a_duration_or_a_value_error(text):
    try:
        canonical = duration_text(text)
    except ValueError:
        return
    assert re.fullmatch(r"-?(\d+h)?(\d+m)?\d+(\.\d+)?(s|ms|µs|ns)", canonical)


@given(st.text(alphabet="0123456789.+-kKmMgGtTpPiIbB _ex", max_size=12))
def test_any_text_is_a_size_or_a_value_error(text):
    try:
        assert 0 <= parse_bytes(text) <= 2**63
    except ValueError as problem:
        assert str(problem).startswith(f"`{text}` is not a size")


@given(st.integers(0, 2**40), st.sampled_from(["", "b", "k", "KB", "m", "MiB", "g", "gb"]))
def test_whole_sizes_are_exact(number, unit):
    factor = {"": 1, "b": 1, "k": 2**10, "m": 2**20, "g": 2**30}[unit[:1].lower()]
    if number * factor < 2**53:
        assert parse_bytes(f"{number}{unit}") == number * factor


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_float_text_keeps_the_value(value):
    text = float_text(value)
    assert float(text) == value
    assert re.fullmatch(r"-?\d+(\.\d*[1-9])?(e[+-]\d\d+)?", text)


@given(st.floats(width=32, allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_float32_is_the_same_32_bit_number(value):
    assert struct.pack("f", float32(value)) == struct.pack("f", value + 0.0)
