"""The type of a rule of the catalog."""

from typing import NamedTuple

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, Code

#: How much a rule weighs where nothing adapts what it finds: it blocks, it warns, it informs.
E, W, I = ERROR, WARNING, NOTE  # noqa: E741 - the letters of the catalog


class Rule(NamedTuple):
    """``severity`` is what the finding would be for a tool that adapts nothing; ``codes`` tell it here.

    ``why`` says why a code's severity differs from that, "" where none does. ``preflight`` is what only a look at AWS
    or at a registry can tell, and nothing offline does.
    """

    id: str
    severity: str
    title: str
    codes: tuple[Code, ...]
    advice: str
    why: str = ""
    preflight: str = ""
