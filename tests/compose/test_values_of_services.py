"""Short syntax, types and defaults of single attributes; the values are docker compose's."""

from pathlib import Path
from typing import Any

import pytest

from tests.loading import errors, service

TCP = {"mode": "ingress", "protocol": "tcp"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("ports: ['80']", [{**TCP, "target": 80}]),
        ("ports: [8080]", [{**TCP, "target": 8080}]),
        ("ports: ['8080:80']", [{**TCP, "target": 80, "published": "8080"}]),
        ("ports: [22:22]", [{**TCP, "target": 22, "published": "22"}]),
        (
            "ports: ['127.0.0.1:1:2/UDP']",
            [{"mode": "ingress", "protocol": "udp", "target": 2, "published": "1", "host_ip": "127.0.0.1"}],
        ),
        ("ports: ['[::1]:1:2']", [{**TCP, "target": 2, "published": "1", "host_ip": "::1"}]),
        ("ports: ['9-11']", [{**TCP, "target": 10}, {**TCP, "target": 11}, {**TCP, "target": 9}]),
        ("ports: ['5-6:7']", [{**TCP, "target": 7, "published": "5-6"}]),
        ("ports: [':80']", [{**TCP, "target": 80}]),
        (
            "ports: ['80:80', {target: 80, published: 80, name: web}]",
            [{**TCP, "target": 80, "published": "80", "name": "web"}],
        ),
        ("ports: [{target: '81', protocol: TCP, mode: host}]", [{"mode": "host", "protocol": "TCP", "target": 81}]),
    ],
)
def test_ports(tmp_path: Path, body: str, expected: list[Any]) -> None:
    assert service(tmp_path, body) == {"ports": expected}


