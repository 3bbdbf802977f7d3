"""The short syntax of a published port: ``[[IP:][PUBLISHED]:]TARGET[/PROTOCOL]``, with ranges."""

from typing import Any

from compose2ecs.compose.problem import Problem
from compose2ecs.diagnostics.codes import compose as codes

MAX_PORTS = 20_000


def parse_ports(text: str) -> list[dict[str, Any]]:
    """The long forms of a short port, sorted as the reference sorts them (by text: "10" before "9")."""
    host_ip, published, target = _parts(text)
    protocol, target = _protocol(target, text)
    host_ip = _address(host_ip, text)
    if not target:
        raise Problem(codes.BAD_VALUE, f"port `{text}` names no container port")
    first, last = _range(target, text, "container")
    low, high = _range(published, text, "published") if published else (0, 0)
    if published and last - first != high - low and first != last:
        raise Problem(codes.BAD_VALUE, f"port `{text}`: the two ranges differ in length")
    if last - first >= MAX_PORTS:
        raise Problem(codes.TOO_MANY_PORTS, f"port `{text}` is a range of {last - first + 1} ports")
    ports = []
    for offset in range(last - first + 1):
        port: dict[str, Any] = {"mode": "ingress"}
        if host_ip:
            port["host_ip"] = host_ip
        port["target"] = first + offset
        if published:
            single = first == last and low != high
            port["published"] = f"{low}-{high}" if single else str(low + offset)
        port["protocol"] = protocol
        ports.append(port)
    return sorted(ports, key=lambda port: f"{port['target']}/{protocol}")


def _parts(text: str) -> tuple[str, str, str]:
    parts = text.split(":")
    if len(parts) == 1:
        return "", "", parts[0]
    return ":".join(parts[:-2]), parts[-2], parts[-1]


def _protocol(target: str, text: str) -> tuple[str, str]:
    number, slash, protocol = target.partition("/")
    protocol = protocol.split("/")[0] if slash else "tcp"
    if not number:
        protocol = ""
    protocol = (protocol or ("tcp" if number else "")).lower()
    if protocol not in ("tcp", "udp", "sctp"):
        raise Problem(codes.BAD_VALUE, f"port `{text}` has no known protocol: `{protocol}`", hint="tcp, udp or sctp")
    return protocol, number


def _address(host_ip: str, text: str) -> str:
    address = host_ip
    if address.startswith("["):
        if not address.endswith("]"):
            raise Problem(codes.BAD_VALUE, f"port `{text}` has an invalid IP address")
        address = address[1:-1]
    if address and not is_address(address):
        raise Problem(codes.BAD_VALUE, f"port `{text}` has an invalid IP address: `{address}`")
    return address


def is_address(text: str) -> bool:
    """Whether the text is an IPv4 or IPv6 address."""
    import ipaddress

    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def _range(text: str, whole: str, what: str) -> tuple[int, int]:
    parts = text.split("-")
    try:
        first = _number(parts[0])
        last = _number(parts[1]) if len(parts) > 1 else first
    except ValueError:
        raise Problem(codes.BAD_VALUE, f"port `{whole}` has an invalid {what} port: `{text}`") from None
    if last < first:
        raise Problem(codes.BAD_VALUE, f"port `{whole}` has an invalid {what} port range: `{text}`")
    return first, last


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError(text)
    number = int(text)
    if number > 65535:
        raise ValueError(text)
    return number
