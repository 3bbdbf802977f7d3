"""What only machines have: GPUs, devices, swap, process limits. Each acts in place of a refusal on EC2 and Managed
Instances."""

from typing import Any

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.model.values import mebibytes, parse_bytes
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import Site, place

#: How many GPUs are asked for where nothing is said: Compose means all, ECS needs a number.
_KINDS = ("gpu", "nvidia-gpu", "nvidia.com/gpu")


def devices(node: Node, site: Site) -> list[dict[str, Any]] | None:
    """`devices`: what stands in the machine, at a path in the container."""
    made = []
    if site.launch_type != "ec2":
        for index, item in enumerate(node.value):
            one = plain(item)
            source = one.get("source") if isinstance(one, dict) else one
            message = f"`devices: {source}` may not exist: Managed Instances choose their machines themselves"
            site.say(codes.DROPPED, message, index, hint="use `x-ecs.launch_type: ec2` and a type that has it")
    for index, item in enumerate(node.value):
        one = plain(item)
        if isinstance(one, dict) and one.get("permissions") == "rwm":
            site.say(codes.ADAPTED, "`permissions: rwm` is so anyway", index, "permissions")
        if isinstance(one, str):
            source, _, rest = one.partition(":")
            target, _, letters = rest.partition(":")
            one = {"source": source, "target": target, "permissions": letters}
        words = [word for word in ("read", "write", "mknod") if word[0] in (one.get("permissions") or "rwm")]
        made.append(
            {"HostPath": one["source"], "ContainerPath": one.get("target") or one["source"], "Permissions": words}
        )
    return made or None


def requests(node: Node, site: Site) -> list[dict[str, str]] | None:
    """`gpus` and `reservations.devices` as a number of GPUs."""
    if not isinstance(node.value, list):
        return _numbered(str(plain(node)), site)
    total = 0
    for index, item in enumerate(node.value):
        one = plain(item) or {}
        ids, count, driver = one.get("device_ids") or [], one.get("count"), one.get("driver")
        kinds = one.get("capabilities") or ["gpu"]
        if driver not in (None, "", "nvidia") or "gpu" not in kinds:
            message = f"driver `{driver}` with capabilities `{', '.join(map(str, kinds))}` cannot be asked for"
            site.say(codes.GPU, message, index, hint="only NVIDIA GPUs can: `driver: nvidia`, `capabilities: [gpu]`")
            continue
        for key in sorted(one):
            if key in ("device_ids", "driver", "options", "capabilities") and one[key]:
                site.say(codes.ADAPTED, f"`{key}: {one[key]}`: ECS chooses which GPUs", index, key)
        if ids:
            total += len(ids)
        elif isinstance(count, int) and count > 0:
            total += count
        elif count in (-1, "all", None):  # the canonical model prints -1 for `all`, and for no count at all
            total += 1
            site.say(codes.ADAPTED, "`count: all` becomes 1: ECS reserves a number of GPUs", index, hint="say how many")
        else:
            _numbered(str(count or "all"), site, index)
            total += 1
    return _gpu(total, site)


def _numbered(text: str, site: Site, *below: int) -> list[dict[str, str]] | None:
    if text.isdigit() and int(text) > 0:
        return _gpu(int(text), site)
    site.say(codes.GPU, f"`count: {text}`: ECS needs the number of GPUs", *below, hint="write `count: 1`")
    return None


def _gpu(number: int, site: Site) -> list[dict[str, str]] | None:
    if number and site.container.get("ResourceRequirements"):
        site.say(codes.ADAPTED, f"{number} GPUs are asked for twice; the other number is used")
        return None
    return [{"Type": "GPU", "Value": str(number)}] if number else None


def generic(node: Node, site: Site) -> list[dict[str, str]] | None:
    """`generic_resources`: GPUs by number, nothing else."""
    total = 0
    for index, item in enumerate(node.value):
        spec = (plain(item) or {}).get("discrete_resource_spec") or {}
        if str(spec.get("kind", "")).lower() in _KINDS:
            total += int(spec.get("value") or 1)
            if spec.get("value") == 1:
                site.say(codes.ADAPTED, "`value: 1` is so anyway", index, "discrete_resource_spec", "value")
            continue
        message = f"generic resource `{spec.get('kind')}` ({spec.get('value')}) cannot be asked for"
        site.say(codes.GPU, message, index, hint="only `kind: gpu` can")
    return _gpu(total, site)


def swappiness(node: Node, site: Site) -> int | None:
    """`mem_swappiness`; works where the instance has swap and `memswap_limit` is set."""
    return _ec2(node, site, int(str(node.value)))


def swap(node: Node, site: Site) -> int | None:
    """`memswap_limit` is memory and swap together, ECS wants the swap alone, in MiB."""
    if str(node.value) == "-1":
        site.say(codes.DROPPED, f"`memswap_limit: {node.value}` is dropped: ECS needs an amount of swap")
        return None
    service = site.service
    limit = plain(service.get("deploy", "resources", "limits", "memory")) if service else None
    limit = limit or (plain(service.get("mem_limit")) if service else None) or 0
    return _ec2(node, site, max(0, mebibytes(parse_bytes(str(node.value))) - mebibytes(parse_bytes(str(limit)))))


def _ec2(node: Node, site: Site, value: int) -> int | None:
    if site.launch_type == "ec2":
        return value
    if place(node) is not None:
        message = f"`{site.name}: {node.value}` is dropped: Managed Instances have no swap"
        site.say(codes.DROPPED, message, hint="use `x-ecs.launch_type: ec2`")
    return None


def pids(node: Node, site: Site) -> None:
    """`pids_limit`: a setting of the instance's agent, for all its tasks; ``capacity`` writes it."""
    if site.launch_type == "ec2" and isinstance(node.value, int) and node.value > 0:
        message = f"`{site.name}: {node.value}` is a limit of every task on the instances"
        site.say(codes.ADAPTED, message)
    else:
        site.say(codes.DROPPED, f"`{site.name}: {node.value}` is dropped: nothing to limit it with")
