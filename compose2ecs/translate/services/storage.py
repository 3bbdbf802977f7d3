"""What is mounted: tmpfs is made here, named volumes elsewhere; mounts of a machine's paths have no machine here."""

from typing import Any

from compose2ecs.diagnostics.codes import files
from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.model.secrets import extension
from compose2ecs.model.values import mebibytes, parse_bytes
from compose2ecs.model.volumes import TMPFS, local_mount
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import (
    ADAPTED,
    DROPPED,
    IGNORED,
    IMAGE,
    LAUNCH_TYPES,
    MAPPED,
    Site,
    maps,
    part_of,
    summary,
)

_TMPFS = "container.LinuxParameters.Tmpfs"
#: Source: ECS API reference, Tmpfs.
MOUNT_OPTIONS = (
    "defaults ro rw suid nosuid dev nodev exec noexec sync async dirsync remount mand nomand atime noatime diratime"
    " nodiratime bind rbind unbindable runbindable private rprivate shared rshared slave rslave relatime norelatime"
    " strictatime nostrictatime mode uid gid nr_inodes nr_blocks mpol"
)
#: Fargate's task memory when a service says nothing, and the most that an unsized tmpfs takes of it; MiB.
UNSAID_MEMORY = 512
LARGEST_DEFAULT = 256


