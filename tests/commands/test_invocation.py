import os
from pathlib import Path

import pytest

from compose2ecs.commands.invocation import current_directory, merged


def test_options_from_both_sides_of_the_command() -> None:
    before = {"files": ("a",), "region": "x", "verbose": 1, "quiet": False, "ansi": None, "strict": True}
    after = {"files": ("b",), "region": None, "verbose": 2, "quiet": True, "ansi": "never", "strict": False}
    assert merged(before, after) == {
        "files": ("a", "b"),
        "region": "x",
        "verbose": 3,
        "quiet": True,
        "ansi": "never",
        "strict": True,
    }
    assert merged({"region": "x"}, {"region": "y"}) == {"region": "y"}
    assert merged({}, {"files": (), "quiet": False}) == {"files": (), "quiet": False}


def test_current_directory_is_the_one_that_the_user_sees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    monkeypatch.chdir(real)
    assert current_directory({"PWD": str(link)}) == str(link)
    assert current_directory({"PWD": "/nowhere"}) == os.getcwd()
    assert current_directory({"PWD": str(tmp_path)}) == os.getcwd()
    assert current_directory({"PWD": "."}) == os.getcwd()
    assert current_directory({}) == os.getcwd()
