"""Volumes that say more than their name: by x-ecs, by options of their driver, or by naming what exists."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.emit.cloudformation import template
from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from compose2ecs.images.plan import plan_images
from compose2ecs.translate.settings import Settings
from tests.loading import load_project
from tests.translate.assemble.converted import Converted, convert, service
from tests.translate.assemble.templates import lint

HERE = (":elasticfilesystem:", Pseudo("Region"), ":", Pseudo("AccountId"))


def arn(what: str) -> Join:
    return Join(("arn:", Pseudo("Partition"), *HERE, f":{what}"))


def volumes_of(done: Converted, name: str = "App") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done.properties(f"{name}TaskDefinition")["Volumes"]
    return found


def statements(done: Converted, id: str = "AppTaskRole") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done.properties(id)["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def one(folder: Path, volume: str, body: str = "volumes: ['data:/data']") -> Converted:
    return service(folder, body, f"volumes: {{data: {{{volume}}}}}")


def with_files(folder: Path, text: str) -> Converted:
    """As `convert`, with the image stage's look at the files."""
    project, _ = load_project(folder, f"{text}\nname: shop\n")
    assert project is not None
    return convert(folder, text, Settings(binds=plan_images(project).binds))


def test_a_file_system_of_its_own(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  app: {image: a, volumes: ['plain:/p', 'cold:/c', 'cold2:/c2']}\n"
        "  other: {image: o, volumes: ['cold:/c']}\n"
        "volumes:\n"
        "  plain: {}\n"
        "  cold: {x-ecs: {lifecycle: AFTER_30_DAYS, backup: false, kms_key: alias/mine, on_delete: delete}}\n"
        "  cold2: {driver_opts: {lifecycle_policy: AFTER_30_DAYS, backup_policy: DISABLED, kms_key_id: alias/mine},"
        " x-ecs: {on_delete: delete}}",
    )
    assert done.properties("ColdFileSystem") == {
        "Encrypted": True,
        "ThroughputMode": "elastic",
        "BackupPolicy": {"Status": "DISABLED"},
        "FileSystemTags": [{"Key": "Name", "Value": "shop/cold"}],
        "KmsKeyId": "alias/mine",
        "LifecyclePolicies": [{"TransitionToIA": "AFTER_30_DAYS"}],
    }
    assert list(done.of_type("AWS::EFS::FileSystem")) == ["ColdFileSystem", "FileSystem"]
    assert [done.resource(name).retain for name in ("FileSystem", "ColdFileSystem", "ColdAccessPoint")] == [
        True,
        False,
        False,
    ]
    systems = {name: one["FileSystemId"] for name, one in done.of_type("AWS::EFS::AccessPoint").items()}
    assert systems == {
        "ColdAccessPoint": Ref("ColdFileSystem"),
        "Cold2AccessPoint": Ref("ColdFileSystem"),
        "PlainAccessPoint": Ref("FileSystem"),
    }
    assert {"ColdMountTargetA", "ColdMountTargetB", "MountTargetA"} <= set(done.resource("AppService").depends_on)
    assert "MountTargetA" not in done.resource("OtherService").depends_on
    assert [one["Resource"] for one in statements(done)] == [
        GetAtt("ColdFileSystem", "Arn"),
        GetAtt("FileSystem", "Arn"),
    ]
    assert done.lines("N247") == [
        "N247 volumes.cold: volume `cold` asks for backup false, kms_key alias/mine, lifecycle AFTER_30_DAYS, on_delete"
        " delete",
        "N247 volumes.cold2: volume `cold2` asks for backup false, kms_key alias/mine, lifecycle AFTER_30_DAYS, on_delete"
        " delete",
    ]
    assert done.lines("W299") == []


@pytest.mark.parametrize(
    ("wish", "properties"),
    [
        ("throughput_mode: elastic, backup: true, on_delete: retain", {"ThroughputMode": "elastic"}),
        ("throughput_mode: bursting", {"ThroughputMode": "bursting"}),
        ("provisioned_throughput: 8", {"ThroughputMode": "provisioned", "ProvisionedThroughputInMibps": 8}),
        ("performance_mode: maxIO", {"ThroughputMode": "bursting", "PerformanceMode": "maxIO"}),
    ],
)
def test_throughput(tmp_path: Path, wish: str, properties: dict[str, Any]) -> None:
    done = one(tmp_path, f"x-ecs: {{{wish}}}")
    (system,) = done.of_type("AWS::EFS::FileSystem").values()
    keys = ("ThroughputMode", "ProvisionedThroughputInMibps", "PerformanceMode")
    assert {key: system[key] for key in keys if key in system} == properties
    assert done.lines("C266", "W244") == []


