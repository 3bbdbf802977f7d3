"""What we emit passes our own checks, also where they are left out to start faster."""

import os

import pytest

from compose2ecs.commands.pipeline import translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.report import Report
from compose2ecs.graph.checks.check import check_graph
from tools import golden


@pytest.mark.parametrize("name", golden.names())
def test_projects(name: str) -> None:
    folder = os.path.join(golden.PROJECTS, name)
    done = translated(LoadOptions(environment={"HOME": "/home/me"}, working_directory=folder))
    assert done.graph is not None and done.project is not None
    report = Report()
    check_graph(done.graph, report, done.project.span)
    assert [one.message for one in report.diagnostics] == []
