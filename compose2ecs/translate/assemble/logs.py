"""Logs: a CloudWatch log group per task. Where logs go elsewhere, ``logdrivers`` and ``firelens`` are imported."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import GetAtt, Pseudo, Ref, arn
from compose2ecs.translate.scope import Plan, Scope, Task

RETENTION_DAYS = 30
_GROUP_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-/.#")
_LONGEST_GROUP = 512
#: Options of the awslogs driver that are taken over. Source: cfn-lint 1.58, rule E3046.
OPTIONS = [
    "awslogs-datetime-format",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream-prefix",
    "max-buffer-size",
    "mode",
]
_WISHES = {
    "stream_prefix": "awslogs-stream-prefix",
    "datetime_format": "awslogs-datetime-format",
    "multiline_pattern": "awslogs-multiline-pattern",
    "mode": "mode",
    "max_buffer_size": "max-buffer-size",
}
_LOCAL_DRIVERS = ("json-file", "local", "default")
#: Drivers of Compose that have something of their own on ECS.
_ELSEWHERE = ("awsfirelens", "fluentd", "gelf", "loki", "splunk", "syslog")
_ROTATION = ("max-size", "max-file", "compress")


def make_logs(scope: Scope) -> None:
    """A log group per task, and the ``LogConfiguration`` of its containers."""
    for task in scope.tasks.values():
        drivers = {plan.name: _driver(task, plan, scope) for plan in task.plans}
        if set(drivers.values()) != {"none"}:
            _group(task, scope)
        for plan in task.plans:
            driver = drivers[plan.name]
            if driver != "awslogs":
                from compose2ecs.translate.assemble.logdrivers import log_elsewhere

                if log_elsewhere(task, plan, driver, scope):
                    continue
            plan.container["LogConfiguration"] = {"LogDriver": "awslogs", "Options": _options(task, plan, scope)}


def own_logs(task: Task, name: str) -> dict[str, Any]:
    """The ``LogConfiguration`` of a container that no Compose service is; it needs the task's ``log_group``."""
    options = {"awslogs-group": task.log_group, "awslogs-region": Pseudo("Region"), "awslogs-stream-prefix": name}
    return {"LogDriver": "awslogs", "Options": options}


def _driver(task: Task, plan: Plan, scope: Scope) -> str:
    """Where the container's logs go; what x-ecs says counts more than Compose's driver."""
    wish = said(plan, scope, "driver")
    driver = plan.get("logging", "driver")
    if wish is not None:
        if driver is not None and driver != wish:
            message = f"`logging.driver: {driver}` gives way to `x-ecs.logs.driver: {wish}`"
            scope.say(row_codes.ADAPTED, message, plan.at("logging", "driver"))
        if wish == "awslogs":
            tell_wish(plan, scope, "`logs.driver: awslogs` is so anyway", "driver")
        return str(wish)
    system = str(task.definition.get("RuntimePlatform", {}).get("OperatingSystemFamily", ""))
    known = ("splunk",) if system.startswith("WINDOWS") else _ELSEWHERE
    return str(driver) if driver in known else "awslogs"


def said(plan: Plan, scope: Scope, key: str) -> Any:
    """A wish under x-ecs.logs, of the service or of the project."""
    own = plan.x.get("logs", key)
    return own if own is not None else scope.x.project.get("logs", key)


def wish_path(plan: Plan, scope: Scope, *key: str) -> Path:
    """Where a wish under x-ecs.logs is written."""
    view = plan.x if plan.x.has("logs", *key) else scope.x.project
    return view.at("logs", *key)


def tell_wish(plan: Plan, scope: Scope, message: str, *key: str) -> None:
    """A note about a wish that changes nothing."""
    say_once(scope, row_codes.ADAPTED, message, wish_path(plan, scope, *key))


def say_once(scope: Scope, code: Code, message: str, path: Path) -> None:
    """Report what is written once and holds for many services."""
    told = scope.shared.setdefault("told-about-logs", set())
    if (message, path) not in told:
        told.add((message, path))
        scope.say(code, message, path)


def _group(task: Task, scope: Scope) -> None:
    """``task.log_group``, and the permission to write there."""
    plan = task.primary
    wanted = f"/compose2ecs/{scope.project.name}/{task.ecs_name}"
    logging = plan.get("logging") or {}
    asked = (logging.get("options") or {}).get("awslogs-group") if logging.get("driver") == "awslogs" else None
    asked = said(plan, scope, "group") or asked
    name = bounded(str(asked or wanted), _LONGEST_GROUP, _GROUP_CHARACTERS)
    create = said(plan, scope, "create_group")
    if create is True:
        tell_wish(plan, scope, "`logs.create_group: true` is so anyway", "create_group")
    if create is False:
        from compose2ecs.translate.assemble.logdrivers import tell_existing_group

        tell_existing_group(plan, name, scope)
        task.log_group = name
        group: Any = arn("logs", f":log-group:{name}:*")
    else:
        id = _made(task, name, scope)
        task.log_group, group = Ref(id), GetAtt(id, "Arn")
    actions = ["logs:CreateLogStream", "logs:PutLogEvents"]
    task.execution.append({"Effect": "Allow", "Action": actions, "Resource": group})


def _made(task: Task, name: str, scope: Scope) -> str:
    for one in scope.graph.of_type("AWS::Logs::LogGroup"):
        if one.properties["LogGroupName"] == name:
            return one.id
    properties: dict[str, Any] = {"LogGroupName": name}
    days = _retention(task.primary, scope)
    if days is not None:
        properties["RetentionInDays"] = days
    key = said(task.primary, scope, "kms_key")
    if key:
        properties["KmsKeyId"] = key
    made = scope.add([task.name, "LogGroup"], "AWS::Logs::LogGroup", properties, origin=task.primary.path, retain=True)
    return made.id


