"""Two things that want one name, one port or one rule: both stay, or the second one is told."""

from pathlib import Path

from compose2ecs.graph.values import Ref
from compose2ecs.translate.settings import Settings
from tests.translate.assemble.converted import Converted, convert, service

INGRESS = "AWS::EC2::SecurityGroupIngress"


def test_udp_ports_with_one_port_to_probe(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['53:53/udp', '54:54/udp']\nexpose: ['8080']")
    rules = [one for one in done.of_type(INGRESS).values() if one["GroupId"] == Ref("AppGroup")]
    assert [(one["IpProtocol"], one["FromPort"]) for one in rules] == [("udp", 53), ("tcp", 8080), ("udp", 54)]


def test_a_probed_port_that_is_published_itself_has_one_rule(tmp_path: Path) -> None:
    done = service(tmp_path, "ports: ['53:53/udp', '22:22']")
    rules = [one for one in done.of_type(INGRESS).values() if one["GroupId"] == Ref("AppGroup")]
    assert [(one["IpProtocol"], one["FromPort"]) for one in rules] == [("udp", 53), ("tcp", 22)]
    assert {one["Port"] for one in done.of_type("AWS::ElasticLoadBalancingV2::Listener").values()} == {22, 53}


def test_a_network_load_balancer_has_one_listener_per_port(tmp_path: Path) -> None:
    text = "services:\n  a:\n    image: a\n    ports: ['53:5353/udp']\n    expose: ['80']\n"
    done = convert(tmp_path, f"{text}  b:\n    image: b\n    ports: ['53:53']")
    assert done.lines("C234") == ["C234 services.b.ports[0]: `b` publishes port 53, which `a` publishes already"]
    assert done.places("C234") == ["8:13 C234 services.b.ports[0]"]
    listeners = done.of_type("AWS::ElasticLoadBalancingV2::Listener")
    assert [(one["Port"], one["Protocol"]) for one in listeners.values()] == [(53, "UDP")]


def test_http_and_udp_on_one_port_have_a_load_balancer_each(tmp_path: Path) -> None:
    text = "services:\n  a:\n    image: a\n    ports: ['443:5353/udp']\n    expose: ['81']\n"
    done = convert(tmp_path, f"{text}  b:\n    image: b\n    ports: ['443:80']")
    assert done.lines("C234") == []
    listeners = done.of_type("AWS::ElasticLoadBalancingV2::Listener").values()
    assert {(one["Port"], one["Protocol"]) for one in listeners} == {(443, "UDP"), (443, "HTTP")}


def test_a_service_called_like_a_network(tmp_path: Path) -> None:
    names = [f"n{number}" for number in range(1, 7)]
    many, networks = f"[{', '.join(names)}]", "".join(f"  {name}: {{}}\n" for name in names)
    done = convert(
        tmp_path,
        f"services:\n  a: {{image: a, networks: {many}}}\n  n1-network: {{image: b, networks: {many}}}\n"
        f"networks:\n{networks}",
    )
    a, b = Ref("AGroup"), Ref("N1NetworkGroup")
    rules = [(one["GroupId"], one["SourceSecurityGroupId"]) for one in done.of_type(INGRESS).values()]
    assert {(a, b), (b, a), (a, Ref("N1Network")), (b, Ref("N1Network"))} <= set(rules)
    assert len(rules) == len(set(rules)) == 6 + 4 * 6 + 2


def test_volumes_of_one_name(tmp_path: Path) -> None:
    """An anonymous volume, a part of a volume and a volume that would all be called ``app-data``."""
    done = service(
        tmp_path,
        "volumes:\n- /data\n- app-data:/named\n- app:/whole\n"
        "- {type: volume, source: app, target: /part, volume: {subpath: data}}\n- app-data:/again",
        "volumes: {app-data: {}, app: {}}",
    )
    points = {
        one["Name"]: one["EFSVolumeConfiguration"]["AuthorizationConfig"]["AccessPointId"].logical_id
        if "EFSVolumeConfiguration" in one
        else "disk"
        for one in done.properties("AppTaskDefinition")["Volumes"]
    }
    assert len(points) == 4
    mounts = {one["ContainerPath"]: points[one["SourceVolume"]] for one in done.container("App")["MountPoints"]}
    assert mounts == {
        "/data": "disk",
        "/named": "AppDataAccessPoint",
        "/again": "AppDataAccessPoint",
        "/whole": "AppAccessPoint",
        "/part": "AppSubDataAccessPoint",
    }


def test_names_that_differ_in_case_only(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  db: {image: a, networks: {default: {aliases: [DB, Cache, cache]}}}")
    assert {one["Name"] for one in done.of_type("AWS::ServiceDiscovery::Service").values()} == {"db", "Cache"}
    assert [line for line in done.lines("N202") if "aliases" in line] == [
        "N202 services.db.networks.default.aliases[0]: `DB` is a name of `db` already",
        "N202 services.db.networks.default.aliases[2]: `cache` is a name of `db` already",
    ]


def test_services_that_look_alike_stay_apart(tmp_path: Path) -> None:
    names = ["a.b", "a-b", "a_b", "a..b", "a--b", "x" * 254 + "1", "x" * 254 + "2", "x" * 300, "x" * 300 + ".1"]
    ports = "build: ., ports: ['{}:80'], x-ecs: {{autoscaling: {{max: 3, cpu: 50, memory: 50}}}}"
    body = "".join(f"  {name}: {{{ports.format(8000 + number)}}}\n" for number, name in enumerate(names))
    images = dict.fromkeys(names, "tag")
    done = convert(tmp_path, f"services:\n{body}", Settings(images=images))
    for type, key, longest in (
        ("AWS::ECS::Service", "ServiceName", 255),
        ("AWS::ECS::TaskDefinition", "Family", 255),
        ("AWS::Logs::LogGroup", "LogGroupName", 512),
        ("AWS::ServiceDiscovery::Service", "Name", 127),
        ("AWS::ApplicationAutoScaling::ScalingPolicy", "PolicyName", 256),
    ):
        found = [one[key] for one in done.of_type(type).values()]
        assert len(set(found)) == len(found) >= 4, type
        assert max(len(one) for one in found) <= longest
    repositories = {
        done.resource(id).properties["ContainerDefinitions"][0]["Image"].parts[-1] for id in definitions(done)
    }
    assert len(repositories) == len(names)


def definitions(done: Converted) -> list[str]:
    return [one.id for one in done.graph.of_type("AWS::ECS::TaskDefinition")]


def test_a_project_with_a_long_name(tmp_path: Path) -> None:
    name = "p" * 254
    done = convert(
        tmp_path, f"name: {name}\nservices:\n  a.b: {{image: a}}\n  a-b: {{image: a}}\n  {'z' * 63}: {{image: a}}"
    )
    families = [str(one["Family"]) for one in done.of_type("AWS::ECS::TaskDefinition").values()]
    assert {len(family) for family in families} == {255}
    assert len(set(families)) == 3
