"""Certificates of listeners, and the way from HTTP to HTTPS. Only imported where something is served over TLS."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.graph.names import short_hash
from compose2ecs.graph.values import Ref
from compose2ecs.translate.assemble.balancers import Balancer, listener_name
from compose2ecs.translate.assemble.listeners import Entry
from compose2ecs.translate.assemble.served import HTTPS
from compose2ecs.translate.scope import Scope

_ELB = "AWS::ElasticLoadBalancingV2"
#: TLS 1.2 and 1.3 only. Source: the security policies of application and network load balancers; AWS recommends it.
POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"


def secure(properties: dict[str, Any], entries: list[Entry], project: dict[str, Any]) -> list[str]:
    """Give a listener its certificate and policy; returns the further certificates, chosen by host name (SNI)."""
    wanted = list(
        dict.fromkeys([*(project.get("certificate") or []), *(c for one in entries for c in one.certificates)])
    )
    used = [one for one in wanted if any(one in entry.certificates for entry in entries)]
    properties["SslPolicy"] = project.get("ssl_policy", POLICY)
    properties["Certificates"] = [{"CertificateArn": used[0]}]
    return used[1:]


def add_certificates(listener: str, arns: list[str], scope: Scope) -> None:
    """A listener has one certificate itself; every other one is a resource of its own."""
    for arn in arns:
        properties = {"ListenerArn": Ref(listener), "Certificates": [{"CertificateArn": arn}]}
        scope.add([listener, "Certificate", short_hash(arn)], f"{_ELB}::ListenerCertificate", properties)


def leads_to_https(entries: list[Entry], project: dict[str, Any], scope: Scope) -> int:
    """The HTTPS port that port 80 of a load balancer leads to, 0 for none."""
    wanted = project.get("redirect_http")
    ports = sorted({entry.number for entry in entries if entry.kind == HTTPS})
    if not ports or wanted is False or not (wanted or any(entry.moved for entry in entries)):
        return 0
    other = next((entry for entry in entries if entry.number == 80), None)
    if other is not None:
        message = f"port 80 does not lead to HTTPS: `{other.plan.name}` is served there"
        scope.say(codes.NO_EFFECT, message, other.path)
        return 0
    return 443 if 443 in ports else ports[0]


def redirect(balancer: Balancer, port: int, path: tuple[str | int, ...], scope: Scope) -> None:
    """A listener on port 80 that answers with a permanent redirect."""
    target = {"Protocol": "HTTPS", "Port": str(port), "StatusCode": "HTTP_301"}
    properties = {
        "LoadBalancerArn": balancer.arn,
        "Port": 80,
        "Protocol": "HTTP",
        "DefaultActions": [{"Type": "redirect", "RedirectConfig": target}],
    }
    scope.add(listener_name(balancer, 80), f"{_ELB}::Listener", properties, origin=path)
    scope.say(codes.REDIRECT, f"port 80 leads to HTTPS on port {port}", path)
