"""Deployments that run both versions and shift the traffic: blue/green, linear, canary. Only imported where asked for.

Source: mapping.md I; Amazon ECS Developer Guide, "Application Load Balancer resources for blue/green, linear, and
canary deployments" and its page for network load balancers, also for what linear and canary need. Uncertain: that the
circuit breaker counts for rolling deployments only (the API's model says so); `x-ecs.overrides.service` can add one.
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.values import GetAtt, Ref, managed_policy
from compose2ecs.model.values import ceil_seconds, scalar_text
from compose2ecs.translate.assemble.deployment import SHIFTING, bad, drop, minutes, strategy_of, tell_for_up
from compose2ecs.translate.assemble.roles import trusted_by
from compose2ecs.translate.scope import EC2, Plan, Scope, Task

_ELB = "AWS::ElasticLoadBalancingV2"
_UPDATE = ("deploy", "update_config")
_POLICY = "AmazonECSInfrastructureRolePolicyForLoadBalancers"
#: What AWS uses where nothing is said: minutes, percent. Source: the CloudFormation schema of AWS::ECS::Service.
_BAKE = 15
_CANARY_PERCENT, _CANARY_BAKE = 5, 10
_STEP_PERCENT, _STEP_BAKE = 10, 6
_LOWEST_PERCENT = {"canary": 0.1, "linear": 3}
#: Minutes of the longest deployment that CloudFormation accepts (33 hours). Source: as above, CanaryConfiguration.
_LONGEST = 33 * 60


def shift(task: Task, scope: Scope) -> dict[str, Any]:
    """The ``DeploymentConfiguration`` of a task whose traffic is shifted; its target groups get their twins."""
    plan, name = task.primary, strategy_of(task.primary)
    plan.x.get("deployment", "strategy")
    configuration: dict[str, Any] = {
        "Strategy": SHIFTING[name],
        "MinimumHealthyPercent": _said(plan, "min_percent", 100),
        "MaximumPercent": _said(plan, "max_percent", 200),
        "BakeTimeInMinutes": _bake(plan, scope),
    }
    steps = 0
    if name == "canary":
        configuration["CanaryConfiguration"], steps = _canary(plan, scope)
    elif name == "linear":
        configuration["LinearConfiguration"], steps = _linear(plan, scope)
    alarms = plan.x.get("deployment", "alarms")
    if alarms:
        configuration["Alarms"] = {"AlarmNames": alarms, "Enable": True, "Rollback": True}
    whole = configuration["BakeTimeInMinutes"] + steps
    if whole > _LONGEST:
        bad(plan, scope, f"the deployment would take {whole} minutes; CloudFormation waits {_LONGEST} at most")
    _tell_others(plan, name, scope)
    tell_for_up(plan, scope)
    if plan.writes is not None:
        message = f"`strategy: {name}`: two versions of `{plan.name}` would write one volume"
        hint = "use `strategy: recreate`"
        scope.say(codes.TWO_VERSIONS, message, plan.x.at("deployment", "strategy"), hint=hint)
    _prepare(task, name, scope)
    return configuration


def _said(plan: Plan, key: str, otherwise: int) -> int:
    return int(plan.x.get("deployment", key)) if plan.x.has("deployment", key) else otherwise


def _bake(plan: Plan, scope: Scope) -> int:
    """Minutes in which both versions stay after the switch: `bake_time`, or Compose's `monitor`."""
    monitor = plan.get(*_UPDATE, "monitor")
    if plan.x.has("deployment", "bake_time"):
        if monitor is not None:
            message = f"`update_config.monitor: {monitor}` gives way to `bake_time`"
            scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, "monitor"))
        return minutes(plan, scope, "bake_time")
    if monitor is None:
        plan.defaults.append(f"both versions stay for {_BAKE} minutes after the switch")
        return _BAKE
    whole = min(-(-ceil_seconds(str(monitor)) // 60), 1440)
    message = f"`update_config.monitor: {monitor}`: both versions stay for {whole} minutes after the switch"
    scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, "monitor"))
    return whole


def _canary(plan: Plan, scope: Scope) -> tuple[dict[str, Any], int]:
    """(the configuration, the minutes that it takes)."""
    bake = minutes(plan, scope, "canary", "bake_time") if plan.x.has("deployment", "canary", "bake_time") else None
    bake = _CANARY_BAKE if bake is None else bake
    return {
        "CanaryPercent": _share(plan, "canary", _CANARY_PERCENT, scope),
        "CanaryBakeTimeInMinutes": bake,
    }, bake


