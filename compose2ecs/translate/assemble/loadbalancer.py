"""Load balancers: one for HTTP and one for everything else, a listener per published port."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.graph.values import GetAtt, Join, Ref
from compose2ecs.translate.assemble.groups import own_group
from compose2ecs.translate.assemble.probe import HealthUrl, health_url
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Plan, Port, Registration, Scope, Task

#: Most target groups of one ECS service. Source: ECS service quotas.
MOST_TARGETS = 5
_ELB = "AWS::ElasticLoadBalancingV2"
_ANYWHERE = "0.0.0.0/0"
#: Seconds between probes, for a healthy verdict, and the shortest grace at the start.
_INTERVAL, _TIMEOUT, _HEALTHY, _UNHEALTHY, SHORTEST_GRACE = 15, 5, 2, 3, 60
_LONGEST_DRAIN = 30


class Listener(NamedTuple):
    """One published port: ``kind`` is HTTP, TCP, UDP or TCP_UDP; ``url`` is the health check's if it names the port."""

    task: Task
    plan: Plan
    port: Port
    kind: str
    url: HealthUrl | None


def plan_listeners(scope: Scope) -> list[Listener]:
    """What every published port becomes; conflicts are told and left out."""
    found: list[Listener] = []
    taken: dict[tuple[int, str], Listener] = {}
    for task in scope.tasks.values():
        for plan in task.plans:
            for port in _limited(plan, scope):
                listener = _listener(task, plan, port, scope)
                places = [(port.published, place) for place in _places(listener.kind)]
                other = next((taken[place] for place in places if place in taken), None)
                if other is None:
                    taken.update(dict.fromkeys(places, listener))
                    found.append(listener)
                else:
                    _conflict(listener, other, scope)
    return found


def _transports(kind: str) -> tuple[str, ...]:
    return {"UDP": ("udp",), "TCP_UDP": ("tcp", "udp")}.get(kind, ("tcp",))


def _places(kind: str) -> tuple[str, ...]:
    """What a listener takes of a port: a network load balancer has one listener per port, whatever its protocol."""
    return _transports(kind) if kind == "HTTP" else (*_transports(kind), "network load balancer")


def _conflict(listener: Listener, other: Listener, scope: Scope) -> None:
    number = listener.port.published
    scope.say(
        codes.LISTENER_TAKEN,
        f"`{listener.plan.name}` publishes port {number}, which `{other.plan.name}` publishes already",
        listener.port.path,
        hint="publish another number in one of them",
    )


def _limited(plan: Plan, scope: Scope) -> list[Port]:
    """The published ports with at most as many different targets as one service may have."""
    targets = list(dict.fromkeys(port.target for port in plan.published))
    if len(targets) <= MOST_TARGETS:
        return plan.published
    message = f"`{plan.name}` publishes {len(targets)} container ports; one service has {MOST_TARGETS} target groups"
    hint = "publish fewer, or put the others behind one port"
    scope.say(codes.TOO_MANY_TARGETS, message, plan.at("ports"), hint=hint)
    return [port for port in plan.published if port.target in targets[:MOST_TARGETS]]


def _listener(task: Task, plan: Plan, port: Port, scope: Scope) -> Listener:
    url = health_url(plan.container.get("HealthCheck"))
    url = url if url is not None and url.port == port.target else None
    kind, why = _kind(port, url)
    if kind == "UDP" and not _tcp_ports(plan):
        hint = "let it listen on TCP as well, and name that port in `expose`"
        message = f"UDP port {port.target} of `{plan.name}` has no TCP port that could be probed"
        scope.say(codes.UDP_HEALTH, message, port.path, hint=hint)
    served = f"HTTP on port {port.published}" if kind == "HTTP" else f"{kind.replace('_', ' and ')} on {port.published}"
    scope.say(codes.PROTOCOL, f"port {port.target} is served as {served}: {why}", port.path)
    return Listener(task, plan, port, kind, url)


