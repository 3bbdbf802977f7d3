"""What a named volume asks for: by ``x-ecs``, by the same names in ``driver_opts``, or by naming a file system of EFS.

The table of keys is imported only where a volume says more than its name.
"""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.values import scalar_text
from compose2ecs.model.volumes import KINDS, MOUNT_OPTIONS
from compose2ecs.translate.scope import Scope

EFS, EBS, EPHEMERAL, HOST = KINDS
#: Drivers whose options are ours to read; a plugin's options are its own.
PLAIN_DRIVERS = ("local", "efs", "ebs", "cloudstor:aws")
#: Other tools' names of options (Docker's retired ECS integration among them).
_OLDER = {
    "lifecycle_policy": "lifecycle",
    "backup_policy": "backup",
    "kms_key_id": "kms_key",
    "filesystem": "file_system",
}
#: Options whose bad values are told where they are used.
_OWNER = ("uid", "gid", "permissions")
#: Which keys mean something for which kind; `type`, `on_delete` and `kms_key` are looked at apart.
_EFS_KEYS = ("performance_mode", "throughput_mode", "provisioned_throughput", "lifecycle", "backup")
_MOUNT_KEYS = ("file_system", "access_point", "root_directory", "transit_encryption", "iam", *_OWNER)
_EBS_KEYS = ("size", "volume_type", "iops", "snapshot")
#: Source: AWS::EFS::FileSystem, LifecyclePolicy.TransitionToIA.
_DAYS = (1, 7, 14, 30, 60, 90, 180, 270, 365)
_TRANSITIONS = ("AFTER_1_DAY", *(f"AFTER_{days}_DAYS" for days in _DAYS[1:]))
_GIB = 2**30
#: (least, most) GiB and operations per second of the types of EBS volumes; () where they cannot be chosen.
#: Source: ECS API reference, ServiceManagedEBSVolumeConfiguration.
_EBS_SIZES = {
    **dict.fromkeys(("gp2", "gp3"), (1, 16_384)),
    **dict.fromkeys(("io1", "io2"), (4, 16_384)),
    **dict.fromkeys(("st1", "sc1"), (125, 16_384)),
    "standard": (1, 1_024),
}
_EBS_IOPS = {"gp3": (3_000, 16_000), "io1": (100, 64_000), "io2": (100, 256_000)}


class Wish(NamedTuple):
    """``settings`` are properties of a file system of its own, as (name, value), () for the project's.

    ``file_system`` and ``access_point`` are ids of existing ones; ``delete``: the data goes with the stack;
    ``has_owner``: it says whose the directory is.
    """

    kind: str = EFS
    file_system: str = ""
    access_point: str = ""
    root_directory: str = ""
    uid: str = ""
    gid: str = ""
    permissions: str = ""
    encrypted: bool = True
    iam: bool = True
    settings: tuple[tuple[str, Any], ...] = ()
    delete: bool = False
    kms_key: str = ""
    size: int = 0
    volume_type: str = ""
    iops: int = 0
    snapshot: str = ""
    has_owner: bool = False


class _Said:
    """The values of one volume, and where each is written."""

    def __init__(self, volume: str, scope: Scope) -> None:
        self.volume = volume
        self.scope = scope
        self.values: dict[str, Any] = {}
        self.places: dict[str, Path] = {}

    def drop(self, keys: tuple[str, ...], why: str) -> None:
        """Leave out what has no meaning here, and say so."""
        for key in keys:
            if key in self.values:
                shown = scalar_text(self.values.pop(key))
                message = f"`{key}: {shown}` of volume `{self.volume}` is dropped: {why}"
                self.scope.say(codes.VOLUME_KEY, message, self.places[key])

    def wrong(self, key: str, why: str, hint: str = "") -> None:
        """An error about one value."""
        message = f"`{key}: {scalar_text(self.values.get(key))}` of volume `{self.volume}`: {why}"
        self.scope.say(codes.BAD_VOLUME, message, self.places.get(key, ("volumes", self.volume)), hint=hint)


def wish_of(volume: str, scope: Scope) -> Wish:
    """What the volume asks for; everything written for it is told."""
    said = _read(volume, scope)
    kind = str(said.values.get("type") or EFS)
    if said.values:
        listed = ", ".join(f"{key} {scalar_text(said.values[key])}" for key in sorted(said.values))
        scope.say(codes.VOLUME_WISH, f"volume `{volume}` asks for {listed}", ("volumes", volume))
    made = {EFS: _efs, EBS: _ebs, HOST: _host}.get(kind, _ephemeral)(said)
    return made._replace(kind=kind)


