"""Target groups: the containers behind a listener, and how the load balancer asks whether they are healthy."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.model.values import ceil_seconds
from compose2ecs.translate.assemble.listeners import APPLICATION, Entry, tcp_ports
from compose2ecs.translate.assemble.openings import INTERNAL
from compose2ecs.translate.assemble.served import HTTP, HTTPS, TCP, TLS, UDP
from compose2ecs.translate.scope import Plan, Scope

TYPE = "AWS::ElasticLoadBalancingV2::TargetGroup"
#: Seconds between probes and for an answer, answers for a healthy and an unhealthy verdict.
_INTERVAL, _TIMEOUT, _HEALTHY, _UNHEALTHY = 15, 5, 2, 3
#: A check of Compose's that probes less often makes deployments wait; the load balancer asks at least this often.
_SLOWEST = 30
_LONGEST_DRAIN = 30
_GRPC = "GRPC"


def make_target(entry: Entry, scope: Scope) -> str:
    """The target group of an entry; its logical id."""
    said = entry.said
    properties: dict[str, Any] = {
        "TargetType": "ip",
        "Protocol": entry.backend,
        "Port": entry.target,
        "VpcId": scope.shared["vpc"],
        **({"ProtocolVersion": entry.version} if entry.version else {}),
        **_times(entry),
        "TargetGroupAttributes": _attributes(entry, scope),
        **_question(entry, scope),
    }
    if "grace_period" in said.get("health_check", {}):
        grace = said["health_check"]["grace_period"]
        entry.task.service["HealthCheckGracePeriodSeconds"] = max(
            grace, entry.task.service.get("HealthCheckGracePeriodSeconds", 0)
        )
    words = [f"{entry.version or entry.backend.replace('_', '')}{entry.target}", "TargetGroup"]
    parts = [entry.plan.name, *(["Internal"] if entry.scheme == INTERNAL else []), *words]
    return scope.add(parts, TYPE, properties, origin=entry.path).id


def probe_port(entry: Entry) -> int:
    """The port that is probed: x-ecs's, a UDP target's first TCP port, else the target itself."""
    said = entry.said.get("health_check", {}).get("port")
    if said is not None:
        return int(said)
    return (tcp_ports(entry.plan) or [entry.target])[0] if entry.backend == UDP else entry.target


def _times(entry: Entry) -> dict[str, Any]:
    """Interval, timeout and counts: x-ecs's, else those of a Compose check that asks for the same port, else usual."""
    said = entry.said.get("health_check", {})
    written = entry.plan.get("healthcheck") or {} if entry.url is not None else {}
    interval = said.get("interval") or _seconds(written.get("interval"), 5, _SLOWEST) or _INTERVAL
    timeout = said.get("timeout") or _seconds(written.get("timeout"), 2, 120) or _TIMEOUT
    retries = written.get("retries")
    unhealthy = said.get("unhealthy") or (min(max(int(retries), 2), 10) if retries else _UNHEALTHY)
    return {
        "HealthCheckIntervalSeconds": interval,
        "HealthCheckTimeoutSeconds": min(timeout, interval - 1),
        "HealthyThresholdCount": said.get("healthy") or _HEALTHY,
        "UnhealthyThresholdCount": unhealthy,
    }


def _seconds(text: Any, lowest: int, highest: int) -> int:
    """A written duration within bounds, 0 where nothing or zero (Docker's default) is written."""
    amount = ceil_seconds(str(text)) if text is not None else 0
    return min(max(amount, lowest), highest) if amount else 0


def _question(entry: Entry, scope: Scope) -> dict[str, Any]:
    """What the load balancer asks, and which answers are good."""
    said = entry.said.get("health_check", {})
    web = entry.family == APPLICATION
    protocol = _protocol(entry, said, scope)
    made: dict[str, Any] = {}
    if protocol != HTTP or not web:
        made["HealthCheckProtocol"] = protocol
    port = probe_port(entry)
    if port != entry.target:
        made["HealthCheckPort"] = str(port)
    if protocol not in (HTTP, HTTPS):
        _tell_unused(entry, ("path", "codes"), "a TCP probe asks for nothing", scope)
        return made
    path = said.get("path") or (entry.url.path if entry.url and "port" not in said else "")
    if entry.version == _GRPC:
        # without a path any status is good: few services implement a health method
        if path:
            made["HealthCheckPath"] = path
        return {**made, "Matcher": {"GrpcCode": _codes(entry, "0" if path else "0-99", 0, 99, scope)}}
    made["HealthCheckPath"] = path or "/"
    # A path that the file names must answer well; `/` may ask for a login or not exist.
    usual = "200-399" if path or not web else "200-499"
    made["Matcher"] = {"HttpCode": _codes(entry, usual, 200, 499 if web else 599, scope)}
    if not path and "codes" not in said:
        message = f"`/` of port {port} of `{entry.plan.name}` is probed, and any answer below 500 is healthy"
        hint = "name a path: a `healthcheck` that asks for a URL, or `x-ecs: {load_balancer: {health_check: /healthz}}`"
        scope.say(codes.HEALTH_GUESSED, message, entry.path, hint=hint)
    return made


