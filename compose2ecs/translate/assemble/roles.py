"""IAM roles: what ECS needs to start a task, and what the task itself may do. Exact resources, nothing to spare."""

from typing import Any

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.graph.values import GetAtt, Join, Pseudo, arn
from compose2ecs.translate.assemble.image import repository_of
from compose2ecs.translate.scope import Plan, Scope, Task
from compose2ecs.translate.xecs.extensions import View

POLICY_VERSION = "2012-10-17"
#: Condition of a role that services use: only on behalf of this account (no confused deputy).
SAME_ACCOUNT = {"StringEquals": {"aws:SourceAccount": Pseudo("AccountId")}}
#: By key of x-ecs: the end of the logical id, the name of the policy, a word for the description.
_KINDS = {
    "execution_role": ("TaskExecutionRole", "execution", "Starts"),
    "task_role": ("TaskRole", "task", "Used by"),
}
_PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]


def make_roles(scope: Scope) -> None:
    """The execution role of every task, and a task role where the task may do something."""
    for task in scope.tasks.values():
        statements = _pull(task, scope) + task.execution
        said = task.primary.x if task.primary.x.has("execution_role") else scope.x.project
        task.definition["ExecutionRoleArn"] = _role(scope, task, "execution_role", said, statements)
        if task.statements or task.primary.x.has("task_role"):
            task.definition["TaskRoleArn"] = _role(scope, task, "task_role", task.primary.x, task.statements)


def _role(scope: Scope, task: Task, key: str, view: View, statements: list[dict[str, Any]]) -> Any:
    """The ARN of a role: an existing one that x-ecs names, or a new one with what x-ecs adds."""
    said: dict[str, Any] = view.get(key) or {}
    if "arn" in said:
        message = f"`{task.name}` uses the role {said['arn']} as it is"
        scope.say(codes.EXISTING_ROLE, message, view.at(key))
        for name in sorted(said.keys() - {"arn"}):
            shown = ", ".join(map(str, said[name])) if isinstance(said[name], list) else said[name]
            message = f"`{key}.{name}` ({shown}) is dropped: the role {said['arn']} is not changed"
            scope.say(codes.NO_EFFECT, message, view.at(key, name))
        return said["arn"]
    kind, policy, verb = _KINDS[key]
    properties: dict[str, Any] = {
        "Description": f"{verb} the tasks of a Compose service",
        "AssumeRolePolicyDocument": trust(),
    }
    allowed = statements + list(said.get("statements") or [])
    if allowed:
        document = policy_document(allowed)
        properties["Policies"] = [{"PolicyName": policy, "PolicyDocument": document}]
    for name, word in (("managed_policies", "ManagedPolicyArns"), ("permissions_boundary", "PermissionsBoundary")):
        if said.get(name):
            properties[word] = said[name]
    if said.get("path"):
        from compose2ecs.translate.assemble.everywhere import role_path

        path = role_path(view, scope, key, "path")
        if path:
            properties["Path"] = path
    role = scope.add([task.name, kind], "AWS::IAM::Role", properties, origin=task.primary.path)
    return GetAtt(role.id, "Arn")


def trust() -> dict[str, Any]:
    """Only tasks of this account may use the role (no confused deputy)."""
    return trusted_by("ecs-tasks", {"ArnLike": {"aws:SourceArn": arn("ecs", ":*")}, **SAME_ACCOUNT})


def trusted_by(service: str, condition: dict[str, Any] | None = None) -> dict[str, Any]:
    """The document that lets a service of AWS ("ecs-tasks") use a role."""
    principal = {"Service": f"{service}.amazonaws.com"}
    allowed: dict[str, Any] = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return policy_document([{**allowed, "Condition": condition} if condition else allowed])


def policy_document(statements: list[dict[str, Any]]) -> dict[str, Any]:
    """A policy document."""
    return {"Version": POLICY_VERSION, "Statement": statements}


def _pull(task: Task, scope: Scope) -> list[dict[str, Any]]:
    """Pulling from private repositories; other registries need no permission."""
    arns: list[Join] = []
    for plan in (*task.plans, *task.inits):
        arn = _repository_arn(plan, scope)
        if arn is not None and arn not in arns:
            arns.append(arn)
    if not arns:
        return []
    return [
        # the token is for the whole registry: the action takes no resource
        {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Effect": "Allow", "Action": _PULL, "Resource": arns},
    ]


def _repository_arn(plan: Plan, scope: Scope) -> Join | None:
    if plan.image_of in scope.settings.images:
        return arn("ecr", f":repository/{repository_of(plan, scope)}")
    registry, _, path = str(plan.get("image") or "").partition("/")
    parts = registry.split(".")
    if len(parts) < 6 or parts[1:3] != ["dkr", "ecr"] or not path:
        return None
    name = path.partition("@")[0].partition(":")[0]
    return Join(("arn:", Pseudo("Partition"), f":ecr:{parts[3]}:{parts[0]}:repository/{name}"))
