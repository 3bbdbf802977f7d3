"""Named volumes: one encrypted EFS file system, an access point (a directory with an owner) per volume."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded, short_hash
from compose2ecs.graph.values import GetAtt, Ref
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.assemble.groups import own_group
from compose2ecs.translate.assemble.tags import compose_tags, merged
from compose2ecs.translate.fargate import image_name, is_data_store, is_database, owner
from compose2ecs.translate.scope import Mount, Plan, Scope, Task

_LONGEST_PATH, _DEEPEST = 100, 4
_PATH_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
_LONGEST_NAME = 255
_NFS = 2049
#: Drivers that mean a directory on a shared file system.
_PLAIN_DRIVERS = ("local", "efs", "cloudstor:aws")
#: Options of the local driver that mount something else than a directory.
_MOUNT_OPTIONS = ("type", "o", "device")
_OWNER_OPTIONS = ("uid", "gid", "permissions")
#: Who may write where the owner is known, and where it is not.
_OWNED, _OPEN = "0755", "0777"


class Use(NamedTuple):
    """One mount of a named volume: ``key`` is (volume, subpath)."""

    key: tuple[str, str]
    task: Task
    plan: Plan
    item: Node
    path: Path


def mount_volumes(scope: Scope) -> None:
    """Make the file system where a volume needs it, and mount volumes into containers and tasks."""
    uses = [use for task in scope.tasks.values() for plan in task.plans for use in _uses(task, plan, scope)]
    for name, node in scope.project.section("volumes").items():
        if all(use.key[0] != name for use in uses) and (node.span or node.key):
            scope.say(codes.UNUSED, f"volume `{name}` is not used", ("volumes", name))
    if not uses:
        return
    points: dict[tuple[str, str], str] = {}
    system = _file_system(scope, uses)
    # writers first: a new directory belongs to the one who must write to it
    for use in sorted(uses, key=lambda one: (one.key, bool(plain(one.item.get("read_only"))), one.plan.name)):
        if use.key not in points:
            points[use.key] = _access_point(use, system, scope)
        _mount(use, system, points[use.key], scope)
    for task in scope.tasks.values():
        _grant(task, system, points, uses)


def _uses(task: Task, plan: Plan, scope: Scope) -> list[Use]:
    found = []
    node = plan.node.get("volumes")
    for index, item in enumerate(node.value if node else ()):
        path = plan.at("volumes", index)
        kind = plain(item.get("type"))
        source = plain(item.get("source"))
        if kind == "bind":
            bind = scope.settings.binds.get((plan.service, index))
            if bind == "data":
                name = f"{plan.service}-{str(source).rpartition('/')[2]}"
                found.append(Use((name, ""), task, plan, item, path))
            elif bind == "empty":
                _scratch(task, plan, item, path, scope)
            continue
        if kind != "volume":
            continue
        if source:
            subpath = str(plain(item.get("volume", "subpath")) or "").strip("/")
            found.append(Use((str(source), subpath), task, plan, item, path))
        else:
            _scratch(task, plan, item, path, scope)
    return found


def _scratch(task: Task, plan: Plan, item: Node, path: Path, scope: Scope) -> None:
    """An anonymous volume is a directory on the task's own disk."""
    target = str(plain(item.get("target")))
    name = bounded(f"{plan.name}-{target.strip('/')}", _LONGEST_NAME)
    task.definition.setdefault("Volumes", []).append({"Name": name, "Host": {}})
    plan.mounts.append(Mount(name, target, bool(plain(item.get("read_only")))))
    message = f"the volume at `{target}` has no name: what is in it is gone when the task stops"
    extra = plain(item.get("volume")) or {}
    if extra.get("labels"):
        message += f" (its labels are dropped: {', '.join(sorted(extra['labels']))})"
    scope.say(codes.SCRATCH, message, path, hint="name it (`data:/path`) to keep it on EFS")


