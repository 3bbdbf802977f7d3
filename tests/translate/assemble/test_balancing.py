"""Load balancers as x-ecs asks for them: services that share a listener, certificates, schemes, limits, domains."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.graph.values import GetAtt, Join, Ref
from compose2ecs.translate.assemble.loadbalancer import request_label
from tests.translate.assemble.converted import Converted, convert, service

ELB = "AWS::ElasticLoadBalancingV2"
EGRESS = "AWS::EC2::SecurityGroupEgress"
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/"


def listeners(done: Converted) -> dict[str, tuple[Any, int, str]]:
    return {
        id: (one["LoadBalancerArn"], one["Port"], one["Protocol"])
        for id, one in done.of_type(f"{ELB}::Listener").items()
    }


def values(done: Converted, id: str) -> list[list[str]]:
    """The values of a rule's conditions."""
    keys = {"host-header": "HostHeaderConfig", "path-pattern": "PathPatternConfig", "source-ip": "SourceIpConfig"}
    return [one[keys[one["Field"]]]["Values"] for one in done.properties(id)["Conditions"]]


def shared(folder: Path, *rules: str, project: str = "{}") -> Converted:
    """Services a, b… that all publish port 80."""
    lines = [
        f"  {'abcdef'[number]}: {{image: x:1, ports: ['80:3000'], x-ecs: {{load_balancer: {rule}}}}}\n"
        for number, rule in enumerate(rules)
    ]
    return convert(folder, f"services:\n{''.join(lines)}x-ecs: {{load_balancer: {project}}}\n")


def test_services_share_a_listener(tmp_path: Path) -> None:
    done = shared(
        tmp_path, "{health_check: /a}", "{path: /b/*}", "{path: /b/c/*, host: [x.example.com, y.example.com]}"
    )
    assert done.lines("C234", "C250") == []
    assert listeners(done) == {"LoadBalancerListener80": (Ref("LoadBalancer"), 80, "HTTP")}
    rules = done.of_type(f"{ELB}::ListenerRule")
    assert {one["ListenerArn"] for one in rules.values()} == {Ref("LoadBalancerListener80")}
    assert values(done, "AHTTP80ListenerRule") == [["/*"]]
    assert values(done, "BHTTP80ListenerRule") == [["/b/*"]]
    assert values(done, "CHTTP80ListenerRule") == [["x.example.com", "y.example.com"], ["/b/c/*"]]
    order = sorted(rules, key=lambda id: rules[id]["Priority"])
    assert order == ["CHTTP80ListenerRule", "BHTTP80ListenerRule", "AHTTP80ListenerRule"]
    assert rules["AHTTP80ListenerRule"]["Priority"] == 49807
    ingress = done.properties("LoadBalancerGroup")["SecurityGroupIngress"]
    assert [(one["FromPort"], one["CidrIp"]) for one in ingress] == [(80, "0.0.0.0/0")]
    egress = done.of_type(EGRESS).values()
    assert [one["DestinationSecurityGroupId"] for one in egress] == [Ref("AGroup"), Ref("BGroup"), Ref("CGroup")]
    assert {one["GroupId"] for one in egress} == {Ref("LoadBalancerGroup")}
    nowhere = {"IpProtocol": "-1", "CidrIp": "127.0.0.1/32", "Description": "Nowhere but to the tasks"}
    assert done.properties("LoadBalancerGroup")["SecurityGroupEgress"] == [nowhere]


