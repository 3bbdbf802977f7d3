from compose2ecs.commands.summary import failure, findings, first
from compose2ecs.diagnostics.codes.assemble import IMAGE_TO_BUILD
from compose2ecs.diagnostics.codes.files import MAKE_SECRET, PROMOTED
from compose2ecs.diagnostics.span import Span
from tests.diagnostics.findings import ERROR_CODE, NAMED, NOTE_CODE, NOWHERE, UNKNOWN_KEY, WARNING_CODE, found

NOTE = found(NOTE_CODE, "n")


def test_findings_count_and_name_the_warnings() -> None:
    assert findings([]) == "0 errors, 0 warnings"
    assert findings([NAMED]) == "0 errors, 1 warning (W111 line 5)"
    assert findings([NAMED, found(WARNING_CODE, "nowhere"), NOTE]) == (
        "0 errors, 2 warnings (W111 line 5, W111), 1 note (-v lists them)"
    )


def test_many_warnings_are_cut() -> None:
    many = [found(WARNING_CODE, "w", span=Span("compose.yaml", line, 1)) for line in (1, 1, 2, 3, 4, 5)]
    assert findings(many) == "0 errors, 6 warnings (W111 line 1, W111 line 2, W111 line 3, W111 line 4, …)"


def test_what_comes_before_a_deployment() -> None:
    image, secret, promoted = (found(code, "x") for code in (IMAGE_TO_BUILD, MAKE_SECRET, PROMOTED))
    how = "(-v says which and how)"
    assert (
        first([image, secret, promoted, NOTE, image]) == f"before it is deployed: push 2 images, create 2 secrets {how}"
    )
    assert first([secret]) == f"before it is deployed: create 1 secret {how}"
    assert first([NOTE]) == ""


def test_failure_names_the_file_or_how_many() -> None:
    assert failure([UNKNOWN_KEY, NAMED, NOTE]) == "compose.yaml: 1 error, 1 warning"
    assert failure([NOWHERE]) == "compose2ecs: 1 error"
    other = found(ERROR_CODE, "x", span=Span("base.yaml", 1, 1))
    assert failure([UNKNOWN_KEY, other]) == "2 files: 2 errors"
