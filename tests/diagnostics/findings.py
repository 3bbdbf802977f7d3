"""Findings for the tests of the renderers; their codes are real ones."""

from typing import Any

from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Diagnostic, Report
from compose2ecs.diagnostics.span import Span

ERROR_CODE = Code("C102", "error", "unknown key", "…")
WARNING_CODE = Code("W111", "warning", "YAML tag is ignored", "…", acceptable=True)
OTHER_WARNING = Code("W900", "warning", "another", "…", acceptable=True)
NOTE_CODE = Code("N100", "note", "a note", "…")


def found(code: Code, message: str, **more: Any) -> Diagnostic:
    report = Report()
    report.add(code, message, **more)
    return report.diagnostics[0]


UNKNOWN_KEY = found(
    ERROR_CODE,
    "unknown key `replicaz` in `services.web.deploy`",
    path=("services", "web", "deploy", "replicaz"),
    span=Span("compose.yaml", 10, 7, 10, 15),
    label="not a Compose key",
    hint="did you mean `replicas`?",
)
NAMED = found(
    WARNING_CODE,
    "`container_name` is ignored on ECS",
    path=("services", "web", "container_name"),
    span=Span("compose.yaml", 5, 21, 5, 29),
    label="ECS names tasks itself",
    notes=["the container is called `web` in logs and exec"],
)
NOWHERE = found(ERROR_CODE, "no Compose file", hint="name it with -f")
