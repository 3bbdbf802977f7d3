"""Named volumes: one encrypted EFS file system for the project, more where volumes ask for others, and their mounts."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import files as file_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import GetAtt, Ref, arn
from compose2ecs.model.volumes import BIND, MOUNT_OPTIONS, TMPFS, local_mount, masked
from compose2ecs.source.node import plain
from compose2ecs.translate.assemble.accesspoint import access_point, directory, is_read_only
from compose2ecs.translate.assemble.groups import own_group
from compose2ecs.translate.assemble.mounts import LONGEST_NAME, Use, is_plain, mount, uses
from compose2ecs.translate.assemble.volumewish import EFS, PLAIN_DRIVERS, Wish, unknown_options, wish_of
from compose2ecs.translate.fargate import image_name, is_data_store, is_database
from compose2ecs.translate.scope import Plan, Scope, Task

_NFS = 2049
_SUFFIXES = "ABCDEFGHIJKLMNOP"
#: A file system and an access point in it, "" for none: what a task role needs to mount.
Place = tuple[Any, Any]


def mount_volumes(scope: Scope) -> None:
    """Make the file systems that volumes need, and mount volumes into containers and tasks."""
    found = [use for task in scope.tasks.values() for plan in task.plans for use in uses(task, plan, scope)]
    _tell_others({use.key[0] for use in found}, scope)
    wishes: dict[str, Wish] = {}
    # writers first: a new directory belongs to the one who must write to it
    found.sort(key=lambda one: (one.key, is_read_only(one), one.plan.name))
    for use in found:
        volume = use.key[0]
        if volume not in wishes:
            wishes[volume] = Wish() if is_plain(volume, scope) else wish_of(volume, scope)
            _tell_volume(volume, wishes[volume], [one for one in found if one.key[0] == volume], scope)
    shared = [use for use in found if not _is_other(use, wishes[use.key[0]], scope)]
    systems = _file_systems(shared, wishes, scope)
    points: dict[tuple[str, str], str] = {}
    places: list[tuple[Use, Place]] = []
    for use in shared:
        wish = wishes[use.key[0]]
        system = wish.file_system or Ref(systems[_system_key(wish)])
        made = use.key in points
        if not made and (not wish.file_system or (wish.has_owner and not wish.access_point)):
            points[use.key] = access_point(use, system, wish, scope)
        else:
            _tell_labels(use, made, scope)
        point = wish.access_point or (Ref(points[use.key]) if use.key in points else "")
        _mount(use, system, point, wish, scope)
        if wish.iam:
            places.append((use, (system, point)))
    for task in scope.tasks.values():
        _grant(task, [one for one in places if one[0].task is task])


def _is_other(use: Use, wish: Wish, scope: Scope) -> bool:
    """Mount what is not on EFS; tells whether it is."""
    if is_plain(use.key[0], scope):
        return False
    from compose2ecs.translate.assemble.othervolumes import docker_volume, is_docker_volume, other_volume

    if is_docker_volume(use, scope):
        docker_volume(use, scope)
    elif wish.kind != EFS:
        other_volume(use, wish, scope)
    else:
        return False
    return True


def _tell_others(made: set[str], scope: Scope) -> None:
    """Volumes that nothing uses, and those whose mounts are something else: a tmpfs, files, a directory of a host."""
    mentioned = {str(item.get("source")) for plan in scope.plans.values() for item in plan.get("volumes") or ()}
    for name, node in scope.project.section("volumes").items():
        if name in made or not (node.span or node.key):
            continue
        if name not in mentioned:
            scope.say(codes.UNUSED, f"volume `{name}` is not used", ("volumes", name))
            scope.x.entry("volumes", name).get()
            continue
        written = plain(node) or {}
        local = local_mount(scope.project, name)
        said = {"driver": written.get("driver"), **masked(written.get("driver_opts") or {})}
        shown = scope.project.shown(", ".join(f"{key} {value}" for key, value in said.items() if value is not None))
        what = {TMPFS: "a tmpfs", BIND: "a bind mount"}.get(local.kind, "")
        details = f" ({shown})" if shown else ""
        scope.say(row_codes.ADAPTED, f"volume `{name}`{details} is {what or 'left out'}", ("volumes", name))
        keys: dict[str, Any] = scope.x.entry("volumes", name).get() or {}
        for key, value in sorted({**keys, **(written.get("labels") or {})}.items()):
            message = (
                f"`{key}: {value}` of volume `{name}` is dropped: {f'{what} has none' if what else 'it is left out'}"
            )
            scope.say(file_codes.VOLUME_KEY, message, ("volumes", name))


def _system_key(wish: Wish) -> tuple[Any, ...]:
    return (wish.settings, wish.delete)


def _file_systems(shared: list[Use], wishes: dict[str, Wish], scope: Scope) -> dict[tuple[Any, ...], str]:
    """A file system for every set of wishes; gives the logical ids. The project's own has no wishes."""
    new = [use for use in shared if not wishes[use.key[0]].file_system]
    if not new:
        return {}
    group = scope.add(
        ["FileSystemGroup"],
        "AWS::EC2::SecurityGroup",
        {"GroupDescription": "Volumes of the project (NFS)", "VpcId": scope.shared["vpc"]},
    )
    made: dict[tuple[Any, ...], str] = {}
    targets: dict[tuple[Any, ...], list[str]] = {}
    for use in new:
        wish = wishes[use.key[0]]
        key = _system_key(wish)
        if key not in made:
            made[key], targets[key] = _file_system(use.key[0], wish, Ref(group.id), scope)
    for task in {use.task.name: use.task for use in sorted(new, key=lambda one: one.task.name)}.values():
        own_group(task, scope)
        rule = {"IpProtocol": "tcp", "FromPort": _NFS, "ToPort": _NFS, "SourceSecurityGroupId": Ref(task.group)}
        scope.add(
            [task.name, "ToFileSystem"],
            "AWS::EC2::SecurityGroupIngress",
            {"GroupId": Ref(group.id), **rule, "Description": "Volumes of a service"},
            origin=task.primary.path,
        )
        mine = dict.fromkeys(_system_key(wishes[use.key[0]]) for use in new if use.task is task)
        task.depends_on += [target for key in mine for target in targets[key]]
    return made


