"""Extension keys: which of them are ours, and at which level they may stand.

``x-ecs`` says what Compose cannot. Docker Compose ignores it, so a spelling mistake there would never be noticed:
unknown keys are errors. ``x-compose2ecs`` is its synonym, for files that another tool reads as well. ``x-aws-*`` are
the keys of Docker's retired ECS integration.
"""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.model.secrets import EXTENSIONS
from compose2ecs.source.node import Node

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
    if key in EXTENSIONS:
        _placed(node, path, report)
    elif key in AWS_KEYS:
        _older(node, path, report)
    elif span is not None:
        size = count_values(node)
        holds = f", with {size} value{'s' if size > 1 else ''} below," if size else ""
        report.add(codes.EXTENSION, f"`{dotted(path)}`{holds} is ignored: it is no key of ECS", path=path, span=span)


def level(path: Path) -> str:
    """The level at which an extension key stands, as ``xecs.keys`` names it, or "" where ``x-ecs`` has no meaning."""
    if len(path) == 1:
        return "project"
    if len(path) == 3:
        return {
            "services": "service",
            "volumes": "volume",
            "networks": "network",
            "secrets": "secret",
            "configs": "config",
            "models": "model",
        }.get(str(path[0]), "")
    return "port" if len(path) == 5 and path[0] == "services" and path[2] == "ports" else ""


def _placed(node: Node, path: Path, report: Report) -> None:
    """What stands under our key is read elsewhere (``xecs``); here only where it may stand."""
    span = node.key or node.span
    if not level(path):
        hint = "it may stand at the top level, in a service, port, volume, network, secret, config or model"
        report.add(codes.UNKNOWN_X_ECS, f"`{dotted(path)}` has no meaning here", path=path, span=span, hint=hint)


def _older(node: Node, path: Path, report: Report) -> None:
    """What older keys say is read elsewhere (``xecs.aliases``); here only where they may stand."""
    from compose2ecs.translate.xecs.aliases import ALIASES, level_of

    if not level_of(path):
        places = [
            f"{level}: `{dotted(alias.at)}`"
            for level, row in ALIASES.items()
            for alias in row
            if alias.at[-1] == path[-1]
        ]
        hint = f"it may stand at the level of a {' or '.join(dict.fromkeys(places))}"
        report.add(codes.UNKNOWN_X_ECS, f"`{dotted(path)}` has no meaning here", path=path, span=node.place, hint=hint)


def count_values(node: Node) -> int:
    """How many values lie below, on all levels (so that removing any one of them shows)."""
    value = node.value
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + count_values(inner) for inner in below)
