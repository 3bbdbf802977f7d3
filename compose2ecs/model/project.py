"""A loaded Compose project.

The values are those that ``docker compose config --format json`` prints (long syntax only, durations as "1m30s", sizes
as decimal byte strings), as a tree of nodes with places; ``x-ecs`` and ``x-aws-*`` keys are kept beside them.
"""

import os.path
from typing import Any, NamedTuple

from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.source.node import Node, nearest_span, plain


class Service(NamedTuple):
    """One service of the project: ``node`` is its mapping in canonical form."""

    name: str
    node: Node

    @property
    def path(self) -> Path:
        """``("services", name)``."""
        return ("services", self.name)

    def get(self, *path: str | int) -> Any:
        """The plain value at a path below the service, None where absent."""
        return plain(self.node.get(*path))

    def span(self, *path: str | int) -> Span | None:
        """Where the value, or its nearest written ancestor, stands."""
        return nearest_span(self.node, path)


class Project(NamedTuple):
    """A project: ``tree`` is the whole canonical model, the rest are views of it.

    ``directory`` is the absolute project directory; ``files`` are the Compose files as the user named them;
    ``environment`` is the interpolation environment (OS, --env-file, .env); ``working_directory`` is where the tool was
    called, which the files of spans are relative to.
    """

    name: str
    directory: str
    files: tuple[str, ...]
    environment: dict[str, str]
    tree: Node
    services: dict[str, Service]
    working_directory: str = ""

    def relative(self, file: str) -> str:
        """A file as spans name it, relative to the project directory: the same from wherever the tool was called."""
        if file.startswith("<"):
            return file
        path = os.path.normpath(os.path.join(self.working_directory, file))
        return os.path.relpath(path, self.directory).replace(os.sep, "/")

    def shown(self, text: str) -> str:
        """A text with the paths of the project's directory made relative, so that it reads alike everywhere."""
        directory = self.directory.rstrip("/")
        if not directory or directory not in text:
            return text
        return " ".join(_relative(word, directory) for word in text.split(" "))

    def section(self, name: str) -> dict[str, Node]:
        """The entries of ``networks``, ``volumes``, ``secrets``, ``configs`` or ``models``."""
        node = self.tree.get(name)
        return dict(node.items()) if node else {}

    def get(self, *path: str | int) -> Any:
        """The plain value at a path of the model, None where absent."""
        return plain(self.tree.get(*path))

    def span(self, path: Path) -> Span | None:
        """Where the value at ``path``, or its nearest written ancestor, stands."""
        return nearest_span(self.tree, path)


def _relative(word: str, directory: str) -> str:
    if word.rstrip(",") == directory or word.startswith(directory + "/"):
        return "." + word[len(directory) :]
    return word
