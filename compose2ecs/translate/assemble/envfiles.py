"""`x-ecs.env_files`: files of variables that stand in S3 and are read when a task starts."""

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.translate.scope import Plan, Scope, Task

#: Source: Amazon ECS developer guide, "Pass environment variables to an Amazon ECS container".
MOST = 10
_ENDING = ".env"


def add_files(task: Task, plan: Plan, scope: Scope) -> None:
    """``EnvironmentFiles`` of a container, and what the execution role needs to read them."""
    arns: list[str] = []
    for index, arn in enumerate(plan.x.get("env_files") or ()):
        path = plan.x.at("env_files", index)
        service, bucket, key = _parts(str(arn))
        if service != "s3" or not bucket or not key.endswith(_ENDING):
            hint = "write `arn:aws:s3:::bucket/path/name.env`; for a file of your machine use Compose's `env_file`"
            message = f"`env_files: {arn}` of `{plan.name}` is no object in S3 whose name ends in `{_ENDING}`"
            scope.say(codes.BAD_ENV_FILE, message, path, hint=hint)
        elif len(arns) == MOST:
            message = f"`env_files: {arn}` of `{plan.name}` is too many: a task has {MOST} files at most"
            scope.say(codes.BAD_ENV_FILE, message, path, hint="put the variables into fewer files")
        elif arn in arns:
            scope.say(codes.ENV_FILE, f"`env_files: {arn}` of `{plan.name}` is said twice", path)
        else:
            arns.append(str(arn))
            message = f"variables of `{plan.name}` come from `{arn}` as well; `environment` wins"
            scope.say(codes.ENV_FILE, message, path)
    if not arns:
        return
    plan.container["EnvironmentFiles"] = [{"Type": "s3", "Value": arn} for arn in arns]
    buckets = list(dict.fromkeys(arn.partition("/")[0] for arn in arns))
    task.execution += [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": arns},
        {"Effect": "Allow", "Action": "s3:GetBucketLocation", "Resource": buckets},
    ]


def _parts(arn: str) -> tuple[str, str, str]:
    """(service, bucket, key) of ``arn:aws:s3:::bucket/key``; empty texts where it is none."""
    parts = arn.split(":", 5)
    if len(parts) != 6 or parts[0] != "arn":
        return "", "", ""
    bucket, _, key = parts[5].partition("/")
    return parts[2], bucket, key
