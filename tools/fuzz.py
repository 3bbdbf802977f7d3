#!/usr/bin/env python3
"""Mutates real Compose files and feeds them to the loader and the translator: nothing may crash or hang.

Every run happens in this process with an alarm; a finding prints the seed that repeats it.

usage: fuzz.py DIRECTORY [--runs 20000] [--seed 1] [--limit 5] [--keep FOLDER]
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
import traceback

from compose2ecs.commands.pipeline import template_text, translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.render.excerpt import Lines
from compose2ecs.diagnostics.render.oneline import oneline
from compose2ecs.diagnostics.render.sarif import sarif
from compose2ecs.diagnostics.render.text import text as blocks
from compose2ecs.emit.taskdefs import ecs_json

ODD = [
    "",
    "~",
    "null",
    "-1",
    "0",
    "1e999",
    ".inf",
    ".nan",
    "0x",
    "true",
    "yes",
    "{}",
    "[]",
    "[[]]",
    "{a: }",
    "{a: {b: {c: 1}}}",
    "*x",
    "&x 1",
    "!reset",
    "!override [a]",
    "!!binary aGk=",
    "!!int x",
    "<<",
    "<<: *x",
    "'",
    '"',
    "|",
    ">",
    "- ",
    "? ",
    "---",
    "...",
    "%YAML 1.1",
    "$",
    "${",
    "${}",
    "${A:-${B:-",
    "$$",
    "${X:?no}",
    "\t",
    "\x00",
    "\ufeff",
    "\u202e",
    "😀",
    "é" * 300,
    "a" * 5000,
    "9" * 400,
    "1-65535:1-65535",
    "80:80:80:80",
    "::1:80",
    "/dev/null",
    "../../../etc/passwd",
    "~/x",
    "2020-01-01",
    "1:30",
    "0777",
    "service:a",
    "container:x",
    "extends: a",
    "include: [compose.yaml]",
    "x-ecs: {allow: [W1]}",
]


def mutated(rng: random.Random, text: str, pool: list[str]) -> str:
    """One random edit of a text, or a few."""
    for _ in range(rng.choice((1, 1, 1, 1, 2, 3, 6))):
        lines = text.split("\n")
        at = rng.randrange(len(lines))
        choice = rng.randrange(9)
        if choice == 0:
            del lines[at]
        elif choice == 1:
            lines.insert(at, lines[rng.randrange(len(lines))] if lines else "")
        elif choice == 2:
            other = rng.choice(pool).split("\n")
            start = rng.randrange(len(other))
            lines[at:at] = other[start : start + rng.randint(1, 6)]
        elif choice == 3:
            lines[at] = " " * rng.randint(0, 12) + lines[at].lstrip()
        elif choice == 4 and ":" in lines[at]:
            lines[at] = lines[at].split(":", 1)[0] + ": " + rng.choice(ODD)
        elif choice == 5 and lines[at]:
            position = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:position] + rng.choice(ODD) + lines[at][position:]
        elif choice == 6 and lines[at]:
            position = rng.randrange(len(lines[at]))
            lines[at] = lines[at][:position] + chr(rng.choice([rng.randrange(32, 127), rng.randrange(0x10000)]))
        elif choice == 7:
            lines = lines[: rng.randrange(len(lines)) + 1]
        else:
            lines[at] = lines[at].replace(":", rng.choice(["", "::", ": -", ": {", ": ["]), 1)
        text = "\n".join(lines) or "\n"
    return text


class Hang(Exception):
    """The alarm went off."""


def _alarm(_signal: int, _frame: object) -> None:
    raise Hang


def collect(directory: str) -> list[tuple[str, str]]:
    """(folder, text) of every Compose-like file below a directory."""
    found = []
    for folder, _, names in sorted(os.walk(directory)):
        for name in sorted(names):
            if name.endswith((".yml", ".yaml")):
                try:
                    with open(os.path.join(folder, name), encoding="utf-8") as stream:
                        text = stream.read(200_000)
                except (UnicodeDecodeError, OSError):
                    continue
                if "services" in text:
                    found.append((folder, text))
    return found


def converts(path: str, directory: str) -> bool:
    """Whether a file converts; every stage runs, and every form of its findings is made."""
    done = translated(LoadOptions({"HOME": "/home/me"}, directory, (path,)))
    if done.graph is not None:
        template_text(done.graph, done.report)
        template_text(done.graph, done.report, "json")
        ecs_json(done.graph, done.settings)
    found = done.report.sorted()
    blocks(found, Lines(), every=True)
    sarif(found, "0")
    for finding in found:
        oneline(finding)
    return done.graph is not None and not done.report.failed


def one(seed: int, files: list[tuple[str, str]], pool: list[str], scratch: str, limit: float) -> str | bool:
    """Run one mutation; whether it converts, or the traceback or "hang" where it fails."""
    rng = random.Random(seed)
    folder, text = rng.choice(files)
    path = os.path.join(scratch, "compose.yaml")
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as stream:
        stream.write(mutated(rng, text, pool))
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        return converts(path, folder if rng.random() < 0.5 else scratch)
    except Hang:
        return f"hang: more than {limit} s"
    except Exception:
        return traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main() -> int:
    """Run the mutations and tell what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=5.0)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    files = collect(options.directory)
    if not files:
        print(f"no Compose files below {options.directory}")
        return 2
    pool = [text for _, text in files]
    signal.signal(signal.SIGALRM, _alarm)
    failures = converted = 0
    slowest = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for seed in range(options.seed, options.seed + options.runs):
            start = time.perf_counter()
            problem = one(seed, files, pool, scratch, options.limit)
            slowest = max(slowest, time.perf_counter() - start)
            converted += problem is True
            if isinstance(problem, str):
                failures += 1
                if failures <= options.show:
                    print(f"seed {seed}: {problem}")
    print(f"{options.runs} mutated files, {converted} convert, {failures} crashed or hung, slowest {slowest:.2f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
