"""CPU and memory. What sizes the task is combined in one place; the rest are knobs of a host."""

from compose2ecs.translate.attribute import ADAPTED, MAPPED, part_of, refused
from compose2ecs.translate.services.devices import on_machines

_CPU = "AWS::ECS::TaskDefinition.Cpu"
_MEMORY = "AWS::ECS::TaskDefinition.Memory"

part_of("services.*.cpus", _CPU, "as deploy.resources.limits.cpus", fargate=ADAPTED)
part_of("services.*.cpu_quota", _CPU, "quota / period is the number of CPUs", fargate=ADAPTED)
part_of("services.*.cpu_period", _CPU, "see cpu_quota", fargate=ADAPTED)
part_of(
    "services.*.cpu_shares",
    "container.Cpu",
    "means something only among the containers of one task",
    fargate=ADAPTED,
    ec2=MAPPED,
    managed=MAPPED,
)
part_of("services.*.mem_limit", _MEMORY, "as deploy.resources.limits.memory", fargate=ADAPTED)
part_of("services.*.mem_reservation", "container.MemoryReservation", "as deploy.resources.reservations.memory")

_WINDOWS = "a setting of Docker on Windows"
_REALTIME = "ECS has no realtime scheduling"
_OOM = "ECS stops a container that is out of memory"
_BLOCK_IO = "ECS cannot limit block IO"
_USE_CPUS = "`cpus` sizes the task"

refused("services.*.cpu_count", _WINDOWS, hint=_USE_CPUS)
refused("services.*.cpu_percent", _WINDOWS, hint=_USE_CPUS)
refused("services.*.cpu_rt_period", _REALTIME)
refused("services.*.cpu_rt_runtime", _REALTIME)
refused("services.*.cpuset", "a task cannot choose its cores", hint=_USE_CPUS)
refused(
    "services.*.mem_swappiness",
    "Fargate has no swap",
    to="container.LinuxParameters.Swappiness",
    ec2=MAPPED,
    machines=on_machines("swappiness"),
)
refused(
    "services.*.memswap_limit",
    "Fargate has no swap",
    to="container.LinuxParameters.MaxSwap",
    ec2=MAPPED,
    machines=on_machines("swap"),
)
refused("services.*.oom_kill_disable", _OOM, hint="give the service more memory")
refused("services.*.oom_score_adj", _OOM)
refused(
    "services.*.pids_limit",
    "ECS cannot limit the number of processes of a container",
    ec2=ADAPTED,
    machines=on_machines("pids"),
)

refused("services.*.blkio_config", _BLOCK_IO)
refused("services.*.blkio_config.weight", _BLOCK_IO)
refused("services.*.blkio_config.weight_device", _BLOCK_IO)
for _key in ("path", "weight"):
    refused(f"services.*.blkio_config.weight_device[].{_key}", _BLOCK_IO)
for _device in ("device_read_bps", "device_read_iops", "device_write_bps", "device_write_iops"):
    refused(f"services.*.blkio_config.{_device}", _BLOCK_IO)
    for _key in ("path", "rate"):
        refused(f"services.*.blkio_config.{_device}[].{_key}", _BLOCK_IO)
