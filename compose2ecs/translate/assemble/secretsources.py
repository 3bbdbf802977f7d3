"""Where the values of secrets are on AWS, and what the execution role needs to read them."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.values import Join, Pseudo, arn
from compose2ecs.model.secrets import (
    MOST_BYTES,
    REFERENCES,
    content,
    in_parameters,
    is_elsewhere,
    is_text,
    own_name,
)
from compose2ecs.translate.assemble.kmskeys import allow_key
from compose2ecs.translate.assemble.tags import compose_tags
from compose2ecs.translate.scope import Scope, Task


class Source(NamedTuple):
    """A value: ``value_from`` for ECS, ``resource`` and ``action`` for the execution role.

    ``kms_key`` is the customer's key that it is encrypted with, "" for AWS's own; ``binary``: it is base64.
    """

    value_from: Any
    resource: Any
    action: str
    kms_key: str = ""
    binary: bool = False

    @property
    def is_parameter(self) -> bool:
        """Whether Systems Manager keeps it, as one text."""
        return self.action.startswith("ssm:")


def allow(task: Task, source: Source) -> None:
    """Let the execution role of a task read the value, and decrypt it."""
    statements = [{"Effect": "Allow", "Action": source.action, "Resource": source.resource}]
    if source.kms_key:
        service = "ssm." if source.action.startswith("ssm") else "secretsmanager."
        through = Join((service, Pseudo("Region"), ".", Pseudo("URLSuffix")))
        statements.append(allow_key(source.kms_key, "kms:Decrypt", {"StringEquals": {"kms:ViaService": through}}))
    task.execution += [statement for statement in statements if statement not in task.execution]


def with_key(value: Any, key: str) -> Any:
    """One key of a value that is JSON."""
    return with_end(value, f":{key}::") if key else value


def with_end(value: Any, end: str) -> Any:
    """``value_from`` with text behind it; that of an ARN as written stays text."""
    return f"{value}{end}" if isinstance(value, str) else Join((value, end))


def existing(name: str, *, parameter: bool = False, kms_key: str = "") -> Source:
    """A secret or parameter that exists, by ARN, by name, or by name with ``ssm:`` before it."""
    parameter = parameter or name.startswith("ssm:") or ":ssm:" in name
    action = "ssm:GetParameters" if parameter else "secretsmanager:GetSecretValue"
    if name.startswith("arn:"):
        # an ARN may end in :key:stage:version, which are no part of the resource
        return Source(name, ":".join(name.split(":")[:7]), action, kms_key)
    clean = name.removeprefix("ssm:").removeprefix("secretsmanager:")
    if parameter:
        value = arn("ssm", f":parameter/{clean.lstrip('/')}")
        return Source(value, value, action, kms_key)
    # Secrets Manager adds six characters to the name; a partial ARN finds the secret all the same
    value = arn("secretsmanager", f":secret:{clean}")
    return Source(value, Join((*value.parts, "-??????")), action, kms_key)


def project_key(scope: Scope) -> str:
    """The key that the project's own secrets are encrypted with, "" for AWS's own."""
    return str(scope.x.project.get("secrets", "kms_key") or "")


def source_of(section: str, name: str, scope: Scope) -> Source:
    """Where the value of a top-level secret or config is; a project's own secret must be made by name."""
    view = scope.x.entry(section, name)
    own_key = view.get("kms_key")
    if is_elsewhere(scope.project, section, name):
        _tell_unused(section, name, scope)
        for key in REFERENCES:
            if view.has(key):
                return existing(str(view.get(key)), parameter=key == "ssm", kms_key=str(own_key or ""))
        real = str(scope.project.get(section, name, "name") or name)
        return existing(real, parameter=section == "configs", kms_key=str(own_key or ""))
    parameter = in_parameters(scope.project)
    for key in ("store", "prefix"):
        scope.x.project.get("secrets", key)
    called = own_name(scope.project, name)
    binary = _tell_own(name, called, parameter, scope)
    return existing(called, parameter=parameter, kms_key=str(own_key or project_key(scope)))._replace(binary=binary)


def _tell_unused(section: str, name: str, scope: Scope) -> None:
    """What the file says besides, where x-ecs names a value on AWS."""
    written = scope.project.get(section, name) or {}
    path: Path = (section, name)
    for key in ("file", "environment", "content"):
        if key in written:
            shown = "" if key == "content" else f": {scope.project.shown(str(written[key]))}"
            message = f"`{name}` is read from AWS; `{key}{shown}` is for your machine"
            scope.say(codes.SECRET_FILE, message, (*path, key))
    if section == "secrets" and written.get("labels"):
        labels = ", ".join(f"{key}={value}" for key, value in sorted(written["labels"].items()))
        scope.say(codes.SECRET_FILE, f"the labels of `{name}` change nothing: it exists ({labels})", (*path, "labels"))


def _tell_own(name: str, called: str, parameter: bool, scope: Scope) -> bool:
    """Say how a secret of the project comes to AWS; gives whether its value is binary."""
    path = ("secrets", name)
    written: Any = scope.project.get(*path) or {}
    where = f"variable `{written['environment']}`" if "environment" in written else "its file"
    value = content(scope.project, name)
    binary = bool(value) and not is_text(value or b"")
    size = len(value or b"") * (4 / 3 if binary else 1)
    if not value:
        message = f"secret `{name}` has no value on this machine: {where} is missing or empty"
        scope.say(codes.NO_SECRET_FILE, message, path)
    elif size > MOST_BYTES:
        message = f"secret `{name}` is too large: a secret has {MOST_BYTES} bytes at most"
        scope.say(codes.SECRET_TOO_LARGE, message, path, hint="keep large files in S3, and its key in the secret")
    labels = ", ".join(f"{tag['Key']}={tag['Value']}" for tag in compose_tags(scope, (*path, "labels")))
    tags = f" and the tags {labels}" if labels else ""
    kind = "parameter" if parameter else "secret"
    form = ", in base64" if binary else ""
    message = f"{kind} `{called}` must exist before the template is deployed, with the value of {where}{form}{tags}"
    scope.say(codes.MAKE_SECRET, message, path, hint=making(called, parameter))
    return binary


def making(called: str, parameter: bool) -> str:
    """The command that makes a secret."""
    if parameter:
        return f"aws ssm put-parameter --name {called} --type SecureString --value file://…"
    return f"aws secretsmanager create-secret --name {called} --secret-string file://…"
