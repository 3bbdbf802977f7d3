"""Which services take part: profiles, the selection on the command line, and the resources that are left over."""

from compose2ecs.compose.problem import Problem
from compose2ecs.compose.volumespec import is_path
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.source.node import Node


def active(services: dict[str, Node], profiles: frozenset[str]) -> dict[str, Node]:
    """The services that no profile disables; ``*`` enables all."""
    return {name: service for name, service in services.items() if is_enabled(service, profiles)}


def is_enabled(service: Node, profiles: frozenset[str]) -> bool:
    """Whether a service has no profile, or one of the active ones."""
    own = service.get("profiles")
    if own is None or not own.value or "*" in profiles:
        return True
    return any(item.value in profiles for item in own.value)


def selected(
    services: dict[str, Node], enabled: dict[str, Node], names: tuple[str, ...]
) -> tuple[dict[str, Node], dict[str, Node]]:
    """The named services with all that they depend on, and the services that are enabled by being named."""
    for name in names:
        if name not in services:
            raise Problem(codes.NO_SUCH_SERVICE, f"no such service: {name}", hint=_known(services, name))
    everyone = {name: node for name, node in services.items() if name in enabled or name in names}
    wanted: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in wanted or name not in everyone:
            continue
        wanted.add(name)
        depends_on = everyone[name].get("depends_on")
        waiting += [key for key, _ in depends_on.items()] if depends_on else []
    return {name: node for name, node in everyone.items() if name in wanted}, everyone


def _known(services: dict[str, Node], name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, services, 1)
    return f"did you mean `{close[0]}`?" if close else f"the project has {', '.join(services) or 'no services'}"


def drop_unused(tree: Node) -> None:
    """Remove the top-level resources that no service uses."""
    used: dict[str, set[str]] = {
        "networks": set(),
        "volumes": set(),
        "secrets": set(),
        "configs": set(),
        "models": set(),
    }
    services = tree.get("services")
    for _, service in services.items() if services else ():
        _note_uses(service, used)
    for section, names in used.items():
        top = tree.get(section)
        if top is None or not isinstance(top.value, dict):
            continue
        top.value = {name: node for name, node in top.value.items() if name in names}
        if not top.value:
            del tree.value[section]


def _note_uses(service: Node, used: dict[str, set[str]]) -> None:
    for section in ("networks", "models"):
        entries = service.get(section)
        used[section].update(key for key, _ in entries.items()) if entries else None
    for volume in _list(service.get("volumes")):
        kind, source = volume.get("type"), volume.get("source")
        if kind is not None and kind.value == "volume" and source is not None and not is_path(str(source.value)):
            used["volumes"].add(str(source.value))
    spec = service.get("credential_spec", "config")
    if spec is not None:
        used["configs"].add(str(spec.value))
    for section in ("secrets", "configs"):
        for mount in (*_list(service.get(section)), *_list(service.get("build", section))):
            source = mount.get("source")
            if source is not None:
                used[section].add(str(source.value))


def _list(node: Node | None) -> list[Node]:
    return node.value if node is not None and isinstance(node.value, list) else []
