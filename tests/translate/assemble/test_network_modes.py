"""Every way to get a network: its resources, what is told, and that cfn-lint has nothing to say."""

from pathlib import Path
from typing import Any

import pytest

from tests.translate.assemble.templates import Made, lint, made, yaml_of

ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
VPC = "vpc-0a1b2c3d4e5f67890"
SUBNETS = ["subnet-0a1b2c3d4e5f67890", "subnet-1a1b2c3d4e5f67890"]
GROUPS = ["sg-0a1b2c3d4e5f67890", "sg-1a1b2c3d4e5f67890"]
_HEAD = "name: shop\n"
_SERVICES = f"""
services:
  web: {{image: {ECR}/web:1, ports: ["80:80"], links: ["db:store"], networks: [front, back]}}
  db: {{image: {ECR}/db:1, expose: ["5432"], volumes: ["data:/data"], networks: [back]}}
networks: {{front: {{}}, back: {{internal: true}}}}
volumes: {{data: {{}}}}
"""
MODES = {
    "nothing said": "",
    "new": "x-ecs: {vpc: new}",
    "none": "x-ecs: {vpc: {nat: none, azs: 3}}",
    "public tasks": "x-ecs: {subnets: {tasks: public}}",
    "per_az": "x-ecs: {vpc: {nat: per_az, azs: 3, cidr: 10.20.0.0/20}}",
    "endpoints": "x-ecs: {vpc: {nat: endpoints, cidr: 10.20.0.0/24}}",
    "existing": f"x-ecs: {{vpc: {VPC}, subnets: {{tasks: {SUBNETS}, load_balancer: {SUBNETS}}}}}",
    "parameters": f"x-ecs: {{vpc: {VPC}, security_groups: {GROUPS}}}",
    "default": "x-ecs: {vpc: default}",
    "no names": "x-ecs: {service_discovery: none}",
    "own namespace": "x-ecs: {service_discovery: {namespace: shop.local}}",
    "their namespace": f"x-ecs: {{vpc: {VPC}, service_discovery: {{namespace: ns-abcdefghijklmnop}}}}",
    "service connect": "x-ecs: {service_discovery: service_connect}",
}


@pytest.fixture(scope="module")
def modes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    return {name: made(f"{_HEAD}{text}{_SERVICES}", tmp_path_factory.mktemp("mode")) for name, text in MODES.items()}


def test_cfn_lint_has_nothing_to_say(modes: dict[str, Made]) -> None:
    assert lint({name: yaml_of(one) for name, one in modes.items()}) == []


def test_what_is_not_read_is_nowhere(modes: dict[str, Made]) -> None:
    assert [one for mode in modes.values() for one in mode.codes("W299")] == []


def awsvpc(one: Made, service: str) -> dict[str, Any]:
    made: dict[str, Any] = one.properties(service)["NetworkConfiguration"]["AwsvpcConfiguration"]
    return made


def refs(*names: str) -> list[dict[str, str]]:
    return [{"Ref": name} for name in names]


def test_nothing_said(modes: dict[str, Made]) -> None:
    one = modes["nothing said"]
    subnets = ["PublicSubnetA", "PublicSubnetB", "PrivateSubnetA", "PrivateSubnetB"]
    assert one.ids("AWS::EC2::Subnet") == subnets
    ranges = ["10.0.0.0/20", "10.0.16.0/20", "10.0.128.0/20", "10.0.144.0/20"]
    assert [one.properties(name)["CidrBlock"] for name in subnets] == ranges
    assert one.ids("AWS::EC2::NatGateway") == ["NatGateway"]
    assert one.ids("AWS::EC2::VPCEndpoint") == ["S3Endpoint"]
    assert awsvpc(one, "DbService") == {
        "AssignPublicIp": "DISABLED",
        "Subnets": refs("PrivateSubnetA", "PrivateSubnetB"),
        "SecurityGroups": refs("BackNetwork", "DbGroup"),
    }
    assert one.graph.parameters == {}


def test_saying_the_default_changes_nothing_and_is_told(modes: dict[str, Made]) -> None:
    assert yaml_of(modes["new"]) == yaml_of(modes["nothing said"])
    assert modes["new"].codes("N270") == [("N270", "x-ecs.vpc", "`vpc.id: new` is so anyway")]


