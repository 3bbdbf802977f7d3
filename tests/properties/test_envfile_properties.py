from hypothesis import given
from hypothesis import strategies as st

from compose2ecs.source.envfile import EnvFileError, decode, parse, parse_entries

TEXT = st.text(alphabet=st.sampled_from("AB=: #'\"\\\n\r$${}export.-1") | st.characters(codec="utf-8"), max_size=80)
VALUE = st.text(st.characters(codec="utf-8"), max_size=40)


@given(TEXT, st.booleans())
def test_any_text_is_read_or_refused_in_a_line_of_it(text, raw):
    lines = text.count("\n") + 1
    try:
        entries = parse_entries(text, {"A": "1"}.get, raw=raw)
    except EnvFileError as problem:
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        return
    assert all(1 <= entry.line <= lines and entry.column >= 1 for entry in entries)
    assert [entry.line for entry in entries] == sorted(entry.line for entry in entries)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data):
    try:
        parse(decode(data), {}.get)
    except EnvFileError as problem:
        assert 1 <= problem.line <= data.count(b"\n") + 1


@given(VALUE)
def test_quoted_values_come_back(value):
    double = value.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")
    assert parse(f'A="{double}"\nB=1\n', {}.get) == {"A": value, "B": "1"}
    if "\\" not in value:
        single = value.replace("'", "\\'")
        assert parse(f"A='{single}'\nB=1\n", {}.get) == {"A": value, "B": "1"}


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z_.][A-Za-z0-9_.-]*", fullmatch=True), st.from_regex(r"[a-z=:#'\"]*", fullmatch=True)
    )
)
def test_raw_values_come_back_in_order(variables):
    text = "".join(f"{key}={value}\n" for key, value in variables.items())
    assert list(parse(text, {}.get, raw=True).items()) == list(variables.items())
