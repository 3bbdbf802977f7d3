"""Options of log drivers: where they are written, which hold secrets, and the address of the server among them."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.secrecy import has_password, looks_secret, refers, shown
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.logs import said, wish_path
from compose2ecs.translate.scope import Plan, Scope, Task

#: By Docker's driver: the option with the address, the port that it has without one, with TLS.
ADDRESS = {
    "fluentd": ("fluentd-address", 24224, 24224),
    "gelf": ("gelf-address", 12201, 12201),
    "loki": ("loki-url", 80, 443),
    "syslog": ("syslog-address", 514, 6514),
}
#: Schemes of addresses with TLS.
SECURE = ("https", "tls", "tcp+tls")
_HERE = ("localhost", "127.0.0.1", "::1", "host.docker.internal")


class Server(NamedTuple):
    """Where logs go; ``uri`` is "" where the address has none."""

    scheme: str
    host: str
    port: int
    uri: str


def server_of(plan: Plan, driver: str) -> Server | None:
    """The log server in the driver's options; None where there is none that a task could reach.

    On ECS nobody listens on localhost, neither in the task nor on an instance.
    """
    name, port, secure_port = ADDRESS[driver]
    text = str((plan.get("logging", "options") or {}).get(name) or "")
    scheme, _, rest = text.rpartition("://")
    place, _, uri = rest.partition("/")
    place = place.rpartition("@")[2]
    host, colon, number = place.rpartition(":") if not place.endswith("]") else (place, "", "")
    if not colon:
        host, number = place, ""
    host = host.strip("[]")
    if scheme.startswith("unix") or not host or host in _HERE or (number and not number.isdecimal()):
        return None
    default = secure_port if scheme in SECURE else port
    return Server(scheme, host, int(number or default), f"/{uri}" if uri else "")


def written_options(plan: Plan, scope: Scope) -> dict[str, tuple[str, Path]]:
    """The options by name, with their places: Compose's of the same driver, and those of x-ecs over them."""
    made: dict[str, tuple[str, Path]] = {}
    listed: dict[str, Any] = plan.get("logging", "options") or {}
    wish, driver = said(plan, scope, "driver"), plan.get("logging", "driver")
    for key in sorted(listed):
        path = plan.at("logging", "options", key)
        if wish is not None and wish != driver:
            value = shown(key, str(listed[key]))
            scope.say(codes.LOG_OPTION, f"log option `{key}: {value}` is dropped: the log driver is {wish}", path)
        else:
            made[key] = (str(listed[key]), path)
    wished = wished_options(plan, scope)
    for key in sorted(wished):
        made[key] = (wished[key], wish_path(plan, scope, "options", key))
    return made


def wished_options(plan: Plan, scope: Scope) -> dict[str, str]:
    """`x-ecs.logs.options` of the project and of the service over them."""
    project: dict[str, str] = scope.x.project.get("logs", "options") or {}
    own: dict[str, str] = plan.x.get("logs", "options") or {}
    return {**project, **own}


def taken_as_secret(task: Task, key: str, value: str, path: Path, secrets: list[dict[str, Any]], scope: Scope) -> bool:
    """Put a secret among ``SecretOptions``; a secret in clear is refused and never shown."""
    if not looks_secret(key, value):
        return False
    if not refers(value):
        hint = "keep it in Secrets Manager, and write its ARN as the value"
        if has_password(value):
            hint = "leave it out; `x-ecs.logs.driver: awsfirelens` takes `Http_Passwd` as the ARN of a secret"
        scope.say(codes.SECRET_LOG_OPTION, f"log option `{key}` holds a secret in clear", path, hint=hint)
        return True
    from compose2ecs.translate.assemble.secretsources import allow, existing

    source = existing(value)
    secrets.append({"Name": key, "ValueFrom": source.value_from})
    allow(task, source)
    return True