def test_without_nat_tasks_have_public_addresses(modes: dict[str, Made]) -> None:
    one = modes["none"]
    assert one.ids("AWS::EC2::Subnet") == ["PublicSubnetA", "PublicSubnetB", "PublicSubnetC"]
    assert one.ids("AWS::EC2::NatGateway") == one.ids("AWS::EC2::VPCEndpoint") == []
    assert awsvpc(one, "WebService")["AssignPublicIp"] == "ENABLED"
    assert awsvpc(one, "WebService")["Subnets"] == refs("PublicSubnetA", "PublicSubnetB", "PublicSubnetC")
    assert "PublicRoute" in one.graph.resources["WebService"].depends_on
    assert [one.properties(name).get("SecurityGroupIngress") for name in ("FrontNetwork", "WebGroup")] == [None, None]
    assert one.codes("N276") == [
        ("N276", "x-ecs.vpc", "tasks run in public subnets, with public addresses and closed groups")
    ]
    assert modes["public tasks"].ids("AWS::EC2::NatGateway") == []
    assert awsvpc(modes["public tasks"], "WebService")["AssignPublicIp"] == "ENABLED"


def test_a_nat_gateway_per_zone_in_a_range_of_ones_own(modes: dict[str, Made]) -> None:
    one = modes["per_az"]
    assert one.properties("Vpc")["CidrBlock"] == "10.20.0.0/20"
    assert [one.properties(f"PrivateSubnet{letter}")["CidrBlock"] for letter in "ABC"] == [
        "10.20.8.0/24",
        "10.20.9.0/24",
        "10.20.10.0/24",
    ]
    assert [one.properties(f"PrivateSubnet{letter}Routes")["RouteTableId"] for letter in "ABC"] == refs(
        "PrivateRouteTableA", "PrivateRouteTableB", "PrivateRouteTableC"
    )
    assert [one.properties(f"NatGateway{letter}")["SubnetId"] for letter in "ABC"] == refs(
        "PublicSubnetA", "PublicSubnetB", "PublicSubnetC"
    )
    waits = one.graph.resources["DbService"].depends_on
    assert [name for name in waits if name.startswith("PrivateRoute")] == [
        "PrivateRouteA",
        "PrivateRouteB",
        "PrivateRouteC",
    ]
    assert one.ids("AWS::EFS::MountTarget") == ["MountTargetA", "MountTargetB", "MountTargetC"]


def test_endpoints_only(modes: dict[str, Made]) -> None:
    one = modes["endpoints"]
    assert one.ids("AWS::EC2::NatGateway") == []
    assert one.ids("AWS::EC2::VPCEndpoint") == ["S3Endpoint", "EcrApiEndpoint", "EcrDkrEndpoint", "LogsEndpoint"]
    assert one.properties("EcrDkrEndpoint")["SubnetIds"] == refs("PrivateSubnetA", "PrivateSubnetB")
    assert one.properties("EcrDkrEndpoint")["PrivateDnsEnabled"] is True
    assert one.properties("PrivateSubnetB")["CidrBlock"] == "10.20.0.160/27"
    assert {"EcrApiEndpoint", "LogsEndpoint"} < set(one.graph.resources["DbService"].depends_on)
    assert one.codes("C310", "W228") == []
    egress = one.properties("BackNetwork")["SecurityGroupEgress"]
    assert [rule["FromPort"] for rule in egress] == [443, 2049]
    assert one.properties("BackNetworkEgress")["DestinationSecurityGroupId"] == {"Ref": "BackNetwork"}
    assert "SecurityGroupEgress" not in one.properties("FrontNetwork")
    assert "SecurityGroupEgress" in one.properties("DbGroup")  # its only network is internal
    assert "SecurityGroupEgress" not in one.properties("WebGroup")


def test_existing_vpc_by_ids(modes: dict[str, Made]) -> None:
    one = modes["existing"]
    for type in ("VPC", "Subnet", "RouteTable", "Route", "InternetGateway", "DHCPOptions", "VPCEndpoint", "NatGateway"):
        assert one.ids(f"AWS::EC2::{type}") == []
    assert one.graph.parameters == {}
    assert awsvpc(one, "WebService")["Subnets"] == SUBNETS
    assert awsvpc(one, "WebService")["AssignPublicIp"] == "DISABLED"
    assert one.properties("LoadBalancer")["Subnets"] == SUBNETS
    assert one.properties("Namespace")["Vpc"] == one.properties("BackNetwork")["VpcId"] == VPC
    init = one.properties("WebTaskDefinition")["ContainerDefinitions"][1]
    assert (init["Name"], init["Essential"]) == ("net-init", False)
    assert init["Environment"] == [{"Name": "SEARCH", "Value": "shop.internal"}]


def test_existing_vpc_with_parameters(modes: dict[str, Made]) -> None:
    one = modes["parameters"]
    assert {name: one["Type"] for name, one in one.graph.parameters.items()} == {
        "TaskSubnetA": "AWS::EC2::Subnet::Id",
        "TaskSubnetB": "AWS::EC2::Subnet::Id",
        "LoadBalancerSubnetA": "AWS::EC2::Subnet::Id",
        "LoadBalancerSubnetB": "AWS::EC2::Subnet::Id",
    }
    assert awsvpc(one, "DbService")["SecurityGroups"] == [*refs("BackNetwork", "DbGroup"), *GROUPS]
    rules = [one.properties(name)["GroupId"] for name in one.ids("AWS::EC2::SecurityGroupIngress")]
    assert not set(map(str, rules)) & set(GROUPS)


