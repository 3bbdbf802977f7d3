"""What is asked of the VPC: a new one or an existing one, its range, its zones, and the way out of it."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.translate.scope import Scope
from compose2ecs.translate.xecs.extensions import View

NEW, EXISTING, DEFAULT = "new", "existing", "default"
#: Ways out of private subnets: tasks in public ones instead, one NAT gateway, one per zone, endpoints only.
NONE, SINGLE, PER_ZONE, ENDPOINTS = "none", "single", "per_az", "endpoints"
RANGE = "10.0.0.0/16"
ZONES = 2
PUBLIC, PRIVATE = "public", "private"


class Wish(NamedTuple):
    """``kind`` is NEW, EXISTING or DEFAULT; ``id`` of an existing VPC, "" for a parameter; ``range`` "" for unknown.

    ``tasks`` and ``load_balancer`` are the subnets: [public], [private], or ids; [] where nothing is said.
    """

    kind: str
    id: str
    range: str
    zones: int
    nat: str
    tasks: list[str]
    load_balancer: list[str]


def wish(scope: Scope) -> Wish:
    """What the project's x-ecs says about its VPC; contradictions are told."""
    view = scope.x.project
    tasks = view.get("subnets", "tasks") or []
    balancer = view.get("subnets", "load_balancer") or []
    vpc = view.get("vpc") or {}
    kind, id = _kind(vpc, [*tasks, *balancer], scope)
    nat = vpc.get("nat", "")
    for subnets, usual, key in ((tasks, PRIVATE, "tasks"), (balancer, PUBLIC, "load_balancer")):
        if subnets == [usual] and not (nat == NONE and key == "tasks") and kind != DEFAULT:
            tell_default(scope, view, usual, "subnets", key)
    if kind != NEW:
        _tell_existing(vpc, kind, scope)
        return Wish(kind, id, vpc.get("cidr", ""), vpc.get("azs", ZONES), nat, tasks, balancer)
    if not nat:
        nat = NONE if tasks == [PUBLIC] else SINGLE
    usual_values: dict[str, Any] = {"id": NEW, "create": True, "cidr": RANGE, "azs": ZONES, "nat": SINGLE}
    for key, value in usual_values.items():
        if vpc.get(key) == value:
            tell_default(scope, view, str(value).lower(), "vpc", key)
    return Wish(kind, "", vpc.get("cidr", RANGE), vpc.get("azs", ZONES), nat, tasks, balancer)


def _kind(vpc: dict[str, Any], subnets: list[str], scope: Scope) -> tuple[str, str]:
    """(NEW, EXISTING or DEFAULT, the id that the file gives)."""
    id = str(vpc.get("id") or "")
    if id == DEFAULT:
        return DEFAULT, ""
    if id and id != NEW:
        check_id(id, "vpc-", scope, scope.x.project.at("vpc", "id"))
        return EXISTING, id
    if vpc.get("create") is False:
        return EXISTING, ""
    if not vpc and (any(one.startswith("subnet-") for one in subnets) or _names_existing(scope)):
        return EXISTING, ""
    return NEW, ""


def _names_existing(scope: Scope) -> bool:
    """Whether anything names an existing subnet or security group; then the VPC exists, too."""
    if scope.x.project.has("security_groups"):
        return True
    for name in scope.project.section("networks"):
        used = any(name in plan.networks for plan in scope.plans.values())
        if used and (external_group(scope, name) or _ids(scope.x.entry("networks", name).peek("subnets"))):
            return True
    return any(
        plan.x.has("network", "security_groups", "ids") or _ids(plan.x.peek("network", "subnets"))
        for plan in scope.plans.values()
    )


def _ids(subnets: Any) -> bool:
    return any(str(one).startswith("subnet-") for one in subnets or ())


def external_group(scope: Scope, network: str) -> str:
    """The existing security group that a network is, "" for none: by x-ecs, or external and called sg-…"""
    group = scope.x.entry("networks", network).peek("security_group")
    if group:
        return str(group)
    written = scope.project.get("networks", network) or {}
    name = str(written.get("name") or "") if written.get("external") else ""
    return name if name.startswith("sg-") else ""


def check_id(id: str, prefix: str, scope: Scope, path: tuple[str | int, ...]) -> None:
    """Tell where a text is no id of its kind; EC2 made 8 digits once and makes 17 now."""
    digits = id.removeprefix(prefix)
    if not id.startswith(prefix) or len(digits) not in (8, 17) or not all(one in "0123456789abcdef" for one in digits):
        hint = f"an id looks like {prefix}0a1b2c3d4e5f67890"
        scope.say(codes.NOT_AN_ID, f"`{id}` is not an id that starts with {prefix}", path, hint=hint)


def tell_default(scope: Scope, view: View, value: str, *path: str | int) -> None:
    """A note for a written value that changes nothing, so that it is not silently lost."""
    name = ".".join(str(step) for step in path)
    scope.say(codes.DEFAULT_ANYWAY, f"`{name}: {value}` is so anyway", view.at(*path))


def _tell_existing(vpc: dict[str, Any], kind: str, scope: Scope) -> None:
    view = scope.x.project
    if vpc.get("nat") in (SINGLE, PER_ZONE, ENDPOINTS):
        message = f"`vpc.nat: {vpc['nat']}` has no effect: the VPC exists, and nothing is added to it"
        scope.say(codes.NOT_IN_EXISTING, message, view.at("vpc", "nat"))
    if "create" in vpc and (vpc["create"] or vpc.get("id")):
        message = f"`vpc.create: {str(vpc['create']).lower()}` has no effect: `{vpc.get('id')}` exists"
        scope.say(codes.NOT_IN_EXISTING, message, view.at("vpc", "create"))
    if kind == DEFAULT and vpc.get("nat") == NONE:
        tell_default(scope, view, NONE, "vpc", "nat")
    if "cidr" in vpc:
        message = f"`vpc.cidr: {vpc['cidr']}` is taken for the range of the existing VPC: the load balancer reaches it"
        scope.say(codes.EXISTING_VPC, message, view.at("vpc", "cidr"))
    if "azs" in vpc:
        message = f"`vpc.azs: {vpc['azs']}` is how many subnets are parameters where none are named"
        scope.say(codes.EXISTING_VPC, message, view.at("vpc", "azs"))