def _file_system(scope: Scope, uses: list[Use]) -> str:
    group = scope.add(
        ["FileSystemGroup"],
        "AWS::EC2::SecurityGroup",
        {"GroupDescription": "Volumes of the project (NFS)", "VpcId": scope.shared["vpc"]},
    )
    system = scope.add(
        ["FileSystem"],
        "AWS::EFS::FileSystem",
        {
            "Encrypted": True,
            "ThroughputMode": "elastic",
            "BackupPolicy": {"Status": "ENABLED"},
            "FileSystemTags": [{"Key": "Name", "Value": scope.project.name}],
        },
        origin=("volumes",),
        retain=True,
    )
    targets = []
    for number, subnet in enumerate(scope.shared["private"]):
        properties = {"FileSystemId": Ref(system.id), "SubnetId": subnet, "SecurityGroups": [Ref(group.id)]}
        targets.append(scope.add([f"MountTarget{'ABCDEFGHIJKLMNOP'[number]}"], "AWS::EFS::MountTarget", properties).id)
    for task in {use.task.name: use.task for use in uses}.values():
        own_group(task, scope)
        rule = {"IpProtocol": "tcp", "FromPort": _NFS, "ToPort": _NFS, "SourceSecurityGroupId": Ref(task.group)}
        scope.add(
            [task.name, "ToFileSystem"],
            "AWS::EC2::SecurityGroupIngress",
            {"GroupId": Ref(group.id), **rule, "Description": "Volumes of a service"},
            origin=task.primary.path,
        )
        task.depends_on += targets
    return system.id


def _access_point(use: Use, system: str, scope: Scope) -> str:
    volume, subpath = use.key
    path = ("volumes", volume)
    _tell_volume(volume, scope)
    user, group, permissions = _owner(use, scope)
    parts = [volume, *(["Sub", subpath] if subpath else []), "AccessPoint"]
    labels = compose_tags(scope, (*path, "labels"))
    if use.item.get("volume", "labels"):
        labels = merged(labels, compose_tags(scope, (*use.path, "volume", "labels")))
    properties = {
        "FileSystemId": Ref(system),
        "RootDirectory": {
            "Path": _directory(volume, subpath, scope),
            "CreationInfo": {"OwnerUid": user, "OwnerGid": group, "Permissions": permissions},
        },
        "AccessPointTags": merged([{"Key": "Name", "Value": volume[:255]}], labels),
    }
    return scope.add(parts, "AWS::EFS::AccessPoint", properties, origin=path, retain=True).id


def _directory(volume: str, subpath: str, scope: Scope) -> str:
    """``/shop/data``, or the name that the volume asks for; characters and lengths of EFS."""
    name = scope.project.get("volumes", volume, "name")
    own = name in (None, f"{scope.project.name}_{volume}")
    wanted = f"/{scope.project.name}/{volume}" if own else f"/{name}"
    if subpath:
        wanted += f"/{subpath}"
    clean = "/".join(part.lstrip(".") or "dot" for part in wanted.split("/")[1:])
    clean = "/" + "".join(char if char in _PATH_CHARACTERS else "-" for char in clean)
    if clean == wanted and len(clean) <= _LONGEST_PATH and clean.count("/") <= _DEEPEST:
        return clean
    made = f"{clean[:40].replace('/', '-')}-{short_hash(wanted)}"
    return f"/{made.lstrip('-')}"


def _tell_volume(volume: str, scope: Scope) -> None:
    """What the volume's definition says beyond its name."""
    path = ("volumes", volume)
    written = plain(scope.project.tree.get(*path)) or {}
    if written.get("external"):
        real = written.get("name", volume)
        scope.say(
            codes.EXTERNAL_VOLUME,
            f"external volume `{real}` exists on your machine only",
            path,
            hint="copy its data to AWS; or accept a new, empty volume with `x-ecs: {allow: [C232]}`",
        )
    options = written.get("driver_opts") or {}
    driver = written.get("driver")
    mounts = {key: options[key] for key in _MOUNT_OPTIONS if key in options}
    if (driver and driver not in _PLAIN_DRIVERS) or mounts:
        shown = ", ".join(f"{key} {value}" for key, value in mounts.items()) if mounts else f"driver `{driver}`"
        message = f"volume `{volume}` ({scope.project.shown(shown)}) cannot be mounted: Fargate mounts EFS"
        hint = "leave the driver and its options out for a volume on EFS"
        scope.say(codes.VOLUME_DRIVER, message, (*path, "driver_opts" if mounts else "driver"), hint=hint)
    elif driver:
        scope.say(row_codes.ADAPTED, f"`driver: {driver}`: the volume is a directory on EFS", (*path, "driver"))
    for key in sorted(options):
        if key not in _MOUNT_OPTIONS and key not in _OWNER_OPTIONS:
            message = f"`driver_opts.{key}: {options[key]}` is not translated yet"
            scope.say(row_codes.NOT_YET, message, (*path, "driver_opts", key))


