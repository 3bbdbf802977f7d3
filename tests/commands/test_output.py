import os
from pathlib import Path

import pytest

from compose2ecs.commands.output import Written, compare, is_directory, placed, write
from compose2ecs.diagnostics.report import Report


def test_what_means_a_directory(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    assert is_directory(f"{tmp_path}/new/")
    assert is_directory(f"{tmp_path}/there")
    assert not is_directory(f"{tmp_path}/template.yaml")


def test_files_below_a_directory() -> None:
    assert placed("out", {"a/b.json": "1", "c.json": "2"}) == {"out/a/b.json": "1", "out/c.json": "2"}


def test_only_what_changes_is_written(tmp_path: Path) -> None:
    same, other, new = (str(tmp_path / name) for name in ("same", "other", "sub/new"))
    Path(same).write_text("é")
    Path(other).write_text("old")
    os.utime(same, (1, 1))
    files = {same: "é", other: "text", new: "n"}
    expected = [Written(same, False), Written(other, True), Written(new, True)]
    assert compare(files) == expected
    assert not Path(new).exists()
    assert write(files, Report()) == expected
    assert os.stat(same).st_mtime == 1
    assert [Path(path).read_text() for path in files] == ["é", "text", "n"]
    assert sorted(os.listdir(tmp_path)) == ["other", "same", "sub"]


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    write({str(link): "new"}, Report())
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("kept")
    report = Report()
    assert write({str(tmp_path / "file/below"): "x", str(tmp_path / "later"): "y"}, report) == []
    assert [(one.code, one.message) for one in report.diagnostics] == [
        ("C193", f"cannot write {tmp_path}/file/below: File exists")
    ]

    def fails(*_names: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fails)
    write({str(tmp_path / "file"): "new"}, report)
    assert (tmp_path / "file").read_text() == "kept"
    assert os.listdir(tmp_path) == ["file"]


def test_devices_are_written_to(tmp_path: Path) -> None:
    assert write({"/dev/null": "x"}, Report()) == [Written("/dev/null", True)]
