"""The files of a build context, as a digest: the same files give the same digest on every machine."""

import os
import os.path
import stat
from typing import Any, NamedTuple

from compose2ecs.images.ignore import Ignored, nothing, rules

#: Beyond these, names and sizes count instead of contents, so that `convert` stays fast.
MAX_FILES, MAX_BYTES = 20_000, 256 * 1024 * 1024
_CHUNK = 1 << 20


class Digest(NamedTuple):
    """``partial``: the context is so large that not every file's content counts."""

    hexadecimal: str
    partial: bool


def digest(directory: str, dockerfile: str | None) -> Digest:
    """The digest of a context after .dockerignore; OSError where something cannot be read.

    Counted are paths, contents, the executable bit, and where symbolic links point; not times, owners or empty
    directories. ``dockerfile`` (absolute, or None) counts even where it is ignored or outside.
    """
    from hashlib import sha256

    total = sha256()
    left = [MAX_FILES, MAX_BYTES]
    for path in _files(directory, _rules(directory, dockerfile), dockerfile):
        _add(total, os.path.join(directory, path), path, left)
    if dockerfile is not None and os.path.relpath(dockerfile, directory).startswith(".."):
        _add(total, dockerfile, "\0Dockerfile", left)
    return Digest(total.hexdigest(), left[0] <= 0 or left[1] <= 0)


def _rules(directory: str, dockerfile: str | None) -> Ignored:
    """A .dockerignore beside the Dockerfile (<name>.dockerignore) wins over that of the context."""
    own = f"{dockerfile}.dockerignore" if dockerfile else ""
    for path in (own, os.path.join(directory, ".dockerignore")):
        if path and os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as stream:
                return rules(stream.read(1_000_000))
    return nothing


def _files(directory: str, ignored: Ignored, dockerfile: str | None) -> list[str]:
    found = []
    always = os.path.relpath(dockerfile, directory) if dockerfile else ""
    for folder, folders, names in os.walk(directory):
        folders.sort()
        relative = os.path.relpath(folder, directory)
        links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
        for name in (*names, *links):
            path = name if relative == "." else f"{relative}/{name}"
            if path == always or not ignored(path):
                found.append(path)
        folders[:] = [name for name in folders if name != ".git" and name not in links]
    return sorted(found)


def _add(total: Any, path: str, name: str, left: list[int]) -> None:
    status = os.lstat(path)
    left[0] -= 1
    if stat.S_ISLNK(status.st_mode):
        total.update(f"link\0{name}\0{os.readlink(path)}\0".encode("utf-8", "surrogateescape"))
        return
    if not stat.S_ISREG(status.st_mode):
        return
    mark = "x" if status.st_mode & 0o100 else "-"
    total.update(f"file\0{name}\0{mark}\0{status.st_size}\0".encode("utf-8", "surrogateescape"))
    left[1] -= status.st_size
    if left[0] <= 0 or left[1] <= 0:
        return
    with open(path, "rb") as stream:
        while chunk := stream.read(_CHUNK):
            total.update(chunk)
