"""Content tags and .dockerignore."""

import os
from pathlib import Path

import pytest

from compose2ecs.diagnostics.report import Report
from compose2ecs.images.ignore import rules
from compose2ecs.images.plan import plan_images
from compose2ecs.images.tags import content_tags
from tests.loading import load_project

TEXT = "name: p\nservices:\n  a:\n    build: {context: ./ctx, args: {V: 1}}\n"


def tag(folder: Path, text: str = TEXT, **files: str) -> tuple[str, list[str]]:
    made = {"compose.yaml": text, "ctx/Dockerfile": "FROM scratch\n", "ctx/app.py": "print(1)\n"}
    made.update({name.replace("__", "/"): body for name, body in files.items()})
    project, _ = load_project(folder, made)
    assert project is not None
    report = Report()
    return content_tags(project, report)["a"], [found.code for found in report.diagnostics]


def test_the_tag_is_the_same_elsewhere_and_later(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "deeper" / "two"
    first, _ = tag(one)
    second, _ = tag(two)
    os.utime(two / "ctx" / "app.py", (1, 1))
    assert first == second == tag(two)[0]
    assert len(first) == 16


@pytest.mark.parametrize(
    "change",
    [
        {"ctx__app.py": "print(2)\n"},
        {"ctx__Dockerfile": "FROM scratch\nCMD x\n"},
        {"ctx__new": ""},
        {"text": TEXT.replace("V: 1", "V: 2")},
        {"text": TEXT + "    platform: linux/arm64\n"},
    ],
)
def test_what_changes_the_build_changes_the_tag(tmp_path: Path, change: dict[str, str]) -> None:
    before, _ = tag(tmp_path)
    assert tag(tmp_path, **change)[0] != before


def test_an_executable_bit_and_a_link_count(tmp_path: Path) -> None:
    before, _ = tag(tmp_path)
    (tmp_path / "ctx" / "app.py").chmod(0o755)
    executable, _ = tag(tmp_path)
    (tmp_path / "ctx" / "link").symlink_to("app.py")
    assert len({before, executable, tag(tmp_path)[0]}) == 3


def test_ignored_files_do_not_count_but_the_dockerfile_does(tmp_path: Path) -> None:
    before, _ = tag(tmp_path, **{"ctx__.dockerignore": "*\n!app.py\n"})
    assert tag(tmp_path, ctx__noise="x")[0] == before
    assert tag(tmp_path, ctx__Dockerfile="FROM other\n")[0] != before


def test_a_missing_context_is_told(tmp_path: Path) -> None:
    made, found = tag(tmp_path, TEXT.replace("./ctx", "./none"))
    assert (len(made), found) == (16, ["W280"])


def test_a_remote_context_is_not_looked_for(tmp_path: Path) -> None:
    made, found = tag(tmp_path, TEXT.replace("./ctx", "https://github.com/x/y.git#main"))
    assert (len(made), found) == (16, [])


@pytest.mark.parametrize(
    ("text", "path", "ignored"),
    [
        ("", "a", False),
        ("# a\n", "a", False),
        ("a", "a", True),
        ("a", "a/b/c", True),
        ("a", "b/a", False),
        ("/a", "a", True),
        ("*.log", "x.log", True),
        ("*.log", "d/x.log", False),
        ("**/*.log", "x.log", True),
        ("**/*.log", "d/e/x.log", True),
        ("d/**", "d/e/f", True),
        ("d/**/f", "d/f", True),
        ("a?c", "abc", True),
        ("a?c", "a/c", False),
        ("[ab].txt", "b.txt", True),
        ("[^ab].txt", "b.txt", False),
        ("*\n!keep", "keep", False),
        ("!keep\n*", "keep", True),
        ("d\n!d/keep", "d/keep", False),
        ("./a/../b", "b", True),
        ("a b", "a b", True),
    ],
)
def test_dockerignore(text: str, path: str, ignored: bool) -> None:
    assert rules(text)(path) is ignored


def test_a_stop_signal_makes_another_image(tmp_path: Path) -> None:
    text = "name: p\nservices:\n  a: {image: nginx, stop_signal: SIGQUIT}\n  b: {image: nginx}\n  c: {build: ./c%s}\n"
    (tmp_path / "c").mkdir()
    found = {}
    for key, stop in (("none", ""), ("quit", ", stop_signal: SIGQUIT"), ("term", ", stop_signal: SIGTERM")):
        project, report = load_project(tmp_path, {"compose.yaml": text % stop})
        assert project is not None
        found[key] = content_tags(project, report, plan_images(project))
    assert all(set(tags) == {"a", "c"} for tags in found.values())
    assert len({tags["a"] for tags in found.values()}) == 1
    assert len({tags["c"] for tags in found.values()}) == 3
