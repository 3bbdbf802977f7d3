"""Rows of the deploy chapter: the service, its rollouts, its size."""

from compose2ecs.translate.attribute import ADAPTED, DROPPED, IGNORED, MAPPED, part_of, refused
from compose2ecs.translate.services.devices import on_machines

_SERVICE = "AWS::ECS::Service"
_ROLLOUT = f"{_SERVICE}.DeploymentConfiguration"
_BREAKER = f"{_ROLLOUT}.DeploymentCircuitBreaker"
_CPU = "AWS::ECS::TaskDefinition.Cpu"
_MEMORY = "AWS::ECS::TaskDefinition.Memory"
_D = "services.*.deploy"

part_of(_D, _SERVICE, "the service")
part_of(f"{_D}.mode", f"{_SERVICE}.SchedulingStrategy", "`global`: Fargate has no nodes", fargate=ADAPTED, ec2=MAPPED)
part_of(f"{_D}.endpoint_mode", "AWS::ServiceDiscovery::Service.DnsConfig", "DNS names every task", fargate=ADAPTED)
part_of(f"{_D}.replicas", f"{_SERVICE}.DesiredCount", "as written; 1 when absent")
part_of(f"{_D}.labels", f"{_SERVICE}.Tags", "tags of the service")
part_of(f"{_D}.labels.*", f"{_SERVICE}.Tags", "tags of the service")

_R = f"{_D}.rollback_config"
part_of(_R, f"{_BREAKER}.Rollback", "ECS rolls back as it deploys", fargate=ADAPTED)
for _key in ("parallelism", "delay", "failure_action", "monitor", "max_failure_ratio", "order"):
    part_of(f"{_R}.{_key}", "", "ECS rolls back as it deploys", fargate=DROPPED)

_U = f"{_D}.update_config"
_PERCENT = f"{_ROLLOUT}.MinimumHealthyPercent"
part_of(_U, _ROLLOUT, "how a new version replaces the old one", fargate=ADAPTED)
part_of(f"{_U}.parallelism", _PERCENT, "as a share of the replicas", fargate=ADAPTED)
part_of(f"{_U}.delay", "", "a rolling deployment has no pause between its steps", fargate=ADAPTED)
part_of(f"{_U}.failure_action", _BREAKER, "rollback, pause or continue", fargate=ADAPTED)
part_of(f"{_U}.monitor", "", "a rolling deployment ends with its last task", fargate=DROPPED)
part_of(f"{_U}.max_failure_ratio", f"{_BREAKER}.ThresholdConfiguration.Value", "in percent", fargate=ADAPTED)
part_of(f"{_U}.order", _PERCENT, "stop-first leaves a gap, start-first runs both")

_L = f"{_D}.resources.limits"
part_of(f"{_D}.resources", _CPU, "the size of the task")
part_of(_L, _CPU, "the size of the task")
part_of(f"{_L}.cpus", _CPU, "rounded up to a Fargate size", fargate=ADAPTED)
part_of(f"{_L}.memory", _MEMORY, "rounded up to a Fargate size", fargate=ADAPTED)
refused(
    f"{_L}.pids", "ECS cannot limit the number of processes of a container", ec2=ADAPTED, machines=on_machines("pids")
)
_S = f"{_D}.resources.reservations"
part_of(_S, "container.MemoryReservation", "the size of the task where no limit is set")
part_of(
    f"{_S}.cpus", "container.Cpu", "sizes the task where no limit is set", fargate=ADAPTED, ec2=MAPPED, managed=MAPPED
)
part_of(f"{_S}.memory", "container.MemoryReservation", "whole MiB, rounded up")

_P = f"{_D}.restart_policy"
part_of(_P, "container.RestartPolicy", "ECS replaces stopped tasks in any case", fargate=ADAPTED)
part_of(f"{_P}.condition", "container.RestartPolicy.Enabled", "any and on-failure restart in place", fargate=ADAPTED)
part_of(f"{_P}.delay", "", "ECS slows repeated starts down itself", fargate=DROPPED)
part_of(f"{_P}.max_attempts", f"{_BREAKER}.ThresholdConfiguration.Value", "failures of a deployment", fargate=ADAPTED)
part_of(f"{_P}.window", "container.RestartPolicy.RestartAttemptPeriod", "60 to 1800 s", fargate=ADAPTED)

_N = f"{_D}.placement"
part_of(_N, f"{_SERVICE}.PlacementConstraints", "Fargate has no nodes", fargate=DROPPED, ec2=MAPPED, managed=ADAPTED)
part_of(
    f"{_N}.constraints",
    f"{_SERVICE}.PlacementConstraints",
    "node.platform.arch is the task's architecture; Fargate has no other nodes to choose",
    fargate=ADAPTED,
    ec2=MAPPED,
)
for _key in ("preferences", "preferences[].spread"):
    part_of(
        f"{_N}.{_key}",
        f"{_SERVICE}.PlacementStrategies",
        "Fargate spreads over the zones itself",
        fargate=DROPPED,
        ec2=MAPPED,
        managed=ADAPTED,
    )
part_of(
    f"{_N}.max_replicas_per_node",
    f"{_SERVICE}.PlacementConstraints",
    "every Fargate task is a node of its own",
    fargate=IGNORED,
    ec2=ADAPTED,
    managed=ADAPTED,
)
