"""Placement on machines: Compose's constraints and preferences in the words of ECS, and `deploy.mode: global`."""

from typing import Any

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.translate.scope import EC2, Plan, Scope, Task

_AT = ("deploy", "placement")
_ZONE = "attribute:ecs.availability-zone"


def place_on_machines(task: Task, scope: Scope) -> None:
    """``PlacementConstraints`` and ``PlacementStrategies``; Managed Instances have no nodes that people label."""
    plan = task.primary
    constraints = _constraints(plan, task.launch_type, scope)
    most = plan.get(*_AT, "max_replicas_per_node")
    if most == 1 and task.launch_type == EC2:
        constraints.append({"Type": "distinctInstance"})
    elif most:
        message = f"`max_replicas_per_node: {most}` is dropped: ECS knows one task per EC2 instance, or any number"
        scope.say(codes.DROPPED, message, plan.at(*_AT, "max_replicas_per_node"))
    spread = _preferences(plan, task.launch_type, scope)
    strategies = [{"Type": "spread", "Field": one} for one in spread or [_ZONE]]
    is_global = task.service.get("SchedulingStrategy") == "DAEMON"
    if plan.x.has("placement") and task.launch_type == EC2:
        from compose2ecs.translate.assemble import placementwish

        constraints = placementwish.constraints(task, scope) or constraints
        strategies = (not is_global and placementwish.strategies(task, scope)) or strategies
    if constraints:
        task.service["PlacementConstraints"] = constraints
    if task.launch_type == EC2 and not is_global:
        task.service["PlacementStrategies"] = strategies
        if strategies[0] != {"Type": "spread", "Field": _ZONE}:
            task.service["AvailabilityZoneRebalancing"] = "DISABLED"


def make_global(task: Task) -> None:
    """One task on each EC2 instance. A daemon names a launch type: it follows the instances, it starts none."""
    for key in ("DesiredCount", "CapacityProviderStrategy"):
        task.service.pop(key, None)
    task.service["LaunchType"] = "EC2"
    task.service["SchedulingStrategy"] = "DAEMON"
    task.service["AvailabilityZoneRebalancing"] = "DISABLED"
    configuration = task.service["DeploymentConfiguration"]
    configuration["MaximumPercent"] = 100
    if not task.primary.x.has("deployment", "min_percent"):
        configuration["MinimumHealthyPercent"] = 0


def _constraints(plan: Plan, launch_type: str, scope: Scope) -> list[dict[str, Any]]:
    made = []
    for index, item in enumerate(plan.get(*_AT, "constraints") or []):
        path = plan.at(*_AT, "constraints", index)
        text = str(item)
        sign = "!=" if "!=" in text else "=="
        key, _, value = (part.strip() for part in text.partition(sign))
        if key == "node.platform.arch":
            scope.say(codes.ADAPTED, f"`{text}` is the architecture of the instances", path)
        elif launch_type == EC2 and key.startswith(("node.labels.", "engine.labels.")):
            name = key.split(".labels.", 1)[1]
            made.append({"Type": "memberOf", "Expression": f"attribute:{name} {sign} {value}"})
            scope.say(codes.ADAPTED, f"`{text}`: the instances need the attribute `{name}`", path)
        else:
            scope.say(codes.DROPPED, f"placement constraint `{text}` is dropped: no such property of instances", path)
    return made


def _preferences(plan: Plan, launch_type: str, scope: Scope) -> list[str]:
    made = []
    for index, item in enumerate(plan.get(*_AT, "preferences") or []):
        field = str(item.get("spread") if isinstance(item, dict) else item)
        path = plan.at(*_AT, "preferences", index)
        if launch_type == EC2 and ".labels." in field:
            name = field.split(".labels.", 1)[1]
            made.append(_ZONE if name in ("zone", "az", "datacenter") else f"attribute:{name}")
            scope.say(codes.ADAPTED, f"`spread: {field}`: tasks are spread by `{made[-1]}`", path)
        else:
            scope.say(codes.DROPPED, f"placement preference `{field}` is dropped: ECS spreads over zones", path)
    return made
