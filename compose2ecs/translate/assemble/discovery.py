"""Names: every service, alias and container name as a record in the project's private DNS domain."""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import network as network_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.values import GetAtt, Join, Ref, arn
from compose2ecs.translate.assemble.domain import (
    CLOUD_MAP,
    NOTHING,
    discovery,
    domain,
    existing_namespace,
    is_name,
    kind_of_record,
)
from compose2ecs.translate.assemble.vpcwish import NEW, tell_default
from compose2ecs.translate.scope import Plan, Scope, Task

#: Seconds that an answer is kept. Short, because tasks come and go.
TTL = 10
_SERVICE = "AWS::ServiceDiscovery::Service"
#: The attribute of an instance for each type of record. Source: Cloud Map API reference, RegisterInstance.
_ATTRIBUTES = {"A": "AWS_INSTANCE_IPV4", "AAAA": "AWS_INSTANCE_IPV6", "CNAME": "AWS_INSTANCE_CNAME"}


class Alias(NamedTuple):
    """Another name of a task."""

    name: str
    task: Task
    path: Path


def make_namespace(scope: Scope) -> None:
    """The private domain; ``scope.shared`` gets namespace and namespace-arn (both None where names are not wanted)."""
    existing, kind = existing_namespace(scope), discovery(scope)
    view = scope.x.project
    if view.has("service_discovery", "type") and kind == CLOUD_MAP:
        tell_default(scope, view, kind, "service_discovery", "type")
    scope.shared.update({"namespace": None, "namespace-arn": None})
    if kind == NOTHING:
        message = "`service_discovery: none`: services do not find each other by name"
        scope.say(network_codes.NO_NAMES, message, view.at("service_discovery", "type"))
        if existing or view.has("service_discovery", "namespace"):
            message = f"`namespace: {view.get('service_discovery', 'namespace')}` is not used without names"
            scope.say(network_codes.NO_NAMES, message, view.at("service_discovery", "namespace"))
        return
    if existing:
        _use_namespace(existing, scope)
        return
    named = view.get("service_discovery", "namespace")
    if named and not is_name(named):
        message = f"`namespace: {named}` cannot be a DNS name: the project's domain is {domain(scope)}"
        scope.say(network_codes.NO_NAMES, message, view.at("service_discovery", "namespace"))
    made = scope.add(
        ["Namespace"],
        "AWS::ServiceDiscovery::PrivateDnsNamespace",
        {
            "Name": domain(scope),
            "Vpc": scope.shared["vpc"],
            "Properties": {"DnsProperties": {"SOA": {"TTL": TTL}}},
        },
    )
    scope.shared["namespace"] = Ref(made.id)
    scope.shared["namespace-arn"] = GetAtt(made.id, "Arn")


def _use_namespace(id: str, scope: Scope) -> None:
    scope.shared["namespace"] = id
    scope.shared["namespace-arn"] = arn("servicediscovery", f":namespace/{id}")
    if scope.shared["wish"].kind == NEW:
        message = f"namespace `{id}` is not in the new VPC: its names do not resolve there"
        hint = "name its VPC: `x-ecs.vpc: vpc-…`"
        scope.say(network_codes.NO_NAMES, message, scope.x.project.at("service_discovery", "namespace"), hint=hint)


def register(scope: Scope) -> None:
    """An address record per task, and a CNAME per other name."""
    if scope.shared["namespace"] is None:
        for plan in scope.plans.values():
            for name, path, _, _ in claims(plan):
                scope.say(row_codes.ADAPTED, f"`{name}` is no name in DNS: there is no namespace", path)
        return
    taken: dict[str, str] = {}
    for task in scope.tasks.values():
        if task.is_job:
            continue
        holder = taken.setdefault(task.dns_name.lower(), task.name)
        if holder == task.name:
            _entry(task, scope)
        else:
            message = f"`{task.name}` cannot be found by its name: DNS takes it for `{holder}`"
            scope.say(codes.NAME_TAKEN, message, task.primary.path, hint="use names that differ in more than case")
    for alias in _aliases(scope):
        _cname(alias, scope)


def _entry(task: Task, scope: Scope) -> None:
    if not is_name(task.dns_name):
        message = f"`{task.name}` cannot be a DNS name: other services cannot find it by its name"
        scope.say(codes.NAME_TAKEN, message, task.primary.path, hint="use letters, digits, `-` and `_`")
        return
    entry = scope.add(
        [task.name, "ServiceDiscoveryEntry"],
        _SERVICE,
        {
            "Name": task.dns_name,
            "NamespaceId": scope.shared["namespace"],
            "DnsConfig": {"RoutingPolicy": "MULTIVALUE", "DnsRecords": [{"Type": "A", "TTL": TTL}]},
            "HealthCheckCustomConfig": {"FailureThreshold": 1},
        },
        origin=task.primary.path,
    )
    task.service["ServiceRegistries"] = [{"RegistryArn": GetAtt(entry.id, "Arn")}]


