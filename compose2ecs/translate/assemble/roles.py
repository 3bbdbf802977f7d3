"""IAM roles: what ECS needs to start a task, and what the task itself may do. Exact resources, nothing to spare."""

from typing import Any

from compose2ecs.graph.values import GetAtt, Join, Pseudo
from compose2ecs.translate.assemble.image import repository
from compose2ecs.translate.scope import Plan, Scope, Task

POLICY_VERSION = "2012-10-17"
_PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


def make_roles(scope: Scope) -> None:
    """The execution role of every task, and a task role where the task may do something."""
    for task in scope.tasks.values():
        statements = _pull(task, scope) + task.execution
        role = _role(scope, task, "TaskExecutionRole", "execution", statements)
        task.definition["ExecutionRoleArn"] = GetAtt(role, "Arn")
        if task.statements:
            role = _role(scope, task, "TaskRole", "task", task.statements)
            task.definition["TaskRoleArn"] = GetAtt(role, "Arn")


def _role(scope: Scope, task: Task, kind: str, policy: str, statements: list[dict[str, Any]]) -> str:
    properties = {
        "Description": f"{'Starts' if kind == 'TaskExecutionRole' else 'Used by'} the tasks of a Compose service",
        "AssumeRolePolicyDocument": trust(),
        "Policies": [{"PolicyName": policy, "PolicyDocument": {"Version": POLICY_VERSION, "Statement": statements}}],
    }
    return scope.add([task.name, kind], "AWS::IAM::Role", properties, origin=task.primary.path).id


def trust() -> dict[str, Any]:
    """Only tasks of this account may use the role (no confused deputy)."""
    cluster_tasks = Join(("arn:", Pseudo("Partition"), ":ecs:", Pseudo("Region"), ":", Pseudo("AccountId"), ":*"))
    return {
        "Version": POLICY_VERSION,
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {
                    "ArnLike": {"aws:SourceArn": cluster_tasks},
                    "StringEquals": {"aws:SourceAccount": Pseudo("AccountId")},
                },
            }
        ],
    }


def _pull(task: Task, scope: Scope) -> list[dict[str, Any]]:
    """Pulling from private repositories; other registries need no permission."""
    arns = [arn for plan in task.plans if (arn := _repository_arn(plan, scope)) is not None]
    if not arns:
        return []
    return [
        # the token is for the whole registry: the action takes no resource
        {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Effect": "Allow", "Action": _PULL, "Resource": arns},
    ]


def _repository_arn(plan: Plan, scope: Scope) -> Join | None:
    if plan.name in scope.settings.images:
        here = (Pseudo("Partition"), ":ecr:", Pseudo("Region"), ":", Pseudo("AccountId"))
        return Join(("arn:", *here, f":repository/{repository(scope.project.name, plan.name)}"))
    registry, _, path = str(plan.get("image") or "").partition("/")
    parts = registry.split(".")
    if len(parts) < 6 or parts[1:3] != ["dkr", "ecr"] or not path:
        return None
    name = path.partition("@")[0].partition(":")[0]
    return Join(("arn:", Pseudo("Partition"), f":ecr:{parts[3]}:{parts[0]}:repository/{name}"))
