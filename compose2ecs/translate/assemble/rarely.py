"""When the rarer parts of the network are made: each is imported only where it is asked for."""

from compose2ecs.translate.assemble.domain import CONNECT, discovery
from compose2ecs.translate.assemble.vpcwish import ENDPOINTS, NEW
from compose2ecs.translate.scope import Scope

_FILES = ("extra_hosts", "dns_search", "dns_opt")


def plan_steps(scope: Scope) -> None:
    """The steps of `pre_start`."""
    if any(plan.node.get("pre_start") is not None for plan in scope.plans.values()):
        from compose2ecs.translate.assemble import prestart

        prestart.plan_steps(scope)


def finish_steps(scope: Scope) -> None:
    """The init containers among them, when their services have got everything that they share."""
    if any(task.inits for task in scope.tasks.values()):
        from compose2ecs.translate.assemble import prestart

        prestart.finish_steps(scope)


def connect_tasks(scope: Scope) -> None:
    """Service Connect, and the init containers that write hosts and resolver files."""
    wanted = any(plan.x.has("service_connect") for plan in scope.plans.values())
    if wanted or discovery(scope) == CONNECT:
        from compose2ecs.translate.assemble.serviceconnect import connect

        connect(scope)
    search = scope.shared["wish"].kind != NEW and scope.shared["namespace"] is not None
    if search or any(
        plan.x.has("network", "net_init") or any(plan.node.get(key) for key in _FILES) for plan in scope.plans.values()
    ):
        from compose2ecs.translate.assemble.netinit import add_net_init

        add_net_init(scope)


def name_accounts(scope: Scope) -> None:
    """Accounts of Active Directory."""
    if any(plan.node.get("credential_spec") or plan.x.has("credential_spec") for plan in scope.plans.values()):
        from compose2ecs.translate.assemble.credentialspec import name_accounts

        name_accounts(scope)


def close_network(scope: Scope) -> None:
    """What can be known only when all containers and roles are: the endpoints, and the parameters in use."""
    if scope.shared["wish"].nat == ENDPOINTS and scope.shared["wish"].kind == NEW:
        from compose2ecs.translate.assemble.endpoints import make_endpoints

        make_endpoints(scope)


def drop_unused_parameters(scope: Scope) -> None:
    """Leave out what was declared in case, and nothing refers to."""
    if scope.graph.parameters:
        from compose2ecs.translate.assemble import existing

        existing.drop_unused_parameters(scope)
