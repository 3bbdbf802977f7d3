"""Subnets, addresses and existing security groups of single services and networks."""

from pathlib import Path
from typing import Any

from tests.translate.assemble.templates import Made, lint, made, yaml_of

VPC = "vpc-0a1b2c3d4e5f67890"
SUBNETS = ["subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"]
GROUPS = [f"sg-{number}a1b2c3d4e5f67890" for number in range(6)]


def awsvpc(one: Made, service: str) -> dict[str, Any]:
    found: dict[str, Any] = one.properties(service)["NetworkConfiguration"]["AwsvpcConfiguration"]
    return found


def refs(*names: str) -> list[dict[str, str]]:
    return [{"Ref": name} for name in names]


def test_services_choose_between_public_and_private(tmp_path: Path) -> None:
    one = made(
        """
name: shop
services:
  a: {image: a, x-ecs: {network: {subnets: public}}}
  b: {image: b, x-ecs: {network: {subnets: private, assign_public_ip: false}}}
  c: {image: c, x-ecs: {network: {subnets: public, assign_public_ip: false}}}
  d: {image: d, networks: [edge, back]}
networks:
  back: {x-ecs: {subnets: public}}
  edge: {x-ecs: {subnets: private}}
""",
        tmp_path,
    )
    public, private = refs("PublicSubnetA", "PublicSubnetB"), refs("PrivateSubnetA", "PrivateSubnetB")
    chosen = [awsvpc(one, f"{letter}Service") for letter in "ABCD"]
    assert [each["Subnets"] for each in chosen] == [public, private, public, public]
    assert [each["AssignPublicIp"] for each in chosen] == ["ENABLED", "DISABLED", "DISABLED", "ENABLED"]
    assert one.codes("C313", "W272", "N270", "W299") == [
        ("N270", "services.b.x-ecs.network.subnets", "`subnets: private` is so anyway"),
        ("N270", "services.b.x-ecs.network.assign_public_ip", "`network.assign_public_ip: false` is so anyway"),
        (
            "C313",
            "services.c.x-ecs.network.assign_public_ip",
            "`c` is in a public subnet, and `assign_public_ip: false` leaves it no way out",
        ),
        ("W272", "networks.edge.x-ecs.subnets", "`subnets: private` is not used for `d`, which is in public"),
    ]
    assert lint({"words": yaml_of(one)}) == []


def test_ids_mean_that_the_vpc_exists(tmp_path: Path) -> None:
    text = f"""
name: shop
services:
  a: {{image: a, x-ecs: {{network: {{subnets: {SUBNETS}}}}}}}
  b: {{image: b}}
"""
    one = made(text, tmp_path)
    assert list(one.graph.parameters) == ["Vpc", "TaskSubnetA", "TaskSubnetB"]
    assert awsvpc(one, "AService")["Subnets"] == SUBNETS
    assert awsvpc(one, "BService")["Subnets"] == refs("TaskSubnetA", "TaskSubnetB")
    assert one.codes("C312", "W270") == []
    one = made(f"x-ecs: {{vpc: new, security_groups: [{GROUPS[0]}]}}{text}", tmp_path)
    assert [(code, path) for code, path, _ in one.codes("C312")] == [
        ("C312", "x-ecs.security_groups"),
        ("C312", "services.a.x-ecs.network.subnets"),
    ]