def test_owner_and_directory(tmp_path: Path) -> None:
    done = one(tmp_path, "x-ecs: {uid: 5, gid: 6, permissions: '0700', root_directory: /apps/x}")
    assert done.properties("DataAccessPoint")["RootDirectory"] == {
        "Path": "/apps/x",
        "CreationInfo": {"OwnerUid": "5", "OwnerGid": "6", "Permissions": "0700"},
    }
    assert "owner 5:6, mode 0700: `x-ecs` says so" in done.lines("N226")[0]
    assert list(done.of_type("AWS::EFS::FileSystem")) == ["FileSystem"]


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ("access_point: fsap-1", "`access_point: fsap-1` of volume `data`: its file system must be named, too"),
        (
            "performance_mode: maxIO, throughput_mode: elastic",
            "`performance_mode: maxIO` of volume `data`: EFS has no elastic throughput with it",
        ),
        ("throughput_mode: provisioned", "`throughput_mode: provisioned` of volume `data`: how much is missing"),
        (
            "throughput_mode: bursting, provisioned_throughput: 1",
            "`provisioned_throughput: 1` of volume `data`: the mode is bursting",
        ),
        ("lifecycle: AFTER_2_DAYS", "`lifecycle: AFTER_2_DAYS` of volume `data`: EFS does not know it"),
        (
            "type: ebs, volume_type: io2",
            "`volume_type: io2` of volume `data`: how many operations per second is missing",
        ),
    ],
)
def test_what_does_not_fit(tmp_path: Path, volume: str, expected: str) -> None:
    (line,) = one(tmp_path, f"x-ecs: {{{volume}}}").lines("C266")
    assert line.startswith("C266 volumes.data.x-ecs.")
    assert line.partition(": ")[2] == expected


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ("size: 1G", "`size: 1073741824` of volume `data` is dropped: it belongs to EBS volumes (`type: ebs`)"),
        (
            "on_delete: snapshot",
            "`on_delete: snapshot` of volume `data` is dropped: EFS has no snapshots; the data is kept, and backups stay"
            " in AWS Backup",
        ),
        ("transit_encryption: false", "`transit_encryption: false` of volume `data` is dropped: IAM needs TLS"),
        (
            "transit_encryption: false, iam: false",
            "`transit_encryption: false` of volume `data` is dropped: an access point needs TLS",
        ),
        (
            "file_system: fs-1, backup: true",
            "`backup: true` of volume `data` is dropped: `fs-1` exists and is not changed",
        ),
        (
            "file_system: fs-1, access_point: fsap-1, uid: 1",
            "`uid: 1` of volume `data` is dropped: `fsap-1` has its own",
        ),
        (
            "type: ephemeral, backup: true",
            "`backup: true` of volume `data` is dropped: a directory of the task's disk has none",
        ),
        ("type: ebs, uid: 1", "`uid: 1` of volume `data` is dropped: it belongs to EFS"),
    ],
)
def test_what_has_no_effect(tmp_path: Path, volume: str, expected: str) -> None:
    (line,) = one(tmp_path, f"x-ecs: {{{volume}}}").lines("W244")
    assert line.partition(": ")[2] == expected


def test_without_iam(tmp_path: Path) -> None:
    done = one(tmp_path, "x-ecs: {iam: false}")
    (volume,) = volumes_of(done)
    point = Ref("DataAccessPoint")
    assert volume["EFSVolumeConfiguration"]["AuthorizationConfig"] == {"AccessPointId": point, "IAM": "DISABLED"}
    assert "AppTaskRole" not in done.graph.resources


