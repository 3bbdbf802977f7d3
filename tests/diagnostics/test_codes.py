import re

import pytest

from compose2ecs.diagnostics.codes import all_codes
from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, Code, code

CODES = list(all_codes().values())


def test_ids_are_unique() -> None:
    with pytest.raises(ValueError, match="C101 is defined twice"):
        code("C101", ERROR, "again", "…")


def test_sorted_by_number() -> None:
    numbers = [int(one.id[1:]) for one in CODES]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("one", CODES, ids=lambda one: one.id)
def test_every_code_is_complete(one: Code) -> None:
    assert re.fullmatch(r"[CWNAB]\d{3}", one.id)
    assert one.severity in (ERROR, WARNING, NOTE)
    assert {ERROR: one.id[0] in "CAB", WARNING: one.id[0] == "W", NOTE: one.id[0] == "N"}[one.severity]
    assert one.title
    assert not one.title.endswith(".")
    assert len(one.explanation) > 60, "an explanation says what, why, and how to fix it"
    assert one.explanation.rstrip().endswith((".", "`", ":"))
