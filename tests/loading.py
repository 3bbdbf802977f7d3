"""Loading projects from texts, for tests."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compose2ecs.compose.load import load
from compose2ecs.compose.options import LoadOptions
from compose2ecs.compose.output import canonical
from compose2ecs.diagnostics.report import Report
from compose2ecs.model.project import Project


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files, with the folders that they need."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text, encoding="utf-8")


def load_project(
    folder: Path, texts: Mapping[str, str | bytes] | str, /, env: Mapping[str, str] | None = None, **options: Any
) -> tuple[Project | None, Report]:
    """Load from a folder that holds the files; a single text is compose.yaml."""
    write(folder, {"compose.yaml": texts} if isinstance(texts, str) else texts)
    report = Report()
    environment = {"HOME": "/home/me", **(env or {})}
    where = options.pop("working_directory", str(folder))
    return load(LoadOptions(environment=environment, working_directory=os.fspath(where), **options), report), report


def model(
    folder: Path, texts: Mapping[str, str | bytes] | str, /, env: Mapping[str, str] | None = None, **options: Any
) -> dict[str, Any]:
    """The canonical model; fails with the diagnostics where the project does not load."""
    project, report = load_project(folder, texts, env, **options)
    assert project is not None, [f"{d.code} {d.message}" for d in report.diagnostics]
    return canonical(project)


def service(folder: Path, body: str, env: Mapping[str, str] | None = None, **files: str) -> dict[str, Any]:
    """The canonical service `a` with an image and the given attributes (YAML, without indentation)."""
    lines = "".join(f"    {line}\n" for line in body.splitlines())
    made = model(folder, {"compose.yaml": f"services:\n  a:\n    image: i\n{lines}", **files}, env)
    return {key: value for key, value in made["services"]["a"].items() if key not in _DEFAULTS}


_DEFAULTS = ("image", "networks", "command", "entrypoint")


def errors(
    folder: Path, texts: Mapping[str, str | bytes] | str, /, env: Mapping[str, str] | None = None, **options: Any
) -> list[tuple[str, str, str]]:
    """(code, "file:line:column", message) of every error, sorted; fails where the project loads."""
    project, report = load_project(folder, texts, env, **options)
    assert project is None, "the project loads"
    return [
        (d.code, "{}:{}:{}".format(*d.span[:3]) if d.span else "", d.message)
        for d in report.sorted()
        if d.severity == "error"
    ]
