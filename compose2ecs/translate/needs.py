"""What a service needs of the machine below it, for `x-ecs.launch_type: auto`. Only imported where that is written."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.model.values import mebibytes, parse_bytes
from compose2ecs.translate.capacity import cpu_units
from compose2ecs.translate.fargate import smallest
from compose2ecs.translate.scope import EC2, FARGATE, MANAGED, Scope
from compose2ecs.translate.services.kernel import DEFAULT_CAPABILITIES, OTHER_CAPABILITIES

#: What Fargate has besides Docker's defaults.
_ON_FARGATE = ("SYS_PTRACE",)
_MACHINES, _OWN, _NO_MACHINE = (MANAGED, EC2), (EC2,), (FARGATE,)
#: Kinds of bind mounts that need the paths of a machine (words of ``images.plan``).
_HOST_PATHS = ("host", "socket")
_LIMITS = ("deploy", "resources", "limits")

#: (why, the launch types that have it, cheapest first).
Need = tuple[str, tuple[str, ...]]


def needs(name: str, scope: Scope) -> Iterator[Need]:
    """Everything that not all launch types have."""
    service = scope.project.services[name]
    x = scope.x.service(name)
    if str(service.get("platform") or "").lower().startswith("windows"):
        yield "`platform` is Windows, which runs on Fargate only", _NO_MACHINE
    if service.get("credential_spec") and not x.has("credential_spec"):
        yield "Fargate reads a `credential_spec` from S3 only", _OWN
    ipc = str(service.get("ipc") or "")
    if ipc == "host" or ipc.startswith("service:"):
        yield f"`ipc: {ipc}` exists on EC2 only", _OWN
    for text in _volumes(name, scope):
        yield f"{text} exists on EC2 only", _OWN
    if x.has("placement"):
        yield "`x-ecs.placement` is for EC2 only", _OWN
    for text in _machine(service.get):
        yield f"{text} needs a machine", _MACHINES
    if x.has("instance_type"):
        yield "`x-ecs.instance_type` names a machine", _MACHINES
    cpu, memory = _size(name, scope)
    if smallest(cpu, memory) is None:
        asked = [f"{cpu / 1024:g} vCPU"] * bool(cpu) + [f"{memory} MiB"] * bool(memory)
        yield f"no size of Fargate has {' and '.join(asked)}", _MACHINES


def _volumes(name: str, scope: Scope) -> Iterator[str]:
    """Mounts of what only a machine of our own has."""
    service = scope.project.services[name]
    for index, item in enumerate(service.get("volumes") or ()):
        source = str(item.get("source") or "")
        kind = scope.x.entry("volumes", source).peek("type") if item.get("type") == "volume" and source else None
        if item.get("type") == "bind" and scope.settings.binds.get((name, index), "host") in _HOST_PATHS:
            yield f"bind mount of `{scope.project.shown(source)}`"
        elif kind == "host":
            yield f"`type: host` of volume `{source}`"


def _machine(get: Any) -> Iterator[str]:
    """The attributes that Fargate cannot have."""
    for key in ("privileged", "devices", "gpus"):
        if get(key):
            yield f"`{key}`"
    for key in ("devices", "generic_resources"):
        if get("deploy", "resources", "reservations", key):
            yield f"`deploy.resources.reservations.{key}`"
    if get("pid") == "host":
        yield "`pid: host`"
    if get("runtime") == "nvidia":
        yield "`runtime: nvidia`"
    if any(step.get("privileged") for step in get("pre_start") or ()):
        yield "`privileged` of a step of `pre_start`"
    for item in get("cap_add") or []:
        capability = str(item).upper().removeprefix("CAP_")
        known = capability in OTHER_CAPABILITIES.split() and capability not in DEFAULT_CAPABILITIES.split()
        if known and capability not in _ON_FARGATE:
            yield f"`cap_add: {item}`"


def _size(name: str, scope: Scope) -> tuple[int, int]:
    """(CPU units, MiB) that the service asks for, 0 for nothing."""
    service, x = scope.project.services[name], scope.x.service(name)
    cpus = service.get(*_LIMITS, "cpus") or service.get("cpus") or 0
    limit = service.get(*_LIMITS, "memory") or service.get("mem_limit") or 0
    units = cpu_units(str(x.peek("cpu") or 0)) or round(float(cpus) * 1024)
    memory = int(x.peek("memory") or 0) or max(0, int(parse_bytes(limit)))
    return units, mebibytes(memory)