def _retention(plan: Plan, scope: Scope) -> int | None:
    """Days, None for ever."""
    days = said(plan, scope, "retention")
    if days is None:
        return RETENTION_DAYS
    if days == "never":
        return None
    from compose2ecs.translate.xecs.keys import RETENTION

    if str(days).isdecimal() and int(days) in RETENTION:
        if int(days) == RETENTION_DAYS:
            tell_wish(plan, scope, f"`logs.retention: {days}` is so anyway", "retention")
        return int(days)
    from compose2ecs.diagnostics.codes import xecs as wish_codes

    message = f"`retention: {days}` is none of the numbers of days that CloudWatch takes"
    hint = f"{', '.join(map(str, RETENTION))}, never"
    scope.say(wish_codes.BAD_VALUE, message, wish_path(plan, scope, "retention"), hint=hint)
    return RETENTION_DAYS


def _options(task: Task, plan: Plan, scope: Scope) -> dict[str, Any]:
    """The options of awslogs: ours, then Compose's, then those of x-ecs."""
    made: dict[str, Any] = {
        "awslogs-group": task.log_group,
        "awslogs-region": Pseudo("Region"),
        "awslogs-stream-prefix": plan.name,
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    }
    driver = plan.get("logging", "driver")
    options = plan.get("logging", "options") or {}
    if driver is None and not options:
        plan.defaults.append("logs to CloudWatch")
    else:
        _tell_driver(plan, driver, scope)
        _written(plan, driver, options, made, scope)
    _wish(plan, made, scope)
    _exclude(plan, options, made, scope)
    return made


def _exclude(plan: Plan, options: dict[str, Any], made: dict[str, Any], scope: Scope) -> None:
    """Leave out what another option rules out."""
    rules = (
        ("max-buffer-size", made["mode"] != "non-blocking", "only `mode: non-blocking` has a buffer"),
        ("awslogs-multiline-pattern", "awslogs-datetime-format" in made, "`awslogs-datetime-format` excludes it"),
    )
    for key, excluded, why in rules:
        if not excluded or made.pop(key, None) is None:
            continue
        wish = next(name for name, option in _WISHES.items() if option == key)
        if said(plan, scope, wish) is not None:
            scope.say(codes.LOG_DRIVER, f"`{key}` is dropped: {why}", wish_path(plan, scope, wish))
        elif key in options:
            scope.say(codes.LOG_DRIVER, f"`{key}` is dropped: {why}", plan.at("logging", "options", key))


def _written(plan: Plan, driver: Any, options: dict[str, Any], made: dict[str, Any], scope: Scope) -> None:
    for key in sorted(options):
        value = options[key]
        path = plan.at("logging", "options", key)
        if driver == "awslogs" and key == "awslogs-group":
            continue
        if driver == "awslogs" and key in OPTIONS:
            made[key] = str(value)
        elif driver == "awslogs" and key == "awslogs-create-group":
            message = f"`{key}: {value}` changes nothing: the log group is part of the template"
            scope.say(row_codes.ADAPTED, message, path)
        elif key in _ROTATION:
            message = f"`{key}: {value}` is ignored: CloudWatch keeps logs {RETENTION_DAYS} days whatever their size"
            scope.say(row_codes.LOCAL_ONLY, message, path)
        else:
            from compose2ecs.diagnostics.secrecy import shown

            told = shown(key, str(value))
            scope.say(codes.LOG_DRIVER, f"log option `{key}: {told}` is dropped: CloudWatch Logs has none", path)


def _wish(plan: Plan, made: dict[str, Any], scope: Scope) -> None:
    """What `x-ecs.logs` says about the stream and the buffer."""
    for key, option in _WISHES.items():
        value = said(plan, scope, key)
        if value is not None and made.get(option) == value:
            tell_wish(plan, scope, f"`logs.{key}: {value}` is so anyway", key)
        elif value is not None:
            made[option] = value
    if plan.x.has("logs", "options") or scope.x.project.has("logs", "options"):
        from compose2ecs.diagnostics.secrecy import shown
        from compose2ecs.translate.assemble.logoptions import wished_options

        wished = wished_options(plan, scope)
        for key in sorted(wished):
            if key in OPTIONS:
                made[key] = wished[key]
            else:
                message = f"log option `{key}: {shown(key, wished[key])}` is dropped: awslogs has none"
                scope.say(codes.LOG_DRIVER, message, wish_path(plan, scope, "options", key))


def _tell_driver(plan: Plan, driver: Any, scope: Scope) -> None:
    path = plan.at("logging", "driver")
    if driver in _LOCAL_DRIVERS:
        scope.say(row_codes.ADAPTED, f"`logging.driver: {driver}`: logs go to CloudWatch", path)
    elif driver == "awslogs":
        scope.say(row_codes.ADAPTED, "`logging.driver: awslogs` is what every service uses", path)
    elif driver == "none":
        hint = "to keep no logs at all: `x-ecs.logs.driver: none`"
        scope.say(codes.LOG_DRIVER, f"`logging.driver: {driver}`: logs go to CloudWatch instead", path, hint=hint)
    elif driver in _ELSEWHERE:
        hint = "name the log server in its options (a service of the project too); on ECS nobody listens on localhost"
        scope.say(codes.LOG_DRIVER, f"`logging.driver: {driver}`: logs go to CloudWatch instead", path, hint=hint)
    elif driver:
        hint = "write to standard output; to send logs elsewhere too, subscribe to the log group"
        scope.say(codes.LOG_DRIVER, f"`logging.driver: {driver}`: logs go to CloudWatch instead", path, hint=hint)
