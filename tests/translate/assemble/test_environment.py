"""Variables, and what looks like a secret among them."""

from pathlib import Path

from tests.translate.assemble.converted import service


def test_variables(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "environment: {Z: 1, A: true, EMPTY: '', NONE: , DB_PASSWORD: hunter2}\nx-ecs: {promote_secrets: false}",
    )
    assert done.container("App")["Environment"] == [
        {"Name": "A", "Value": "true"},
        {"Name": "DB_PASSWORD", "Value": "hunter2"},
        {"Name": "EMPTY", "Value": ""},
        {"Name": "Z", "Value": "1"},
    ]
    at = "services.app.environment"
    assert done.lines("W401", "N202") == [
        f"N202 {at}.NONE: variable `NONE` is left out: it has no value here",
        f"W401 {at}.DB_PASSWORD: variable `DB_PASSWORD` looks like a secret and stands in clear text in the task"
        " definition",
    ]
    assert all("hunter2" not in line for line in done.lines())
