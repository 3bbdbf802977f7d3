"""Which ports are declared, and which are opened."""

from pathlib import Path
from typing import Any

import pytest

from tests.translate.assemble.converted import service


def mapping(port: int, name: str = "", **more: Any) -> dict[str, Any]:
    return {"ContainerPort": port, "Protocol": "tcp", "Name": name or f"app-{port}-tcp", **more}


def test_nothing(tmp_path: Path) -> None:
    done = service(tmp_path, "user: '1'")
    assert "PortMappings" not in done.container("App")
    assert done.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer") == {}


def test_published_and_exposed(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "ports: ['81:80', {target: 82, published: '82', name: Web UI, app_protocol: http}]\n"
        "expose: ['90', '80', '7000-7002/udp', '91/udp', '5/sctp', '7001-7004']",
    )
    assert done.container("App")["PortMappings"] == [
        mapping(80),
        mapping(82, "web-ui-e76957", AppProtocol="http"),
        mapping(90),
        {"ContainerPort": 91, "Protocol": "udp", "Name": "app-91-udp"},
        {"ContainerPortRange": "7000-7002", "Protocol": "udp"},
        {"ContainerPortRange": "7003-7004", "Protocol": "tcp"},
    ]
    assert [line for line in done.lines() if "expose" in line] == [
        "N202 services.app.expose[1]: port 80 is declared already",
        "W201 services.app.expose[4]: `expose: 5/sctp` is dropped: it is no port of TCP or UDP",
    ]


@pytest.mark.parametrize(
    ("image", "port", "why"),
    [
        ("example/app", "'127.0.0.1:80:80'", "port 80:80 (127.0.0.1) is not opened: 127.0.0.1 is the machine itself"),
        ("example/app", "'[::1]:80:80'", "port 80:80 (::1) is not opened: ::1 is the machine itself"),
        ("example/app", "'15432:5432'", "port 15432:5432 (any address) is not opened: 5432 is the port of PostgreSQL"),
        ("bitnami/redis:7", "'8000:1234'", "port 8000:1234 (any address) is not opened: `redis` stores data"),
    ],
)
def test_closed(tmp_path: Path, image: str, port: str, why: str) -> None:
    done = service(tmp_path, f"image: {image}\nports: [{port}]")
    assert done.lines("W221") == [f"W221 services.app.ports[0]: {why}"]
    assert len(done.container("App")["PortMappings"]) == 1
    assert done.of_type("AWS::ElasticLoadBalancingV2::LoadBalancer") == {}


@pytest.mark.parametrize(
    ("port", "listener", "line"),
    [
        ("'3000'", 3000, "Docker would choose a free port; the load balancer listens on 3000, the container's own"),
        ("{target: 80, published: 8000-8005}", 8000, "of the ports 8000-8005 the first is used, 8000"),
        ("{target: 80, published: '80', mode: host}", 80, "`mode: host`: a task has no host; the port is published"),
        ("'192.168.1.5:80:80'", 80, "`host_ip: 192.168.1.5` is a private address: an internal load balancer"),
        ("'8.8.8.8:80:80'", 80, "`host_ip: 8.8.8.8` is not used: the load balancer listens on addresses"),
        ("{target: 80, published: '80', app_protocol: redis}", 80, "`app_protocol: redis` decides only how the port"),
    ],
)
def test_published(tmp_path: Path, port: str, listener: int, line: str) -> None:
    done = service(tmp_path, f"ports: [{port}]")
    (found,) = done.of_type("AWS::ElasticLoadBalancingV2::Listener").values()
    assert found["Port"] == listener
    assert [one for one in done.lines("N202", "W201", "N232") if line in one]


def test_protocols(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['53:53/udp', '53:53', '9:9/sctp']")
    assert done.container("App")["PortMappings"] == [mapping(53)]
    (listener,) = done.of_type("AWS::ElasticLoadBalancingV2::Listener").values()
    assert (listener["Protocol"], listener["Port"]) == ("TCP_UDP", 53)
    assert done.places("C236") == ["4:35 C236 services.app.ports[2].protocol"]
    assert done.lines("C236") == [
        "C236 services.app.ports[2].protocol: port 9/sctp cannot be published: load balancers forward TCP and UDP"
    ]
