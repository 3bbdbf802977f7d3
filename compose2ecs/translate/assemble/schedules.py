"""Services on a schedule: EventBridge Scheduler starts their tasks. Only imported where there is one."""

import json
from typing import Any

from compose2ecs.diagnostics.codes import jobs as codes
from compose2ecs.graph.values import GetAtt, Join, Ref, arn
from compose2ecs.translate.assemble.cron import aws_schedule
from compose2ecs.translate.assemble.roles import SAME_ACCOUNT, policy_document, trusted_by
from compose2ecs.translate.scope import Scope, Task

#: Seconds, and attempts.
LONGEST_WINDOW, MOST_RETRIES = 86400, 185


def make_schedules(scope: Scope) -> None:
    """A schedule and its role for every task that has one."""
    for task in scope.tasks.values():
        if task.scheduled:
            _schedule(task, scope)


def _schedule(task: Task, scope: Scope) -> None:
    view = task.primary.x
    said = view.get("schedule")
    text = str(said["expression"])
    try:
        expression = aws_schedule(text)
    except ValueError as problem:
        message = f"`{text}` is no schedule: {problem}"
        scope.say(codes.BAD_SCHEDULE, message, view.at("schedule", "expression"))
        return
    _check(said, task, scope)
    zone = said.get("timezone", "UTC")
    shown = f"`{task.name}` runs on the schedule `{text}`: {expression} in {zone}"
    scope.say(codes.SCHEDULED, shown, view.at("schedule", "expression"))
    role = _role(task, scope)
    window = said.get("flexible_window")
    minutes = -(-window // 60) if window else 0
    properties: dict[str, Any] = {
        "Description": f"Runs {task.name} of {scope.project.name}"[:512],
        "ScheduleExpression": expression,
        "ScheduleExpressionTimezone": zone,
        "State": "ENABLED" if said.get("enabled", True) else "DISABLED",
        "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": minutes} if minutes else {"Mode": "OFF"},
        "Target": _target(task, said, role, scope),
    }
    needs = [scope.shared["capacity"], *scope.shared["way-out"], scope.shared["search-domain"], *task.depends_on]
    scope.add(
        [task.name, "Schedule"],
        "AWS::Scheduler::Schedule",
        properties,
        origin=task.primary.path,
        depends_on=[one for one in needs if one is not None],
    )


def _check(said: dict[str, Any], task: Task, scope: Scope) -> None:
    """Limits of EventBridge Scheduler. Source: the CloudFormation schema of AWS::Scheduler::Schedule."""
    for key, highest, unit in (("flexible_window", LONGEST_WINDOW, " s"), ("retries", MOST_RETRIES, "")):
        if said.get(key, 0) > highest:
            message = f"`{key}: {said[key]}{unit}` is more than {highest}{unit}"
            scope.say(codes.SCHEDULE_LIMIT, message, task.primary.x.at("schedule", key))


def _command(words: list[str], task: Task, scope: Scope) -> list[str]:
    """Text is split like a shell does, as the service's own command is."""
    node = scope.project.tree.get(*task.primary.x.at("schedule", "command"))
    if node is None or isinstance(node.value, list):
        return words
    import shlex

    return shlex.split(words[0])


def _target(task: Task, said: dict[str, Any], role: str, scope: Scope) -> dict[str, Any]:
    target: dict[str, Any] = {
        "Arn": _cluster(scope),
        "RoleArn": GetAtt(role, "Arn"),
        "EcsParameters": {
            "TaskDefinitionArn": Ref(task.definition_id),
            "TaskCount": said.get("count", 1),
            "CapacityProviderStrategy": task.service.get("CapacityProviderStrategy", []),
            **({"PlatformVersion": task.service["PlatformVersion"]} if "PlatformVersion" in task.service else {}),
            "PropagateTags": "TASK_DEFINITION",
            "NetworkConfiguration": {
                "AwsvpcConfiguration": {
                    "AssignPublicIp": "ENABLED" if task.public_ip else "DISABLED",
                    "Subnets": task.subnets,
                    "SecurityGroups": task.groups,
                }
            },
        },
    }
    if said.get("command"):
        override = {"name": task.primary.container["Name"], "command": _command(said["command"], task, scope)}
        target["Input"] = json.dumps({"containerOverrides": [override]}, ensure_ascii=False)
    if "retries" in said:
        target["RetryPolicy"] = {"MaximumRetryAttempts": said["retries"]}
    if "dead_letter_queue" in said:
        target["DeadLetterConfig"] = {"Arn": said["dead_letter_queue"]}
    return target


def _cluster(scope: Scope) -> Join:
    return arn("ecs", ":cluster/", scope.shared["cluster"])


def _role(task: Task, scope: Scope) -> str:
    family = arn("ecs", f":task-definition/{scope.family(task)}:*")
    roles = [task.definition[key] for key in ("ExecutionRoleArn", "TaskRoleArn") if key in task.definition]
    statements: list[dict[str, Any]] = [
        {
            "Effect": "Allow",
            "Action": "ecs:RunTask",
            "Resource": family,
            "Condition": {"ArnEquals": {"ecs:cluster": _cluster(scope)}},
        },
        {
            "Effect": "Allow",
            "Action": "ecs:TagResource",
            "Resource": arn("ecs", ":task/", scope.shared["cluster"], "/*"),
            "Condition": {"StringEquals": {"ecs:CreateAction": "RunTask"}},
        },
        {
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": roles,
            "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        },
    ]
    queue = task.primary.x.get("schedule", "dead_letter_queue")
    if queue:
        statements.append({"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": queue})
    properties = {
        "Description": "Starts the tasks of a Compose service on its schedule",
        "AssumeRolePolicyDocument": trusted_by("scheduler", SAME_ACCOUNT),
        "Policies": [{"PolicyName": "schedule", "PolicyDocument": policy_document(statements)}],
    }
    return scope.add([task.name, "ScheduleRole"], "AWS::IAM::Role", properties, origin=task.primary.path).id
