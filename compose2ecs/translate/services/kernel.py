"""What the process may do: privileges, capabilities, limits, kernel parameters, namespaces."""

from typing import Any

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import (
    ADAPTED,
    DROPPED,
    LAUNCH_TYPES,
    MAPPED,
    REFUSED,
    Site,
    maps,
    part_of,
    place,
    refused,
)

#: What Docker grants every container. Source: moby, oci/caps/defaults.go.
DEFAULT_CAPABILITIES = (
    "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID"
    " SYS_CHROOT"
)
#: What ECS knows besides. Source: ECS API reference, KernelCapabilities.
OTHER_CAPABILITIES = (
    "ALL AUDIT_CONTROL BLOCK_SUSPEND DAC_READ_SEARCH IPC_LOCK IPC_OWNER LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE"
    " NET_ADMIN NET_BROADCAST SYS_ADMIN SYS_BOOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE"
    " SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM"
)
#: Source: ECS API reference, Ulimit.
ULIMITS = "core cpu data fsize locks memlock msgqueue nice nofile nproc rss rtprio rttime sigpending stack"
#: Kernel parameters of a container's own namespaces. Source: ECS API reference, SystemControl.
NAMESPACED = ("net.", "fs.mqueue.")
NAMESPACED_IPC = (
    "kernel.msgmax kernel.msgmnb kernel.msgmni kernel.sem kernel.shmall kernel.shmmax kernel.shmmni"
    " kernel.shm_rmid_forced"
)

_LAUNCH = "run the service on machines of your own: `x-ecs.launch_type: ec2` or `managed_instances`"

refused(
    "services.*.privileged",
    "a task has no host to be privileged on",
    code=codes.NOT_ON_FARGATE,
    hint=_LAUNCH,
    to="container.Privileged",
    ec2=MAPPED,
    managed=MAPPED,
    machines=lambda node, _: bool(node.value) or None,
)


def _capability(node: Node) -> str:
    return str(node.value).upper().removeprefix("CAP_")


def _listed(service: Node | None, key: str) -> list[str]:
    listed = service.get(key) if service else None
    return [_capability(item) for item in listed.value] if listed and isinstance(listed.value, list) else []


def _known(node: Node, site: Site) -> list[str]:
    """The capabilities that ECS knows; others are told."""
    made = []
    for index, item in enumerate(node.value):
        name = _capability(item)
        if name in (*DEFAULT_CAPABILITIES.split(), *OTHER_CAPABILITIES.split()):
            made.append(name)
        else:
            message = f"capability `{name}` cannot be added: ECS knows no such capability"
            site.say(codes.CAPABILITY, message, index, hint="see capabilities(7) for the names")
    return made


@maps(
    "services.*.cap_add", to="container.LinuxParameters.Capabilities.Add", fargate=ADAPTED, ec2=MAPPED, managed=MAPPED
)
def cap_add(node: Node, site: Site) -> list[str] | None:
    """Fargate adds SYS_PTRACE only; Docker's default capabilities are granted anyway, any other one is an error."""
    if site.launch_type != "fargate":
        return list(dict.fromkeys(_known(node, site))) or None
    added: list[str] = []
    granted = DEFAULT_CAPABILITIES.split()
    drops_all = "ALL" in _listed(site.service, "cap_drop")
    for index, item in enumerate(node.value):
        name = _capability(item)
        if name == "SYS_PTRACE":
            added = [name]
        elif name not in granted:
            known = name in OTHER_CAPABILITIES.split()
            why = "Fargate adds SYS_PTRACE only" if known else "ECS knows no such capability"
            hint = _LAUNCH if known else "see capabilities(7) for the names"
            site.say(codes.CAPABILITY, f"capability `{name}` cannot be added: {why}", index, hint=hint)
        elif not drops_all:
            site.say(codes.ADAPTED, f"capability `{name}` is granted without asking", index)
    return added or None


