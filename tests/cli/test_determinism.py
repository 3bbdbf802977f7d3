"""Same input, same bytes: the tool that .ci/run uses at length, with a few runs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_shop_converts_to_the_same_bytes() -> None:
    command = [sys.executable, str(ROOT / "tools/determinism.py"), str(ROOT / "fixtures/projects/shop"), "--runs", "3"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "--to cloudformation: 3 runs same; keys in another order same",
        "--to json: 3 runs same; keys in another order same",
    ]
