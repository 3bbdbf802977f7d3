"""Which listener serves each published port: the plan of all load balancers, before anything is made.

An ``Entry`` is one published port of one service. Entries with the same load balancer and port share a listener; they
are told apart by their hosts and paths.
"""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import loadbalancer as balancing
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.openings import PUBLIC
from compose2ecs.translate.assemble.probe import HealthUrl, health_url
from compose2ecs.translate.assemble.served import HTTP, HTTPS, TCP_UDP, TLS, UDP, WEB, Served, serve
from compose2ecs.translate.scope import Plan, Port, Scope, Task

#: Most target groups of one ECS service. Source: ECS service quotas.
MOST_TARGETS = 5
ANYWHERE = "0.0.0.0/0"
APPLICATION, NETWORK = "application", "network"


class Entry:
    """How one published port is reached.

    ``kind`` is the listener's protocol and ``backend`` the target group's; ``number`` is the listener's port; ``said``
    is what x-ecs says about the port; ``cidrs`` are the ranges that may reach it; ``moved``: from port 80 to 443.
    """

    __slots__ = (
        "backend",
        "certificates",
        "cidrs",
        "hosts",
        "kind",
        "moved",
        "number",
        "path",
        "paths",
        "plan",
        "said",
        "scheme",
        "target",
        "task",
        "url",
        "version",
    )

    def __init__(self, task: Task, plan: Plan, port: Port, served: Served, url: HealthUrl | None) -> None:
        self.task = task
        self.plan = plan
        self.target = port.target
        self.number = port.published
        self.path: Path = port.path
        self.kind = served.kind
        self.backend = served.backend
        self.version = served.version
        self.url = url
        self.said: dict[str, Any] = {}
        self.scheme = PUBLIC
        self.certificates: list[str] = []
        self.cidrs: list[str] = [ANYWHERE]
        self.hosts: list[str] = []
        self.paths: list[str] = []
        self.moved = False

    @property
    def family(self) -> str:
        """The type of its load balancer."""
        return APPLICATION if self.kind in WEB else NETWORK

    @property
    def group_key(self) -> tuple[Any, ...]:
        """Entries with the same key share a target group: one per container port, protocol and load balancer."""
        return (self.plan.name, self.target, self.backend, self.version, self.family, self.scheme)

    @property
    def everything(self) -> bool:
        """Whether it takes every request to its listener."""
        return not self.hosts and all(one in ("/*", "*") for one in self.paths)

    def told(self) -> str:
        """ "HTTP on port 80", "TCP on 25", as notes say it."""
        kind = self.kind.replace("_", " and ")
        if "listener" in self.said or "target_group" in self.said:
            return "a target of what exists already"
        return f"{kind} on port {self.number}" if self.kind in WEB else f"{kind} on {self.number}"


def transports(kind: str) -> tuple[str, ...]:
    """The transport protocols of a listener."""
    return {UDP: ("udp",), TCP_UDP: ("tcp", "udp")}.get(kind, ("tcp",))


def plan_entries(project: dict[str, Any], scope: Scope) -> list[Entry]:
    """How every published port is reached; ``project`` is what x-ecs says at the top level. Conflicts are left out."""
    found = []
    for task in scope.tasks.values():
        entries = []
        for plan in task.plans:
            for port in plan.published:
                entries += _entries(task, plan, port, project, scope)
        found += _limited(task, entries, scope)
    return _without_conflicts(_redirected(found, scope), scope)


def _entries(task: Task, plan: Plan, port: Port, project: dict[str, Any], scope: Scope) -> list[Entry]:
    """The entry of a port; two where HTTPS comes beside plain HTTP."""
    said: dict[str, Any] = {}
    if plan.balancing and plan.balancing.get("port", port.target) == port.target:
        said = plan.balancing
    certificates = said.get("certificate") or project.get("certificate") or []
    url = health_url(plan.container.get("HealthCheck"))
    url = url if url is not None and url.port == port.target else None
    elsewhere = "listener" in said or "target_group" in said
    served = serve(port, url, said, certificates or (["the existing listener's"] if elsewhere else []))
    entry = Entry(task, plan, port, served, url)
    entry.said = said
    entry.number = said.get("listener_port") or port.published
    entry.scheme = port.scheme or said.get("scheme") or project.get("scheme") or PUBLIC
    entry.certificates = certificates if served.kind in (HTTPS, TLS) and not elsewhere else []
    entry.cidrs = said.get("allowed_cidrs") or project.get("allowed_cidrs") or [ANYWHERE]
    entry.hosts, entry.paths = said.get("host") or [], said.get("path") or []
    if entry.kind == UDP and not tcp_ports(plan):
        hint = "let it listen on TCP as well, and name that port in `expose`"
        message = f"UDP port {port.target} of `{plan.name}` has no TCP port that could be probed"
        scope.say(codes.UDP_HEALTH, message, port.path, hint=hint)
    if entry.kind == TCP_UDP:
        message = f"port {port.target} is published for TCP and UDP, and ECS declares it for TCP"
        scope.say(balancing.TCP_AND_UDP, message, port.path, hint="publish one of them under another number")
    if served.missing:
        _tell_missing(entry, scope)
        return []
    made = [entry]
    if entry.kind == HTTPS and entry.number == 80 and not elsewhere and not port.fixed and "listener_port" not in said:
        entry.number, entry.moved = 443, True
        if project.get("redirect_http") is False:
            plain = Entry(task, plan, port, served._replace(kind=HTTP), url)
            plain.said, plain.scheme, plain.cidrs = said, entry.scheme, entry.cidrs
            plain.hosts, plain.paths = entry.hosts, entry.paths
            made.append(plain)
    scope.say(codes.PROTOCOL, f"port {port.target} is served as {entry.told()}: {served.why}", port.path)
    return made


