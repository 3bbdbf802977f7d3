"""The vocabulary of the x-ecs table: what a value may look like, and what it becomes.

Values are interpolated before, so numbers and booleans may arrive as text everywhere.
"""

from typing import NamedTuple


class Flag(NamedTuple):
    """true or false; becomes a bool."""

    help: str = ""


class Whole(NamedTuple):
    """A whole number; becomes an int."""

    help: str = ""
    lowest: int = 0
    highest: int | None = None


class Number(NamedTuple):
    """A number, maybe with a point; becomes a float."""

    help: str = ""
    lowest: float = 0
    highest: float | None = None


class Time(NamedTuple):
    """A duration such as 30s or 5m; becomes whole seconds, rounded up."""

    help: str = ""


class Size(NamedTuple):
    """A size such as 512m or 1G; becomes bytes."""

    help: str = ""


class Text(NamedTuple):
    """Text; ``starts``: with one of these; ``words``: is one of these (then upper and lower case count alike).

    ``pattern``: a regular expression for the whole text. Where it is not ``checked`` it is for editors only: the step
    that reads the value tells what is wrong with better words. ``booleans``: true and false are the words.
    """

    help: str = ""
    starts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    pattern: str = ""
    checked: bool = True
    booleans: bool = False


class Anything(NamedTuple):
    """Any value, in AWS's own words; becomes plain JSON."""

    help: str = ""


class Many(NamedTuple):
    """A list; a single item may stand alone. Becomes a list."""

    item: "Shape"
    help: str = ""


class Named(NamedTuple):
    """A mapping with names of the user's choice."""

    value: "Shape"
    help: str = ""


class Keys(NamedTuple):
    """A mapping with known keys. ``short``: a value that is no mapping stands for this key.

    Of several names the first that takes the value; with ``every`` it stands for all of them.
    """

    keys: "dict[str, Shape]"
    help: str = ""
    required: tuple[str, ...] = ()
    short: str | tuple[str, ...] = ()
    every: bool = False

    @property
    def shorts(self) -> tuple[str, ...]:
        """The keys that a value which is no mapping may stand for."""
        return (self.short,) if isinstance(self.short, str) else self.short


Shape = Flag | Whole | Number | Time | Size | Text | Anything | Many | Named | Keys
