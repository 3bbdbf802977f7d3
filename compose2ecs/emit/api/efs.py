"""EFS: file systems, access points, mount targets."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled, number, text


def _call(operation: str, **parameters: Any) -> Call:
    return Call("efs", operation, filled(**parameters))


def file_system(source: Source) -> list[Call]:
    """A file system, then its backups, lifecycle and policy. The creation token makes a second call find the first."""
    tags = source.tags()
    backup, lifecycle = source.take("BackupPolicy"), source.take("LifecyclePolicies")
    policy = source.take("FileSystemPolicy")
    source.take("BypassPolicyLockoutSafetyCheck")
    token = f"{source.project}-{source.id}"[:64]
    made = [_call("CreateFileSystem", CreationToken=token, **source.rest(), Tags=tags)]
    if backup:
        made.append(_call("PutBackupPolicy", FileSystemId=source.ref, BackupPolicy=backup))
    if lifecycle:
        made.append(_call("PutLifecycleConfiguration", FileSystemId=source.ref, LifecyclePolicies=lifecycle))
    if policy:
        made.append(_call("PutFileSystemPolicy", FileSystemId=source.ref, Policy=text(policy)))
    return made


def access_point(source: Source) -> list[Call]:
    """A directory with an owner; numbers are text in CloudFormation."""
    tags, root, user = source.tags(), source.take("RootDirectory"), source.take("PosixUser")
    token = source.take("ClientToken") or f"{source.project}-{source.id}"[:64]
    if root and "CreationInfo" in root:
        owner = {
            name: number(value) if name != "Permissions" else value for name, value in root["CreationInfo"].items()
        }
        root = {**root, "CreationInfo": owner}
    if user:
        user = {name: [number(one) for one in v] if isinstance(v, list) else number(v) for name, v in user.items()}
    made = _call("CreateAccessPoint", ClientToken=token, **source.rest(), PosixUser=user, RootDirectory=root, Tags=tags)
    return [made]


def mount_target(source: Source) -> list[Call]:
    """The file system in one subnet."""
    return [_call("CreateMountTarget", **source.rest())]