def _kind(port: Port, url: HealthUrl | None) -> tuple[str, str]:
    """The protocol of a published port, and what told so."""
    if port.protocol != "tcp":
        return port.protocol.upper(), "the file says so"
    facts = data("ports")
    if port.app in ("http2", "grpc", "https"):
        return "TCP", f"`app_protocol: {port.app}` needs a certificate to end at the load balancer"
    if port.app:
        return ("HTTP", "the file says so") if port.app == "http" else ("TCP", "the file says so")
    if url is not None:
        return ("TCP", "its health check speaks TLS") if url.secure else ("HTTP", "its health check speaks HTTP")
    if port.target in facts["tls"]:
        return "TCP", "the port is known for TLS, which ends in the container"
    if port.target in facts["http"]:
        return "HTTP", "the port is known for it"
    if port.target in facts["tcp"]:
        return "TCP", "the port is known for it"
    return "HTTP", "assumed; say `app_protocol: tcp` in the long form of the port if it is not"


def _tcp_ports(plan: Plan) -> list[int]:
    mappings = plan.container.get("PortMappings", ())
    return [
        mapping["ContainerPort"] for mapping in mappings if mapping["Protocol"] == "tcp" and "ContainerPort" in mapping
    ]


def make_load_balancers(listeners: list[Listener], scope: Scope) -> None:
    """Make the load balancers, their listeners and target groups, and register the services with them."""
    for kind, name in (("application", "LoadBalancer"), ("network", "NetworkLoadBalancer")):
        mine = [one for one in listeners if (one.kind == "HTTP") == (kind == "application")]
        if mine:
            _load_balancer(kind, name, mine, scope)


