"""Where each task runs: its subnets, its public address, and the existing security groups that it is in."""

from typing import Any

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.vpcwish import (
    DEFAULT,
    NEW,
    NONE,
    PRIVATE,
    PUBLIC,
    Wish,
    check_id,
    external_group,
    tell_default,
)
from compose2ecs.translate.scope import Scope, Task
from compose2ecs.translate.xecs.extensions import View


def place_tasks(scope: Scope) -> None:
    """``subnets``, ``public_ip`` and ``extra_groups`` of every task."""
    asked: Wish = scope.shared["wish"]
    _project_subnets(asked, scope)
    everywhere = _existing(scope.x.project.get("security_groups") or [], scope.x.project.at("security_groups"), scope)
    for task in scope.tasks.values():
        task.subnets, task.public_ip = scope.shared["private"], scope.shared["public-ip"]
        said = _said(task, scope)
        if said:
            _choose(task, *said, scope)
        _address(task, scope)
        task.extra_groups = list(everywhere)
        _groups(task, scope)
    if scope.shared["public-ip"] and scope.tasks:
        view = scope.x.project
        path = view.at("vpc") if view.has("vpc") else view.at("subnets")
        scope.say(codes.PUBLIC_TASKS, "tasks run in public subnets, with public addresses and closed groups", path)


def _project_subnets(asked: Wish, scope: Scope) -> None:
    """What `x-ecs.subnets` says in a new VPC; ``existing`` reads it in an existing one."""
    if asked.kind != NEW:
        return
    view = scope.x.project
    for key, subnets in (("tasks", asked.tasks), ("load_balancer", asked.load_balancer)):
        for index, one in enumerate(subnets):
            if one not in (PUBLIC, PRIVATE):
                hint = "name their VPC: `x-ecs.vpc: vpc-…`"
                message = f"`subnets.{key}: {one}` is no subnet of the new VPC"
                scope.say(codes.OTHER_VPC, message, view.at("subnets", key, index), hint=hint)
            elif index:
                message = f"`subnets.{key}: {one}` is dropped: `{subnets[0]}` is said before"
                scope.say(codes.SUBNETS, message, view.at("subnets", key, index))
    if asked.tasks == [PRIVATE] and asked.nat == NONE:
        message = "`subnets.tasks: private`: without NAT there are public subnets only"
        scope.say(codes.SUBNETS, message, view.at("subnets", "tasks"))
    if asked.tasks[:1] == [PUBLIC]:
        scope.shared["public-ip"] = True
        scope.shared["private-subnets"] = scope.shared["private"]
        scope.shared["private"] = scope.shared["public"]
    if asked.load_balancer[:1] == [PRIVATE]:
        scope.shared["public"] = scope.shared["private"]


def _said(task: Task, scope: Scope) -> tuple[list[str], Path] | None:
    """The subnets that a task asks for: its services' own, then its networks'; others are told."""
    found: tuple[list[str], Path] | None = None
    sources: list[tuple[View, tuple[str, ...]]] = [(plan.x, ("network", "subnets")) for plan in task.plans]
    sources += [(scope.x.entry("networks", name), ("subnets",)) for name in task.networks if _written(name, scope)]
    for view, path in sources:
        value = view.get(*path)
        if not value:
            continue
        if found is None:
            found = (value, view.at(*path))
        elif value != found[0]:
            message = f"`subnets: {', '.join(value)}` is not used for `{task.name}`, which is in {', '.join(found[0])}"
            scope.say(codes.SUBNETS, message, view.at(*path))
        else:
            scope.say(codes.DEFAULT_ANYWAY, f"`subnets: {', '.join(value)}` is said already", view.at(*path))
    return found


def _written(network: str, scope: Scope) -> bool:
    return scope.project.tree.get("networks", network) is not None


