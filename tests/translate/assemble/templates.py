"""Translating whole projects, for tests of the assembling steps."""

from pathlib import Path
from typing import Any, NamedTuple

from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import dotted
from compose2ecs.emit.cloudformation import template
from compose2ecs.graph.document import long_form
from compose2ecs.graph.resource import Graph
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.translate.fixture import loaded


class Made(NamedTuple):
    """A translated project: ``found`` are the diagnostics as (code, path, message)."""

    graph: Graph
    found: list[tuple[str, str, str]]

    def properties(self, logical_id: str) -> dict[str, Any]:
        """The properties of a resource, as CloudFormation gets them."""
        made: dict[str, Any] = long_form(self.graph.resources[logical_id].properties)
        return made

    def ids(self, type: str) -> list[str]:
        """The logical ids of a type, in order."""
        return [resource.id for resource in self.graph.of_type(type)]

    def codes(self, *codes: str) -> list[tuple[str, str, str]]:
        """The diagnostics with one of these codes."""
        return [one for one in self.found if one[0] in codes]


def made(text: str, folder: Path) -> Made:
    """Translate one Compose file."""
    report = Report()
    graph = translate(loaded(text, str(folder)), Settings(), report)
    return Made(graph, [(one.code, dotted(one.path), one.message) for one in report.sorted()])


def lint(texts: dict[str, str]) -> list[str]:
    """What cfn-lint says about templates, in one run: ["<name>: E1234 message", …]; information is left out."""
    from cfnlint.api import lint as cfnlint
    from cfnlint.config import ManualArgs

    found = []
    for name, text in texts.items():
        matches = cfnlint(text, config=ManualArgs(regions=["us-east-1"]))
        found += [f"{name}: {one.rule.id} {one.message}" for one in matches if one.rule.id[0] in "EW"]
    return found


def yaml_of(one: Made) -> str:
    """The template as text."""
    return template(one.graph)
