#!/usr/bin/env python3
"""Runs ../shared/tools/silent_loss.py over projects of the corpus, in this process instead of one process per command.

Without files the projects are those of the corpus that convert, spread evenly over all sources; always in copies,
because the tool writes beside the file.

usage: silent_corpus.py SHARED [--projects 80] [--limit 40] [--skip N]
       silent_corpus.py SHARED FILE...          every leaf of these files, in copies of their folders
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

from tools.inprocess import command


def called(_cli: list[str], arguments: list[str], folder: str) -> tuple[int, str, str]:
    """What the command line gives for the arguments: exit code, standard output, standard error."""
    os.chdir(folder)
    return command(arguments)


def chosen(shared: str, count: int, skip: int) -> list[str]:
    """Folders of projects with one Compose file that converts, taken from every source in turn."""
    with open(os.path.join(shared, "corpus", "cases.jsonl"), encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    by_source: dict[str, list[str]] = {}
    for case in cases:
        folder = os.path.join(shared, "corpus", case["cwd"])
        if case["ok"] and not case["env"] and not case["args"] and _has_file(folder):
            by_source.setdefault(case["source"], []).append(folder)
    queues = [_spread(folders) for _, folders in sorted(by_source.items())]
    found: list[str] = []
    while any(queues) and len(found) < skip + count:
        for queue in queues:
            while queue:
                folder = queue.pop(0)
                if called([], ["convert"], folder)[0] == 0:
                    found.append(folder)
                    break
    return found[skip : skip + count]


def _has_file(folder: str) -> bool:
    return any(name.endswith((".yaml", ".yml")) and "compose" in name for name in os.listdir(folder))


def _spread(items: list[str]) -> list[str]:
    """The same items in an order whose beginnings are spread over all of them."""
    return [items[index] for step in range(7) for index in range(step, len(items), 7)]


def _copied(project: str, number: int, folder: str, file: str = "") -> str:
    """A copy of a project's folder; gives the file there, or one with the model of the files that are found there."""
    copy = os.path.join(folder, str(number), os.path.basename(project))
    shutil.copytree(project, copy, symlinks=True)
    if file:
        return os.path.join(copy, os.path.basename(file))
    code, out, told = called([], ["config", "--format", "json"], copy)
    if code != 0:
        raise SystemExit(f"config of a copy of {project} exits {code}: {told}")
    path = os.path.join(copy, "silent-loss.json")
    with open(path, "w", encoding="utf-8") as made:
        made.write(out)
    return path


def main() -> int:
    """Copy the projects and hand them to the tool."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--projects", type=int, default=80)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--skip", type=int, default=0)
    options = parser.parse_args()
    shared = os.path.realpath(options.shared)
    spec = spec_from_file_location("silent_loss", os.path.join(shared, "tools", "silent_loss.py"))
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared} has no tools/silent_loss.py")
    tool: Any = module_from_spec(spec)
    spec.loader.exec_module(tool)
    tool.run = called
    home = os.getcwd()
    given = [os.path.abspath(one) for one in options.files]
    with tempfile.TemporaryDirectory() as folder:
        if given:
            files = [_copied(os.path.dirname(one), number, folder, one) for number, one in enumerate(given)]
            sys.argv = ["silent_loss.py", *files]
        else:
            projects = chosen(shared, options.projects, options.skip)
            files = [_copied(one, number, folder) for number, one in enumerate(projects)]
            sys.argv = ["silent_loss.py", "--limit", str(options.limit), *files]
        code = tool.main()
        os.chdir(home)
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
