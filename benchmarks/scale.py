#!/usr/bin/env python3
"""Converts generated projects of 10, 100 and 500 services: the time must grow with the services and stay below the bar.

usage: scale.py [--runs 5]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

CLI = os.path.join(os.path.dirname(sys.executable), "compose2ecs")
SIZES = (10, 100, 500)
BAR_SECONDS = 1.5

SERVICE = """\
  service{n}:
    image: ghcr.io/example/service{n}:1.{n}
    command: ["serve", "--port", "8000"]
    environment: {{NAME: service{n}, PEER: service{peer}, LEVEL: "${{LEVEL:-info}}"}}
    expose: ["8000"]
    networks: [net{net}]
    healthcheck: {{test: ["CMD", "true"], interval: 10s, retries: 3}}
    deploy:
      replicas: 2
      resources: {{limits: {{cpus: "0.25", memory: 512M}}}}
"""


def project(services: int) -> str:
    """A Compose file: each service depends on nothing, shares one of ten networks, one in ten has a volume."""
    parts = ["name: scale\nservices:\n"]
    for n in range(services):
        parts.append(SERVICE.format(n=n, peer=(n + 1) % services, net=n % 10))
        if n % 10 == 0:
            parts.append(f"    volumes: [data{n}:/data]\n")
    parts.append("networks:\n" + "".join(f"  net{n}:\n" for n in range(10)))
    parts.append("volumes:\n" + "".join(f"  data{n}:\n" for n in range(0, services, 10)))
    return "".join(parts)


def seconds(path: str, runs: int) -> float:
    """The median time of a conversion in a process of its own; beyond a limit of CloudFormation is no failure."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        done = subprocess.run([CLI, "-f", path, "convert"], capture_output=True)
        times.append(time.perf_counter() - start)
        if done.returncode not in (0, 3):
            sys.exit(done.stderr.decode())
    return statistics.median(times)


def main() -> int:
    """Run, print, and fail where the largest project is above the bar."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    taken = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = os.path.join(folder, f"{size}.yaml")
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(project(size))
            taken = seconds(path, runs)
            print(f"{size:5} services  {taken * 1000:7.0f} ms  {taken / size * 1000:6.2f} ms each")
    print(f"bar: {BAR_SECONDS} s for {SIZES[-1]} services")
    return 1 if taken > BAR_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