@pytest.mark.parametrize(
    "port",
    [
        "'localhost:80:80'",
        "80.5",
        "'a:b'",
        "'80:'",
        "'1-3:1-2'",
        "'3-1'",
        "'99999'",
        "'80/xyz'",
        "{target: '80-81'}",
        "{}",
        "null",
    ],
)
def test_ports_refused(tmp_path: Path, port: str) -> None:
    found = errors(tmp_path, f"services:\n  a:\n    image: i\n    ports: [{port}]\n")
    assert [place[:15] for _, place, _ in found] == ["compose.yaml:4:"]


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ("/data", {"type": "volume", "target": "/data", "volume": {}}),
        ("./src:/app/:ro", {"type": "bind", "source": "{dir}/src", "target": "/app", "read_only": True, "bind": {}}),
        ("~/x:/x", {"type": "bind", "source": "/home/me/x", "target": "/x", "bind": {}}),
        (
            "/a:/b:rshared,z",
            {"type": "bind", "source": "/a", "target": "/b", "bind": {"propagation": "rshared", "selinux": "z"}},
        ),
        ("v:/v", {"type": "volume", "target": "v:/v", "volume": {}}),
        ("C:\\x:/x", {"type": "bind", "source": "C:\\x", "target": "/x", "bind": {}}),
        ("/a:/b:unknown", {"type": "bind", "source": "/a", "target": "/b", "bind": {}}),
    ],
)
def test_volumes(tmp_path: Path, volume: str, expected: dict[str, Any]) -> None:
    if "source" in expected:
        expected = {**expected, "source": expected["source"].replace("{dir}", str(tmp_path))}
    assert service(tmp_path, f"volumes: ['{volume}']") == {"volumes": [expected]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("bundle exec 'a b'", ["bundle", "exec", "a b"]),
        ("a && b", ["a"]),
        ("foo 2>&1", ["foo"]),
        ('sh -c "a && b"', ["sh", "-c", "a && b"]),
        ("", []),
    ],
)
def test_command(tmp_path: Path, text: str, words: list[str]) -> None:
    quoted = text.replace("'", "''")
    model = service(tmp_path, f"healthcheck: {{test: x}}\nentrypoint: '{quoted}'\nhostname: h")
    assert model["hostname"] == "h"
    made = service(tmp_path, f"post_start: [{{command: '{quoted}'}}]")
    assert made == {"post_start": [{"command": words}]}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("mem_limit: 1.5g", {"mem_limit": "1610612736"}),
        ("mem_limit: 1.5", {}),
        ("shm_size: 64MB", {"shm_size": "67108864"}),
        ("memswap_limit: -1", {"memswap_limit": "-1"}),
        ("cpus: '0.1'", {"cpus": 0.1}),
        ("stop_grace_period: 90s", {"stop_grace_period": "1m30s"}),
        (
            "healthcheck: {test: NONE, interval: 1d}",
            {"healthcheck": {"test": ["CMD-SHELL", "NONE"], "interval": "24h0m0s"}},
        ),
        (
            "environment: {A: 1.50, B: true, C: , D: 1e6}",
            {"environment": {"A": "1.5", "B": "true", "C": None, "D": "1e+06"}},
        ),
        ("environment: [A=1, B, 'C=x=y']", {"environment": {"A": "1", "B": None, "C": "x=y"}}),
        ("labels: {a: , b: 2020-01-01}", {"labels": {"a": "", "b": "2020-01-01 00:00:00 +0000 UTC"}}),
        ("environment: {x-a: 1, B: 2}", {"environment": {"#extensions": "map[x-a:1]", "B": "2"}}),
        ("privileged: false\ninit: false", {"init": False}),
        ("privileged: yes", {"privileged": True}),
        (
            "ulimits: {nofile: 0, nproc: {soft: 1, hard: '2'}}",
            {"ulimits": {"nofile": {}, "nproc": {"soft": 1, "hard": 2}}},
        ),
        ("extra_hosts: ['b:1.1.1.1', 'a=[::1]']", {"extra_hosts": ["a=::1", "b=1.1.1.1"]}),
        ("dns: 8.8.8.8", {"dns": ["8.8.8.8"]}),
        ("dns: ''", {}),
        (
            "devices: ['/dev/a', '/dev/b:/dev/c:r']",
            {
                "devices": [
                    {"source": "/dev/a", "target": "/dev/a", "permissions": "rwm"},
                    {"source": "/dev/b", "target": "/dev/c", "permissions": "r"},
                ]
            },
        ),
        ("gpus: all", {"gpus": [{"count": -1}]}),
        ("expose: [80, '90-91']", {"expose": ["80", "90-91"]}),
        ("deploy: {replicas: 0}", {"deploy": {"replicas": 0, "resources": {}, "placement": {}}}),
        ("scale: 3\ndeploy: {}", {"scale": 3, "deploy": {"replicas": 3, "resources": {}, "placement": {}}}),
        ("pull_policy: if_not_present", {"pull_policy": "missing"}),
        ("sysctls: [a=1]", {"sysctls": {"a": "1"}}),
        ("tmpfs: /run", {"tmpfs": ["/run"]}),
        ("logging: {options: {n: 5}}", {"logging": {"options": {"n": "5"}}}),
        (
            "develop: {watch: [{path: /x, action: rebuild}]}",
            {"develop": {"watch": [{"path": "/x", "action": "rebuild", "exec": {"command": None}}]}},
        ),
        (
            "blkio_config: {device_read_bps: [{path: /d, rate: 1k}]}",
            {"blkio_config": {"device_read_bps": [{"Path": "/d", "Rate": "1024"}]}},
        ),
    ],
)
def test_attribute(tmp_path: Path, body: str, expected: dict[str, Any]) -> None:
    assert service(tmp_path, body) == expected


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("privileged: ''", "C116"),
        ("hostname: 123", "C103"),
        ("user: 1000", "C103"),
        ("user: 2020-01-02", "C116"),
        ("command: [sleep, 10]", "C103"),
        ("stop_grace_period: '30'", "C116"),
        ("stop_grace_period: 1m 30s", "C116"),
        ("stop_grace_period: 30", "C103"),
        ("mem_limit: 12x", "C116"),
        ("cpus: abc", "C116"),
        ("cpu_period: 100ms", "C116"),
        ("deploy: {resources: {limits: {memory: 512}}}", "C103"),
        ("healthcheck: {test: [curl, x]}", "C116"),
        ("healthcheck:", "C103"),
        ("build:", "C103"),
        ("depends_on: {b: {}}", "C112"),
        ("restart: true", "C103"),
        ("extra_hosts: ['host']", "C116"),
        ("environment: ['A =1']", "C116"),
        ("command: 'a (b)'", "C116"),
        ("build: {context: ., ssh: ['k=./key']}", "C116"),
        ("security_opt: [a, a]", "C113"),
        ("container_name: a", "C114"),
        ("imag: x", "C102"),
        ("pull_policy: sometimes", "C103"),
        ("oom_score_adj: 2000", "C103"),
    ],
)
def test_attribute_refused(tmp_path: Path, body: str, code: str) -> None:
    found = errors(tmp_path, f"services:\n  a:\n    image: i\n    {body}\n")
    assert [one[0] for one in found] == [code]
    assert found[0][1].startswith("compose.yaml:4:")
