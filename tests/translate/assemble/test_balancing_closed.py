"""Nothing is opened that nobody asked for, and a limit that cannot be kept is refused."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import GetAtt
from tests.translate.assemble.converted import convert, service

LISTENER = "AWS::ElasticLoadBalancingV2::Listener"


def _ports(done: object) -> list[int]:
    return sorted(one["Port"] for one in done.of_type(LISTENER).values())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "said", ["{type: application}", "{type: network}", "{scheme: internet-facing}", "{port: 5432}"]
)
def test_defaults_open_no_database(tmp_path: Path, said: str) -> None:
    text = (
        "services:\n  web: {image: x, ports: ['80:80']}\n  db: {image: postgres, ports: ['5432:5432']}\n"
        f"  near: {{image: x, ports: ['127.0.0.1:81:81']}}\nx-ecs: {{defaults: {{load_balancer: {said}}}}}\n"
    )
    done = convert(tmp_path, text)
    assert _ports(done) == [80]
    assert done.lines("W221") == [
        "W221 services.db.ports[0]: port 5432:5432 (any address) is not opened: 5432 is the port of PostgreSQL",
        "W221 services.near.ports[0]: port 81:81 (127.0.0.1) is not opened: 127.0.0.1 is the machine itself",
    ]
    assert done.lines("W410") == []


def test_a_service_itself_opens_its_database(tmp_path: Path) -> None:
    text = (
        "services:\n  defaults: {image: postgres, ports: ['5432:5432'], x-ecs: {load_balancer: {scheme: internal}}}\n"
        "  db: {image: postgres, ports: ['5433:5432'], x-ecs: {load_balancer: {port: 5432, scheme: internal}}}\n"
    )
    done = convert(tmp_path, text)
    assert _ports(done) == [5432, 5433]


def test_defaults_are_no_error_for_services_without_ports(tmp_path: Path) -> None:
    text = (
        "services:\n  web: {image: x, ports: ['80:80']}\n  worker: {image: x}\n  inner: {image: x, expose: ['82']}\n"
        "x-ecs: {defaults: {load_balancer: {deregistration_delay: 5s, stickiness: 1h}}}\n"
    )
    done = convert(tmp_path, text)
    assert done.lines("C256", "W231") == []
    assert _ports(done) == [80]


def test_settings_alone_open_no_port(tmp_path: Path) -> None:
    done = service(tmp_path, "expose: ['82']\nx-ecs: {load_balancer: {deregistration_delay: 5s, stickiness: 1h}}")
    assert _ports(done) == []
    assert [line[:4] for line in done.lines("W231")] == ["W231", "W231"]


@pytest.mark.parametrize("place", ["service", "project"])
def test_no_range_lets_nobody_in(tmp_path: Path, place: str) -> None:
    said = "{load_balancer: {allowed_cidrs: []}}"
    body, rest = ("\nx-ecs: " + said, "") if place == "service" else ("", f"x-ecs: {said}\n")
    done = service(tmp_path, f"ports: ['80:80']{body}", rest)
    where = "services.app." if place == "service" else ""
    assert done.lines("C255") == [
        f"C255 {where}x-ecs.load_balancer.allowed_cidrs: `allowed_cidrs: []` leaves nobody who may reach the port"
    ]


def test_a_rule_without_a_port_joins_port_80(tmp_path: Path) -> None:
    text = (
        "services:\n  web: {image: x, ports: ['80:80']}\n"
        "  api: {image: x, expose: ['3000'], x-ecs: {load_balancer: {path: /api/*}}}\n"
        "  app: {image: x, expose: ['82'], x-ecs: {load_balancer: {host: [a.example.com, b.example.com]}}}\n"
    )
    done = convert(tmp_path, text)
    assert _ports(done) == [80]
    assert len(done.of_type("AWS::ElasticLoadBalancingV2::ListenerRule")) == 3


def test_more_ways_out_than_a_group_may_have(tmp_path: Path) -> None:
    one = "  s{0}: {{image: x, ports: ['{1}:80']}}\n"
    done = convert(tmp_path, "services:\n" + "".join(one.format(number, 1024 + number) for number in range(60)))
    assert done.properties("LoadBalancerGroup")["SecurityGroupEgress"] == [
        {
            "IpProtocol": "tcp",
            "FromPort": 80,
            "ToPort": 80,
            "CidrIp": GetAtt("Vpc", "CidrBlock"),
            "Description": "Targets",
        }
    ]
    assert done.of_type("AWS::EC2::SecurityGroupEgress") == {}
    assert done.lines("W233") == []
    ingress = done.properties("LoadBalancerGroup")["SecurityGroupIngress"]
    assert len(ingress) == 60


def test_more_rules_than_a_group_may_have(tmp_path: Path) -> None:
    ranges = ", ".join(f"10.{number}.0.0/16" for number in range(31))
    said = f"{{load_balancer: {{allowed_cidrs: [{ranges}]}}}}"
    done = convert(tmp_path, f"services:\n  web: {{image: x, ports: ['80:80', '81:81']}}\nx-ecs: {said}")
    assert [line.partition(": ")[2] for line in done.lines("W233")] == [
        "the security group of LoadBalancer has 62 rules for traffic in; AWS allows 60"
    ]


@pytest.mark.parametrize(
    ("count", "expected"), [(100, []), (101, ["services.s99.ports[0]: LoadBalancer has 101 rules"])]
)
def test_more_rules_than_a_load_balancer_may_have(tmp_path: Path, count: int, expected: list[str]) -> None:
    one = "  s{0}: {{image: x, ports: ['80:80'], x-ecs: {{load_balancer: {{path: /s{0}/*}}}}}}\n"
    done = convert(tmp_path, "services:\n" + "".join(one.format(number) for number in range(count)))
    found = [line.removeprefix("W234 ").partition(" and ")[0] for line in done.lines("W234")]
    assert found == expected
