"""Logs: a CloudWatch log group per service."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.codes import xecs as wish_codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import GetAtt, Pseudo, Ref
from compose2ecs.translate.scope import Plan, Scope, Task

RETENTION_DAYS = 30
_GROUP_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-/.#")
_LONGEST_GROUP = 512
#: Options of the awslogs driver that are taken over. Source: cfn-lint 1.58, rule E3046.
_OPTIONS = [
    "awslogs-datetime-format",
    "awslogs-multiline-pattern",
    "awslogs-region",
    "awslogs-stream-prefix",
    "max-buffer-size",
    "mode",
]
#: Source: AWS::Logs::LogGroup RetentionInDays in the CloudFormation schema.
_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
_WISHES = {
    "stream_prefix": "awslogs-stream-prefix",
    "datetime_format": "awslogs-datetime-format",
    "multiline_pattern": "awslogs-multiline-pattern",
    "mode": "mode",
    "max_buffer_size": "max-buffer-size",
}
_LOCAL_DRIVERS = ("json-file", "local", "default")
_ROTATION = ("max-size", "max-file", "compress")


def make_logs(scope: Scope) -> None:
    """A log group per task, and the ``LogConfiguration`` of its containers."""
    for task in scope.tasks.values():
        group = _group(task, scope)
        task.log_group = Ref(group)
        for plan in task.plans:
            plan.container["LogConfiguration"] = {"LogDriver": "awslogs", "Options": _options(plan, group, scope)}
        task.execution.append(
            {
                "Effect": "Allow",
                "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": GetAtt(group, "Arn"),
            }
        )


def _group(task: Task, scope: Scope) -> str:
    wanted = f"/compose2ecs/{scope.project.name}/{task.ecs_name}"
    logging = task.primary.get("logging") or {}
    asked = (logging.get("options") or {}).get("awslogs-group") if logging.get("driver") == "awslogs" else None
    asked = _said(task.primary, scope, "group") or asked
    name = bounded(str(asked or wanted), _LONGEST_GROUP, _GROUP_CHARACTERS)
    there = next(
        (one for one in scope.graph.of_type("AWS::Logs::LogGroup") if one.properties["LogGroupName"] == name), None
    )
    if there is not None:
        return there.id
    properties: dict[str, Any] = {"LogGroupName": name, "RetentionInDays": _retention(task.primary, scope)}
    if properties["RetentionInDays"] is None:
        del properties["RetentionInDays"]
    key = _said(task.primary, scope, "kms_key")
    if key:
        properties["KmsKeyId"] = key
    made = scope.add([task.name, "LogGroup"], "AWS::Logs::LogGroup", properties, origin=task.primary.path, retain=True)
    return made.id


def _said(plan: Plan, scope: Scope, key: str) -> Any:
    """A wish under x-ecs.logs, of the service or of the project."""
    own = plan.x.get("logs", key)
    return own if own is not None else scope.x.project.get("logs", key)


def _retention(plan: Plan, scope: Scope) -> int | None:
    """Days, None for ever."""
    said = _said(plan, scope, "retention")
    if said is None:
        return RETENTION_DAYS
    if said == "never":
        return None
    if str(said).isdecimal() and int(said) in _DAYS:
        return int(said)
    view = plan.x if plan.x.has("logs", "retention") else scope.x.project
    message = f"`retention: {said}` is none of the numbers of days that CloudWatch takes"
    scope.say(wish_codes.BAD_VALUE, message, view.at("logs", "retention"), hint=f"{', '.join(map(str, _DAYS))}, never")
    return RETENTION_DAYS


def _options(plan: Plan, group: str, scope: Scope) -> dict[str, Any]:
    made: dict[str, Any] = {
        "awslogs-group": Ref(group),
        "awslogs-region": Pseudo("Region"),
        "awslogs-stream-prefix": plan.name,
        "mode": "non-blocking",
        "max-buffer-size": "25m",
    }
    wishes = {option: said for key, option in _WISHES.items() if (said := _said(plan, scope, key)) is not None}
    driver = plan.get("logging", "driver")
    options = plan.get("logging", "options") or {}
    if driver is None and not options:
        plan.defaults.append("logs to CloudWatch")
        return {**made, **wishes}
    _tell_driver(plan, driver, scope)
    for key in sorted(options):
        value = options[key]
        path = plan.at("logging", "options", key)
        if driver == "awslogs" and key == "awslogs-group":
            continue
        if driver == "awslogs" and key in _OPTIONS:
            made[key] = str(value)
        elif driver == "awslogs" and key == "awslogs-create-group":
            message = f"`{key}: {value}` changes nothing: the log group is part of the template"
            scope.say(row_codes.ADAPTED, message, path)
        elif key in _ROTATION:
            message = f"`{key}: {value}` is ignored: CloudWatch keeps logs {RETENTION_DAYS} days whatever their size"
            scope.say(row_codes.LOCAL_ONLY, message, path)
        else:
            scope.say(codes.LOG_DRIVER, f"log option `{key}: {value}` is dropped: CloudWatch Logs has none", path)
    made.update(wishes)
    if made["mode"] != "non-blocking":
        del made["max-buffer-size"]
        if "max-buffer-size" in options:
            message = "`max-buffer-size` is dropped: only `mode: non-blocking` has a buffer"
            scope.say(codes.LOG_DRIVER, message, plan.at("logging", "options", "max-buffer-size"))
    if "awslogs-datetime-format" in made and "awslogs-multiline-pattern" in made:
        message = "`awslogs-multiline-pattern` is dropped: `awslogs-datetime-format` excludes it"
        scope.say(codes.LOG_DRIVER, message, plan.at("logging", "options", "awslogs-multiline-pattern"))
        del made["awslogs-multiline-pattern"]
    return made


def _tell_driver(plan: Plan, driver: Any, scope: Scope) -> None:
    path = plan.at("logging", "driver")
    if driver in _LOCAL_DRIVERS:
        scope.say(row_codes.ADAPTED, f"`logging.driver: {driver}`: logs go to CloudWatch", path)
    elif driver == "awslogs":
        scope.say(row_codes.ADAPTED, "`logging.driver: awslogs` is what every service uses", path)
    elif driver == "splunk":
        message = "`logging.driver: splunk` is not translated yet: logs go to CloudWatch"
        scope.say(row_codes.NOT_YET, message, path)
    elif driver:
        hint = "write to standard output; to send logs elsewhere too, subscribe to the log group"
        scope.say(codes.LOG_DRIVER, f"`logging.driver: {driver}`: logs go to CloudWatch instead", path, hint=hint)
