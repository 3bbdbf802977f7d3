"""How large a task is: what its containers ask for, rounded up to a size that Fargate offers."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import launch as launch_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.values import mebibytes, parse_bytes
from compose2ecs.translate.fargate import Size, data, image_fact, image_name, sizes, smallest
from compose2ecs.translate.scope import FARGATE, Plan, Scope, Task

#: CPU units of one vCPU.
UNITS = 1024
#: Docker's period of the CPU quota, in microseconds.
DEFAULT_PERIOD = 100_000
#: ECS refuses less. Source: ECS API reference, ContainerDefinition.memory.
LEAST_MEMORY = 6
#: A task on machines that says nothing, in MiB and units; 128 units are the least that ECS takes.
_UNSAID_MEMORY, _LEAST_UNITS = 512, 128


class Asked(NamedTuple):
    """What a container asks for: ``cpu`` in units, ``memory`` in MiB, 0 for nothing; ``at`` is where.

    ``limit`` is the memory limit alone, where ``memory`` is the larger of limit and reservation.
    """

    cpu: int
    memory: int
    limit: int
    at: Path


def choose_sizes(scope: Scope) -> None:
    """``Cpu`` and ``Memory`` of every task, and the reservations of its containers."""
    for task in scope.tasks.values():
        asked = [_asked(plan, scope) for plan in task.plans]
        for plan, one in zip(task.plans, asked, strict=True):
            _reserve(plan)
            if len(task.plans) > 1:
                _divide(plan, one)
        size = _said(task, asked, scope) or _chosen(task, asked, scope)
        task.definition["Cpu"] = str(size.cpu)
        task.definition["Memory"] = str(size.memory)
        _storage(task, scope)


def _said(task: Task, asked: list[Asked], scope: Scope) -> Size | None:
    """`x-ecs.cpu` and `x-ecs.memory`; Compose's limits stand for what they leave out. None where neither is said."""
    x = task.primary.x
    if not (x.has("cpu") or x.has("memory")):
        return None
    from compose2ecs.translate.capacity import cpu_units

    path = x.at("cpu") if x.has("cpu") else x.at("memory")
    units = cpu_units(str(x.get("cpu") or 0))
    if units is None:
        message = f"`cpu: {x.get('cpu')}` is not a size"
        scope.say(launch_codes.SIZE, message, x.at("cpu"), hint="write 512, 0.5 or `0.5 vCPU`")
        units = 0
    limits = Asked(sum(one.cpu for one in asked), sum(one.memory for one in asked), 0, path)
    if (units and limits.cpu) or (x.has("memory") and limits.memory):
        message = f"`x-ecs` sizes the task, not the limits ({_wish(limits.cpu, limits.memory, 0)})"
        scope.say(row_codes.ADAPTED, message, asked[0].at)
    memory = mebibytes(int(x.get("memory") or 0)) or limits.memory
    return _chosen(task, [Asked(units or limits.cpu, memory, 0, path)], scope)


def _chosen(task: Task, asked: list[Asked], scope: Scope) -> Size:
    return _size(task, asked, scope) if task.launch_type == FARGATE else _machine(task, asked)


def _machine(task: Task, asked: list[Asked]) -> Size:
    """On machines a task is as large as it asks for; 512 MiB where it does not say."""
    memory = sum(one.memory for one in asked) or _UNSAID_MEMORY
    return Size(max(_LEAST_UNITS, sum(one.cpu for one in asked)), memory + sum(_tmpfs(plan) for plan in task.plans))


