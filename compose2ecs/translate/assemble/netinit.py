"""The init container that writes /etc/hosts and /etc/resolv.conf, which ECS has no fields for.

Both files are one per task and shared by its containers. Source: AWS in aws/containers-roadmap #886 ("you should be
able to modify /etc/hosts, /etc/hostname, and /etc/resolv.conf with PV 1.4"); uncertain on Managed Instances.
"""

from typing import Any

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.translate.assemble.domain import domain
from compose2ecs.translate.assemble.vpcwish import NEW, tell_default
from compose2ecs.translate.fargate import data
from compose2ecs.translate.scope import Plan, Scope, Task

NAME = "net-init"
#: What Docker takes for "no search domain".
NO_SEARCH = "."
#: What is written comes in variables, so nothing has to be quoted. The files are mounts: they are filled, not replaced.
SCRIPT = """\
set -e
if [ -n "$HOSTS" ]; then printf '%s\\n' "$HOSTS" >> /etc/hosts; fi
if [ -n "$SEARCH" ]; then
  old=$(sed -n 's/^search[[:space:]]*//p' /etc/resolv.conf | tail -n 1)
  { grep -Ev '^(search|domain)' /etc/resolv.conf || true; echo "search $SEARCH $old"; } > /tmp/resolv.conf
  cat /tmp/resolv.conf > /etc/resolv.conf
fi
if [ -n "$OPTIONS" ]; then echo "options $OPTIONS" >> /etc/resolv.conf; fi
"""
_LONGEST = 255


def add_net_init(scope: Scope) -> None:
    """Add the container to the tasks that need it; the services' containers wait for its success."""
    search = domain(scope) if scope.shared["wish"].kind != NEW else None
    for task in scope.tasks.values():
        for plan in task.plans:
            if NO_SEARCH in _texts(plan, "dns_search"):
                message = f"`dns_search: {NO_SEARCH}` is dropped: without the project's domain names do not resolve"
                scope.say(row_codes.NO_EQUIVALENT, message, plan.at("dns_search"))
        wanted = _wanted(task, search)
        if not _allowed(task, wanted, scope) or not wanted:
            continue
        name = NAME
        names = [plan.container["Name"] for plan in task.plans]
        while name in names:
            name = bounded(f"{name}-", _LONGEST)
        task.extra.append(_container(name, wanted, task))
        for plan in task.plans:
            plan.needs.append((name, "SUCCESS"))
        _tell(task, wanted, scope)


def _wanted(task: Task, search: Any) -> dict[str, Any]:
    """The variables of the container: HOSTS, OPTIONS, SEARCH, as far as there is something to write."""
    hosts = [line for plan in task.plans for line in _hosts(plan)]
    domains = [text for plan in task.plans for text in _texts(plan, "dns_search") if text != NO_SEARCH]
    options = [text for plan in task.plans for text in _texts(plan, "dns_opt")]
    parts = [search, *(f" {text}" for text in domains)] if search is not None else [" ".join(domains)]
    text = "".join(parts) if all(isinstance(part, str) for part in parts) else Join(tuple(parts))
    found = {"HOSTS": "\n".join(hosts), "OPTIONS": " ".join(options), "SEARCH": text}
    return {key: value for key, value in found.items() if value}


def _texts(plan: Plan, key: str) -> list[str]:
    value = plan.get(key)
    return [str(one) for one in (value if isinstance(value, list) else [value] if value else [])]


def _hosts(plan: Plan) -> list[str]:
    """Lines of /etc/hosts; what names the Docker host is refused by its row."""
    listed = plan.get("extra_hosts") or []
    if isinstance(listed, dict):
        pairs = [
            (name, one) for name, value in listed.items() for one in (value if isinstance(value, list) else [value])
        ]
    else:
        pairs = [(text.partition("=")[0], text.partition("=")[2]) for text in map(str, listed)]
    return [f"{str(address).strip('[]')} {name}" for name, address in pairs if address != "host-gateway"]


def _allowed(task: Task, wanted: dict[str, Any], scope: Scope) -> bool:
    """Whether the container may be added; what is lost without it is told."""
    shown = _shown(wanted)
    for plan in task.plans:
        said = plan.x.get("network", "net_init")
        if said is not None and (said or not wanted):
            tell_default(scope, plan.x, str(said).lower(), "network", "net_init")
        elif said is False:
            message = f"`net_init: false`: `{task.name}` does not get {shown}"
            scope.say(codes.NO_NET_INIT, message, plan.x.at("network", "net_init"))
            return False
    system = str(task.definition.get("RuntimePlatform", {}).get("OperatingSystemFamily", ""))
    if wanted and system.startswith("WINDOWS"):
        message = f"`{task.name}` runs on Windows and does not get {shown}"
        scope.say(codes.NO_NET_INIT, message, task.primary.path)
        return False
    return True


def _container(name: str, wanted: dict[str, Any], task: Task) -> dict[str, Any]:
    made: dict[str, Any] = {
        "Name": name,
        "Image": data("init")["busybox"],
        "Essential": False,
        "User": "0",
        "EntryPoint": ["sh", "-c"],
        "Command": [SCRIPT],
        "Environment": [{"Name": key, "Value": wanted[key]} for key in sorted(wanted)],
    }
    if task.log_group is not None:
        options = {"awslogs-group": task.log_group, "awslogs-region": Pseudo("Region"), "awslogs-stream-prefix": name}
        made["LogConfiguration"] = {"LogDriver": "awslogs", "Options": options}
    return made


def _tell(task: Task, wanted: dict[str, Any], scope: Scope) -> None:
    scope.say(codes.NET_INIT, f"an init container gives `{task.name}` {_shown(wanted)}", task.primary.path)


def _shown(wanted: dict[str, Any]) -> str:
    told = []
    if "HOSTS" in wanted:
        told.append(f"hosts ({', '.join(wanted['HOSTS'].splitlines())})")
    if "SEARCH" in wanted:
        text = wanted["SEARCH"]
        told.append(f"search domains ({text})" if isinstance(text, str) else "search domains (the namespace's first)")
    if "OPTIONS" in wanted:
        told.append(f"resolver options ({wanted['OPTIONS']})")
    return " and ".join(told)
