"""What goes into images: bind mounts, configs and stop signals, as a plan that needs no Docker.

A task has no host whose files could be mounted, so files that a service mounts are added to its image as one layer. The
image is then called by its content: the base image, and every file with its path, mode and owner. Source: decision 10.
ECS has no stop signal, but sends what the image's configuration says: one that a service asks for is written there.
"""

import os
import os.path
from typing import Any, NamedTuple

from compose2ecs.images.context import digest
from compose2ecs.model.project import Project, Service
from compose2ecs.model.secretfiles import links
from compose2ecs.model.secrets import EXTENSIONS, is_elsewhere
from compose2ecs.model.signals import signal
from compose2ecs.model.volumes import BIND, local_mount
from compose2ecs.source.node import Node, plain

# What becomes of a bind mount.
BAKED = "baked"  # the files go into the image
SOURCE = "source"  # source code that the built image has already
DATA = "data"  # a directory that the service fills: a volume
EMPTY = "empty"  # nothing is there: Docker makes an empty directory
CLOCK = "clock"  # the time zone of the host
HOST = "host"  # a path of the machine
SOCKET = "socket"  # the Docker socket
LARGE = "large"  # files of the project, but too many
BUILT = "built"  # a volume that keeps files of the image from being hidden by a mount of source code

#: More than this does not belong into a layer.
MOST_BYTES = 100 * 1024 * 1024
_CLOCKS = ("/etc/localtime", "/etc/timezone")
#: What builds put below source code; a volume there is no place for data.
_BUILT_PLACES = ("node_modules", "vendor", "venv", ".venv", "target", "dist", "build", ".next", ".nuxt", "__pycache__")
_DATA_PLACES = ("/var/lib/", "/data", "/bitnami", "/var/opt/", "/var/spool", "/var/log", "/backup")


class Baked(NamedTuple):
    """Something that goes into an image: ``digest`` is of its content; ``source`` a path, or "" for a text.

    ``link`` is what a symbolic link points to, "" for a file or directory.
    """

    target: str
    digest: str
    source: str = ""
    uid: int = 0
    gid: int = 0
    mode: str = ""
    link: str = ""


class ImagePlan(NamedTuple):
    """``binds``: the kind of every bind mount (and of volumes that are BUILT) by (service, index).

    ``baked``: what goes into each service's image; ``signals``: the stop signal that its configuration gets
    (`SIGQUIT` or a number), for the services that ask for one.
    """

    binds: dict[tuple[str, int], str]
    baked: dict[str, tuple[Baked, ...]]
    signals: dict[str, str] = {}


def plan_images(project: Project) -> ImagePlan:
    """Look at every bind mount and config of the project; what cannot be read is taken for empty."""
    binds: dict[tuple[str, int], str] = {}
    baked: dict[str, tuple[Baked, ...]] = {}
    signals: dict[str, str] = {}
    for name, service in project.services.items():
        asked = signal(str(service.get("stop_signal") or ""))
        if asked:
            signals[name] = asked
        files: list[Baked] = []
        for index, item in enumerate(service.get("volumes") or ()):
            item = _resolved(project, item)
            if item.get("type") == "bind":
                binds[name, index] = kind = bind_kind(project, service, item)
                if kind == BAKED:
                    files.append(_bind(item))
            elif item.get("type") == "image":
                text = f"{item.get('source')}\0{(item.get('image') or {}).get('subpath', '')}"
                files.append(Baked(str(item["target"]), _hash(text.encode())))
        for index in _built_volumes(project, service, binds):
            binds[name, index] = BUILT
        files += _configs(project, service)
        # secrets are never baked: where one is expected outside /run/secrets, the image has a link
        files += [Baked(target, _hash(link.encode()), link=link) for target, link in links(project, service)]
        if files:
            baked[name] = tuple(files)
    return ImagePlan(binds, baked, signals)


def _resolved(project: Project, item: dict[str, Any]) -> dict[str, Any]:
    """The mount; that of a named volume whose options bind a directory as the bind mount that it is."""
    if item.get("type") == "volume" and item.get("source"):
        local = local_mount(project, str(item["source"]))
        if local.kind == BIND:
            return {**item, "type": "bind", "source": local.device}
    return item


def bind_kind(project: Project, service: Service, item: dict[str, Any]) -> str:
    """What becomes of one bind mount (in canonical form)."""
    source, target = str(item.get("source") or ""), str(item.get("target"))
    if source in _CLOCKS:
        return CLOCK
    if source.endswith("docker.sock"):
        return SOCKET
    if not of_project(source, project.directory):
        return HOST
    if not os.path.exists(source):
        return DATA if _is_data(target) else EMPTY
    if os.path.isdir(source):
        if _is_source(service, source):
            return SOURCE
        if not item.get("read_only") and (_is_data(target) or not os.listdir(source)):
            return DATA
    return LARGE if _size(source) > MOST_BYTES else BAKED


def of_project(source: str, directory: str) -> bool:
    """Whether a path belongs to the project: below its directory, or up to two levels above (a repository's files)."""
    for _ in range(3):
        if not directory.strip("/"):
            return False
        if source == directory or source.startswith(directory + "/"):
            return True
        directory = directory.rpartition("/")[0]
    return False


