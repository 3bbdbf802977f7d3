"""Load balancers, listeners and target groups that exist already. Only imported where x-ecs names one."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.balancers import Balancer, open_way
from compose2ecs.translate.assemble.listeners import ANYWHERE, APPLICATION, NETWORK, Entry
from compose2ecs.translate.assemble.projectwish import family_of
from compose2ecs.translate.assemble.vpcwish import NEW
from compose2ecs.translate.scope import Registration, Scope


def existing_balancer(entries: list[Entry], project: dict[str, Any], scope: Scope) -> Balancer | None:
    """The project's existing load balancer for entries of one type and scheme; None where they need another one."""
    arn = project.get("arn")
    if arn is None or entries[0].scheme != project.get("scheme", entries[0].scheme):
        return None
    path = scope.x.project.at("load_balancer", "arn" if scope.x.project.has("load_balancer", "arn") else "name")
    family = family_of(arn)
    if family != entries[0].family:
        names = ", ".join(f"{one.told()} of `{one.plan.name}`" for one in entries)
        message = f"an existing {family} load balancer cannot serve {names}"
        scope.say(codes.CANNOT_USE, message, path, hint=_hint(family))
        return None
    _check_vpc(arn, path, scope)
    ports = ", ".join(str(one) for one in sorted({entry.number for entry in entries}))
    scope.say(codes.BY_HAND, f"the security groups of {arn} must admit port {ports}: they are not changed", path)
    return Balancer(family, entries[0].scheme, arn, arn, _sources(path, project, scope))


def _hint(family: str) -> str:
    if family == APPLICATION:
        return "say `load_balancer: none` in that service, or serve it over HTTP (`protocol: http`)"
    return "name an application load balancer, or say `type: network` in that service"


def _check_vpc(arn: str, path: Path, scope: Scope) -> None:
    if scope.shared["wish"].kind == NEW:
        message = f"{arn} is in another VPC than the tasks: the template makes a new one"
        scope.say(codes.CANNOT_USE, message, path, hint="name its VPC: `x-ecs.vpc: vpc-…`")


def _sources(path: Path, project: dict[str, Any], scope: Scope) -> list[dict[str, Any]]:
    """Where the traffic of an existing load balancer comes from: its groups, else the range of the VPC."""
    groups = project.get("security_groups") or []
    if groups:
        return [{"SourceSecurityGroupId": one} for one in groups]
    if scope.shared["vpc-range"] is None:
        hint = "write its groups as `x-ecs.load_balancer.security_groups`, or the range as `x-ecs.vpc.cidr`"
        message = "which security groups the existing load balancer has is not known, nor is the range of the VPC"
        scope.say(codes.UNKNOWN_SOURCE, message, path, hint=hint)
        return []
    return [{"CidrIp": scope.shared["vpc-range"]}]


def tell_open(entry: Entry, scope: Scope) -> None:
    """The allowed ranges do not hold where neither our security group nor a rule of ours is in the way."""
    if ANYWHERE in entry.cidrs:
        return
    message = f"`allowed_cidrs: {', '.join(entry.cidrs)}` cannot hold for port {entry.number} of `{entry.plan.name}`"
    hint = "limit it in the security group of the existing load balancer, and leave `allowed_cidrs` out here"
    scope.say(codes.CANNOT_CLOSE, message, entry.path, hint=hint)


def use_target_group(entry: Entry, project: dict[str, Any], opened: list[dict[str, Any]], scope: Scope) -> Registration:
    """Register a task with an existing target group; everything in front of it is somebody else's."""
    arn = str(entry.said["target_group"])
    path = entry.plan.x.at("load_balancer", "target_group")
    _check_vpc(arn, path, scope)
    _not_ours(entry, ("listener", "path", "host", "priority", "certificate", "health_check", "stickiness"), arn, scope)
    tell_open(entry, scope)
    open_way(entry, Balancer(NETWORK, entry.scheme, "", "", _sources(path, project, scope)), opened, scope)
    return Registration(arn, "", (), "", entry.kind, str(entry.plan.container["Name"]), entry.target)


def existing_listener(entry: Entry, project: dict[str, Any], scope: Scope) -> Balancer | None:
    """The load balancer of an existing listener, which gets a rule; None where it cannot have one."""
    arn = str(entry.said["listener"])
    path = entry.plan.x.at("load_balancer", "listener")
    if family_of(arn) != APPLICATION or entry.family != APPLICATION:
        message = f"listener {arn} cannot get a rule for port {entry.target}: only HTTP and HTTPS listeners have rules"
        hint = "register the service with the existing `target_group` instead"
        scope.say(codes.CANNOT_USE, message, path, hint=hint)
        return None
    if entry.everything:
        message = f"`{entry.plan.name}` would take all requests to the existing listener {arn}"
        scope.say(codes.BAD_VALUE, message, path, hint="say which: `path: /api/*` or `host: api.example.com`")
    _check_vpc(arn, path, scope)
    _not_ours(entry, ("certificate", "listener_port", "scheme"), arn, scope)
    id = arn.replace(":listener/", ":loadbalancer/").rpartition("/")[0]
    return Balancer(APPLICATION, entry.scheme, id, id, _sources(path, project, scope))


def _not_ours(entry: Entry, keys: tuple[str, ...], arn: str, scope: Scope) -> None:
    for key in keys:
        if key in entry.said:
            message = f"`load_balancer.{key}` of `{entry.plan.name}` changes nothing: {arn} exists already"
            scope.say(codes.NO_EFFECT, message, entry.plan.x.at("load_balancer", key))