def _asked(plan: Plan, scope: Scope) -> Asked:
    limits = ("deploy", "resources", "limits")
    reservations = ("deploy", "resources", "reservations")
    cpu = _first(plan, scope, [(*limits, "cpus"), ("cpus",)], float)
    quota = _quota(plan, bool(cpu), scope)
    cpu = cpu or quota
    reserved = float(plan.get(*reservations, "cpus") or 0)
    if cpu and reserved:
        message = "`reservations.cpus` changes nothing: the limit sizes the task"
        scope.say(row_codes.ADAPTED, message, plan.at(*reservations, "cpus"))
    memory = _first(plan, scope, [(*limits, "memory"), ("mem_limit",)], parse_bytes)
    kept = _first(plan, scope, [(*reservations, "memory"), ("mem_reservation",)], parse_bytes)
    task = scope.task_of(plan.name)
    if plan.get("cpu_shares") and task is not None and len(task.plans) == 1:
        message = "`cpu_shares` changes nothing: it weighs the containers of one task, and this one is alone"
        scope.say(row_codes.ADAPTED, message, plan.at("cpu_shares"))
    at = plan.at(*limits) if plan.node.get(*limits) else plan.path
    limit = mebibytes(int(memory))
    return Asked(round((cpu or reserved) * UNITS), max(limit, mebibytes(int(kept))), limit, at)


def _first(plan: Plan, scope: Scope, paths: list[tuple[str, ...]], parse: Any) -> float:
    """The first value that is written and not zero; 0 where there is none. Said twice is told."""
    found = 0.0
    for path in paths:
        value = plan.get(*path)
        if value is None:
            continue
        amount = parse(value)
        name = ".".join(path)
        if found:
            scope.say(row_codes.ADAPTED, f"`{name}: {value}` is said twice", plan.at(*path))
        elif amount <= 0:
            scope.say(row_codes.ADAPTED, f"`{name}: {value}` means no limit", plan.at(*path))
        else:
            found = float(amount)
    return found


def _quota(plan: Plan, limited: bool, scope: Scope) -> float:
    """The CPUs of `cpu_quota`; where they are ``limited`` otherwise, too, that is told."""
    quota, period = plan.get("cpu_quota"), plan.get("cpu_period")
    length = _microseconds(period) or DEFAULT_PERIOD
    cpus = _microseconds(quota) / length if quota is not None else 0.0
    for key, value in (("cpu_quota", quota), ("cpu_period", period)):
        if value is not None:
            effect = f"a limit of {cpus:g} CPUs" if cpus > 0 else "no limit"
            effect += ", which gives way to `cpus`" if limited else ""
            scope.say(row_codes.ADAPTED, f"`{key}: {value}` is {effect}", plan.at(key))
    return max(cpus, 0.0)


def _microseconds(value: Any) -> float:
    try:
        return float(value or 0)
    except (TypeError, ValueError):
        from compose2ecs.model.values import parse_duration

        return parse_duration(str(value)) * 1_000_000


def _reserve(plan: Plan) -> None:
    reserved = plan.get("deploy", "resources", "reservations", "memory") or plan.get("mem_reservation")
    if reserved and parse_bytes(reserved) > 0:
        plan.container["MemoryReservation"] = max(LEAST_MEMORY, mebibytes(parse_bytes(reserved)))


def _divide(plan: Plan, asked: Asked) -> None:
    """Among several containers: each its own memory limit, and its share of the CPU."""
    shares = asked.cpu or int(plan.get("cpu_shares") or 0)
    if shares:
        plan.container["Cpu"] = shares
    if asked.limit:
        plan.container["Memory"] = max(LEAST_MEMORY, asked.limit)
        if plan.container.get("MemoryReservation", 0) >= plan.container["Memory"]:
            del plan.container["MemoryReservation"]


def _tmpfs(plan: Plan) -> int:
    mounts = plan.container.get("LinuxParameters", {}).get("Tmpfs", ())
    return sum(int(mount["Size"]) for mount in mounts)


