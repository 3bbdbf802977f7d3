from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Span, dotted

from .findings import ERROR_CODE, NOTE_CODE, WARNING_CODE


def test_sorted_by_place_without_duplicates() -> None:
    report = Report()
    report.add(WARNING_CODE, "late", span=Span("b.yaml", 1, 1))
    report.add(ERROR_CODE, "line 10", span=Span("a.yaml", 10, 1))
    report.add(NOTE_CODE, "same place, note", span=Span("a.yaml", 9, 3))
    report.add(ERROR_CODE, "same place, error", span=Span("a.yaml", 9, 3))
    report.add(ERROR_CODE, "same place, error", span=Span("a.yaml", 9, 3))
    report.add(WARNING_CODE, "no place")
    assert [one.message for one in report.sorted()] == [
        "no place",
        "same place, error",
        "same place, note",
        "line 10",
        "late",
    ]


def test_failed_and_count() -> None:
    report = Report()
    report.add(WARNING_CODE, "w")
    assert not report.failed
    report.add(ERROR_CODE, "e")
    assert report.failed
    assert (report.count("warning"), report.count("error"), report.count("note")) == (1, 1, 0)


def test_dotted_path() -> None:
    assert dotted(("services", "web", "ports", 0, "target")) == "services.web.ports[0].target"
    assert dotted(()) == ""
