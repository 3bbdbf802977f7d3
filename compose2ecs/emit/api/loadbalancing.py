"""Elastic Load Balancing: load balancers, target groups, listeners, rules."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled

_LONGEST_NAME = 32


def _call(operation: str, **parameters: Any) -> Call:
    return Call("elbv2", operation, filled(**parameters))


def load_balancer(source: Source) -> list[Call]:
    """A load balancer, then its attributes and firewall settings."""
    name, tags, attributes = source.names("Name", _LONGEST_NAME), source.tags(), source.take("LoadBalancerAttributes")
    made = [_call("CreateLoadBalancer", Name=name, **source.rest(), Tags=tags)]
    if attributes:
        made.append(_call("ModifyLoadBalancerAttributes", LoadBalancerArn=source.ref, Attributes=attributes))
    return made


def target_group(source: Source) -> list[Call]:
    """A target group, then its attributes and the targets that it starts with."""
    name, tags = source.names("Name", _LONGEST_NAME), source.tags()
    attributes, targets = source.take("TargetGroupAttributes"), source.take("Targets")
    made = [_call("CreateTargetGroup", Name=name, **source.rest(), Tags=tags)]
    if attributes:
        made.append(_call("ModifyTargetGroupAttributes", TargetGroupArn=source.ref, Attributes=attributes))
    if targets:
        made.append(_call("RegisterTargets", TargetGroupArn=source.ref, Targets=targets))
    return made


def listener(source: Source) -> list[Call]:
    """A listener, then its attributes."""
    attributes = source.take("ListenerAttributes")
    made = [_call("CreateListener", **source.rest())]
    if attributes:
        made.append(_call("ModifyListenerAttributes", ListenerArn=source.ref, Attributes=attributes))
    return made


def rule(source: Source) -> list[Call]:
    """One rule of a listener."""
    return [_call("CreateRule", **source.rest())]


def certificates(source: Source) -> list[Call]:
    """Further certificates of a listener."""
    return [_call("AddListenerCertificates", **source.rest())]


def firewall(source: Source) -> list[Call]:
    """The web ACL that looks at a load balancer's requests."""
    return [Call("wafv2", "AssociateWebACL", source.rest())]