def test_existing_file_systems(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app:\n    image: a\n    volumes: ['whole:/w:ro', 'point:/p', 'part:/x', 'owned:/o']\n"
        "volumes:\n"
        "  whole: {external: true, name: fs-1}\n"
        "  point: {external: true, name: fs-1/fsap-2}\n"
        "  part: {x-ecs: {file_system: fs-2, root_directory: /apps, iam: false, transit_encryption: false}}\n"
        "  owned: {x-ecs: {file_system: fs-2, uid: 7}}",
    )
    assert done.of_type("AWS::EFS::FileSystem") == {}
    assert done.of_type("AWS::EFS::MountTarget") == {}
    assert [one["Name"] for one in volumes_of(done)] == ["owned", "part", "point", "whole"]
    owned, part, point, whole = (one["EFSVolumeConfiguration"] for one in volumes_of(done))
    assert whole == {
        "FilesystemId": "fs-1",
        "TransitEncryption": "ENABLED",
        "AuthorizationConfig": {"IAM": "ENABLED"},
        "RootDirectory": "/",
    }
    assert point["AuthorizationConfig"] == {"AccessPointId": "fsap-2", "IAM": "ENABLED"}
    assert part == {
        "FilesystemId": "fs-2",
        "TransitEncryption": "DISABLED",
        "AuthorizationConfig": {"IAM": "DISABLED"},
        "RootDirectory": "/apps",
    }
    assert owned["AuthorizationConfig"]["AccessPointId"] == Ref("OwnedAccessPoint")
    assert done.properties("OwnedAccessPoint")["FileSystemId"] == "fs-2"
    writes_owned, writes_point, reads_whole = statements(done)
    assert writes_owned["Resource"] == arn("file-system/fs-2")
    key = "elasticfilesystem:AccessPointArn"
    assert writes_point["Condition"] == {"StringEquals": {key: [arn("access-point/fsap-2")]}}
    assert "elasticfilesystem:ClientWrite" not in reads_whole["Action"]
    assert "Condition" not in reads_whole
    assert [line.partition(":")[0] for line in done.lines("N248", "C232")] == [
        f"N248 volumes.{name}" for name in ("whole", "point", "part", "owned")
    ]


