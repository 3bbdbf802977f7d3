"""Resolves `include`: loads each included project with its own directory and environment, and adds its resources.

Conflicts do not fail: the including file wins over the included one, and an earlier include over a later one.
"""

import os.path
from collections.abc import Callable
from typing import NamedTuple

from compose2ecs.compose.files import display, is_remote, read_env_files
from compose2ecs.compose.merge import merge
from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.source.node import Node

SECTIONS = ("services", "volumes", "networks", "secrets", "configs", "models")


class Scope(NamedTuple):
    """Where a file is loaded: its project directory, its environment, and the chain of files that led to it."""

    directory: str
    environment: dict[str, str]
    chain: tuple[str, ...] = ()


#: Loads files in a scope up to resolved paths: (files, scope) → tree.
Loader = Callable[[tuple[str, ...], Scope], Node]


def apply_include(tree: Node, scope: Scope, here: str, load: Loader) -> None:
    """Replace the `include` of a tree by what it includes; Problem for what cannot be read."""
    include = tree.value.pop("include", None)
    if include is None or not isinstance(include.value, list):
        if include is not None:
            tree.value["include"] = include
        return
    for index, entry in enumerate(include.value):
        try:
            imported = _load(entry, scope, here, load)
        except Problem as problem:
            raise Problem(
                problem.code,
                problem.message,
                span=problem.span or entry.span,
                hint=problem.hint,
                path=problem.path or ("include", index),
            ) from None
        _import(imported, tree)


def _load(entry: Node, scope: Scope, here: str, load: Loader) -> Node:
    files = _texts(entry.get("path") if isinstance(entry.value, dict) else entry)
    if not files:
        raise Problem(codes.INCLUDE, "an include needs a path", span=entry.span)
    remote = next((file for file in files if is_remote(file)), None)
    if remote is not None:
        raise Problem(
            codes.REMOTE,
            f"`{remote}` is remote, only local files are read",
            hint="clone or download it, include the copy",
        )
    paths = tuple(os.path.normpath(os.path.join(scope.directory, file)) for file in files)
    if paths[0] in scope.chain:
        circle = " → ".join(display(path, here) for path in (*scope.chain, paths[0]))
        raise Problem(codes.INCLUDE, f"files include each other in a circle: {circle}")
    named = entry.get("project_directory") if isinstance(entry.value, dict) else None
    directory = os.path.dirname(paths[0])
    if named is not None and named.value:
        directory = os.path.normpath(os.path.join(scope.directory, str(named.value)))
    env_files = _env_files(entry, directory, scope.directory)
    variables = read_env_files(env_files, scope.environment, here)
    return load(paths, Scope(directory, {**variables, **scope.environment}, scope.chain))


def _env_files(entry: Node, directory: str, parent: str) -> tuple[str, ...]:
    listed = _texts(entry.get("env_file")) if isinstance(entry.value, dict) else []
    if listed:
        return tuple(os.path.join(parent, file) for file in listed if file != "/dev/null")
    default = os.path.join(directory, ".env")
    return (default,) if os.path.isfile(default) else ()


def _texts(node: Node | None) -> list[str]:
    if node is None:
        return []
    if isinstance(node.value, list):
        return [item.value for item in node.value if isinstance(item.value, str)]
    return [node.value] if isinstance(node.value, str) else []


def _import(imported: Node, tree: Node) -> None:
    for section in SECTIONS:
        source = imported.get(section)
        if source is None or not isinstance(source.value, dict):
            continue
        target = tree.value.setdefault(section, Node({}, None))
        if target.value is None:
            target.value = {}
        if not isinstance(target.value, dict):
            continue
        for name, resource in source.value.items():
            own = target.value.get(name)
            target.value[name] = resource if own is None else merge(resource, own, (section, name))
