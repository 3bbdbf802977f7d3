"""Where published ports are reached: outputs with URLs, and records in Route 53 for the project's domain."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.graph.values import GetAtt, Join, Ref
from compose2ecs.translate.assemble.balancers import Balancer
from compose2ecs.translate.assemble.listeners import Entry
from compose2ecs.translate.assemble.served import HTTP, HTTPS, TLS, UDP
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Scope

_USUAL = {"http": 80, "https": 443}


def add_output(entry: Entry, balancer: Balancer, domain: str, scope: Scope) -> None:
    """The address of an entry; ``domain`` is the name that leads to its load balancer, "" for none."""
    named = next((one for one in entry.hosts if "*" not in one and "?" not in one), "")
    host = named or domain or balancer.host
    if host is None:
        return
    number = entry.number
    if entry.kind in (HTTP, HTTPS):
        scheme = entry.kind.lower()
    else:
        secure = number in data("ports")["tls"] or (entry.kind == TLS and number == 443)
        scheme = "https" if secure else ""
    port = "" if _USUAL.get(scheme) == number else f":{number}"
    path = entry.paths[0].partition("*")[0].partition("?")[0] if entry.paths and scheme else ""
    tail = port + ("" if path in ("", "/") else path)
    parts = ((f"{scheme}://",) if scheme else ()) + (host, tail)
    value = Join(parts) if not isinstance(host, str) else "".join(str(one) for one in parts)
    words = [entry.plan.name, "Url", str(number), "Udp" if entry.kind == UDP else ""]
    if any(other is not entry.plan for other in scope.plans.values()) and scope.names.id(*words) in scope.graph.outputs:
        words += [str(entry.target), entry.scheme]
    scope.graph.outputs[scope.names.id(*words)] = (f"Port {number} of {entry.plan.name}", value)


def add_records(balancers: list[tuple[Balancer, list[Entry]]], project: dict[str, Any], scope: Scope) -> None:
    """Alias records for the domain (to the first load balancer) and for hosts of rules below it."""
    domain, zone = project.get("domain"), project.get("hosted_zone")
    if domain is None or not balancers:
        return
    path = scope.x.project.at("load_balancer", "domain")
    wanted: dict[str, Balancer] = {domain: balancers[0][0]}
    for balancer, entries in balancers:
        for host in sorted({host for entry in entries for host in entry.hosts if _below(host, domain)}):
            wanted.setdefault(host, balancer)
    for host, balancer in wanted.items():
        if zone is None or not isinstance(balancer.arn, Ref):
            where = "the output shows the load balancer's name" if zone is None else "it exists already"
            message = f"`{host}` needs a record that leads to the load balancer: {where}"
            hint = "with `hosted_zone: Z…` the template makes it" if zone is None else "make an alias record yourself"
            scope.say(codes.BY_HAND, message, path, hint=hint)
            if zone is None and isinstance(balancer.arn, Ref):
                scope.graph.outputs[f"{balancer.id}DnsName"] = (f"Name for the record of {domain}", balancer.host)
            continue
        alias = {
            "DNSName": GetAtt(balancer.id, "DNSName"),
            "HostedZoneId": GetAtt(balancer.id, "CanonicalHostedZoneID"),
        }
        properties = {"HostedZoneId": zone, "Name": host, "Type": "A", "AliasTarget": alias}
        scope.add([host, "Record"], "AWS::Route53::RecordSet", properties, origin=path)


def _below(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")