def _file_system(volume: str, wish: Wish, group: Ref, scope: Scope) -> tuple[str, list[str]]:
    """(the file system, its mount targets)."""
    own = bool(wish.settings or wish.delete)
    properties: dict[str, Any] = {
        "Encrypted": True,
        "ThroughputMode": "elastic",
        "BackupPolicy": {"Status": "ENABLED"},
        "FileSystemTags": [{"Key": "Name", "Value": f"{scope.project.name}/{volume}" if own else scope.project.name}],
    }
    for name, value in wish.settings:
        properties[name] = {
            "BackupPolicy": {"Status": value},
            "LifecyclePolicies": [{"TransitionToIA": value}],
        }.get(name, value)
    prefix = [volume] if own else []
    origin = ("volumes", volume) if own else ("volumes",)
    system = scope.add(
        [*prefix, "FileSystem"], "AWS::EFS::FileSystem", properties, origin=origin, retain=not wish.delete
    )
    targets = []
    for number, subnet in enumerate(scope.shared["private"]):
        target = {"FileSystemId": Ref(system.id), "SubnetId": subnet, "SecurityGroups": [group]}
        targets.append(scope.add([*prefix, f"MountTarget{_SUFFIXES[number]}"], "AWS::EFS::MountTarget", target).id)
    return system.id, targets


def _tell_volume(volume: str, wish: Wish, found: list[Use], scope: Scope) -> None:
    """What the volume's definition says beyond its name."""
    path = ("volumes", volume)
    written = scope.project.get(*path) or {}
    real = written.get("name", volume)
    if wish.file_system:
        message = f"volume `{volume}` is on the existing file system `{wish.file_system}`, which is not changed"
        hint = f"it needs mount targets in the VPC of the tasks that let them in on port {_NFS}"
        scope.say(file_codes.EXISTING_FILES, message, path, hint=hint)
    elif written.get("external") and wish.kind == EFS:
        scope.say(
            codes.EXTERNAL_VOLUME,
            f"external volume `{real}` exists on your machine only",
            path,
            hint="copy its data to AWS; or accept a new, empty volume with `x-ecs: {allow: [C232]}`",
        )
    elif written.get("external"):
        message = f"external volume `{real}` becomes a new one of `type: {wish.kind}`"
        scope.say(row_codes.ADAPTED, message, (*path, "external"))
    _tell_driver(volume, wish, found, scope)
    for key in unknown_options(volume, scope) if written.get("driver_opts") else ():
        message = f"`driver_opts.{key}: {masked(written['driver_opts'])[key]}` is dropped: no volume on AWS has it"
        if not _docker(found, scope):
            scope.say(row_codes.NO_EQUIVALENT, message, (*path, "driver_opts", key))


def _docker(found: list[Use], scope: Scope) -> bool:
    """Whether Docker on instances mounts the volume, wherever it is used."""
    if is_plain(found[0].key[0], scope):
        return False
    from compose2ecs.translate.assemble.othervolumes import is_docker_volume

    return all(is_docker_volume(use, scope) for use in found)


