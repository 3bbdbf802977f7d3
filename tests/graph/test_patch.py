"""RFC 6902: every operation, against the reference implementation, and errors with the nearest path."""

import json
from copy import deepcopy
from typing import Any

import jsonpatch
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compose2ecs.graph.patch import Operation, Problem, patched

DOCUMENT = {"a": {"b": [1, 2], "c/d": {"~": 1}}, "e": None, "": {"x": True}}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (Operation("add", "/a/b/1", 9), {**DOCUMENT, "a": {"b": [1, 9, 2], "c/d": {"~": 1}}}),
        (Operation("add", "/a/b/-", 9), {**DOCUMENT, "a": {"b": [1, 2, 9], "c/d": {"~": 1}}}),
        (Operation("add", "/a/b/2", 9), {**DOCUMENT, "a": {"b": [1, 2, 9], "c/d": {"~": 1}}}),
        (Operation("add", "/f", {"g": 1}), {**DOCUMENT, "f": {"g": 1}}),
        (Operation("add", "/e", 1), {**DOCUMENT, "e": 1}),
        (Operation("remove", "/a/b/0"), {**DOCUMENT, "a": {"b": [2], "c/d": {"~": 1}}}),
        (Operation("remove", "/a/c~1d"), {**DOCUMENT, "a": {"b": [1, 2]}}),
        (Operation("replace", "/a/c~1d/~0", 2), {**DOCUMENT, "a": {"b": [1, 2], "c/d": {"~": 2}}}),
        (Operation("replace", "//x", 2), {**DOCUMENT, "": {"x": 2}}),
        (Operation("replace", "", 2), 2),
        (Operation("move", "/f", source="/a/b"), {"a": {"c/d": {"~": 1}}, "e": None, "": {"x": True}, "f": [1, 2]}),
        (Operation("copy", "/f", source="/a/b"), {**DOCUMENT, "f": [1, 2]}),
        (Operation("move", "/a", source="/a"), {"e": None, "": {"x": True}, "a": DOCUMENT["a"]}),
        (Operation("test", "/a/b", [1, 2]), DOCUMENT),
        (Operation("test", "/e", None), DOCUMENT),
    ],
)
def test_operations(operation: Operation, expected: Any) -> None:
    assert patched(deepcopy(DOCUMENT), operation) == expected
    said = {"op": operation.op, "path": operation.path, "value": operation.value, "from": operation.source}
    assert jsonpatch.apply_patch(deepcopy(DOCUMENT), [said]) == expected


@pytest.mark.parametrize(
    ("operation", "message", "hint"),
    [
        (Operation("replace", "/a/bb", 1), "the path `/a/bb` does not exist", "did you mean `/a/b`?"),
        (Operation("remove", "/a/c~1dd"), "the path `/a/c~1dd` does not exist", "did you mean `/a/c~1d`?"),
        (Operation("add", "/z/y/x", 1), "the path `/z/y/x` does not exist", "`/` has a, e, "),
        (
            Operation("remove", "/a/b/2"),
            "the path `/a/b/2` does not exist",
            "`/a/b` is a list: 0 to 1, `-` adds at its end",
        ),
        (
            Operation("add", "/a/b/3", 1),
            "the path `/a/b/3` does not exist",
            "`/a/b` is a list: 0 to 1, `-` adds at its end",
        ),
        (
            Operation("remove", "/a/b/01"),
            "the path `/a/b/01` does not exist",
            "`/a/b` is a list: 0 to 1, `-` adds at its end",
        ),
        (Operation("add", "/e/f", 1), "the path `/e/f` does not exist", "the nearest that does is `/e`"),
        (Operation("add", "a", 1), "`a` is no JSON pointer", "it begins with a slash: `/a`"),
        (Operation("test", "/a/b/0", True), "`/a/b/0` is `1`, not `true`", ""),
        (Operation("test", "/a/b", [1]), "`/a/b` is `[1, 2]`, not `[1]`", ""),
        (Operation("move", "/a/b/0", source="/a"), "`/a` cannot be moved into itself", ""),
        (Operation("copy", "/f", source="/g"), "the path `/g` does not exist", "`/` has a, e, "),
        (Operation("remove", ""), "the whole document cannot be removed", ""),
    ],
)
def test_problems(operation: Operation, message: str, hint: str) -> None:
    with pytest.raises(Problem) as caught:
        patched(deepcopy(DOCUMENT), operation)
    assert (caught.value.message, caught.value.hint) == (message, hint)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "/", "~1"]), inner, max_size=3)
    ),
    max_leaves=8,
)
_PATHS = st.lists(st.sampled_from(["a", "b", "~1", "~01", "0", "1", "-"]), max_size=3).map(
    lambda steps: "".join(f"/{step}" for step in steps)
)


@given(_JSON, st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]), _PATHS, _PATHS, _JSON)
def test_like_the_reference_implementation(document: Any, op: str, path: str, source: str, value: Any) -> None:
    if path == "" or source == "":
        return  # the reference refuses some operations on the whole document
    said = {"op": op, "path": path, "value": value, "from": source}
    try:
        expected = jsonpatch.apply_patch(deepcopy(document), [said])
    except (jsonpatch.JsonPatchException, jsonpatch.JsonPointerException, TypeError):
        expected = Problem
    try:
        found = patched(deepcopy(document), Operation(op, path, value, source))
    except Problem:
        found = Problem
    if op == "test" and found is Problem and expected is not Problem:
        assert "true" in json.dumps([document, value]) or "false" in json.dumps([document, value])  # 1 == True there
        return
    assert found == expected