def test_default_vpc(modes: dict[str, Made]) -> None:
    one = modes["default"]
    assert list(one.graph.parameters) == ["Vpc", "TaskSubnetA", "TaskSubnetB"]
    assert awsvpc(one, "WebService")["AssignPublicIp"] == "ENABLED"
    assert one.properties("LoadBalancer")["Subnets"] == refs("TaskSubnetA", "TaskSubnetB")


def test_no_names(modes: dict[str, Made]) -> None:
    one = modes["no names"]
    assert one.ids("AWS::ServiceDiscovery::Service") == one.ids("AWS::EC2::DHCPOptions") == []
    assert "ServiceRegistries" not in one.properties("DbService")
    assert ("N202", "services.web.links[0]", "`store` is no name in DNS: there is no namespace") in one.found


def test_namespaces(modes: dict[str, Made]) -> None:
    assert modes["own namespace"].properties("Namespace")["Name"] == "shop.local"
    one = modes["their namespace"]
    assert one.ids("AWS::ServiceDiscovery::PrivateDnsNamespace") == []
    assert one.properties("DbServiceDiscoveryEntry")["NamespaceId"] == "ns-abcdefghijklmnop"
    assert one.properties("StoreAliasInstance")["InstanceAttributes"] == {
        "AWS_INSTANCE_CNAME": {"Fn::Sub": "db.${NamespaceName}"}
    }


def test_service_connect(modes: dict[str, Made]) -> None:
    one = modes["service connect"]
    assert one.properties("DbService")["ServiceConnectConfiguration"] == {
        "Enabled": True,
        "Namespace": {"Fn::GetAtt": ["Namespace", "Arn"]},
        "Services": [
            {
                "PortName": "db-5432-tcp",
                "DiscoveryName": "db-5432",
                "ClientAliases": [{"Port": 5432, "DnsName": "db"}],
            }
        ],
    }
    assert one.codes("N273")[0][2] == ("`web` is served as web:80; its proxy wants 256 CPU units and 64 MiB more")


def test_images_beyond_the_endpoints(tmp_path: Path) -> None:
    text = f"{_HEAD}x-ecs: {{vpc: {{nat: endpoints}}}}\nservices: {{a: {{image: nginx:1}}, b: {{image: {ECR}/b:1}}}}\n"
    assert made(text, tmp_path).codes("C310") == [
        ("C310", "services.a.image", "`a` cannot pull `nginx:1`: there is no way to the internet")
    ]


@pytest.mark.parametrize("range", ["10.0.0.0/8", "10.0.0.0/25", "fd00::/64", "mine"])
def test_ranges_that_no_vpc_has(range: str, tmp_path: Path) -> None:
    text = f"{_HEAD}x-ecs: {{vpc: {{cidr: '{range}'}}}}\nservices: {{a: {{image: a}}}}\n"
    one = made(text, tmp_path)
    assert one.codes("C311") == [("C311", "x-ecs.vpc.cidr", f"`vpc.cidr: {range}` cannot be the range of the VPC")]
    assert one.properties("Vpc")["CidrBlock"] == "10.0.0.0/16"


def test_endpoints_for_what_roles_may_do(tmp_path: Path) -> None:
    """Other steps leave statements in the task's roles; here the statements of a task are given."""
    from compose2ecs.translate.assemble.endpoints import _used
    from compose2ecs.translate.scope import EC2, Task

    task = Task("a", [])
    task.execution = [{"Action": "secretsmanager:GetSecretValue"}, {"Action": ["kms:Decrypt", "logs:PutLogEvents"]}]
    task.statements = [{"Action": ["ssmmessages:OpenDataChannel"]}, {"NotAction": "iam:*"}]
    assert list(_used(task)) == ["secretsmanager", "kms", "ssmmessages"]
    task.launch_type = EC2
    assert list(_used(task))[:3] == ["ecs", "ecs-agent", "ecs-telemetry"]


def test_a_namespace_that_is_no_name(tmp_path: Path) -> None:
    one = made("name: p\nx-ecs: {service_discovery: {namespace: 'a b'}}\nservices: {a: {image: a}}\n", tmp_path)
    assert one.properties("Namespace")["Name"] == "p.internal"
    message = "`namespace: a b` cannot be a DNS name: the project's domain is p.internal"
    assert one.codes("W274") == [("W274", "x-ecs.service_discovery.namespace", message)]
