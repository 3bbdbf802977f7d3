"""Every rule of the catalog finds what it is about, at the right place, and leaves a near miss alone."""

from pathlib import Path

import pytest

from compose2ecs.diagnostics.catalog import all_rules, rules_of
from compose2ecs.diagnostics.catalog.rule import Rule

from .cases import FOLDER, case, diagnostics, is_told, marks, points_at

RULES = list(all_rules().values())


def test_rules_are_numbered() -> None:
    assert [rule.id for rule in RULES] == [f"L{number:02}" for number in range(1, 66)]
    assert sorted(path.stem for path in FOLDER.iterdir()) == [rule.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_triggers_it(rule: Rule, tmp_path: Path) -> None:
    found = case(rule.id)
    for number, text in enumerate(found.triggers):
        told = diagnostics(tmp_path / str(number), text, found.files)
        assert marks(text)
        for mark in marks(text):
            assert any(points_at(mark, one) for one in told), f"{mark} is none of {[one[:5] for one in told]}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_near_miss_does_not(rule: Rule, tmp_path: Path) -> None:
    found = case(rule.id)
    wanted = [mark for text in found.triggers for mark in marks(text)]
    assert found.near
    for number, text in enumerate(found.near):
        told = diagnostics(tmp_path / str(number), text, found.files)
        assert not any(one.code in ("C102", "C103", "C206") for one in told), "the near miss is a file that loads"
        assert [one.message for one in told if any(is_told(mark, one) for mark in wanted)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_codes_are_those_of_its_cases(rule: Rule) -> None:
    marked = {mark.code for text in case(rule.id).triggers for mark in marks(text)}
    assert marked == {code.id for code in rule.codes}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_another_severity_has_a_reason(rule: Rule) -> None:
    differs = {code.severity for code in rule.codes} != {rule.severity}
    assert bool(rule.why) == differs
    assert rule.codes
    assert rule.advice.endswith(".")
    assert not rule.title.endswith(".")
    assert not rule.preflight.endswith(".")


def test_rules_that_need_a_look_at_aws() -> None:
    remote = {rule.id for rule in RULES if rule.preflight}
    assert remote == {"L30", "L32", "L34", "L38", "L39", "L40", "L41", "L42", "L43", "L45"}


def test_rules_of_a_code() -> None:
    assert [rule.id for rule in rules_of("C338")] == ["L06", "L07"]
    assert rules_of("C101") == []
