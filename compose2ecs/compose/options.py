"""What the caller asks the loader for."""

from collections.abc import Callable, Mapping
from typing import NamedTuple


def _no_stdin() -> bytes:
    return b""


class LoadOptions(NamedTuple):
    """The options of one load, named as docker compose names them.

    ``environment`` is the caller's (os.environ); ``working_directory`` its current directory; ``services`` selects some
    of the project's services with what they depend on; ``read_stdin`` gives the bytes of the file named "-".
    """

    environment: Mapping[str, str]
    working_directory: str
    files: tuple[str, ...] = ()
    project_name: str | None = None
    profiles: tuple[str, ...] = ()
    env_files: tuple[str, ...] = ()
    project_directory: str | None = None
    services: tuple[str, ...] = ()
    interpolate: bool = True
    consistency: bool = True
    all_resources: bool = False
    read_stdin: Callable[[], bytes] = _no_stdin
