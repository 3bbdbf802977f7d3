"""What AWS would refuse in the finished graph (C330-C349): mostly what overrides and patches bring in."""

from compose2ecs.diagnostics.codes.code import ERROR, code

_MINE = """

The graph is checked after `x-ecs.overrides`, `resources` and `patch` have been applied; where one of those asked for
it, change it there."""

DANGLING = code(
    "C330",
    ERROR,
    "reference leads nowhere",
    """A resource refers to a logical id that does not exist, so CloudFormation would refuse the template.""" + _MINE,
)
CIRCLE = code(
    "C331",
    ERROR,
    "resources need each other",
    """Resources refer to each other in a circle, so none of them can be created first (CloudFormation says "Circular
dependency between resources")."""
    + _MINE,
)
BAD_NAME = code(
    "C332",
    ERROR,
    "name that AWS does not take",
    """ECS families and containers are called with letters, digits, `-` and `_`, up to 255 characters, each container of
a task differently. Load balancers and target groups have names of up to 32 characters ("cannot be longer than
'32' characters")."""
    + _MINE,
)
TOO_MANY_CONTAINERS = code(
    "C333",
    ERROR,
    "too many containers in a task",
    """A task has ten containers at most ("Too many containers"); init containers that compose2ecs adds count, too.
Split the services that share a task into two groups."""
    + _MINE,
)
NOTHING_ESSENTIAL = code(
    "C334",
    ERROR,
    "no essential container",
    """At least one container of a task must be essential: its end is the end of the task. Take `x-ecs.essential: false`
away from the main one."""
    + _MINE,
)
SIZES = code(
    "C335",
    ERROR,
    "sizes contradict each other",
    """The containers of a task fit into its size, a reservation is not above its limit, and a container has at least 6
MiB. Ephemeral storage on Fargate is 21 to 200 GiB."""
    + _MINE,
)
CONTAINER_ORDER = code(
    "C336",
    ERROR,
    "order of containers cannot come true",
    """A container waits for another one of its task: that one must exist, must have a health check to become healthy,
must not be essential (nor restart) to end, and must not wait for the first one."""
    + _MINE,
)
BAD_VOLUME = code(
    "C337",
    ERROR,
    "volume of a task",
    """Containers mount volumes that their task declares, each under a name of its own.""" + _MINE,
)
BAD_PORT = code(
    "C338",
    ERROR,
    "port of a task",
    """The containers of a task share one network interface, so each port belongs to one of them; names of ports are
unique, of a-z, 0-9, `-` and `_`, up to 64 characters; with awsvpc a host port is the container port."""
    + _MINE,
)
NO_EXECUTION_ROLE = code(
    "C339",
    ERROR,
    "execution role is missing",
    """ECS itself fetches secrets and private images and creates log streams, in the name of the execution role
("ResourceInitializationError: unable to pull secrets or registry auth")."""
    + _MINE,
)
NOT_ON_FARGATE = code(
    "C340",
    ERROR,
    "not possible on Fargate",
    """Fargate tasks have no host: no privileged containers, devices, host paths, Docker volumes, shared memory size,
swap, GPUs or security options, and of the capabilities only SYS_PTRACE can be added. Its log drivers are awslogs,
splunk and awsfirelens. Use `x-ecs.launch_type: managed_instances` or `ec2`."""
    + _MINE,
)
NOT_WITH_AWSVPC = code(
    "C341",
    ERROR,
    "not possible with awsvpc",
    """A task with a network interface of its own takes no links, host name, extra hosts or DNS servers.""" + _MINE,
)
HEALTH = code(
    "C342",
    ERROR,
    "health check that ECS does not take",
    """The command begins with CMD or CMD-SHELL. Interval 5 to 300 s, timeout 2 to 60 s, retries 1 to 10, start period 0
to 300 s."""
    + _MINE,
)
OUT_OF_RANGE = code(
    "C343",
    ERROR,
    "value outside what ECS allows",
    """Stop timeout on Fargate: 2 to 120 s. Restart attempt period: 60 to 1800 s.""" + _MINE,
)
VARIABLE_TWICE = code(
    "C344",
    ERROR,
    "variable is there twice",
    """ECS takes the name of a variable once, as plain text or as a secret.""" + _MINE,
)
REGISTRATION = code(
    "C345",
    ERROR,
    "load balancer registration does not fit the task",
    """A service registers a container and a port that its task definition has, with a target group of the type ip."""
    + _MINE,
)
SERVICE_LIMIT = code(
    "C346",
    ERROR,
    "limit of a service",
    """A service has at most five target groups and one service registry, its tasks at most five security groups and 16
subnets."""
    + _MINE,
)
ROLLOUT = code(
    "C347",
    ERROR,
    "rollout that cannot progress",
    """A rolling deployment must be allowed to stop one task, or to start one more; one that can do neither ends after
hours ("UPDATE_ROLLBACK_IN_PROGRESS"). Zone rebalancing needs a
MaximumPercent above 100; a daemon service needs exactly 100."""
    + _MINE,
)
BALANCER = code(
    "C348",
    ERROR,
    "load balancer that AWS refuses",
    """An application load balancer needs subnets in two zones. A load balancer has 50 listeners at most.""" + _MINE,
)
LISTENER = code(
    "C349",
    ERROR,
    "listener that AWS refuses",
    """A load balancer listens once on each port; HTTPS and TLS need a certificate; each rule of a listener has a
priority of its own."""
    + _MINE,
)
TOO_LARGE = code(
    "C350",
    ERROR,
    "task definition is too large",
    """A task definition has 64 KiB at most; environment and commands count. Put long values into files.""" + _MINE,
)
LIMIT = code(
    "C351",
    ERROR,
    "limit of a resource",
    """What a resource may have at most, how long a name, path or policy may be, and which characters it has: the limits
of ECS, EFS, CloudWatch Logs, IAM and Application Auto Scaling."""
    + _MINE,
)
