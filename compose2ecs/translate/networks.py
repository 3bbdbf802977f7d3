"""Rows of the networks chapter: a network is a security group; addresses are the VPC's."""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node
from compose2ecs.translate.attribute import ADAPTED, DROPPED, IGNORED, Site, ignored, maps, part_of, refused

_GROUP = "AWS::EC2::SecurityGroup"
_EXISTING = "AWS::ECS::Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups"

part_of("networks", f"{_GROUP}.GroupDescription", "one security group each", fargate=ADAPTED)
part_of("networks.*", f"{_GROUP}.VpcId", "members reach each other on every port", fargate=ADAPTED)
part_of("networks.*.name", f"{_GROUP}.Tags", "the tag Name", fargate=ADAPTED)
part_of("networks.*.driver", "", "a VPC has no network drivers", fargate=IGNORED)
part_of("networks.*.external", _EXISTING, "an existing security group", fargate=ADAPTED)
part_of("networks.*.external.name", _EXISTING, "the older way to name it", fargate=ADAPTED)
part_of("networks.*.internal", f"{_GROUP}.SecurityGroupEgress", "no way to the internet", fargate=ADAPTED)
part_of("networks.*.labels", f"{_GROUP}.Tags", "tags")
part_of("networks.*.labels.*", f"{_GROUP}.Tags", "tags")
ignored("networks.*.attachable", "a setting of Swarm")
refused("networks.*.driver_opts", "a VPC has no network drivers")
refused("networks.*.driver_opts.*", "a VPC has no network drivers")

_ADDRESSES = "the VPC gives the addresses"
_HINT = "an address range of your own: an existing VPC with `x-ecs.vpc`"
for _key in (
    "",
    ".driver",
    ".config",
    ".config[].subnet",
    ".config[].ip_range",
    ".config[].gateway",
    ".config[].aux_addresses",
    ".config[].aux_addresses.*",
    ".options",
    ".options.*",
):
    refused(f"networks.*.ipam{_key}", _ADDRESSES, code=codes.NETWORK_IDENTITY, hint=_HINT)


@maps("networks.*.enable_ipv4", to="AWS::EC2::Subnet.CidrBlock", fargate=ADAPTED)
def enable_ipv4(node: Node, site: Site) -> None:
    """The subnets always have IPv4 addresses."""
    if node.value is False:
        site.say(codes.NO_EQUIVALENT, "`enable_ipv4: false` is dropped: the subnets always have IPv4 addresses")
    else:
        site.say(codes.LOCAL_ONLY, "`enable_ipv4: true` is ignored: the subnets always have IPv4 addresses")


@maps("networks.*.enable_ipv6", to="", fargate=DROPPED)
def enable_ipv6(node: Node, site: Site) -> None:
    """Dropped: the subnets have IPv4 addresses only."""
    if node.value is False:
        site.say(codes.LOCAL_ONLY, "`enable_ipv6: false` is ignored: the subnets have IPv4 addresses only")
    else:
        # ECS registers IPv4 addresses only in Cloud Map (aws/containers-roadmap #1331, open): with IPv6 subnets names
        # would still resolve to IPv4, and programs that ask for IPv6 first would wait.
        message = "`enable_ipv6: true` is dropped: the subnets have IPv4 addresses only, and names resolve to those"
        site.say(codes.NO_EQUIVALENT, message)
