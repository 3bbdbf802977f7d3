from pathlib import Path

import pytest

from compose2ecs.diagnostics.render.excerpt import Lines, excerpt, split
from compose2ecs.diagnostics.span import Span


def rows(text: str, span: tuple[int, ...], label: str = "") -> list[str]:
    return excerpt(split(text), Span("f", *span), label)


def test_line_before_and_label() -> None:
    assert rows("a:\n  b: c\n", (2, 3, 2, 4), "here") == [
        "  |",
        "1 | a:",
        "2 |   b: c",
        "  |   ^ here",
    ]


def test_gutter_is_as_wide_as_the_line_number() -> None:
    text = "\n" * 8 + "nine\nten\n"
    assert rows(text, (10, 1, 10, 4)) == ["   |", " 9 | nine", "10 | ten", "   | ^^^"]


def test_first_line_and_blank_line_before() -> None:
    assert rows("a: 1\n", (1, 1, 1, 2)) == ["  |", "1 | a: 1", "  | ^"]
    assert rows("\n  \nb: 1\n", (3, 4, 3, 5)) == ["  |", "3 | b: 1", "  |    ^"]


@pytest.mark.parametrize(
    ("line", "carets"),
    [
        ("key: value", "^^^"),
        ("word, other", "^^^^"),
        ("plain", "^^^^^"),
        (":", "^"),
    ],
)
def test_span_without_end_marks_the_word(line: str, carets: str) -> None:
    assert rows(line, (1, 1))[-1] == f"  | {carets}"


def test_span_over_several_lines_marks_the_first_and_names_the_last() -> None:
    text = "ports:\n  - 80\n  - 81\nx: 1\n"
    assert rows(text, (1, 1, 3, 7), "too many") == ["  |", "1 | ports:", "  | ^^^^^^ too many (to line 3)"]


def test_block_that_ends_at_the_start_of_the_next_line_is_one_line() -> None:
    assert rows("a: b\nc: d\n", (1, 4, 2, 1))[-1] == "  |    ^"


def test_tabs_are_shown_as_the_spaces_that_are_counted() -> None:
    assert rows("a:\n\tb: c", (2, 5, 2, 6)) == ["  |", "1 | a:", "2 |     b: c", "  |        ^"]


def test_wide_and_combining_characters_keep_the_caret_in_place() -> None:
    assert rows("名前: x", (1, 5, 1, 6)) == ["  |", "1 | 名前: x", "  |       ^"]
    assert rows("e\u0301: xy", (1, 5, 1, 7))[-1] == "  |    ^^"
    assert rows("k: 名前", (1, 4, 1, 6))[-1] == "  |    ^^^^"


def test_control_characters_cannot_reach_the_terminal() -> None:
    assert rows("a: \x1b[2Jb", (1, 9, 1, 10)) == ["  |", "1 | a: \ufffd[2Jb", "  |         ^"]


def test_long_line_is_cut_around_the_carets() -> None:
    text = "x" * 500 + "HERE" + "y" * 500
    shown = rows(text, (1, 501, 1, 505))
    assert len(shown[1]) == len("1 | ") + 120
    start = shown[2].index("^")
    assert shown[1][start : start + 4] == "HERE"
    assert shown[2][start:] == "^^^^"


def test_column_beyond_the_line_and_line_beyond_the_file() -> None:
    assert rows("ab", (1, 9))[-1] == "  |   ^"
    assert rows("ab", (7, 1)) == []
    assert rows("ab", (0, 0)) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_end_of_yaml_counts(end: str) -> None:
    assert split(f"a{end}b") == ["a", "b"]


def test_lines_come_from_files_stdin_or_nowhere(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: \xff\r\n")
    lines = Lines("c: 3\n")
    assert lines.of(str(tmp_path / "f.yaml")) == ["a: 1", "b: \ufffd", ""]
    assert lines.of("<stdin>") == ["c: 3", ""]
    assert lines.of(str(tmp_path / "gone.yaml")) == []
    assert lines.of("bad\0name") == []


def test_secrets_are_masked_and_columns_stay() -> None:
    assert rows("A_TOKEN: hunter2\ndb: 'postgres://u:hunter2@h', port: x\n", (2, 33, 2, 34)) == [
        "  |",
        "1 | A_TOKEN: *******",
        "2 | db: ************************, port: x",
        "  |                                 ^",
    ]
