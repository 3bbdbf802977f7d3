import json

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
    }
    assert json.loads(run("--json", "explain", "services.web.tty").out)["attribute"] == "services.web.tty"
    assert len(json.loads(run("--json", "explain").out)) == len(all_codes())


def test_unknown_subject_is_a_usage_error_with_a_guess(run: Runner) -> None:
    for subject, guess in (("C9101", "`C101`"), ("services.*.tmpsf", "`services.*.tmpfs`")):
        done = run("explain", subject)
        assert (done.code, done.out) == (2, "")
        assert f"did you mean {guess}?" in done.err
    assert "did you mean" not in run("explain", "qqqqqqqqqqqqqqq").err