def test_another_service_does_not_move_priorities(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    one = shared(tmp_path / "one", "{path: /a/*}", "{path: /b/*}")
    two = shared(tmp_path / "two", "{path: /a/*}", "{path: /b/*}", "{path: /c/*}")
    for id in ("AHTTP80ListenerRule", "BHTTP80ListenerRule", "LoadBalancerListener80"):
        assert one.properties(id) == two.properties(id)


def test_said_priorities_win(tmp_path: Path) -> None:
    done = shared(tmp_path, "{path: [/1, /2, /3, /4], priority: 7}", "{path: /b/*, priority: 8}", "{path: /c/*}")
    rules = done.of_type(f"{ELB}::ListenerRule")
    assert rules["AHTTP80ListenerRule"]["Priority"] == 7
    assert rules["BHTTP80ListenerRule"]["Priority"] == 8
    assert rules["AHTTP80ListenerRule2"]["Priority"] == 9
    assert values(done, "AHTTP80ListenerRule") == [["/1", "/2", "/3"]]
    assert values(done, "AHTTP80ListenerRule2") == [["/4"]]
    assert {"AHTTP80ListenerRule", "AHTTP80ListenerRule2"} <= set(done.resource("AService").depends_on)


def test_rules_that_are_alike(tmp_path: Path) -> None:
    done = shared(
        tmp_path, "{path: [/x, /y]}", "{path: [/y, /x]}", "{path: /c, priority: 3}", "{path: /d, priority: 3}"
    )
    assert done.places("C250") == ["3:27 C250 services.b.ports[0]", "5:83 C250 services.d.x-ecs.load_balancer.priority"]
    assert done.lines("C250") == [
        "C250 services.b.ports[0]: `b` has the rule of `a` on port 80: /y, /x",
        "C250 services.d.x-ecs.load_balancer.priority: `priority: 3` of `d` is the priority of `c` on port 80",
    ]


def test_the_hint_of_a_conflict_shows_what_to_write(tmp_path: Path) -> None:
    done = convert(tmp_path, "services: {a: {image: x, ports: ['80:80']}, b: {image: x, ports: ['80:81']}}")
    (found,) = [one for one in done.report.sorted() if one.code == "C234"]
    assert found.hint == (
        "publish another number in one of them, or tell them apart under `b`: "
        "`x-ecs: {load_balancer: {path: /b/*}}` (or `host: …`)"
    )


def test_a_certificate_moves_80_to_443(tmp_path: Path) -> None:
    project = (
        f"x-ecs: {{load_balancer: {{certificate: [{CERTIFICATE}a, {CERTIFICATE}b], ssl_policy: ELBSecurityPolicy-x}}}}"
    )
    done = service(tmp_path, "ports: ['80:3000', '8443:8000']", project)
    assert listeners(done) == {
        "LoadBalancerListener443": (Ref("LoadBalancer"), 443, "HTTPS"),
        "LoadBalancerListener8443": (Ref("LoadBalancer"), 8443, "HTTPS"),
        "LoadBalancerListener80": (Ref("LoadBalancer"), 80, "HTTP"),
    }
    listener = done.properties("LoadBalancerListener443")
    assert listener["Certificates"] == [{"CertificateArn": f"{CERTIFICATE}a"}]
    assert listener["SslPolicy"] == "ELBSecurityPolicy-x"
    more = done.of_type(f"{ELB}::ListenerCertificate")
    assert [(one["ListenerArn"], one["Certificates"]) for one in more.values()] == [
        (Ref("LoadBalancerListener443"), [{"CertificateArn": f"{CERTIFICATE}b"}]),
        (Ref("LoadBalancerListener8443"), [{"CertificateArn": f"{CERTIFICATE}b"}]),
    ]
    assert done.properties("LoadBalancerListener80")["DefaultActions"] == [
        {"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}
    ]
    ingress = done.properties("LoadBalancerGroup")["SecurityGroupIngress"]
    assert [one["FromPort"] for one in ingress] == [443, 8443, 80]
    assert done.graph.outputs["AppUrl443"][1] == Join(("https://", GetAtt("LoadBalancer", "DNSName"), ""))
    assert done.lines("N234") == ["N234 services.app.ports[0]: port 80 leads to HTTPS on port 443"]


def test_plain_http_beside_https(tmp_path: Path) -> None:
    project = f"x-ecs: {{load_balancer: {{certificate: {CERTIFICATE}a, redirect_http: false}}}}"
    done = service(tmp_path, "ports: ['80:3000', '81:3001']", project)
    assert [(port, kind) for _, port, kind in listeners(done).values()] == [(443, "HTTPS"), (80, "HTTP"), (81, "HTTPS")]
    assert sorted(done.of_type(f"{ELB}::TargetGroup")) == ["AppHTTP3000TargetGroup", "AppHTTP3001TargetGroup"]
    assert len(done.properties("AppService")["LoadBalancers"]) == 2


@pytest.mark.parametrize(
    ("said", "port", "backend"), [("{}", 443, "HTTPS"), ("{load_balancer: {port: 80}}", 80, "HTTP")]
)
def test_80_and_443_of_one_service(tmp_path: Path, said: str, port: int, backend: str) -> None:
    project = f"x-ecs: {{load_balancer: {{certificate: {CERTIFICATE}a}}}}"
    done = service(tmp_path, f"ports: ['80:80', '443:443']\nx-ecs: {said}", project)
    (target,) = done.of_type(f"{ELB}::TargetGroup").values()
    assert (target["Port"], target["Protocol"], target.get("HealthCheckProtocol")) == (
        port,
        backend,
        "HTTPS" if backend == "HTTPS" else None,
    )
    assert [(number, kind) for _, number, kind in listeners(done).values()] == [(443, "HTTPS"), (80, "HTTP")]


@pytest.mark.parametrize(
    ("port", "said", "kind", "backend", "version"),
    [
        ("{target: 9, published: 9, app_protocol: grpc}", "", "HTTPS", "HTTP", "GRPC"),
        ("{target: 9, published: 9, app_protocol: http2}", "", "HTTPS", "HTTP", "HTTP2"),
        ("{target: 9, published: 9, app_protocol: https}", "", "HTTPS", "HTTPS", None),
        ("{target: 9, published: 9, x-ecs: {protocol: tls}}", "", "TLS", "TCP", None),
        ("{target: 8443, published: 9, x-ecs: {protocol: tls}}", "", "TLS", "TLS", None),
        ("{target: 9, published: 9, x-ecs: {protocol: udp}}", "", "UDP", "UDP", None),
        ("'9:9'", "protocol: https", "HTTPS", "HTTP", None),
        ("'9:9'", "type: network", "TCP", "TCP", None),
        ("'9:9'", f"type: network, certificate: {CERTIFICATE}z", "TLS", "TCP", None),
        ("'25:25'", f"certificate: {CERTIFICATE}z", "TLS", "TCP", None),
        ("'25:25'", "type: application", "HTTPS", "HTTP", None),
        ("'5432:5432'", "port: 5432", "TCP", "TCP", None),
    ],
)
def test_protocols_with_a_certificate(
    tmp_path: Path, port: str, said: str, kind: str, backend: str, version: str | None
) -> None:
    project = f"x-ecs: {{load_balancer: {{certificate: {CERTIFICATE}a}}}}"
    done = service(tmp_path, f"ports: [{port}]\nexpose: ['7']\nx-ecs: {{load_balancer: {{{said}}}}}", project)
    (listener,) = done.of_type(f"{ELB}::Listener").values()
    (target,) = done.of_type(f"{ELB}::TargetGroup").values()
    assert (listener["Protocol"], target["Protocol"], target.get("ProtocolVersion")) == (kind, backend, version)
    assert ("Certificates" in listener) == (kind in ("HTTPS", "TLS"))


@pytest.mark.parametrize("said", ["protocol: https", "protocol: tls", "type: application, protocol: grpc"])
def test_a_certificate_is_needed(tmp_path: Path, said: str) -> None:
    done = service(tmp_path, f"ports: ['9:9', '8:8']\nx-ecs: {{load_balancer: {{port: 9, {said}}}}}")
    (line,) = done.lines("C251")
    assert line.endswith("and there is no certificate")
    assert [port for _, port, _ in listeners(done).values()] == [8]


def test_health_check_as_said(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "ports: ['80:80']\nx-ecs: {load_balancer: {stickiness: 1h, deregistration_delay: 5m, health_check: "
        "{path: /h, port: 81, protocol: https, codes: '200,204', interval: 20s, timeout: 4s, healthy: 3, unhealthy: 4, "
        "grace_period: 2m}}}",
    )
    assert done.of_type(f"{ELB}::TargetGroup")["AppHTTP80TargetGroup"] == {
        "TargetType": "ip",
        "Protocol": "HTTP",
        "Port": 80,
        "VpcId": Ref("Vpc"),
        "HealthCheckIntervalSeconds": 20,
        "HealthCheckTimeoutSeconds": 4,
        "HealthyThresholdCount": 3,
        "UnhealthyThresholdCount": 4,
        "TargetGroupAttributes": [
            {"Key": "deregistration_delay.timeout_seconds", "Value": "300"},
            {"Key": "stickiness.enabled", "Value": "true"},
            {"Key": "stickiness.type", "Value": "lb_cookie"},
            {"Key": "stickiness.lb_cookie.duration_seconds", "Value": "3600"},
        ],
        "HealthCheckProtocol": "HTTPS",
        "HealthCheckPort": "81",
        "HealthCheckPath": "/h",
        "Matcher": {"HttpCode": "200,204"},
    }
    assert done.properties("AppService")["HealthCheckGracePeriodSeconds"] == 120
    assert [one["FromPort"] for one in done.of_type(EGRESS).values()] == [80, 81]
    assert sorted(done.of_type("AWS::EC2::SecurityGroupIngress")) == [
        "AppTcp80FromHTTP",
        "AppTcp81FromHTTP",
        "DefaultNetworkIngress",
    ]


def test_health_check_of_compose(tmp_path: Path) -> None:
    check = "{test: curl http://localhost/h, interval: 10s, timeout: 10s, retries: 12}"
    target = service(tmp_path, f"ports: ['80:80', '81:81']\nhealthcheck: {check}").of_type(f"{ELB}::TargetGroup")
    times = ("HealthCheckIntervalSeconds", "HealthCheckTimeoutSeconds", "UnhealthyThresholdCount")
    assert [target["AppHTTP80TargetGroup"][key] for key in times] == [10, 9, 10]
    assert [target["AppHTTP81TargetGroup"][key] for key in times] == [15, 5, 3]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("path: api", "`path: api` is not possible: it begins with `/`, such as /api/*, and has up to 128 characters"),
        (
            "host: api",
            "`host: api` is not possible: it has a dot, such as api.example.com, and has up to 128 characters",
        ),
        ("deregistration_delay: 2h", "`deregistration_delay: 7200`: 0 to 3600 is possible"),
        ("health_check: {interval: 2s}", "`health_check.interval: 2`: 5 to 300 is possible"),
        (
            "health_check: {interval: 9s, timeout: 9s}",
            "`health_check.timeout: 9` s must be shorter than `interval: 9` s",
        ),
        ("health_check: {codes: 399-200}", "`health_check.codes: 399-200` must be like 200, 200,302 or 200-399"),
        ("health_check: {codes: '500'}", "`health_check.codes: 500`: codes from 200 to 499 are possible"),
        (
            "health_check: {protocol: tcp}",
            "`health_check.protocol: tcp`: an application load balancer asks over HTTP or HTTPS, "
            "and over gRPC where the port is gRPC",
        ),
        ("stickiness: 8d", "`stickiness: 8d` must be true, false or a time up to 7 days, such as 1h"),
        (
            "type: network, path: /x",
            "`load_balancer.path /x` of `app`: only HTTP has rules, and it is TCP on 80",
        ),
        (
            "allowed_cidrs: 10.0.0.1/8",
            "`allowed_cidrs: 10.0.0.1/8` is no address range: 10.0.0.1/8 has host bits set",
        ),
    ],
)
def test_values_that_are_not_possible(tmp_path: Path, said: str, line: str) -> None:
    done = service(tmp_path, f"ports: ['80:80']\nx-ecs: {{load_balancer: {{{said}}}}}")
    assert [found.partition(": ")[2] for found in done.lines("C252")] == [line]


