#!/usr/bin/env python3
"""Converts every case of a corpus that the reference accepts, and judges what comes out by everything but cfn-lint.

No traceback, exit 0 or 3; every request of ``--to api`` valid for botocore's model with everything it refers to made
before; and our own validator (``graph/checks``), which skips plain projects elsewhere, finds nothing in what we emit.

usage: check_corpus.py CORPUS [--jobs 2] [--source NAME]...
prints what fails and a tally; exit 1 on any failure
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from multiprocessing import Pool
from typing import Any

import compose2ecs.translate.translate as translation
from compose2ecs.graph.checks.check import check_graph
from tests.emit.api.models import problems
from tools.inprocess import command

#: Our own checks of the finished graph.
_CHECK = re.compile(r"error\[C3(3\d|4\d|5\d)\]")


def _always_check(scope: Any) -> None:
    check_graph(scope.graph, scope.report, scope.project.span)


def judge(task: tuple[dict[str, Any], str]) -> tuple[str, str]:
    """(kind, what was found) for one case."""
    case, corpus = task
    translation._check = _always_check
    os.environ.clear()
    os.environ.update({"PATH": os.defpath, "HOME": "/home/oracle", **case["env"]})
    os.chdir(os.path.join(corpus, case["cwd"]))
    arguments = [one.replace("@CORPUS@", corpus) for one in case["args"]]
    code, text, told = command([*arguments, "convert", "--to", "api"])
    checked = _CHECK.search(told)
    if checked:
        return "validator", next(line for line in told.splitlines() if checked[0] in line)
    if code == 3 and "error[" in told:
        return "refused", ""
    if code != 0:
        return "exit", f"{code}: {told.strip().splitlines()[-1][:200] if told.strip() else ''}"
    return _requests(text)


def _requests(text: str) -> tuple[str, str]:
    requests = [json.loads(line) for line in text.splitlines()]
    steps = {one["step"].partition("/")[0] for one in requests}
    made: set[str] = set()
    for request in requests:
        found = problems(request)
        if found:
            return "model", found[0]
        names = re.findall(r"\$\{([A-Za-z][A-Za-z0-9]*)[.}]", json.dumps(request["parameters"]))
        late = next((name for name in names if name in steps - made), None)
        if late is not None and late != request["step"].partition("/")[0]:
            return "order", f"{request['step']} needs {late}, which is made later"
        made.add(request["step"].partition("/")[0])
    return "valid", ""


def main() -> int:
    """Judge all cases and print the tally."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--source", action="append")
    options = parser.parse_args()
    corpus = os.path.realpath(options.corpus)
    with open(os.path.join(corpus, "cases.jsonl"), encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    cases = [one for one in cases if one["ok"] and (not options.source or one["source"] in options.source)]
    tally: Counter[str] = Counter()
    with Pool(options.jobs, maxtasksperchild=200) as pool:
        for case, (kind, found) in zip(cases, pool.imap(judge, [(one, corpus) for one in cases]), strict=True):
            tally[kind] += 1
            if kind not in ("valid", "refused"):
                print(kind, case["id"], found)
    print(json.dumps(dict(sorted(tally.items()))))
    return 0 if set(tally) <= {"valid", "refused"} and tally["valid"] else 1


if __name__ == "__main__":
    sys.exit(main())