def _read(volume: str, scope: Scope) -> _Said:
    """The external name, then the options of the driver, then x-ecs: the later wins."""
    from compose2ecs.translate.xecs.decode import decode
    from compose2ecs.translate.xecs.keys import LEVELS
    from compose2ecs.translate.xecs.shapes import Keys

    said = _Said(volume, scope)
    path: Path = ("volumes", volume)
    node = scope.project.tree.get(*path)
    shapes = LEVELS["volume"]
    written = scope.project.get(*path) or {}
    if written.get("external"):
        for part in str(written.get("name") or volume).split("/"):
            key = {"fs-": "file_system", "fsap": "access_point"}.get(part[: 3 if part.startswith("fs-") else 4])
            if key:
                said.values[key], said.places[key] = part, (*path, "name")
    if written.get("driver") in (EFS, EBS):
        said.values["type"], said.places["type"] = written["driver"], (*path, "driver")
    options = node.get("driver_opts") if node is not None else None
    plugin = written.get("driver") is not None and written["driver"] not in PLAIN_DRIVERS
    for option, below in sorted(options.items()) if options and not plugin else ():
        key = _OLDER.get(option, option)
        if isinstance(shapes, Keys) and key in shapes.keys and key not in _OWNER:
            if key == "type" and below.value not in KINDS:
                continue
            if option == "backup_policy":
                value: Any = str(below.value).upper() == "ENABLED"
            else:
                found = decode(below, shapes.keys[key], (*path, "driver_opts", option), scope.report)
                value = found.plain() if found is not None else None
            if value is not None:
                said.values[key], said.places[key] = value, (*path, "driver_opts", option)
    view = scope.x.entry("volumes", volume)
    for key in shapes.keys if isinstance(shapes, Keys) else ():
        if view.has(key):
            said.values[key], said.places[key] = view.get(key), view.at(key)
    return said


def unknown_options(volume: str, scope: Scope) -> list[str]:
    """Options of the driver that mean nothing here."""
    from compose2ecs.translate.xecs.keys import LEVELS
    from compose2ecs.translate.xecs.shapes import Keys

    shapes = LEVELS["volume"]
    known = (*(shapes.keys if isinstance(shapes, Keys) else ()), *_OLDER, *MOUNT_OPTIONS)
    if scope.project.get("volumes", volume, "driver") not in (None, *PLAIN_DRIVERS):
        known = (*_OWNER, *MOUNT_OPTIONS)  # a plugin's `size` is not ours
    return sorted(key for key in scope.project.get("volumes", volume, "driver_opts") or {} if key not in known)


def _efs(said: _Said) -> Wish:
    said.drop(_EBS_KEYS, "it belongs to EBS volumes (`type: ebs`)")
    values = said.values
    if values.get("access_point") and not values.get("file_system"):
        said.wrong("access_point", "its file system must be named, too", "add `file_system: fs-…`")
    existing = str(values.get("file_system") or "")
    if existing:
        said.drop((*_EFS_KEYS, "kms_key", "on_delete"), f"`{existing}` exists and is not changed")
    options = said.scope.project.get("volumes", said.volume, "driver_opts") or {}
    if values.get("access_point"):
        for key in _OWNER:
            if key in options and key not in values:
                said.values[key], said.places[key] = options[key], ("volumes", said.volume, "driver_opts", key)
        said.drop(("root_directory", *_OWNER), f"`{values['access_point']}` has its own")
    has_owner = any(key in values or key in options for key in _OWNER)
    if values.get("on_delete") == "snapshot":
        said.drop(("on_delete",), "EFS has no snapshots; the data is kept, and backups stay in AWS Backup")
    iam = bool(values.get("iam", True))
    point = not existing or values.get("access_point") or has_owner
    encrypted = bool(values.get("transit_encryption", True))
    if not encrypted and (iam or point):
        said.drop(("transit_encryption",), f"{'IAM' if iam else 'an access point'} needs TLS")
        encrypted = True
    return Wish(
        file_system=existing,
        access_point=str(values.get("access_point") or ""),
        root_directory=str(values.get("root_directory") or ""),
        uid=str(values.get("uid", "")),
        gid=str(values.get("gid", "")),
        permissions=str(values.get("permissions", "")),
        encrypted=encrypted,
        iam=iam,
        settings=() if existing else _settings(said),
        delete=values.get("on_delete") == "delete",
        has_owner=has_owner,
    )