def test_existing_groups_are_used_and_never_modified(tmp_path: Path) -> None:
    one = made(
        f"""
name: shop
x-ecs: {{vpc: {VPC}, subnets: {{tasks: {SUBNETS}}}, security_groups: {GROUPS[0]}}}
services:
  a: {{image: a, networks: [own, theirs, named]}}
  b: {{image: b, networks: [own], x-ecs: {{network: {{security_groups: {{ids: [{GROUPS[3]}, {GROUPS[4]}], replace: true}}}}}}}}
networks:
  own: {{}}
  theirs: {{external: true, name: {GROUPS[1]}}}
  named: {{x-ecs: {{security_group: {GROUPS[2]}}}}}
""",
        tmp_path,
    )
    assert awsvpc(one, "AService")["SecurityGroups"] == [*refs("OwnNetwork"), GROUPS[0], GROUPS[2], GROUPS[1]]
    assert awsvpc(one, "BService")["SecurityGroups"] == GROUPS[3:5]
    assert one.ids("AWS::EC2::SecurityGroup") == ["OwnNetwork"]
    assert one.ids("AWS::EC2::SecurityGroupIngress") == ["OwnNetworkIngress"]
    assert one.codes("W222", "W299", "C312") == []
    assert [message for _, _, message in one.codes("N272")] == [
        f"`b` is in {GROUPS[3]}, {GROUPS[4]} only, not in the groups of its networks (own)",
        f"network `theirs` is the existing security group `{GROUPS[1]}`: its own rules say who reaches whom",
        f"network `named` is the existing security group `{GROUPS[2]}`: its own rules say who reaches whom",
    ]
    assert lint({"groups": yaml_of(one)}) == []


def text_with(networks: int, groups: int) -> str:
    names = [f"n{number}" for number in range(networks)]
    return f"""
name: shop
x-ecs: {{vpc: {VPC}, subnets: {{tasks: {SUBNETS}}}}}
services:
  a: {{image: a, networks: {names}, x-ecs: {{network: {{security_groups: {GROUPS[:groups]}}}}}}}
  b: {{image: b, networks: {names}}}
networks: {{{", ".join(f"{name}: {{}}" for name in names)}}}
"""


def test_five_groups_with_existing_ones(tmp_path: Path) -> None:
    one = made(text_with(3, 2), tmp_path)
    assert len(awsvpc(one, "AService")["SecurityGroups"]) == 5
    assert "AGroup" not in one.graph.resources


def test_more_than_five_become_rules_and_existing_groups_stay(tmp_path: Path) -> None:
    one = made(text_with(4, 2), tmp_path)
    assert awsvpc(one, "AService")["SecurityGroups"] == [*refs("AGroup"), *GROUPS[:2]]
    assert awsvpc(one, "BService")["SecurityGroups"] == refs("N0Network", "N1Network", "N2Network", "N3Network")
    rules = [one.properties(name) for name in one.ids("AWS::EC2::SecurityGroupIngress")]
    pairs = [(rule["GroupId"]["Ref"], rule["SourceSecurityGroupId"]["Ref"]) for rule in rules]
    assert ("AGroup", "N3Network") in pairs
    assert ("N3Network", "AGroup") in pairs
    assert one.codes("C314") == []


def test_too_many_existing_groups(tmp_path: Path) -> None:
    one = made(text_with(1, 5), tmp_path)
    assert one.codes("C314") == [
        ("C314", "services.a", f"`a` is in 5 existing groups ({', '.join(GROUPS[:5])})"),
    ]


def test_ids_that_are_none(tmp_path: Path) -> None:
    one = made("name: p\nx-ecs: {vpc: vpc-0abc, security_groups: [sg-zz]}\nservices: {a: {image: a}}\n", tmp_path)
    assert one.codes("W270") == [
        ("W270", "x-ecs.vpc", "`vpc-0abc` is not an id that starts with vpc-"),
        ("W270", "x-ecs.security_groups[0]", "`sg-zz` is not an id that starts with sg-"),
    ]


def test_what_an_existing_vpc_cannot_get(tmp_path: Path) -> None:
    text = f"name: p\nx-ecs: {{vpc: {{id: {VPC}, nat: per_az, azs: 3, create: true}}}}\nservices: {{a: {{image: a}}}}\n"
    one = made(text, tmp_path)
    assert one.codes("W271") == [
        ("W271", "x-ecs.vpc.nat", "`vpc.nat: per_az` has no effect: the VPC exists, and nothing is added to it"),
        ("W271", "x-ecs.vpc.create", f"`vpc.create: true` has no effect: `{VPC}` exists"),
    ]
    assert list(one.graph.parameters) == ["TaskSubnetA", "TaskSubnetB", "TaskSubnetC"]
