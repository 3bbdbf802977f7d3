import contextlib

import pytest

from compose2ecs.source.template import MAX_DEPTH, RequiredError, TemplateError, Variable, escape, substitute, variables
from tests.growth import is_linear

ENVIRONMENT = {"SET": "set", "EMPTY": "", "MixedCase_1": "m"}


def expand(text: str) -> str:
    return substitute(text, ENVIRONMENT.get)


def missing(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    substitute(text, ENVIRONMENT.get, lambda name, offset: found.append((name, offset)))
    return found


def failure(text: str) -> tuple[str, int]:
    with pytest.raises(TemplateError) as caught:
        expand(text)
    return str(caught.value), caught.value.offset


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no variables", "no variables"),
        ("pre${SET}post", "presetpost"),
        ("$SET-x$SET.y", "set-xset.y"),
        ("$MixedCase_1${MixedCase_1}", "mm"),
        ("${UNSET}$UNSET", ""),
        ("${UNSET:-d}${EMPTY:-e}${SET:-f}", "deset"),
        ("${UNSET-d}${EMPTY-e}${SET-f}", "dset"),
        ("${UNSET:+a}${EMPTY:+b}${SET:+c}", "c"),
        ("${UNSET+a}${EMPTY+b}${SET+c}", "bc"),
        ("${SET:?m}${SET?m}${EMPTY?m}", "setset"),
        ("${UNSET:-}", ""),
        ("${UNSET:-a b  c}", "a b  c"),
    ],
)
def test_forms(text, expected):
    assert expand(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$$SET $${SET} $$$SET", "$SET ${SET} $set"),
        ("$5 and $", "$5 and $"),
        ("$-$ $\n$é", "$-$ $\n$é"),
    ],
)
def test_literal_dollars(text, expected):
    assert expand(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${UNSET-b:-c}", "b:-c"),
        ("${UNSET:-b?c}", "b?c"),
        ("${UNSET:-x:?y}", "x:?y"),
        ("${UNSET:--x}", "-x"),
    ],
)
def test_the_leftmost_operator_wins(text, expected):
    assert expand(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("${UNSET:-${SET}}", "set"),
        ("${UNSET:-${UNSET2:-deep}}-${SET}", "deep-set"),
        ("${UNSET:-$$x}", "$x"),
        ("${SET:+<${EMPTY:-e}>}", "<e>"),
        ("${UNSET:-a}\n${SET}", "a\nset"),
    ],
)
def test_nesting(text, expected):
    assert expand(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('${UNSET:-{"k":"v"}}', '{"k":"v"}'),
        ('${UNSET:-{"a":{"b":1}}}!', '{"a":{"b":1}}!'),
        ("${UNSET:-a}b}c", "ab}c"),
        ("${UNSET:-{}}", "{}"),
        ("${SET:-{{x}}}", "set}"),
    ],
)
def test_braces_in_defaults_count_as_the_reference_counts_them(text, expected):
    assert expand(text) == expected


@pytest.mark.parametrize(
    ("text", "message", "offset"),
    [
        ("a ${5}", "`${5}` does not start with a variable name", 2),
        ("${}", "`${}` does not start with a variable name", 0),
        ("${SET} ${FOO BAR}", "`${FOO BAR}` is not a variable reference", 7),
        ("${FOO:x}", "`${FOO:x}` is not a variable reference", 0),
        ("${FOO", "`${FOO` is not closed by `}`", 0),
        ("${FOO:-x", "`${FOO:-x` is not closed by `}`", 0),
        ("${UNSET:-a\nb}", "`${UNSET:-a` has a line break before its `}`", 0),
        ("${UNSET:-x${5}}", "`${5}` does not start with a variable name", 10),
        ("${UNSET:-{}} ${V}", "`${V` is not closed by `}`", 13),
    ],
)
def test_errors_tell_the_place_of_the_dollar(text, message, offset):
    assert failure(text) == (message, offset)


def test_required_variables_carry_name_and_message():
    with pytest.raises(RequiredError) as caught:
        expand("x${EMPTY:?need ${UNSET:-it}}")
    assert (caught.value.name, caught.value.reason, caught.value.offset) == ("EMPTY", "need it", 1)
    assert str(caught.value) == "required variable `EMPTY` is missing a value: need it"
    assert failure("${UNSET?}") == ("required variable `UNSET` is missing a value", 0)


def test_errors_in_an_unused_default_count():
    assert failure("${SET:-${UNSET:?inner}}")[0] == "required variable `UNSET` is missing a value: inner"


def test_missing_variables_are_told_where_they_matter():
    assert missing("$UNSET ${U2} $SET ${EMPTY}") == [("UNSET", 0), ("U2", 7)]
    assert missing("${UNSET:-${U2}}${SET:+$U3}") == [("U2", 9), ("U3", 22)]
    assert missing("${SET:-$U2}${UNSET:+$U3}${SET?$U4}") == []


def test_hostile_nesting_is_refused():
    deep = "${A:-" * (MAX_DEPTH + 1) + "}" * (MAX_DEPTH + 1)
    assert failure(deep) == (f"defaults are nested deeper than {MAX_DEPTH} levels", 5 * MAX_DEPTH)
    assert expand(deep[5:-1]) == ""
    with pytest.raises(TemplateError):
        variables(deep)


@pytest.mark.parametrize("unit", ["${A:-x} ", "${A:-", "${A", "$$", "$A ", "{", "}", "${A:-{} ", "${A:-\n}"])
def test_long_inputs_take_linear_time(unit):
    def work(count):
        with contextlib.suppress(TemplateError):
            expand("$A " + unit * count)

    assert is_linear(work, 12_500)


def test_variables_lists_nested_references_in_order():
    assert variables("${A:-x${B:?no}} $C ${D+y} $$E $5") == [
        Variable("A", "x${B:?no}", "", False, 0),
        Variable("B", "", "", True, 6),
        Variable("C", "", "", False, 16),
        Variable("D", "", "y", False, 19),
    ]


def test_escape_doubles_dollars():
    assert escape("a$b$$") == "a$$b$$$$"