def _tell_driver(volume: str, wish: Wish, found: list[Use], scope: Scope) -> None:
    path = ("volumes", volume)
    written = scope.project.get(*path) or {}
    options, driver = written.get("driver_opts") or {}, written.get("driver")
    local = local_mount(scope.project, volume)
    told = masked(options)
    mounts = {key: told[key] for key in MOUNT_OPTIONS if key in options and options[key] != wish.kind}
    shown = scope.project.shown(", ".join(f"{key} {value}" for key, value in mounts.items()))
    if _docker(found, scope):
        return
    if local.kind == BIND:
        where = f"{shown}, driver {driver}" if driver else shown
        scope.say(row_codes.ADAPTED, f"volume `{volume}` ({where}) is a bind mount", (*path, "driver_opts"))
    elif (driver and driver not in PLAIN_DRIVERS) or mounts:
        message = f"volume `{volume}` ({shown or f'driver `{driver}`'}) cannot be mounted: Fargate mounts EFS"
        hint = "leave the driver and its options out for a volume on EFS"
        scope.say(codes.VOLUME_DRIVER, message, (*path, "driver_opts" if mounts else "driver"), hint=hint)
    elif driver:
        what = "a directory on EFS" if wish.kind == EFS else f"of `type: {wish.kind}`"
        scope.say(row_codes.ADAPTED, f"`driver: {driver}`: the volume is {what}", (*path, "driver"))


def _tell_labels(use: Use, made: bool, scope: Scope) -> None:
    """Labels that no new access point takes."""
    paths = [(*use.path, "volume", "labels")]
    if not made:
        paths.append(("volumes", use.key[0], "labels"))
    for path in paths:
        for key, value in sorted((scope.project.get(*path) or {}).items()):
            message = f"label `{key}: {value}` of volume `{use.key[0]}` is dropped: nothing new is made that carries it"
            scope.say(file_codes.VOLUME_KEY, message, (*path, key))


def _mount(use: Use, system: Any, point: Any, wish: Wish, scope: Scope) -> None:
    volume, subpath = use.key
    iam = "ENABLED" if wish.iam else "DISABLED"
    configuration: dict[str, Any] = {
        "FilesystemId": system,
        "TransitEncryption": "ENABLED" if wish.encrypted else "DISABLED",
    }
    if point:
        configuration["AuthorizationConfig"] = {"AccessPointId": point, "IAM": iam}
        if subpath and wish.access_point:
            message = f"`subpath: {subpath}` of volume `{volume}`: `{point}` is mounted as a whole"
            scope.say(file_codes.BAD_VOLUME, message, use.path, hint="name an access point of that directory")
    else:
        configuration["AuthorizationConfig"] = {"IAM": iam}
        root = wish._replace(root_directory=wish.root_directory or "/")
        configuration["RootDirectory"] = directory(volume, subpath, root, scope)
    wanted = bounded(volume if not subpath else f"{volume}-{subpath}", LONGEST_NAME)
    mount(use.task, use.plan, use.item, wanted, "\0".join(use.key), {"EFSVolumeConfiguration": configuration})
    if not is_read_only(use) and use.plan.writes is None:
        use.plan.writes = use.path
        image = str(use.plan.get("image") or "")
        if is_database(image):
            message = f"`{image_name(image)}` keeps its data on EFS: works, but every write crosses the network"
            scope.say(codes.DATABASE_ON_EFS, message, use.path, hint="Amazon RDS or the like is faster")


def _grant(task: Task, places: list[tuple[Use, Place]]) -> None:
    """The task role may mount its own directories, and write where a container writes."""
    writing: dict[Place, bool] = {}
    for use, place in places:
        writing[place] = writing.get(place, False) or not is_read_only(use)
    for writes in (True, False):
        for system in dict.fromkeys(system for (system, _), one in writing.items() if one == writes):
            points = [point for (other, point), one in writing.items() if one == writes and other == system]
            actions = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess"]
            if writes:
                actions.insert(1, "elasticfilesystem:ClientWrite")
            statement: dict[str, Any] = {"Effect": "Allow", "Action": actions, "Resource": _arn(system, "file-system")}
            if all(points):
                arns = [_arn(point, "access-point") for point in points]
                statement["Condition"] = {"StringEquals": {"elasticfilesystem:AccessPointArn": arns}}
            task.statements.append(statement)


def _arn(one: Any, kind: str) -> Any:
    """The ARN of a new file system or access point, or of an existing one by its id."""
    if isinstance(one, Ref):
        return GetAtt(one.logical_id, "Arn")
    return arn("elasticfilesystem", f":{kind}/{one}")


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
