"""EC2: the network, security groups, launch templates."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled, text

_RULE = ("CidrIp", "CidrIpv6", "Description")


def _call(operation: str, **parameters: Any) -> Call:
    return Call("ec2", operation, filled(**parameters))


def _tagged(source: Source, kind: str) -> list[dict[str, Any]]:
    tags = source.tags()
    return [{"ResourceType": kind, "Tags": tags}] if tags else []


def vpc(source: Source) -> list[Call]:
    """Each attribute of a VPC takes a call of its own."""
    attributes = {name: source.take(name) for name in ("EnableDnsSupport", "EnableDnsHostnames")}
    tags = _tagged(source, "vpc")
    made = [_call("CreateVpc", **source.rest(), TagSpecifications=tags)]
    for name, value in attributes.items():
        if value is not None:
            made.append(_call("ModifyVpcAttribute", VpcId=source.ref, **{name: {"Value": value}}))
    return made


def subnet(source: Source) -> list[Call]:
    """A subnet, and whether its interfaces get public addresses."""
    public = source.take("MapPublicIpOnLaunch")
    tags = _tagged(source, "subnet")
    made = [_call("CreateSubnet", **source.rest(), TagSpecifications=tags)]
    if public is not None:
        made.append(_call("ModifySubnetAttribute", SubnetId=source.ref, MapPublicIpOnLaunch={"Value": public}))
    return made


def internet_gateway(source: Source) -> list[Call]:
    """A gateway that is attached to nothing yet."""
    return [_call("CreateInternetGateway", TagSpecifications=_tagged(source, "internet-gateway"), **source.rest())]


def attachment(source: Source) -> list[Call]:
    """A gateway in its VPC."""
    return [_call("AttachInternetGateway", **source.rest())]


def route_table(source: Source) -> list[Call]:
    """An empty table."""
    return [_call("CreateRouteTable", TagSpecifications=_tagged(source, "route-table"), **source.rest())]


def route(source: Source) -> list[Call]:
    """One route."""
    return [_call("CreateRoute", **source.rest())]


def table_association(source: Source) -> list[Call]:
    """The route table of a subnet."""
    return [_call("AssociateRouteTable", **source.rest())]


def address(source: Source) -> list[Call]:
    """An elastic IP address."""
    return [_call("AllocateAddress", TagSpecifications=_tagged(source, "elastic-ip"), **source.rest())]


def nat_gateway(source: Source) -> list[Call]:
    """A NAT gateway; it takes a minute or two to be available."""
    return [_call("CreateNatGateway", TagSpecifications=_tagged(source, "natgateway"), **source.rest())]


def dhcp_options(source: Source) -> list[Call]:
    """Options as a list of keys with values."""
    tags = _tagged(source, "dhcp-options")
    options = [
        {"Key": _dashed(name), "Values": [str(one) for one in (value if isinstance(value, list) else [value])]}
        for name, value in source.rest().items()
    ]
    return [_call("CreateDhcpOptions", DhcpConfigurations=options, TagSpecifications=tags)]


def _dashed(name: str) -> str:
    """``DomainNameServers`` → ``domain-name-servers``."""
    return "".join(f"-{char.lower()}" if char.isupper() else char for char in name).lstrip("-")


def dhcp_association(source: Source) -> list[Call]:
    """The options that a VPC uses."""
    return [_call("AssociateDhcpOptions", **source.rest())]


def endpoint(source: Source) -> list[Call]:
    """A gateway or interface endpoint."""
    policy = source.take("PolicyDocument")
    tags = _tagged(source, "vpc-endpoint")
    document = text(policy) if policy is not None else None
    return [_call("CreateVpcEndpoint", **source.rest(), PolicyDocument=document, TagSpecifications=tags)]


def security_group(source: Source) -> list[Call]:
    """A group, then its rules; rules for the way out replace the one that AWS makes."""
    into, out = source.take("SecurityGroupIngress"), source.take("SecurityGroupEgress")
    tags = _tagged(source, "security-group")
    name, description = source.names("GroupName", 255), source.take("GroupDescription")
    group = {"GroupName": name, "Description": description, **source.rest()}
    made = [_call("CreateSecurityGroup", **group, TagSpecifications=tags)]
    if into:
        made.append(_call("AuthorizeSecurityGroupIngress", GroupId=source.ref, IpPermissions=[_rule(r) for r in into]))
    if out:
        everything = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
        made.append(_call("RevokeSecurityGroupEgress", GroupId=source.ref, IpPermissions=[everything]))
        made.append(_call("AuthorizeSecurityGroupEgress", GroupId=source.ref, IpPermissions=[_rule(r) for r in out]))
    return made


def ingress(source: Source) -> list[Call]:
    """One rule for the way in."""
    group = source.take("GroupId")
    return [_call("AuthorizeSecurityGroupIngress", GroupId=group, IpPermissions=[_rule(source.rest())])]


def egress(source: Source) -> list[Call]:
    """One rule for the way out."""
    group = source.take("GroupId")
    return [_call("AuthorizeSecurityGroupEgress", GroupId=group, IpPermissions=[_rule(source.rest())])]


def _rule(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule as the API's permission: the other side is a range, another group, or a prefix list."""
    left = dict(rule)
    said = {"Description": left.pop("Description")} if "Description" in left else {}
    made: dict[str, Any] = {}
    for name, container, key in (
        ("CidrIp", "IpRanges", "CidrIp"),
        ("CidrIpv6", "Ipv6Ranges", "CidrIpv6"),
        ("SourceSecurityGroupId", "UserIdGroupPairs", "GroupId"),
        ("DestinationSecurityGroupId", "UserIdGroupPairs", "GroupId"),
        ("SourcePrefixListId", "PrefixListIds", "PrefixListId"),
        ("DestinationPrefixListId", "PrefixListIds", "PrefixListId"),
    ):
        if name in left:
            made[container] = [{key: left.pop(name), **said}]
    return {**left, **made}


def launch_template(source: Source) -> list[Call]:
    """A template; an image by parameter is written without CloudFormation's braces."""
    data = dict(source.take("LaunchTemplateData", {}))
    image = data.get("ImageId")
    if isinstance(image, str) and image.startswith("{{resolve:ssm:"):
        data["ImageId"] = image.removeprefix("{{").removesuffix("}}")
    name = source.names("LaunchTemplateName", 128)
    return [_call("CreateLaunchTemplate", LaunchTemplateName=name, LaunchTemplateData=data, **source.rest())]
