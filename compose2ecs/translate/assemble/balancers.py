"""The load balancers themselves: one per type and scheme, with a security group that admits published ports only."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.values import GetAtt, Ref
from compose2ecs.translate.assemble.groups import own_group
from compose2ecs.translate.assemble.listeners import APPLICATION, Entry, transports
from compose2ecs.translate.assemble.openings import INTERNAL, PUBLIC
from compose2ecs.translate.assemble.served import UDP
from compose2ecs.translate.assemble.targets import probe_port
from compose2ecs.translate.scope import Scope

_ELB = "AWS::ElasticLoadBalancingV2"
#: A group without any egress rule gets one that opens everything; this one opens nothing. Source: CloudFormation's
#: reference of AWS::EC2::SecurityGroup, "Remove default outbound rule".
NOWHERE = {"IpProtocol": "-1", "CidrIp": "127.0.0.1/32", "Description": "Nowhere but to the tasks"}
#: Rules of a security group in one direction. Source: Amazon VPC quotas (adjustable).
MOST_RULES = 60
_GROUP, _EGRESS = "AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupEgress"


class Balancer:
    """A load balancer: ``arn`` is how listeners refer to it, ``id`` its logical id or, of an existing one, its ARN.

    ``sources`` are where its traffic to tasks comes from, as the properties of a rule; ``host`` is its DNS name, None
    where it is not known. ``limits``: its own security group keeps to the allowed ranges.
    """

    __slots__ = ("arn", "family", "host", "id", "limits", "scheme", "sources")

    def __init__(self, family: str, scheme: str, id: str, arn: Any, sources: list[dict[str, Any]]) -> None:
        self.family = family
        self.scheme = scheme
        self.id = id
        self.arn = arn
        self.sources = sources
        self.host: Any = None
        self.limits = False


def make_balancer(entries: list[Entry], redirect: bool, project: dict[str, Any], scope: Scope) -> Balancer:
    """The load balancer of some entries; all have the same type and scheme. ``redirect``: it listens on 80, too."""
    family, scheme = entries[0].family, entries[0].scheme
    words = ["Internal"] if scheme == INTERNAL else []
    name = "".join([*words, "LoadBalancer" if family == APPLICATION else "NetworkLoadBalancer"])
    for entry in entries:
        own_group(entry.task, scope)
    group = scope.add(
        [f"{name}Group"],
        _GROUP,
        {
            "GroupDescription": f"Published ports ({family} load balancer)",
            "VpcId": scope.shared["vpc"],
            "SecurityGroupIngress": _ingress(entries, redirect),
            "SecurityGroupEgress": [NOWHERE],
        },
    )
    _open_egress(name, group, entries, scope)
    properties: dict[str, Any] = {
        "Type": family,
        "Scheme": scheme,
        "Subnets": _subnets(scheme, project, scope),
        "SecurityGroups": [Ref(group.id)],
    }
    attributes = _attributes(family, entries, project)
    if attributes:
        properties["LoadBalancerAttributes"] = [{"Key": key, "Value": value} for key, value in attributes.items()]
    needs = (scope.shared["internet"],) if scheme == PUBLIC and scope.shared["internet"] else ()
    view = scope.x.project
    origin = view.at("subnets", "load_balancer") if view.peek("subnets", "load_balancer") else ()
    made = scope.add([name], f"{_ELB}::LoadBalancer", properties, origin=origin, depends_on=needs)
    balancer = Balancer(family, scheme, made.id, Ref(made.id), [{"SourceSecurityGroupId": Ref(group.id)}])
    balancer.host, balancer.limits = GetAtt(made.id, "DNSName"), True
    return balancer


def listener_name(balancer: Balancer, port: int) -> list[str]:
    """The parts of a listener's logical id: its load balancer and port, whatever is served there.

    CloudFormation makes a resource with a new id before it deletes the old one, and a port has one listener ("A
    listener already exists on this port for this load balancer"): the id must not follow the service or protocol.
    """
    words = "Internal" if balancer.scheme == INTERNAL else ""
    return [f"{words}{'' if balancer.family == APPLICATION else 'Network'}LoadBalancer", "Listener", str(port)]


def rule(transport: str, port: int, source: dict[str, Any], description: str) -> dict[str, Any]:
    """A rule of a security group."""
    text = "".join(char if char.isascii() and (char.isalnum() or char in " ._-") else "-" for char in description)
    return {"IpProtocol": transport, "FromPort": port, "ToPort": port, **source, "Description": text[:255]}


def _ingress(entries: list[Entry], redirect: bool) -> list[dict[str, Any]]:
    """Each published port once per range; where services share a port, all their ranges."""
    found: dict[tuple[str, int, str], dict[str, Any]] = {}
    for entry in entries:
        for transport in transports(entry.kind):
            for cidr in entry.cidrs:
                described = rule(transport, entry.number, {"CidrIp": cidr}, f"Published by {entry.plan.name}")
                found.setdefault((transport, entry.number, cidr), described)
    for cidr in dict.fromkeys(cidr for entry in entries for cidr in entry.cidrs) if redirect else ():
        found.setdefault(("tcp", 80, cidr), rule("tcp", 80, {"CidrIp": cidr}, "Leads to HTTPS"))
    return list(found.values())


def ways(entry: Entry) -> list[tuple[str, int]]:
    """(transport, port) of everything by which the load balancer reaches a container: its port and the probe's."""
    found = [(transport, entry.target) for transport in transports(entry.backend)]
    probed = probe_port(entry)
    if entry.backend == UDP or probed != entry.target:
        found.append(("tcp", probed))
    return list(dict.fromkeys(found))


def _open_egress(name: str, group: Resource, entries: list[Entry], scope: Scope) -> None:
    """The load balancer reaches the containers' ports and nothing else.

    Each way is a resource of its own, made for its service: rules in the group itself would tie all services together,
    and a project of many could not be cut into stacks. Where that is more than a group may have, it is the range of the
    VPC instead, once per port.
    """
    found = {(entry.task.name, *way): entry for entry in entries for way in ways(entry)}
    anywhere = scope.shared["vpc-range"]
    if len(found) >= MOST_RULES and anywhere is not None:
        ports = sorted({(transport, port) for _, transport, port in found})
        wide = [rule(transport, port, {"CidrIp": anywhere}, "Targets") for transport, port in ports]
        group.properties["SecurityGroupEgress"], count = wide, len(wide)
    else:
        count = len(group.properties["SecurityGroupEgress"]) + len(found)
        for (task, transport, port), entry in sorted(found.items()):
            target = {"DestinationSecurityGroupId": Ref(entry.task.group)}
            properties = {"GroupId": Ref(group.id), **rule(transport, port, target, f"Tasks of {task}")}
            scope.add([name, "To", task, f"{transport}{port}"], _EGRESS, properties, origin=entry.path)
    _tell_many(name, len(group.properties["SecurityGroupIngress"]), "in", entries, scope)
    _tell_many(name, count, "out", entries, scope)


def _tell_many(name: str, count: int, direction: str, entries: list[Entry], scope: Scope) -> None:
    if count > MOST_RULES:
        message = f"the security group of {name} has {count} rules for traffic {direction}; AWS allows {MOST_RULES}"
        hint = "allow fewer or wider ranges, publish fewer ports, or have the quota raised"
        scope.say(codes.MANY_RULES, message, entries[0].path, hint=hint)


def _subnets(scheme: str, project: dict[str, Any], scope: Scope) -> Any:
    """Where it stands; what `x-ecs.subnets.load_balancer` says is about load balancers of the project's scheme."""
    asked = scope.x.project.peek("subnets", "load_balancer") or []
    if scheme == PUBLIC or (asked and project.get("scheme") == INTERNAL):
        return scope.shared["public"]
    return scope.shared["private"]


def _attributes(family: str, entries: list[Entry], project: dict[str, Any]) -> dict[str, str]:
    made = {}
    if family == APPLICATION:
        # headers that no HTTP client sends, but attackers do (request smuggling)
        made["routing.http.drop_invalid_header_fields.enabled"] = "true"
        if "idle_timeout" in project:
            made["idle_timeout.timeout_seconds"] = str(project["idle_timeout"])
    if project.get("deletion_protection"):
        made["deletion_protection.enabled"] = "true"
    if "access_logs" in project and (family == APPLICATION or any(entry.certificates for entry in entries)):
        bucket, _, prefix = project["access_logs"].partition("/")
        made["access_logs.s3.enabled"] = "true"
        made["access_logs.s3.bucket"] = bucket
        if prefix:
            made["access_logs.s3.prefix"] = prefix.rstrip("/")
    return made


def open_way(entry: Entry, balancer: Balancer, opened: list[dict[str, Any]], scope: Scope) -> None:
    """Rules that let the load balancer reach an entry's task; ``opened`` are those that exist already."""
    own_group(entry.task, scope)
    label = "HTTP" if entry.family == APPLICATION else entry.kind
    for transport, port in ways(entry):
        for number, source in enumerate(balancer.sources):
            properties = {"GroupId": Ref(entry.task.group), **rule(transport, port, source, "From the load balancer")}
            if properties in opened:  # EC2 refuses a second rule that says the same
                continue
            opened.append(properties)
            parts = [entry.task.name, f"{transport}{port}", "From", label]
            parts += (["Internal"] if balancer.scheme == INTERNAL else []) + ([str(number)] if number else [])
            scope.add(parts, "AWS::EC2::SecurityGroupIngress", properties, origin=entry.path)


def protect(balancers: list[Balancer], project: dict[str, Any], scope: Scope) -> None:
    """The web ACL in front of application load balancers; existing ones are not changed."""
    arn = project.get("waf_acl")
    if arn is None:
        return
    path = scope.x.project.at("load_balancer", "waf_acl")
    for balancer in balancers:
        if balancer.family != APPLICATION or not isinstance(balancer.arn, Ref):
            what = (
                "existing load balancers are not changed" if balancer.family == APPLICATION else "it is for HTTP only"
            )
            message = f"`waf_acl: {arn}` cannot protect every port: {what}"
            scope.say(codes.CANNOT_CLOSE, message, path, hint="associate it yourself, or publish over HTTP only")
            continue
        properties = {"ResourceArn": balancer.arn, "WebACLArn": arn}
        scope.add([balancer.id, "WebAclAssociation"], "AWS::WAFv2::WebACLAssociation", properties, origin=path)
