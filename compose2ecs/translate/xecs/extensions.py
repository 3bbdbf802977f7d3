"""The decoded x-ecs values of a project, and who has read them.

Every step asks here; what nobody asked for had no effect, and that is told (``unread``).
"""

from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.model.project import Project
from compose2ecs.model.secrets import EXTENSIONS
from compose2ecs.source.node import Node, nearest_span
from compose2ecs.translate.xecs.value import Value

#: Sections of the model whose entries may have x-ecs.
SECTIONS = ("volumes", "networks", "secrets", "configs", "models")


class View:
    """The values of one x-ecs key (one level at one place)."""

    __slots__ = ("_root", "path")

    def __init__(self, root: Value | None, path: Path) -> None:
        self._root = root or Value({}, (), None)
        self.path = path

    def get(self, *path: str | int) -> Any:
        """The plain typed value at a path, None where absent; counts as read."""
        found = self._find(path)
        if found is None:
            return None
        found.mark()
        return found.plain()

    def peek(self, *path: str | int) -> Any:
        """The plain typed value at a path, None where absent; does not count as read."""
        found = self._find(path)
        return None if found is None else found.plain()

    def has(self, *path: str | int) -> bool:
        """Whether something is written there; does not count as read."""
        return self._find(path) is not None

    def at(self, *path: str | int) -> Path:
        """Where the value at a path is written (the key itself, or the defaults that it comes from)."""
        found = self._find(path)
        return found.path if found is not None else self._root.path or self.path

    def unread(self) -> Iterator[Value]:
        """The scalars (and empty values) that nobody has read."""
        return self._root.unread()

    def under(self, defaults: "Value | None") -> "View":
        """This view with defaults below it, merged deeply; lists are not joined."""
        return View(_merged(defaults, self._root), self.path) if defaults is not None else self

    @property
    def root(self) -> Value:
        """The whole value."""
        return self._root

    def _find(self, path: tuple[str | int, ...]) -> Value | None:
        found = self._root
        for step in path:
            below = found.below(step)
            if below is None:
                return None
            found = below
        return found


def _has_older(owner: Node) -> bool:
    """Whether there are keys of the older dialect at a place, or in the `deploy` of a service."""
    if any(key.startswith("x-aws-") for key, _ in owner.items()):
        return True
    deploy = owner.get("deploy")
    return deploy is not None and any(
        key.startswith("x-aws-") or any(below.startswith("x-aws-") for below, _ in inner.items())
        for key, inner in deploy.items()
    )


def _merged(defaults: Value, own: Value) -> Value:
    if not isinstance(defaults.value, dict) or not isinstance(own.value, dict):
        return own
    if not (defaults.children() or own.children()):  # in AWS's words: plain JSON
        made = Value(_deep(defaults.value, own.value), own.path, own.span)
        made.parts = (defaults, own)
        return made
    values = dict(defaults.value)
    for key, value in own.value.items():
        values[key] = _merged(values[key], value) if key in values else value
    return Value(values, own.path, own.span)


def _deep(below: Any, above: Any) -> Any:
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: _deep(below.get(key), value) for key, value in above.items()}}


class Extensions:
    """All x-ecs values: ``project`` and the views per service, port, volume, network, secret, config and model."""

    __slots__ = ("_older", "_project", "_report", "_views", "project")

    def __init__(self, project: Project, report: Report) -> None:
        self._project = project
        self._report = report
        self._views: dict[Path, View] = {}
        #: Keys of the older dialect that are read, with the paths that they stand for.
        self._older: dict[Path, Path] = {}
        self.project = self._view((), "project")
        defaults = self.project.root.value.get("defaults")
        for name, service in project.services.items():
            path = ("services", name)
            self._views[path] = self._view(path, "service").under(defaults)
            for index in range(len(service.get("ports") or ())):
                self.port(name, index)
        for section in SECTIONS:
            for name in project.section(section):
                self.entry(section, name)
        if self._older:
            self._tell_older()

    def service(self, name: str) -> View:
        """A service's own keys over the project's `defaults`."""
        return self._views[("services", name)]

    def port(self, service: str, index: int) -> View:
        """The keys of a published port in the long form."""
        return self._view(("services", service, "ports", index), "port")

    def entry(self, section: str, name: str) -> View:
        """The keys of a volume, network, secret, config or model; ``section`` is "volumes" and so on."""
        return self._view((section, name), section.removesuffix("s"))

    def _view(self, path: Path, level: str) -> View:
        if path not in self._views:
            root = None
            owner = self._project.tree.get(*path)
            for name in EXTENSIONS:
                node = owner.get(name) if owner is not None else None
                if node is not None and node.value is not None:
                    value = self._decoded(node, level, (*path, name))
                    root = self._over(root, value)
            if owner is not None and _has_older(owner):
                root = self._with_older(owner, level, path, root)
            self._views[path] = View(root, (*path, EXTENSIONS[0]))
        return self._views[path]

    def _with_older(self, owner: Node, level: str, path: Path, root: Value | None) -> Value | None:
        """The values of the older dialect, below what x-ecs says."""
        from compose2ecs.translate.xecs.aliases import older

        found, read = older(owner, level, path, self._report)
        self._older.update(read)
        return self._over(found, root)

    def _over(self, below: Value | None, root: Value | None) -> Value | None:
        """``root`` laid over other values; what is hidden by that is told."""
        if below is None or root is None:
            return root or below
        from compose2ecs.diagnostics.codes import xecs as codes
        from compose2ecs.translate.xecs.aliases import conflicts, shown

        for hidden, winner in conflicts(below, root):
            message = (
                f"`{dotted(hidden.path)}: {shown(hidden.plain())}` is dropped: `{dotted(winner.path)}` is said, too"
            )
            self._report.add(codes.ALIAS_DROPPED, message, path=hidden.path, span=hidden.span)
        return _merged(below, root)

    def _tell_older(self) -> None:
        """One note per file."""
        from compose2ecs.diagnostics.codes import xecs as codes

        files: dict[str, list[Path]] = {}
        for path in self._older:
            span = nearest_span(self._project.tree, path)
            files.setdefault(span.file if span is not None else "", []).append(path)
        for paths in files.values():
            names = ", ".join(f"`{dotted(path)}` as `{dotted(self._older[path])}`" for path in paths)
            span = nearest_span(self._project.tree, paths[0])
            self._report.add(
                codes.OLDER, f"keys of Docker's retired ECS integration: {names}", path=paths[0], span=span
            )

    def _decoded(self, node: Node, level: str, path: Path) -> Value | None:
        # imported here: most projects have no x-ecs, and start faster without its table
        from compose2ecs.translate.xecs.decode import decode
        from compose2ecs.translate.xecs.keys import LEVELS

        foreign = None
        if level == "service" and isinstance(node.value, dict) and any(key[:1].isupper() for key in node.value):
            from compose2ecs.translate.xecs.aliases import composex

            node, foreign = composex(node, path, self._report)
        value = self._over(foreign, decode(node, LEVELS[level], path, self._report))
        allow = value.below("allow") if value is not None else None
        if allow is not None:  # read by the report itself
            allow.mark()
        return value

    def anything(self) -> bool:
        """Whether the project says anything under x-ecs."""
        return any(view.root.path for view in self._views.values())

    def views(self) -> list[View]:
        """Every view that was made, the project's first."""
        return list(self._views.values())
