"""What every command is told: the global options, wherever they stood, and the surroundings of the process."""

import os
import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

from compose2ecs.compose.options import LoadOptions


class Invocation(NamedTuple):
    """The global options by name; ``services`` are those named before the command, ``environment`` is the caller's."""

    environment: Mapping[str, str]
    directory: str
    stdin: "Stdin"
    files: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    project_name: str | None = None
    profiles: tuple[str, ...] = ()
    env_files: tuple[str, ...] = ()
    project_directory: str | None = None
    aws_profile: str | None = None
    region: str | None = None
    ansi: str | None = None
    no_color: bool = False
    quiet: bool = False
    verbose: int = 0
    debug: bool = False
    json: bool = False
    strict: bool = False
    no_consistency: bool = False
    all_resources: bool = False

    def load_options(self, *, interpolate: bool = True) -> LoadOptions:
        """The part of it that the loader wants."""
        return LoadOptions(
            environment=self.environment,
            working_directory=self.directory,
            files=self.files,
            project_name=self.project_name,
            profiles=self.profiles,
            env_files=self.env_files,
            project_directory=self.project_directory,
            services=self.services,
            interpolate=interpolate,
            consistency=not self.no_consistency,
            all_resources=self.all_resources,
            read_stdin=self.stdin.read,
        )


class Stdin:
    """Standard input, read when first wanted and kept, so that an excerpt can be shown of it."""

    __slots__ = ("_data",)

    def __init__(self) -> None:
        self._data: bytes | None = None

    def read(self) -> bytes:
        """Its bytes."""
        if self._data is None:
            self._data = sys.stdin.buffer.read()
        return self._data

    @property
    def text(self) -> str | None:
        """Its text, None where nobody read it."""
        return None if self._data is None else self._data.decode("utf-8-sig", "replace")


def merged(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Global options from before and after the command: lists append, counts add, otherwise the later one wins."""
    made = dict(before)
    for name, value in after.items():
        first = made.get(name)
        if isinstance(value, bool):
            made[name] = bool(first) or value
        elif isinstance(value, tuple):
            made[name] = (*(first or ()), *value)
        elif isinstance(value, int):
            made[name] = (first or 0) + value
        elif value is not None:
            made[name] = value
    return made


def current_directory(environment: Mapping[str, str]) -> str:
    """The current directory as the user sees it: ``PWD`` where it is true (a path through a symbolic link)."""
    seen = environment.get("PWD", "")
    try:
        if os.path.isabs(seen) and os.path.samefile(seen, "."):
            return seen
    except OSError:
        pass  # a stale PWD says nothing
    return os.getcwd()
