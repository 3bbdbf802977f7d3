"""Volumes that are not on EFS: EBS, the task's own disk, directories and Docker volumes of instances.

Imported only where a volume asks for one.
"""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as assemble_codes
from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import GetAtt, managed_policy
from compose2ecs.model.volumes import NETWORK, has_password, local_mount, masked
from compose2ecs.source.node import plain
from compose2ecs.translate.assemble.kmskeys import allow_key
from compose2ecs.translate.assemble.mounts import LONGEST_NAME, Use, mount
from compose2ecs.translate.assemble.roles import SAME_ACCOUNT, policy_document, trusted_by
from compose2ecs.translate.assemble.tags import compose_tags
from compose2ecs.translate.assemble.volumewish import EBS, EPHEMERAL, PLAIN_DRIVERS, Wish
from compose2ecs.translate.scope import EC2, FARGATE, Scope

#: GiB of an EBS volume whose size nobody says.
_SIZE = 20
_GIB = 2**30
_POLICY = "service-role/AmazonECSInfrastructureRolePolicyForVolumes"
_ROLE = "volumes-role"


def other_volume(use: Use, wish: Wish, scope: Scope) -> None:
    """Mount a volume that is not on EFS."""
    volume, subpath = use.key
    if subpath:
        message = f"`subpath: {subpath}` of volume `{volume}`: only a volume on EFS has parts that are mounted alone"
        scope.say(codes.BAD_VOLUME, message, use.path)
    if wish.kind == EBS:
        _ebs(use, wish, scope)
    elif wish.kind == EPHEMERAL:
        mount(use.task, use.plan, use.item, bounded(volume, LONGEST_NAME), volume, {"Host": {}})
        message = f"volume `{volume}` is on the task's own disk: what is in it is gone when the task stops"
        scope.say(assemble_codes.SCRATCH, message, use.path)
        _drop_labels(use, scope)
    else:
        _host(use, wish, scope)


def is_docker_volume(use: Use, scope: Scope) -> bool:
    """Whether Docker on an EC2 instance mounts it: a volume plugin, or a network file system of the local driver."""
    driver = scope.project.get("volumes", use.key[0], "driver")
    plugin = driver is not None and driver not in PLAIN_DRIVERS
    local = local_mount(scope.project, use.key[0])
    return use.task.launch_type == EC2 and (plugin or local.kind == NETWORK)


def docker_volume(use: Use, scope: Scope) -> None:
    """A Docker volume of the instance, with the driver and the options as written."""
    volume, _ = use.key
    written: dict[str, Any] = scope.project.get("volumes", volume) or {}
    options = {key: str(value) for key, value in sorted((written.get("driver_opts") or {}).items())}
    labels = {key: str(value) for key, value in sorted((written.get("labels") or {}).items())}
    if has_password(options):
        shown = ", ".join(f"{key} {value}" for key, value in masked(options).items())
        message = f"the options of volume `{volume}` ({shown}) have a password, which would stand in the template"
        hint = "use `credentials=/path`, a file that the instances get from Secrets Manager"
        scope.say(codes.PASSWORD_IN_OPTIONS, message, ("volumes", volume, "driver_opts"), hint=hint)
    configuration = {
        "Scope": "shared",
        "Autoprovision": True,
        "Driver": str(written.get("driver") or "local"),
        **({"DriverOpts": options} if options else {}),
        **({"Labels": labels} if labels else {}),
    }
    wanted = bounded(volume, LONGEST_NAME)
    mount(use.task, use.plan, use.item, wanted, volume, {"DockerVolumeConfiguration": configuration})
    message = f"volume `{volume}` is a Docker volume of each instance, by its driver `{configuration['Driver']}`"
    scope.say(codes.ON_INSTANCE, message, use.path, hint="the instances need the driver, and a way to what it mounts")
    if not plain(use.item.get("read_only")) and use.plan.writes is None:
        use.plan.writes = use.path


def _host(use: Use, wish: Wish, scope: Scope) -> None:
    volume, _ = use.key
    path = wish.root_directory or f"/var/lib/compose2ecs/{scope.project.name}/{volume}"
    if use.task.launch_type == FARGATE:
        message = f"`type: host` of volume `{volume}`: a task on Fargate has no host"
        scope.say(codes.BAD_VOLUME, message, use.path, hint="use `type: efs`, or `x-ecs.launch_type: ec2`")
        return
    mount(use.task, use.plan, use.item, bounded(volume, LONGEST_NAME), volume, {"Host": {"SourcePath": path}})
    uncertain = "" if use.task.launch_type == EC2 else "; AWS does not document it for Managed Instances"
    message = f"volume `{volume}` is the directory `{path}` of the instance that the task happens to run on{uncertain}"
    scope.say(codes.ON_INSTANCE, message, use.path, hint="use EFS for data that must follow the task")
    _drop_labels(use, scope)
    if not plain(use.item.get("read_only")) and use.plan.writes is None:
        use.plan.writes = use.path


