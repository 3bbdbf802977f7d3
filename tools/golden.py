#!/usr/bin/env python3
"""Writes what the projects of fixtures/projects become: expected/{template.yaml, tasks.json, diagnostics.txt} in each.

Look at the difference (git diff fixtures) before you commit it: a golden file is a promise.

usage: golden.py [PROJECT ...]
"""

import json
import os
import sys

from compose2ecs.commands.pipeline import template_text, translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.render.oneline import oneline
from compose2ecs.emit.taskdefs import ecs_json

PROJECTS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "fixtures", "projects")


def names() -> list[str]:
    """The projects, sorted."""
    return sorted(name for name in os.listdir(PROJECTS) if os.path.isdir(os.path.join(PROJECTS, name)))


def made(name: str) -> dict[str, str]:
    """File name → text for one project."""
    return converted(os.path.join(PROJECTS, name))


def converted(folder: str) -> dict[str, str]:
    """File name → text for the project in a folder."""
    done = translated(LoadOptions(environment={"HOME": "/home/me"}, working_directory=folder))
    files = {"diagnostics.txt": "".join(f"{oneline(one)}\n" for one in done.report.sorted())}
    if done.graph is not None:
        files["template.yaml"] = template_text(done.graph, done.report)
        files["tasks.json"] = json.dumps(ecs_json(done.graph, done.settings), indent=2, ensure_ascii=False) + "\n"
    return files


def main() -> None:
    """Write the files of the projects that are named, or of all."""
    for name in sys.argv[1:] or names():
        folder = os.path.join(PROJECTS, name, "expected")
        os.makedirs(folder, exist_ok=True)
        for file, text in made(name).items():
            with open(os.path.join(folder, file), "w", encoding="utf-8") as stream:
                stream.write(text)


if __name__ == "__main__":
    main()
