"""Load balancers."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import GetAtt, Join, Ref
from tests.translate.assemble.converted import convert, service

ELB = "AWS::ElasticLoadBalancingV2"


@pytest.mark.parametrize(
    ("port", "kind", "why"),
    [
        ("'80:3000'", "HTTP on port 80", "the port is known for it"),
        ("'443:443'", "TCP on 443", "the port is known for TLS, which ends in the container"),
        ("'22:22'", "TCP on 22", "the port is known for it"),
        ("'7:7'", "HTTP on port 7", "assumed; say `app_protocol: tcp` in the long form of the port if it is not"),
        ("{target: 9, published: '9', app_protocol: http}", "HTTP on port 9", "the file says so"),
        ("{target: 80, published: '80', app_protocol: tcp}", "TCP on 80", "the file says so"),
        (
            "{target: 9, published: '9', app_protocol: grpc}",
            "TCP on 9",
            "`app_protocol: grpc` needs a certificate to end at the load balancer",
        ),
    ],
)
def test_kind(tmp_path: Path, port: str, kind: str, why: str) -> None:
    done = service(tmp_path, f"ports: [{port}]")
    (line,) = done.lines("N223")
    assert line.endswith(f" is served as {kind}: {why}")


def test_http(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "ports: ['80:8000', '8081:8000']\nstop_grace_period: 10s\n"
        "healthcheck: {test: curl http://localhost:8000/ok, start_period: 5m}",
    )
    assert done.of_type(f"{ELB}::TargetGroup") == {
        "AppHTTP8000TargetGroup": {
            "TargetType": "ip",
            "Protocol": "HTTP",
            "Port": 8000,
            "VpcId": Ref("Vpc"),
            "HealthCheckIntervalSeconds": 15,
            "HealthCheckTimeoutSeconds": 5,
            "HealthyThresholdCount": 2,
            "UnhealthyThresholdCount": 3,
            "TargetGroupAttributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": "10"}],
            "HealthCheckPath": "/ok",
            "Matcher": {"HttpCode": "200-399"},
        }
    }
    listeners = done.of_type(f"{ELB}::Listener")
    assert {name: (one["Port"], one["Protocol"]) for name, one in listeners.items()} == {
        "LoadBalancerListener80": (80, "HTTP"),
        "LoadBalancerListener8081": (8081, "HTTP"),
    }
    forward = [{"Type": "forward", "TargetGroupArn": Ref("AppHTTP8000TargetGroup")}]
    rules = done.of_type(f"{ELB}::ListenerRule")
    assert [(one["ListenerArn"], one["Actions"]) for one in rules.values()] == [
        (Ref("LoadBalancerListener80"), forward),
        (Ref("LoadBalancerListener8081"), forward),
    ]
    group = done.properties("LoadBalancerGroup")
    assert [(one["FromPort"], one["CidrIp"]) for one in group["SecurityGroupIngress"]] == [
        (80, "0.0.0.0/0"),
        (8081, "0.0.0.0/0"),
    ]
    egress = done.of_type("AWS::EC2::SecurityGroupEgress").values()
    assert [(one["FromPort"], one["ToPort"]) for one in egress] == [(8000, 8000)]
    properties = done.properties("AppService")
    assert properties["LoadBalancers"] == [
        {"ContainerName": "app", "ContainerPort": 8000, "TargetGroupArn": Ref("AppHTTP8000TargetGroup")}
    ]
    assert properties["HealthCheckGracePeriodSeconds"] == 300
    assert {"AppHTTP80ListenerRule", "AppHTTP8081ListenerRule"} <= set(done.resource("AppService").depends_on)
    assert done.graph.outputs == {
        "AppUrl80": ("Port 80 of app", Join(("http://", GetAtt("LoadBalancer", "DNSName"), ""))),
        "AppUrl8081": ("Port 8081 of app", Join(("http://", GetAtt("LoadBalancer", "DNSName"), ":8081"))),
    }


def test_any_answer_below_500_without_a_path(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['80:80']\nhealthcheck: {test: curl http://localhost:81/other}")
    target = done.properties("AppHTTP80TargetGroup")
    assert (target["HealthCheckPath"], target["Matcher"]) == ("/", {"HttpCode": "200-499"})


def test_http_and_other_ports_have_a_load_balancer_each(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['80:80', '25:25', '443:443']")
    balancers = done.of_type(f"{ELB}::LoadBalancer")
    assert {name: (one["Type"], one["Scheme"]) for name, one in balancers.items()} == {
        "LoadBalancer": ("application", "internet-facing"),
        "NetworkLoadBalancer": ("network", "internet-facing"),
    }
    assert done.properties("AppTCP25TargetGroup")["HealthCheckProtocol"] == "TCP"
    assert done.graph.outputs["AppUrl443"][1] == Join(("https://", GetAtt("NetworkLoadBalancer", "DNSName"), ""))
    assert done.graph.outputs["AppUrl25"][1] == Join((GetAtt("NetworkLoadBalancer", "DNSName"), ":25"))


def test_udp_is_probed_over_tcp(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['514:514/udp']\nexpose: ['8080']")
    target = done.properties("AppUDP514TargetGroup")
    assert (target["HealthCheckProtocol"], target["HealthCheckPort"]) == ("TCP", "8080")
    egress = done.of_type("AWS::EC2::SecurityGroupEgress").values()
    assert [(one["IpProtocol"], one["FromPort"]) for one in egress] == [("tcp", 8080), ("udp", 514)]
    assert done.lines("C238") == []


def test_udp_alone_cannot_be_probed(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['514:514/udp', '515:515/udp']")
    assert done.lines("C238") == [
        f"C238 services.app.ports[{index}]: UDP port {port} of `app` has no TCP port that could be probed"
        for index, port in enumerate((514, 515))
    ]


def test_conflict(tmp_path: Path) -> None:
    text = "services:\n  a: {image: a, ports: ['80:80']}\n  b: {image: b, ports: ['80:81', '80:80/udp']}"
    done = convert(tmp_path, text + "\n  c: {image: c, ports: ['80:53/udp']}")
    assert done.lines("C234") == [
        "C234 services.b.ports[0]: `b` publishes port 80, which `a` publishes already",
        "C234 services.c.ports[0]: `c` publishes port 80, which `b` publishes already",
    ]
    assert done.places("C234") == ["3:25 C234 services.b.ports[0]", "4:25 C234 services.c.ports[0]"]


def test_too_many(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['1:1', '2:2', '3:3', '4:4', '5:5', '6:6', '7:7', '8:1']")
    assert done.lines("C235") == [
        "C235 services.app.ports: `app` publishes 7 container ports; one service has 5 target groups"
    ]
    assert sorted(one["Port"] for one in done.of_type(f"{ELB}::Listener").values()) == [1, 2, 3, 4, 5, 8]
