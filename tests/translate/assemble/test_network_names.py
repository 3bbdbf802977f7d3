"""Names: host names as aliases, the init container for hosts and resolver files, Service Connect's order."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from compose2ecs.translate.assemble.netinit import SCRIPT
from tests.translate.assemble.templates import lint, made, yaml_of

VPC = "vpc-0a1b2c3d4e5f67890"


def test_host_names_are_names_where_nobody_else_has_them(tmp_path: Path) -> None:
    one = made(
        """
name: p
services:
  a: {image: a, hostname: www}
  b: {image: b, hostname: a}
  c: {image: c, hostname: c, container_name: shop-c}
  d: {image: d, networks: {default: {aliases: [www]}}}
""",
        tmp_path,
    )
    targets = {name: one.properties(name) for name in one.ids("AWS::ServiceDiscovery::Instance")}
    assert {name: made["InstanceAttributes"]["AWS_INSTANCE_CNAME"] for name, made in targets.items()} == {
        "WwwAliasInstance": "d.p.internal",
        "ShopCAliasInstance": "c.p.internal",
    }
    why = "names belong to the whole project, not to a network"
    assert one.codes("W225") == [
        ("W225", "services.a.hostname", f"`www` stays the name of `d`: {why}"),
        ("W225", "services.b.hostname", f"`a` stays the name of `a`: {why}"),
    ]


def init(one: Any, service: str) -> dict[str, Any]:
    container: dict[str, Any] = one.properties(f"{service}TaskDefinition")["ContainerDefinitions"][-1]
    return container


def test_hosts_and_resolver_files(tmp_path: Path) -> None:
    one = made(
        """
name: p
services:
  a:
    image: a
    extra_hosts: ["x=10.0.0.5", "y=::1", "h=host-gateway"]
    dns_search: [one.example, two.example]
    dns_opt: ["ndots:2", rotate]
  net-init: {image: b, dns_search: one.example}
  c: {image: c, extra_hosts: ["x=10.0.0.5"], x-ecs: {network: {net_init: false}}}
  d: {image: d}
  e: {image: e, dns_search: .}
""",
        tmp_path,
    )
    first = init(one, "A")
    assert {pair["Name"]: pair["Value"] for pair in first["Environment"]} == {
        "HOSTS": "10.0.0.5 x\n::1 y",
        "OPTIONS": "ndots:2 rotate",
        "SEARCH": "one.example two.example",
    }
    assert (first["Essential"], first["Image"]) == (False, "public.ecr.aws/docker/library/busybox:1.37.0")
    assert one.properties("ATaskDefinition")["ContainerDefinitions"][0]["DependsOn"] == [
        {"ContainerName": "net-init", "Condition": "SUCCESS"}
    ]
    assert init(one, "NetInit")["Name"] not in ("net-init", "")
    assert [len(one.properties(f"{name}TaskDefinition")["ContainerDefinitions"]) for name in "CD"] == [1, 1]
    assert one.codes("W201") == [
        (
            "W201",
            "services.e.dns_search",
            "`dns_search: .` is dropped: without the project's domain names do not resolve",
        )
    ]
    assert one.codes("W275", "W299") == [
        ("W275", "services.c.x-ecs.network.net_init", "`net_init: false`: `c` does not get hosts (10.0.0.5 x)")
    ]
    assert lint({"init": yaml_of(one)}) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("search ec2.internal\nnameserver 10.0.0.2\n", "nameserver 10.0.0.2\nsearch p.internal ec2.internal\n"),
        ("domain a\nsearch b\nsearch c d\n", "search p.internal c d\n"),
        ("nameserver 10.0.0.2\n", "nameserver 10.0.0.2\nsearch p.internal \n"),
    ],
)
def test_the_script(before: str, after: str, tmp_path: Path) -> None:
    """Run on files of our own: what the script makes of them."""
    (tmp_path / "hosts").write_text("127.0.0.1 localhost\n")
    (tmp_path / "resolv").write_text(before)
    script = SCRIPT.replace("/etc/hosts", f"{tmp_path}/hosts").replace("/etc/resolv.conf", f"{tmp_path}/resolv")
    script = script.replace("/tmp/resolv.conf", f"{tmp_path}/new")
    variables = {"HOSTS": "10.0.0.5 x\n::1 y", "SEARCH": "p.internal", "OPTIONS": "ndots:2 rotate"}
    subprocess.run(["sh", "-c", script], env={"PATH": "/usr/bin:/bin", **variables}, check=True)
    assert (tmp_path / "hosts").read_text() == "127.0.0.1 localhost\n10.0.0.5 x\n::1 y\n"
    assert (tmp_path / "resolv").read_text() == f"{after}options ndots:2 rotate\n"


def test_dns_search_comes_after_the_project_in_an_existing_vpc(tmp_path: Path) -> None:
    one = made(
        f"name: p\nx-ecs: {{vpc: {VPC}}}\nservices: {{a: {{image: a, dns_search: [x.example, y.example]}}}}\n", tmp_path
    )
    assert init(one, "A")["Environment"] == [{"Name": "SEARCH", "Value": "p.internal x.example y.example"}]


CONNECT = """
name: p
services:
  web: {image: w, expose: ["80"], environment: {DATABASE_URL: "postgres://u@db:5432/x"}, x-ecs: {service_connect: true}}
  db:
    image: d
    expose: ["5432", "53/udp"]
    x-ecs: {service_connect: {alias: store, port: 15432, idle_timeout: 1m, request_timeout: 5s}}
  other: {image: o, expose: ["81"]}
"""


def test_service_connect_of_single_services(tmp_path: Path) -> None:
    one = made(CONNECT, tmp_path)
    assert one.properties("DbService")["ServiceConnectConfiguration"]["Services"] == [
        {
            "PortName": "db-5432-tcp",
            "DiscoveryName": "db-5432",
            "ClientAliases": [{"Port": 15432, "DnsName": "store"}],
            "Timeout": {"IdleTimeoutSeconds": 60},
        }
    ]
    assert "ServiceConnectConfiguration" not in one.properties("OtherService")
    assert "DbService" in one.graph.resources["WebService"].depends_on
    assert [message for _, _, message in one.codes("W273")] == [
        "port 53/udp of `db` is not served by Service Connect",
        "`request_timeout: 5` is dropped for port 5432: a request is known in HTTP and gRPC only",
    ]
    assert one.codes("W299", "C315") == []
    assert lint({"connect": yaml_of(one)}) == []


def test_service_connect_in_a_circle(tmp_path: Path) -> None:
    text = CONNECT.replace("image: d\n", "image: d\n    environment: {WEB: 'http://web/'}\n")
    one = made(text, tmp_path)
    assert [(path, message) for _, path, message in one.codes("C315")] == [
        ("services.web.x-ecs.service_connect", "`web` calls `db`, which is deployed after it")
    ]
