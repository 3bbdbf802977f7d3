"""The VPC that the template makes: its zones, subnets and the way out; an existing one is ``existing``'s."""

from typing import Any

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.graph.values import GetAtt, Ref, Zone
from compose2ecs.translate.assemble.domain import domain
from compose2ecs.translate.assemble.vpcwish import NEW, NONE, RANGE, Wish, wish
from compose2ecs.translate.assemble.wayout import ANYWHERE, way_out
from compose2ecs.translate.scope import Scope

#: Address plan of the usual /16: room for eight times 4,096 addresses on each side.
PUBLIC_RANGES = ("10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20")
PRIVATE_RANGES = ("10.0.128.0/20", "10.0.144.0/20", "10.0.160.0/20")
LETTERS = "ABC"
#: Largest and smallest prefix of a range; from the last on, three bits make subnets instead of four.
_WIDEST, _NARROWEST = 16, 24


def make_network(scope: Scope) -> None:
    """Make the VPC, or use the existing one, and leave its parts in ``scope.shared``.

    vpc (a value); vpc-range (a value, None for unknown); private (subnets where tasks run); public (subnets of
    load balancers on the internet); way-out (logical ids that services wait for); search-domain and internet
    (a logical id or None); public-ip (whether tasks have a public address); ipv6; wish (the ``Wish``).
    """
    asked = wish(scope)
    scope.shared.update({"wish": asked, "ipv6": False})
    if asked.kind != NEW:
        from compose2ecs.translate.assemble.existing import use_existing

        use_existing(asked, scope)
        return
    public_ranges, private_ranges = _ranges(asked, scope)
    properties = {"CidrBlock": _range(asked), "EnableDnsHostnames": True, "EnableDnsSupport": True}
    vpc = scope.add(["Vpc"], "AWS::EC2::VPC", {**properties, "Tags": _named(scope, "")})
    scope.shared.update({"vpc": Ref(vpc.id), "vpc-range": GetAtt(vpc.id, "CidrBlock"), "way-out": []})
    scope.shared["public-ip"] = asked.nat == NONE
    _search_domain(scope)
    public_route = _internet(scope)
    scope.shared["public"] = _subnets(scope, "Public", public_ranges, [public_route[0]])
    if asked.nat == NONE:
        scope.shared["private"] = scope.shared["public"]
        scope.shared["way-out"] = [public_route[1]]
        return
    tables = way_out(asked, public_route[1], scope)
    scope.shared["private"] = _subnets(scope, "Private", private_ranges, tables)


def _internet(scope: Scope) -> tuple[str, str]:
    """The internet gateway and the way to it: logical ids of the route table and the route."""
    vpc = scope.shared["vpc"]
    gateway = scope.add(["InternetGateway"], "AWS::EC2::InternetGateway", {})
    properties = {"VpcId": vpc, "InternetGatewayId": Ref(gateway.id)}
    attached = scope.add(["InternetGatewayAttachment"], "AWS::EC2::VPCGatewayAttachment", properties)
    scope.shared["internet"] = attached.id
    table = scope.add(["PublicRouteTable"], "AWS::EC2::RouteTable", {"VpcId": vpc})
    to_internet = {"DestinationCidrBlock": ANYWHERE, "GatewayId": Ref(gateway.id)}
    route = scope.add(
        ["PublicRoute"],
        "AWS::EC2::Route",
        {"RouteTableId": Ref(table.id), **to_internet},
        depends_on=(attached.id,),
    )
    return table.id, route.id


def _named(scope: Scope, suffix: str) -> list[dict[str, str]]:
    return [{"Key": "Name", "Value": f"{scope.project.name}{suffix}"}]


def _subnets(scope: Scope, kind: str, ranges: tuple[str, ...], tables: list[str]) -> list[Ref]:
    """One subnet per zone, each with its route table (the last one serves the zones that have none)."""
    made = []
    for number, addresses in enumerate(ranges):
        letter = LETTERS[number]
        properties: dict[str, Any] = {
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
            {"SubnetId": Ref(subnet.id), "RouteTableId": Ref(tables[min(number, len(tables) - 1)])},
        )
    return made


def _search_domain(scope: Scope) -> None:
    """Tasks get the project's domain as DNS search domain, so that `db` finds `db.<project>.internal`."""
    name = domain(scope)
    if name is None:
        scope.shared["search-domain"] = None
        return
    options = scope.add(
        ["DhcpOptions"],
        "AWS::EC2::DHCPOptions",
        {"DomainName": name, "DomainNameServers": ["AmazonProvidedDNS"]},
    )
    used = scope.add(
        ["DhcpOptionsAssociation"],
        "AWS::EC2::VPCDHCPOptionsAssociation",
        {"VpcId": scope.shared["vpc"], "DhcpOptionsId": Ref(options.id)},
    )
    scope.shared["search-domain"] = used.id


def _range(asked: Wish) -> str:
    return asked.range if asked.range == RANGE else str(_parsed(asked.range) or RANGE)


def _parsed(text: str) -> Any:
    """The IPv4 network, None where it is none that a VPC takes here."""
    import ipaddress

    try:
        found = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return None
    return found if _WIDEST <= found.prefixlen <= _NARROWEST else None


def _ranges(asked: Wish, scope: Scope) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ranges of public and private subnets, one per zone: the first ones of each half."""
    if asked.range == RANGE:
        return PUBLIC_RANGES[: asked.zones], PRIVATE_RANGES[: asked.zones]
    found = _parsed(asked.range)
    if found is None:
        hint = "an IPv4 range from /16 to /24, such as 10.20.0.0/16"
        message = f"`vpc.cidr: {asked.range}` cannot be the range of the VPC"
        scope.say(codes.BAD_RANGE, message, scope.x.project.at("vpc", "cidr"), hint=hint)
        return PUBLIC_RANGES[: asked.zones], PRIVATE_RANGES[: asked.zones]
    carved = [str(one) for one in found.subnets(4 if found.prefixlen < _NARROWEST else 3)]
    half = len(carved) // 2
    return tuple(carved[: asked.zones]), tuple(carved[half : half + asked.zones])
