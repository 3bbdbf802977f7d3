"""What whole projects become, byte for byte; ``make golden`` writes the expected files anew."""

import os
from pathlib import Path

import pytest

from tools import golden


@pytest.mark.parametrize("name", golden.names())
def test_project(name: str) -> None:
    expected = Path(golden.PROJECTS, name, "expected")
    made = golden.made(name)
    assert sorted(made) == sorted(os.listdir(expected))
    for file, text in made.items():
        assert text == (expected / file).read_text(encoding="utf-8"), f"{name}/expected/{file}: run `make golden`"
