"""YAML text to nodes: places, aliases, merge keys, limits."""

import pytest

from compose2ecs.diagnostics.span import Span
from compose2ecs.source.node import Node, plain
from compose2ecs.source.yamlfile import MAX_BYTES, SourceError, decode, parse


def only(text: str) -> Node:
    (document,) = parse(text, "f.yaml")
    return document


def failure(text: str) -> tuple[str, str, tuple[int, int]]:
    with pytest.raises(SourceError) as caught:
        parse(text, "f.yaml")
    return caught.value.code.id, caught.value.message, (caught.value.span.line, caught.value.span.column)


def test_every_node_knows_its_place() -> None:
    tree = only("a:\n  b: [x, 'yy']\n")
    assert tree.get("a", "b").key == Span("f.yaml", 2, 3, 2, 4)  # type: ignore[union-attr]
    assert tree.get("a", "b", 0).span == Span("f.yaml", 2, 7, 2, 8)  # type: ignore[union-attr]
    assert tree.get("a", "b", 1).span == Span("f.yaml", 2, 10, 2, 14)  # type: ignore[union-attr]


def test_an_alias_keeps_the_place_of_its_anchor_and_is_a_copy() -> None:
    tree = only("a: &x {k: 1}\nb: *x\n")
    first, second = tree.get("a", "k"), tree.get("b", "k")
    assert first is not second
    assert second is not None
    assert second.span == Span("f.yaml", 1, 11, 1, 12)


def test_merge_keys_explicit_wins_and_the_first_of_a_list_wins() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {x: 2, z: 2}\nc:\n  <<: [*a, *b]\n  y: 3\nd:\n  x: 9\n  <<: *a\n"
    assert plain(only(text))["c"] == {"y": 3, "x": 1, "z": 2}
    assert plain(only(text))["d"] == {"x": 9, "y": 1}


def test_a_quoted_merge_key_is_an_ordinary_key() -> None:
    assert plain(only('"<<": 1\n')) == {"<<": 1}


def test_documents() -> None:
    assert [plain(tree) for tree in parse("a: 1\n---\n---\nb: 2\n", "f")] == [{"a": 1}, None, {"b": 2}]
    assert parse("", "f") == []
    assert parse("# only a comment\n", "f") == []


def test_tags() -> None:
    tree = only(
        "a: !!str 5\nb: !!int '7'\nc: !!binary aGk=\nd: !foo 5\ne: !reset null\nf: !override [1]\ng: !!float 2\n"
    )
    assert plain(tree) == {"a": "5", "b": 7, "c": "hi", "d": "5", "e": "null", "f": [1], "g": 2.0}
    assert [node.tag for _, node in tree.items()] == ["", "", "", "", "!reset", "!override", ""]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\na: 2\n", "C104", (2, 1)),
        ("x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x\n", "C104", (4, 3)),
        ("a:\n  <<:\n", "C106", (2, 6)),
        ("a:\n  <<: [1]\n", "C106", (2, 8)),
        ("1: a\n", "C105", (1, 1)),
        ("true: a\n", "C105", (1, 1)),
        ("[a]: b\n", "C105", (1, 1)),
        ("a: *nope\n", "C101", (1, 4)),
        ("a: &x [*x]\n", "C101", (1, 8)),
        ("a:\n\tb: 1\n", "C101", (2, 1)),
        ("a: [1\n", "C101", (2, 1)),
        ("a: !!int x\n", "C101", (1, 4)),
        ("a: !!binary ä\n", "C101", (1, 4)),
    ],
)
def test_what_is_refused(text: str, code: str, place: tuple[int, int]) -> None:
    found = failure(text)
    assert (found[0], found[2]) == (code, place)


def test_an_alias_bomb_is_refused_in_bounded_time() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert failure("\n".join(lines))[0] == "C107"


@pytest.mark.parametrize("text", ["[" * 5000 + "]" * 5000, "- " * 5000 + "a", "{a: " * 300 + "}" * 300, "[" * 100_000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert failure(text)[0] == "C107"


def test_bytes_that_are_no_text() -> None:
    for data, code, line in (
        (b"a: 1\n\xff\xfe", "C108", 2),
        (b"\x7fELF\x00\x01", "C108", 1),
        (b"a" * (MAX_BYTES + 1), "C107", 1),
    ):
        with pytest.raises(SourceError) as caught:
            decode(data, "f")
        assert (caught.value.code.id, caught.value.span.line) == (code, line)


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbfa: 1", "f") == "a: 1"
