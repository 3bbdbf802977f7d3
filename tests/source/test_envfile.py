import contextlib

import pytest

from compose2ecs.source.envfile import Entry, EnvFileError, decode, parse, parse_entries
from tests.growth import is_linear

OUTSIDE = {"OUT": "o", "X": "outside", "EMPTY": ""}


def read(text: str) -> dict[str, str]:
    return parse(text, OUTSIDE.get)


def failure(text: str, *, raw: bool = False) -> tuple[str, int, int]:
    with pytest.raises(EnvFileError) as caught:
        parse(text, OUTSIDE.get, raw=raw)
    assert str(caught.value) == caught.value.message
    return caught.value.message, caught.value.line, caught.value.column


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("\n \t\r\n# comment\n  # indented = comment", {}),
        ("A=1\nB=2", {"A": "1", "B": "2"}),
        ("A =  spaced out  \n\tB\t=\tb", {"A": "spaced out", "B": "b"}),
        ("A: yaml style\nB:x=y:z", {"A": "yaml style", "B": "x=y:z"}),
        ("A=\nB=", {"A": "", "B": ""}),
        ("A=1\nB=2\nA=3", {"A": "3", "B": "2"}),
        ("A=a'b\"c\nB=a\\nb", {"A": "a'b\"c", "B": "a\\nb"}),
        ("A=x==y=\n=v", {"A": "x==y=", "": "v"}),
        ("A='x'B='y'\nC='z'\n", {"A": "x", "B": "y", "C": "z"}),
    ],
)
def test_statements(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "dotted.key=1\ndash-key=2\nB[0]=3\n1NUM=4\n_a=5\nÜber=6",
            ["dotted.key", "dash-key", "B[0]", "1NUM", "_a", "Über"],
        ),
        ("export A=1\nexport\tB=2\n  export   C = 3", ["A", "B", "C"]),
        ("exportA=1\nexport=2\nexport_B=3", ["exportA", "export", "export_B"]),
        ("export\nA=1", ["A"]),
        ("A\u00a0=1\nB\tC=2", ["A", "B\tC"]),
    ],
)
def test_names(text, expected):
    assert list(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=value # comment", "value"),
        ("A=value#no comment", "value#no comment"),
        ("A=value\t# no comment", "value\t# no comment"),
        ("A= # no comment", "# no comment"),
        ("A='v' # after", "v"),
        ('A="v # inside"# after', "v # inside"),
    ],
)
def test_comments_after_values(text, expected):
    assert read(text) == {"A": expected}


def test_bare_names_come_from_outside():
    assert read("OUT\nNOPE\nEMPTY \r\nexport X\n") == {"OUT": "o", "EMPTY": "", "X": "outside"}
    assert read("A=1\nA\n") == {"A": "1"}


def test_a_bare_name_at_the_very_end_is_a_value_without_a_name():
    assert read("A=1\nOUT") == {"A": "1", "": "OUT"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"'single $X \n ${'", r"single $X \n ${"),
        (r"'it\'s \\'", r"it's \\"),
        ("'a\nb\r\n c'", "a\nb\r\n c"),
        ('"a\nb"', "a\nb"),
        (r'"a \"q\" b"', 'a "q" b'),
        (r'"\a\b\f\n\r\t\v\\"', "\a\b\f\n\r\t\v\\"),
        (r'"\c\d\q\'"', r"\c\d\q\'"),
        (r'"\\n \\\n"', "\\n \\\n"),
        (r'"\\\"x"', '\\"x'),
        (r'"\0101 \0351"', "A é"),
        (r'"\0 \012 \0999 \0777 \0x1"', r"\ \12 \999 \777 \x1"),
    ],
)
def test_quoted_values(text, expected):
    assert read(f"A={text}\nB=1") == {"A": expected, "B": "1"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("V=${X}-$OUT", "outside-o"),
        ("V=$A${A:-d}${NOPE:-d}", "11d"),
        ('V="$A $$A \\$A \\\\$A"', "1 $A $A \\1"),
        ("V=$$A \\$A", "$A \\1"),
        ("V=$LATER\nLATER=1", ""),
        ("X=inner\nV=$X", "outside"),
        ("A=2\nV=$A", "2"),
        ("V=${A:+yes} # ${", "yes"),
    ],
)
def test_variables(text, expected):
    assert read("A=1\n" + text)["V"] == expected


