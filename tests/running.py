"""Running the command line in this process."""

from pathlib import Path
from typing import NamedTuple

import pytest

from compose2ecs import cli

WEB = """\
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
"""


class Ran(NamedTuple):
    code: int
    out: str
    err: str


class Runner:
    """A folder with a Compose file, and the command line running in it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capture: "pytest.CaptureFixture[bytes]") -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.capture = capture
        for name in ("GITHUB_ACTIONS", "NO_COLOR", "FORCE_COLOR", "COMPOSE_FILE", "AWS_REGION", "AWS_DEFAULT_REGION"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PWD", str(folder))
        monkeypatch.chdir(folder)

    def write(self, text: str, name: str = "compose.yaml") -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def __call__(self, *arguments: str) -> Ran:
        code = cli.run(arguments)
        captured = self.capture.readouterr()
        return Ran(code, captured.out.decode(), captured.err.decode())