@maps(
    "services.*.cap_drop", to="container.LinuxParameters.Capabilities.Drop", fargate=ADAPTED, ec2=MAPPED, managed=MAPPED
)
def cap_drop(node: Node, site: Site) -> list[str] | None:
    """`cap_add` wins, so `ALL` together with it becomes Docker's default capabilities without the added ones."""
    names = [_capability(item) for item in node.value]
    kept = _listed(site.service, "cap_add")
    if "ALL" in names and kept:
        for index, name in enumerate(names):
            if name != "ALL":
                site.say(codes.ADAPTED, f"capability `{name}` is dropped by `ALL` already", index)
        return [name for name in DEFAULT_CAPABILITIES.split() if name not in kept] or None
    dropped: dict[str, None] = {}
    known = [*DEFAULT_CAPABILITIES.split(), *OTHER_CAPABILITIES.split()]
    for index, name in enumerate(names):
        if name in kept:
            site.say(codes.ADAPTED, f"capability `{name}` is not dropped: `cap_add` grants it", index)
        elif name in known:
            dropped[name] = None
        else:
            message = f"capability `{name}` cannot be dropped: ECS knows no such capability"
            site.say(codes.CAPABILITY, message, index, hint="see capabilities(7) for the names")
    return list(dropped) or None


@maps("services.*.ulimits", to="container.Ulimits", fargate=ADAPTED, ec2=MAPPED, managed=MAPPED)
def ulimits(node: Node, site: Site) -> list[dict[str, Any]] | None:
    """One number is both limits; AWS documents `nofile` as the only one that Fargate applies."""
    made = []
    known = ULIMITS.split()
    for name, below in sorted(node.items()):
        limit = plain(below)
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            hint = f"did you mean `{near[0]}`?" if near else f"known: {', '.join(known)}"
            site.say(codes.UNKNOWN_ULIMIT, f"ECS knows no ulimit `{name}`", name, hint=hint)
            continue
        soft, hard = (limit.get("soft"), limit.get("hard")) if isinstance(limit, dict) else (limit, limit)
        soft = hard if soft is None else soft
        hard = soft if hard is None else hard
        if soft is None or hard is None:
            site.say(codes.NO_EQUIVALENT, f"ulimit `{name}` is dropped: it has no value", name)
            continue
        made.append({"Name": name, "SoftLimit": int(soft), "HardLimit": int(hard)})
        if name != "nofile" and site.launch_type == "fargate":
            site.say(
                codes.ULIMIT_ON_FARGATE, f"ulimit `{name}` may have no effect: Fargate applies `nofile` only", name
            )
    return made or None


part_of("services.*.ulimits.*", "container.Ulimits[].Name", "15 names", fargate=ADAPTED, ec2=MAPPED, managed=MAPPED)
for _key, _to in (("soft", "SoftLimit"), ("hard", "HardLimit")):
    part_of(
        f"services.*.ulimits.*.{_key}",
        f"container.Ulimits[].{_to}",
        "as written",
        fargate=ADAPTED,
        ec2=MAPPED,
        managed=MAPPED,
    )


@maps("services.*.sysctls", to="container.SystemControls")
def sysctls(node: Node, site: Site) -> list[dict[str, str]] | None:
    """The container's own namespaces only (net.*, kernel.msg*, kernel.sem, kernel.shm*, fs.mqueue.*)."""
    made = []
    for name, below in sorted(node.items()):
        if name.startswith(NAMESPACED) or name in NAMESPACED_IPC.split():
            made.append({"Namespace": name, "Value": str(plain(below))})
            continue
        hint = "remove it"
        if name == "vm.max_map_count":
            hint = 'Elasticsearch and OpenSearch run without it with `node.store.allow_mmap: "false"`'
        message = f"kernel parameter `{name}` belongs to the host, and Fargate has none to change"
        if site.launch_type != "fargate":
            message = f"kernel parameter `{name}` belongs to the instance: a container cannot set it"
        site.say(codes.HOST_SYSCTL, message, name, hint=hint)
    return made or None


part_of("services.*.sysctls.*", "container.SystemControls[].Namespace", "net.* holds for the whole task")


