"""Running one case of fixtures/attributes: a service in, container properties and diagnostics out."""

import os
from typing import Any

import yaml

from compose2ecs.compose.load import load
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import dotted
from compose2ecs.images.plan import plan_images
from compose2ecs.model.project import Project
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.walk import walk


def loaded(text: str, directory: str) -> Project:
    """The project of one Compose file, which must be valid."""
    with open(os.path.join(directory, "compose.yaml"), "w", encoding="utf-8") as file:
        file.write(text)
    report = Report()
    project = load(LoadOptions({}, directory, ("compose.yaml",)), report)
    assert project is not None, [found.message for found in report.sorted()]
    return project


def walked(text: str, directory: str, launch_type: str = "fargate") -> tuple[dict[str, dict[str, Any]], Report]:
    """The walk's containers and its report for one Compose file."""
    report = Report()
    project = loaded(text, directory)
    settings = Settings(binds=plan_images(project).binds)
    return walk(project, settings, report, {"app": launch_type}), report


def lines(report: Report) -> list[str]:
    """The diagnostics as "CODE path: message", in file order."""
    return [f"{found.code} {dotted(found.path)}: {found.message}" for found in report.sorted()]


def translated(case: dict[str, Any], directory: str) -> tuple[dict[str, Any], list[str]]:
    """One case: the container properties of its service, and the diagnostics."""
    other = {"image": "other"}
    model = {"name": "test", "services": {"app": {"image": "app", **case["service"]}, "other": other}}
    text = yaml.safe_dump({**model, **case.get("project", {})}, sort_keys=False)
    containers, report = walked(text, directory, case.get("launch_type", "fargate"))
    assert containers["other"] == {}
    return containers["app"], lines(report)
