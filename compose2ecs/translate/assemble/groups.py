"""Security groups: one per network, open among its members; one more for a task that is reached from elsewhere."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import network as network_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.graph.values import Ref
from compose2ecs.source.node import plain
from compose2ecs.translate.assemble.tags import compose_tags, merged
from compose2ecs.translate.assemble.vpcwish import ENDPOINTS
from compose2ecs.translate.scope import FARGATE, Plan, Scope, Task

#: Most security groups of one task. Source: ECS API reference, AwsVpcConfiguration.
MOST_GROUPS = 5
DEFAULT = "default"
_EVERYTHING = "-1"


def join_networks(scope: Scope) -> None:
    """Which networks each task is in."""
    for task in scope.tasks.values():
        for plan in task.plans:
            plan.networks = _networks(plan, scope)
        task.networks = sorted({name for plan in task.plans for name in plan.networks}) or [DEFAULT]


def _networks(plan: Plan, scope: Scope) -> list[str]:
    mode = plan.get("network_mode")
    if mode:
        _mode(plan, str(mode), scope)
        return [] if str(mode).startswith("service:") else [DEFAULT]
    node = plan.node.get("networks")
    names = sorted(name for name, _ in node.items()) if node else []
    return names or [DEFAULT]


def _mode(plan: Plan, mode: str, scope: Scope) -> None:
    path = plan.at("network_mode")
    kind, _, other = mode.partition(":")
    if kind == "service":
        return  # they share a task: see ``sharing``
    if kind == "container":
        message = f"`network_mode: {mode}` cannot work on ECS: `{other}` is a container of your machine"
        scope.say(row_codes.NEEDS_DOCKER, message, path, hint="name a service: `network_mode: service:…`")
    elif mode in ("host", "none"):
        code: Code = row_codes.NOT_ON_FARGATE
        task = scope.task_of(plan.name)
        where = "" if task is not None and task.launch_type != FARGATE else " on Fargate"
        why = "a task has no host network" if mode == "host" else "a task needs the network to pull its image"
        hint = "publish the ports with `ports`, and call other services by their names" if mode == "host" else ""
        scope.say(code, f"`network_mode: {mode}` is not possible{where}: {why}", path, hint=hint)
    else:
        message = f"`network_mode: {mode}`: every task has its own network interface (awsvpc)"
        scope.say(row_codes.ADAPTED, message, path)


def make_groups(scope: Scope) -> None:
    """Make the groups that are needed and give each task its list; tasks with ``group`` set get one of their own."""
    used = sorted({name for task in scope.tasks.values() for name in task.networks})
    networks = {name: _network_group(name, scope) for name in used}
    _tell_others(networks, scope)
    private = []
    for task in scope.tasks.values():
        if not _too_many(task):
            own = [Ref(task.group)] if task.group else []
            task.groups = [*(networks[name] for name in task.networks), *own, *task.extra_groups]
            continue
        own_group(task, scope)
        task.groups = [Ref(task.group), *task.extra_groups]
        if len(task.groups) > MOST_GROUPS:
            message = f"`{task.name}` is in {len(task.extra_groups)} existing groups ({', '.join(task.extra_groups)})"
            hint = f"{MOST_GROUPS - 1} at most, beside the group of the task itself"
            scope.say(network_codes.TOO_MANY_GROUPS, message, task.primary.path, hint=hint)
        private.append(task)
        _pairwise(task, networks, scope)
    for number, task in enumerate(private):
        for other in private[number + 1 :]:
            if set(task.networks) & set(other.networks):
                _open((task.name,), Ref(task.group), (other.name,), Ref(other.group), scope)
                _open((other.name,), Ref(other.group), (task.name,), Ref(task.group), scope)


def _too_many(task: Task) -> bool:
    """Whether the task has more groups than it may be in; a group of its own counts."""
    return len(task.networks) + len(task.extra_groups) + (1 if task.group else 0) > MOST_GROUPS


def _tell_others(networks: dict[str, Ref], scope: Scope) -> None:
    """Networks without members here: those that nothing uses, and those that are existing groups."""
    members = {name for plan in scope.plans.values() for name in plan.networks}
    for name, node in scope.project.section("networks").items():
        if name in networks or not (node.span or node.key):
            continue
        if name in members:
            _tell(name, scope, existing=True)
            continue
        scope.say(codes.UNUSED, f"network `{name}` is not used", ("networks", name))


def own_group(task: Task, scope: Scope) -> None:
    """Make the task's own group, if it has none yet; rules are added by who needs to reach the task."""
    if not task.group:
        properties = {"GroupDescription": f"Tasks of {task.name}", "VpcId": scope.shared["vpc"]}
        if task.networks and all(_closed(name, scope) for name in task.networks):
            properties["SecurityGroupEgress"] = _to_endpoints(scope)
        task.group = scope.add(
            [task.name, "Group"], "AWS::EC2::SecurityGroup", _clean(properties), origin=task.primary.path
        ).id


def _clean(properties: dict[str, Any]) -> dict[str, Any]:
    """A description in the characters that EC2 takes."""
    allowed = "._-:/()#,@[]+=&;{}!$*"
    text = properties["GroupDescription"]
    kept = "".join(
        char if char.isascii() and (char.isalnum() or char in allowed or char == " ") else "-" for char in text
    )
    return {**properties, "GroupDescription": kept[:255]}


