"""Load balancers: published ports to listeners, rules and target groups. Read it as the table of contents.

``listeners`` plans, ``balancers`` makes the load balancers, ``targets`` the target groups, ``rules`` says who gets
which requests; what only some projects have is imported where it is needed.
"""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.graph.values import GetAtt, Join, Ref
from compose2ecs.translate.assemble.balancers import Balancer, listener_name, make_balancer, open_way, protect
from compose2ecs.translate.assemble.listeners import APPLICATION, NETWORK, Entry, plan_entries
from compose2ecs.translate.assemble.openings import INTERNAL, PUBLIC
from compose2ecs.translate.assemble.records import add_output, add_records
from compose2ecs.translate.assemble.rules import Priorities, rules_of
from compose2ecs.translate.assemble.targets import make_target
from compose2ecs.translate.scope import Registration, Scope, Task

#: The shortest time after the start in which failed health checks do not count, in seconds.
SHORTEST_GRACE = 60
#: Rules, and target groups, of one application load balancer. Source: mapping.md N (quotas that can be raised).
MOST_RULES = 100
_ELB = "AWS::ElasticLoadBalancingV2"
_ORDER = [(APPLICATION, PUBLIC), (APPLICATION, INTERNAL), (NETWORK, PUBLIC), (NETWORK, INTERNAL)]


class Planned:
    """The plan of all load balancers: the entries, and what x-ecs says at the top level."""

    __slots__ = ("entries", "project")

    def __init__(self, entries: list[Entry], project: dict[str, Any]) -> None:
        self.entries = entries
        self.project = project


def plan_listeners(scope: Scope) -> Planned:
    """What every published port becomes; conflicts are told and left out."""
    project: dict[str, Any] = {}
    said = scope.x.project.has("load_balancer") or scope.x.project.has("subnets", "load_balancer")
    if said:
        from compose2ecs.translate.assemble.projectwish import project_wish

        project = project_wish(scope)
    entries = plan_entries(project, scope)
    if said:
        from compose2ecs.translate.assemble.projectwish import tell_unused

        tell_unused(project, entries, scope)
    _tell_services(entries, scope)
    return Planned(entries, project)


def _tell_services(entries: list[Entry], scope: Scope) -> None:
    for plan in scope.plans.values():
        if plan.balancing:
            from compose2ecs.translate.assemble.lbwish import tell_unused

            tell_unused(plan, [one for one in entries if one.said and one.plan is plan], scope)


def make_load_balancers(planned: Planned, scope: Scope) -> None:
    """Make the load balancers, their listeners and target groups, and register the services with them."""
    work = _Work(planned.project, scope)
    work.elsewhere([one for one in planned.entries if "target_group" in one.said or "listener" in one.said])
    ours = [one for one in planned.entries if "target_group" not in one.said and "listener" not in one.said]
    made = []
    for family, scheme in _ORDER:
        mine = [one for one in ours if (one.family, one.scheme) == (family, scheme)]
        if mine:
            made.append((work.balancer(mine), mine))
    if planned.project:
        protect([balancer for balancer, _ in made], planned.project, scope)
        add_records(made, planned.project, scope)
    domain = planned.project.get("domain", "")
    for number, (balancer, mine) in enumerate(made):
        work.serve(balancer, mine, "" if number else domain)
        if balancer.family == APPLICATION and len(mine) > MOST_RULES:
            _tell_quotas(balancer, mine, scope)


def _tell_quotas(balancer: Balancer, entries: list[Entry], scope: Scope) -> None:
    """Rules and target groups beyond what AWS grants without asking; entries are the least that there are of rules."""
    registered = [one for task in scope.tasks.values() for one in task.registrations if one.balancer == balancer.id]
    rules = len({id for one in registered for id in one.rules})
    groups = len({one.target_group for one in registered})
    message = f"{balancer.id} has {rules} rules and {groups} target groups; AWS allows {MOST_RULES} of each by default"
    hint = "have the quotas raised before you deploy, or publish fewer services"
    scope.say(codes.MANY_TARGETS, message, entries[MOST_RULES].path, hint=hint)


