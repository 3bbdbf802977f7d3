"""Reads a file into documents: trees without !reset values, and the paths that !reset and !override name."""

from typing import NamedTuple

from compose2ecs.compose.files import as_problem, display, read
from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.codes import source as source_codes
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.source.node import Node
from compose2ecs.source.yamlfile import SourceError, decode, parse


class Document(NamedTuple):
    """One YAML document; ``resets`` are the paths that earlier documents lose before it is merged."""

    tree: Node
    resets: tuple[Path, ...]


def read_documents(path: str, here: str, data: bytes | None = None) -> list[Document]:
    """The documents of a file that have content; Problem where it cannot be read or is no mapping."""
    shown = display(path, here)
    try:
        trees = parse(decode(read(path, shown) if data is None else data, shown), shown)
    except SourceError as problem:
        raise as_problem(problem) from None
    found = []
    for tree in trees:
        if tree.value is None:
            continue
        if not isinstance(tree.value, dict):
            raise Problem(
                codes.NOT_A_MAPPING,
                f"{shown} is not a Compose file: its top level is not a mapping",
                span=tree.span,
                hint="a Compose file has keys such as `services:` at its top level",
            )
        resets: list[Path] = []
        _strip(tree, (), resets)
        found.append(Document(tree, tuple(resets)))
    return found


def empty(path: str, here: str) -> Problem:
    """The error for a file without any content."""
    shown = display(path, here)
    return Problem(source_codes.EMPTY_FILE, f"{shown} is empty", span=Span(shown, 1, 1))


def _strip(node: Node, path: Path, resets: list[Path]) -> None:
    """Collect the paths of tagged values below and drop those tagged !reset."""
    if isinstance(node.value, dict):
        for key, inner in list(node.value.items()):
            below = (*path, key)
            if inner.tag:
                resets.append(below)
            if inner.tag == "!reset":
                del node.value[key]
            elif not inner.tag:
                _strip(inner, below, resets)
    elif isinstance(node.value, list):
        node.value = [item for item in node.value if item.tag != "!reset"]
        for index, inner in enumerate(node.value):
            _strip(inner, (*path, index), resets)


def forget(tree: Node, paths: tuple[Path, ...]) -> None:
    """Delete what stands at the paths; list items are never deleted, as in the reference."""
    for path in paths:
        node: Node | None = tree
        for step in path[:-1]:
            node = node.get(step) if node is not None else None
        if node is not None and isinstance(node.value, dict):
            node.value.pop(path[-1], None)


def copied(node: Node) -> Node:
    """A deep copy, so that one service's merge leaves another's alone."""
    value = node.value
    if isinstance(value, dict):
        value = {key: copied(inner) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [copied(inner) for inner in value]
    return Node(value, node.span, node.key, node.tag)
