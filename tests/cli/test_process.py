"""What only a process of its own shows: pipes, signals, what is imported."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.running import WEB

COMMAND = [sys.executable, "-m", "compose2ecs"]


def test_module_and_version() -> None:
    done = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("compose2ecs ")


def test_version_imports_nothing() -> None:
    code = "import sys; sys.argv = ['x', '-V']; from compose2ecs.__main__ import main; main(); print('click' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.endswith("False\n")


def test_closed_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(WEB)
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([*COMMAND, "config", "--format", "json"], cwd=tmp_path, stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(WEB)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, "config", "--format", "json"], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "Error: cannot write to standard output: No space left on device\n"


def test_signals_have_their_exit_codes(tmp_path: Path) -> None:
    for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        process = subprocess.Popen(
            [*COMMAND, "-f", "-", "config"],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(0.7)  # it waits for its input by then
        process.send_signal(number)
        _, err = process.communicate(timeout=10)
        assert process.returncode == code
        assert b"Traceback" not in err


def test_data_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "services:\n  web:\n    image: nginx\n    labels: {a: 名}\n", encoding="utf-8"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([*COMMAND, "config", "--format", "json"], cwd=tmp_path, env=environment, capture_output=True)
    assert done.returncode == 0
    assert '"a": "名"' in done.stdout.decode("utf-8")