def _drop_labels(use: Use, scope: Scope) -> None:
    for path in (("volumes", use.key[0], "labels"), (*use.path, "volume", "labels")):
        labels = scope.project.get(*path) or {}
        for key, value in sorted(labels.items()):
            message = f"label `{key}: {value}` of volume `{use.key[0]}` is dropped: nothing carries it"
            scope.say(codes.VOLUME_KEY, message, (*path, key))


def _ebs(use: Use, wish: Wish, scope: Scope) -> None:
    """One volume per task, made and deleted with it."""
    volume, _ = use.key
    wanted = bounded(volume, LONGEST_NAME)
    configured = use.task.service.setdefault("VolumeConfigurations", [])
    name = mount(use.task, use.plan, use.item, wanted, volume, {"ConfiguredAtLaunch": True})
    if any(one["Name"] == name for one in configured):
        return
    if use.task.is_job or configured:
        why = "a job gets none" if use.task.is_job else f"the task has `{configured[0]['Name']}` already"
        message = f"`type: ebs` of volume `{volume}` in `{use.plan.name}`: {why}"
        scope.say(codes.BAD_VOLUME, message, use.path, hint="use `type: efs`, or `type: ephemeral` for scratch space")
        return
    if wish.volume_type == "standard" and use.task.launch_type == FARGATE:
        message = f"`volume_type: standard` of volume `{volume}`: Fargate mounts no magnetic volumes"
        scope.say(codes.BAD_VOLUME, message, use.path, hint="use `gp3`")
    size = -(-wish.size // _GIB) or (0 if wish.snapshot else _SIZE)
    tags = compose_tags(scope, ("volumes", volume, "labels"))
    properties: dict[str, Any] = {
        "RoleArn": _role(wish, scope),
        "Encrypted": True,
        "VolumeType": wish.volume_type,
        **({"SizeInGiB": size} if size else {}),
        **({"Iops": wish.iops} if wish.iops else {}),
        **({"SnapshotId": wish.snapshot} if wish.snapshot else {}),
        **({"KmsKeyId": wish.kms_key} if wish.kms_key else {}),
        "TagSpecifications": [
            {"ResourceType": "volume", "PropagateTags": "SERVICE", **({"Tags": tags} if tags else {})}
        ],
    }
    configured.append({"Name": name, "ManagedEBSVolume": properties})
    content = f"a copy of `{wish.snapshot}`" if wish.snapshot else f"empty, {size} GiB"
    message = f"volume `{volume}` is an EBS volume of each task of `{use.plan.name}`: new ({content}), deleted with it"
    scope.say(codes.NEW_EACH_TIME, message, use.path, hint="data that must stay belongs on EFS, the default")


def _role(wish: Wish, scope: Scope) -> GetAtt:
    """The role by which ECS makes EBS volumes; one for all keys."""
    id = scope.shared.get(_ROLE)
    if id is None:
        id = scope.shared[_ROLE] = scope.add(
            ["VolumesRole"],
            "AWS::IAM::Role",
            {
                "Description": "Lets ECS make the EBS volumes of tasks",
                "AssumeRolePolicyDocument": trusted_by("ecs", SAME_ACCOUNT),
                "ManagedPolicyArns": [managed_policy(_POLICY)],
            },
        ).id
    if wish.kms_key:
        _allow_key(wish.kms_key, scope.graph.resources[id].properties)
    return GetAtt(id, "Arn")


def _allow_key(key: str, role: dict[str, Any]) -> None:
    """The actions on a customer's key that EBS needs; the key's own policy must allow them, too."""
    use = allow_key(key, ["kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"], {})
    grant = allow_key(key, "kms:CreateGrant", {"Bool": {"kms:GrantIsForAWSResource": "true"}})
    document = policy_document([use, grant])
    policies = role.setdefault("Policies", [])
    if all(one["PolicyDocument"] != document for one in policies):
        policies.append({"PolicyName": f"key-{len(policies)}", "PolicyDocument": document})
