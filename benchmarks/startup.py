#!/usr/bin/env python3
"""Start-up time: whole processes, interleaved, medians; the ratios are what docs and issues quote.

usage: startup.py [--runs 21]
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLI = os.path.join(os.path.dirname(sys.executable), "compose2ecs")
PROJECT = os.path.join(ROOT, "benchmarks", "five-services.yaml")
PROCESSES = {
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "python -c 'import click, yaml'": [sys.executable, "-c", "import click, yaml"],
    "compose2ecs --version": [CLI, "--version"],
    "compose2ecs convert (5 services)": [CLI, "-f", PROJECT, "convert"],
}
RATIOS = (
    ("compose2ecs convert (5 services)", "python -c 'import click, yaml'", 1.6),
    ("compose2ecs --version", "python -c 'import click'", 1.25),
)


def main() -> int:
    """Run, print, and fail where a ratio is above its bar."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in PROCESSES}
    for _ in range(runs + 1):
        for name, command in PROCESSES.items():
            start = time.perf_counter()
            done = subprocess.run(command, capture_output=True)
            times[name].append((time.perf_counter() - start) * 1000)
            if done.returncode:
                sys.exit(f"{name} failed:\n{done.stderr.decode()}")
    medians = {name: statistics.median(values[1:]) for name, values in times.items()}  # the first one warms the caches
    for name, value in medians.items():
        print(f"{value:8.1f} ms  {name}")
    slow = 0
    for name, base, bar in RATIOS:
        ratio = medians[name] / medians[base]
        slow += ratio > bar
        print(f"{ratio:8.2f} x   {name} / {base} (bar {bar})")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
