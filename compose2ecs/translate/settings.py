"""What the translator must know beyond the project: where it will run, and the images that the image stage names."""

from collections.abc import Mapping
from typing import NamedTuple


class Settings(NamedTuple):
    """``account`` and ``region`` are "" where unknown.

    ``images`` gives the content tag of each service whose image the image stage makes; ``files`` how many files and
    directories it adds to a service's image; ``binds`` the kind of each bind mount, by service and index in `volumes`
    (a word of ``images.plan``).
    """

    account: str = ""
    region: str = ""
    launch_type: str = "fargate"
    images: Mapping[str, str] = {}
    files: Mapping[str, int] = {}
    binds: Mapping[tuple[str, int], str] = {}