def _owner(use: Use, scope: Scope) -> tuple[str, str, str]:
    """(uid, gid, permissions) of a new directory."""
    options = scope.project.get("volumes", use.key[0], "driver_opts") or {}
    image = str(use.plan.get("image") or "")
    if use.plan.get("build") is not None:
        image = ""
    user = str(use.plan.get("user") or "")
    known = owner(image, user)
    uid, gid = known or (0, 0)
    asked = {key: str(options[key]) for key in _OWNER_OPTIONS if options.get(key) is not None}
    for key in [key for key, text in asked.items() if not _is_owner(key, text)]:
        wanted = "octal digits, as text: '0755'" if key == "permissions" else "numbers"
        message = f"`driver_opts.{key}: {asked.pop(key)}` is dropped: EFS takes {wanted}"
        scope.say(row_codes.NO_EQUIVALENT, message, ("volumes", use.key[0], "driver_opts", key))
    permissions = asked.get("permissions", _OWNED if known else _OPEN)
    made = (asked.get("uid", str(uid)), asked.get("gid", str(gid)), permissions)
    source = "`driver_opts` say so" if "uid" in asked else f"`user: {user}`" if user and known else ""
    source = source or (f"what `{image_name(image)}` needs" if known else "its user is not known")
    message = f"volume `{use.key[0]}` is a directory on EFS, owner {made[0]}:{made[1]}, mode {made[2]}: {source}"
    scope.say(codes.VOLUME, message, use.path)
    return made


def _mount(use: Use, system: str, point: str, scope: Scope) -> None:
    volume, subpath = use.key
    configuration = {
        "FilesystemId": Ref(system),
        "TransitEncryption": "ENABLED",
        "AuthorizationConfig": {"AccessPointId": Ref(point), "IAM": "ENABLED"},
    }
    wanted = bounded(volume if not subpath else f"{volume}-{subpath}", _LONGEST_NAME)
    name = _volume_name(use.task, wanted, "\0".join(use.key), {"EFSVolumeConfiguration": configuration})
    read_only = bool(plain(use.item.get("read_only")))
    use.plan.mounts.append(Mount(name, str(plain(use.item.get("target"))), read_only))
    if not read_only and use.plan.writes is None:
        use.plan.writes = use.path
        image = str(use.plan.get("image") or "")
        if is_database(image):
            message = f"`{image_name(image)}` keeps its data on EFS: works, but every write crosses the network"
            scope.say(codes.DATABASE_ON_EFS, message, use.path, hint="Amazon RDS or the like is faster")


def _is_owner(key: str, text: str) -> bool:
    """Whether EFS takes the text as user id, group id or permissions."""
    digits, lengths = ("01234567", (3, 4)) if key == "permissions" else ("0123456789", range(1, 10))
    return len(text) in lengths and all(char in digits for char in text)


def _volume_name(task: Task, wanted: str, key: str, source: dict[str, Any]) -> str:
    """The name of a volume of the task, which gets it if it has not; another volume of that name keeps it."""
    volumes = task.definition.setdefault("Volumes", [])
    name = wanted
    there = {other["Name"]: other for other in volumes}
    if name in there and there[name] != {"Name": name, **source}:
        name = f"{wanted[: _LONGEST_NAME - 7]}-{short_hash(key)}"
    if name not in there:
        volumes.append({"Name": name, **source})
    return name


def _grant(task: Task, system: str, points: dict[tuple[str, str], str], uses: list[Use]) -> None:
    """The task role may mount its own access points, and write where a container writes."""
    mine: dict[str, bool] = {}
    for use in uses:
        if use.task is task:
            point = points[use.key]
            mine[point] = mine.get(point, False) or not plain(use.item.get("read_only"))
    for writes in (True, False):
        chosen = [GetAtt(point, "Arn") for point, writing in mine.items() if writing == writes]
        if chosen:
            actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"]
            if writes:
                actions.insert(1, "elasticfilesystem:ClientWrite")
            task.statements.append(
                {
                    "Effect": "Allow",
                    "Action": actions,
                    "Resource": GetAtt(system, "Arn"),
                    "Condition": {"StringEquals": {"elasticfilesystem:AccessPointArn": chosen}},
                }
            )


def tell_lost_data(scope: Scope) -> None:
    """A data store without a volume loses what it stores."""
    for plan in scope.plans.values():
        image = str(plan.get("image") or "")
        if is_database(image) and plan.writes is None and plan.service == plan.name:
            message = f"`{image_name(image)}` has no named volume: its data is gone when the task stops"
            scope.say(codes.DATA_LOST, message, plan.at("image"), hint="mount a named volume at its data directory")


def is_stateful(plan: Plan) -> bool:
    """Whether two tasks of the service must not run at once: it writes a named volume as a data store."""
    image = str(plan.get("image") or "")
    return plan.writes is not None and (is_database(image) or is_data_store(image))
