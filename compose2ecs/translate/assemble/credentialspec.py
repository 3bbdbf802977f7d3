"""`credential_spec`: an account of Active Directory for a container. Only imported for one, or EC2 instances.

Sources: Amazon ECS developer guide, "Using gMSA for EC2 Linux containers on Amazon ECS" and "Using gMSA for Linux
containers on Fargate"; ECS API reference, ContainerDefinition.credentialSpecs. No test has deployed it.
"""

import json
import os.path
from typing import Any

from compose2ecs.diagnostics.codes import launch as launch_codes
from compose2ecs.diagnostics.codes import models as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.values import Join, Ref, arn
from compose2ecs.source.node import plain
from compose2ecs.translate.scope import EC2, FARGATE, Plan, Scope, Task

#: What an instance needs to log in to a domain; another process may hold the package manager's lock at first.
INSTALL = (
    "\nfor attempt in 1 2 3 4 5 6; do dnf install -y dotnet realmd oddjob oddjob-mkhomedir sssd adcli"
    " krb5-workstation samba-common-tools"
    " credentials-fetcher && break; sleep 20; done\nsystemctl enable --now credentials-fetcher"
)
_DOMAINLESS, _JOINED = "credentialspecdomainless", "credentialspec"
#: Characters of a standard and of an advanced parameter. Source: SSM API reference, PutParameter.
_STANDARD, _ADVANCED = 4096, 8192


def has_spec(plan: Plan) -> bool:
    """Whether a service has an account that ECS can read."""
    written: dict[str, Any] = plan.get("credential_spec") or {}
    return plan.x.has("credential_spec") or "file" in written or "config" in written


def name_accounts(scope: Scope) -> None:
    """``CredentialSpecs`` of containers, and what the execution role needs to read them."""
    for task in scope.tasks.values():
        for plan in task.plans:
            if has_spec(plan):
                _account(task, plan, scope)


def _account(task: Task, plan: Plan, scope: Scope) -> None:
    written = {key: str(value) for key, value in (plan.get("credential_spec") or {}).items() if key != "registry"}
    listed = ", ".join(f"{key}: {scope.project.shown(value)}" for key, value in sorted(written.items()))
    said = plan.x.get("credential_spec")
    path = plan.x.at("credential_spec", "arn") if said else plan.at("credential_spec")
    if task.launch_type not in (FARGATE, EC2):
        what = said["arn"] if said else listed
        message = f"`credential_spec` ({what}) is dropped: Managed Instances cannot log in to a domain"
        scope.say(launch_codes.DROPPED, message, path, hint="use `x-ecs.launch_type: ec2`")
        return
    if said and written:
        message = f"`credential_spec` ({listed}) is for your machine: ECS reads `{said['arn']}`"
        scope.say(codes.SPEC, message, plan.at("credential_spec"))
    if said:
        _existing(task, plan, str(said["arn"]), str(said.get("secret") or ""), path, scope)
    elif task.launch_type == FARGATE:
        message = f"`credential_spec` ({listed}): Fargate reads it from S3 only"
        hint = "upload it, and write `x-ecs: {credential_spec: 'arn:aws:s3:::BUCKET/NAME'}`; or use `launch_type: ec2`"
        scope.say(codes.BAD_SPEC, message, path, hint=hint)
    else:
        _kept(task, plan, written, scope)


