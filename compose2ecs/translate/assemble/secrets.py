"""Secrets: kept in Secrets Manager, written as files by an init container or put into variables, never in the template.

Only imported where a service has a secret. Source of the technique: mapping.md G. Where the files stand is decided by
``model.secretfiles``.
"""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded
from compose2ecs.model.secretfiles import BOTH, ENV, FILE, FOLDER, SecretFile, secret_files
from compose2ecs.model.secrets import REFERENCES, is_elsewhere
from compose2ecs.translate.assemble.envfiles import add_files
from compose2ecs.translate.assemble.logs import own_logs
from compose2ecs.translate.assemble.secretsources import Source, allow, existing, source_of, with_end, with_key
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Mount, Plan, Scope, Task

NAME = "files-init"
_LONGEST_NAME = 255
_FILE_MODE = "0444"


class File(NamedTuple):
    """One file to write: ``name`` is its path below the ``volume``; ``variable`` holds its content."""

    volume: str
    name: str
    variable: str
    uid: str
    gid: str
    mode: str
    binary: bool


def add_secrets(scope: Scope) -> None:
    """Secrets of all services: variables, and the init container of tasks that have files."""
    made: dict[tuple[str, str], Source] = {}
    for task in scope.tasks.values():
        files: list[File] = []
        values: list[dict[str, Any]] = []
        for plan in task.plans:
            for section in ("secrets", "configs"):
                for index, item in enumerate(plan.get(section) or ()):
                    _read(task, plan, section, str(item.get("source")), plan.at(section, index), made, scope)
            for file in secret_files(scope.project, scope.project.services[plan.service]):
                source = made[file.section, file.name]
                files.append(_file(plan, file, source, len(files), scope))
                values.append({"Name": files[-1].variable, "ValueFrom": with_key(source.value_from, file.key)})
            _variables(task, plan, scope)
            if plan.x.has("env_files"):
                add_files(task, plan, scope)
        if files:
            _init(task, files, values)


def _read(
    task: Task,
    plan: Plan,
    section: str,
    name: str,
    path: Path,
    made: dict[tuple[str, str], Source],
    scope: Scope,
) -> None:
    """Find where a secret is, let the task read it, and give it as a variable where x-ecs says so."""
    if section == "configs" and not is_elsewhere(scope.project, section, name):
        return
    if (section, name) not in made:
        made[section, name] = source_of(section, name, scope)
    source = made[section, name]
    allow(task, source)
    view = scope.x.entry(section, name)
    inject = str(view.get("inject") or FILE)
    keys = [str(key) for key in view.get("keys") or ()]
    if "*" in keys:
        message = f"`keys: *` of `{name}`: which keys the value has is not known before the task starts"
        hint = "list the keys; without `keys` the file has the whole value, as JSON"
        scope.say(codes.ALL_KEYS, message, view.at("keys"), hint=hint)
    elif keys and source.is_parameter:
        shown = ", ".join(keys)
        hint = "use Secrets Manager, or one parameter per value"
        scope.say(codes.NO_KEYS, f"`keys: {shown}` of `{name}`: it is a parameter", view.at("keys"), hint=hint)
    if inject in (ENV, BOTH):
        wanted = str(view.get("env") or _variable_name(name))
        # with files beside it, the variable has the whole value: the keys are the files'
        asked = (keys if inject == ENV else []) or [""]
        for key in asked:
            variable = f"{wanted}_{_variable_name(key)}" if len(asked) > 1 else wanted
            _variable(plan, variable, with_key(source.value_from, key), scope)
            what = f"key `{key}` of secret `{name}`" if key else f"secret `{name}`"
            scope.say(codes.SECRET_FILE, f"{what} is the variable `{variable}` of `{plan.name}`", path)
    if inject == ENV:
        for key in ("target", "uid", "gid", "mode"):
            said = plan.get(*path[2:], key)
            if said is not None and scope.written((*path, key)):
                message = f"`{key}: {said}` changes nothing: `{name}` is a variable, no file"
                scope.say(row_codes.ADAPTED, message, (*path, key))