def test_ebs(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, volumes: ['fast:/f', 'fast:/g']}\n  other: {image: o, volumes: ['small:/s']}\n"
        "volumes:\n"
        "  fast: {labels: {k: v, l: w}, x-ecs: {type: ebs, size: 50G, volume_type: io2, iops: 3000, kms_key: alias/mine}}\n"
        "  small: {driver: ebs, driver_opts: {snapshot: snap-0123456789abcdef0}}",
    )
    assert volumes_of(done) == [{"Name": "fast", "ConfiguredAtLaunch": True}]
    assert done.properties("AppService")["VolumeConfigurations"] == [
        {
            "Name": "fast",
            "ManagedEBSVolume": {
                "RoleArn": GetAtt("VolumesRole", "Arn"),
                "Encrypted": True,
                "VolumeType": "io2",
                "SizeInGiB": 50,
                "Iops": 3000,
                "KmsKeyId": "alias/mine",
                "TagSpecifications": [
                    {
                        "ResourceType": "volume",
                        "PropagateTags": "SERVICE",
                        "Tags": [{"Key": "k", "Value": "v"}, {"Key": "l", "Value": "w"}],
                    }
                ],
            },
        }
    ]
    (other,) = done.properties("OtherService")["VolumeConfigurations"]
    assert other["ManagedEBSVolume"] == {
        "RoleArn": GetAtt("VolumesRole", "Arn"),
        "Encrypted": True,
        "VolumeType": "gp3",
        "SnapshotId": "snap-0123456789abcdef0",
        "TagSpecifications": [{"ResourceType": "volume", "PropagateTags": "SERVICE"}],
    }
    role = done.properties("VolumesRole")
    assert role["ManagedPolicyArns"][0].parts[-1].endswith("/AmazonECSInfrastructureRolePolicyForVolumes")
    keys = Join(("arn:", Pseudo("Partition"), ":kms:", *HERE[1:], ":key/*"))
    alias = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/mine"}}
    assert role["Policies"][0]["PolicyDocument"]["Statement"] == [
        {
            "Effect": "Allow",
            "Action": ["kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
            "Resource": keys,
            "Condition": alias,
        },
        {
            "Effect": "Allow",
            "Action": "kms:CreateGrant",
            "Resource": keys,
            "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}, **alias},
        },
    ]
    assert [line.partition(": ")[2] for line in done.lines("W243")] == [
        "volume `fast` is an EBS volume of each task of `app`: new (empty, 50 GiB), deleted with it",
        "volume `small` is an EBS volume of each task of `other`: new (a copy of `snap-0123456789abcdef0`), deleted with it",
    ]
    assert lint({"ebs": template(done.graph)}) == []


def test_ebs_has_limits(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  app: {image: a, volumes: ['one:/f', {type: volume, source: two, target: /g, volume: {subpath: x}}]}\n"
        "  job: {image: j, volumes: ['one:/f'], x-ecs: {kind: job}}\n"
        "volumes: {one: {x-ecs: {type: ebs}}, two: {x-ecs: {type: ebs}}}",
    )
    assert done.lines("C266") == [
        "C266 services.app.volumes[1]: `subpath: x` of volume `two`: only a volume on EFS has parts that are mounted alone",
        "C266 services.app.volumes[1]: `type: ebs` of volume `two` in `app`: the task has `one` already",
        "C266 services.job.volumes[0]: `type: ebs` of volume `one` in `job`: a job gets none",
    ]


def test_on_the_disk_of_the_task(tmp_path: Path) -> None:
    done = one(tmp_path, "labels: {k: v, l: w}, x-ecs: {type: ephemeral}", "volumes: ['data:/a', 'data:/b:ro']")
    assert volumes_of(done) == [{"Name": "data", "Host": {}}]
    assert [(one["ContainerPath"], "ReadOnly" in one) for one in done.container("App")["MountPoints"]] == [
        ("/a", False),
        ("/b", True),
    ]
    assert "volume `data` is on the task's own disk: what is in it is gone when the task stops" in done.lines("N229")[0]
    assert done.of_type("AWS::EFS::FileSystem") == {}


def test_on_instances(tmp_path: Path) -> None:
    done = with_files(
        tmp_path,
        "services:\n"
        "  app:\n    image: a\n    x-ecs: {launch_type: ec2}\n"
        "    volumes: ['dir:/d', 'nfs:/n', 'plugin:/p', '/var/log:/logs:ro']\n"
        "  other: {image: o, volumes: ['dir:/d']}\n"
        "volumes:\n"
        "  dir: {x-ecs: {type: host}}\n"
        "  nfs: {driver_opts: {type: nfs, o: addr=10.0.0.1, device: ':/x'}}\n"
        "  plugin: {driver: rexray, driver_opts: {size: 5x}, labels: {a: b, c: d}}",
    )
    docker = {"Scope": "shared", "Autoprovision": True}
    assert volumes_of(done) == [
        {"Name": "app-logs", "Host": {"SourcePath": "/var/log"}},
        {"Name": "dir", "Host": {"SourcePath": "/var/lib/compose2ecs/shop/dir"}},
        {
            "Name": "nfs",
            "DockerVolumeConfiguration": {
                **docker,
                "Driver": "local",
                "DriverOpts": {"device": ":/x", "o": "addr=10.0.0.1", "type": "nfs"},
            },
        },
        {
            "Name": "plugin",
            "DockerVolumeConfiguration": {
                **docker,
                "Driver": "rexray",
                "DriverOpts": {"size": "5x"},
                "Labels": {"a": "b", "c": "d"},
            },
        },
    ]
    assert done.lines("C266", "C233", "C231") == [
        "C266 services.other.volumes[0]: `type: host` of volume `dir`: a task on Fargate has no host"
    ]
    assert len(done.lines("W245")) == 4


def test_options_of_the_local_driver(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html/index.html").write_text("hello")
    done = with_files(
        tmp_path,
        "services:\n  app: {image: a, volumes: ['mem:/m:ro', 'html:/h:ro', 'gone:/data']}\n"
        "volumes:\n"
        "  mem: {driver: local, driver_opts: {type: tmpfs, device: tmpfs, o: 'size=10m,uid=5,odd=1'},"
        " labels: {k: v, l: w}}\n"
        "  html: {driver: local, driver_opts: {type: none, o: bind, device: ./html}}\n"
        "  gone: {driver_opts: {type: none, o: bind, device: ./gone}}",
    )
    assert done.container("App")["LinuxParameters"]["Tmpfs"] == [
        {"ContainerPath": "/m", "Size": 10, "MountOptions": ["ro", "uid=5"]}
    ]
    assert [one["Name"] for one in volumes_of(done)] == ["gone"]
    assert done.lines("W208", "N240", "W241", "W244") == [
        "W208 services.app.volumes[0]: option `odd=1` of volume `mem` is dropped: ECS lists no such option for a tmpfs",
        "N240 services.app.volumes[1].volume: bind mount of `html` at `/h` (read_only) goes into the image",
        "W241 services.app.volumes[2].volume: bind mount of `gone` at `/data` becomes a directory on EFS, which starts"
        " empty: nothing is uploaded",
        "W244 volumes.mem: `k: v` of volume `mem` is dropped: a tmpfs has none",
        "W244 volumes.mem: `l: w` of volume `mem` is dropped: a tmpfs has none",
    ]
    assert "N202 volumes.html: volume `html` (driver local, type none, o bind, device ./html) is a bind mount" in (
        done.lines("N202")
    )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("size: 20", "`size: 20` of volume `data`: a number alone is bytes, and the least is 1 GiB"),
        ("size: 100g, volume_type: st1", "`size: 107374182400` of volume `data`: `st1` in GiB: 125 to 16,384"),
        ("size: 20t", "`size: 21990232555520` of volume `data`: `gp3` in GiB: 1 to 16,384"),
        ("iops: 10", "`iops: 10` of volume `data`: `gp3` has 3,000 to 16,000"),
        ("volume_type: io1, iops: 64001", "`iops: 64001` of volume `data`: `io1` has 100 to 64,000"),
        ("volume_type: gp9", "`volume_type: gp9` of volume `data`: EBS does not know it"),
    ],
)
def test_ebs_takes_some_numbers(tmp_path: Path, wish: str, said: str) -> None:
    (line,) = one(tmp_path, f"x-ecs: {{type: ebs, {wish}}}").lines("C266")
    assert line.partition(": ")[2] == said