def _aliases(scope: Scope) -> list[Alias]:
    """The other names, each once: the first service that claims one gets it; host names come last.

    Case makes no difference in DNS.
    """
    taken: dict[str, str] = {name.lower(): name for name, host in scope.left_out.items() if host}
    for holding in scope.tasks.values():
        for name in (holding.dns_name, *(plan.name for plan in holding.plans)):
            taken.setdefault(name.lower(), holding.name)
    claimed = [claim for plan in scope.plans.values() for claim in claims(plan)]
    found = [
        Alias(plan.name, task, plan.path)
        for task in scope.tasks.values()
        for plan in task.plans[1:]
        if not task.is_job and is_name(plan.name)
    ]
    for name, path, owner, weak in sorted(claimed, key=lambda one: one[3]):
        task = scope.task_of(owner)
        holder = taken.get(name.lower())
        host = scope.left_out.get(owner)
        if host and holder is None and is_name(name):
            taken[name.lower()] = owner
            _elsewhere(name, host, path, scope)
        elif host and holder == owner:
            scope.say(row_codes.ADAPTED, f"`{name}` leads to `{host}` already", path)
        elif task is None or task.is_job:
            scope.say(row_codes.ADAPTED, f"`{name}` is no name in DNS: `{owner}` is no running service", path)
        elif task.name == holder:
            if not weak:
                scope.say(row_codes.ADAPTED, f"`{name}` is a name of `{task.name}` already", path)
        elif holder is not None:
            message = f"`{name}` stays the name of `{holder}`: names belong to the whole project, not to a network"
            scope.say(codes.NAME_TAKEN, message, path)
        elif not is_name(name):
            scope.say(codes.NAME_TAKEN, f"`{name}` cannot be a DNS name", path, hint="letters, digits, `-` and `_`")
        else:
            taken[name.lower()] = task.name
            found.append(Alias(name, task, path))
    return found


def claims(plan: Plan) -> list[tuple[str, Path, str, bool]]:
    """(name, where it is said, the service that it names, whether it is the host name) of what a service says."""
    found: list[tuple[str, Path, str, bool]] = []
    container_name = plan.get("container_name")
    if container_name:
        found.append((str(container_name), plan.at("container_name"), plan.name, False))
    node = plan.node.get("networks")
    for network, _ in sorted(node.items()) if node else ():
        for index, alias in enumerate(plan.get("networks", network, "aliases") or ()):
            found.append((str(alias), plan.at("networks", network, "aliases", index), plan.name, False))
    for index, link in enumerate(plan.get("links") or ()):
        service, _, alias = str(link).partition(":")
        found.append((alias or service, plan.at("links", index), service, False))
    hostname = plan.get("hostname")
    if hostname:
        found.append((str(hostname), plan.at("hostname"), plan.name, True))
    return found


def register_elsewhere(scope: Scope) -> None:
    """Services that exist elsewhere keep their names: a CNAME for a host name, an address record for an address."""
    for name, host in scope.left_out.items():
        path = ("services", name)
        if not host or scope.shared["namespace"] is None:
            continue
        if not is_name(name):
            scope.say(codes.NAME_TAKEN, f"`{name}` cannot be a DNS name", path, hint="letters, digits, `-` and `_`")
            continue
        _elsewhere(name, host, path, scope)


def _elsewhere(name: str, host: str, path: Path, scope: Scope) -> None:
    kind = kind_of_record(host)
    if kind is not None:
        _record(name, kind, {_ATTRIBUTES[kind]: host}, path, scope)


def _cname(alias: Alias, scope: Scope) -> None:
    _record(alias.name, "CNAME", {"AWS_INSTANCE_CNAME": _full_name(alias.task, scope)}, alias.path, scope)


def _record(name: str, kind: str, attributes: dict[str, Any], path: Path, scope: Scope) -> None:
    """A name that does not come and go with tasks."""
    entry = scope.add(
        [name, "Alias"],
        _SERVICE,
        {
            "Name": name,
            "NamespaceId": scope.shared["namespace"],
            "DnsConfig": {"RoutingPolicy": "WEIGHTED", "DnsRecords": [{"Type": kind, "TTL": TTL}]},
        },
        origin=path,
    )
    scope.add(
        [name, "AliasInstance"],
        "AWS::ServiceDiscovery::Instance",
        {"ServiceId": Ref(entry.id), "InstanceAttributes": attributes},
        origin=path,
    )


def _full_name(task: Task, scope: Scope) -> Any:
    name = domain(scope)
    return f"{task.dns_name}.{name}" if isinstance(name, str) else Join((f"{task.dns_name}.", name))
