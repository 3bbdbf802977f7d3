"""What a named volume really is, where the options of Docker's local driver say something else than "a directory"."""

import os.path
from typing import Any, NamedTuple

from compose2ecs.model.project import Project

DIRECTORY, TMPFS, BIND, NETWORK = "directory", "tmpfs", "bind", "network"
#: Options of the local driver that mount something. Source: Docker's documentation of `docker volume create`.
MOUNT_OPTIONS = ("type", "o", "device")
#: Values of `type` that are words of x-ecs.
KINDS = ("efs", "ebs", "ephemeral", "host")


class LocalMount(NamedTuple):
    """``kind`` as above; ``device`` is an absolute path for BIND; ``options`` are those of `o`."""

    kind: str
    device: str = ""
    options: tuple[str, ...] = ()


def local_mount(project: Project, volume: str) -> LocalMount:
    """What the volume of this name mounts on a machine with Docker."""
    written: dict[str, Any] = project.get("volumes", volume) or {}
    options: dict[str, Any] = written.get("driver_opts") or {}
    if written.get("driver") not in (None, "local") or options.get("type") in KINDS:
        return LocalMount(DIRECTORY)
    listed = tuple(option for option in str(options.get("o") or "").split(",") if option)
    kind, device = str(options.get("type") or ""), str(options.get("device") or "")
    if kind == "tmpfs":
        return LocalMount(TMPFS, options=listed)
    if ("bind" in listed or "rbind" in listed) and device:
        return LocalMount(BIND, os.path.normpath(os.path.join(project.directory, device)), listed)
    return LocalMount(NETWORK if kind or device or listed else DIRECTORY, device, listed)
