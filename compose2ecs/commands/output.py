"""Writes results to files: atomically, and only where something changes."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from compose2ecs.diagnostics.codes import cli as codes
from compose2ecs.diagnostics.report import Report


class Written(NamedTuple):
    """One file and whether its content is (or, for a check, would be) another one than before."""

    path: str
    changed: bool


def is_directory(path: str) -> bool:
    """Whether ``-o PATH`` means a directory: it ends in a separator, or exists as one."""
    return path.endswith(("/", os.sep)) or os.path.isdir(path)


def placed(path: str, files: Mapping[str, str]) -> dict[str, str]:
    """The files of a result below the directory ``path``."""
    return {os.path.join(path, *name.split("/")): text for name, text in files.items()}


def compare(files: Mapping[str, str]) -> list[Written]:
    """Which files differ from what is there."""
    return [Written(path, _content(path) != text.encode()) for path, text in files.items()]


def write(files: Mapping[str, str], report: Report) -> list[Written]:
    """Write what differs; a file that cannot be written is reported and ends the writing."""
    done = []
    for one in compare(files):
        try:
            if one.changed:
                _replace(one.path, files[one.path].encode())
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            report.add(codes.CANNOT_WRITE, f"cannot write {one.path}: {reason}")
            break
        done.append(one)
    return done


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return None


def _replace(path: str, data: bytes) -> None:
    """All or nothing: a reader never sees half a file, and a crash leaves the old one."""
    if os.path.exists(path) and not os.path.isfile(path):  # /dev/stdout, a pipe
        with open(path, "wb") as stream:
            stream.write(data)
        return
    target = os.path.realpath(path)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    scratch = f"{target}.{os.getpid()}.tmp"
    try:
        with open(scratch, "xb") as stream:
            stream.write(data)
        if os.path.exists(target):
            os.chmod(scratch, os.stat(target).st_mode & 0o7777)
        os.replace(scratch, target)
    except BaseException:
        if os.path.exists(scratch):
            os.unlink(scratch)
        raise
