"""Extension keys: which of them are ours, and at which level they may stand.

``x-ecs`` says what Compose cannot. Docker Compose ignores it, so a spelling mistake there would never be noticed:
unknown keys are errors. ``x-compose2ecs`` is its synonym, for files that another tool reads as well. ``x-aws-*`` are
the keys of Docker's retired ECS integration.
"""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.source.node import Node
from compose2ecs.translate.attribute import leaves, place

NAMES = ("x-ecs", "x-compose2ecs")

_FILE_KEYS = "arn ssm secretsmanager inject env keys kms_key"

#: The keys under ``x-ecs`` by level, separated by spaces.
KEYS = {
    "project": "region launch_type cpu_architecture stack_name cluster vpc subnets security_groups load_balancer"
    " service_discovery registry secrets allow execution_role permissions_boundary role_path logs tags stack defaults"
    " resources outputs patch",
    "service": "ignore allow external kind run launch_type capacity cpu memory cpu_architecture os_family"
    " platform_version ephemeral_storage task essential autoscaling load_balancer network service_connect task_role"
    " execution_role secrets env_files logs deployment schedule exec registry_credentials placement az_rebalancing"
    " instance_type tags overrides",
    "port": "protocol listener_port publish name",
    "volume": "type file_system access_point root_directory uid gid permissions transit_encryption iam performance_mode"
    " throughput_mode provisioned_throughput lifecycle backup kms_key size volume_type iops snapshot on_delete",
    "network": "security_group subnets",
    "secret": _FILE_KEYS,
    "config": _FILE_KEYS,
}

#: The keys of Docker's retired ECS integration (docker/compose-cli, ecs/x.go).
AWS_KEYS = frozenset(
    "x-aws-" + name
    for name in (
        "cluster",
        "vpc",
        "loadbalancer",
        "logs_retention",
        "cloudformation",
        "pull_credentials",
        "role",
        "policies",
        "autoscaling",
        "min_percent",
        "max_percent",
        "protocol",
        "securitygroup",
        "keys",
    )
)


def extension(key: str, node: Node, path: Path, report: Report) -> None:
    """Look at one ``x-`` key that stands at ``path``: check ours, note the others."""
    span = node.key or node.span
    if key in NAMES:
        _ours(node, path, report)
    elif key in AWS_KEYS:
        _not_yet(node, path, report)
    elif span is not None:
        size = _size(node)
        holds = f", with {size} value{'s' if size > 1 else ''} below," if size else ""
        report.add(codes.EXTENSION, f"`{dotted(path)}`{holds} is ignored: it is no key of ECS", path=path, span=span)


def level(path: Path) -> str:
    """The level at which an extension key stands: a key of KEYS, or "" where ``x-ecs`` has no meaning."""
    if len(path) == 1:
        return "project"
    if len(path) == 3:
        return {
            "services": "service",
            "volumes": "volume",
            "networks": "network",
            "secrets": "secret",
            "configs": "config",
        }.get(str(path[0]), "")
    return "port" if len(path) == 5 and path[0] == "services" and path[2] == "ports" else ""


def _ours(node: Node, path: Path, report: Report) -> None:
    span = node.key or node.span
    where = level(path)
    if not where:
        hint = "it may stand at the top level, in a service, port, volume, network, secret or config"
        report.add(codes.UNKNOWN_X_ECS, f"`{dotted(path)}` has no meaning here", path=path, span=span, hint=hint)
        return
    if not isinstance(node.value, dict):
        if node.value is not None:
            report.add(codes.BAD_X_ECS, f"`{dotted(path)}` must be a mapping", path=path, span=node.span or span)
        return
    known = KEYS[where].split()
    for key, below in node.value.items():
        if key not in known:
            _unknown(key, known, below, (*path, key), where, report)
        elif key != "allow":
            _not_yet(below, (*path, key), report)


def _unknown(key: str, known: list[str], node: Node, path: Path, where: str, report: Report) -> None:
    from difflib import get_close_matches

    near = get_close_matches(key, known, 1)
    elsewhere = [other for other in KEYS if key in KEYS[other].split()]
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(sorted(known))}"
    if elsewhere:
        hint = f"`{key}` is a key of the {elsewhere[0]} level"
    message = f"unknown key `{key}` under `{dotted(path[:-1])}`"
    report.add(codes.UNKNOWN_X_ECS, message, path=path, span=node.key or node.span, label=f"no {where} key", hint=hint)


def _not_yet(node: Node, path: Path, report: Report) -> None:
    found = list(leaves(node, path)) or [(path, node)]
    for below, leaf in found:
        message = f"`{dotted(below)}` is not translated yet: this version reads `x-ecs.allow` only"
        report.add(codes.NOT_YET, message, path=below, span=place(leaf) or place(node))


def _size(node: Node) -> int:
    """How many values lie below, on all levels (so that removing any one of them shows)."""
    value = node.value
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + _size(inner) for inner in below)
