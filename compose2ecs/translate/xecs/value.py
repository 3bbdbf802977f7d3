"""Decoded values of x-ecs: they know where they were written, and whether anybody has read them."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.span import Path, Span


class Value:
    """A decoded value: ``value`` is a dict or list of Values, or plain JSON; ``used`` tells whether anybody read it."""

    __slots__ = ("parts", "path", "span", "used", "value")

    def __init__(self, value: Any, path: Path, span: Span | None) -> None:
        self.value = value
        self.path = path
        self.span = span
        self.used = False
        #: The values that this one was merged of: they are read with it.
        self.parts: tuple[Value, ...] = ()

    def plain(self) -> Any:
        """The value without places."""
        if isinstance(self.value, dict):
            return {key: below.plain() if isinstance(below, Value) else below for key, below in self.value.items()}
        if isinstance(self.value, list):
            return [below.plain() if isinstance(below, Value) else below for below in self.value]
        return self.value

    def below(self, step: str | int) -> "Value | None":
        """The value one step below, None where there is none."""
        inner = self.value
        found = inner.get(step) if isinstance(inner, dict) else None
        if isinstance(inner, list) and isinstance(step, int) and 0 <= step < len(inner):
            found = inner[step]
        return found if isinstance(found, Value) else None

    def children(self) -> list["Value"]:
        """The values right below."""
        inner = self.value
        listed = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else ()
        return [one for one in listed if isinstance(one, Value)]

    def mark(self) -> None:
        """Note that this and everything below has been read."""
        self.used = True
        for one in (*self.children(), *self.parts):
            one.mark()

    def unread(self) -> Iterator["Value"]:
        """The innermost values that nobody has read."""
        below = self.children()
        for one in below:
            yield from one.unread()
        if not below and not self.used and self.value not in ({}, []) and self.path:
            yield self
