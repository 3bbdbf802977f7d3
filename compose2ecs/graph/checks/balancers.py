"""Load balancers, listeners and target groups."""

from typing import Any

from compose2ecs.diagnostics.codes import checks as codes
from compose2ecs.graph.checks.finding import Checker
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.values import GetAtt, Ref, Zone

#: Source: elbv2 service model and quotas.
LONGEST_NAME = 32
MOST_LISTENERS = 50
_ELB = "AWS::ElasticLoadBalancingV2"
_SECURE = ("HTTPS", "TLS")


def check_balancers(checker: Checker) -> None:
    """All of them, and what they share."""
    for balancer in checker.graph.of_type(f"{_ELB}::LoadBalancer"):
        _name(checker, balancer)
        if balancer.properties.get("Type", "application") == "application":
            _zones(checker, balancer)
    for group in checker.graph.of_type(f"{_ELB}::TargetGroup"):
        _name(checker, group)
    _listeners(checker)


def _name(checker: Checker, resource: Resource) -> None:
    name = resource.properties.get("Name")
    if not isinstance(name, str):
        return
    allowed = all(char.isascii() and (char.isalnum() or char == "-") for char in name)
    if len(name) > LONGEST_NAME or not allowed or name.startswith(("-", "internal-")) or name.endswith("-"):
        message = f"the name `{name}` is not possible: up to {LONGEST_NAME} letters, digits and inner hyphens"
        checker.say(codes.BAD_NAME, resource, message)


def _zones(checker: Checker, balancer: Resource) -> None:
    subnets = balancer.properties.get("Subnets")
    if not isinstance(subnets, list):
        return
    if len(subnets) < 2:
        checker.say(codes.BALANCER, balancer, "an application load balancer needs subnets in two zones")
        return
    zones = [_zone(checker, subnet) for subnet in subnets]
    if None not in zones and len(set(zones)) < 2:
        checker.say(codes.BALANCER, balancer, "its subnets are in one zone; an application load balancer needs two")


def _zone(checker: Checker, subnet: Any) -> Any:
    resource = checker.target(subnet)
    zone = resource.properties.get("AvailabilityZone") if resource is not None else None
    return zone if isinstance(zone, (str, Zone)) else None


def _listeners(checker: Checker) -> None:
    taken: dict[tuple[Any, ...], Resource] = {}
    per_balancer: dict[Any, int] = {}
    for listener in checker.graph.of_type(f"{_ELB}::Listener"):
        properties = listener.properties
        balancer, port = properties.get("LoadBalancerArn"), properties.get("Port")
        key = balancer if isinstance(balancer, (Ref, GetAtt)) else str(balancer)
        protocol = str(properties.get("Protocol", ""))
        per_balancer[key] = per_balancer.get(key, 0) + 1
        for transport in {"UDP": ("udp",), "TCP_UDP": ("tcp", "udp")}.get(protocol, ("tcp",)):
            other = taken.setdefault((key, port, transport), listener)
            if other is not listener:
                checker.say(codes.LISTENER, listener, f"listens on port {port}, as {other.id} does")
        if protocol in _SECURE and not properties.get("Certificates"):
            hint = "name one with `x-ecs.load_balancer.certificate`"
            checker.say(codes.LISTENER, listener, f"{protocol} on port {port} needs a certificate", hint=hint)
    for key, count in per_balancer.items():
        balancer = checker.target(key)
        if count > MOST_LISTENERS and balancer is not None:
            checker.say(
                codes.BALANCER, balancer, f"has {count} listeners; a load balancer has {MOST_LISTENERS} at most"
            )
    _rules(checker)


def _rules(checker: Checker) -> None:
    taken: dict[tuple[Any, ...], Resource] = {}
    for rule in checker.graph.of_type(f"{_ELB}::ListenerRule"):
        listener = rule.properties.get("ListenerArn")
        key = (listener if isinstance(listener, (Ref, GetAtt)) else str(listener), str(rule.properties.get("Priority")))
        other = taken.setdefault(key, rule)
        if other is not rule:
            checker.say(codes.LISTENER, rule, f"has the priority {key[1]}, as {other.id} has")