def _variable_name(text: str) -> str:
    return text.upper().replace("-", "_").replace(".", "_")


def _variable(plan: Plan, name: str, value: Any, scope: Scope) -> None:
    """Give a container a variable from a secret; one of the same name in `environment` makes room for it."""
    clear = plan.container.get("Environment", [])
    if any(one["Name"] == name for one in clear):
        plan.container["Environment"] = [one for one in clear if one["Name"] != name]
        message = f"variable `{name}` comes from a secret; its value in `environment` is left out"
        scope.say(codes.SECRET_FILE, message, plan.at("environment", name))
    plan.container.setdefault("Secrets", []).append({"Name": name, "ValueFrom": value})


def _file(plan: Plan, file: SecretFile, source: Source, number: int, scope: Scope) -> File:
    """A file to write; its directory is mounted into the container."""
    volume = bounded(f"{plan.name}-run-secrets", _LONGEST_NAME)
    if all(mount.target != FOLDER for mount in plan.mounts):
        plan.mounts.append(Mount(volume, FOLDER, True))
    uid, gid = (_digits(file.item, key, "0", file.path, scope) for key in ("uid", "gid"))
    mode = _digits(file.item, "mode", _FILE_MODE, file.path, scope)
    said = file.item.get("target")
    relative = f" (`target: {said}`)" if said and not str(said).startswith("/") else ""
    link = ", by a link in the image" if file.is_link else ""
    message = (
        f"`{file.name}` is the file `{file.target}`{relative} of `{plan.name}`{link}, owner {uid}:{gid}, mode {mode}"
    )
    scope.say(codes.SECRET_FILE, message, file.path)
    return File(volume, file.written, f"C2E_{number}", uid, gid, mode, source.binary)


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
    container = {
        "Name": NAME,
        "Image": data("init")["busybox"],
        "Essential": False,
        "User": "0",
        "EntryPoint": ["/bin/sh", "-ec"],
        "Command": ["\n".join(_script(files, volumes))],
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


def _script(files: list[File], volumes: list[str]) -> list[str]:
    """The lines of the shell script. A file is closed to others until it has its owner and mode."""
    lines = ["umask 077"]
    folders: list[str] = []
    for file in files:
        root = f"/files/{volumes.index(file.volume)}"
        below = file.name.split("/")[:-1]
        for depth in range(1, len(below) + 1):
            folder = _quoted("/".join((root, *below[:depth])))
            if folder not in folders:
                folders.append(folder)
                lines.append(f"mkdir -p {folder}; chmod 755 {folder}")
        place = _quoted(f"{root}/{file.name}")
        decode = " | base64 -d" if file.binary else ""
        lines.append(f'printf %s "${file.variable}"{decode} > {place}')
        lines.append(f"chown {file.uid}:{file.gid} {place}; chmod {file.mode} {place}")
    return lines


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _variables(task: Task, plan: Plan, scope: Scope) -> None:
    """`x-ecs.secrets`: variables from secrets and parameters that exist."""
    said: dict[str, dict[str, Any]] = plan.x.get("secrets") or {}
    for name, where in sorted(said.items()):
        key = next((key for key in REFERENCES if key in where), None)
        if key is None:
            message = f"variable `{name}` names no secret ({', '.join(sorted(where))})"
            hint = "say which with `arn`, `secretsmanager` or `ssm`"
            scope.say(codes.NO_REFERENCE, message, plan.x.at("secrets", name), hint=hint)
            continue
        source = existing(str(where[key]), parameter=key == "ssm")
        parts = ("key", "version_stage", "version_id")
        tail = [str(where.get(part, "")) for part in parts]
        if source.is_parameter and any(tail):
            shown = ", ".join(f"{part}: {where[part]}" for part in parts if where.get(part))
            message = f"`{shown}` of variable `{name}`: it is a parameter"
            hint = "use Secrets Manager, or one parameter per value"
            scope.say(codes.NO_KEYS, message, plan.x.at("secrets", name), hint=hint)
        value = with_end(source.value_from, ":" + ":".join(tail)) if any(tail) else source.value_from
        _variable(plan, name, value, scope)
        allow(task, source)
