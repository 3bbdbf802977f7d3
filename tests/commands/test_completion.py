import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import Runner


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_of_each_shell(run: Runner, shell: str) -> None:
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert f"_COMPOSE2ECS_COMPLETE={shell}_complete" in done.out
    assert "compose2ecs" in done.out


def test_unknown_shell(run: Runner) -> None:
    assert run("completion", "tcsh").code == 2


def completed(folder: Path, *words: str) -> list[str]:
    """What bash would offer for the last word."""
    environment = {
        **os.environ,
        "_COMPOSE2ECS_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["compose2ecs", *words]),
        "COMP_CWORD": str(len(words)),
    }
    command = [sys.executable, "-m", "compose2ecs"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.stderr == ""
    return [row.partition(",")[2] for row in done.stdout.split()]


def test_commands_options_and_codes(tmp_path: Path) -> None:
    assert completed(tmp_path, "con") == ["convert", "config"]
    assert completed(tmp_path, "config", "--no-int") == ["--no-interpolate"]
    assert "C101" in completed(tmp_path, "explain", "c10")


def test_services_and_profiles_of_the_project(tmp_path: Path) -> None:
    text = "services:\n  web: {image: x}\n  worker: {image: x, profiles: [jobs]}\n  db: {image: x}\n"
    (tmp_path / "compose.yaml").write_text(text)
    (tmp_path / "other.yaml").write_text("services: {wax: {image: x}}\n")
    assert completed(tmp_path, "convert", "-s", "w") == ["web", "worker"]
    assert completed(tmp_path, "convert", "-f", "other.yaml", "-s", "w") == ["wax"]
    assert completed(tmp_path, "--profile", "j") == ["jobs"]


def test_broken_project_completes_nothing(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: [")
    assert completed(tmp_path, "convert", "-s", "w") == []
    assert completed(tmp_path / "..", "convert", "-s", "w") == []
