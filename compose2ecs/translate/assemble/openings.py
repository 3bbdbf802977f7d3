"""Whether a published port is opened at all, and to whom: the internet, or the VPC and what is connected to it."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.fargate import data, image_name, is_data_store
from compose2ecs.translate.scope import Plan, Scope

PUBLIC, INTERNAL = "internet-facing", "internal"
_LOOPBACK = ("127.", "::1", "[::1]")
_ANY = ("", "0.0.0.0", "::", "[::]")  # noqa: S104 - what a Compose file may say
_SCHEMES = {"public": PUBLIC, "internal": INTERNAL}

#: What x-ecs says: of the port, of the service's load balancer; and all container ports that the service publishes.
Asked = tuple[dict[str, Any], dict[str, Any], list[int]]


def reach(plan: Plan, port: dict[str, Any], path: Path, asked: Asked, scope: Scope) -> str | None:
    """PUBLIC, INTERNAL, "" for what the project says; None for a port that stays closed, which is told."""
    own, said, targets = asked
    target = int(port["target"])
    host = str(port.get("host_ip") or "")
    shown = f"{port.get('published') or target}:{target}"
    off = _off(own, said, scope) if own or said or _project_says(scope) else ""
    if off:
        from compose2ecs.diagnostics.codes.loadbalancer import NOT_PUBLISHED

        where = f" ({host})" if host else ""
        scope.say(NOT_PUBLISHED, f"port {shown}{where} has no load balancer: {off}", path)
        return None
    why = _closed(plan, target, host)
    if own.get("publish") or (said and _asks(plan, said, target, targets)):
        scheme = _SCHEMES.get(str(own.get("publish")), "")
        _tell_open(plan, (shown, why, host), scheme or str(said.get("scheme", "")), path, scope)
        return scheme
    if why:
        hint = (
            "services of the project reach it without; `expose` says that without a warning, `x-ecs.publish` opens it"
        )
        scope.say(codes.NOT_OPENED, f"port {shown} ({host or 'any address'}) is not opened: {why}", path, hint=hint)
        return None
    return _by_address(host, said, path, scope)


def _project_says(scope: Scope) -> bool:
    return scope.x.project.has("load_balancer")


def _off(own: dict[str, Any], said: dict[str, Any], scope: Scope) -> str:
    """Why no load balancer is wanted, "" where one is."""
    if own.get("publish") == "none":
        return "`publish: none`"
    if own.get("publish"):
        return ""
    if said.get("type") in ("none", "false"):
        return f"`load_balancer: {said['type']}`"
    if scope.x.project.peek("load_balancer", "name") == "false":
        return "`load_balancer: false` for the project"
    return ""


def _asks(plan: Plan, said: dict[str, Any], target: int, targets: list[int]) -> bool:
    from compose2ecs.translate.assemble.lbwish import asks_to_open

    return asks_to_open(plan, said, target, targets)


def _closed(plan: Plan, target: int, host: str) -> str:
    """Why a port stays closed although it is published, "" where it does not."""
    image = str(plan.get("image") or "")
    store = data("ports")["data_stores"].get(str(target))
    if host.startswith(_LOOPBACK):
        return f"{host} is the machine itself"
    if store is not None:
        return f"{target} is the port of {store}"
    return f"`{image_name(image)}` stores data" if is_data_store(image) else ""


def _tell_open(plan: Plan, port: tuple[str, str, str], scheme: str, path: Path, scope: Scope) -> None:
    """A port that would stay closed is opened, because x-ecs asks for it."""
    from compose2ecs.diagnostics.codes import loadbalancer as balancing

    shown, why, host = port
    if host not in _ANY:
        message = f"`host_ip: {host}` is not used: x-ecs asks for the port to be published"
        scope.say(row_codes.ADAPTED, message, (*path, "host_ip"))
    project = scope.x.project
    scheme = scheme or str(project.peek("load_balancer", "scheme") or PUBLIC)
    limited = plan.x.peek("load_balancer", "allowed_cidrs") or project.peek("load_balancer", "allowed_cidrs")
    if why and scheme == PUBLIC and not limited:
        hint = "limit it with `x-ecs.load_balancer.allowed_cidrs`, or use `publish: internal`"
        scope.say(balancing.DATA_PORT_OPEN, f"port {shown} is open to the internet although {why}", path, hint=hint)


def _by_address(host: str, said: dict[str, Any], path: Path, scope: Scope) -> str:
    """A private address of the machine means an internal load balancer."""
    if host in _ANY:
        if host:
            scope.say(row_codes.ADAPTED, f"`host_ip: {host}` is so anyway: every address", (*path, "host_ip"))
        return ""
    if not said.get("scheme") and _is_private(host):
        from compose2ecs.diagnostics.codes.loadbalancer import INTERNAL as TOLD

        message = f"`host_ip: {host}` is a private address: an internal load balancer, reached from the VPC"
        scope.say(TOLD, message, (*path, "host_ip"))
        return INTERNAL
    message = f"`host_ip: {host}` is not used: the load balancer listens on addresses that AWS gives it"
    scope.say(row_codes.NO_EQUIVALENT, message, (*path, "host_ip"))
    return ""


def _is_private(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host.strip("[]")).is_private
    except ValueError:
        return False