def _tell_missing(entry: Entry, scope: Scope) -> None:
    message = f"`{entry.plan.name}` asks for {entry.told()}, and there is no certificate"
    hint = "name one: `x-ecs: {load_balancer: {certificate: arn:aws:acm:…}}`"
    scope.say(balancing.NEEDS_CERTIFICATE, message, entry.path, hint=hint)


def tcp_ports(plan: Plan) -> list[int]:
    """The single TCP ports that a container declares."""
    mappings = plan.container.get("PortMappings", ())
    return [one["ContainerPort"] for one in mappings if one["Protocol"] == "tcp" and "ContainerPort" in one]


def _limited(task: Task, entries: list[Entry], scope: Scope) -> list[Entry]:
    """The entries with at most as many target groups as one ECS service may have."""
    keys = list(dict.fromkeys(entry.group_key for entry in entries))
    if len(keys) <= MOST_TARGETS:
        return entries
    message = f"`{task.name}` publishes {len(keys)} container ports; one service has {MOST_TARGETS} target groups"
    hint = "publish fewer, or put the others behind one port"
    scope.say(codes.TOO_MANY_TARGETS, message, entries[0].plan.at("ports"), hint=hint)
    return [entry for entry in entries if entry.group_key in keys[:MOST_TARGETS]]


def _redirected(entries: list[Entry], scope: Scope) -> list[Entry]:
    """Without one of two entries where a task serves 443 itself and its port 80 moved there.

    Its own port 443 stays: behind many a port 80 there is only a redirect. What x-ecs is about stays in any case.
    """
    dropped = []
    for entry in entries:
        other = next((one for one in entries if _same_door(entry, one)), None)
        if other is None:
            continue
        said = entry.said.get("port") == entry.target
        dropped.append(other if said else entry)
        why = "port 80 of the load balancer leads to port 443" if not said else f"port 443 leads to port {entry.target}"
        scope.say(
            balancing.REDIRECT,
            f"port {dropped[-1].target} of `{entry.plan.name}` gets no requests: {why}",
            dropped[-1].path,
        )
        other.moved = True
    return [entry for entry in entries if entry not in dropped]


def _same_door(entry: Entry, other: Entry) -> bool:
    return (
        entry.moved
        and not other.moved
        and other.task is entry.task
        and (other.number, other.kind, other.scheme) == (entry.number, HTTPS, entry.scheme)
        and (other.hosts, other.paths) == (entry.hosts, entry.paths)
    )


def _without_conflicts(entries: list[Entry], scope: Scope) -> list[Entry]:
    """The entries that have their listener, or their conditions on it, for themselves; the others are told."""
    kept: list[Entry] = []
    for entry in entries:
        if "target_group" in entry.said or "listener" in entry.said:
            kept.append(entry)
            continue
        other = next((one for one in kept if _collide(entry, one)), None)
        if other is None:
            kept.append(entry)
        else:
            _conflict(entry, other, scope)
    return kept


def _collide(entry: Entry, other: Entry) -> bool:
    if "target_group" in other.said or "listener" in other.said:
        return False
    if (entry.number, entry.scheme) != (other.number, other.scheme):
        return False
    if entry.family == other.family == APPLICATION:
        if entry.kind != other.kind or (entry.everything and other.everything):
            return True
        return sorted(entry.hosts) == sorted(other.hosts) and sorted(entry.paths) == sorted(other.paths)
    if entry.family == other.family:  # one listener per port, whatever its protocol
        return True
    return bool(set(transports(entry.kind)) & set(transports(other.kind)))


def _conflict(entry: Entry, other: Entry, scope: Scope) -> None:
    name, number = entry.plan.name, entry.number
    if not entry.everything and (entry.kind, entry.family) == (other.kind, APPLICATION):
        conditions = ", ".join(entry.hosts + entry.paths)
        message = f"`{name}` has the rule of `{other.plan.name}` on port {number}: {conditions}"
        scope.say(balancing.RULE_TAKEN, message, entry.path, hint="give them different hosts or paths")
        return
    message = f"`{name}` publishes port {number}, which `{other.plan.name}` publishes already"
    hint = "publish another number in one of them"
    if entry.family == other.family == APPLICATION and entry.plan is not other.plan:
        hint += f", or tell them apart under `{name}`: `x-ecs: {{load_balancer: {{path: /{name}/*}}}}` (or `host: …`)"
    scope.say(codes.LISTENER_TAKEN, message, entry.path, hint=hint)
