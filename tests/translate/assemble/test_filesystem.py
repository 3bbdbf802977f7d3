"""Volumes on EFS."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.graph.values import GetAtt, Ref
from tests.translate.assemble.converted import Converted, convert, service


def owner_of(done: Converted, id: str = "DataAccessPoint") -> tuple[str, str, str]:
    info: dict[str, str] = done.properties(id)["RootDirectory"]["CreationInfo"]
    return info["OwnerUid"], info["OwnerGid"], info["Permissions"]


def test_nothing(tmp_path: Path) -> None:
    assert service(tmp_path, "user: '1'").of_type("AWS::EFS::FileSystem") == {}


def test_two_services_one_volume(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, user: '1000:1001', volumes: ['data:/a', 'more:/more:ro']}\n"
        "  b: {image: b, volumes: ['data:/b:ro']}\n"
        "volumes: {data: {}, more: {labels: {kind: x, team: y}}}",
    )
    assert done.properties("FileSystem") == {
        "Encrypted": True,
        "ThroughputMode": "elastic",
        "BackupPolicy": {"Status": "ENABLED"},
        "FileSystemTags": [{"Key": "Name", "Value": "shop"}],
    }
    assert done.resource("FileSystem").retain is True
    assert [one["SubnetId"] for one in done.of_type("AWS::EFS::MountTarget").values()] == [
        Ref("PrivateSubnetA"),
        Ref("PrivateSubnetB"),
    ]
    assert owner_of(done) == ("1000", "1001", "0755")
    assert done.properties("MoreAccessPoint")["AccessPointTags"] == [
        {"Key": "Name", "Value": "more"},
        {"Key": "kind", "Value": "x"},
        {"Key": "team", "Value": "y"},
    ]
    assert done.container("A")["MountPoints"] == [
        {"SourceVolume": "data", "ContainerPath": "/a"},
        {"SourceVolume": "more", "ContainerPath": "/more", "ReadOnly": True},
    ]
    assert done.properties("BTaskDefinition")["Volumes"] == [
        {
            "Name": "data",
            "EFSVolumeConfiguration": {
                "FilesystemId": Ref("FileSystem"),
                "TransitEncryption": "ENABLED",
                "AuthorizationConfig": {"AccessPointId": Ref("DataAccessPoint"), "IAM": "ENABLED"},
            },
        }
    ]
    assert {"MountTargetA", "MountTargetB"} <= set(done.resource("BService").depends_on)


def statements(done: Converted, id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done.properties(id)["Policies"][0]["PolicyDocument"]["Statement"]
    return found


def test_roles_may_write_only_what_is_written(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "volumes: ['data:/a', 'more:/b:ro', 'data:/c:ro']",
        "volumes: {data: {}, more: {}}",
    )
    writes, reads = statements(done, "AppTaskRole")
    mount, write, root = (f"elasticfilesystem:Client{what}" for what in ("Mount", "Write", "RootAccess"))
    assert (writes["Action"], reads["Action"]) == ([mount, write, root], [mount, root])
    assert writes["Resource"] == GetAtt("FileSystem", "Arn")
    key = "elasticfilesystem:AccessPointArn"
    assert writes["Condition"] == {"StringEquals": {key: [GetAtt("DataAccessPoint", "Arn")]}}
    assert reads["Condition"] == {"StringEquals": {key: [GetAtt("MoreAccessPoint", "Arn")]}}


@pytest.mark.parametrize(
    ("body", "options", "expected", "source"),
    [
        ("image: postgres:16", "", ("999", "999", "0755"), "what `postgres` needs"),
        ("image: postgres:16-alpine", "", ("70", "70", "0755"), "what `postgres` needs"),
        ("image: bitnami/kafka", "", ("1001", "1001", "0755"), "what `kafka` needs"),
        ("image: example/x", "", ("0", "0", "0777"), "its user is not known"),
        ("image: example/x\nuser: node", "", ("1000", "1000", "0755"), "`user: node`"),
        ("image: example/x\nuser: somebody", "", ("0", "0", "0777"), "its user is not known"),
        (
            "image: postgres\nbuild: {context: ., dockerfile_inline: FROM x}",
            "",
            ("0", "0", "0777"),
            "its user is not known",
        ),
        (
            "image: postgres:16",
            "driver_opts: {uid: '5', gid: 6, permissions: '0700'}",
            ("5", "6", "0700"),
            "`driver_opts` say so",
        ),
    ],
)
def test_owner(tmp_path: Path, body: str, options: str, expected: tuple[str, str, str], source: str) -> None:
    done = service(tmp_path, f"{body}\nvolumes: ['data:/data']", f"volumes: {{data: {{{options}}}}}")
    assert owner_of(done) == expected
    uid, gid, mode = expected
    assert done.lines("N226") == [
        f"N226 services.app.volumes[0]: volume `data` is a directory on EFS, owner {uid}:{gid}, mode {mode}: {source}"
    ]


def test_directories(tmp_path: Path) -> None:
    long = "x" * 120
    done = service(
        tmp_path,
        f"volumes:\n- 'plain:/p'\n- 'named:/n'\n- '{long}:/l'\n"
        "- {type: volume, source: plain, target: /s, volume: {subpath: a/b}}",
        f"volumes: {{plain: {{}}, named: {{name: other}}, {long}: {{}}}}",
    )
    paths = {name: one["RootDirectory"]["Path"] for name, one in done.of_type("AWS::EFS::AccessPoint").items()}
    assert paths["PlainAccessPoint"] == "/shop/plain"
    assert paths["NamedAccessPoint"] == "/other"
    assert paths["PlainSubABAccessPoint"] == "/shop/plain/a/b"
    assert paths["X" + "x" * 119 + "AccessPoint"].startswith("/shop-xxxx")
    assert max(map(len, paths.values())) <= 100
    assert [one["Name"] for one in done.properties("AppTaskDefinition")["Volumes"]] == [
        "named",
        "plain",
        "plain-a-b-c46c1b",
        long,
    ]


def test_anonymous(tmp_path: Path) -> None:
    done = service(tmp_path, "volumes: ['/cache', '/var/lib/x']")
    assert done.properties("AppTaskDefinition")["Volumes"] == [
        {"Name": "app-cache", "Host": {}},
        {"Name": "app-var-lib-x-139f5a", "Host": {}},
    ]
    assert done.of_type("AWS::EFS::FileSystem") == {}
    assert done.lines("N229")[0] == (
        "N229 services.app.volumes[0]: the volume at `/cache` has no name: what is in it is gone when the task stops"
    )


@pytest.mark.parametrize(
    ("volume", "line"),
    [
        ("external: true", "C232 volumes.data: external volume `data` exists on your machine only"),
        (
            "driver: rexray",
            "C233 volumes.data.driver: volume `data` (driver `rexray`) cannot be mounted: Fargate mounts EFS",
        ),
        (
            "driver_opts: {type: nfs, o: 'addr=10.0.0.1', device: ':/x'}",
            "C233 volumes.data.driver_opts: volume `data` (type nfs, o addr=10.0.0.1, device :/x) cannot be mounted:"
            " Fargate mounts EFS",
        ),
        ("driver: local", "N202 volumes.data.driver: `driver: local`: the volume is a directory on EFS"),
        (
            "driver_opts: {permissions: '0999'}",
            "W201 volumes.data.driver_opts.permissions: `driver_opts.permissions: 0999` is dropped: EFS takes octal"
            " digits, as text: '0755'",
        ),
    ],
)
def test_what_a_volume_says(tmp_path: Path, volume: str, line: str) -> None:
    done = service(tmp_path, "volumes: ['data:/data']", f"volumes: {{data: {{{volume}}}}}")
    assert [one for one in done.lines() if one.split()[1].startswith("volumes.")] == [line]


def test_databases(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: 'postgres:16', volumes: ['data:/d']}\n  b: {image: mysql}\n  c: {image: nginx}\n"
        "volumes: {data: {}}",
    )
    assert done.lines("W302", "W303") == [
        "W302 services.a.volumes[0]: `postgres` keeps its data on EFS: works, but every write crosses the network",
        "W303 services.b.image: `mysql` has no named volume: its data is gone when the task stops",
    ]
