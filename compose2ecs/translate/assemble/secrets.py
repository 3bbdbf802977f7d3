"""Secrets: kept in Secrets Manager, written as files by an init container or put into variables, never in the template.

Only imported where a service has a secret. Source of the technique: mapping.md G.
"""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.source.node import plain
from compose2ecs.translate.assemble.logs import own_logs
from compose2ecs.translate.assemble.tags import compose_tags
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Mount, Plan, Scope, Task

NAME = "files-init"
FOLDER = "/run/secrets"
_LONGEST_NAME = 255
#: Directories that an image cannot do without.
_SYSTEM = (
    "",
    *(
        f"/{name}"
        for name in ["bin", "boot", "dev", "etc", "home", "lib", "opt", "proc", "root", "sbin", "sys", "usr", "var"]
    ),
)
_FILE_MODE = "0444"


class Source(NamedTuple):
    """Where a value comes from: ``value_from`` for ECS, ``resource`` and ``action`` for the execution role."""

    value_from: Any
    resource: Any
    action: str


class File(NamedTuple):
    """One file to write: ``folder`` is mounted at ``volume``; ``variable`` holds its content in the init container."""

    volume: str
    name: str
    variable: str
    uid: str
    gid: str
    mode: str


def add_secrets(scope: Scope) -> None:
    """Secrets of all services: resources, variables, and the init container of tasks that have files."""
    made: dict[str, Source] = {}
    for task in scope.tasks.values():
        files: list[File] = []
        values: list[dict[str, Any]] = []
        for plan in task.plans:
            for index, item in enumerate(plan.get("secrets") or ()):
                _secret(task, plan, item, plan.at("secrets", index), files, values, made, scope)
            for index, item in enumerate(plan.get("configs") or ()):
                if scope.project.get("configs", item.get("source"), "external"):
                    _config(task, plan, item, plan.at("configs", index), files, values, scope)
            _variables(task, plan)
        if files:
            _init(task, files, values)


def _secret(
    task: Task,
    plan: Plan,
    item: dict[str, Any],
    path: Path,
    files: list[File],
    values: list[dict[str, Any]],
    made: dict[str, Source],
    scope: Scope,
) -> None:
    name = str(item.get("source"))
    if name not in made:
        made[name] = _source("secrets", name, scope)
    source = made[name]
    _allow(task, source)
    view = scope.x.entry("secrets", name)
    inject = view.get("inject") or "file"
    if inject in ("env", "both"):
        variable = view.get("env") or name.upper().replace("-", "_").replace(".", "_")
        plan.container.setdefault("Secrets", []).append({"Name": variable, "ValueFrom": source.value_from})
        scope.say(codes.SECRET_FILE, f"secret `{name}` is the variable `{variable}` of `{plan.name}`", path)
    if inject in ("file", "both"):
        target = str(item.get("target") or name)
        for key in view.get("keys") or [""]:
            below = f"/{key}" if key else ""
            _file(plan, item, (target if target.startswith("/") else f"{FOLDER}/{target}") + below, path, files, scope)
            values.append({"Name": files[-1].variable, "ValueFrom": _with_key(source.value_from, key)})


def _config(
    task: Task,
    plan: Plan,
    item: dict[str, Any],
    path: Path,
    files: list[File],
    values: list[dict[str, Any]],
    scope: Scope,
) -> None:
    """A config that exists elsewhere is read like a secret."""
    source = _source("configs", str(item.get("source")), scope)
    _allow(task, source)
    target = str(item.get("target") or item.get("source"))
    _file(plan, item, target if target.startswith("/") else f"/{target}", path, files, scope)
    values.append({"Name": files[-1].variable, "ValueFrom": source.value_from})


def _with_key(value: Any, key: str) -> Any:
    return Join((value, f":{key}::")) if key else value


def _allow(task: Task, source: Source) -> None:
    statement = {"Effect": "Allow", "Action": source.action, "Resource": source.resource}
    if statement not in task.execution:
        task.execution.append(statement)


def _here(service: str) -> tuple[Any, ...]:
    return ("arn:", Pseudo("Partition"), f":{service}:", Pseudo("Region"), ":", Pseudo("AccountId"))


def existing(name: str, *, parameter: bool = False) -> Source:
    """A secret or parameter that exists, by ARN, by name, or by name with ``ssm:`` before it."""
    parameter = parameter or name.startswith("ssm:") or ":ssm:" in name
    action = "ssm:GetParameters" if parameter else "secretsmanager:GetSecretValue"
    if name.startswith("arn:"):
        # an ARN may end in :key:stage:version, which are no part of the resource
        return Source(name, ":".join(name.split(":")[:7]), action)
    clean = name.removeprefix("ssm:").removeprefix("secretsmanager:")
    if parameter:
        arn = Join((*_here("ssm"), f":parameter/{clean.lstrip('/')}"))
        return Source(arn, arn, action)
    # Secrets Manager adds six characters to the name; a partial ARN finds the secret all the same
    base = (*_here("secretsmanager"), f":secret:{clean}")
    return Source(Join(base), Join((*base, "-??????")), action)


def _source(section: str, name: str, scope: Scope) -> Source:
    """Where the value of a top-level secret or config is; a project's own secret gets its resource."""
    view = scope.x.entry(section, name)
    written: Any = plain(scope.project.tree.get(section, name)) or {}
    for key in ("arn", "secretsmanager", "ssm"):
        if view.has(key):
            return existing(str(view.get(key)), parameter=key == "ssm")
    if written.get("external") or section == "configs":
        return existing(str(written.get("name", name)), parameter=section == "configs")
    return _own(name, written, scope)