def test_which_port(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['80:80', '81:81']\nx-ecs: {load_balancer: {path: /x, stickiness: true}}")
    assert done.lines("C256") == [
        "C256 services.app.x-ecs.load_balancer.path: "
        "`load_balancer.path` of `app`, which has the ports 80, 81: say which one with `port`"
    ]
    assert len(done.of_type(f"{ELB}::Listener")) == 2
    for target in done.of_type(f"{ELB}::TargetGroup").values():
        assert {"Key": "stickiness.enabled", "Value": "true"} in target["TargetGroupAttributes"]


def test_a_port_that_is_not_published(tmp_path: Path) -> None:
    done = service(tmp_path, "expose: ['3000']\nx-ecs: {load_balancer: {listener_port: 8080}}")
    assert listeners(done) == {"LoadBalancerListener8080": (Ref("LoadBalancer"), 8080, "HTTP")}
    done = service(tmp_path, "x-ecs: {load_balancer: {port: 3000}}")
    assert listeners(done) == {"LoadBalancerListener3000": (Ref("LoadBalancer"), 3000, "HTTP")}
    assert [one["ContainerPort"] for one in done.container("App")["PortMappings"]] == [3000]
    done = service(tmp_path, "x-ecs: {load_balancer: {stickiness: true}}")
    assert [line.partition(":")[0] for line in done.lines("C256")] == [
        "C256 services.app.x-ecs.load_balancer.stickiness"
    ]


@pytest.mark.parametrize(
    ("port", "scheme", "codes"),
    [
        ("'80:80'", "internet-facing", []),
        ("'10.1.2.3:80:80'", "internal", ["N232"]),
        ("{target: 80, published: 80, x-ecs: {publish: internal}}", "internal", ["N230"]),
        ("{target: 5432, published: 5432, x-ecs: {publish: public}}", "internet-facing", ["N230", "W410"]),
        ("{target: 5432, published: 5432, x-ecs: {publish: internal}}", "internal", ["N230"]),
        (
            "{target: 80, published: 80, host_ip: 127.0.0.1, x-ecs: {publish: public}}",
            "internet-facing",
            ["N230", "W410"],
        ),
    ],
)
def test_who_reaches_a_port(tmp_path: Path, port: str, scheme: str, codes: list[str]) -> None:
    done = service(tmp_path, f"ports: [{port}]")
    (balancer,) = done.of_type(f"{ELB}::LoadBalancer").values()
    side = "Public" if scheme == "internet-facing" else "Private"
    assert balancer["Scheme"] == scheme
    assert balancer["Subnets"] == [Ref(f"{side}SubnetA"), Ref(f"{side}SubnetB")]
    assert sorted({line[:4] for line in done.lines("N230", "N232", "W410", "W221")}) == codes


def test_every_address_is_said_to_be_usual(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['0.0.0.0:80:80', '81:81']")
    at = "services.app.ports[0].host_ip"
    assert [line for line in done.lines("N202") if at in line] == [
        f"N202 {at}: `host_ip: 0.0.0.0` is so anyway: every address"
    ]


def test_internal_and_public_side_by_side(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['80:80', '10.0.0.9:80:81']")
    assert listeners(done) == {
        "LoadBalancerListener80": (Ref("LoadBalancer"), 80, "HTTP"),
        "InternalLoadBalancerListener80": (Ref("InternalLoadBalancer"), 80, "HTTP"),
    }
    registrations = [(one.balancer, one.port) for one in _tasks(tmp_path)["app"].registrations]
    assert registrations == [("LoadBalancer", 80), ("InternalLoadBalancer", 81)]


def _tasks(folder: Path) -> dict[str, Any]:
    """The tasks of the project that was written last."""
    from compose2ecs.diagnostics.report import Report
    from compose2ecs.translate.assemble import loadbalancer
    from compose2ecs.translate.settings import Settings
    from compose2ecs.translate.translate import translate
    from tests.translate.fixture import loaded

    kept: dict[str, Any] = {}
    original = loadbalancer.make_load_balancers

    def keep(planned: loadbalancer.Planned, scope: Any) -> None:
        original(planned, scope)
        kept.update(scope.tasks)

    text = (folder / "compose.yaml").read_text(encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loadbalancer, "make_load_balancers", keep)
        translate(loaded(text, str(folder)), Settings(), Report())
    return kept


def test_registrations(tmp_path: Path) -> None:
    service(tmp_path, "ports: ['80:80', '25:25']\nx-ecs: {load_balancer: {scheme: internal}}")
    task = _tasks(tmp_path)["app"]
    assert [tuple(one) for one in task.registrations] == [
        (
            "AppInternalHTTP80TargetGroup",
            "InternalLoadBalancerListener80",
            ("AppInternalHTTP80ListenerRule",),
            "InternalLoadBalancer",
            "HTTP",
            "app",
            80,
        ),
        (
            "AppInternalTCP25TargetGroup",
            "InternalNetworkLoadBalancerListener25",
            (),
            "InternalNetworkLoadBalancer",
            "TCP",
            "app",
            25,
        ),
    ]
    assert request_label(task) == Join(
        (
            GetAtt("InternalLoadBalancer", "LoadBalancerFullName"),
            "/",
            GetAtt("AppInternalHTTP80TargetGroup", "TargetGroupFullName"),
        )
    )


@pytest.mark.parametrize(
    ("project", "said", "why"),
    [
        ("{load_balancer: false}", "{}", "`load_balancer: false` for the project"),
        ("{}", "{load_balancer: none}", "`load_balancer: none`"),
        ("{}", "{load_balancer: false}", "`load_balancer: false`"),
    ],
)
def test_no_load_balancer(tmp_path: Path, project: str, said: str, why: str) -> None:
    done = service(tmp_path, f"ports: ['80:80', '10.0.0.1:81:82']\nx-ecs: {said}", f"x-ecs: {project}")
    assert done.lines("N231") == [
        f"N231 services.app.ports[0]: port 80:80 has no load balancer: {why}",
        f"N231 services.app.ports[1]: port 81:82 (10.0.0.1) has no load balancer: {why}",
    ]
    assert done.of_type(f"{ELB}::LoadBalancer") == {}
    assert len(done.container("App")["PortMappings"]) == 2


def test_publish_none(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['81:81', {target: 80, published: 80, x-ecs: {publish: none}}]")
    assert done.lines("N231") == ["N231 services.app.ports[1]: port 80:80 has no load balancer: `publish: none`"]
    assert [port for _, port, _ in listeners(done).values()] == [81]


def test_a_port_says_its_listener_and_name(tmp_path: Path) -> None:
    port = "{target: 80, published: 81, x-ecs: {listener_port: 82, name: front}}"
    done = service(tmp_path, f"ports: [{port}, '90:90']")
    assert [number for _, number, _ in listeners(done).values()] == [82, 90]
    assert done.container("App")["PortMappings"][0]["Name"] == "front"


def test_allowed_ranges(tmp_path: Path) -> None:
    done = shared(
        tmp_path,
        "{path: /a/*}",
        "{path: /b/*, allowed_cidrs: [198.51.100.0/24]}",
        project="{allowed_cidrs: [203.0.113.0/24, '2001:db8::/32']}",
    )
    ingress = done.properties("LoadBalancerGroup")["SecurityGroupIngress"]
    assert [one["CidrIp"] for one in ingress] == ["203.0.113.0/24", "198.51.100.0/24"]
    assert values(done, "AHTTP80ListenerRule") == [["/a/*"], ["203.0.113.0/24"]]
    assert values(done, "BHTTP80ListenerRule") == [["/b/*"], ["198.51.100.0/24"]]
    assert done.lines("W231") == [
        "W231 x-ecs.load_balancer.allowed_cidrs[1]: "
        "`allowed_cidrs: 2001:db8::/32` changes nothing: the load balancer has IPv4 addresses only"
    ]


def test_only_ipv6_would_open_it_to_everybody(tmp_path: Path) -> None:
    done = shared(tmp_path, "{}", project="{allowed_cidrs: ['2001:db8::/32']}")
    assert [line[:4] for line in done.lines("C255")] == ["C255"]


def test_settings_of_the_project(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "ports: ['80:80', '25:25']\nx-ecs: {load_balancer: {port: 80, host: [shop.example.com, api.shop.example.com]}}",
        "x-ecs: {load_balancer: {domain: shop.example.com, hosted_zone: Z1, idle_timeout: 2m, access_logs: logs/shop/, "
        "deletion_protection: true}}",
    )
    attributes = done.properties("LoadBalancer")["LoadBalancerAttributes"]
    assert {one["Key"]: one["Value"] for one in attributes} == {
        "routing.http.drop_invalid_header_fields.enabled": "true",
        "idle_timeout.timeout_seconds": "120",
        "deletion_protection.enabled": "true",
        "access_logs.s3.enabled": "true",
        "access_logs.s3.bucket": "logs",
        "access_logs.s3.prefix": "shop",
    }
    assert done.properties("NetworkLoadBalancer")["LoadBalancerAttributes"] == [
        {"Key": "deletion_protection.enabled", "Value": "true"}
    ]
    assert done.properties("NetworkLoadBalancerListener25")["ListenerAttributes"] == [
        {"Key": "tcp.idle_timeout.seconds", "Value": "120"}
    ]
    records = done.of_type("AWS::Route53::RecordSet")
    assert {one["Name"]: one["AliasTarget"]["DNSName"] for one in records.values()} == {
        "shop.example.com": GetAtt("LoadBalancer", "DNSName"),
        "api.shop.example.com": GetAtt("LoadBalancer", "DNSName"),
    }
    assert done.graph.outputs["AppUrl80"][1] == "http://shop.example.com"


def test_a_web_acl_protects_everything_or_nothing(tmp_path: Path) -> None:
    acl = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/a/b"
    project = f"x-ecs: {{load_balancer: {{waf_acl: '{acl}'}}}}"
    done = service(tmp_path, "ports: ['80:80', '81:81']", project)
    assert done.properties("LoadBalancerWebAclAssociation") == {"ResourceArn": Ref("LoadBalancer"), "WebACLArn": acl}
    assert done.lines("C255") == []
    done = service(tmp_path, "ports: ['80:80', '25:25']", project)
    assert done.lines("C255") == [
        f"C255 x-ecs.load_balancer.waf_acl: `waf_acl: {acl}` cannot protect every port: it is for HTTP only"
    ]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("redirect_http: true", "`load_balancer.redirect_http true` changes nothing: nothing is served over HTTPS"),
        (
            f"certificate: {CERTIFICATE}a",
            f"`load_balancer.certificate {CERTIFICATE}a` changes nothing: nothing is served over HTTPS or TLS",
        ),
        ("access_logs: b", "`load_balancer.access_logs b` changes nothing: only HTTP, HTTPS and TLS leave access logs"),
        ("hosted_zone: Z1", "`hosted_zone: Z1` changes nothing without `domain`"),
        (
            "security_groups: [sg-1, sg-2]",
            "`load_balancer.security_groups sg-1, sg-2` changes nothing: the template makes the load balancer's group",
        ),
    ],
)
def test_settings_without_effect(tmp_path: Path, said: str, line: str) -> None:
    done = service(tmp_path, "ports: ['25:25']", f"x-ecs: {{load_balancer: {{{said}}}}}")
    assert [found.partition(": ")[2] for found in done.lines("W231")] == [line]


def test_private_subnets_mean_internal(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['80:80', '25:25']", "x-ecs: {subnets: {load_balancer: private}}")
    assert {one["Scheme"] for one in done.of_type(f"{ELB}::LoadBalancer").values()} == {"internal"}
    project = "x-ecs: {subnets: {load_balancer: private}, load_balancer: {scheme: internet-facing}}"
    assert [line[:4] for line in service(tmp_path, "ports: ['80:80']", project).lines("C257")] == ["C257"]


def test_a_job_has_no_load_balancer(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['80:80', '81:81']\nx-ecs: {kind: job, load_balancer: {stickiness: true}}")
    assert done.of_type(f"{ELB}::TargetGroup") == {}
    assert len(done.lines("W250")) == 2
    assert [line[:4] for line in done.lines("W231")] == ["W231"]


def test_target_groups_of_all_containers_of_a_task_count(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: x, ports: ['1:1', '2:2', '3:3']}\n"
        "  b: {image: x, network_mode: 'service:a', ports: ['4:4', '5:5', '6:6']}\n",
    )
    assert [line.partition(": ")[2] for line in done.lines("C235")] == [
        "`a` publishes 6 container ports; one service has 5 target groups"
    ]


def test_labels_of_proxies(tmp_path: Path) -> None:
    rule = "traefik.http.routers.a.rule"
    done = service(
        tmp_path,
        f"labels: {{{rule}: 'Host(`a.example.com`, `b.example.com`) && PathPrefix(`/api`)', traefik.enable: 'true', "
        "caddy: c.example.com}",
    )
    found = [(one.message, one.hint) for one in done.report.sorted() if one.code == "W232"]
    assert found == [
        (
            f"label `{rule}: Host(`a.example.com`, `b.example.com`) && PathPrefix(`/api`)` does nothing on ECS: "
            "no proxy can read it",
            "the load balancer's rule: `x-ecs: {load_balancer: {host: [a.example.com, b.example.com], path: /api/*}}`",
        ),
        (
            "label `caddy: c.example.com` does nothing on ECS: no proxy can read it",
            "the load balancer's rule: `x-ecs: {load_balancer: {host: c.example.com}}`",
        ),
    ]


@pytest.mark.parametrize("said", ["type: application", "protocol: http"])
def test_udp_is_no_http(tmp_path: Path, said: str) -> None:
    done = service(tmp_path, f"ports: ['53:53/udp']\nexpose: ['54']\nx-ecs: {{load_balancer: {{{said}}}}}")
    shown = said.replace(":", "")
    assert [line.partition(": ")[2] for line in done.lines("C252")] == [
        f"`load_balancer.{shown}` of `app` is not possible: it is UDP on 53"
    ]


def test_tcp_and_udp_on_one_port_are_uncertain(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['53:53', '53:53/udp', '54:54']")
    assert done.lines("W230") == [
        "W230 services.app.ports[0]: port 53 is published for TCP and UDP, and ECS declares it for TCP"
    ]
