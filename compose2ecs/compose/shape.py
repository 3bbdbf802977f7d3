"""The vocabulary of the attribute table: what a Compose value may look like and what it becomes.

A shape says two things at once: what the specification lets a user write (checked before merging is canonical), and how
the canonical model types it (``decode``, and whether a zero value is printed).
"""

from typing import NamedTuple


class Scalar(NamedTuple):
    """A single value. ``types``: letters of s(tring) n(umber) i(nteger) b(oolean) 0 (null).

    ``decode`` names the canonical type: str, bool, int, float, float32, bytes, duration, mode, count, any.
    ``keep``: a zero value is printed (the reference has a pointer there).
    """

    types: str
    decode: str = "str"
    keep: bool = False
    enum: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    matches: str = ""


class Items(NamedTuple):
    """A list; ``unique``: no two equal items."""

    item: "Shape"
    unique: bool = False


class Entries(NamedTuple):
    """A mapping with keys of the user's choice. ``names``: keys are resource names ([a-zA-Z0-9._-]+).

    ``open``: keys that are no resource names are let through unchecked, as the specification's schema does.
    ``list_form``: the same may be written as a list of KEY=VALUE.
    """

    value: "Shape"
    names: bool = False
    open: bool = False
    lower: bool = False


class Attributes(NamedTuple):
    """A mapping with known keys. ``extensible``: x-* keys are allowed; ``always``: printed even when empty."""

    keys: dict[str, "Shape"]
    required: tuple[str, ...] = ()
    extensible: bool = True
    nullable: bool = False
    always: bool = False
    closed: bool = True


class Either(NamedTuple):
    """Several spellings of one thing; the last one is the canonical one. ``missing``: how the canonical null prints."""

    options: tuple["Shape", ...]


Shape = Scalar | Items | Entries | Attributes | Either