def _own(name: str, written: dict[str, Any], scope: Scope) -> Source:
    """A secret of the project: it must exist before its services start, so the template only names it."""
    path = ("secrets", name)
    real = written.get("name")
    own = real in (None, f"{scope.project.name}_{name}")
    prefix = scope.x.project.get("secrets", "prefix") or f"{scope.project.name}/"
    called = f"{prefix}{name}" if own else str(real)
    where = f"variable `{written['environment']}`" if "environment" in written else "its file"
    if not _has_value(written, scope):
        message = f"secret `{name}` has no value on this machine: {where} is missing or empty"
        scope.say(codes.NO_SECRET_FILE, message, path)
    labels = ", ".join(f"{tag['Key']}={tag['Value']}" for tag in compose_tags(scope, (*path, "labels")))
    tags = f" and the tags {labels}" if labels else ""
    message = f"secret `{called}` must exist before the template is deployed, with the value of {where}{tags}"
    hint = f"aws secretsmanager create-secret --name {called} --secret-string file://…"
    scope.say(codes.MAKE_SECRET, message, path, hint=hint)
    return existing(called)


def _has_value(written: dict[str, Any], scope: Scope) -> bool:
    """Whether the value is at hand; it is not read."""
    import os

    if "environment" in written:
        return bool(scope.project.environment.get(str(written["environment"])))
    try:
        return os.path.getsize(str(written.get("file", ""))) > 0
    except OSError:
        return False


def _file(plan: Plan, item: dict[str, Any], target: str, path: Path, files: list[File], scope: Scope) -> None:
    """Note a file to write, and mount its directory into the container."""
    folder, _, name = target.rpartition("/")
    if folder.rstrip("/") in _SYSTEM:
        hint = "name a directory that holds nothing else, such as /run/secrets"
        scope.say(codes.HIDES_SYSTEM, f"`{target}` would hide `{folder or '/'}` of the image", path, hint=hint)
    elif not folder.startswith(FOLDER):
        scope.say(codes.HIDES_FILES, f"`{target}` hides what the image has in `{folder}`", path)
    volume = bounded(f"{plan.name}-{folder.strip('/')}", _LONGEST_NAME)
    if all(mount.target != folder for mount in plan.mounts):
        plan.mounts.append(Mount(volume, folder, True))
    uid, gid = (_digits(item, key, "0", path, scope) for key in ("uid", "gid"))
    mode = _digits(item, "mode", _FILE_MODE, path, scope)
    files.append(File(volume, name, f"C2E_{len(files)}", uid, gid, mode))
    relative = "" if str(item.get("target") or "/").startswith("/") else f" (`target: {item['target']}`)"
    owner = f"owner {uid}:{gid}, mode {mode}"
    message = f"`{item.get('source')}` is the file `{target}`{relative} of `{plan.name}`, {owner}"
    scope.say(codes.SECRET_FILE, message, path)


def _digits(item: dict[str, Any], key: str, default: str, path: Path, scope: Scope) -> str:
    """An owner or mode as digits: they become part of a shell command."""
    text = str(item.get(key) or default)
    if text.isascii() and text.isdecimal():
        return text
    message = f"`{key}: {text}` is dropped: it takes digits only, so {default} is used"
    scope.say(row_codes.NO_EQUIVALENT, message, (*path, key))
    return default


def _init(task: Task, files: list[File], values: list[dict[str, Any]]) -> None:
    """The container that writes the files; the containers that mount them wait for its success."""
    volumes = list(dict.fromkeys(file.volume for file in files))
    listed = task.definition.setdefault("Volumes", [])
    listed += [{"Name": volume, "Host": {}} for volume in volumes]
    lines = ["umask 077"]
    for file in files:
        place = _quoted(f"/files/{volumes.index(file.volume)}/{file.name}")
        lines.append(f'printf %s "${file.variable}" > {place}')
        lines.append(f"chown {file.uid}:{file.gid} {place}; chmod {file.mode} {place}")
    container = {
        "Name": NAME,
        "Image": data("init")["busybox"],
        "Essential": False,
        "User": "0",
        "EntryPoint": ["/bin/sh", "-ec"],
        "Command": ["\n".join(lines)],
        "Secrets": values,
        "MountPoints": [
            {"SourceVolume": volume, "ContainerPath": f"/files/{number}"} for number, volume in enumerate(volumes)
        ],
    }
    logs = task.primary.container.get("LogConfiguration", {})
    if logs.get("LogDriver") == "awslogs":
        container["LogConfiguration"] = logs
    elif task.log_group is not None:
        container["LogConfiguration"] = own_logs(task, NAME)
    task.extra.append(container)
    for plan in task.plans:
        if any(mount.volume in volumes for mount in plan.mounts):
            plan.needs.append((NAME, "SUCCESS"))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _variables(task: Task, plan: Plan) -> None:
    """`x-ecs.secrets`: variables from secrets and parameters that exist."""
    said: dict[str, dict[str, Any]] = plan.x.get("secrets") or {}
    for name, where in sorted(said.items()):
        key = next((key for key in ("arn", "secretsmanager", "ssm") if key in where), None)
        if key is None:
            continue
        source = existing(str(where[key]), parameter=key == "ssm")
        tail = [str(where.get(part, "")) for part in ("key", "version_stage", "version_id")]
        value = Join((source.value_from, ":" + ":".join(tail))) if any(tail) else source.value_from
        plan.container.setdefault("Secrets", []).append({"Name": name, "ValueFrom": value})
        variables = [one for one in plan.container.get("Environment", []) if one["Name"] != name]
        if "Environment" in plan.container:  # ECS refuses a variable that is both
            plan.container["Environment"] = variables
        _allow(task, source)
