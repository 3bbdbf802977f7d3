"""Merges a document over what earlier documents said: chapter 13 of the specification.

Mappings merge key by key, lists append, scalars replace; the table below names the attributes with rules of their own.
Both sides may be in short or long form. Nodes keep the place of the file that wrote them.
"""

from collections.abc import Callable

from compose2ecs.compose.problem import Problem
from compose2ecs.compose.text import scalar_text
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.span import Path, dotted
from compose2ecs.source.node import Node

Rule = Callable[[Node, Node, Path], Node]


def merge(base: Node, over: Node, path: Path = ()) -> Node:
    """``over`` merged over ``base``; Problem where the two cannot be merged. The base is not used afterwards."""
    rule = _rule(path)
    if rule is not None:
        return rule(base, over, path)
    return _merge_plain(base, over, path)


def merge_service(base: Node, over: Node, name: str) -> Node:
    """A service merged over the one that it extends."""
    return merge(base, over, ("services", name))


def _rule(path: Path) -> Rule | None:
    depth = len(path)
    if depth < 3:
        return None
    section = path[0]
    if section == "services":
        return _SERVICE_RULES.get(path[2:]) or (_replace if depth == 4 and path[2] == "ulimits" else None)
    if section in ("networks", "volumes"):
        return _RESOURCE_RULES.get((section, *path[2:]))
    return None


def _merge_plain(base: Node, over: Node, path: Path) -> Node:
    if over.value is None:
        return base
    if base.value is None:
        return over
    if isinstance(base.value, dict):
        if not isinstance(over.value, dict):
            raise _conflict(base, over, path)
        return _merge_mappings(base, over, path)
    if isinstance(base.value, list):
        if not isinstance(over.value, list):
            raise _conflict(base, over, path)
        return Node([*base.value, *over.value], over.span, over.key or base.key)
    return over


def _merge_mappings(base: Node, over: Node, path: Path) -> Node:
    merged = dict(base.value)
    for key, node in over.value.items():
        below = merged.get(key)
        merged[key] = node if below is None else merge(below, node, (*path, key))
    return Node(merged, over.span or base.span, over.key or base.key)


def _conflict(base: Node, over: Node, path: Path) -> Problem:
    return Problem(
        codes.MERGE_CONFLICT,
        f"`{dotted(path)}` cannot override the value of an earlier file",
        span=over.place or base.place,
        path=path,
        hint="use the same form in both files, or replace the value with !override",
    )


def _replace(_base: Node, over: Node, _path: Path) -> Node:
    return over


def _append_pairs(base: Node, over: Node, _path: Path) -> Node:
    return Node([*as_list(base), *as_list(over)], over.span or base.span, over.key or base.key)


def _append_hosts(base: Node, over: Node, _path: Path) -> Node:
    first = as_list(base)
    known = {node.value for node in first if isinstance(node.value, str)}
    second = [node for node in as_list(over) if not (isinstance(node.value, str) and node.value in known)]
    return Node([*first, *second], over.span or base.span, over.key or base.key)


def as_list(node: Node) -> list[Node]:
    """A mapping as its KEY=VALUE items sorted by text, a single text as a list of one, a list as it is."""
    value = node.value
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return [node]
    if not isinstance(value, dict):
        return []
    items = []
    for key, inner in value.items():
        if inner.value is None:
            items.append(Node(key, inner.span or inner.key, inner.key))
        elif isinstance(inner.value, list):
            items += [Node(f"{key}={scalar_text(one.value)}", one.span, inner.key) for one in inner.value]
        else:
            items.append(Node(f"{key}={scalar_text(inner.value)}", inner.span, inner.key))
    return sorted(items, key=lambda item: str(item.value))


def as_mapping(node: Node, default: Callable[[], dict[str, Node]] | None = None) -> Node:
    """A list of names as a mapping with null, or with ``default()``, below each."""
    if isinstance(node.value, dict):
        return node
    entries: dict[str, Node] = {}
    for item in node.value if isinstance(node.value, list) else ():
        entries[str(item.value)] = Node(default() if default else None, item.span, item.span)
    return Node(entries, node.span, node.key)


def started() -> dict[str, Node]:
    """What a name in the list form of depends_on means."""
    return {"condition": Node("service_started"), "required": Node(True)}


def _merge_depends_on(base: Node, over: Node, path: Path) -> Node:
    return _merge_mappings(as_mapping(base, started), as_mapping(over, started), path)


def _merge_names(base: Node, over: Node, path: Path) -> Node:
    return _merge_mappings(as_mapping(base), as_mapping(over), path)


def _merge_build(base: Node, over: Node, path: Path) -> Node:
    return _merge_mappings(_build_mapping(base), _build_mapping(over), path)


def _build_mapping(node: Node) -> Node:
    if isinstance(node.value, str):
        return Node({"context": Node(node.value, node.span, node.key)}, node.span, node.key)
    return node if isinstance(node.value, dict) else Node({}, node.span, node.key)


def _merge_logging(base: Node, over: Node, path: Path) -> Node:
    if not isinstance(base.value, dict) or not isinstance(over.value, dict):
        return _merge_plain(base, over, path)
    first, second = base.get("driver"), over.get("driver")
    if first is None or second is None or first.value == second.value:
        return _merge_mappings(base, over, path)
    return over


def _merge_pools(base: Node, over: Node, path: Path) -> Node:
    """ipam.config: pools with the same subnet merge, others stand side by side."""
    if not isinstance(base.value, list) or not isinstance(over.value, list):
        raise _conflict(base, over, path)
    pools: list[Node] = []
    for original in base.value:
        for other in over.value:
            left, right = as_mapping(original), as_mapping(other)
            if _subnet(left) == _subnet(right):
                _put_pool(pools, _merge_mappings(left, right, path), replace=True)
            else:
                _put_pool(pools, right, replace=False)
    return Node(pools, over.span, over.key)


def _put_pool(pools: list[Node], pool: Node, *, replace: bool) -> None:
    for index, known in enumerate(pools):
        if _subnet(known) == _subnet(pool):
            if replace:
                pools[index] = pool
            return
    pools.append(pool)


def _subnet(pool: Node) -> str:
    node = pool.get("subnet")
    return str(node.value) if node else ""


_SERVICE_RULES: dict[Path, Rule] = {
    ("annotations",): _append_pairs,
    ("build",): _merge_build,
    ("build", "args"): _append_pairs,
    ("build", "additional_contexts"): _append_pairs,
    ("build", "extra_hosts"): _append_hosts,
    ("build", "labels"): _append_pairs,
    ("command",): _replace,
    ("depends_on",): _merge_depends_on,
    ("deploy", "labels"): _append_pairs,
    ("dns",): _append_pairs,
    ("dns_opt",): _append_pairs,
    ("dns_search",): _append_pairs,
    ("entrypoint",): _replace,
    ("env_file",): _append_pairs,
    ("environment",): _append_pairs,
    ("extra_hosts",): _append_hosts,
    ("healthcheck", "test"): _replace,
    ("label_file",): _append_pairs,
    ("labels",): _append_pairs,
    ("logging",): _merge_logging,
    ("models",): _merge_names,
    ("networks",): _merge_names,
    ("sysctls",): _append_pairs,
    ("tmpfs",): _append_pairs,
}
_RESOURCE_RULES: dict[Path, Rule] = {
    ("networks", "ipam", "config"): _merge_pools,
    ("networks", "labels"): _append_pairs,
    ("volumes", "labels"): _append_pairs,
}