def _settings(said: _Said) -> tuple[tuple[str, Any], ...]:
    """Properties in which the file system differs from the project's."""
    values = said.values
    made: list[tuple[str, Any]] = []
    mode = values.get("throughput_mode") or ("provisioned" if values.get("provisioned_throughput") else "")
    if values.get("performance_mode") == "maxIO":
        made.append(("PerformanceMode", "maxIO"))
        if mode == "elastic":
            said.wrong("performance_mode", "EFS has no elastic throughput with it", "use `throughput_mode: bursting`")
        mode = mode or "bursting"
    if mode == "provisioned":
        if not values.get("provisioned_throughput"):
            said.wrong("throughput_mode", "how much is missing", "add `provisioned_throughput`, in MiB per second")
        made.append(("ProvisionedThroughputInMibps", values.get("provisioned_throughput") or 1))
    elif values.get("provisioned_throughput"):
        said.wrong("provisioned_throughput", f"the mode is {mode}", "use `throughput_mode: provisioned`")
    if mode and mode != "elastic":
        made.append(("ThroughputMode", mode))
    lifecycle = values.get("lifecycle")
    if lifecycle and str(lifecycle).upper() not in _TRANSITIONS:
        said.wrong("lifecycle", "EFS does not know it", f"one of {', '.join(_TRANSITIONS)}")
    elif lifecycle:
        made.append(("LifecyclePolicies", str(lifecycle).upper()))
    if values.get("backup") is False:
        made.append(("BackupPolicy", "DISABLED"))
    if values.get("kms_key"):
        made.append(("KmsKeyId", str(values["kms_key"])))
    return tuple(sorted(made))


def _ebs(said: _Said) -> Wish:
    said.drop((*_EFS_KEYS, *_MOUNT_KEYS), "it belongs to EFS")
    values = said.values
    if values.get("on_delete") in ("retain", "snapshot"):
        said.drop(("on_delete",), "ECS deletes the volume of a service's task with the task")
    kind = str(values.get("volume_type") or "gp3")
    if kind in ("io1", "io2") and not values.get("iops"):
        said.wrong("volume_type", "how many operations per second is missing", "add `iops`")
    if kind not in _EBS_SIZES:
        said.wrong("volume_type", "EBS does not know it", f"one of {', '.join(sorted(_EBS_SIZES))}")
    elif kind not in _EBS_IOPS:
        said.drop(("iops",), f"`{kind}` has what its size gives")
    _check_range(said, "iops", int(values.get("iops") or 0), _EBS_IOPS.get(kind), f"`{kind}` has")
    if 0 < int(values.get("size") or 0) < _GIB:
        said.wrong("size", "a number alone is bytes, and the least is 1 GiB", f"write `{values['size']}g` for GiB")
    else:
        _check_range(said, "size", -(-int(values.get("size") or 0) // _GIB), _EBS_SIZES.get(kind), f"`{kind}` in GiB:")
    return Wish(
        kms_key=str(values.get("kms_key") or ""),
        size=int(values.get("size") or 0),
        volume_type=kind,
        iops=int(values.get("iops") or 0),
        snapshot=str(values.get("snapshot") or ""),
    )


def _check_range(said: _Said, key: str, value: int, range: tuple[int, int] | None, what: str) -> None:
    """A written number must be one that EBS takes."""
    if key in said.values and range and not range[0] <= value <= range[1]:
        said.wrong(key, f"{what} {range[0]:,} to {range[1]:,}")


def _host(said: _Said) -> Wish:
    others = tuple(key for key in _MOUNT_KEYS if key != "root_directory")
    said.drop((*_EFS_KEYS, *_EBS_KEYS, *others, "kms_key", "on_delete"), "a directory of an instance has none")
    return Wish(root_directory=str(said.values.get("root_directory") or ""))


def _ephemeral(said: _Said) -> Wish:
    said.drop((*_EFS_KEYS, *_EBS_KEYS, *_MOUNT_KEYS, "kms_key", "on_delete"), "a directory of the task's disk has none")
    return Wish()
