"""Where something stands in a file."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of a file; lines and columns count from 1, the end column is the first one after it.

    ``end_line == 0`` means that only the start is known.
    """

    file: str
    line: int
    column: int
    end_line: int = 0
    end_column: int = 0


#: A place in the model: keys and list indexes, such as ``("services", "web", "ports", 0)``.
Path = tuple[str | int, ...]


def dotted(path: Path) -> str:
    """``("services", "web", "ports", 0)`` as ``services.web.ports[0]``."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
