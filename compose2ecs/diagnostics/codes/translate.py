"""What happens to an attribute that ECS cannot take as it is (C20x, C23x, W20x, N20x, W299)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

NOT_ON_FARGATE = code(
    "C201",
    ERROR,
    "not possible on Fargate",
    """The attribute needs a machine of your own: a device, a privilege or a namespace of the host. A Fargate task has
no host that you could reach, so the container would not behave as it does on your machine.

Remove the attribute, or run the service on instances of your own (`x-ecs.launch_type: ec2` or
`managed_instances`). When the service works without it, accept the loss with `x-ecs: {allow: [C201]}`.""",
    acceptable=True,
)
CAPABILITY = code(
    "C202",
    ERROR,
    "capability cannot be added",
    """Fargate adds one kernel capability only, SYS_PTRACE. The fourteen capabilities that Docker gives every
container are there anyway. Any other one (NET_ADMIN and SYS_ADMIN are the usual ones) would be refused when the task
definition is registered, or its name is unknown to ECS.

Remove it, or run the service on instances of your own (`x-ecs.launch_type: ec2` or `managed_instances`). When the
service works without it, accept the loss with `x-ecs: {allow: [C202]}`.""",
    acceptable=True,
)
HOST_SYSCTL = code(
    "C203",
    ERROR,
    "kernel parameter belongs to the host",
    """A container may set the kernel parameters of its own namespaces only: `net.*`, `kernel.msg*`, `kernel.sem`,
`kernel.shm*` and `fs.mqueue.*`. Others, such as `vm.max_map_count` or `vm.overcommit_memory`, are the host's, and a
Fargate task cannot change its host.

Elasticsearch and OpenSearch run without `vm.max_map_count` when `node.store.allow_mmap: "false"` is set in their
environment; Redis only warns about `vm.overcommit_memory`. Remove the parameter, or accept the loss with `x-ecs:
{allow: [C203]}`.""",
    acceptable=True,
)
NEEDS_DOCKER = code(
    "C204",
    ERROR,
    "needs the local Docker Engine",
    """The attribute reaches for the Docker Engine, the Docker host or a program on your machine. None of them exists
beside a task on ECS.

Replace what it provides, or keep it for local work only: move it to compose.override.yaml, which is not read when
a compose.ecs.yaml stands beside the base file. When the service works without it, accept the loss with `x-ecs:
{allow: [C204]}`.""",
    acceptable=True,
)
UNKNOWN_ULIMIT = code(
    "C205",
    ERROR,
    "unknown ulimit",
    """ECS knows these limits: core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio,
rttime, sigpending, stack. A task definition with another name is refused. Check the spelling.""",
    acceptable=True,
)
UNKNOWN_X_ECS = code(
    "C206",
    ERROR,
    "unknown key under x-ecs",
    """Docker Compose ignores every key that starts with `x-`, so a typing error under `x-ecs` would never be
noticed. That is why unknown keys are errors here. Each level has its own keys: the project, a service, a port, a
volume, a network, a secret, config or model.""",
)
BAD_X_ECS = code(
    "C207",
    ERROR,
    "x-ecs is not a mapping",
    """`x-ecs` holds keys and values: `x-ecs: {allow: [W201]}`. It may stand at the top level, in a service, in a
port (long form), volume, network, secret, config or model.""",
)
HOST_PATH = code(
    "C231",
    ERROR,
    "bind mount of a path outside the project",
    """A bind mount shows a directory of your machine to the container. A Fargate task has no such machine: there is
no /var/run/docker.sock, no /proc of a host, no data directory.

Data belongs in a named volume (it becomes EFS); files that the container only reads are baked into its image.
Agents that watch the Docker host have no work on ECS: CloudWatch collects logs and metrics. A mount for local
work only goes to compose.override.yaml. When the service works without it, accept the loss with `x-ecs: {allow:
[C231]}`.""",
    acceptable=True,
)
NO_EQUIVALENT = code(
    "W201",
    WARNING,
    "no equivalent on ECS",
    """No field of an ECS task definition or service does what this attribute does, so it is dropped and the container
runs without it. Most often that is fine; the message says what ECS does instead.

Remove the attribute, keep it for local work, or accept the loss with `x-ecs: {allow: [W201]}`.""",
    acceptable=True,
)
EMPTY_COMMAND = code(
    "W202",
    WARNING,
    "empty command cannot be said",
    """`command: []` and `entrypoint: []` clear what the image says. A task definition cannot say that: an absent
command means the image's own. So the image's command or entrypoint runs.

Write out the command that should run, or build an image with the wanted ENTRYPOINT and CMD.""",
    acceptable=True,
)
CLAMPED = code(
    "W203",
    WARNING,
    "value outside what ECS allows",
    """ECS allows a range and refuses a task definition outside it, so the nearest allowed value is used.

