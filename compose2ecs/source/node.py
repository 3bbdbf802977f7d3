"""Values that know where they were written."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.span import Path, Span


class Node:
    """A value with its place.

    ``value`` is a ``dict[str, Node]``, a ``list[Node]`` or a scalar (str, int, float, bool, None).
    ``span`` is where the value stands, None for a value that no file wrote; ``key`` is where its mapping key stands.
    ``tag`` is ``!reset`` or ``!override`` where the file says so, else "".
    """

    __slots__ = ("key", "span", "tag", "value")

    def __init__(self, value: Any, span: Span | None = None, key: Span | None = None, tag: str = "") -> None:
        self.value = value
        self.span = span
        self.key = key
        self.tag = tag

    def __repr__(self) -> str:
        return f"Node({self.value!r})"

    @property
    def place(self) -> Span | None:
        """The best place to point at for "this entry": its key, else its value."""
        return self.key or self.span

    def get(self, *path: str | int) -> "Node | None":
        """The node below, or None where the path leaves the tree."""
        node = self
        for step in path:
            inner = node.value
            if isinstance(inner, dict):
                found = inner.get(step)
                if found is None:
                    return None
                node = found
            elif isinstance(inner, list) and isinstance(step, int) and 0 <= step < len(inner):
                node = inner[step]
            else:
                return None
        return node

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """The entries of a mapping; nothing for any other value."""
        if isinstance(self.value, dict):
            yield from self.value.items()


def plain(node: "Node | None") -> Any:
    """The value without places: dicts, lists and scalars."""
    if node is None:
        return None
    value = node.value
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value


def nearest_span(root: Node, path: Path) -> Span | None:
    """The place of the deepest ancestor of ``path`` (or of itself) that a file wrote."""
    node, found = root, root.place
    for step in path:
        below = node.get(step)
        if below is None:
            break
        node = below
        found = node.place or found
    return found
