"""Files to graph: the stages that convert and validate share."""

from typing import NamedTuple

from compose2ecs.compose.load import load
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.accept import Allowance, accept
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.emit.cloudformation import size_notes, template
from compose2ecs.graph.resource import Graph
from compose2ecs.images.plan import plan_images
from compose2ecs.images.tags import content_tags
from compose2ecs.model.project import Project
from compose2ecs.model.secrets import EXTENSIONS
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate


class Translated(NamedTuple):
    """How far a project came: ``project`` and ``graph`` are None from where the report has errors."""

    report: Report
    settings: Settings
    project: Project | None = None
    graph: Graph | None = None


def translated(options: LoadOptions, *, account: str = "", region: str = "") -> Translated:
    """Load and translate a project; what the user accepts is a note in the report."""
    report = Report()
    settings = Settings(account=account, region=region)
    project = load(options, report)
    if project is None:
        return Translated(report, settings)
    accept(report, allowances(project))
    plan = plan_images(project)
    settings = settings._replace(
        images=content_tags(project, report, plan),
        files={name: len(files) for name, files in plan.baked.items()},
        binds=plan.binds,
    )
    graph = translate(project, settings, report)
    return Translated(report, settings, project, None if report.failed else graph)


def template_text(graph: Graph, report: Report, format: str = "yaml") -> str:
    """The CloudFormation template, with a word in the report where it is beyond a limit."""
    text = template(graph, format)
    size_notes(graph, text, report)
    return text


def allowances(project: Project) -> list[Allowance]:
    """The entries of ``x-ecs.allow``: at the top level for everything, in a service for what lies below it."""
    found = _entries(project.tree, ())
    for service in project.services.values():
        found += _entries(service.node, service.path)
    return found


def _entries(owner: Node, scope: Path) -> list[Allowance]:
    found: list[Allowance] = []
    for extension in EXTENSIONS:
        allow = owner.get(extension, "allow")
        if allow is None:
            continue
        path = (*scope, extension, "allow")
        if isinstance(allow.value, list):
            items = enumerate(allow.value)
            found += [Allowance(plain(item), (*path, index), item.place, scope) for index, item in items]
        else:
            found.append(Allowance(None, path, allow.place, scope))
    return found