def _built_volumes(project: Project, service: Service, binds: dict[tuple[str, int], str]) -> list[int]:
    """The volumes below mounts of source code (`.:/app` and `/app/node_modules`), by index.

    Docker fills them from the image; empty on ECS, they would hide what the image has. As the mount above is left out,
    nothing hides it. A named volume may hold data: it counts only where it is called like what a build makes, and
    nothing else mounts it.
    """
    items = service.get("volumes") or ()
    roots = [str(item["target"]).rstrip("/") for index, item in enumerate(items) if _is_code(service, index, binds)]
    if not roots or service.get("read_only"):
        return []
    found = []
    for index, item in enumerate(items):
        target = str(item.get("target")).rstrip("/")
        if item.get("type") != "volume" or not any(target.startswith(f"{root}/") for root in roots):
            continue
        if not item.get("source") or (target.rpartition("/")[2] in _BUILT_PLACES and _is_own(project, item)):
            found.append(index)
    return found


def _is_code(service: Service, index: int, binds: dict[tuple[str, int], str]) -> bool:
    return binds.get((service.name, index)) == SOURCE


def _is_own(project: Project, item: dict[str, Any]) -> bool:
    """Whether a named volume is mounted once, and nothing asks for more than a directory."""
    name = str(item["source"])
    written: Any = project.get("volumes", name) or {}
    own = written.get("name") in (None, f"{project.name}_{name}")
    mounts = [other for one in project.services.values() for other in one.get("volumes") or ()]
    once = sum(other.get("type") == "volume" and other.get("source") == name for other in mounts) == 1
    return once and own and not any(written.get(key) for key in ("driver", "driver_opts", "external", *EXTENSIONS))


def _is_data(target: str) -> bool:
    return target.startswith(_DATA_PLACES) or target.rstrip("/").endswith(("/data", "/db", "/uploads", "/storage"))


def _is_source(service: Service, source: str) -> bool:
    """Whether a directory overlaps the build context, whose files the image has already."""
    context = service.get("build", "context")
    if not context or "://" in str(context):
        return False
    context = os.path.normpath(str(context))
    return source == context or source.startswith(context + "/") or context.startswith(source + "/")


def _size(path: str) -> int:
    """Bytes below a path; stops counting beyond the limit."""
    if not os.path.isdir(path):
        return os.path.getsize(path)
    total = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                total += os.lstat(os.path.join(folder, name)).st_size
            except OSError:
                continue
            if total > MOST_BYTES:
                return total
    return total


def _bind(item: dict[str, Any]) -> Baked:
    source, target = str(item["source"]), str(item["target"])
    try:
        if os.path.isdir(source):
            return Baked(target, digest(source, None).hexadecimal, source)
        with open(source, "rb") as file:
            return Baked(target, _hash(file.read()), source, mode=f"{os.stat(source).st_mode & 0o777:o}")
    except OSError:
        return Baked(target, "", source)


def _configs(project: Project, service: Service) -> list[Baked]:
    made = []
    for item in service.get("configs") or ():
        content = config_content(project, str(item.get("source")))
        if content is None:
            continue
        target = config_target(item)
        uid, gid = (int(text) if str(text).isdecimal() else 0 for text in (item.get("uid", 0), item.get("gid", 0)))
        made.append(Baked(target, _hash(content), uid=uid, gid=gid, mode=str(item.get("mode") or "0444")))
    return made


def config_target(item: dict[str, Any]) -> str:
    """Where a config stands in the container: the short form is a file in the root directory."""
    target = str(item.get("target") or item.get("source"))
    return target if target.startswith("/") else f"/{target}"


def config_content(project: Project, name: str) -> bytes | None:
    """The content of a config, None where it exists elsewhere or cannot be read."""
    if is_elsewhere(project, "configs", name):
        return None
    written: Any = plain(project.tree.get("configs", name) or Node({})) or {}
    if "content" in written:
        return str(written["content"]).encode()
    if "environment" in written:
        return project.environment.get(str(written["environment"]), "").encode()
    if "file" in written:
        try:
            with open(str(written["file"]), "rb") as file:
                return file.read()
        except OSError:
            return b""
    return None


def _hash(content: bytes) -> str:
    from hashlib import sha256

    return sha256(content).hexdigest()


def derived_tag(base: str, files: tuple[Baked, ...], stop_signal: str = "") -> str:
    """The tag of an image made of a base image, files, and a stop signal of its own ("" for the base's)."""
    lines = [base, *sorted("\0".join(str(part) for part in _identity(one)) for one in files)]
    lines += [f"STOPSIGNAL {stop_signal}"] if stop_signal else []
    return _hash("\n".join(lines).encode())[:16]


def _identity(one: Baked) -> tuple[str | int, ...]:
    """What makes one file of an image another one; where it stands on this machine does not."""
    told = (one.target, one.digest, one.uid, one.gid, one.mode)
    return (*told, "link") if one.link else told
