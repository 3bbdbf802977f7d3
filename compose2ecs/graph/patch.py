"""RFC 6902: JSON Patch, with errors that name the nearest path that exists."""

from copy import deepcopy
from typing import Any, NamedTuple


class Problem(Exception):
    """A patch that cannot be applied: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Operation(NamedTuple):
    """One operation; ``source`` is the member ``from``."""

    op: str
    path: str
    value: Any = None
    source: str = ""


def patched(document: Any, operation: Operation) -> Any:
    """The document with one operation applied, which may change it. Raises Problem."""
    if operation.op in ("move", "copy"):
        found = deepcopy(_find(document, operation.source))
        if operation.op == "move":
            if f"{operation.path}/".startswith(f"{operation.source}/") and operation.path != operation.source:
                raise Problem(f"`{operation.source}` cannot be moved into itself")
            document = _changed(document, operation.source, "remove", None)
        return _changed(document, operation.path, "add", found)
    if operation.op == "test":
        found = _find(document, operation.path)
        if not _same(found, operation.value):
            raise Problem(f"`{operation.path}` is {_shown(found)}, not {_shown(operation.value)}")
        return document
    return _changed(document, operation.path, operation.op, deepcopy(operation.value))


def pointer(path: str) -> list[str]:
    """The steps of a JSON pointer (RFC 6901). Raises Problem."""
    if path and not path.startswith("/"):
        raise Problem(f"`{path}` is no JSON pointer", f"it begins with a slash: `/{path}`")
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]


def _changed(document: Any, path: str, op: str, value: Any) -> Any:
    steps = pointer(path)
    if not steps:
        if op == "remove":
            raise Problem("the whole document cannot be removed")
        return value
    above = _find(document, path, steps[:-1])
    last = steps[-1]
    if isinstance(above, list):
        _change_list(above, document, path, op, value)
    elif not isinstance(above, dict) or (op != "add" and last not in above):
        raise _missing(document, path)
    elif op == "remove":
        del above[last]
    else:
        above[last] = value
    return document


def _change_list(above: list[Any], document: Any, path: str, op: str, value: Any) -> None:
    steps = pointer(path)
    if steps[-1] == "-" and op == "add":
        above.append(value)
        return
    index = _index(steps[-1])
    if index is None or index > len(above) or (op != "add" and index == len(above)):
        raise _missing(document, path)
    if op == "add":
        above.insert(index, value)
    elif op == "remove":
        del above[index]
    else:
        above[index] = value


def _find(document: Any, path: str, steps: list[str] | None = None) -> Any:
    """The value at a path."""
    found = document
    for step in pointer(path) if steps is None else steps:
        below = _below(found, step)
        if below is None:
            raise _missing(document, path)
        found = below[0]
    return found


def _below(value: Any, step: str) -> list[Any] | None:
    """The value one step below, in a list so that null is a value, too; None for none."""
    if isinstance(value, dict) and step in value:
        return [value[step]]
    index = _index(step) if isinstance(value, list) else None
    return [value[index]] if index is not None and index < len(value) else None


def _index(step: str) -> int | None:
    plain = step.isascii() and step.isdecimal() and (step == "0" or not step.startswith("0"))
    return int(step) if plain else None


def _missing(document: Any, path: str) -> Problem:
    """The path does not exist: the deepest part of it that does, and the nearest name there."""
    from difflib import get_close_matches

    found, done = document, ""
    for step in pointer(path):
        below = _below(found, step)
        if below is None:
            break
        found, done = below[0], f"{done}/{_escaped(step)}"
    if isinstance(found, dict) and found:
        names = list(found)
        near = get_close_matches(step, names, 1)
        return Problem(
            f"the path `{path}` does not exist",
            f"did you mean `{done}/{_escaped(near[0])}`?"
            if near
            else f"`{done or '/'}` has {', '.join(names[:12])}{'…' if len(names) > 12 else ''}",
        )
    if isinstance(found, list):
        many = f"0 to {len(found) - 1}" if found else "no items"
        return Problem(f"the path `{path}` does not exist", f"`{done or '/'}` is a list: {many}, `-` adds at its end")
    return Problem(f"the path `{path}` does not exist", f"the nearest that does is `{done or '/'}`")


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _shown(value: Any) -> str:
    import json

    text = json.dumps(value, ensure_ascii=False)
    return f"`{text}`" if len(text) <= 60 else f"`{text[:59]}…`"
