"""Whose a directory is that several services mount."""

from pathlib import Path

from tests.translate.assemble.converted import convert


def test_it_belongs_to_the_one_who_writes(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: 'nginx:1', user: '101', volumes: ['data:/d:ro']}\n"
        "  b: {image: 'grafana/grafana:11.0.0', volumes: ['data:/d']}\n"
        "  c: {image: 'nginx:1', user: '102', volumes: ['data:/d']}\n"
        "volumes: {data: {}}",
    )
    assert done.properties("DataAccessPoint")["RootDirectory"] == {
        "Path": "/shop/data",
        "CreationInfo": {"OwnerUid": "472", "OwnerGid": "0", "Permissions": "0755"},
    }
    assert done.lines("N226") == [
        "N226 services.b.volumes[0]: volume `data` is a directory on EFS, owner 472:0, mode 0755: what `grafana` needs"
    ]
