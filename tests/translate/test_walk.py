"""The walk: every attribute meets its row, and what is reported stands at its place."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.diagnostics.span import dotted
from tests.translate.fixture import lines, walked


def places(text: str, folder: Path) -> list[str]:
    """The findings as "line:column CODE path", in file order."""
    _, report = walked(text, str(folder))
    return [
        f"{line}:{column} {one.code} {dotted(one.path)}" for one in report.sorted() for _, line, column in [at(one)]
    ]


def at(found: Diagnostic) -> tuple[str, int, int]:
    assert found.span is not None, found.message
    return found.span[:3]


def messages(text: str, folder: Path) -> list[str]:
    return [found.message for found in walked(text, str(folder))[1].sorted()]


def test_what_no_file_wrote_is_not_reported(tmp_path: Path) -> None:
    text = "name: p\nservices:\n  app:\n    image: app\n  web: {image: web}\n"
    containers, report = walked(text, str(tmp_path))
    assert (containers, lines(report)) == ({"app": {}, "web": {}}, [])


def test_one_finding_per_leaf(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app:
    image: app
    annotations: {one: 1, two: 2}
    dns: [1.1.1.1, 8.8.8.8]
    gpus:
    - count: 1
      capabilities: [gpu, utility]
      options: {a: b}
    - {}
    credential_spec:
      registry: there
      file: here.json
"""
    assert places(text, tmp_path) == [
        "5:24 W201 services.app.annotations.one",
        "5:32 W201 services.app.annotations.two",
        "6:11 W204 services.app.dns[0]",
        "6:20 W204 services.app.dns[1]",
        "8:14 C201 services.app.gpus[0].count",
        "9:22 C201 services.app.gpus[0].capabilities[0]",
        "9:27 C201 services.app.gpus[0].capabilities[1]",
        "10:20 C201 services.app.gpus[0].options.a",
        "11:7 C201 services.app.gpus[1]",
        "13:17 W201 services.app.credential_spec.registry",
    ]
    assert messages(text, tmp_path)[0] == "`annotations.one` is dropped: ECS has no OCI annotations"
    assert messages(text, tmp_path)[4] == "`gpus[0].count` is not possible on Fargate: Fargate has no GPUs"
    assert messages(text, tmp_path)[8] == "`gpus[1]` is not possible on Fargate: Fargate has no GPUs"


