"""Pages that are generated are current, and the README names what exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from compose2ecs.cli import COMMANDS

ROOT = Path(__file__).parents[2]


def test_generated_pages_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/generate_docs.py"), "--check"], capture_output=True, text=True
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md", "CHANGELOG.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text()
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text)
    missing = [target for target in targets if "://" not in target and not ((ROOT / page).parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_paths_in_code_exist(page: str) -> None:
    named = re.findall(r"`((?:compose2ecs|tests|tools|docs|fixtures|benchmarks)/[\w./-]+)`", (ROOT / page).read_text())
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_readme_names_commands_that_exist() -> None:
    named = set(re.findall(r"compose2ecs (?:-\S+ \S+ )*([a-z]+)\b", (ROOT / "README.md").read_text()))
    assert named <= {*COMMANDS, "is", "takes", "reads", "prints"}


def test_licence_is_apache() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
