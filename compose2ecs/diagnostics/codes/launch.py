"""Launch types and capacity: where tasks run, on what machines (C280-C289, W260-W269, N260-N269)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

EXTERNAL = code(
    "C280",
    ERROR,
    "external instances are not supported",
    """`x-ecs.launch_type: external` means ECS Anywhere: machines outside AWS, registered by hand. A template
cannot make
them, and their tasks have neither the VPC network nor the load balancer that this translation builds on.

Use `fargate`, `ec2` or `managed_instances`.""",
)
NO_INSTANCE = code(
    "C281",
    ERROR,
    "no instance type holds the task",
    """The EC2 instance type must have the task's CPU, memory and GPUs, and some memory for the system and the ECS
agent.
A task that fits on no instance stays in PROVISIONING (RESOURCE:MEMORY, RESOURCE:CPU).

Name a larger type in `x-ecs.instance_type`, or lower the service's limits. The table of types is dated; types that
are
not in it can be named and are not checked.""",
)
CAPACITY = code(
    "C282",
    ERROR,
    "capacity does not fit the launch type",
    """`x-ecs.capacity` mixes `fargate` and `fargate_spot`; one strategy cannot mix Fargate with instances, only one
provider may have a `base`, and one needs a `weight` above 0. Other capacity providers belong to a cluster that
exists.""",
)
EXISTING_CLUSTER = code(
    "C283",
    ERROR,
    "an existing cluster is not given instances",
    """The capacity providers of a cluster that exists are never modified: the association in CloudFormation
replaces the
whole list, which would take away what others use. So EC2 and Managed Instances need a cluster of this project.

Leave `x-ecs.cluster` out, or use a Fargate launch type.""",
)
SIZE = code(
    "C284",
    ERROR,
    "not a size of a task",
    """`x-ecs.cpu` is a number of CPU units (1024 are one vCPU), or vCPUs with a point or unit (`0.5`, `0.5
vCPU`).""",
)
GPU = code(
    "C285",
    ERROR,
    "GPU request cannot be mapped",
    """ECS gives whole NVIDIA GPUs to a container, by their number. `count: all`, other drivers and other kinds of
devices
have no number that a task could be placed by. Write `count: 1`, and the driver `nvidia`.""",
)
ON_INSTANCES = code(
    "C286",
    ERROR,
    "not possible under this launch type",
    """The attribute exists in ECS, but not for the launch type of the service. The message names both, the hint
says which
launch type has it.""",
)
DROPPED = code(
    "W260",
    WARNING,
    "dropped under this launch type",
    """The value has no effect with the launch type of the service, or ECS has no such setting. See
`compose2ecs explain ATTRIBUTE`.""",
)
AUTO = code(
    "N260",
    NOTE,
    "launch type chosen",
    """`x-ecs.launch_type: auto` takes the cheapest launch type that can run the service: Fargate, unless an attribute
needs a machine. Write the launch type to fix it.""",
)
CHOSEN = code(
    "N261",
    NOTE,
    "instances chosen",
    """The cheapest instance type of a dated table that holds the largest task, beside the system and the ECS agent.
Every task has a network interface of its own, so the type limits how many run on one instance; the account setting
`awsvpcTrunking` raises that on most types.
`x-ecs.instance_type` names another one.""",
)
ADAPTED = code(
    "N262",
    NOTE,
    "adapted to the launch type",
    """The value is said in the words of the launch type of the service, or the launch type has no use for it.""",
)
WINDOWS = code(
    "C287",
    ERROR,
    "Windows on instances",
    """The instances that compose2ecs makes run Amazon Linux or Bottlerocket. Windows containers run on Fargate.

Leave `launch_type` out for this service.""",
)
PLACEMENT = code(
    "C288",
    ERROR,
    "placement cannot be said so",
    """`x-ecs.placement.strategy` is a list of `spread:az`, `spread:instanceId`, `spread:attribute:NAME`, `binpack:cpu`,
`binpack:memory` and `random`, five at most; `constraints` are `distinctInstance` or expressions of the cluster query
language (`attribute:ecs.instance-type =~ m6i.*`), ten at most. Source: the developer guide, "Task placement".""",
)
