"""The VPC: two zones, private tasks, one NAT gateway, private DNS as the search domain."""

from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref, Zone
from compose2ecs.translate.scope import Scope

#: Address plan: a /16 with room for four times 4,096 addresses and as much again.
VPC_RANGE = "10.0.0.0/16"
PUBLIC_RANGES = ("10.0.0.0/20", "10.0.16.0/20")
PRIVATE_RANGES = ("10.0.128.0/20", "10.0.144.0/20")
ANYWHERE = "0.0.0.0/0"
#: Longest label of a DNS name.
LONGEST_LABEL = 63


def domain(scope: Scope) -> str:
    """The project's private DNS domain."""
    return f"{bounded(scope.project.name, LONGEST_LABEL)}.internal"


def make_network(scope: Scope) -> None:
    """Make the VPC and leave its parts in ``scope.shared``: vpc, vpc-range, private, public, way-out, search-domain."""
    vpc = scope.add(
        ["Vpc"],
        "AWS::EC2::VPC",
        {"CidrBlock": VPC_RANGE, "EnableDnsHostnames": True, "EnableDnsSupport": True, "Tags": _named(scope, "")},
    )
    scope.shared["vpc"] = Ref(vpc.id)
    scope.shared["vpc-range"] = GetAtt(vpc.id, "CidrBlock")
    _search_domain(scope)
    gateway = scope.add(["InternetGateway"], "AWS::EC2::InternetGateway", {})
    attached = scope.add(
        ["InternetGatewayAttachment"],
        "AWS::EC2::VPCGatewayAttachment",
        {"VpcId": Ref(vpc.id), "InternetGatewayId": Ref(gateway.id)},
    )
    scope.shared["internet"] = attached.id
    public_table = scope.add(["PublicRouteTable"], "AWS::EC2::RouteTable", {"VpcId": Ref(vpc.id)})
    to_internet = {"DestinationCidrBlock": ANYWHERE, "GatewayId": Ref(gateway.id)}
    public_route = scope.add(
        ["PublicRoute"],
        "AWS::EC2::Route",
        {"RouteTableId": Ref(public_table.id), **to_internet},
        depends_on=(attached.id,),
    )
    scope.shared["public"] = _subnets(scope, "Public", PUBLIC_RANGES, public_table.id)
    private_table = scope.add(["PrivateRouteTable"], "AWS::EC2::RouteTable", {"VpcId": Ref(vpc.id)})
    scope.shared["private"] = _subnets(scope, "Private", PRIVATE_RANGES, private_table.id)
    _way_out(scope, private_table.id, public_route.id)


def _named(scope: Scope, suffix: str) -> list[dict[str, str]]:
    return [{"Key": "Name", "Value": f"{scope.project.name}{suffix}"}]


def _subnets(scope: Scope, kind: str, ranges: tuple[str, ...], table: str) -> list[Ref]:
    """One subnet per zone, each with its route table."""
    made = []
    for number, addresses in enumerate(ranges):
        letter = "AB"[number]
        properties = {
            "VpcId": scope.shared["vpc"],
            "CidrBlock": addresses,
            "AvailabilityZone": Zone(number),
            "Tags": _named(scope, f"-{kind.lower()}-{letter.lower()}"),
        }
        subnet = scope.add([f"{kind}Subnet{letter}"], "AWS::EC2::Subnet", properties)
        made.append(Ref(subnet.id))
        scope.add(
            [f"{kind}Subnet{letter}Routes"],
            "AWS::EC2::SubnetRouteTableAssociation",
            {"SubnetId": Ref(subnet.id), "RouteTableId": Ref(table)},
        )
    return made


def _way_out(scope: Scope, table: str, public_route: str) -> None:
    """One NAT gateway for images and APIs; image layers come from S3 through a gateway endpoint, which is free."""
    address = scope.add(["NatAddress"], "AWS::EC2::EIP", {"Domain": "vpc"}, depends_on=(scope.shared["internet"],))
    nat = scope.add(
        ["NatGateway"],
        "AWS::EC2::NatGateway",
        {"AllocationId": GetAtt(address.id, "AllocationId"), "SubnetId": scope.shared["public"][0]},
        depends_on=(public_route,),
    )
    route = scope.add(
        ["PrivateRoute"],
        "AWS::EC2::Route",
        {"RouteTableId": Ref(table), "DestinationCidrBlock": ANYWHERE, "NatGatewayId": Ref(nat.id)},
    )
    scope.shared["way-out"] = [route.id]
    scope.add(
        ["S3Endpoint"],
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": "Gateway",
            "VpcId": scope.shared["vpc"],
            "ServiceName": Join(("com.amazonaws.", Pseudo("Region"), ".s3")),
            "RouteTableIds": [Ref(table)],
        },
    )


def _search_domain(scope: Scope) -> None:
    """Tasks get the project's domain as DNS search domain, so that `db` finds `db.<project>.internal`."""
    options = scope.add(
        ["DhcpOptions"],
        "AWS::EC2::DHCPOptions",
        {"DomainName": domain(scope), "DomainNameServers": ["AmazonProvidedDNS"]},
    )
    used = scope.add(
        ["DhcpOptionsAssociation"],
        "AWS::EC2::VPCDHCPOptionsAssociation",
        {"VpcId": scope.shared["vpc"], "DhcpOptionsId": Ref(options.id)},
    )
    scope.shared["search-domain"] = used.id