def _linear(plan: Plan, scope: Scope) -> tuple[dict[str, Any], int]:
    """(the configuration, the minutes that its steps take); Compose's `delay` is the pause between two steps."""
    delay = plan.get(*_UPDATE, "delay")
    if plan.x.has("deployment", "linear", "bake_time"):
        bake = minutes(plan, scope, "linear", "bake_time")
        if delay is not None:
            message = f"`update_config.delay: {delay}` gives way to `linear.bake_time`"
            scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, "delay"))
    elif delay is not None:
        bake = min(-(-ceil_seconds(str(delay)) // 60), 1440)
        message = f"`update_config.delay: {delay}`: {bake} minutes between two steps"
        scope.say(row_codes.ADAPTED, message, plan.at(*_UPDATE, "delay"))
    else:
        bake = _STEP_BAKE
    percent = _share(plan, "linear", _STEP_PERCENT, scope)
    return {"StepPercent": percent, "StepBakeTimeInMinutes": bake}, (int(-(-100 // percent)) - 1) * bake


def _share(plan: Plan, key: str, otherwise: int, scope: Scope) -> float:
    """Percent in tenths, a whole number where it is one.

    cfn-lint 1.58 divides floats, so it takes some tenths (33.4) for no multiple of 0.1; CloudFormation does not.
    """
    said = plan.x.get("deployment", key, "percent")
    if said is None:
        return otherwise
    if not _LOWEST_PERCENT[key] <= said <= 100 or abs(said * 10 - round(said * 10)) > 1e-6:
        message = f"`{key}.percent: {said:g}` must be {_LOWEST_PERCENT[key]} to 100, in tenths"
        bad(plan, scope, message, key, "percent")
        return otherwise
    return int(said) if float(said).is_integer() else float(said)


def _tell_others(plan: Plan, name: str, scope: Scope) -> None:
    """What a rolling deployment would have done with the other settings."""
    update = plan.get(*_UPDATE) or {}
    used = {"monitor", "delay"} if name == "linear" else {"monitor"}
    for key in sorted(update):
        if key not in used and not key.startswith("x-") and update[key] is not None:
            message = f"`update_config.{key}: {update[key]}` is dropped: `strategy: {name}` runs both versions whole"
            scope.say(codes.NOT_FOR_STRATEGY, message, plan.at(*_UPDATE, key))
    for key, value in sorted((plan.x.get("deployment", "circuit_breaker") or {}).items()):
        shown = f"`circuit_breaker.{key}: {scalar_text(value)}`"
        message = f"{shown} is dropped: `strategy: {name}` has none; it is stopped by `alarms`"
        drop(plan, scope, message, "circuit_breaker", key)
    early = plan.x.get("deployment", "early_success_percent")
    if early is not None:
        message = f"`early_success_percent: {early}` is dropped: `strategy: {name}` waits for all tasks"
        drop(plan, scope, message, "early_success_percent")
    for other in [one for one in ("canary", "linear") if one != name]:
        for key, value in sorted((plan.x.get("deployment", other) or {}).items()):
            drop(plan, scope, f"`{other}.{key}: {value}` is dropped: the strategy is {name}", other, key)


def _prepare(task: Task, name: str, scope: Scope) -> None:
    """``AdvancedConfiguration`` of everything the service is registered with."""
    path = task.primary.x.at("deployment", "strategy")
    registered = task.service.get("LoadBalancers", [])
    connected = task.service.get("ServiceConnectConfiguration", {}).get("Services")
    daemon = task.primary.get("deploy", "mode") == "global" and task.launch_type == EC2
    if daemon or (not registered and not connected):
        why = "runs one task per instance" if daemon else "has no traffic that could be shifted"
        message = f"`strategy: {name}`: `{task.name}` {why}"
        hint = "publish a port, use Service Connect, or `strategy: rolling`"
        scope.say(codes.NO_TRAFFIC_TO_SHIFT, message, path, hint=hint)
        return
    for one in registered:
        place = _place(one, name, task, scope)
        if place is None:
            continue
        one["AdvancedConfiguration"] = {
            "AlternateTargetGroupArn": Ref(_twin(one["TargetGroupArn"].logical_id, place, scope)),
            "ProductionListenerRule": Ref(place.id),
            "RoleArn": GetAtt(_role(scope), "Arn"),
        }
    what = "the load balancer" if registered else "Service Connect"
    scope.say(codes.SHIFTED, f"`strategy: {name}`: {what} moves the traffic of `{task.name}` to the new version", path)


def _place(registration: dict[str, Any], name: str, task: Task, scope: Scope) -> Resource | None:
    """The listener rule (application) or listener (network) whose traffic is shifted; what is in the way is told."""
    path = task.primary.x.at("deployment", "strategy")
    port = registration["ContainerPort"]
    target = registration["TargetGroupArn"]
    rules = _leading_to(f"{_ELB}::ListenerRule", "Actions", target, scope)
    listeners = _leading_to(f"{_ELB}::Listener", "DefaultActions", target, scope)
    message, hint = "", ""
    if len(rules) + len(listeners) != 1:
        message = f"port {port} has {len(rules) + len(listeners)} listeners, and the traffic of one can be shifted"
        hint = "publish it once"
    elif listeners and name != "blue_green":
        message = f"port {port} is behind a network load balancer, which knows no shares of traffic"
        hint = "use `strategy: blue_green`, or publish it over HTTP"
    if message:
        scope.say(codes.NO_TRAFFIC_TO_SHIFT, f"`strategy: {name}`: {message}", path, hint=hint)
        return None
    return (rules + listeners)[0]


def _leading_to(type: str, key: str, target: Any, scope: Scope) -> list[Resource]:
    return [
        one
        for one in scope.graph.of_type(type)
        if any(action.get("TargetGroupArn") == target for action in one.properties.get(key, []))
    ]


def _twin(target: str, place: Resource, scope: Scope) -> str:
    """A second target group like the first. The rule names both, the second without traffic, until ECS changes that."""
    first = scope.graph.resources[target]
    parts = [target.removesuffix("TargetGroup"), "AlternateTargetGroup"]
    made = scope.add(parts, first.type, dict(first.properties), origin=first.origin)
    if place.type == f"{_ELB}::ListenerRule":
        groups = [{"TargetGroupArn": Ref(target), "Weight": 1}, {"TargetGroupArn": Ref(made.id), "Weight": 0}]
        place.properties["Actions"] = [{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]
    return made.id


def _role(scope: Scope) -> str:
    """The role with which ECS changes listeners; one for the project."""
    id = scope.names.id("DeploymentRole")
    if id not in scope.graph.resources:
        properties = {
            "Description": "Lets ECS shift traffic between two versions",
            "AssumeRolePolicyDocument": trusted_by("ecs"),
            "ManagedPolicyArns": [managed_policy(_POLICY)],
        }
        scope.add(["DeploymentRole"], "AWS::IAM::Role", properties)
    return id