def _existing(task: Task, plan: Plan, said: str, secret: str, path: Path, scope: Scope) -> None:
    """A specification that stands in S3 or Systems Manager; without a prefix it is domainless."""
    prefix, mark, rest = said.partition(":")
    kind, arn = (prefix, rest) if mark and prefix in (_DOMAINLESS, _JOINED) else (_DOMAINLESS, said)
    service = (arn.split(":", 5) + [""] * 3)[2]
    windows = str(task.definition.get("RuntimePlatform", {}).get("OperatingSystemFamily", "")).startswith("WINDOWS")
    problem, hint = "", ""
    if not arn.startswith("arn:aws") or service not in ("s3", "ssm"):
        problem, hint = "is neither in S3 nor in Systems Manager", "write `arn:aws:s3:::BUCKET/NAME`"
    elif task.launch_type == FARGATE and windows:
        problem, hint = "is for Linux: Windows containers on Fargate have no accounts of a domain", "leave it out"
    elif task.launch_type == FARGATE and (service != "s3" or kind != _DOMAINLESS):
        problem = "cannot be read on Fargate: it must be domainless, and in S3"
        hint = f"write `{_DOMAINLESS}:arn:aws:s3:::BUCKET/NAME`"
    if problem:
        scope.say(codes.BAD_SPEC, f"`credential_spec: {said}` of `{plan.name}` {problem}", path, hint=hint)
        return
    if kind == _JOINED:
        _tell_join(plan, path, scope)
    plan.container["CredentialSpecs"] = [f"{kind}:{arn}"]
    task.execution += _readable(service, arn)
    if secret:
        task.execution.append({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": secret})
    login = f", and the login from `{secret}`" if secret else ""
    message = f"the account of `{plan.name}` is read from `{arn}`{login}"
    hint = "" if secret or kind == _JOINED else "name the secret with the login: `x-ecs.credential_spec.secret`"
    scope.say(codes.SPEC, message, path, hint=hint)


def _readable(service: str, arn: str) -> list[dict[str, Any]]:
    if service == "ssm":
        return [{"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": arn}]
    objects = ["s3:GetObject", "s3:GetObjectVersion"]
    return [
        {"Effect": "Allow", "Action": objects, "Resource": arn},
        {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": arn.partition("/")[0]},
    ]


def _kept(task: Task, plan: Plan, written: dict[str, str], scope: Scope) -> None:
    """On EC2: the file becomes a parameter. It holds no secret, but the ARN of one."""
    key = "config" if "config" in written else "file"
    path = plan.at("credential_spec", key)
    text, problem = _content(written[key], key, scope)
    login = ""
    if not problem:
        try:
            login = _login(json.loads(text))
        except ValueError:
            problem = "is no JSON"
    if not problem and len(text) > _ADVANCED:
        problem = f"has {len(text)} characters, and a parameter {_ADVANCED} at most"
    if problem:
        message = f"`credential_spec.{key}: {scope.project.shown(written[key])}` {problem}"
        hint = "make it with the CredentialSpec module of PowerShell, or name one in S3: `x-ecs.credential_spec`"
        scope.say(codes.BAD_SPEC, message, path, hint=hint)
        return
    name = f"/{scope.project.name}/{plan.container['Name']}/credential-spec"
    properties = {"Name": name, "Type": "String", "Value": text}
    if len(text) > _STANDARD:
        properties["Tier"] = "Advanced"
    parameter = scope.add([plan.name, "CredentialSpec"], "AWS::SSM::Parameter", properties, origin=path)
    named = arn("ssm", ":parameter", Ref(parameter.id))
    kind = _DOMAINLESS if login else _JOINED
    plan.container["CredentialSpecs"] = [Join((f"{kind}:", *named.parts))]
    allowed = {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": named}
    task.execution.append(allowed)
    if login:
        task.execution.append({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": login})
        scope.say(codes.SPEC, f"the account of `{plan.name}` logs in with `{login}`", path)
    else:
        _tell_join(plan, path, scope)


def _content(value: str, key: str, scope: Scope) -> tuple[str, str]:
    """(text, what is wrong with it)."""
    if key == "config":
        written: dict[str, Any] | None = plain(scope.project.tree.get("configs", value))
        if written is None:
            return "", "is no config of the project"
        if "content" in written:
            return str(written["content"]), ""
        if "environment" in written:
            return scope.project.environment.get(str(written["environment"]), ""), ""
        value = str(written.get("file", ""))
    try:
        with open(os.path.join(scope.project.directory, value.removeprefix("file://")), encoding="utf-8") as file:
            return file.read(), ""
    except (OSError, ValueError):
        return "", "cannot be read on this machine"


def _login(spec: Any) -> str:
    """The ARN of the secret that a domainless specification names, "" for none."""
    for key in ("ActiveDirectoryConfig", "HostAccountConfig", "PluginInput", "CredentialArn"):
        spec = spec.get(key) if isinstance(spec, dict) else None
    return spec if isinstance(spec, str) and spec.startswith("arn:aws") else ""


def _tell_join(plan: Plan, path: Path, scope: Scope) -> None:
    message = f"the account of `{plan.name}` needs instances that are joined to its domain"
    scope.say(codes.NOT_IN_DOMAIN, message, path, hint="make it domainless: name the login in `CredentialArn`")
