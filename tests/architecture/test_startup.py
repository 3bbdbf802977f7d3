"""Nothing heavy is imported by the offline commands: start-up time, guarded by a list instead of a clock."""

import subprocess
import sys
from pathlib import Path

import pytest

SHOP = Path(__file__).parents[2] / "fixtures/projects/shop"
HEAVY = (
    "boto3 botocore docker requests jinja2 rich jsonschema asyncio importlib.metadata importlib.resources dataclasses"
    " http.client urllib.request pydantic logging subprocess tempfile traceback click.testing click.shell_completion"
)
CODE = """
import sys
from compose2ecs.cli import run
code = run(sys.argv[1:])
sys.stderr.write("\\nMODULES " + " ".join(sorted(sys.modules)))
sys.exit(code)
"""


def modules_after(code: str, *arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("\nMODULES ")[2].split())


@pytest.fixture(scope="module")
def floor() -> set[str]:
    """What click and yaml need anyway."""
    return modules_after("import sys, click, yaml; sys.stderr.write('\\nMODULES ' + ' '.join(sorted(sys.modules)))")


@pytest.mark.parametrize(
    "command", [["convert"], ["convert", "--to", "json"], ["convert", "--to", "api"], ["validate"], ["config"]]
)
def test_offline_commands_import_nothing_heavy(command: list[str], floor: set[str]) -> None:
    loaded = modules_after(CODE, "--project-directory", str(SHOP), *command)
    assert "compose2ecs.compose.load" in loaded
    assert (loaded & set(HEAVY.split())) - floor == set()


def test_not_many_modules(floor: set[str]) -> None:
    loaded = modules_after(CODE, "--project-directory", str(SHOP), "convert")
    ours = {name for name in loaded if name.startswith("compose2ecs")}
    assert len(loaded - floor - ours) <= 13, sorted(loaded - floor - ours)


def test_a_project_without_builds_needs_no_openssl(floor: set[str]) -> None:
    plain = SHOP.parents[2] / "benchmarks/five-services.yaml"
    loaded = modules_after(CODE, "-f", str(plain), "convert")
    assert {"hashlib", "_hashlib"} & (loaded - floor) == set()
