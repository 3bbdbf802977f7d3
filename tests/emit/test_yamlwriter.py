"""Our YAML writer against PyYAML's reader, which follows YAML 1.1 like CloudFormation."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from compose2ecs.emit.yamlwriter import dump, scalar

TRAPS = [
    "on",
    "Off",
    "yes",
    "NO",
    "y",
    "N",
    "true",
    "null",
    "~",
    "",
    "1_000",
    "0x1F",
    "0o17",
    "012",
    "1e3",
    "1:30",
    "22:22:22",
    "2001-01-01",
    "=",
    "<<",
    ".inf",
    "-.INF",
    ".nan",
    "-",
    "- a",
    "? b",
    ": c",
    "a: b",
    "a:",
    "a #b",
    "#b",
    "a#b",
    "!x",
    "&x",
    "*x",
    "%x",
    "@x",
    "`x",
    "|",
    ">",
    "{a}",
    "[a]",
    "'",
    '"',
    "a'b",
    'a"b',
    " a",
    "a ",
    "\t",
    "a\tb",
    "a\nb",
    "a\nb\n",
    "\na",
    "a\n\n",
    " a\nb",
    "a\n b \n",
    "\x00",
    "\x7f",
    "\x85",
    "\u2028",
    "\ufeff",
    "é",
    "😀",
    "🇩🇪\nx",
    "\ud7ff",
    "a\\b",
    "a\r\nb",
    "arn:aws:iam::aws:policy/X",
]


@pytest.mark.parametrize("text", TRAPS)
def test_a_string_stays_that_string(text: str) -> None:
    assert yaml.safe_load(dump({"k": [text, {"n": text}]})) == {"k": [text, {"n": text}]}


@pytest.mark.parametrize("text", [text for text in TRAPS if text])
def test_a_key_stays_that_key(text: str) -> None:
    assert yaml.safe_load(dump({text: 1})) == {text: 1}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None)
@given(VALUES)
def test_any_value_survives(value: object) -> None:
    assert yaml.safe_load(dump(value)) == value


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("nginx", "nginx"),
        ("AWS::EC2::VPC", "AWS::EC2::VPC"),
        ("a b", "a b"),
        ("1", "'1'"),
        ("it's", "'it''s'"),
        ("yes", "'yes'"),
        ("a\nb", "|-\n  a\n  b"),
        ("a\tb", '"a\\tb"'),
    ],
)
def test_notation(text: str, written: str) -> None:
    assert scalar(text) == written


def test_what_is_no_json_value_is_refused() -> None:
    with pytest.raises(TypeError):
        dump({"a": object()})
