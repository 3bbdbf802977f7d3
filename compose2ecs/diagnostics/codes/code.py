"""The type of a diagnostic code and the registry that the families fill."""

from typing import NamedTuple

ERROR, WARNING, NOTE = "error", "warning", "note"

#: id → code, filled by the modules of this package as they are imported.
REGISTRY: dict[str, "Code"] = {}


class Code(NamedTuple):
    """A kind of diagnostic: ``severity`` is error, warning or note; ``explanation`` is its page for ``explain``.

    ``acceptable``: the user may accept it by ``x-ecs.allow`` (never true for what makes the model meaningless).
    """

    id: str
    severity: str
    title: str
    explanation: str
    acceptable: bool = False


def code(id: str, severity: str, title: str, explanation: str, *, acceptable: bool = False) -> Code:
    """Register a code; ids are unique."""
    if id in REGISTRY:
        raise ValueError(f"diagnostic code {id} is defined twice")
    REGISTRY[id] = made = Code(id, severity, title, explanation, acceptable)
    return made
