"""The registry: one row per attribute of the Compose Specification, saying what becomes of it on ECS.

A row is data (for the translator and for the generated support table) plus, where a value is translated right here, a
function. The row modules register rows when they are imported; rows know nothing of each other. Path patterns:
``services.*.ports[].target``, where ``*`` is a name of the user's choice and ``[]`` an item of a list.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.project import Project
from compose2ecs.source.node import Node
from compose2ecs.translate.settings import Settings

# What becomes of an attribute under a launch type.
MAPPED = "mapped"  # the same meaning
ADAPTED = "adapted"  # something close
IMAGE = "image"  # goes into the image when it is built
IGNORED = "ignored"  # has nothing to do on ECS
DROPPED = "dropped"  # has no equivalent: a warning
REFUSED = "refused"  # cannot work: an error

# What a row does when the walk meets its attribute.
COPIES = "copies"
MAPS = "maps"
PART_OF = "part of"
REPORTS = "reports"
LOADER = "loader"


class Row(NamedTuple):
    """One attribute.

    ``to``: where it goes, as ``container.User`` for a property of the container definition, else a CloudFormation type
    with a property; "" for nowhere. ``states``: under Fargate, EC2 and Managed Instances.
    ``code``, ``note`` and ``hint`` are the diagnostic of what is not taken over; ``whole``: one per list item or entry
    instead of one per leaf. ``act`` gives the value for ``to``, None for none;
    ``machines`` does so in its place on EC2 and Managed Instances.
    """

    path: str
    kind: str
    to: str
    states: tuple[str, str, str]
    note: str
    code: Code | None = None
    hint: str = ""
    whole: bool = False
    act: "Action | None" = None
    machines: "Action | None" = None


class Site:
    """Where a row is being applied: the written ``node`` at ``path``, and what the row may touch."""

    __slots__ = ("container", "launch_type", "node", "path", "project", "report", "service", "settings")

    def __init__(self, project: Project, settings: Settings, report: Report, service: Node | None = None) -> None:
        self.project = project
        self.settings = settings
        self.report = report
        self.service = service
        self.container: dict[str, Any] = {}
        #: fargate, ec2 or managed_instances.
        self.launch_type = "fargate"
        self.path: Path = ()
        self.node = service or project.tree

    @property
    def name(self) -> str:
        """The attribute as a user names it: the path below the service or the named network, volume…"""
        return attribute_name(self.path)

    def shown(self, text: str) -> str:
        """A text with the paths of the project's directory made relative, so that it reads alike everywhere."""
        return self.project.shown(text)

    def say(self, code: Code, message: str, *below: str | int, hint: str = "", label: str = "") -> None:
        """Report about the attribute, or what lies ``below`` it. What no file wrote is not reported."""
        node, span = self.node, place(self.node)
        for step in below:
            inner = node.get(step)
            if inner is None:
                break
            node, span = inner, place(inner) or span
        if span is not None:
            self.report.add(code, message, path=self.path + below, span=span, hint=hint, label=label)


#: What people call them.
LAUNCH_TYPES = {"fargate": "Fargate", "ec2": "EC2", "managed_instances": "Managed Instances"}

Action = Callable[[Node, Site], Any]

#: Every row, in the order of registration.
ROWS: list[Row] = []


def place(node: Node) -> Any:
    """Where to point: a scalar's value, a container's key; None when no file wrote it."""
    if isinstance(node.value, (dict, list)):
        return node.key or node.span
    return node.span or node.key


def attribute_name(path: Path) -> str:
    """``("services", "web", "ports", 0, "target")`` as ``ports[0].target``; paths of two steps and less stay whole."""
    text = ""
    for step in path[2:] if len(path) > 2 else path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def leaves(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """The scalars below (and the empty items of lists), each with its path; extension keys are none of them."""
    value = node.value
    if isinstance(value, dict):
        for key, inner in value.items():
            if key[:2] != "x-":
                yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            if inner.value or not isinstance(inner.value, (dict, list)):
                yield from leaves(inner, (*path, index))
            else:
                yield (*path, index), inner
    elif value is not None:
        yield path, node


def written(node: Node) -> Node:
    """The node without what the loader filled in."""
    value = node.value
    if isinstance(value, dict):
        value = {key: written(inner) for key, inner in value.items() if inner.place is not None}
    elif isinstance(value, list):
        value = [written(inner) for inner in value]
    return Node(value, node.span, node.key)


def summary(value: Any) -> str:
    """A written value in one line: "path ./src, action sync"; of nested mappings the keys only (secrets!)."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_brief(inner)}".rstrip() for key, inner in value.items())
    return _brief(value)


def _brief(value: Any) -> str:
    if isinstance(value, dict):
        return f"({', '.join(value)})"
    if isinstance(value, list):
        return " ".join(_brief(inner) for inner in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def copies(path: str, *, to: str, note: str) -> None:
    """The value as it is."""
    ROWS.append(Row(path, COPIES, to, (MAPPED, MAPPED, MAPPED), note))


def maps(path: str, *, to: str, fargate: str = MAPPED, ec2: str = "", managed: str = "") -> Callable[[Action], Action]:
    """A function makes the value; the first line of its docstring is the note."""

    def register(act: Action) -> Action:
        note = (act.__doc__ or "").partition("\n")[0]
        ROWS.append(Row(path, MAPS, to, (fargate, ec2 or fargate, managed or fargate), note, act=act))
        return act

    return register


def part_of(path: str, to: str, note: str, *, fargate: str = MAPPED, ec2: str = "", managed: str = "") -> None:
    """Combined with others: by the function of the row above it, or by the named ``assemble`` module."""
    ROWS.append(Row(path, PART_OF, to, (fargate, ec2 or fargate, managed or fargate), note))


def ignored(path: str, why: str, *, whole: bool = False, ec2: str = "", managed: str = "") -> None:
    """Has nothing to do on ECS: a note."""
    states = (IGNORED, ec2 or IGNORED, managed or IGNORED)
    ROWS.append(Row(path, REPORTS, "", states, why, codes.LOCAL_ONLY, whole=whole))


def refused(
    path: str,
    why: str,
    *,
    code: Code = codes.NO_EQUIVALENT,
    hint: str = "",
    to: str = "",
    whole: bool = False,
    ec2: str = "",
    managed: str = "",
    machines: "Action | None" = None,
) -> None:
    """Not taken over; ``code`` decides whether that is a warning (dropped) or an error (refused)."""
    state = REFUSED if code.severity == "error" else DROPPED
    ROWS.append(Row(path, REPORTS, to, (state, ec2 or state, managed or state), why, code, hint, whole, None, machines))


def by_loader(path: str, note: str) -> None:
    """Resolved while the files are loaded."""
    ROWS.append(Row(path, LOADER, "", (MAPPED, MAPPED, MAPPED), note))