def _protocol(entry: Entry, said: dict[str, Any], scope: Scope) -> str:
    """The protocol of the health check; load balancers differ in what they can."""
    asked = str(said.get("protocol") or "").upper()
    if entry.family == APPLICATION:
        if asked == TCP or (asked == _GRPC) != (entry.version == _GRPC and bool(asked)):
            why = "an application load balancer asks over HTTP or HTTPS, and over gRPC where the port is gRPC"
            scope.say(codes.BAD_VALUE, f"`health_check.protocol: {asked.lower()}`: {why}", _at(entry, "protocol"))
        return asked if asked in (HTTP, HTTPS) else entry.backend
    if asked == _GRPC:
        message = "`health_check.protocol: grpc`: a network load balancer asks over TCP, HTTP or HTTPS"
        scope.say(codes.BAD_VALUE, message, _at(entry, "protocol"))
    if asked in (HTTP, HTTPS, TCP):
        return asked
    if said.get("path") or (entry.said.get("type") and entry.url is not None):
        return HTTPS if entry.url is not None and entry.url.secure else HTTP
    return TCP


def _codes(entry: Entry, usual: str, lowest: int, highest: int, scope: Scope) -> str:
    said = entry.said.get("health_check", {}).get("codes")
    if said is None:
        return usual
    numbers = [int(one) for part in str(said).split(",") for one in part.split("-")]
    if not all(lowest <= one <= highest for one in numbers):
        message = f"`health_check.codes: {said}`: codes from {lowest} to {highest} are possible"
        scope.say(codes.BAD_VALUE, message, _at(entry, "codes"))
        return usual
    return str(said).replace(" ", "")


def _at(entry: Entry, key: str) -> tuple[str | int, ...]:
    return entry.plan.x.at("load_balancer", "health_check", key)


def _tell_unused(entry: Entry, keys: tuple[str, ...], why: str, scope: Scope) -> None:
    said = entry.said.get("health_check", {})
    for key in keys:
        if key in said:
            scope.say(codes.NO_EFFECT, f"`health_check.{key}: {said[key]}` changes nothing: {why}", _at(entry, key))


def _attributes(entry: Entry, scope: Scope) -> list[dict[str, str]]:
    delay = entry.said.get("deregistration_delay", _drain(entry.plan))
    made = {"deregistration_delay.timeout_seconds": str(delay)}
    made.update(_stickiness(entry, scope))
    return [{"Key": key, "Value": value} for key, value in made.items()]


def _drain(plan: Plan) -> int:
    """Seconds that a leaving task keeps its connections: no longer than it may take to stop."""
    return min(_LONGEST_DRAIN, int(plan.container.get("StopTimeout", _LONGEST_DRAIN)))


def _stickiness(entry: Entry, scope: Scope) -> dict[str, str]:
    """A client stays with a task: by a cookie over HTTP, by its address otherwise."""
    said = str(entry.said.get("stickiness") or "false").lower()
    if said == "false":
        return {}
    path = entry.plan.x.at("load_balancer", "stickiness")
    if entry.kind == TLS:
        scope.say(codes.NO_EFFECT, f"`stickiness: {said}` changes nothing: TLS listeners have none", path)
        return {}
    if entry.family != APPLICATION:
        if said != "true":
            message = f"`stickiness: {said}`: a network load balancer goes by the client's address, without a time"
            scope.say(codes.NO_EFFECT, message, path)
        return {"stickiness.enabled": "true", "stickiness.type": "source_ip"}
    seconds = _lifetime(said)
    if not 1 <= seconds <= 604800:
        message = f"`stickiness: {said}` must be true, false or a time up to 7 days, such as 1h"
        scope.say(codes.BAD_VALUE, message, path)
        return {}
    made = {"stickiness.enabled": "true", "stickiness.type": "lb_cookie"}
    return {**made, "stickiness.lb_cookie.duration_seconds": str(seconds)}


def _lifetime(said: str) -> int:
    if said == "true":
        return 86400
    try:
        return ceil_seconds(said)
    except (ValueError, OverflowError):
        return 0
