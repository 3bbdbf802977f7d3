#!/usr/bin/env python3
"""Scans the templates of fixtures/projects with checkov; what docs/security.md does not list is a failure.

checkov is large and pins many packages, so it lives in an environment of its own.

usage: security_scan.py CHECKOV [TEMPLATE ...]
"""

import json
import os
import re
import subprocess
import sys
from typing import Any

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROJECTS = os.path.join(ROOT, "fixtures", "projects")


def known() -> set[str]:
    """The checks that docs/security.md explains."""
    with open(os.path.join(ROOT, "docs", "security.md"), encoding="utf-8") as page:
        return set(re.findall(r"^\| (CKV\w+) \|", page.read(), re.MULTILINE))


def templates() -> list[str]:
    """The expected templates of all projects."""
    found = [os.path.join(PROJECTS, name, "expected", "template.yaml") for name in sorted(os.listdir(PROJECTS))]
    return [path for path in found if os.path.exists(path)]


def failed(checkov: str, template: str) -> tuple[int, list[dict[str, Any]]]:
    """(number of checks that passed, the failed ones) for one template."""
    command = [checkov, "-f", template, "--framework", "cloudformation", "--compact", "--quiet", "-o", "json"]
    done = subprocess.run(command, capture_output=True, text=True)
    result = json.loads(done.stdout)
    return result["summary"]["passed"], result["results"]["failed_checks"]


def main() -> int:
    """Scan all and tell; 1 where something is not explained, or nothing was checked."""
    checkov, *chosen = sys.argv[1:]
    explained, unexplained, passed = 0, 0, 0
    for template in chosen or templates():
        good, bad = failed(checkov, template)
        passed += good
        for check in bad:
            if check["check_id"] in known():
                explained += 1
            else:
                unexplained += 1
                name = os.path.relpath(template, ROOT)
                print(f"{name}: {check['check_id']} {check['check_name']}: {check['resource']}")
    print(f"{passed} passed, {explained} explained in docs/security.md, {unexplained} failed")
    return 1 if unexplained or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
