"""The ECS cluster and its capacity providers."""

from typing import Any

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import Ref
from compose2ecs.translate.scope import FARGATE, Scope, Task

_LONGEST = 255
_PROVIDERS = {"fargate": "FARGATE", "fargate_spot": "FARGATE_SPOT"}


def make_cluster(scope: Scope) -> None:
    """Make the cluster or name the existing one; ``scope.shared`` gets cluster and capacity."""
    said = scope.x.project
    name = said.get("cluster", "name")
    create = said.get("cluster", "create")
    path = said.at("cluster")
    on_machines = [task for task in scope.tasks.values() if task.launch_type != FARGATE]
    for task in scope.tasks.values():
        if task.launch_type == FARGATE:
            task.service["CapacityProviderStrategy"] = _strategy(task, scope)
    if name and not create:
        scope.shared["cluster"], scope.shared["capacity"] = name, None
        scope.say(codes.ADAPTED, f"cluster `{name}` exists: it is used as it is", path)
        for key in ("container_insights", "kms_key", "capacity"):
            if said.has("cluster", key):
                message = f"`cluster.{key}: {said.get('cluster', key)}` is dropped: cluster `{name}` is not modified"
                scope.say(codes.DROPPED, message, said.at("cluster", key))
        for task in on_machines:
            message = f"`{task.name}` runs on {task.launch_type}, and cluster `{name}` gets no instances"
            hint = "leave `x-ecs.cluster` out, or use `launch_type: fargate`"
            scope.say(codes.EXISTING_CLUSTER, message, path, hint=hint)
        return
    if create:
        message = "`cluster.create: true` is so anyway" + ("" if name else ": the cluster is called like the project")
        scope.say(codes.ADAPTED, message, said.at("cluster", "create"))
    for task in on_machines:
        platform = task.definition.get("RuntimePlatform", {})
        if str(platform.get("OperatingSystemFamily", "")).startswith("WINDOWS"):
            message = f"`{task.name}` needs Windows, and the instances run Linux"
            scope.say(codes.WINDOWS, message, task.primary.path, hint="use `x-ecs.launch_type: fargate` for Windows")
    if create is False:
        message = "`cluster.create: false` without a name: a cluster is made"
        scope.say(codes.DROPPED, message, said.at("cluster", "create"))
    properties: dict[str, Any] = {
        "ClusterName": bounded(name or scope.project.name, _LONGEST),
        "ClusterSettings": [
            {"Name": "containerInsights", "Value": said.get("cluster", "container_insights") or "disabled"}
        ],
    }
    key = said.get("cluster", "kms_key")
    if key:
        properties["Configuration"] = {"ExecuteCommandConfiguration": {"KmsKeyId": key, "Logging": "DEFAULT"}}
    cluster = scope.add(["Cluster"], "AWS::ECS::Cluster", properties)
    scope.shared["cluster"] = Ref(cluster.id)
    providers: list[Any] = ["FARGATE", "FARGATE_SPOT"]
    if on_machines:
        from compose2ecs.translate.assemble.capacity import make_providers

        providers += make_providers(scope)
    default = _parts(said.get("cluster", "capacity") or {}, said.at("cluster", "capacity"), scope)
    capacity = scope.add(
        ["ClusterCapacity"],
        "AWS::ECS::ClusterCapacityProviderAssociations",
        {
            "Cluster": Ref(cluster.id),
            "CapacityProviders": providers,
            "DefaultCapacityProviderStrategy": default or [{"CapacityProvider": "FARGATE", "Weight": 1}],
        },
    )
    scope.shared["capacity"] = capacity.id


def _strategy(task: Task, scope: Scope) -> list[dict[str, Any]]:
    """The mix of Fargate and Fargate Spot that a task asks for."""
    for plan in task.plans:
        if plan.x.has("capacity"):
            made = _parts(plan.x.get("capacity") or {}, plan.x.at("capacity"), scope)
            if made:
                return made
    spot = any(plan.service in scope.shared["spot"] for plan in task.plans)
    return [{"CapacityProvider": "FARGATE_SPOT" if spot else "FARGATE", "Weight": 1}]


def _parts(said: dict[str, Any], path: tuple[str | int, ...], scope: Scope) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for name in sorted(said):
        part = said[name] or {}
        if name not in _PROVIDERS:
            hint = "mix `fargate` and `fargate_spot`"
            scope.say(codes.CAPACITY, f"`capacity.{name}` ({part}) is no capacity of Fargate", path, hint=hint)
            continue
        one: dict[str, Any] = {"CapacityProvider": _PROVIDERS[name], "Weight": part.get("weight", 1)}
        if part.get("base"):
            one["Base"] = part["base"]
        made.append(one)
    if sum("Base" in one for one in made) > 1 or (made and not any(one["Weight"] for one in made)):
        message = f"`capacity` ({', '.join(sorted(said))}) needs one base at most and a weight above 0"
        scope.say(codes.CAPACITY, message, path, hint="write `fargate: {base: 1, weight: 1}`")
    return made
