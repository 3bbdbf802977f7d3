"""Project to Graph: the walk translates single attributes, the assembling steps make what no single attribute is.

Read ``translate`` as the table of contents; each step is one module of ``assemble``.
"""

from compose2ecs.diagnostics.report import Report
from compose2ecs.graph.resource import Graph
from compose2ecs.graph.tags import tag_all
from compose2ecs.model.project import Project
from compose2ecs.translate.assemble import (
    cluster,
    definition,
    dependencies,
    discovery,
    environment,
    filesystem,
    groups,
    image,
    kinds,
    loadbalancer,
    logs,
    network,
    placement,
    ports,
    rarely,
    restart,
    roles,
    rollout,
    sharing,
    size,
    tasks,
)
from compose2ecs.translate.launch import launch_types
from compose2ecs.translate.lint.run import lint
from compose2ecs.translate.scope import Scope
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.walk import walk


def translate(project: Project, settings: Settings, report: Report) -> Graph:
    """The resources of a project on AWS; everything that is lost or changed on the way is in the report."""
    scope = Scope(project, settings, report)
    kinds.leave_out(scope)
    types = launch_types(scope)
    tasks.plan_services(scope, walk(project, settings, report, types, scope.left_out))
    for name, task in scope.tasks.items():
        task.launch_type = types[name]
    sharing.share_namespaces(scope)
    rarely.plan_steps(scope)
    definition.reserve_ids(scope)
    image.choose_images(scope)
    environment.make_environment(scope)
    size.choose_sizes(scope)
    restart.plan_restarts(scope)
    dependencies.plan_order(scope)
    ports.plan_ports(scope)
    kinds.close_ports(scope)
    groups.join_networks(scope)
    listeners = loadbalancer.plan_listeners(scope)

    network.make_network(scope)
    placement.place_tasks(scope)
    cluster.make_cluster(scope)
    discovery.make_namespace(scope)
    logs.make_logs(scope)
    _secrets_of_services(scope)
    filesystem.mount_volumes(scope)
    filesystem.tell_lost_data(scope)
    _look_for_hidden_files(scope)
    loadbalancer.make_load_balancers(listeners, scope)
    groups.make_groups(scope)
    discovery.register(scope)
    discovery.register_elsewhere(scope)
    rarely.connect_tasks(scope)
    rarely.finish_steps(scope)
    rollout.plan_rollouts(scope)
    _grant_wishes(scope)
    rarely.name_accounts(scope)
    roles.make_roles(scope)
    rarely.close_network(scope)
    definition.make_definitions(scope)
    definition.make_services(scope)
    definition.run_jobs(scope)
    _open_hatches(scope)
    lint(scope)
    definition.tell_defaults(scope)
    rarely.drop_unused_parameters(scope)
    tag_all(scope.graph)
    _patch(scope)
    kinds.tell_task_keys(scope)
    definition.tell_unread(scope)
    _tell_read(scope)
    _check(scope)
    return scope.graph


def _secrets_of_services(scope: Scope) -> None:
    """Secrets and external configs, imported only where a service has one."""
    keys = ("secrets", "configs")
    if any(plan.get(key) for plan in scope.plans.values() for key in keys) or any(
        plan.x.has(key) for plan in scope.plans.values() for key in ("secrets", "env_files")
    ):
        from compose2ecs.translate.assemble.secrets import add_secrets

        add_secrets(scope)
    if scope.project.section("secrets"):
        from compose2ecs.translate.assemble.buildsecrets import tell_build_secrets

        tell_build_secrets(scope)


def _look_for_hidden_files(scope: Scope) -> None:
    """Only where something is both put into an image and mounted."""
    if any(plan.get(key) for plan in scope.plans.values() for key in ("volumes", "configs", "secrets")):
        from compose2ecs.translate.assemble.hidden import tell_hidden

        tell_hidden(scope)


def _grant_wishes(scope: Scope) -> None:
    if scope.x.anything():
        from compose2ecs.translate.assemble.wishes import grant_wishes

        grant_wishes(scope)


def _open_hatches(scope: Scope) -> None:
    """Autoscaling, tags, and what users lay over the result: imported only where there is any x-ecs."""
    if scope.x.anything():
        from compose2ecs.translate.assemble.autoscaling import scale_tasks
        from compose2ecs.translate.assemble.everywhere import mark_resources
        from compose2ecs.translate.assemble.hatches import open_hatches
        from compose2ecs.translate.assemble.placementwish import tell_launch_types
        from compose2ecs.translate.assemble.stackwish import tell_stack
        from compose2ecs.translate.xecs.twice import tell_twice

        scale_tasks(scope)
        if scope.x.project.has("monitoring"):
            from compose2ecs.translate.assemble.monitoring import monitor

            monitor(scope)
        mark_resources(scope)
        tell_stack(scope)
        tell_launch_types(scope)
        tell_twice(scope)
        open_hatches(scope)


def _patch(scope: Scope) -> None:
    """The project's own patch has the last word."""
    if scope.x.project.has("patch"):
        from compose2ecs.translate.assemble.hatches import patch_project

        patch_project(scope)


def _tell_read(scope: Scope) -> None:
    if scope.x.anything():
        from compose2ecs.translate.xecs.echo import tell_read

        tell_read(scope)


def _check(scope: Scope) -> None:
    """Look for what AWS refuses. Plain projects cannot come to that (a test checks them all), so they start faster."""
    shared = any(len(task.plans) + len(task.inits) + len(task.extra) > 1 for task in scope.tasks.values())
    if shared or scope.x.anything():
        from compose2ecs.graph.checks.check import check_graph

        check_graph(scope.graph, scope.report, scope.project.span)
