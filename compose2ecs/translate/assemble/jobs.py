"""Jobs: a Lambda function in the template runs their tasks and waits, in the place where a service would be deployed.

Decision 11. Only imported where there is a job.
"""

import os
from typing import Any

from compose2ecs.graph.values import GetAtt, Join, Ref, arn
from compose2ecs.translate.assemble.roles import policy_document, trusted_by
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Scope, Task

BEFORE, AFTER, MANUAL, BY_UP = "before_deploy", "after_deploy", "manual", "by_up"
#: Longest inline code. Source: AWS::Lambda::Function, Code.ZipFile.
LONGEST_CODE = 4096
_SOURCE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "job_runner.py")


def make_jobs(scope: Scope, needs: dict[str, list[str]]) -> None:
    """A custom resource per job that the template runs; ``needs`` are the logical ids that each waits for, by task."""
    jobs = [task for task in scope.tasks.values() if task.run in (BEFORE, AFTER)]
    function = _function(scope, jobs)
    for task in jobs:
        properties = {
            "ServiceToken": GetAtt(function, "Arn"),
            "ServiceTimeout": str(data("lambda")["timeout_seconds"]),
            "Cluster": scope.shared["cluster"],
            "TaskDefinition": Ref(task.definition_id),
            "CapacityProviders": [_provider(one) for one in task.service.get("CapacityProviderStrategy", ())],
            **_platform(task),
            "Container": task.primary.container["Name"],
            "Logs": _logs(task),
            "Network": {
                "assignPublicIp": "ENABLED" if task.public_ip else "DISABLED",
                "subnets": task.subnets,
                "securityGroups": task.groups,
            },
        }
        scope.add(
            [task.name, "Job"],
            "AWS::CloudFormation::CustomResource",
            properties,
            origin=task.primary.path,
            depends_on=needs[task.name],
        )


def _provider(part: dict[str, Any]) -> dict[str, Any]:
    """A part of a capacity provider strategy as RunTask takes it."""
    return {f"{key[0].lower()}{key[1:]}": value for key, value in part.items()}


def _platform(task: Task) -> dict[str, Any]:
    return {"PlatformVersion": task.service["PlatformVersion"]} if "PlatformVersion" in task.service else {}


def _logs(task: Task) -> Any:
    """Where a failed job's output is: the log group, and the log stream up to the id of the task."""
    container = task.primary.container
    options = container.get("LogConfiguration", {}).get("Options", {})
    if "awslogs-group" not in options or "awslogs-stream-prefix" not in options:
        return ""
    prefix = f"{options['awslogs-stream-prefix']}/{container['Name']}/"
    return Join(("log group ", options["awslogs-group"], f", log stream {prefix}"))


def code() -> str:
    """The source of the function."""
    with open(_SOURCE, encoding="utf-8") as file:
        return file.read()


def _function(scope: Scope, jobs: list[Task]) -> str:
    name = f"/compose2ecs/{scope.project.name}/job-runner"
    group = scope.add(["JobRunnerLogGroup"], "AWS::Logs::LogGroup", {"LogGroupName": name, "RetentionInDays": 30})
    group.retain = True
    role = scope.add(
        ["JobRunnerRole"],
        "AWS::IAM::Role",
        {
            "Description": "Runs the jobs of a Compose project",
            "AssumeRolePolicyDocument": trusted_by("lambda"),
            "Policies": [{"PolicyName": "jobs", "PolicyDocument": policy_document(_statements(scope, jobs, group.id))}],
        },
    )
    facts = data("lambda")
    function = scope.add(
        ["JobRunner"],
        "AWS::Lambda::Function",
        {
            "Description": "Runs jobs and waits for their end",
            "Runtime": facts["runtime"],
            "Handler": "index.handler",
            "Timeout": facts["timeout_seconds"],
            "MemorySize": facts["memory_mib"],
            "Role": GetAtt(role.id, "Arn"),
            "LoggingConfig": {"LogGroup": Ref(group.id)},
            "Code": {"ZipFile": code()},
        },
    )
    return function.id


def _statements(scope: Scope, jobs: list[Task], group: str) -> list[dict[str, Any]]:
    """Exactly the jobs' task definitions on this cluster, and passing on exactly their roles."""
    families = [arn("ecs", f":task-definition/{scope.family(task)}:*") for task in jobs]
    tasks = arn("ecs", ":task/", scope.shared["cluster"], "/*")
    cluster = arn("ecs", ":cluster/", scope.shared["cluster"])
    roles = [
        task.definition[key] for task in jobs for key in ("ExecutionRoleArn", "TaskRoleArn") if key in task.definition
    ]
    on_cluster = {"ArnEquals": {"ecs:cluster": cluster}}
    return [
        {"Effect": "Allow", "Action": "ecs:RunTask", "Resource": families, "Condition": on_cluster},
        {"Effect": "Allow", "Action": "ecs:DescribeTasks", "Resource": tasks, "Condition": on_cluster},
        {
            "Effect": "Allow",
            "Action": "ecs:TagResource",
            "Resource": tasks,
            "Condition": {"StringEquals": {"ecs:CreateAction": "RunTask"}},
        },
        {
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": roles,
            "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}},
        },
        {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": GetAtt(group, "Arn"),
        },
    ]