def _default_size(service: Node | None) -> int:
    """A quarter of the written memory limit, in MiB."""
    limit = None
    if service is not None:
        limit = plain(service.get("deploy", "resources", "limits", "memory")) or plain(service.get("mem_limit"))
    try:
        memory = mebibytes(parse_bytes(limit)) if limit else UNSAID_MEMORY
    except ValueError:
        memory = UNSAID_MEMORY
    return max(1, min(LARGEST_DEFAULT, memory // 4))


def _mount(site: Site, path: str, size: int | None, options: list[str], *below: str | int) -> list[dict[str, Any]]:
    """One tmpfs as a list of one, or of none where the path has one already; without a size it gets the default."""
    there = site.container.get("LinuxParameters", {}).get("Tmpfs", ())
    if any(other["ContainerPath"] == path for other in there):
        site.say(codes.REPEATED_MOUNT, f"a tmpfs at `{path}` exists already; this one is left out", *below)
        return []
    if size is None:
        size = _default_size(site.service)
        message = f"tmpfs `{path}` gets {size} MiB: ECS requires a size"
        site.say(codes.DEFAULT_SIZE, message, *below, hint=f"write your own: `{path}:size={size}m`")
    made: dict[str, Any] = {"ContainerPath": path, "Size": size}
    if options:
        made["MountOptions"] = options
    return [made]


@maps("services.*.tmpfs", to=_TMPFS)
def tmpfs(node: Node, site: Site) -> list[dict[str, Any]]:
    """Counts against the task's memory; without `size=` a quarter of the memory limit, at most 256 MiB."""
    made: list[dict[str, Any]] = []
    known = MOUNT_OPTIONS.split()
    for index, item in enumerate(node.value):
        path, _, text = str(item.value).partition(":")
        size: int | None = None
        options = []
        for option in filter(None, text.split(",")):
            key, _, value = option.partition("=")
            if key == "size":
                size = _size(site, value, index)
            elif key in known:
                options.append(option)
            else:
                site.say(
                    codes.TMPFS, f"option `{option}` of tmpfs `{path}` is dropped: ECS lists no such option", index
                )
        if any(path == other["ContainerPath"] for other in made):
            site.say(codes.REPEATED_MOUNT, f"a tmpfs at `{path}` exists already; this one is left out", index)
        else:
            made += _mount(site, path, size, options, index)
    return made


def _size(site: Site, text: str, *below: str | int) -> int | None:
    try:
        return mebibytes(parse_bytes(text)) or None  # zero: no limit, which ECS cannot say
    except ValueError:
        site.say(codes.TMPFS, f"tmpfs size `{text}` is not used: ECS takes whole MiB", *below, hint="write it like 64m")
        return None


@maps("services.*.shm_size", to=_TMPFS, fargate=ADAPTED, ec2=MAPPED, managed=MAPPED)
def shm_size(node: Node, site: Site) -> list[dict[str, Any]] | None:
    """A tmpfs at /dev/shm, because Fargate refuses the size of the built-in one; counts against the task's memory."""
    size = mebibytes(parse_bytes(node.value))
    if size < 1:
        site.say(codes.LOCAL_ONLY, "`shm_size` is ignored: zero means the default")
        return None
    if site.launch_type != "fargate":
        site.container.setdefault("LinuxParameters", {})["SharedMemorySize"] = size
        return None
    site.say(
        codes.ADAPTED, f"`shm_size` becomes a tmpfs of {size} MiB at /dev/shm: Fargate knows no `sharedMemorySize`"
    )
    return _mount(site, "/dev/shm", size, [])  # noqa: S108 - a path in the container


@maps("services.*.volumes", to="AWS::ECS::TaskDefinition.Volumes", fargate=ADAPTED)
def volumes(node: Node, site: Site) -> None:
    """Named volumes become EFS directories; tmpfs stays tmpfs; project files go into the image."""
    for index, item in enumerate(node.value):
        kind = plain(item.get("type"))
        if kind == "tmpfs":
            found = _tmpfs_volume(item, site, index)
            there = site.container.setdefault("LinuxParameters", {}).setdefault("Tmpfs", [])
            there += found
        elif kind == "bind":
            _bind(item, site, index)
        elif kind == "npipe":
            _say(item, site, index, codes.NEEDS_DOCKER, "named pipe", "cannot work on ECS: a task has no Windows host")
        elif kind == "image":
            _say(item, site, index, files.IN_THE_IMAGE, "image mount", "goes into the image, as a copy of those files")
        elif kind == "cluster":
            _say(
                item,
                site,
                index,
                codes.NO_EQUIVALENT,
                "cluster volume",
                "is dropped: Swarm's cluster volumes do not exist on ECS",
            )
        elif (str(site.path[1]), index) in site.settings.binds:
            _bind(item, site, index)
        elif local_mount(site.project, str(plain(item.get("source")) or "")).kind == TMPFS:
            found = _named_tmpfs(item, site, index)
            there = site.container.setdefault("LinuxParameters", {}).setdefault("Tmpfs", [])
            there += found
        else:
            _named(item, site, index)


def _named_tmpfs(item: Node, site: Site, index: int) -> list[dict[str, Any]]:
    """A named volume whose driver options make it a tmpfs: one per container, they are not shared."""
    volume, target = str(plain(item.get("source"))), str(plain(item.get("target")))
    size: int | None = None
    options = ["ro"] if plain(item.get("read_only")) else []
    for option in local_mount(site.project, volume).options:
        key, _, value = option.partition("=")
        if key == "size":
            size = _size(site, value, index)
        elif key in MOUNT_OPTIONS.split():
            options.append(option)
        else:
            message = f"option `{option}` of volume `{volume}` is dropped: ECS lists no such option for a tmpfs"
            site.say(codes.TMPFS, message, index)
    details = _detail("", {key: below for key, below in plain(item).items() if key in ("consistency", "volume")})
    extra = f" ({details.strip()})" if details.strip() else ""
    message = f"volume `{volume}` at `{target}`{extra} is a tmpfs of this container alone"
    site.say(codes.ADAPTED, message, *_below(item, index))
    return _mount(site, target, size, options, index)


def _named(item: Node, site: Site, index: int) -> None:
    """A volume: made elsewhere; what Docker would do with the image's files at its path is said here."""
    if not plain(item.get("volume", "nocopy")):
        start = "is used as it is" if _has_content(site, str(plain(item.get("source")) or "")) else "starts empty"
        message = f"the volume at `{plain(item.get('target'))}` {start}: the image's files there are not copied"
        site.say(codes.STARTS_EMPTY, message, *_below(item, index))
    if item.get("consistency"):
        _consistency(site, index)


def _has_content(site: Site, volume: str) -> bool:
    """Whether a volume says that it exists: a file system, a snapshot, a directory of an instance."""
    written: dict[str, Any] = site.project.get("volumes", volume) or {}
    node, options = site.project.tree.get("volumes", volume), written.get("driver_opts") or {}
    said = {key: extension(node, key) or options.get(key) for key in ("file_system", "filesystem", "snapshot", "type")}
    exists = said.pop("type") == "host" or any(said.values())
    return exists or (bool(written.get("external")) and str(written.get("name")).startswith("fs"))


def _consistency(site: Site, index: int) -> None:
    name = f"volumes[{index}].consistency"
    site.say(codes.LOCAL_ONLY, f"`{name}` is ignored: a hint for Docker Desktop", index, "consistency")


def _tmpfs_volume(item: Node, site: Site, index: int) -> list[dict[str, Any]]:
    target = str(plain(item.get("target")))
    size = plain(item.get("tmpfs", "size"))
    mode = plain(item.get("tmpfs", "mode"))
    options = [f"mode={mode:o}"] if isinstance(mode, int) else []
    if plain(item.get("read_only")):
        options.append("ro")
    if item.get("consistency"):
        _consistency(site, index)
    for key in ("source", "bind", "volume", "image"):
        if item.get(key):
            message = f"`volumes[{index}].{key}` is ignored: a tmpfs has none"
            site.say(codes.LOCAL_ONLY, f"{message} ({summary(plain(item.get(key)))})", index, key)
    where = (index, "tmpfs") if item.get("tmpfs") else (index,)
    return _mount(site, target, _size(site, size, *where) if size else None, options, *where)


def _say(item: Node, site: Site, index: int, code: Code, what: str, why: str, hint: str = "") -> None:
    """One diagnostic for the whole mount; it names everything written there."""
    written = plain(item)
    source, target = site.shown(str(written.get("source", ""))), written.get("target", "")
    told = ("type", "source", "target")
    details = [_detail(key, value) for key, value in written.items() if key not in told and key[:2] != "x-"]
    if written.get("type") == "bind" and "bind" not in written:
        details.append("must exist")  # only a `bind` mapping lets Docker create the path
    extra = ", ".join(filter(None, details))
    named = f" of `{source}`" if source else ""
    message = f"{what}{named} at `{target}`{f' ({extra})' if extra else ''} {why}"
    site.say(code, message, *_below(item, index), hint=hint)


def _below(item: Node, index: int) -> tuple[str | int, ...]:
    """Where to point for a named volume: at its `volume` mapping where there is one."""
    return (index, "volume") if plain(item.get("type")) == "volume" and item.get("volume") else (index,)


def _detail(key: str, value: Any) -> str:
    """``read_only``, ``consistency cached``, ``propagation rshared``."""
    if isinstance(value, dict):
        return ", ".join(_detail(inner, below) for inner, below in value.items() if inner[:2] != "x-")
    return key if value is True else f"{key} {summary(value)}"


def _bind(item: Node, site: Site, index: int) -> None:
    """What becomes of a bind mount was decided by the image stage's plan, which looks at the files."""
    kind = site.settings.binds.get((str(site.path[1]), index), "host")
    if kind in ("host", "socket") and site.launch_type == "ec2":
        hint = "use a named volume (it becomes EFS) for data that must follow the task"
        why = "shows whatever the instance has there, on which the task happens to run"
        _say(item, site, index, files.ON_INSTANCE, "bind mount", why, hint)
    elif kind in ("data", "empty", "baked"):
        writable = "" if plain(item.get("read_only")) else ", and changes to them are lost with the task"
        code, why = {
            "baked": (files.IN_THE_IMAGE, f"goes into the image{writable}"),
            "data": (files.NOT_UPLOADED, "becomes a directory on EFS, which starts empty: nothing is uploaded"),
            "empty": (
                files.EMPTY_DIRECTORY,
                "is an empty directory, as nothing is there; it lives as long as the task",
            ),
        }[kind]
        _say(item, site, index, code, "bind mount", why)
    elif kind == "clock":
        why = "is ignored: a task runs in UTC; set the variable TZ for another zone"
        _say(item, site, index, codes.LOCAL_ONLY, "bind mount", why)
    elif kind == "built":
        why = "is left out: the image's files are there, as no mount of source code hides them"
        _say(item, site, index, files.SOURCE_CODE, "volume", why)
    elif kind == "source":
        why = "is left out: the image is built from these files"
        _say(item, site, index, files.SOURCE_CODE, "bind mount", why)
    elif kind == "large":
        hint = "use a named volume (it becomes EFS) for data, or mount only what the service needs"
        _say(item, site, index, files.TOO_LARGE, "bind mount", "is more than 100 MB: too much for an image", hint)
    elif kind == "socket":
        hint = "remove what needs it, or keep it for local work in compose.override.yaml"
        why = f"is not possible on {LAUNCH_TYPES[site.launch_type]}: there is no Docker socket"
        _say(item, site, index, codes.HOST_PATH, "bind mount", why, hint)
    else:
        hint = "use a named volume (it becomes EFS) for data; put files that are only read into the image"
        where = LAUNCH_TYPES[site.launch_type]
        why = f"is not possible on {where}: there is no host whose path could be mounted"
        _say(item, site, index, codes.HOST_PATH, "bind mount", why, hint)


@maps(
    "services.*.storage_opt",
    to="AWS::ECS::TaskDefinition.EphemeralStorage",
    fargate=ADAPTED,
    ec2=DROPPED,
    managed=DROPPED,
)
def storage_opt(node: Node, site: Site) -> None:
    """`size` is the task's ephemeral storage, 21 to 200 GiB; other options are Docker's."""
    for key, _ in node.items():
        if key != "size":
            message = f"`storage_opt.{key}` is dropped: an option of Docker's storage driver"
            site.say(codes.NO_EQUIVALENT, message, key)


_ITEM = "services.*.volumes[]"
part_of(f"{_ITEM}.type", "AWS::ECS::TaskDefinition.Volumes", "volume: EFS; tmpfs: tmpfs; others below", fargate=ADAPTED)
part_of(f"{_ITEM}.source", "AWS::ECS::TaskDefinition.Volumes[].Name", "the named volume", fargate=ADAPTED)
part_of(f"{_ITEM}.target", "container.MountPoints[].ContainerPath", "as written")
part_of(f"{_ITEM}.read_only", "container.MountPoints[].ReadOnly", "as written")
part_of(f"{_ITEM}.consistency", "", "a hint for Docker Desktop", fargate=IGNORED)
part_of(
    f"{_ITEM}.bind",
    "",
    "files of the project go into the image; data directories become EFS; paths of the host are an error",
    fargate=ADAPTED,
)
part_of(f"{_ITEM}.bind.propagation", "", "goes with the bind mount", fargate=DROPPED)
part_of(f"{_ITEM}.bind.create_host_path", "", "goes with the bind mount", fargate=IGNORED)
part_of(f"{_ITEM}.bind.recursive", "", "goes with the bind mount", fargate=DROPPED)
part_of(f"{_ITEM}.bind.selinux", "", "goes with the bind mount", fargate=IGNORED)
part_of(f"{_ITEM}.volume", "AWS::EFS::AccessPoint.RootDirectory", "of a named volume", fargate=ADAPTED)
part_of(f"{_ITEM}.volume.labels", "AWS::EFS::AccessPoint.AccessPointTags", "tags")
part_of(f"{_ITEM}.volume.labels.*", "AWS::EFS::AccessPoint.AccessPointTags", "tags")
part_of(
    f"{_ITEM}.volume.nocopy", "AWS::EFS::AccessPoint.RootDirectory", "EFS starts empty in any case", fargate=ADAPTED
)
part_of(
    f"{_ITEM}.volume.subpath", "AWS::EFS::AccessPoint.RootDirectory.Path", "an access point of its own", fargate=ADAPTED
)
part_of(f"{_ITEM}.tmpfs", _TMPFS, "see tmpfs")
part_of(f"{_ITEM}.tmpfs.size", f"{_TMPFS}[].Size", "whole MiB, rounded up")
part_of(f"{_ITEM}.tmpfs.mode", f"{_TMPFS}[].MountOptions", "as `mode=1777`")
part_of(f"{_ITEM}.image", "", "its files are copied into the image", fargate=IMAGE)
part_of(f"{_ITEM}.image.subpath", "", "goes with the image mount", fargate=IMAGE)
part_of("services.*.volumes_from", "container.VolumesFrom", "both containers share one task", fargate=ADAPTED)
