"""The walk over what the user wrote: every attribute meets its row, so nothing is lost silently.

This module knows no attribute. It finds the row of each path in a tree made of the rows' patterns and does what the row
says; the container properties that rows make are the result, everything that is not taken over is reported.
"""

from collections.abc import Container, Mapping
from typing import Any

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.project import Project
from compose2ecs.source.node import Node, plain
from compose2ecs.translate import x_ecs
from compose2ecs.translate.attribute import (
    COPIES,
    REPORTS,
    ROWS,
    Row,
    Site,
    attribute_name,
    leaves,
    place,
    summary,
    written,
)
from compose2ecs.translate.settings import Settings

SECTIONS = ("networks", "volumes", "secrets", "configs", "models")


class Step:
    """A place in the tree of patterns: ``entries`` by key ("*" for any), ``item`` for list items, ``row`` if any."""

    __slots__ = ("entries", "item", "row")

    def __init__(self) -> None:
        self.entries: dict[str, Step] = {}
        self.item: Step | None = None
        self.row: Row | None = None


_TREE: list[Step] = []


def tree() -> Step:
    """The patterns of all rows as a tree, made once."""
    if not _TREE:
        from compose2ecs.translate import rows

        rows.load()
        _TREE.append(_grow(ROWS))
    return _TREE[0]


def _grow(rows: list[Row]) -> Step:
    root = Step()
    for row in rows:
        step = root
        for part in row.path.split("."):
            key = part.removesuffix("[]")
            below = step.entries.get(key)
            if below is None:
                below = step.entries[key] = Step()
            step = below
            if key is not part:
                step.item = step = step.item or Step()
        step.row = row
    return root


def walk(
    project: Project,
    settings: Settings,
    report: Report,
    launch_types: Mapping[str, str] | None = None,
    left_out: Container[str] = (),
) -> dict[str, dict[str, Any]]:
    """Visit everything written; gives each service's container properties, as far as single rows make them.

    ``launch_types`` are those of the services by name, Fargate where it has none; services in ``left_out`` are not
    visited.
    """
    root = tree()
    containers: dict[str, dict[str, Any]] = {}
    step = root.entries["services"].entries["*"]
    for name, service in project.services.items():
        if name in left_out:
            continue
        site = Site(project, settings, report, service.node)
        site.launch_type = (launch_types or {}).get(name, "fargate")
        _service(service.node, step, ("services", name), site)
        containers[name] = site.container
    site = Site(project, settings, report)
    for section in SECTIONS:
        step = root.entries[section].entries["*"]
        for name, node in project.section(section).items():
            _visit(node, step, (section, name), site)
    for key, node in project.tree.items():
        if key.startswith("x-"):
            x_ecs.extension(key, node, (key,), report)
        elif key not in ("services", *SECTIONS) and key in root.entries:
            _visit(node, root.entries[key], (key,), site)
    return containers


def _service(node: Node, step: Step, path: Path, site: Site) -> None:
    """The attributes of one service in the order of their names: the result must not depend on the file's order."""
    written = node.value
    ordered = Node({key: written[key] for key in sorted(written)}, node.span, node.key)
    _entries(ordered, step, path, site)


def _visit(node: Node, step: Step, path: Path, site: Site) -> None:
    """One attribute: its row acts, or what lies below is visited, or what is written below is reported."""
    row = step.row
    if row is not None:
        if row.machines is not None and site.launch_type != "fargate":
            return _act(row._replace(act=row.machines), node, step, path, site)
        if row.act is not None:
            return _act(row, node, step, path, site)
        if row.kind == COPIES:
            return _put(site.container, row.to, plain(node))
        if row.whole:
            return _report_whole(row, node, path, site)
    value = node.value
    if value and isinstance(value, dict) and step.entries:
        _entries(node, step, path, site)
    elif isinstance(value, list) and step.item is not None:
        for index, item in enumerate(value):
            below = (*path, index)
            if isinstance(item.value, dict) and written(item).value:
                _entries(item, step.item, below, site, row)
            elif row is not None and row.kind == REPORTS:
                _report_leaf(row, item, below, site)
    elif row is not None and row.kind == REPORTS:
        _report(row, node, path, site)
    return None


def _entries(node: Node, step: Step, path: Path, site: Site, row: Row | None = None) -> None:
    row = step.row or row
    entries = step.entries
    anything = entries.get("*")
    for key, below in node.items():
        found = entries.get(key) or anything
        if found is not None:
            _visit(below, found, (*path, key), site)
        elif key.startswith("x-"):
            x_ecs.extension(key, below, (*path, key), site.report)
        elif row is not None and row.kind == REPORTS:
            _report(row, below, (*path, key), site)


def _act(row: Row, node: Node, step: Step, path: Path, site: Site) -> None:
    site.node, site.path = node, path
    if row.act is not None:
        made = row.act(node, site)
        if made is not None and row.to.startswith("container."):
            _put(site.container, row.to, made)
    _extensions(node, step, path, site.report)


def _extensions(node: Node, step: Step, path: Path, report: Report) -> None:
    """The extension keys at and below an attribute; its row looks at everything else."""
    if isinstance(node.value, list) and step.item is not None:
        for index, item in enumerate(node.value):
            _extensions(item, step.item, (*path, index), report)
    for key, below in node.items():
        found = step.entries.get(key) or step.entries.get("*")
        if found is not None:
            _extensions(below, found, (*path, key), report)
        elif key.startswith("x-"):
            x_ecs.extension(key, below, (*path, key), report)


def _put(container: dict[str, Any], to: str, made: Any) -> None:
    """Set ``container.A.B``; lists that several rows feed are joined; null is nothing."""
    if made is None:
        return
    *above, last = to.split(".")[1:]
    for step in above:
        container = container.setdefault(step, {})
    if isinstance(made, list) and last in container:
        container[last] = [*container[last], *made]
    else:
        container[last] = made


_VERBS = {
    codes.LOCAL_ONLY.id: "is ignored",
    codes.NOT_ON_FARGATE.id: "is not possible on Fargate",
    codes.NEEDS_DOCKER.id: "cannot work on ECS",
    codes.HOOK.id: "is not run",
}


def _report(row: Row, node: Node, path: Path, site: Site) -> None:
    """One diagnostic per written leaf; an empty value says nothing, unless it is an entry that the user named."""
    found = False
    for below, leaf in leaves(node, path):
        found = True
        _report_leaf(row, leaf, below, site)
    if not found and row.path.endswith("*"):
        _report_leaf(row, node, path, site)


def _report_whole(row: Row, node: Node, path: Path, site: Site) -> None:
    """One diagnostic per item of a list, or for the attribute; the message names everything written there."""
    if isinstance(node.value, list):
        for index, item in enumerate(node.value):
            _report_leaf(row, item, (*path, index), site, summary(plain(written(item))))
    elif node.value or row.path.endswith("*"):
        _report_leaf(row, node, path, site, summary(plain(written(node))))


def _report_leaf(row: Row, node: Node, path: Path, site: Site, text: str = "") -> None:
    span = place(node)
    if span is None or row.code is None:
        return
    name = f"`{attribute_name(path)}`" + (f" ({site.shown(text)})" if text else "")
    message = f"{name} {_VERBS.get(row.code.id, 'is dropped')}: {row.note}"
    site.report.add(row.code, message, path=path, span=span, hint=row.hint)
