"""Security groups."""

from pathlib import Path

from compose2ecs.graph.values import Ref
from tests.translate.assemble.converted import Converted, convert, service


def groups(done: Converted, name: str) -> list[Ref]:
    network = done.properties(f"{name}Service")["NetworkConfiguration"]["AwsvpcConfiguration"]
    found: list[Ref] = network["SecurityGroups"]
    return found


def test_networks(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, networks: [front, back]}\n  b: {image: b, networks: [back]}\n  c: {image: c}\n"
        "networks: {front: {labels: {team: x, tier: y}}, back: {name: deep}}",
    )
    assert groups(done, "A") == [Ref("BackNetwork"), Ref("FrontNetwork")]
    assert groups(done, "B") == [Ref("BackNetwork")]
    assert groups(done, "C") == [Ref("DefaultNetwork")]
    assert done.properties("BackNetworkIngress") == {
        "GroupId": Ref("BackNetwork"),
        "IpProtocol": "-1",
        "SourceSecurityGroupId": Ref("BackNetwork"),
        "Description": "Members reach each other",
    }
    assert done.properties("FrontNetwork") == {
        "GroupDescription": "Network front",
        "VpcId": Ref("Vpc"),
        "Tags": [
            {"Key": "Name", "Value": "shop_front"},
            {"Key": "team", "Value": "x"},
            {"Key": "tier", "Value": "y"},
        ],
    }
    assert done.properties("BackNetwork")["Tags"] == [{"Key": "Name", "Value": "deep"}]


def test_own_group_only_where_something_must_reach_the_task(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, ports: ['80:80']}\n  b: {image: b, volumes: ['vol:/v']}\n  c: {image: c}\n"
        "volumes: {vol: {}}",
    )
    assert groups(done, "A") == [Ref("DefaultNetwork"), Ref("AGroup")]
    assert groups(done, "B") == [Ref("DefaultNetwork"), Ref("BGroup")]
    assert groups(done, "C") == [Ref("DefaultNetwork")]
    assert done.properties("ATcp80FromHTTP") == {
        "GroupId": Ref("AGroup"),
        "IpProtocol": "tcp",
        "FromPort": 80,
        "ToPort": 80,
        "SourceSecurityGroupId": Ref("LoadBalancerGroup"),
        "Description": "From the load balancer",
    }


def test_more_networks_than_groups(tmp_path: Path) -> None:
    many = "[n1, n2, n3, n4, n5, n6]"
    names = ", ".join(f"n{number}: {{}}" for number in range(1, 7))
    done = convert(
        tmp_path,
        f"services:\n  a: {{image: a, networks: {many}}}\n  b: {{image: b, networks: {many}}}\n"
        f"  c: {{image: c, networks: [n6, n5]}}\nnetworks: {{{names}}}",
    )
    assert groups(done, "A") == [Ref("AGroup")]
    assert groups(done, "B") == [Ref("BGroup")]
    assert groups(done, "C") == [Ref("N5Network"), Ref("N6Network")]
    rules = [
        (one["GroupId"], one["SourceSecurityGroupId"])
        for one in done.of_type("AWS::EC2::SecurityGroupIngress").values()
    ]
    a, b = Ref("AGroup"), Ref("BGroup")
    for number in range(1, 7):
        network = Ref(f"N{number}Network")
        assert {(a, network), (network, a), (b, network), (network, b)} <= set(rules)
    assert {(a, b), (b, a)} <= set(rules)
    assert len(rules) == 6 + 4 * 6 + 2


def test_five_groups_are_still_memberships(tmp_path: Path) -> None:
    names = ", ".join(f"n{number}: {{}}" for number in range(1, 6))
    done = service(tmp_path, "networks: [n1, n2, n3, n4, n5]", f"networks: {{{names}}}")
    assert len(groups(done, "App")) == 5


def test_what_a_network_says_besides(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, networks: [in, out, old]}\n  b: {image: b, networks: [in, out, old]}\n"
        "networks:\n  in: {internal: true, driver: macvlan}\n  out: {internal: false, driver: overlay}\n"
        "  old: {external: true, name: proxy}",
    )
    assert [line for line in done.lines() if " networks." in line] == [
        "W228 networks.in.internal: network `in` is not cut off from the internet: tasks pull images and send logs"
        " through it",
        "W201 networks.in.driver: `driver: macvlan` is dropped: every task has its own interface in the VPC",
        "N201 networks.out.driver: `driver: overlay` is ignored: a VPC has no network drivers",
        "W222 networks.old: external network `proxy` becomes a security group of this project",
    ]


def test_network_modes(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, network_mode: host}\n  b: {image: b, network_mode: none}\n  c: {image: c, network_mode: bridge}\n"
        "  d: {image: d, network_mode: 'service:a'}\n  e: {image: e, network_mode: 'container:x'}",
    )
    assert [line for line in done.lines() if "network_mode" in line] == [
        "C201 services.a.network_mode: `network_mode: host` is not possible on Fargate: a task has no host network",
        "C201 services.b.network_mode: `network_mode: none` is not possible on Fargate: a task needs the network to"
        " pull its image",
        "N202 services.c.network_mode: `network_mode: bridge`: every task has its own network interface (awsvpc)",
        "N253 services.d.network_mode: `d` runs in the task of `a`: both are started, scaled and replaced together",
        "C204 services.e.network_mode: `network_mode: container:x` cannot work on ECS: `x` is a container of your"
        " machine",
    ]