def _choose(task: Task, subnets: list[str], path: Path, scope: Scope) -> None:
    asked: Wish = scope.shared["wish"]
    ids = [one for one in subnets if one not in (PUBLIC, PRIVATE)]
    if ids and asked.kind == NEW:
        message = f"`{task.name}` asks for {', '.join(ids)}, which are no subnets of the new VPC"
        scope.say(codes.OTHER_VPC, message, path, hint="name their VPC: `x-ecs.vpc: vpc-…`")
        return
    for one in ids:
        check_id(one, "subnet-", scope, path)
    words = [one for one in subnets if one not in ids]
    if (ids and words) or len(words) > 1:
        message = f"`{task.name}` asks for {', '.join(subnets)}: only {', '.join(ids) or words[0]} is used"
        scope.say(codes.SUBNETS, message, path)
    if ids:
        task.subnets = ids
    elif words[0] == PUBLIC:
        if task.public_ip:
            scope.say(codes.DEFAULT_ANYWAY, "`subnets: public` is so anyway", path)
        task.subnets, task.public_ip = scope.shared["public"], True
    elif asked.kind == DEFAULT or (asked.kind == NEW and asked.nat == NONE and "private-subnets" not in scope.shared):
        scope.say(codes.SUBNETS, "`subnets: private`: there are public subnets only", path)
    else:
        if not task.public_ip:
            scope.say(codes.DEFAULT_ANYWAY, "`subnets: private` is so anyway", path)
        task.subnets, task.public_ip = scope.shared.get("private-subnets", scope.shared["private"]), False


def _address(task: Task, scope: Scope) -> None:
    """`assign_public_ip`."""
    for plan in task.plans:
        wanted = plan.x.get("network", "assign_public_ip")
        if wanted is None:
            continue
        path = plan.x.at("network", "assign_public_ip")
        text = str(wanted).lower()
        if wanted == task.public_ip:
            tell_default(scope, plan.x, text, "network", "assign_public_ip")
        elif not wanted and scope.shared["wish"].kind == NEW:
            message = f"`{plan.name}` is in a public subnet, and `assign_public_ip: {text}` leaves it no way out"
            scope.say(codes.NO_WAY_OUT, message, path, hint="leave it out, or use `subnets: private`")
        task.public_ip = wanted


def _groups(task: Task, scope: Scope) -> None:
    """Existing groups: the services' own, and networks that are existing groups."""
    for plan in task.plans:
        said = plan.x.get("network", "security_groups") or {}
        path = plan.x.at("network", "security_groups")
        ids = _existing(said.get("ids") or [], path, scope)
        if said.get("replace") and ids:
            left = ", ".join(task.networks) or "none"
            message = f"`{task.name}` is in {', '.join(ids)} only, not in the groups of its networks ({left})"
            scope.say(codes.GROUPS, message, path)
            task.extra_groups, task.networks = [], []
        elif "replace" in said:
            text = str(said["replace"]).lower()
            scope.say(codes.DEFAULT_ANYWAY, f"`security_groups.replace: {text}` changes nothing", path)
        task.extra_groups += [one for one in ids if one not in task.extra_groups]
    for name in task.networks:
        group = external_group(scope, name)
        if group and group not in task.extra_groups:
            task.extra_groups.append(group)
        if group:
            _network_group(name, group, scope)
    task.networks = [name for name in task.networks if not external_group(scope, name)]


def _network_group(name: str, group: str, scope: Scope) -> None:
    view = scope.x.entry("networks", name)
    said = view.get("security_group")
    path = view.at("security_group") if said else ("networks", name, "name")
    check_id(group, "sg-", scope, path)
    check_vpc(group, path, scope)
    message = f"network `{name}` is the existing security group `{group}`: its own rules say who reaches whom"
    scope.say(codes.GROUPS, message, path)


def _existing(ids: list[Any], path: Path, scope: Scope) -> list[str]:
    """Ids of existing groups, checked."""
    for index, one in enumerate(ids):
        check_id(str(one), "sg-", scope, (*path, index) if scope.project.tree.get(*path, index) else path)
        check_vpc(str(one), path, scope)
    return [str(one) for one in dict.fromkeys(ids)]


def check_vpc(group: str, path: Path, scope: Scope) -> None:
    """An existing group cannot be used in a new VPC."""
    if scope.shared["wish"].kind == NEW:
        hint = "name its VPC: `x-ecs.vpc: vpc-…`"
        scope.say(codes.OTHER_VPC, f"security group `{group}` is not in the new VPC", path, hint=hint)
