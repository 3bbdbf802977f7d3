"""The VPC and the cluster."""

from pathlib import Path

from compose2ecs.graph.values import GetAtt, Ref, Zone
from tests.translate.assemble.converted import convert, service


def test_subnets_and_routes(tmp_path: Path) -> None:
    done = service(tmp_path, "user: '1'")
    subnets = done.of_type("AWS::EC2::Subnet")
    assert {name: (one["CidrBlock"], one["AvailabilityZone"]) for name, one in subnets.items()} == {
        "PublicSubnetA": ("10.0.0.0/20", Zone(0)),
        "PublicSubnetB": ("10.0.16.0/20", Zone(1)),
        "PrivateSubnetA": ("10.0.128.0/20", Zone(0)),
        "PrivateSubnetB": ("10.0.144.0/20", Zone(1)),
    }
    assert done.properties("PrivateRoute") == {
        "RouteTableId": Ref("PrivateRouteTable"),
        "DestinationCidrBlock": "0.0.0.0/0",
        "NatGatewayId": Ref("NatGateway"),
    }
    assert done.properties("NatGateway") == {
        "AllocationId": GetAtt("NatAddress", "AllocationId"),
        "SubnetId": Ref("PublicSubnetA"),
    }
    network = done.properties("AppService")["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert (network["AssignPublicIp"], network["Subnets"]) == (
        "DISABLED",
        [Ref("PrivateSubnetA"), Ref("PrivateSubnetB")],
    )
    assert {"PrivateRoute", "ClusterCapacity"} <= set(done.resource("AppService").depends_on)


def test_cluster(tmp_path: Path) -> None:
    done = service(tmp_path, "user: '1'")
    assert done.properties("Cluster") == {
        "ClusterName": "shop",
        "ClusterSettings": [{"Name": "containerInsights", "Value": "disabled"}],
    }
    assert done.properties("AppService")["CapacityProviderStrategy"] == [{"CapacityProvider": "FARGATE", "Weight": 1}]


def test_long_project_names(tmp_path: Path) -> None:
    done = convert(tmp_path, f"name: {'p' * 80}\nservices: {{a: {{image: a}}, b: {{image: b}}}}")
    label = done.properties("Namespace")["Name"].removesuffix(".internal")
    assert len(label) == 63
    assert label.startswith("p" * 50)