class _Work:
    """Making listeners: what has been made so far, so that entries share it."""

    def __init__(self, project: dict[str, Any], scope: Scope) -> None:
        self.project = project
        self.scope = scope
        self.targets: dict[tuple[Any, ...], str] = {}
        self.opened: list[dict[str, Any]] = []
        self.leads_to: dict[str, int] = {}

    def balancer(self, entries: list[Entry]) -> Balancer:
        """The load balancer of entries of one type and scheme: an existing one, or a new one."""
        port = 0
        if entries[0].family == APPLICATION and any(one.certificates for one in entries):
            from compose2ecs.translate.assemble.certificates import leads_to_https

            port = leads_to_https(entries, self.project, self.scope)
        balancer = None
        if "arn" in self.project:
            from compose2ecs.translate.assemble.elsewhere import existing_balancer

            balancer = existing_balancer(entries, self.project, self.scope)
        balancer = balancer or make_balancer(entries, bool(port), self.project, self.scope)
        self.leads_to[balancer.id] = port
        return balancer

    def elsewhere(self, entries: list[Entry]) -> None:
        """Entries whose listener or target group exists already."""
        if not entries:
            return
        from compose2ecs.translate.assemble import elsewhere

        for entry in entries:
            if "target_group" in entry.said:
                registration = elsewhere.use_target_group(entry, self.project, self.opened, self.scope)
                _register(entry, registration.target_group, registration)
                continue
            balancer = elsewhere.existing_listener(entry, self.project, self.scope)
            if balancer is not None:
                alike = [one for one in entries if one.said.get("listener") == entry.said["listener"]]
                self.entry(entry, balancer, str(entry.said["listener"]), "", Priorities(alike, self.scope))

    def serve(self, balancer: Balancer, entries: list[Entry], domain: str) -> None:
        """The listeners of a load balancer, and what is behind them."""
        for number in dict.fromkeys(entry.number for entry in entries):
            shared = [one for one in entries if one.number == number]
            kinds = dict.fromkeys(one.kind for one in shared)
            for kind in kinds:
                same = [one for one in shared if one.kind == kind]
                self.listener(balancer, same)
        for entry in entries:
            add_output(entry, balancer, domain, self.scope)
        port = self.leads_to[balancer.id]
        if port:
            from compose2ecs.translate.assemble.certificates import redirect

            redirect(balancer, port, next(one.path for one in entries if one.number == port), self.scope)

    def listener(self, balancer: Balancer, entries: list[Entry]) -> None:
        """One listener with everything that it serves."""
        first = next((one for one in entries if one.everything), entries[0])
        properties: dict[str, Any] = {"LoadBalancerArn": balancer.arn, "Port": first.number, "Protocol": first.kind}
        more: list[str] = []
        if first.certificates:
            from compose2ecs.translate.assemble.certificates import secure

            more = secure(properties, entries, self.project)
        if balancer.family == APPLICATION:
            nothing = {"StatusCode": "404", "ContentType": "text/plain"}
            properties["DefaultActions"] = [{"Type": "fixed-response", "FixedResponseConfig": nothing}]
        else:
            target = Ref(self.target(first, balancer))
            properties["DefaultActions"] = [{"Type": "forward", "TargetGroupArn": target}]
            idle = self.project.get("idle_timeout")
            if idle is not None and first.kind == "TCP" and idle >= 60:
                properties["ListenerAttributes"] = [{"Key": "tcp.idle_timeout.seconds", "Value": str(idle)}]
        # a listener that services share is in none of their stacks
        origin = first.path if all(one.plan is first.plan for one in entries) else ()
        parts = listener_name(balancer, first.number)
        made = self.scope.add(parts, f"{_ELB}::Listener", properties, origin=origin)
        if more:
            from compose2ecs.translate.assemble.certificates import add_certificates

            add_certificates(made.id, more, self.scope)
        admitted = {cidr for one in entries for cidr in one.cidrs}
        priorities = Priorities(entries, self.scope)
        for entry in entries:
            limited = not balancer.limits or set(entry.cidrs) != admitted
            self.entry(entry, balancer, made.id, made.id, priorities, limited=limited)

    def target(self, entry: Entry, balancer: Balancer) -> str:
        """The target group of an entry, made once."""
        key = (*entry.group_key, balancer.id)
        if key not in self.targets:
            self.targets[key] = make_target(entry, self.scope)
        return self.targets[key]

    def entry(
        self, entry: Entry, balancer: Balancer, listener: str, id: str, priorities: Priorities, *, limited: bool = True
    ) -> None:
        """What is behind a listener for one entry; ``id`` is the listener's logical id, "" for an existing one."""
        target = self.target(entry, balancer)
        open_way(entry, balancer, self.opened, self.scope)
        rules: list[str] = []
        if balancer.family == APPLICATION:
            arn = Ref(id) if id else listener
            forward = [{"Type": "forward", "TargetGroupArn": Ref(target)}]
            for number, (conditions, hosts, paths) in enumerate(rules_of(entry, limited, self.scope)):
                priority = priorities.of(entry, number, hosts, paths)
                properties = {"ListenerArn": arn, "Priority": priority, "Conditions": conditions, "Actions": forward}
                internal = ["Internal"] if entry.scheme == INTERNAL else []
                # named alike over TLS: see `listener_name`
                parts = [entry.plan.name, *internal, f"HTTP{entry.number}", "ListenerRule"]
                parts += [str(number + 1)] if number else []
                rules.append(self.scope.add(parts, f"{_ELB}::ListenerRule", properties, origin=entry.path).id)
        elif not balancer.limits:
            from compose2ecs.translate.assemble.elsewhere import tell_open

            tell_open(entry, self.scope)
        entry.task.depends_on += rules or ([id] if id else [])
        name = str(entry.plan.container["Name"])
        made = Registration(target, listener, tuple(rules), balancer.id, entry.kind, name, entry.target)
        _register(entry, Ref(target), made)


def _register(entry: Entry, target: Any, registration: Registration) -> None:
    """Register the task; two listeners with one target group are one registration in ECS."""
    entry.task.registrations.append(registration)
    wanted = {"ContainerName": registration.container, "ContainerPort": entry.target, "TargetGroupArn": target}
    listed = entry.task.service.setdefault("LoadBalancers", [])
    if wanted not in listed:
        listed.append(wanted)


def request_label(task: Task) -> Join | None:
    """What autoscaling counts for "ALBRequestCountPerTarget": load balancer and target group; None without HTTP."""
    for one in task.registrations:
        if one.kind in ("HTTP", "HTTPS") and one.balancer:
            return Join((balancer_name(one.balancer), "/", target_name(one.target_group)))
    return None


def balancer_name(id: str) -> Any:
    """A load balancer's name as CloudWatch knows it, such as "app/…/…"."""
    return _full_name(id, "LoadBalancerFullName", "loadbalancer/")


def target_name(id: str) -> Any:
    """A target group's name as CloudWatch knows it, such as "targetgroup/…/…"."""
    return _full_name(id, "TargetGroupFullName", ":")


def _full_name(id: str, attribute: str, before: str) -> Any:
    """What stands for a logical id, or the end of an existing resource's ARN."""
    return id.rpartition(before)[2] if id.startswith("arn:") else GetAtt(id, attribute)
