"""Every case of fixtures/attributes: what a service's keys become, exactly, and what is reported about them."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from compose2ecs.translate.attribute import COPIES, MAPS
from compose2ecs.translate.support import rows
from tests.translate.fixture import translated

FOLDER = Path(__file__).parents[2] / "fixtures/attributes"
FILES = sorted(FOLDER.glob("*.yaml"))
KEYS = {"case", "service", "project", "container", "diagnostics"}


class Case(NamedTuple):
    attribute: str
    content: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.attribute}: {self.content['case']}"


CASES = [Case(file.stem, content) for file in FILES for content in yaml.safe_load(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_attribute(case: Case, tmp_path: Path) -> None:
    container, found = translated(case.content, str(tmp_path))
    assert typed(container) == typed(case.content["container"])
    assert found == case.content["diagnostics"]


def typed(container: dict[str, Any]) -> str:
    """As JSON, where true is not 1; the order of keys means nothing."""
    return json.dumps(container, indent=1, sort_keys=True)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_is_about_its_attribute(case: Case) -> None:
    """It writes the attribute, and has no key that nothing looks at."""
    assert set(case.content) - {"project", "launch_type"} == KEYS - {"project"}
    section, key = case.attribute.split(".")
    written = case.content["service"] if section == "services" else case.content["project"][section]
    assert key in written or any(key in (entry or {}) for entry in written.values())


def test_cases_are_called_differently() -> None:
    assert len({str(case) for case in CASES}) == len(CASES) > 80


def test_every_row_that_makes_a_value_has_a_fixture_and_every_fixture_a_row() -> None:
    made_here = {row.path.replace("*.", "") for row in rows() if row.kind in (MAPS, COPIES)}
    assert [file.stem for file in FILES] == sorted(made_here)
    assert all((row.kind == MAPS) == (row.act is not None) for row in rows())