def _load_balancer(kind: str, name: str, listeners: list[Listener], scope: Scope) -> None:
    group = scope.add(
        [f"{name}Group"],
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": f"Published ports ({kind} load balancer)",
            "VpcId": scope.shared["vpc"],
            "SecurityGroupIngress": [
                _rule(transport, one.port.published, {"CidrIp": _ANYWHERE}, f"Published by {one.plan.name}")
                for one in listeners
                for transport in _transports(one.kind)
            ],
            "SecurityGroupEgress": _egress(listeners, scope),
        },
    )
    properties = {
        "Type": kind,
        "Scheme": "internet-facing",
        "Subnets": scope.shared["public"],
        "SecurityGroups": [Ref(group.id)],
    }
    if kind == "application":
        # headers that no HTTP client sends, but attackers do (request smuggling)
        dropped = {"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "true"}
        properties["LoadBalancerAttributes"] = [dropped]
    balancer = scope.add(
        [name], f"{_ELB}::LoadBalancer", properties, depends_on=tuple(filter(None, (scope.shared["internet"],)))
    )
    targets: dict[tuple[str, int, str], Ref] = {}
    opened: list[dict[str, Any]] = []
    for one in listeners:
        key = (one.plan.name, one.port.target, one.kind)
        if key not in targets:
            targets[key] = _target(one, Ref(group.id), opened, scope)
        _add_listener(one, balancer.id, targets[key], scope)


def _rule(transport: str, port: int, source: dict[str, Any], description: str) -> dict[str, Any]:
    text = "".join(char if char.isascii() and (char.isalnum() or char in " ._-") else "-" for char in description)
    return {"IpProtocol": transport, "FromPort": port, "ToPort": port, **source, "Description": text[:255]}


def _egress(listeners: list[Listener], scope: Scope) -> list[dict[str, Any]]:
    """The load balancer reaches the containers' ports and nothing else."""
    found = {}
    for one in listeners:
        transports = _transports(one.kind) if one.kind != "UDP" else ("udp", "tcp")
        for transport in transports:
            number = one.port.target if transport != "tcp" or one.kind != "UDP" else _probe_port(one)
            found[transport, number] = _rule(
                transport, number, {"CidrIp": scope.shared["vpc-range"] or _ANYWHERE}, "Targets"
            )
    return [found[key] for key in sorted(found)]


def _probe_port(one: Listener) -> int:
    """A UDP target is probed on the container's first TCP port."""
    return (_tcp_ports(one.plan) or [one.port.target])[0]


def _target(one: Listener, group: Ref, opened: list[dict[str, Any]], scope: Scope) -> Ref:
    """The target group of a container port, and the way to it; ``opened`` are the load balancer's rules so far."""
    port = one.port.target
    properties: dict[str, Any] = {
        "TargetType": "ip",
        "Protocol": one.kind,
        "Port": port,
        "VpcId": scope.shared["vpc"],
        "HealthCheckIntervalSeconds": _INTERVAL,
        "HealthCheckTimeoutSeconds": _TIMEOUT,
        "HealthyThresholdCount": _HEALTHY,
        "UnhealthyThresholdCount": _UNHEALTHY,
        "TargetGroupAttributes": [{"Key": "deregistration_delay.timeout_seconds", "Value": str(_drain(one.plan))}],
    }
    if one.kind == "HTTP":
        # A path that the file names must answer well; `/` may ask for a login or not exist.
        properties["HealthCheckPath"] = one.url.path if one.url else "/"
        properties["Matcher"] = {"HttpCode": "200-399" if one.url else "200-499"}
    else:
        properties["HealthCheckProtocol"] = "TCP"
        if one.kind == "UDP":
            properties["HealthCheckPort"] = str(_probe_port(one))
    target = scope.add(
        [one.plan.name, f"{one.kind.replace('_', '')}{port}", "TargetGroup"],
        f"{_ELB}::TargetGroup",
        properties,
        origin=one.port.path,
    )
    own_group(one.task, scope)
    transports = dict.fromkeys([*_transports(one.kind), *(["tcp"] if one.kind == "UDP" else [])])
    for transport in transports:
        number = _probe_port(one) if one.kind == "UDP" and transport == "tcp" else port
        rule = _rule(transport, number, {"SourceSecurityGroupId": group}, "From the load balancer")
        parts = [one.task.name, f"{transport}{number}", "From", one.kind]
        properties = {"GroupId": Ref(one.task.group), **rule}
        if properties not in opened:  # EC2 refuses a second rule that says the same
            opened.append(properties)
            scope.add(parts, "AWS::EC2::SecurityGroupIngress", properties, origin=one.port.path)
    one.task.service.setdefault("LoadBalancers", []).append(
        {"ContainerName": one.plan.container["Name"], "ContainerPort": port, "TargetGroupArn": Ref(target.id)}
    )
    return Ref(target.id)


def _drain(plan: Plan) -> int:
    """Seconds that a leaving task keeps its connections: no longer than it may take to stop."""
    return min(_LONGEST_DRAIN, int(plan.container.get("StopTimeout", _LONGEST_DRAIN)))


def _add_listener(one: Listener, balancer: str, target: Ref, scope: Scope) -> None:
    number = one.port.published
    forward = {"Type": "forward", "TargetGroupArn": target}
    nothing = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain"}}
    listener = scope.add(
        [one.plan.name, f"{one.kind.replace('_', '')}{number}", "Listener"],
        f"{_ELB}::Listener",
        {
            "LoadBalancerArn": Ref(balancer),
            "Port": number,
            "Protocol": one.kind,
            "DefaultActions": [nothing if one.kind == "HTTP" else forward],
        },
        origin=one.port.path,
    )
    needed, rule_id = listener.id, ""
    if one.kind == "HTTP":
        condition = {"Field": "path-pattern", "PathPatternConfig": {"Values": ["/*"]}}
        rule = {"ListenerArn": Ref(listener.id), "Priority": 1, "Conditions": [condition], "Actions": [forward]}
        parts = [one.plan.name, f"HTTP{number}", "ListenerRule"]
        needed = rule_id = scope.add(parts, f"{_ELB}::ListenerRule", rule, origin=one.port.path).id
    one.task.depends_on.append(needed)
    one.task.registrations.append(
        Registration(
            one.plan.container["Name"],
            one.port.target,
            target.logical_id,
            listener.id,
            rule_id,
            balancer,
            one.kind,
        )
    )
    _output(one, balancer, scope)


def _output(one: Listener, balancer: str, scope: Scope) -> None:
    """Where the port is reached from outside."""
    number = one.port.published
    host = GetAtt(balancer, "DNSName")
    if one.kind == "HTTP":
        value = Join(("http://", host, "" if number == 80 else f":{number}"))
    elif number in data("ports")["tls"]:
        value = Join(("https://", host, "" if number == 443 else f":{number}"))
    else:
        value = Join((host, f":{number}"))
    name = scope.names.id(one.plan.name, "Url", str(number), "Udp" if one.kind == "UDP" else "")
    scope.graph.outputs[name] = (f"Port {number} of {one.plan.name}", value)
