"""Restart policies."""

from pathlib import Path
from typing import Any

import pytest

from tests.translate.assemble.converted import service

IN_PLACE = {"Enabled": True}
ON_FAILURE = {"Enabled": True, "IgnoredExitCodes": [0]}


@pytest.mark.parametrize(
    ("body", "policy", "lines"),
    [
        ("user: '1'", None, []),
        (
            "restart: always",
            IN_PLACE,
            ["N202 `restart: always`: restarted in place, and a stopped task is replaced"],
        ),
        (
            "restart: on-failure:3",
            ON_FAILURE,
            [
                "W201 `restart: on-failure:3`: ECS does not stop after 3 attempts, it slows the next ones down",
                "N202 `restart: on-failure:3`: after exit code 0 there is no restart in place, but ECS starts a new task",
            ],
        ),
        ("restart: 'no'", None, ["N202 `restart: no`: ECS replaces a stopped task all the same"]),
        (
            "deploy: {restart_policy: {condition: on-failure, delay: 5s, max_attempts: 3, window: 2m}}",
            {**ON_FAILURE, "RestartAttemptPeriod": 120},
            [
                "W201 `restart_policy.delay: 5s` is dropped: ECS slows repeated starts down itself",
                "N202 `restart_policy.max_attempts: 3`: a deployment fails after 3 failed tasks; a service that runs is"
                " never given up",
            ],
        ),
        (
            "deploy: {restart_policy: {condition: any, window: 5s}}",
            {**IN_PLACE, "RestartAttemptPeriod": 60},
            [
                "N202 `restart_policy.condition: any`: restarted in place, and a stopped task is replaced",
                "W203 `restart_policy.window: 5s` becomes 60 s: ECS allows 60 to 1800 s",
            ],
        ),
        (
            "restart: always\ndeploy: {restart_policy: {condition: none, window: 2m}}",
            None,
            [
                "N202 `restart` gives way to `deploy.restart_policy`",
                "N202 `restart_policy.condition: none`: ECS replaces a stopped task",
                "N202 `restart_policy.window: 2m0s` changes nothing without restarts",
            ],
        ),
    ],
)
def test_policy(tmp_path: Path, body: str, policy: dict[str, Any] | None, lines: list[str]) -> None:
    done = service(tmp_path, body)
    assert done.container("App").get("RestartPolicy") == policy
    found = [line.split(" ", 1)[0] + " " + line.split(": ", 1)[1] for line in done.lines() if "restart" in line]
    assert [line for line in found if not line.startswith(("N221", "W339"))] == lines
