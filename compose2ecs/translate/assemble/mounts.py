"""Mounts of volumes: which there are, and how a volume gets into a task and a container."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.names import bounded, short_hash
from compose2ecs.model.secrets import EXTENSIONS
from compose2ecs.model.volumes import DIRECTORY, TMPFS, local_mount
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.scope import EC2, Mount, Plan, Scope, Task

LONGEST_NAME = 255


class Use(NamedTuple):
    """One mount of a named volume: ``key`` is (volume, subpath)."""

    key: tuple[str, str]
    task: Task
    plan: Plan
    item: Node
    path: Path


def uses(task: Task, plan: Plan, scope: Scope) -> list[Use]:
    """The mounts of a service that need a volume of its own; those on the task's disk are made at once."""
    found = []
    node = plan.node.get("volumes")
    for index, item in enumerate(node.value if node else ()):
        path = plan.at("volumes", index)
        kind, source = plain(item.get("type")), plain(item.get("source"))
        bind = scope.settings.binds.get((plan.service, index))
        subpath = str(plain(item.get("volume", "subpath")) or "").strip("/")
        if bind is not None:
            if bind == "data":
                name = f"{plan.service}-{str(source).rpartition('/')[2]}" if kind == "bind" else str(source)
                found.append(Use((name, subpath), task, plan, item, path))
            elif bind == "empty":
                scratch(task, plan, item, path, scope)
            elif bind in ("host", "socket") and task.launch_type == EC2:
                target = str(plain(item.get("target")))
                name = bounded(f"{plan.name}-{target.strip('/')}", LONGEST_NAME)
                place = str(source) if kind == "bind" else local_mount(scope.project, str(source)).device
                mount(task, plan, item, name, target, {"Host": {"SourcePath": place}})
        elif kind == "volume" and not source:
            scratch(task, plan, item, path, scope)
        elif kind == "volume" and local_mount(scope.project, str(source)).kind != TMPFS:
            found.append(Use((str(source), subpath), task, plan, item, path))
    return found


def is_plain(volume: str, scope: Scope) -> bool:
    """Whether nothing is said about a volume that would need more than a directory on the project's file system."""
    written = scope.project.get("volumes", volume) or {}
    said = any(written.get(key) for key in ("driver", "driver_opts", "external", *EXTENSIONS))
    return not said and local_mount(scope.project, volume).kind == DIRECTORY


def scratch(task: Task, plan: Plan, item: Node, path: Path, scope: Scope) -> None:
    """An anonymous volume is a directory on the task's own disk."""
    target = str(plain(item.get("target")))
    mount(task, plan, item, bounded(f"{plan.name}-{target.strip('/')}", LONGEST_NAME), target, {"Host": {}})
    message = f"the volume at `{target}` has no name: what is in it is gone when the task stops"
    extra = plain(item.get("volume")) or {}
    if extra.get("labels"):
        message += f" (its labels are dropped: {', '.join(sorted(extra['labels']))})"
    scope.say(codes.SCRATCH, message, path, hint="name it (`data:/path`) to keep it on EFS")


def mount(task: Task, plan: Plan, item: Node, wanted: str, key: str, source: dict[str, Any]) -> str:
    """Give the task a volume and the container its mount; gives the name of the volume in the task."""
    name = volume_name(task, wanted, key, source)
    plan.mounts.append(Mount(name, str(plain(item.get("target"))), bool(plain(item.get("read_only")))))
    return name


def volume_name(task: Task, wanted: str, key: str, source: dict[str, Any]) -> str:
    """The name of a volume of the task, which gets it if it has not; another volume of that name keeps it."""
    volumes = task.definition.setdefault("Volumes", [])
    name = wanted
    there = {other["Name"]: other for other in volumes}
    if name in there and there[name] != {"Name": name, **source}:
        name = f"{wanted[: LONGEST_NAME - 7]}-{short_hash(key)}"
    if name not in there:
        volumes.append({"Name": name, **source})
    return name