def _network_group(name: str, scope: Scope) -> Ref:
    _tell(name, scope)
    closed = _closed(name, scope)
    real = scope.project.get("networks", name, "name") or f"{scope.project.name}_{name}"
    tags = compose_tags(scope, ("networks", name, "labels"))
    properties = {
        "GroupDescription": f"Network {name}",
        "VpcId": scope.shared["vpc"],
        "Tags": merged([{"Key": "Name", "Value": str(real)[:255]}], tags),
        **({"SecurityGroupEgress": _to_endpoints(scope)} if closed else {}),
    }
    group = scope.add([name, "Network"], "AWS::EC2::SecurityGroup", _clean(properties), origin=("networks", name))
    rule = {"GroupId": Ref(group.id), "IpProtocol": _EVERYTHING, "SourceSecurityGroupId": Ref(group.id)}
    scope.add(
        [name, "NetworkIngress"],
        "AWS::EC2::SecurityGroupIngress",
        {**rule, "Description": "Members reach each other"},
        origin=("networks", name),
    )
    if closed:
        to_members = {"GroupId": Ref(group.id), "IpProtocol": _EVERYTHING, "DestinationSecurityGroupId": Ref(group.id)}
        scope.add(
            [name, "NetworkEgress"],
            "AWS::EC2::SecurityGroupEgress",
            {**to_members, "Description": "Members reach each other"},
            origin=("networks", name),
        )
    return Ref(group.id)


def _closed(name: str, scope: Scope) -> bool:
    """Whether nothing leaves a network but for its members and AWS: `internal` where there are endpoints."""
    return scope.shared["wish"].nat == ENDPOINTS and bool(scope.project.get("networks", name, "internal"))


def _to_endpoints(scope: Scope) -> list[dict[str, Any]]:
    """The ways that every task needs: the endpoints (S3's has addresses outside of the VPC), and volumes."""
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "0.0.0.0/0"}
    volumes = {"IpProtocol": "tcp", "FromPort": 2049, "ToPort": 2049, "CidrIp": scope.shared["vpc-range"]}
    return [{**https, "Description": "Endpoints of AWS"}, {**volumes, "Description": "Volumes"}]


def _tell(name: str, scope: Scope, existing: bool = False) -> None:
    """What a network says that a security group cannot do; ``existing``: it is a group that exists already."""
    path = ("networks", name)
    node = scope.project.tree.get(*path)
    written = plain(node) or {}
    if existing and written.get("labels"):
        shown = ", ".join(f"{key} {value}" for key, value in written["labels"].items())
        message = f"labels of network `{name}` are dropped ({shown}): the existing group is not modified"
        scope.say(row_codes.NO_EQUIVALENT, message, (*path, "labels"))
    if existing and not written.get("external") and scope.written((*path, "name")):
        message = f"`name: {written['name']}` is dropped: network `{name}` is an existing security group"
        scope.say(row_codes.NO_EQUIVALENT, message, (*path, "name"))
    if written.get("external") and not existing:
        real = written.get("name", name)
        message = f"external network `{real}` becomes a security group of this project"
        hint = "an existing security group: `name: sg-…`; the containers of other projects are not in this one"
        scope.say(codes.EXTERNAL_NETWORK, message, path, hint=hint)
    if "internal" in written and written["internal"] is not None:
        if scope.shared["wish"].nat == ENDPOINTS and written["internal"]:
            message = f"network `{name}` has no way to the internet: `internal: true` is enforced"
            scope.say(network_codes.ENDPOINTS, message, (*path, "internal"))
        elif written["internal"]:
            message = f"network `{name}` is not cut off from the internet: tasks pull images and send logs through it"
            scope.say(codes.INTERNAL_NETWORK, message, (*path, "internal"))
        else:
            scope.say(row_codes.LOCAL_ONLY, "`internal: false` is ignored: it is so anyway", (*path, "internal"))
    driver = written.get("driver")
    if driver in ("macvlan", "ipvlan", "host", "none"):
        message = f"`driver: {driver}` is dropped: every task has its own interface in the VPC"
        scope.say(row_codes.NO_EQUIVALENT, message, (*path, "driver"))
    elif driver:
        scope.say(
            row_codes.LOCAL_ONLY, f"`driver: {driver}` is ignored: a VPC has no network drivers", (*path, "driver")
        )


def _pairwise(task: Task, networks: dict[str, Ref], scope: Scope) -> None:
    """Rules instead of memberships: a task with more networks than it may have groups."""
    for name in task.networks:
        _open((task.name,), Ref(task.group), (name, "network"), networks[name], scope)
        _open((name, "network"), networks[name], (task.name,), Ref(task.group), scope)


def _open(into: tuple[str, ...], group: Ref, source: tuple[str, ...], source_group: Ref, scope: Scope) -> None:
    """A rule between two groups; the names are tuples, so that a service called ``x-network`` is not the network x."""
    rule = {"GroupId": group, "IpProtocol": _EVERYTHING, "SourceSecurityGroupId": source_group}
    description = f"From {'-'.join(source)}"[:255]
    scope.add([*into, "From", *source], "AWS::EC2::SecurityGroupIngress", {**rule, "Description": description})
