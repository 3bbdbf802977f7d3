import json

import pytest

from compose2ecs.diagnostics.codes import all_codes
from tests.running import Runner

PAGE = """\
W111 (warning): YAML tag is ignored

Compose knows the tags !reset and !override and YAML's own (such as !!str). Any other tag has no effect.

To accept it, in the service that it concerns or at the top level:

  x-ecs: {allow: [W111]}
"""


def test_page_of_a_code(run: Runner) -> None:
    assert run("explain", "w111") == (0, PAGE, "")
    assert "x-ecs" not in run("explain", "C101").out


def test_list_of_all_codes(run: Runner) -> None:
    rows = run("explain").out.splitlines()
    assert [row.split()[0] for row in rows] == list(all_codes())
    assert "C101  error    not valid YAML" in rows


def test_page_of_an_attribute(run: Runner) -> None:
    done = run("explain", "services.web.stop_grace_period")
    assert done.code == 0
    assert done.out.startswith("services.*.stop_grace_period\n")


def test_as_json(run: Runner) -> None:
    assert json.loads(run("explain", "C101", "--json").out) == {
        "code": "C101",
        "severity": "error",
        "title": "not valid YAML",
        "explanation": all_codes()["C101"].explanation,
        "acceptable": False,
        "rules": [],
    }
    assert json.loads(run("explain", "W330", "--json").out)["rules"] == ["L36"]
    assert json.loads(run("explain", "l18", "--json").out)["codes"] == ["W340", "N331"]
    assert json.loads(run("--json", "explain", "services.web.tty").out)["attribute"] == "services.web.tty"
    assert len(json.loads(run("--json", "explain").out)) == len(all_codes())


def test_unknown_subject_is_a_usage_error_with_a_guess(run: Runner) -> None:
    for subject, guess in (("C9101", "`C101`"), ("services.*.tmpsf", "`services.*.tmpfs`")):
        done = run("explain", subject)
        assert (done.code, done.out) == (2, "")
        assert f"did you mean {guess}?" in done.err
    assert "did you mean" not in run("explain", "qqqqqqqqqqqqqqq").err


RULE = """\
L40 (error): private subnets without a way to what the task needs

Use a NAT gateway, or endpoints and images of ECR.

Told by:

  C310  error    image cannot be pulled without a way to the internet

Not seen offline: in an existing VPC: routes to a NAT gateway, and which endpoints it has.
"""


def test_page_of_a_rule(run: Runner) -> None:
    assert run("explain", "L40") == (0, RULE, "")
    why = "The severity differs: proxies that look names up while they run start without their upstreams.\n"
    assert run("explain", "L18").out.endswith(f"\n{why}")


def test_page_of_a_code_names_its_rules(run: Runner) -> None:
    titles = "L12 (health check outside the ranges of ECS), L57 (`stop_grace_period` above 120 s)"
    assert run("explain", "W203").out.endswith(f"\nLint rule: {titles}\n")
    assert "Lint rule" not in run("explain", "C101").out


@pytest.mark.parametrize(
    ("symptom", "code"),
    [
        ("exec format error", "W332"),
        ("CannotPullContainerError", "W331"),
        ("ResourceInitializationError: unable to pull secrets or registry auth", "N243"),
        ("Task failed ELB health checks", "W342"),
        ("failed to invoke EFS utils commands", "N226"),
        ("ECS Deployment Circuit Breaker was triggered", "W339"),
        ("UPDATE_ROLLBACK_IN_PROGRESS", "C347"),
        ("No Fargate configuration exists for given values", "C241"),
        ("Too many containers", "C333"),
        ("RESOURCE:MEMORY", "C281"),
        ("toomanyrequests", "N330"),
        ("cannot be longer than '32' characters", "C332"),
    ],
)
def test_codes_of_an_error_message(run: Runner, symptom: str, code: str) -> None:
    done = run("explain", symptom)
    assert (done.code, done.err) == (0, "")
    assert f"{code}  {all_codes()[code].severity:8} {all_codes()[code].title}\n" in done.out
    assert symptom.lower() in " ".join(all_codes()[code].explanation.lower().split())


def test_text_is_found_whatever_its_case_and_line_breaks(run: Runner) -> None:
    assert run("explain", "EXEC  format\nError").out == run("explain", "exec format error").out
    assert [one["code"] for one in json.loads(run("--json", "explain", "toomanyrequests").out)] == ["N330"]
