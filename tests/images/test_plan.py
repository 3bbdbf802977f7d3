"""Which files go into images."""

from pathlib import Path

import pytest

from compose2ecs.images import plan
from compose2ecs.images.plan import Baked, ImagePlan, derived_tag, plan_images
from tests.loading import load_project


def planned(folder: Path, text: str, **files: str) -> ImagePlan:
    project, report = load_project(folder, {"compose.yaml": text, **files})
    assert project is not None, [one.message for one in report.sorted()]
    return plan_images(project)


@pytest.mark.parametrize(
    ("volume", "kind"),
    [
        ("./html:/srv", "baked"),
        ("./html:/srv:ro", "baked"),
        ("./html/index.html:/etc/x/index.html", "baked"),
        ("./html:/var/lib/app", "data"),
        ("./html:/app/uploads", "data"),
        ("./html:/var/lib/app:ro", "baked"),
        ("./empty:/srv", "data"),
        ("./missing:/srv", "empty"),
        ("./missing:/data", "data"),
        ("./src:/app", "source"),
        ("./src/lib:/app/lib:ro", "source"),
        (".:/app", "source"),
        ("./src/app.conf:/etc/app.conf", "baked"),
        ("/etc/localtime:/etc/localtime:ro", "clock"),
        ("/var/run/docker.sock:/s", "socket"),
        ("/somewhere/else:/x", "host"),
    ],
)
def test_kinds(tmp_path: Path, volume: str, kind: str) -> None:
    (tmp_path / "empty").mkdir()
    found = planned(
        tmp_path,
        f"name: p\nservices:\n  app: {{build: ./src, volumes: ['{volume}']}}\n  b: {{image: b}}",
        **{"html/index.html": "x", "src/Dockerfile": "FROM x", "src/lib/a.py": "a", "src/app.conf": "c"},
    )
    assert found.binds == {("app", 0): kind}
    assert list(found.baked) == (["app"] if kind == "baked" else [])


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_BYTES", 5)
    text = "name: p\nservices:\n  app: {image: a, volumes: ['./small:/a:ro', './big:/b:ro', './file:/c']}"
    found = planned(tmp_path, text, **{"small/a": "12345", "big/a": "123", "big/b": "456", "file": "123456"})
    assert found.binds == {("app", 0): "baked", ("app", 1): "large", ("app", 2): "large"}


def test_configs(tmp_path: Path) -> None:
    found = planned(
        tmp_path,
        "name: p\nservices:\n"
        "  app: {image: a, configs: [one, {source: two, target: t/u, uid: '5', gid: '6', mode: 0440}, three, gone]}\n"
        "configs: {one: {content: text}, two: {file: ./two}, three: {external: true}, gone: {file: ./gone}}",
        two="content",
    )
    one, two, gone, three = found.baked["app"]
    assert (three.target, three.link) == ("/three", "/run/secrets/.linked/0")
    assert (one.target, one.mode, one.uid) == ("/one", "0444", 0)
    assert (two.target, two.mode, two.uid, two.gid) == ("/t/u", "0440", 5, 6)
    assert one.digest != two.digest != gone.digest
    assert gone.target == "/gone"


def test_the_tag_tells_everything_apart() -> None:
    base = (Baked("/a", "1"), Baked("/b", "2", uid=1, gid=2, mode="0444"))
    tags = {
        derived_tag("nginx", base),
        derived_tag("nginx:1", base),
        derived_tag("nginx", base[:1]),
        derived_tag("nginx", (base[0], base[1]._replace(target="/c"))),
        derived_tag("nginx", (base[0], base[1]._replace(digest="3"))),
        derived_tag("nginx", (base[0], base[1]._replace(mode="0440"))),
        derived_tag("nginx", (base[0], base[1]._replace(uid=3))),
        derived_tag("nginx", (base[0], base[1]._replace(gid=3))),
    }
    assert len(tags) == 8
    assert derived_tag("nginx", base) == derived_tag("nginx", base[::-1])
    assert all(len(tag) == 16 for tag in tags)


def test_stop_signals_are_part_of_images(tmp_path: Path) -> None:
    found = planned(
        tmp_path,
        "name: p\nservices:\n  a: {image: nginx, stop_signal: quit}\n  b: {build: ., stop_signal: '10'}\n"
        "  c: {image: nginx, stop_signal: what}\n  d: {image: nginx}\n",
    )
    assert (found.signals, found.baked) == ({"a": "SIGQUIT", "b": "10"}, {})
    tags = [derived_tag("nginx", (), stop) for stop in ("", "SIGQUIT", "10")]
    assert len(set(tags)) == 3
