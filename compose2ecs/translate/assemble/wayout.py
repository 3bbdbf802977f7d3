"""The way out of private subnets: NAT gateways, or endpoints only. Images come from S3 by a free gateway endpoint."""

from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from compose2ecs.translate.assemble.vpcwish import ENDPOINTS, PER_ZONE, Wish
from compose2ecs.translate.scope import Scope

ANYWHERE = "0.0.0.0/0"
_LETTERS = "ABC"


def way_out(asked: Wish, public_route: str, scope: Scope) -> list[str]:
    """Make the private route tables with their way out; gives their logical ids, one per zone or one for all."""
    letters = _LETTERS[: asked.zones] if asked.nat == PER_ZONE else ""
    tables = []
    for number, letter in enumerate(letters or [""]):
        table = scope.add([f"PrivateRouteTable{letter}"], "AWS::EC2::RouteTable", {"VpcId": scope.shared["vpc"]})
        tables.append(table.id)
        if asked.nat != ENDPOINTS:
            scope.shared["way-out"].append(_nat(letter, number, table.id, public_route, scope))
    scope.add(
        ["S3Endpoint"],
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": "Gateway",
            "VpcId": scope.shared["vpc"],
            "ServiceName": Join(("com.amazonaws.", Pseudo("Region"), ".s3")),
            "RouteTableIds": [Ref(table) for table in tables],
        },
    )
    return tables


def _nat(letter: str, number: int, table: str, public_route: str, scope: Scope) -> str:
    """A NAT gateway in a public subnet, for images and APIs; gives the logical id of the route to it."""
    address = scope.add(
        [f"NatAddress{letter}"], "AWS::EC2::EIP", {"Domain": "vpc"}, depends_on=(scope.shared["internet"],)
    )
    nat = scope.add(
        [f"NatGateway{letter}"],
        "AWS::EC2::NatGateway",
        {"AllocationId": GetAtt(address.id, "AllocationId"), "SubnetId": scope.shared["public"][number]},
        depends_on=(public_route,),
    )
    route = scope.add(
        [f"PrivateRoute{letter}"],
        "AWS::EC2::Route",
        {"RouteTableId": Ref(table), "DestinationCidrBlock": ANYWHERE, "NatGatewayId": Ref(nat.id)},
    )
    return route.id