def test_unknown_keys_that_the_specification_allows_are_reported_by_the_row_above(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app: {image: app, gpus: [{count: 1, vendor: {id: 7, x-a: 8}, x-b: 9}]}
"""
    assert lines(walked(text, str(tmp_path))[1]) == [
        "C201 services.app.gpus[0].count: `gpus[0].count` is not possible on Fargate: Fargate has no GPUs",
        "C201 services.app.gpus[0].vendor.id: `gpus[0].vendor.id` is not possible on Fargate: Fargate has no GPUs",
        "N203 services.app.gpus[0].x-b: `services.app.gpus[0].x-b` is ignored: it is no key of ECS",
    ]


def test_an_empty_value_says_nothing_unless_the_user_named_the_entry(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app:
    image: app
    annotations: {one: null, two: ''}
    dns: []
    credential_spec: {}
    networks: {default: {driver_opts: {}, link_local_ips: []}}
    depends_on: {}
    models: [llm, other]
models:
  llm: {model: a, name: ""}
  other: {model: b, runtime_flags: []}
"""
    assert places(text, tmp_path) == [
        "5:24 W201 services.app.annotations.one",
        "5:35 W201 services.app.annotations.two",
    ]


def test_one_finding_per_item_that_names_all_that_is_written(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app:
    image: app
    devices: ["/dev/a:/dev/b", {source: /dev/c, target: /d, x-d: [1, true]}]
    develop:
      watch:
      - {path: ./src, action: rebuild}
      - path: ./lib
        action: sync+exec
        target: /lib
        ignore: [a, b]
        exec: {command: [make, all], privileged: true}
    post_start:
    - {command: echo $$SECRET, environment: {SECRET: hidden, OTHER: hidden}}
    configs: [conf]
configs:
  conf: {content: text}
"""
    assert places(text, tmp_path) == [
        "5:15 C201 services.app.devices[0]",
        "5:32 C201 services.app.devices[1]",
        "8:9 N201 services.app.develop.watch[0]",
        "9:9 N201 services.app.develop.watch[1]",
        "15:7 W205 services.app.post_start[0]",
        "16:15 N240 services.app.configs[0]",
    ]
    assert messages(text, tmp_path) == [
        "`devices[0]` (source /dev/a, target /dev/b, permissions rwm) is not possible on Fargate: Fargate has no devices"
        " to pass on",
        "`devices[1]` (source /dev/c, target /d, x-d 1 true) is not possible on Fargate: Fargate has no devices to pass on",
        "`develop.watch[0]` (path ./src, action rebuild) is ignored: it is for developing on your machine",
        "`develop.watch[1]` (path ./lib, action sync+exec, target /lib, ignore a b, exec (command, privileged)) is"
        " ignored: it is for developing on your machine",
        "`post_start[0]` (command echo $SECRET, environment (SECRET, OTHER)) is not run: ECS runs nothing in a"
        " container after its start",
        "config `conf` goes into the image (source conf)",
    ]


def test_a_hint_comes_along(tmp_path: Path) -> None:
    text = "name: p\nservices:\n  app: {image: app, stop_signal: SIGQIT, hostname: h, pids_limit: 5}\n"
    assert [found.hint for found in walked(text, str(tmp_path))[1].sorted()] == [
        "did you mean `SIGQUIT`?",
        "give the name to an image that stores data under it by a variable",
        "",
    ]


def test_extension_keys_are_met_at_every_level(tmp_path: Path) -> None:
    text = """\
x-top: {a: 1, b: [2, 3]}
name: p
services:
  app:
    image: app
    x-service: 1
    build: {context: ., x-build: 1}
    deploy: {resources: {limits: {x-limit: 1}, x-res: 1}}
    healthcheck: {x-check: 1}
    ports: [{target: 80, x-port: 1}, {target: 81, x-port: 1}]
    volumes:
    - {type: volume, target: /d, x-mount: 1, volume: {nocopy: true, x-volume: 1}}
    - {type: tmpfs, target: /t, x-mount: 1, tmpfs: {size: 1m, x-tmpfs: 1}}
    - {type: bind, source: ./a, target: /a, x-mount: 1, bind: {x-bind: 1}}
    networks: {net: {x-member: 1}}
    ulimits: {nofile: {soft: 1, hard: 2, x-ulimit: 1}}
    depends_on: {other: {condition: service_started, x-need: 1}}
    logging: {driver: json-file, x-log: 1}
    credential_spec: {x-spec: 1}
    models: {llm: {endpoint_var: A, x-use: 1}}
    secrets: [key]
  other: {image: other}
networks:
  net:
    x-net: 1
    ipam: {config: [{x-range: 1}, {x-range: 2}], x-ipam: 1}
volumes: {data: {x-data: 1}}
secrets: {key: {environment: KEY, x-key: 1}}
models: {llm: {model: a, x-model: 1}}
"""
    found = [line for line in places(text, tmp_path) if "x-" in line]
    app = "N203 services.app"
    assert found == [
        "1:1 N203 x-top",
        f"6:5 {app}.x-service",
        f"7:25 {app}.build.x-build",
        f"8:35 {app}.deploy.resources.limits.x-limit",
        f"8:48 {app}.deploy.resources.x-res",
        f"9:19 {app}.healthcheck.x-check",
        f"10:26 {app}.ports[0].x-port",
        f"10:51 {app}.ports[1].x-port",
        f"12:34 {app}.volumes[0].x-mount",
        f"12:69 {app}.volumes[0].volume.x-volume",
        f"13:33 {app}.volumes[1].x-mount",
        f"13:63 {app}.volumes[1].tmpfs.x-tmpfs",
        f"14:45 {app}.volumes[2].x-mount",
        f"14:64 {app}.volumes[2].bind.x-bind",
        f"15:22 {app}.networks.net.x-member",
        f"16:42 {app}.ulimits.nofile.x-ulimit",
        f"17:54 {app}.depends_on.other.x-need",
        f"18:34 {app}.logging.x-log",
        f"19:23 {app}.credential_spec.x-spec",
        f"20:37 {app}.models.llm.x-use",
        "25:5 N203 networks.net.x-net",
        "26:22 N203 networks.net.ipam.config[0].x-range",
        "26:36 N203 networks.net.ipam.config[1].x-range",
        "26:50 N203 networks.net.ipam.x-ipam",
        "28:35 N203 secrets.key.x-key",
        "29:26 N203 models.llm.x-model",
    ]


def test_x_ecs_is_met_below_attributes_that_are_translated(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app:
    image: app
    volumes:
    - {type: volume, target: /d, volume: {nocopy: true}, x-ecs: {uid: 5}}
    - {type: tmpfs, target: /t, tmpfs: {size: 1m}, x-ecs: {}}
"""
    assert lines(walked(text, str(tmp_path))[1]) == [
        "C206 services.app.volumes[0].x-ecs: `services.app.volumes[0].x-ecs` has no meaning here",
        "C206 services.app.volumes[1].x-ecs: `services.app.volumes[1].x-ecs` has no meaning here",
    ]


def test_names_of_the_users_choice_are_no_extension_keys(tmp_path: Path) -> None:
    text = "name: p\nservices:\n  app: {image: app, labels: [x-a=1, x-b=2], annotations: [x-c=3, d=4]}\n"
    containers, report = walked(text, str(tmp_path))
    assert containers["app"] == {"DockerLabels": {"x-a": "1", "x-b": "2"}}
    assert [found.code for found in report.sorted()] == ["W201", "W201"]


def test_devices_of_blkio_config_meet_their_rows(tmp_path: Path) -> None:
    """`config` prints Path and Rate, as Go spells them; the tree has the names that users write."""
    text = """\
name: p
services:
  app:
    image: app
    blkio_config:
      weight: 300
      weight_device: [{path: /dev/a, weight: 400}]
      device_read_bps:
      - {path: /dev/a, rate: 12mb}
      - rate: 1024
        path: /dev/b
"""
    assert places(text, tmp_path) == [
        "6:15 W201 services.app.blkio_config.weight",
        "7:30 W201 services.app.blkio_config.weight_device[0].path",
        "7:46 W201 services.app.blkio_config.weight_device[0].weight",
        "9:16 W201 services.app.blkio_config.device_read_bps[0].path",
        "9:30 W201 services.app.blkio_config.device_read_bps[0].rate",
        "10:15 W201 services.app.blkio_config.device_read_bps[1].rate",
        "11:15 W201 services.app.blkio_config.device_read_bps[1].path",
    ]


FED_BY_THREE = {
    "volumes": [{"type": "tmpfs", "target": "/c", "tmpfs": {"size": "3m"}}],
    "tmpfs": ["/b:size=2m", "/a:size=1m"],
    "shm_size": "64m",
    "init": True,
    "cap_add": ["SYS_PTRACE"],
    "cap_drop": ["KILL", "CHOWN"],
    "sysctls": {"net.b": "2", "net.a": "1"},
    "ulimits": {"nproc": 2, "nofile": 1},
    "labels": {"b": "2", "a": "1"},
    "healthcheck": {"timeout": "5s", "test": ["CMD", "b", "a"]},
    "dns": ["8.8.8.8", "1.1.1.1"],
}


def test_rows_share_a_property(tmp_path: Path) -> None:
    text = yaml.safe_dump({"name": "p", "services": {"app": {"image": "app", **FED_BY_THREE}}})
    made = walked(text, str(tmp_path))[0]["app"]["LinuxParameters"]
    assert made == {
        "InitProcessEnabled": True,
        "Capabilities": {"Add": ["SYS_PTRACE"], "Drop": ["KILL", "CHOWN"]},
        "Tmpfs": [
            {"ContainerPath": "/dev/shm", "Size": 64},
            {"ContainerPath": "/b", "Size": 2},
            {"ContainerPath": "/a", "Size": 1},
            {"ContainerPath": "/c", "Size": 3},
        ],
    }


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_keys_makes_no_difference(seed: int, tmp_path: Path) -> None:
    """Neither to values, nor (but for where they stand) to findings; the order of lists does."""

    def result(services: dict[str, Any]) -> tuple[str, list[str]]:
        text = yaml.safe_dump({"name": "p", "services": services}, sort_keys=False)
        containers, report = walked(text, str(tmp_path))
        return repr({name: containers[name] for name in sorted(containers)}), sorted(lines(report))

    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: shuffled(value[key]) for key in random.Random(seed).sample(sorted(value), len(value))}

    services = {"app": {"image": "app", **FED_BY_THREE}, "web": {"image": "web", "tty": True, **FED_BY_THREE}}
    assert result(shuffled(services)) == result(services)
    assert [*shuffled(services)["app"]] != [*services["app"]]


def test_findings_point_at_values_and_at_keys_of_mappings(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app:
    image: app
    labels:
      traefik.enable: true
      other: text
    sysctls: {vm.swappiness: 1, net.a: 2}
    ulimits:
      memlock:
        soft: 1
        hard: 2
    tmpfs:
    - /run:huge=1,size=1m
    - /tmp
    healthcheck:
      test: [CMD, a]
      interval: 1s
    extra_hosts: ["a=1.2.3.4", b:host-gateway]
    command: []
    volumes:
    - ./src:/src
    - type: tmpfs
      target: /t
      tmpfs: {size: 1m}
networks:
  default:
    enable_ipv6: true
    attachable: true
"""
    _, report = walked(text, str(tmp_path))
    spans = [(found.code, found.span) for found in report.sorted()]
    assert [(code, *span[1:]) for code, span in spans if span] == [
        ("W210", 6, 23, 6, 27),
        ("C203", 8, 30, 8, 31),
        ("W207", 10, 7, 10, 14),
        ("W208", 14, 7, 14, 26),
        ("N204", 15, 7, 15, 11),
        ("N202", 16, 5, 16, 16),
        ("W203", 18, 17, 18, 19),
        ("C204", 19, 32, 19, 46),
        ("W202", 20, 5, 20, 12),
        ("N242", 22, 7, 22, 17),
        ("W201", 28, 18, 28, 22),
        ("N201", 29, 17, 29, 21),
    ]
    assert {span.file for _, span in spans if span} == {"compose.yaml"}
