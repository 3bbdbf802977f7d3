"""What a named volume really is, where the options of Docker's local driver say something else than "a directory"."""

import os.path
from typing import Any, NamedTuple

from compose2ecs.model.project import Project

DIRECTORY, TMPFS, BIND, NETWORK = "directory", "tmpfs", "bind", "network"
#: Options of the local driver that mount something. Source: Docker's documentation of `docker volume create`.
MOUNT_OPTIONS = ("type", "o", "device")
#: Values of `type` that are words of x-ecs.
KINDS = ("efs", "ebs", "ephemeral", "host")
#: Ends of the names of options that hold a secret. Sources: mount.cifs(8), documentation of sshfs and of RexRay.
_PASSWORDS = ("password", "passwd", "pass", "password2", "secret", "secretkey", "secret_key", "token")


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


def masked(options: dict[str, Any]) -> dict[str, str]:
    """Options of a driver as they may be shown: without the passwords that CIFS, sshfs and plugins take there."""
    shown = {}
    for key, value in options.items():
        parts = [part.partition("=") for part in str(value).split(",")]
        told = [f"{name}{sign}{'***' if sign and _is_password(name) else said}" for name, sign, said in parts]
        shown[key] = "***" if _is_password(key) else ",".join(told)
    return shown


def has_password(options: dict[str, Any]) -> bool:
    """Whether a driver's options have a password."""
    return masked(options) != {key: str(value) for key, value in options.items()}


def _is_password(name: str) -> bool:
    return name.lower().replace("-", "_").endswith(_PASSWORDS)