@maps("services.*.security_opt", to="container.DockerSecurityOptions", fargate=DROPPED, ec2=MAPPED, managed=DROPPED)
def security_opt(node: Node, site: Site) -> list[str] | None:
    """Fargate takes no Docker security options; its tasks are isolated from each other by virtual machines."""
    if site.launch_type == "ec2":
        return [str(item.value) for item in node.value] or None
    where = "Fargate takes" if site.launch_type == "fargate" else "Managed Instances take"
    for index, item in enumerate(node.value):
        message = f"`security_opt: {item.value}` is dropped: {where} no Docker security options"
        site.say(codes.NO_EQUIVALENT, message, index)
    return None


def _namespace(site: Site, key: str, text: str, *, machines: tuple[str, ...], service: tuple[str, ...]) -> None:
    """`pid` and `ipc`: a private one is the rule; `machines` and `service` are the launch types for the others."""
    where = LAUNCH_TYPES[site.launch_type]
    if text == "host" and site.launch_type in machines:
        site.say(codes.ADAPTED, f"`{key}: host` shares that of the instance")
    elif text.startswith("service:") and site.launch_type in service:
        what = "its process table" if key == "pid" else "its shared memory"
        site.say(codes.ADAPTED, f"`{key}: {text}`: both containers share one task, and {what}")
    elif text == "host" or text.startswith(("service:", "container:")):
        why = "there is no host and no container beside the task"
        if key == "ipc" and text.startswith("service:"):
            why = "containers of a task cannot share memory there"
        hint = _LAUNCH if key == "pid" else "use `x-ecs.launch_type: ec2`, or let both talk over a socket"
        site.say(codes.NOT_ON_FARGATE, f"`{key}: {text}` is not possible on {where}: {why}", hint=hint)
    elif place(site.node) is not None and text:
        site.say(codes.LOCAL_ONLY, f"`{key}: {text}` is ignored: every container has its own")


@maps("services.*.pid", to="AWS::ECS::TaskDefinition.PidMode", fargate=ADAPTED, ec2=MAPPED, managed=MAPPED)
def pid(node: Node, site: Site) -> None:
    """`service:X` puts both into one task with a shared process table; `host` needs a machine of your own."""
    everywhere = ("fargate", "ec2", "managed_instances")
    _namespace(site, "pid", str(node.value or ""), machines=everywhere[1:], service=everywhere)


@maps("services.*.ipc", to="AWS::ECS::TaskDefinition.IpcMode", fargate=REFUSED, ec2=MAPPED)
def ipc(node: Node, site: Site) -> None:
    """Shared memory with the host or with another container exists on EC2 only."""
    _namespace(site, "ipc", str(node.value or ""), machines=("ec2",), service=("ec2",))


def _private(site: Site, key: str, value: Any, why: str) -> None:
    if value in ("private", ""):
        site.say(codes.LOCAL_ONLY, f"`{key}: {value}` is ignored: it is so anyway")
    else:
        site.say(codes.NO_EQUIVALENT, f"`{key}: {value}` is dropped: {why}")


@maps("services.*.cgroup", to="", fargate=DROPPED)
def cgroup(node: Node, site: Site) -> None:
    """Every container has its own cgroup namespace."""
    _private(site, "cgroup", node.value, "a task cannot see the cgroups of its host")


@maps("services.*.uts", to="", fargate=DROPPED)
def uts(node: Node, site: Site) -> None:
    """The host name of the machine is not shared."""
    _private(site, "uts", node.value, "a task cannot share the host's name")


@maps("services.*.userns_mode", to="", fargate=DROPPED)
def userns_mode(node: Node, site: Site) -> None:
    """User namespaces are AWS's choice."""
    _private(site, "userns_mode", node.value, "user namespaces are AWS's choice")


refused("services.*.cgroup_parent", "ECS places tasks in its own cgroups")
refused(
    "services.*.group_add",
    "ECS has no supplementary groups",
    hint="name the group in `user: uid:gid`, or create the group in the image",
)
refused("services.*.device_cgroup_rules", "no field of ECS grants device access by rule")
