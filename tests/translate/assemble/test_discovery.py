"""Names in private DNS."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import GetAtt, Ref
from compose2ecs.translate.assemble.discovery import is_name
from tests.translate.assemble.converted import convert

DISCOVERY = "AWS::ServiceDiscovery::Service"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("db", True),
        ("a.b_c-d", True),
        ("x", True),
        ("_", False),
        ("-db", False),
        ("db-", False),
        ("a..b", False),
        ("", False),
        ("ä", False),
        ("a" * 63, True),
        ("a" * 64, False),
        (".".join(["a" * 63] * 2), True),
        (".".join(["a" * 42] * 3), False),
    ],
)
def test_is_name(name: str, expected: bool) -> None:
    assert is_name(name) is expected


def test_services_and_namespace(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  db: {image: a}\n  my.web: {image: b}")
    assert done.properties("Namespace") == {
        "Name": "shop.internal",
        "Vpc": Ref("Vpc"),
        "Properties": {"DnsProperties": {"SOA": {"TTL": 10}}},
    }
    assert done.properties("DhcpOptions") == {
        "DomainName": "shop.internal",
        "DomainNameServers": ["AmazonProvidedDNS"],
    }
    assert done.properties("DbServiceDiscoveryEntry") == {
        "Name": "db",
        "NamespaceId": Ref("Namespace"),
        "DnsConfig": {"RoutingPolicy": "MULTIVALUE", "DnsRecords": [{"Type": "A", "TTL": 10}]},
        "HealthCheckCustomConfig": {"FailureThreshold": 1},
    }
    assert done.properties("MyWebServiceDiscoveryEntry")["Name"] == "my.web"
    assert done.properties("DbService")["ServiceRegistries"] == [
        {"RegistryArn": GetAtt("DbServiceDiscoveryEntry", "Arn")}
    ]
    assert "DhcpOptionsAssociation" in done.resource("DbService").depends_on


def test_other_names(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  db: {image: a, container_name: shop-db, networks: {n: {aliases: [database, primary]}}}\n"
        "  web: {image: b, networks: [n], links: ['db:store', db], container_name: web}\n"
        "networks: {n: {}}",
    )
    names = {one["Name"] for one in done.of_type(DISCOVERY).values()}
    assert names == {"db", "web", "shop-db", "database", "primary", "store"}
    assert done.properties("DatabaseAlias") == {
        "Name": "database",
        "NamespaceId": Ref("Namespace"),
        "DnsConfig": {"RoutingPolicy": "WEIGHTED", "DnsRecords": [{"Type": "CNAME", "TTL": 10}]},
    }
    assert done.properties("StoreAliasInstance") == {
        "ServiceId": Ref("StoreAlias"),
        "InstanceAttributes": {"AWS_INSTANCE_CNAME": "db.shop.internal"},
    }
    assert [line for line in done.lines("N202") if "already" in line] == [
        "N202 services.web.links[1]: `db` is a name of `db` already",
        "N202 services.web.container_name: `web` is a name of `web` already",
    ]


def test_names_that_two_claim_or_that_are_none(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, networks: {n: {aliases: [shared, b, no_good-]}}}\n"
        "  b: {image: b, networks: {n: {aliases: [Shared, fine]}}}\n"
        "networks: {n: {}}",
    )
    at = "networks.n.aliases"
    assert done.lines("W225") == [
        f"W225 services.a.{at}[1]: `b` stays the name of `b`: names belong to the whole project, not to a network",
        f"W225 services.a.{at}[2]: `no_good-` cannot be a DNS name",
        f"W225 services.b.{at}[0]: `Shared` stays the name of `a`: names belong to the whole project, not to a network",
    ]
    assert done.places("W225")[0] == "2:50 W225 services.a.networks.n.aliases[1]"


def test_services_without_a_name(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        f"services:\n  {'x' * 64}: {{image: a}}\n  App: {{image: b}}\n  app: {{image: c}}",
    )
    assert {one["Name"] for one in done.of_type(DISCOVERY).values()} == {"App"}
    assert done.lines("W225") == [
        f"W225 services.{'x' * 64}: `{'x' * 64}` cannot be a DNS name: other services cannot find it by its name",
        "W225 services.app: `app` cannot be found by its name: DNS takes it for `App`",
    ]
