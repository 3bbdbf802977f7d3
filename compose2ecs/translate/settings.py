"""What the translator must know beyond the project: where it will run, and the images that the image stage names."""

from collections.abc import Mapping
from typing import NamedTuple


class Settings(NamedTuple):
    """``account`` and ``region`` are "" where unknown; ``images`` gives the content tag of each built service."""

    account: str = ""
    region: str = ""
    launch_type: str = "fargate"
    images: Mapping[str, str] = {}
