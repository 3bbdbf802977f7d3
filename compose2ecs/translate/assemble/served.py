"""How a published port is served: the protocol of the listener, and the one that the container gets."""

from typing import Any, NamedTuple

from compose2ecs.translate.assemble.probe import HealthUrl
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Port

HTTP, HTTPS, TCP, TLS, UDP, TCP_UDP = "HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP"
#: Protocols of listeners of an application load balancer; the others are a network load balancer's.
WEB = (HTTP, HTTPS)
#: What a container may speak besides plain HTTP that an application load balancer sends to targets.
_VERSIONS = {"http2": "HTTP2", "grpc": "GRPC"}


class Served(NamedTuple):
    """``kind`` is the listener's protocol, ``backend`` the target group's; ``version`` is HTTP2, GRPC or "".

    ``why`` is what told so; ``missing``: the file asks for something that needs a certificate, and there is none.
    """

    kind: str
    backend: str
    version: str
    why: str
    missing: bool = False


def serve(port: Port, url: HealthUrl | None, said: dict[str, Any], certificates: list[str]) -> Served:
    """Decide how a port is served.

    ``url`` is the health check's if it names the port, ``said`` what x-ecs says about the port, ``certificates`` those
    that apply to it. In this order: x-ecs, `app_protocol`, the health check, well-known ports, HTTP.
    """
    named = str(said.get("protocol") or port.asked)
    if port.protocol != "tcp":
        kind = port.protocol.upper()
        return Served(
            kind, kind, "", "x-ecs says so" if named in (port.protocol, TCP_UDP.lower()) else "the file says so"
        )
    spoken, why = _spoken(port, url, named)
    if named == "tls" or (said.get("type") == "network" and said.get("certificate")):
        backend = TLS if spoken == "https" else TCP
        return Served(TLS, backend, "", "x-ecs says so", missing=not certificates)
    if said.get("type") == "network":
        return Served(TCP, TCP, "", "`type: network`")
    if spoken == "tcp" and said.get("certificate") and said.get("type") != "application":
        return Served(TLS, TCP, "", "x-ecs names a certificate")
    if spoken == "tcp" and said.get("type") != "application":
        return Served(TCP, TCP, "", why)
    if spoken == "tcp":
        spoken, why = "http", "`type: application`"
    if certificates:
        backend = HTTPS if spoken == "https" else HTTP
        return Served(HTTPS, backend, _VERSIONS.get(spoken, ""), why)
    if named == "https" and spoken != "https":
        return Served(HTTPS, HTTP, "", why, missing=True)
    if spoken == "http":
        return Served(HTTP, HTTP, "", why)
    if said.get("type") == "application":
        return Served(HTTPS, HTTPS if spoken == "https" else HTTP, _VERSIONS.get(spoken, ""), why, missing=True)
    return Served(TCP, TCP, "", why)


def _spoken(port: Port, url: HealthUrl | None, named: str) -> tuple[str, str]:
    """What the container speaks on the port (http, https, http2, grpc or tcp), and what told so."""
    if named in ("http", "http2", "grpc", "tcp"):
        return named, "x-ecs says so"
    if named in ("https", "tls"):  # how it is served; what the container speaks shows elsewhere
        secure = port.app == "https" or (url is not None and url.secure) or port.target in data("ports")["tls"]
        return "https" if secure else "http", "x-ecs says so"
    if port.app in ("http2", "grpc", "https"):
        return port.app, f"`app_protocol: {port.app}` needs a certificate to end at the load balancer"
    if port.app:
        return "http" if port.app == "http" else "tcp", "the file says so"
    if url is not None:
        return ("https", "its health check speaks TLS") if url.secure else ("http", "its health check speaks HTTP")
    facts = data("ports")
    if port.target in facts["tls"]:
        return "https", "the port is known for TLS, which ends in the container"
    if port.target in facts["http"] or port.target in facts["data_stores_over_http"]:
        return "http", "the port is known for it"
    if port.target in facts["tcp"] or str(port.target) in facts["data_stores"]:
        return "tcp", "the port is known for it"
    return "http", "assumed; say `app_protocol: tcp` in the long form of the port if it is not"