def test_earlier_files_are_asked_last():
    entries = parse_entries("A=1\nV=$A$B$X", OUTSIDE.get, known={"A": "old", "B": "b", "X": "old"})
    assert [entry[:2] for entry in entries] == [("A", "1"), ("V", "1boutside")]


def test_missing_variables_are_told_with_their_line():
    told: list[tuple[str, int]] = []
    parse_entries("A=$U1\nB='$U2'\n\nC=\"x\n$U3\" \nD=${U4:-1}$A$U5", {}.get, on_missing=lambda *one: told.append(one))
    assert told == [("U1", 1), ("U3", 4), ("U5", 6)]


def test_entries_have_places():
    text = "# c\nA=1\n  export B='x\ny' \n\nC: 2\nOUT\nA=3"
    assert parse_entries(text, OUTSIDE.get) == [
        Entry("A", "1", 2, 1),
        Entry("B", "x\ny", 3, 3),
        Entry("C", "2", 6, 1),
        Entry("OUT", "o", 7, 1),
        Entry("A", "3", 8, 1),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1\nB*C=2", ("unexpected character '*' in a variable name", 2, 2)),
        ('"A"=1', ("unexpected character '\"' in a variable name", 1, 1)),
        ("A=1\n\nBAD LINE\n", ("variable name `BAD LINE` contains a blank", 3, 1)),
        ("A B=1", ("variable name `A B` contains a blank", 1, 1)),
        ("OUT # no\n", ("unexpected character '#' in a variable name", 1, 5)),
        ("A=1\nB = 'secret\n", ("the quote ' is not closed", 2, 5)),
        ('A="x\\"\nB=1', ('the quote " is not closed', 1, 3)),
        ("A=1\n export  ", ("a variable name is missing after `export`", 2, 2)),
        ("A=1\nB=x${5}", ("`${5}` does not start with a variable name", 2, 4)),
        ('A="\n${NOPE:?gone}"', ("required variable `NOPE` is missing a value: gone", 1, 3)),
    ],
)
def test_errors(text, expected):
    assert failure(text) == expected


def test_raw_is_verbatim():
    text = "A=  \"q\" $B # c\n# c\n\n \tOUT\nNOPE\nC=\r\n  D=x='y'\nE!F=1"
    assert parse_entries(text, OUTSIDE.get, raw=True) == [
        Entry("A", '  "q" $B # c', 1, 1),
        Entry("OUT", "o", 4, 3),
        Entry("C", "", 6, 1),
        Entry("D", "x='y'", 7, 3),
        Entry("E!F", "1", 8, 1),
    ]


def test_raw_errors():
    assert failure("A=1\n A B=1", raw=True) == ("variable name `A B` contains a blank", 2, 2)
    assert failure("A =1", raw=True) == ("variable name `A ` contains a blank", 1, 1)
    assert failure("\n=1", raw=True) == ("a variable name is missing before `=`", 2, 1)


def test_decode():
    assert decode(b"\xef\xbb\xbfA=1\r\n") == "A=1\r\n"
    assert parse(decode(b'A=1\r\nB="2"\r\nC=3 # c\r\n'), {}.get) == {"A": "1", "B": "2", "C": "3"}
    for data, message, line in [(b"A=1\nB=\xff", "not UTF-8 text", 2), (b"A=1\n\nB=\x00", "binary", 3)]:
        with pytest.raises(EnvFileError, match=message) as caught:
            decode(data)
        assert caught.value.line == line


@pytest.mark.parametrize("unit", ["A=1\n", "A='1'\n", '\\"', "\\", "#\n", " ", 'A="$A"\n', "'", "${A", "$U\n"])
@pytest.mark.parametrize("start", ["", 'A="'])
def test_long_files_take_linear_time(unit, start):
    def work(count):
        with contextlib.suppress(EnvFileError):
            parse(start + unit * count, {}.get)

    assert is_linear(work, 12_500)