Health checks: interval 5 to 300 s, timeout 2 to 60 s, retries 1 to 10, start period 0 to 300 s. Stop timeout on
Fargate: 2 to 120 s. Whole seconds only: fractions are rounded up.""",
    acceptable=True,
)
NETWORK_IDENTITY = code(
    "W204",
    WARNING,
    "addresses and resolvers are given by AWS",
    """A Fargate task has one network interface in your VPC. Its address, MAC address, host name and DNS resolver are
given by AWS; a task definition for this network mode cannot set them. Other services still reach this one by its
Compose name.

Images that keep state under their host name need a fixed name from the environment (RabbitMQ: RABBITMQ_NODENAME).
Custom DNS servers go to the VPC's DHCP options or to Route 53 Resolver rules.""",
    acceptable=True,
)
HOOK = code(
    "W205",
    WARNING,
    "lifecycle hook is not run",
    """ECS runs nothing inside a container after it has started or before it stops.

After the start: put the step in the image's entrypoint. Before the stop: handle SIGTERM in the process and give
it time with `stop_grace_period`; a load balancer already drains connections first.""",
    acceptable=True,
)
ULIMIT_ON_FARGATE = code(
    "W207",
    WARNING,
    "ulimit may have no effect on Fargate",
    """AWS documents that Fargate applies `nofile` only (its default is 65535 for both limits) and that other
limits stay those of its operating system. The limit is passed on, but do not count on it.""",
    acceptable=True,
)
TMPFS = code(
    "W208",
    WARNING,
    "tmpfs option cannot be used",
    """The size of a tmpfs is required on ECS, in whole MiB, and counts against the task's memory. Sizes in
percent and options that ECS does not list cannot be passed on.""",
    acceptable=True,
)
REPEATED_MOUNT = code(
    "W209",
    WARNING,
    "two tmpfs at one path",
    """A path can hold one tmpfs; the first one is used. `shm_size` becomes a tmpfs at /dev/shm and comes first, then
`tmpfs`, then `volumes`. Remove the others.""",
    acceptable=True,
)
ROUTING_LABELS = code(
    "W210",
    WARNING,
    "routing labels do nothing on ECS",
    """Reverse proxies such as Traefik and caddy-docker-proxy read container labels through the Docker socket. On
Fargate there is no socket, so nobody reads them; the labels are kept, the routes are not.

Publish the service's port (a load balancer listens on it), and write its host and path rules with
`x-ecs.load_balancer: {host: …, path: …}`.""",
    acceptable=True,
)
LOCAL_ONLY = code(
    "N201",
    NOTE,
    "only meant for the local machine",
    """The attribute concerns your terminal, your builder or Docker Desktop. It has nothing to do on ECS, and
nothing is lost.""",
    acceptable=True,
)
ADAPTED = code(
    "N202",
    NOTE,
    "kept, with another meaning",
    """ECS has something close, but not the same. The message says what differs.""",
    acceptable=True,
)
EXTENSION = code(
    "N203",
    NOTE,
    "extension key is ignored",
    """Keys that start with `x-` are free for other tools and for YAML anchors; what an anchor or `extends` copied
into a service is translated there. compose2ecs itself reads `x-ecs` (or its synonym `x-compose2ecs`) and
`x-aws-*`.""",
    acceptable=True,
)
DEFAULT_SIZE = code(
    "N204",
    NOTE,
    "tmpfs gets a size",
    """ECS requires a size for every tmpfs. Without `size=` it gets a quarter of the service's memory limit, 256
MiB at most. It counts against the task's memory. Set your own with `/path:size=64m`.""",
    acceptable=True,
)
STARTS_EMPTY = code(
    "N205",
    NOTE,
    "volume starts empty",
    """Docker fills a new named volume with the files that the image has at its path. EFS and a task's own storage start
empty. Most images (databases, for instance) create what they need at their first start; an image that ships files
there must copy them in its entrypoint. With `nocopy: true` Docker behaves alike, and this note is not given.""",
    acceptable=True,
)
UNKNOWN_SIGNAL = code(
    "C208",
    ERROR,
    "unknown stop signal",
    """`stop_signal` takes the name of a Linux signal, with or without `SIG` (`SIGQUIT`, `term`, `RTMIN+3`), or its
number. Docker refuses to make a container with any other one.""",
)
UNREAD = code(
    "W299",
    WARNING,
    "nobody asked for it",
    """The key stands under `x-ecs` where it has no effect: what would use it is not part of this project or of this
service. Remove it, or look at docs/x-ecs.md for where it belongs.""",
    acceptable=True,
)
NOT_CLOSED = code(
    "C299",
    ERROR,
    "limit on access has no effect",
    """The key would let fewer people in. Nothing asked for it where it stands, and without it the port would be open to
more than was asked for. Take the port away from `ports`, or limit the security group of the load
balancer under `x-ecs.resources`, and the key away.""",
)
