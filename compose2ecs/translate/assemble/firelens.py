"""FireLens: a Fluent Bit container in the task sends the logs on. Only imported where a service asks for it.

Docker's drivers fluentd, gelf, syslog and loki do not exist on Fargate; Fluent Bit has an output for each. Sources: the
pages of Docker's logging drivers, Fluent Bit's manual (outputs forward, gelf, syslog, loki), ECS Developer Guide
("Send Amazon ECS logs to an AWS service or AWS Partner").
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.secrecy import shown
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.logdrivers import driver_path, missing, tell_common
from compose2ecs.translate.assemble.logoptions import (
    ADDRESS,
    SECURE,
    server_of,
    taken_as_secret,
    written_options,
)
from compose2ecs.translate.assemble.logs import own_logs
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Plan, Scope, Task

ROUTER = "log-router"
_OUTPUT = {"fluentd": "forward", "gelf": "gelf", "loki": "loki", "syslog": "syslog"}
#: RFC 5424's numbers.
_FACILITIES = (
    "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
    "security", "console", "solaris-cron", *(f"local{number}" for number in range(8)),
)  # fmt: skip
#: Docker's options that Fluent Bit calls otherwise: (driver, option) → name.
_RENAMED = {
    ("fluentd", "tag"): "Tag",
    ("fluentd", "fluentd-buffer-limit"): "log-driver-buffer-limit",
    ("fluentd", "fluentd-max-retries"): "Retry_Limit",
    ("loki", "loki-external-labels"): "Labels",
    ("loki", "loki-tenant-id"): "Tenant_ID",
    ("loki", "loki-retries"): "Retry_Limit",
    ("syslog", "tag"): "Syslog_Appname_Preset",
}


def route(task: Task, plan: Plan, driver: str, scope: Scope) -> None:
    """Send the container's logs through the router of its task."""
    options: dict[str, str] = {}
    secrets: list[dict[str, Any]] = []
    written = written_options(plan, scope)
    if driver == "awsfirelens":
        where = _own(task, plan, written, options, secrets, scope)
    else:
        where = _output(task, plan, driver, written, options, secrets, scope)
    tell_common(plan, scope)
    if where:
        message = f"log driver {driver}: the container `{ROUTER}` sends the logs of `{plan.name}` to {where}"
        scope.say(codes.LOGS_GO, message, driver_path(plan, scope))
    configuration: dict[str, Any] = {"LogDriver": "awsfirelens", "Options": options}
    if secrets:
        configuration["SecretOptions"] = secrets
    plan.container["LogConfiguration"] = configuration
    plan.needs.append((ROUTER, "START"))
    if not any(one["Name"] == ROUTER for one in task.extra):
        task.extra.append(_router(task))


def _router(task: Task) -> dict[str, Any]:
    """The container of Fluent Bit; without it the logs are lost, so the task does not go on without it."""
    facts = data("firelens")
    return {
        "Name": ROUTER,
        "Image": facts["image"],
        "Essential": True,
        "User": "0",
        "MemoryReservation": facts["memory_reservation_mib"],
        "FirelensConfiguration": {"Type": "fluentbit", "Options": {"enable-ecs-log-metadata": "true"}},
        "LogConfiguration": own_logs(task, ROUTER),
    }


def _own(
    task: Task,
    plan: Plan,
    written: dict[str, tuple[str, Path]],
    options: dict[str, str],
    secrets: list[dict[str, Any]],
    scope: Scope,
) -> str:
    """`awsfirelens` itself: the options are those of Fluent Bit's output, as written."""
    for key, (value, path) in written.items():
        if not taken_as_secret(task, key, value, path, secrets, scope):
            options[key] = value
    name = next((options[key] for key in options if key.lower() == "name"), None)
    if name is None:
        missing(plan, "awsfirelens", "Name", "an output of Fluent Bit, such as `cloudwatch_logs` or `datadog`", scope)
        return ""
    return f"{name} (what it may write to there is for `x-ecs.task_role`)"


def _output(
    task: Task,
    plan: Plan,
    driver: str,
    written: dict[str, tuple[str, Path]],
    options: dict[str, str],
    secrets: list[dict[str, Any]],
    scope: Scope,
) -> str:
    """Options of Docker's driver as those of Fluent Bit's output; "" where the server is not known."""
    options["Name"] = _OUTPUT[driver]
    server = server_of(plan, driver)
    address, path = written.pop(ADDRESS[driver][0])
    taken_as_secret(task, ADDRESS[driver][0], address, path, secrets, scope)  # a password in it is refused
    if server is not None:
        options.update({"Host": server.host, "Port": str(server.port)})
        if server.uri:
            options["Uri"] = server.uri
        if server.scheme in SECURE:
            options["tls"] = "on"
        if driver in ("gelf", "syslog"):
            options["Mode"] = "tcp" if server.scheme in ("tcp", *SECURE) else "udp"
    options.update(_fixed(driver, plan.name))
    for key, (value, path) in written.items():
        told = _known(driver, key, value)
        if taken_as_secret(task, key, value, path, secrets, scope):
            continue
        if not told:
            message = f"log option `{key}: {shown(key, value)}` is dropped: Fluent Bit's {_OUTPUT[driver]} has none"
            scope.say(codes.LOG_OPTION, message, path)
        elif told.items() <= options.items():
            scope.say(row_codes.ADAPTED, f"log option `{key}: {value}` is so anyway", path)
        else:
            options.update(told)
    return f"{server.host}:{server.port}" if server is not None else ""


def _fixed(driver: str, name: str) -> dict[str, str]:
    """What Docker's driver does by itself: the line as the message, the name of the service beside it."""
    if driver == "gelf":
        return {"Gelf_Short_Message_Key": "log", "Gelf_Host_Key": "container_name"}
    if driver == "loki":
        return {"Labels": f"job={name}"}
    if driver == "syslog":
        return {"Syslog_Message_Key": "log", "Syslog_Appname_Preset": name, "Syslog_Format": "rfc3164"}
    return {}


def _known(driver: str, key: str, value: str) -> dict[str, str]:
    """The option in Fluent Bit's words, empty where it has none."""
    if "{{" in value:  # a template of Docker's
        return {}
    renamed = _RENAMED.get((driver, key))
    if renamed:
        return {renamed: value}
    if driver == "gelf" and key == "gelf-compression-type" and value in ("none", "gzip"):
        return {"Compress": "false" if value == "none" else "true"}
    if driver == "syslog" and key == "syslog-facility":
        number = value if value.isdecimal() else str(_FACILITIES.index(value)) if value in _FACILITIES else ""
        return {"Syslog_Facility_Preset": number} if number else {}
    if driver == "syslog" and key == "syslog-format" and value in ("rfc5424", "rfc5424micro", "rfc3164"):
        return {"Syslog_Format": value.removesuffix("micro")}
    return {}
