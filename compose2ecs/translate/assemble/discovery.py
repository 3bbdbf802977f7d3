"""Names: every service, alias and container name as a record in the project's private DNS domain."""

from typing import NamedTuple

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.graph.values import GetAtt, Ref
from compose2ecs.translate.assemble.network import LONGEST_LABEL, domain
from compose2ecs.translate.scope import Plan, Scope, Task

#: Seconds that an answer is kept. Short, because tasks come and go.
TTL = 10
_LONGEST = 127
_SERVICE = "AWS::ServiceDiscovery::Service"


class Alias(NamedTuple):
    """Another name of a task."""

    name: str
    task: Task
    path: Path


def make_namespace(scope: Scope) -> None:
    """The private domain; ``scope.shared`` gets namespace."""
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


def register(scope: Scope) -> None:
    """An address record per task, and a CNAME per other name."""
    taken: dict[str, str] = {}
    for task in scope.tasks.values():
        if task.is_job:
            continue
        holder = taken.setdefault(task.dns_name.lower(), task.name)
        if holder != task.name:
            message = f"`{task.name}` cannot be found by its name: DNS takes it for `{holder}`"
            scope.say(codes.NAME_TAKEN, message, task.primary.path, hint="use names that differ in more than case")
            continue
        if not is_name(task.dns_name):
            message = f"`{task.name}` cannot be a DNS name: other services cannot find it by its name"
            scope.say(codes.NAME_TAKEN, message, task.primary.path, hint="use letters, digits, `-` and `_`")
            continue
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
    for alias in _aliases(scope):
        _cname(alias, scope)


def is_name(name: str) -> bool:
    """Whether Cloud Map takes the name. Source: its CreateService pattern."""
    return len(name) <= _LONGEST and all(_is_label(label) for label in name.split("."))


def _is_label(label: str) -> bool:
    allowed = all(char.isascii() and (char.isalnum() or char in "-_") for char in label)
    return (
        allowed
        and 0 < len(label) <= LONGEST_LABEL
        and label[0] != "-"
        and label[-1] != "-"
        and (len(label) > 1 or label.isalnum())
    )


def _aliases(scope: Scope) -> list[Alias]:
    """The other names, each once: the first service that claims one gets it. Case makes no difference in DNS."""
    taken: dict[str, str] = {}
    for task in scope.tasks.values():
        taken.setdefault(task.dns_name.lower(), task.name)
    found = []
    for plan in scope.plans.values():
        for name, path, owner in _claims(plan):
            named = scope.task_of(owner)
            if named is None or named.is_job:
                scope.say(row_codes.ADAPTED, f"`{name}` is no name in DNS: `{owner}` is no running service", path)
                continue
            holder = taken.get(name.lower())
            if holder == named.name:
                scope.say(row_codes.ADAPTED, f"`{name}` is a name of `{named.name}` already", path)
            elif holder is not None:
                message = f"`{name}` stays the name of `{holder}`: names belong to the whole project, not to a network"
                scope.say(codes.NAME_TAKEN, message, path)
            elif not is_name(name):
                scope.say(codes.NAME_TAKEN, f"`{name}` cannot be a DNS name", path, hint="letters, digits, `-` and `_`")
            else:
                taken[name.lower()] = named.name
                found.append(Alias(name, named, path))
    return found


def _claims(plan: Plan) -> list[tuple[str, Path, str]]:
    """(name, where it is said, the service that it names) of everything that a service says about names."""
    found: list[tuple[str, Path, str]] = []
    container_name = plan.get("container_name")
    if container_name:
        found.append((str(container_name), plan.at("container_name"), plan.name))
    node = plan.node.get("networks")
    for network, _ in sorted(node.items()) if node else ():
        for index, alias in enumerate(plan.get("networks", network, "aliases") or ()):
            found.append((str(alias), plan.at("networks", network, "aliases", index), plan.name))
    for index, link in enumerate(plan.get("links") or ()):
        service, _, alias = str(link).partition(":")
        found.append((alias or service, plan.at("links", index), service))
    return found


def _cname(alias: Alias, scope: Scope) -> None:
    entry = scope.add(
        [alias.name, "Alias"],
        _SERVICE,
        {
            "Name": alias.name,
            "NamespaceId": scope.shared["namespace"],
            "DnsConfig": {"RoutingPolicy": "WEIGHTED", "DnsRecords": [{"Type": "CNAME", "TTL": TTL}]},
        },
        origin=alias.path,
    )
    scope.add(
        [alias.name, "AliasInstance"],
        "AWS::ServiceDiscovery::Instance",
        {
            "ServiceId": Ref(entry.id),
            "InstanceAttributes": {"AWS_INSTANCE_CNAME": f"{alias.task.dns_name}.{domain(scope)}"},
        },
        origin=alias.path,
    )