def _size(task: Task, asked: list[Asked], scope: Scope) -> Size:
    cpu = max(sum(one.cpu for one in asked), sum(int(plan.container.get("Cpu", 0)) for plan in task.plans))
    memory = sum(one.memory for one in asked)
    plan = task.primary
    image = str(plan.get("image") or "")
    floor = 0 if memory else int(image_fact("memory_mib", image) or 0)
    tmpfs = sum(_tmpfs(one) for one in task.plans)
    windows = task.definition["RuntimePlatform"]["OperatingSystemFamily"].startswith("WINDOWS")
    facts = data("fargate")
    bounds = (facts["windows_minimum_cpu"], facts["windows_maximum_cpu"]) if windows else (0, 1 << 30)
    size = smallest(cpu, max(memory, floor) + tmpfs, *bounds)
    wish = _wish(cpu, memory, tmpfs)
    if size is None:
        largest = sizes()[-1]
        hint = f"the largest is {largest}; or run it on machines of your own: `x-ecs.launch_type: ec2`"
        scope.say(codes.NO_SIZE, f"no Fargate size fits {wish}", asked[0].at, hint=hint)
        return largest
    if not cpu and not memory:
        plan.defaults.append(str(size) + (f" (`{image_name(image)}` needs it)" if floor > sizes()[0].memory else ""))
    if (cpu or memory or tmpfs) and (size.cpu, size.memory) != (cpu, memory):
        scope.say(codes.SIZE, f"the task gets {size}: it asks for {wish}", asked[0].at)
    return size


def _wish(cpu: int, memory: int, tmpfs: int) -> str:
    """``0.5 vCPU and 200 MiB``, ``no CPU and 512 MiB``."""
    told = f"{f'{cpu / UNITS:g} vCPU' if cpu else 'no CPU'} and {f'{memory} MiB' if memory else 'no memory'}"
    return f"{told} and {tmpfs} MiB of tmpfs" if tmpfs else told


def _storage(task: Task, scope: Scope) -> None:
    """`storage_opt.size` and `x-ecs.ephemeral_storage` are the task's ephemeral storage."""
    if task.launch_type != "fargate":
        for text, path in (
            (task.primary.get("storage_opt", "size"), task.primary.at("storage_opt", "size")),
            (task.primary.x.get("ephemeral_storage"), task.primary.x.at("ephemeral_storage")),
        ):
            if text is not None:
                scope.say(launch_codes.DROPPED, f"storage `{text}` is dropped: the instance's disk is shared", path)
        return
    said = task.primary.x.get("ephemeral_storage")
    if said is not None:
        gib, facts = -(-int(said) // 2**30), data("fargate")["ephemeral_storage_gib"]
        kept = max(facts["lowest"], min(facts["highest"], gib))
        if kept * 2**30 != said:
            message = f"`ephemeral_storage` ({said} bytes) becomes {kept} GiB"
            scope.say(row_codes.CLAMPED, message, task.primary.x.at("ephemeral_storage"))
        task.definition["EphemeralStorage"] = {"SizeInGiB": kept}
    asked = task.primary.get("storage_opt", "size")
    if asked is None:
        return
    facts = data("fargate")["ephemeral_storage_gib"]
    path = task.primary.at("storage_opt", "size")
    try:
        gib = -(-parse_bytes(str(asked)) // 2**30)
    except ValueError:
        scope.say(row_codes.NO_EQUIVALENT, f"`storage_opt.size: {asked}` is dropped: it is not a size", path)
        return
    kept = max(facts["lowest"], min(facts["highest"], gib))
    if gib <= facts["default"]:
        message = f"`storage_opt.size: {asked}` changes nothing: a task has {facts['default']} GiB anyway"
        scope.say(row_codes.ADAPTED, message, path)
        return
    if kept * 2**30 != parse_bytes(str(asked)):
        message = (
            f"`storage_opt.size: {asked}` becomes {kept} GiB: Fargate allows {facts['lowest']} to {facts['highest']}"
        )
        scope.say(row_codes.CLAMPED, message, path)
    task.definition["EphemeralStorage"] = {"SizeInGiB": kept}
