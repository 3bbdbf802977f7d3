#!/usr/bin/env python3
"""Converts a project again and again where nothing that matters has changed: the bytes must be the same.

Twenty hash seeds, alternately from the project's directory and from another one; then once with the keys of every
mapping of the Compose files in another order.

usage: determinism.py PROJECT_DIRECTORY [--runs 20]
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from typing import Any

import yaml

FORMS = (["--to", "cloudformation"], ["--to", "json"])


def converted(directory: str, form: list[str], *, seed: int, here: str) -> bytes:
    """The output of one run in a new process."""
    command = [sys.executable, "-m", "compose2ecs", "--project-directory", directory, "convert", *form]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True)
    if done.returncode:
        sys.exit(f"convert failed with {done.returncode}:\n{done.stderr.decode()}")
    return done.stdout


def shuffled(value: Any, rng: random.Random) -> Any:
    """The same value with the keys of its mappings in another order."""
    if isinstance(value, dict):
        keys = list(value)
        rng.shuffle(keys)
        return {key: shuffled(value[key], rng) for key in keys}
    return [shuffled(item, rng) for item in value] if isinstance(value, list) else value


def reordered(directory: str, folder: str) -> str:
    """A copy of the project whose Compose files have their keys in another order."""
    copy = os.path.join(folder, os.path.basename(directory))
    shutil.copytree(directory, copy)
    for name in sorted(os.listdir(copy)):
        if name.endswith((".yaml", ".yml")):
            path = os.path.join(copy, name)
            with open(path, encoding="utf-8") as stream:
                value = shuffled(yaml.safe_load(stream), random.Random(name))
            with open(path, "w", encoding="utf-8") as stream:
                json.dump(value, stream)
    return copy


def without_comments(text: bytes) -> bytes:
    """The template without the comments that name lines: another order has other lines."""
    return b"\n".join(line for line in text.splitlines() if not line.lstrip().startswith(b"#"))


def main() -> int:
    """Compare all runs with the first one."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    directory = os.path.abspath(options.directory)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = reordered(directory, folder)
        for form in FORMS:
            places = (directory, folder)
            runs = [converted(directory, form, seed=seed, here=places[seed % 2]) for seed in range(options.runs)]
            other = converted(copy, form, seed=0, here=copy)
            same = len(set(runs)) == 1
            same_keys = without_comments(other) == without_comments(runs[0])
            bad += (not same) + (not same_keys)
            print(
                f"{' '.join(form)}: {len(runs)} runs {'same' if same else 'DIFFER'}; "
                f"keys in another order {'same' if same_keys else 'DIFFER'}"
            )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
