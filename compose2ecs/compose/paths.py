"""Relative paths to absolute ones: chapter "relative paths" of the specification.

Relative to the first Compose file's directory (or --project-directory), for include and extends to their own file's.
"""

import os.path
from collections.abc import Mapping

from compose2ecs.source.node import Node


def resolve(tree: Node, directory: str, environment: Mapping[str, str]) -> None:
    """Make every path of a canonical model absolute, in place. ``environment`` gives HOME for `~`."""
    home = environment.get("HOME", "")
    services = tree.get("services")
    for _, service in services.items() if services else ():
        resolve_service(service, directory, home)
    for section in ("configs", "secrets"):
        top = tree.get(section)
        for _, resource in top.items() if top else ():
            _absolute(resource.get("file"), directory, home)
    volumes = tree.get("volumes")
    for _, volume in volumes.items() if volumes else ():
        _driver_device(volume, directory, home)


def resolve_service(service: Node, directory: str, home: str) -> None:
    """The same for one service."""
    _build(service.get("build"), directory, home)
    for entry in _list(service.get("env_file")):
        _absolute(entry.get("path") if isinstance(entry.value, dict) else entry, directory, home)
    for entry in _list(service.get("label_file")):
        _absolute(entry, directory, home)
    _absolute(service.get("extends", "file"), directory, home)
    for trigger in _list(service.get("develop", "watch")):
        path = trigger.get("path")
        _absolute(path, directory, home)
        if path is not None and isinstance(path.value, str):
            path.value = os.path.realpath(path.value) if os.path.islink(path.value) else path.value
    for volume in _list(service.get("volumes")):
        kind = volume.get("type") if isinstance(volume.value, dict) else None
        if kind is not None and kind.value == "bind":
            _absolute(volume.get("source"), directory, home)


def join(directory: str, path: str, home: str) -> str:
    """One path made absolute; `~` is the home directory."""
    if path == "~" or path.startswith("~/"):
        path = home + path[1:] if home else path
    if os.path.isabs(path) or is_windows_path(path):
        return path
    return os.path.normpath(os.path.join(directory, path))


def is_windows_path(path: str) -> bool:
    """``C:\\dir``, ``C:/dir`` or ``\\\\server\\share``."""
    return (len(path) > 2 and path[0].isalpha() and path[1] == ":" and path[2] in "\\/") or path.startswith("\\\\")


def is_remote_context(context: str) -> bool:
    """Whether a build context is a URL or a git reference rather than a directory."""
    prefixes = ("https://", "http://", "git://", "ssh://", "github.com/", "git@")
    return "://" in context or context.startswith(prefixes)


def _build(build: Node | None, directory: str, home: str) -> None:
    if build is None or not isinstance(build.value, dict):
        return
    contexts = build.get("additional_contexts")
    for node in (build.get("context"), *([inner for _, inner in contexts.items()] if contexts else ())):
        if node is not None and isinstance(node.value, str) and not _is_elsewhere(node.value):
            _absolute(node, directory, home)
    ssh = build.get("ssh")
    for _, socket in ssh.items() if ssh else ():
        _absolute(socket, directory, home)


def _is_elsewhere(context: str) -> bool:
    return context.startswith("service:") or is_remote_context(context)


def _driver_device(volume: Node, directory: str, home: str) -> None:
    driver, kind = volume.get("driver"), volume.get("driver_opts", "o")
    if driver is not None and driver.value == "local" and kind is not None and kind.value == "bind":
        _absolute(volume.get("driver_opts", "device"), directory, home)


def _list(node: Node | None) -> list[Node]:
    return node.value if node is not None and isinstance(node.value, list) else []


def _absolute(node: Node | None, directory: str, home: str) -> None:
    if node is not None and isinstance(node.value, str) and node.value:
        node.value = join(directory, node.value, home)
