"""What ECS and EFS refuse when they are asked, and no schema tells: it is not written, and it is told."""

from pathlib import Path

import pytest

from tests.translate.assemble.converted import service


@pytest.mark.parametrize("text", ["9000-8000", "0", "70000", "0-5", "web"])
def test_exposed_is_no_port(tmp_path: Path, text: str) -> None:
    done = service(tmp_path, f"expose: ['{text}']")
    assert "PortMappings" not in done.container("App")
    assert done.lines("W201") == [
        f"W201 services.app.expose[0]: `expose: {text}` is dropped: it is no port of TCP or UDP"
    ]


def test_a_port_is_in_one_mapping(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['8005:8005']\nexpose: ['8000-8010', '8008-8011', '8004-8006', '8012-8012']")
    mappings = done.container("App")["PortMappings"]
    assert [one.get("ContainerPortRange", one.get("ContainerPort")) for one in mappings] == [
        *["8000-8004", 8005, "8006-8010", 8011, 8012],
    ]
    assert [line for line in done.lines("N202") if "expose" in line] == [
        "N202 services.app.expose[2]: port 8004-8006 is declared already"
    ]


def test_only_the_non_blocking_mode_has_a_buffer(tmp_path: Path) -> None:
    done = service(tmp_path, "logging: {driver: awslogs, options: {mode: blocking, max-buffer-size: 4m}}")
    options = done.container("App")["LogConfiguration"]["Options"]
    assert options["mode"] == "blocking"
    assert "max-buffer-size" not in options
    assert done.lines("W226") == [
        "W226 services.app.logging.options.max-buffer-size: `max-buffer-size` is dropped: only `mode: non-blocking` has"
        " a buffer"
    ]


def test_the_log_group_of_another_driver_is_not_used(tmp_path: Path) -> None:
    done = service(tmp_path, "logging: {driver: json-file, options: {awslogs-group: mine}}")
    assert done.properties("AppLogGroup")["LogGroupName"] == "/compose2ecs/shop/app"
    assert done.lines("W226") == [
        "W226 services.app.logging.options.awslogs-group: log option `awslogs-group: mine` is dropped: CloudWatch Logs"
        " has none"
    ]


def test_owners_are_numbers(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "volumes: ['data:/a', 'more:/b']",
        "volumes: {data: {driver_opts: {uid: www-data, gid: 7}}, more: {driver_opts: {permissions: '755x'}}}",
    )
    info = {name: one["RootDirectory"]["CreationInfo"] for name, one in done.of_type("AWS::EFS::AccessPoint").items()}
    assert info == {
        "DataAccessPoint": {"OwnerUid": "0", "OwnerGid": "7", "Permissions": "0777"},
        "MoreAccessPoint": {"OwnerUid": "0", "OwnerGid": "0", "Permissions": "0777"},
    }
    assert done.lines("W201") == [
        "W201 volumes.data.driver_opts.uid: `driver_opts.uid: www-data` is dropped: EFS takes numbers",
        "W201 volumes.more.driver_opts.permissions: `driver_opts.permissions: 755x` is dropped: EFS takes octal digits,"
        " as text: '0755'",
    ]
