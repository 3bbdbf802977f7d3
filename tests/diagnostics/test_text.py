from pathlib import Path

import pytest

from compose2ecs.diagnostics.render.excerpt import Lines
from compose2ecs.diagnostics.render.text import block, text
from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.diagnostics.span import Span

from .findings import ERROR_CODE, NAMED, NOWHERE, OTHER_WARNING, UNKNOWN_KEY, WARNING_CODE, found

SOURCE = """\
services:
  web:
    build: .
    image: nginx:1.27
    container_name: shop-web
    expose:
      - "80"
    # how many
    deploy:
      replicaz: 2
"""


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lines:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "compose.yaml").write_text(SOURCE)
    return Lines()


def test_error_as_designed(lines: Lines) -> None:
    assert (
        block(UNKNOWN_KEY, lines)
        == """\
error[C102]: unknown key `replicaz` in `services.web.deploy`
  --> compose.yaml:10:7
   |
 9 |     deploy:
10 |       replicaz: 2
   |       ^^^^^^^^ not a Compose key
   = help: did you mean `replicas`?"""
    )


def test_warning_as_designed(lines: Lines) -> None:
    assert (
        block(NAMED, lines)
        == """\
warning[W111]: `container_name` is ignored on ECS
 --> compose.yaml:5:21
  |
4 |     image: nginx:1.27
5 |     container_name: shop-web
  |                     ^^^^^^^^ ECS names tasks itself
  = note: the container is called `web` in logs and exec"""
    )


def test_without_a_place_or_without_the_file() -> None:
    assert block(NOWHERE, Lines()) == "error[C102]: no Compose file\n = help: name it with -f"
    gone = NAMED._replace(span=Span("gone.yaml", 5, 21), notes=())
    assert block(gone, Lines()) == "warning[W111]: `container_name` is ignored on ECS\n --> gone.yaml:5:21"


def test_related_places_and_several_hints_on_request(lines: Lines) -> None:
    related = NOWHERE._replace(related=((Span("base.yaml", 3, 1), "first set at"),), hint="one way\nanother way")
    assert block(related, lines, related=True).split("\n") == [
        "error[C102]: no Compose file",
        " = first set at base.yaml:3:1",
        " = help: one way",
        " = help: another way",
    ]
    assert "base.yaml" not in block(related, lines)


def test_colour_goes_to_the_level_and_the_carets(lines: Lines) -> None:
    shown = block(UNKNOWN_KEY, lines, lambda text, severity: f"<{severity}:{text}>").split("\n")
    assert shown[0] == "<error:error[C102]>: unknown key `replicaz` in `services.web.deploy`"
    assert shown[5] == "   |       <error:^^^^^^^^ not a Compose key>"


def test_message_cannot_steer_the_terminal() -> None:
    assert block(NOWHERE._replace(message="a\x1b[31mb\nc", hint=""), Lines()) == r"error[C102]: a\x1b[31mb c"


def repeat(service: str, attribute: str = "restart") -> Diagnostic:
    return found(WARNING_CODE, f"{service} {attribute}", path=("services", service, attribute))


def test_repeats_of_a_warning_are_told_once() -> None:
    many = [repeat(f"s{number}") for number in range(4)]
    assert text(many, Lines(), every=False) == [
        "warning[W111]: s0 restart\n  = W111: and 3 more like this, --verbose lists them"
    ]
    assert len(text(many, Lines(), every=True)) == 4


def test_other_attributes_codes_and_errors_are_no_repeats() -> None:
    other = found(OTHER_WARNING, "x", path=("services", "b", "restart"))
    mixed = [repeat("a"), repeat("b", "dns"), other]
    assert len(text(mixed, Lines(), every=False)) == 3
    errors = [found(ERROR_CODE, name, path=("services", name, "x")) for name in ("a", "b")]
    assert text(errors, Lines(), every=False) == ["error[C102]: a", "error[C102]: b"]
