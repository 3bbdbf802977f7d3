from pathlib import Path

import pytest

from tests.running import Runner


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: "pytest.CaptureFixture[bytes]") -> Runner:
    return Runner(tmp_path, monkeypatch, capsysbinary)
