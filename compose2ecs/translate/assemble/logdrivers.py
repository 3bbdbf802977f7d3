"""Logs that do not (only) go to CloudWatch: splunk, the drivers of EC2's Docker, none. Only imported where asked for.

Source of the drivers by launch type: mapping.md L, ECS API reference (LogConfiguration). Of their options: the pages of
Docker's logging drivers.
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.secrecy import names_secret, shown
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.logoptions import (
    ADDRESS,
    server_of,
    taken_as_secret,
    written_options,
)
from compose2ecs.translate.assemble.logs import said, say_once, tell_wish, wish_path
from compose2ecs.translate.scope import EC2, Plan, Scope, Task

#: What Docker on an EC2 instance can do itself.
_NATIVE = ("fluentd", "gelf", "syslog")
#: Options that every driver of Docker has.
_COMMON = ("env", "env-regex", "labels", "labels-regex", "max-buffer-size", "mode", "tag")
#: Options whose value is a file on the host, which a task on Fargate does not have.
_FILES = ("splunk-capath",)
_NEEDED = {"splunk": ("splunk-url", "splunk-token")}
#: Wishes that are options of awslogs, except those that every driver has.
_OF_AWSLOGS = ("stream_prefix", "datetime_format", "multiline_pattern")


def log_elsewhere(task: Task, plan: Plan, driver: str, scope: Scope) -> bool:
    """The ``LogConfiguration`` of a container with another driver than awslogs.

    False where there is no server that could be reached: then the logs go to CloudWatch.
    """
    if driver in ADDRESS and server_of(plan, driver) is None:
        return False
    _tell_awslogs_wishes(plan, driver, scope)
    if driver == "none":
        _none(plan, scope)
        return True
    if driver != "splunk" and not (task.launch_type == EC2 and driver in _NATIVE):
        from compose2ecs.translate.assemble.firelens import route

        route(task, plan, driver, scope)
        return True
    options: dict[str, str] = {}
    secrets: list[dict[str, Any]] = []
    written = written_options(plan, scope)
    for key, (value, path) in written.items():
        known = key.startswith(f"{driver}-") or key in _COMMON
        if not known or (key in _FILES and task.launch_type != EC2):
            scope.say(codes.LOG_OPTION, f"log option `{key}: {value}` is dropped: {driver} has none here", path)
        elif not taken_as_secret(task, key, value, path, secrets, scope):
            options[key] = value
    for key, option in (("mode", "mode"), ("max_buffer_size", "max-buffer-size")):
        value = said(plan, scope, key)
        if value is not None:
            options[option] = value
    for key in _NEEDED.get(driver, ()):
        if key not in written:
            hint = "an ARN of Secrets Manager" if names_secret(key) else "the address of the server"
            missing(plan, driver, key, hint, scope)
    where = options.get(f"{driver}-url") or options.get(f"{driver}-address")
    if where:
        scope.say(codes.LOGS_GO, f"log driver {driver}: the logs go to {where}", driver_path(plan, scope))
    configuration: dict[str, Any] = {"LogDriver": driver, "Options": options}
    if secrets:
        configuration["SecretOptions"] = secrets
    plan.container["LogConfiguration"] = configuration
    return True


def driver_path(plan: Plan, scope: Scope) -> Path:
    """Where the driver is written."""
    wished = said(plan, scope, "driver") is not None
    return wish_path(plan, scope, "driver") if wished else plan.at("logging", "driver")


def missing(plan: Plan, driver: str, key: str, hint: str, scope: Scope) -> None:
    """An error about an option without which the driver cannot work."""
    message = f"log driver {driver} of `{plan.name}` needs the option `{key}`"
    scope.say(codes.LOG_OPTIONS, message, driver_path(plan, scope), hint=f"`{key}`: {hint}")


def _none(plan: Plan, scope: Scope) -> None:
    message = f"`logs.driver: none`: what `{plan.name}` prints is kept nowhere"
    scope.say(codes.NO_LOGS, message, wish_path(plan, scope, "driver"))
    for key, (value, path) in written_options(plan, scope).items():
        scope.say(codes.LOG_OPTION, f"log option `{key}: {shown(key, value)}` is dropped: no logs are kept", path)
    for key in ("group", "retention", "kms_key", "create_group", "mode", "max_buffer_size"):
        _drop_wish(plan, key, "no logs are kept", scope)


def _tell_awslogs_wishes(plan: Plan, driver: str, scope: Scope) -> None:
    for key in _OF_AWSLOGS:
        _drop_wish(plan, key, f"the log driver is {driver}", scope)


def _drop_wish(plan: Plan, key: str, why: str, scope: Scope) -> None:
    """Tell about a wish of the service; one of the whole project is meant for its other services."""
    if plan.x.has("logs", key):
        message = f"`logs.{key}: {plan.x.get('logs', key)}` is dropped: {why}"
        scope.say(codes.LOG_OPTION, message, plan.x.at("logs", key))


def tell_existing_group(plan: Plan, name: str, scope: Scope) -> None:
    """`create_group: false`: the log group is there, and nothing about it is changed."""
    path = wish_path(plan, scope, "create_group")
    if said(plan, scope, "group") is None and not (plan.get("logging", "options") or {}).get("awslogs-group"):
        message = f"`logs.create_group: false` of `{plan.name}` needs the name of the log group"
        scope.say(codes.LOG_OPTIONS, message, path, hint="write `logs: {group: /my/logs, create_group: false}`")
        return
    scope.say(codes.EXISTING_GROUP, f"log group `{name}` of `{plan.name}` exists: it is used as it is", path)
    view = plan.x if plan.x.has("logs", "create_group") else scope.x.project
    for key in ("retention", "kms_key"):
        value = view.get("logs", key)
        if value is not None:
            message = f"`logs.{key}: {value}` is dropped: log group `{name}` is not changed"
            say_once(scope, codes.LOG_OPTION, message, view.at("logs", key))


def tell_common(plan: Plan, scope: Scope) -> None:
    """Wishes about a buffer that the driver fills in another way."""
    for key in ("mode", "max_buffer_size"):
        value = said(plan, scope, key)
        if value is not None:
            tell_wish(plan, scope, f"`logs.{key}: {value}` is about awslogs: FireLens buffers itself", key)
