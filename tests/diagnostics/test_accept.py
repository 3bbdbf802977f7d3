from compose2ecs.diagnostics.accept import Allowance, accept
from compose2ecs.diagnostics.codes.source import TAG_IGNORED, YAML_SYNTAX
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Span

PLACE = Span("compose.yaml", 3, 9)


def severities(report: Report) -> list[tuple[str, str]]:
    return [(found.code, found.severity) for found in report.diagnostics]


def test_accepted_findings_become_notes_that_say_so() -> None:
    report = Report()
    report.add(TAG_IGNORED, "before", path=("services", "web", "x"), notes=["why"])
    accept(report, [Allowance("W111", ("x-ecs", "allow", 0), PLACE)])
    report.add(TAG_IGNORED, "after", path=("volumes", "v"))
    assert severities(report) == [("W111", "note"), ("W111", "note")]
    assert report.diagnostics[0].notes == ("why", "accepted by x-ecs.allow")


def test_scope_of_a_service_is_that_service() -> None:
    report = Report()
    accept(report, [Allowance("W111", ("services", "web", "x-ecs", "allow", 0), PLACE, ("services", "web"))])
    report.add(TAG_IGNORED, "in", path=("services", "web", "x"))
    report.add(TAG_IGNORED, "out", path=("services", "db", "x"))
    report.add(TAG_IGNORED, "nowhere")
    assert severities(report) == [("W111", "note"), ("W111", "warning"), ("W111", "warning")]


def test_nothing_is_accepted_twice() -> None:
    report = Report()
    twice = [Allowance("W111", (), PLACE), Allowance("W111", (), PLACE, ("services",))]
    accept(report, twice)
    report.add(TAG_IGNORED, "x", path=("services", "web"))
    assert report.diagnostics[0].notes == ("accepted by x-ecs.allow",)


def test_unknown_code_is_an_error_with_a_guess() -> None:
    report = Report()
    accept(
        report, [Allowance("w111", ("x-ecs", "allow", 0), PLACE), Allowance("nothing", ("x-ecs", "allow", 1), PLACE)]
    )
    assert [(one.code, one.message, one.hint, one.path, one.span) for one in report.diagnostics] == [
        ("C190", "there is no diagnostic code `w111`", "did you mean `W111`?", ("x-ecs", "allow", 0), PLACE),
        (
            "C190",
            "there is no diagnostic code `nothing`",
            "`compose2ecs explain` lists all codes",
            ("x-ecs", "allow", 1),
            PLACE,
        ),
    ]
    assert report.failed


def test_code_that_must_not_be_accepted() -> None:
    report = Report()
    report.add(YAML_SYNTAX, "broken")
    accept(report, [Allowance("C101", ("x-ecs", "allow", 0), PLACE)])
    assert severities(report) == [("C101", "error"), ("C191", "error")]
    assert report.diagnostics[1].message == "C101 (not valid YAML) cannot be accepted"


def test_entry_that_is_no_code() -> None:
    report = Report()
    accept(report, [Allowance(17, ("x-ecs", "allow", 0), PLACE), Allowance(None, ("x-ecs", "allow"), PLACE)])
    assert severities(report) == [("C192", "error"), ("C192", "error")]
