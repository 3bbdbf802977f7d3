import pytest

from compose2ecs.model.values import (
    bytes_text,
    ceil_seconds,
    duration_text,
    float32,
    float_text,
    mebibytes,
    mode_text,
    parse_bytes,
    parse_duration,
    scalar_text,
)


@pytest.mark.parametrize(
    ("text", "canonical", "seconds", "whole"),
    [
        ("0", "0s", 0.0, 0),
        ("0s", "0s", 0.0, 0),
        ("90s", "1m30s", 90.0, 90),
        ("1m30s", "1m30s", 90.0, 90),
        ("2m", "2m0s", 120.0, 120),
        ("1h0m5s", "1h0m5s", 3605.0, 3605),
        ("1h30m", "1h30m0s", 5400.0, 5400),
        (".5h", "30m0s", 1800.0, 1800),
        ("1d", "24h0m0s", 86400.0, 86400),
        ("2w", "336h0m0s", 1209600.0, 1209600),
        ("1w2d3h4m5s6ms7us8ns", "219h4m5.006007008s", 788645.006007008, 788646),
        ("1.5s", "1.5s", 1.5, 2),
        ("5.s", "5s", 5.0, 5),
        ("1.000001s", "1.000001s", 1.000001, 2),
        ("500ms", "500ms", 0.5, 1),
        ("1500us", "1.5ms", 0.0015, 1),
        ("1us", "1µs", 0.000001, 1),
        ("1µs", "1µs", 0.000001, 1),
        ("1\u03bcs", "1µs", 0.000001, 1),
        ("1001ns", "1.001µs", 0.000001001, 1),
        ("100ns", "100ns", 0.0000001, 1),
        ("-90s", "-1m30s", -90.0, -90),
        ("+1h", "1h0m0s", 3600.0, 3600),
    ],
)
def test_durations(text, canonical, seconds, whole):
    assert duration_text(text) == canonical
    assert parse_duration(text) == seconds
    assert ceil_seconds(text) == whole


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("-", "it is empty"),
        ("30", "a unit is missing"),
        ("30s1", "a unit is missing"),
        ("1.2.3s", "a unit is missing"),
        ("1m 30s", "`m ` is not a unit"),
        ("5s ", "`s ` is not a unit"),
        ("1S", "`S` is not a unit"),
        ("1y", "`y` is not a unit"),
        (".s", "a number is missing"),
        (" 5s", "` 5s` does not begin with a number"),
        ("٣s", "`٣s` does not begin with a number"),
        ("9999999999999h", "it is too long"),
        ("106752d", "it is too long"),
        ("9" * 5000 + "s", "it is too long"),
    ],
)
def test_bad_durations(text, reason):
    for function in (parse_duration, duration_text, ceil_seconds):
        with pytest.raises(ValueError) as caught:
            function(text)
        assert str(caught.value) == f"`{text[:40]}` is not a duration such as 30s, 1m30s or 2d: {reason}"


@pytest.mark.parametrize(
    ("value", "size"),
    [
        (512, 512),
        (-1, -1),
        ("512", 512),
        ("512b", 512),
        ("1B", 1),
        ("100k", 102400),
        ("1kb", 1024),
        ("1KiB", 1024),
        ("64mb", 67108864),
        ("1.5g", 1610612736),
        ("0.3g", 322122547),
        ("2 GB", 2147483648),
        ("1GiB", 1073741824),
        ("1t", 1099511627776),
        ("1PB", 1125899906842624),
        ("5.g", 5368709120),
        ("1e3", 1000),
        ("1 ", 1),
    ],
)
def test_sizes(value, size):
    assert parse_bytes(value) == size
    assert bytes_text(value) == str(size)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it does not begin with a number"),
        ("k", "it does not begin with a number"),
        (" 1", "it does not begin with a number"),
        ("1  k", "it does not begin with a number"),
        ("٣k", "it does not begin with a number"),
        ("inf1", "it does not begin with a number"),
        ("-1", "it is negative"),
        ("1x", "`x` is not a unit"),
        ("1ki", "`ki` is not a unit"),
        ("1bb", "`bb` is not a unit"),
        ("1kbi", "`kbi` is not a unit"),
        ("9999999p", "it is too large"),
        ("1e400", "it is too large"),
    ],
)
def test_bad_sizes(text, reason):
    with pytest.raises(ValueError) as caught:
        parse_bytes(text)
    assert str(caught.value) == f"`{text}` is not a size such as 512m or 1.5g: {reason}"


@pytest.mark.parametrize(("size", "whole"), [(0, 0), (1, 1), (2**20, 1), (2**20 + 1, 2), (512 * 2**20, 512)])
def test_mebibytes_round_up(size, whole):
    assert mebibytes(size) == whole


@pytest.mark.parametrize(("mode", "text"), [(288, "0440"), (0o755, "0755"), (0o1777, "01777"), (0, "00")])
def test_modes_are_octal(mode, text):
    assert mode_text(mode) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "-0"),
        (1.0, "1"),
        (1.50, "1.5"),
        (-2.5, "-2.5"),
        (10.0, "10"),
        (100000.0, "100000"),
        (999999.5, "999999.5"),
        (1000000.0, "1e+06"),
        (1234567.0, "1.234567e+06"),
        (123456789.125, "1.23456789125e+08"),
        (1e20, "1e+20"),
        (1.5e300, "1.5e+300"),
        (0.1, "0.1"),
        (0.00012345, "0.00012345"),
        (0.0001, "0.0001"),
        (0.00001, "1e-05"),
        (float("inf"), "+Inf"),
        (float("-inf"), "-Inf"),
        (float("nan"), "NaN"),
    ],
)
def test_floats_as_text(value, text):
    assert float_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.5, "0.5"),
        (0.1, "0.1"),
        (0.001, "0.001"),
        (2.0, "2"),
        (0.0, "0"),
        (1 / 3, "0.33333334"),
        (123456.789, "123456.79"),
        (16777217.0, "16777216"),
        (-1.5, "-1.5"),
    ],
)
def test_float32_is_the_shortest_number(value, text):
    assert repr(float32(value)) == text


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), 1e39])
def test_float32_refuses_what_does_not_fit(value):
    with pytest.raises(ValueError, match="is not a number that fits"):
        float32(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (False, "false"), (1, "1"), (1.5, "1.5"), (1.0, "1"), ("True", "True"), (None, "None")],
)
def test_scalars_as_text(value: object, text: str) -> None:
    assert scalar_text(value) == text