def test_ebs_without_iops(tmp_path: Path) -> None:
    done = one(tmp_path, "x-ecs: {type: ebs, volume_type: standard, iops: 10}")
    assert done.lines("W244", "C266") == [
        "C266 services.app.volumes[0]: `volume_type: standard` of volume `data`: Fargate mounts no magnetic volumes",
        "W244 volumes.data.x-ecs.iops: `iops: 10` of volume `data` is dropped: `standard` has what its size gives",
    ]


CIFS = "driver_opts: {type: cifs, device: //h/s, o: 'username=u,password=hunter2,password2=hunter3'}"


def test_passwords_in_options_are_not_shown(tmp_path: Path) -> None:
    done = one(tmp_path, CIFS)
    shown = "type cifs, o username=u,password=***,password2=***, device //h/s"
    assert done.lines("C233") == [
        f"C233 volumes.data.driver_opts: volume `data` ({shown}) cannot be mounted: Fargate mounts EFS"
    ]
    assert "hunter" not in "".join(done.lines())


def test_passwords_in_options_of_instances(tmp_path: Path) -> None:
    body = "volumes: ['data:/data', 'plug:/plug']\nx-ecs: {launch_type: ec2}"
    volumes = (
        f"volumes: {{data: {{{CIFS}}}, plug: {{driver: rexray, driver_opts: {{size: '20', secretKey: hunter4}}}}}}"
    )
    done = service(tmp_path, body, volumes)
    why = "have a password, which would stand in the template"
    shown = "device //h/s, o username=u,password=***,password2=***, type cifs"
    assert done.lines("C269") == [
        f"C269 volumes.data.driver_opts: the options of volume `data` ({shown}) {why}",
        f"C269 volumes.plug.driver_opts: the options of volume `plug` (secretKey ***, size 20) {why}",
    ]
    assert "hunter" not in "".join(done.lines())


def test_options_of_plugins_are_told(tmp_path: Path) -> None:
    done = one(tmp_path, "driver: rexray, driver_opts: {size: '20', iops: '3', uid: '1'}")
    assert done.lines("C233", "W201") == [
        "C233 volumes.data.driver: volume `data` (driver `rexray`) cannot be mounted: Fargate mounts EFS",
        "W201 volumes.data.driver_opts.size: `driver_opts.size: 20` is dropped: no volume on AWS has it",
        "W201 volumes.data.driver_opts.iops: `driver_opts.iops: 3` is dropped: no volume on AWS has it",
    ]


@pytest.mark.parametrize(
    ("volume", "start"),
    [
        ("external: true, name: fs-0123456789abcdef0", "is used as it is"),
        ("x-ecs: {file_system: fs-0123456789abcdef0}", "is used as it is"),
        ("driver: ebs, driver_opts: {snapshot: snap-0123456789abcdef0}", "is used as it is"),
        ("x-ecs: {type: ephemeral}", "starts empty"),
        ("labels: {a: b, c: d}", "starts empty"),
    ],
)
def test_what_a_volume_starts_with(tmp_path: Path, volume: str, start: str) -> None:
    assert one(tmp_path, volume).lines("N205") == [
        f"N205 services.app.volumes[0].volume: the volume at `/data` {start}: the image's files there are not copied"
    ]
