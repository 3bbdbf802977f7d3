"""Rules about variables: addresses that lead nowhere on ECS, ports that are not there, files that nobody writes."""

from collections.abc import Iterator

from compose2ecs.diagnostics.codes import lint as codes
from compose2ecs.translate.scope import Plan, Scope

_LOCAL = ("localhost", "127.0.0.1", "host.docker.internal", "docker.for.mac.localhost")
_PROXY = ("VIRTUAL_HOST", "VIRTUAL_PORT", "LETSENCRYPT_HOST")
_SECRET_FOLDER = "/run/secrets/"  # noqa: S105 - a path


def _variables(plan: Plan) -> Iterator[tuple[str, str]]:
    for name, value in sorted((plan.get("environment") or {}).items()):
        if value is not None:
            yield name, str(value)


def addresses(text: str) -> Iterator[tuple[str, str]]:
    """(host, port) of everything in a text that looks like ``host:port``; the port is "" in a URL without one."""
    for word in _words(text):
        rest = word.partition("://")[2] if "://" in word else word
        authority = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
        host, colon, port = authority.partition(":")
        if host and ((colon and port.isdecimal()) or (not colon and "://" in word)):
            yield host, port


def _words(text: str) -> list[str]:
    for mark in ",; \t\n\"'|":
        text = text.replace(mark, " ")
    return text.split(" ")


def local_address(plan: Plan, scope: Scope) -> None:
    """L19: a loopback address or the Docker host, where another service is meant."""
    own = {str(mapping.get("ContainerPort")) for mapping in plan.container.get("PortMappings", ())}
    for name, value in _variables(plan):
        for host, port in addresses(value):
            if host not in _LOCAL or (port in own and host in _LOCAL[:2]):
                continue
            where = "is the task itself" if host in _LOCAL[:2] else "does not exist beside a task"
            message = f"variable `{name}` points to `{host}{':' + port if port else ''}`, which {where}"
            hint = "name the service, as in `db:5432`" if host in _LOCAL[:2] else "name the service or its real address"
            scope.say(codes.LOCAL_ADDRESS, message, plan.at("environment", name), hint=hint)
            break


def published_port(plan: Plan, scope: Scope) -> None:
    """L20: other services reach a container on its own port, not on the published one."""
    for name, value in _variables(plan):
        for host, port in addresses(value):
            peer = scope.plans.get(host)
            if peer is None or peer is plan or not port:
                continue
            targets = {str(one.get("target")) for one in peer.get("ports") or ()}
            published = {str(one.get("published")): str(one.get("target")) for one in peer.get("ports") or ()}
            exposed = {str(one).partition("/")[0] for one in peer.get("expose") or ()}
            if port in published and port not in targets | exposed:
                listens = published[port]
                message = f"variable `{name}` names the published port {port} of `{host}`, which listens on {listens}"
                hint = f"write `{host}:{listens}`"
                scope.say(codes.PUBLISHED_PORT, message, plan.at("environment", name), hint=hint)


def file_without_secret(plan: Plan, scope: Scope) -> None:
    """L31: a `…_FILE` variable names a file under /run/secrets that no secret of the service makes."""
    mounted = set()
    for secret in plan.get("secrets") or ():
        target = str(secret.get("target") or secret.get("source"))
        mounted.add(target if target.startswith("/") else _SECRET_FOLDER + target)
    for name, value in _variables(plan):
        if name.endswith("_FILE") and value.startswith(_SECRET_FOLDER) and value not in mounted:
            message = f"variable `{name}` names `{value}`, which no secret of the service makes"
            known = f"its secrets: {', '.join(sorted(mounted))}" if mounted else "list the secret under `secrets`"
            scope.say(codes.FILE_WITHOUT_SECRET, message, plan.at("environment", name), hint=known)


def proxy_variables(plan: Plan, scope: Scope) -> None:
    """L65: variables that nginx-proxy reads through the Docker socket."""
    for name, value in _variables(plan):
        if name in _PROXY:
            message = f"variable `{name}: {value}` does nothing on ECS: no proxy can read it"
            hint = "publish the port, and set the rules with `x-ecs.load_balancer`"
            scope.say(codes.PROXY_VARIABLE, message, plan.at("environment", name), hint=hint)
