"""What is found while the network is made: the VPC, subnets, security groups, names (C31x, W27x, N27x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

CANNOT_PULL = code(
    "C310",
    ERROR,
    "image cannot be pulled without a way to the internet",
    """With `x-ecs.vpc: {nat: endpoints}` tasks reach AWS services through endpoints of the VPC, and nothing else.
Docker Hub, ghcr.io, quay.io and ECR Public are on the internet: the task would end with "CannotPullContainerError:
… context deadline exceeded" or "i/o timeout".

Copy the image to a private ECR repository (or an ECR pull-through cache) and name that, or choose another way out:
`nat: single`, `nat: per_az` or `nat: none`.""",
    acceptable=True,
)
BAD_RANGE = code(
    "C311",
    ERROR,
    "address range cannot be the VPC's",
    """A VPC takes an IPv4 range with a prefix from /16 to /24 here, such as 10.20.0.0/16: smaller ones have no room for
subnets in which a load balancer may stand (it needs a /27 with eight free addresses).""",
)
OTHER_VPC = code(
    "C312",
    ERROR,
    "existing subnet or security group in a new VPC",
    """Subnets and security groups belong to one VPC. Ids of existing ones cannot be used in a VPC that the template
makes ("You have specified two resources that belong to different networks").

Name the VPC that they are in with `x-ecs.vpc: vpc-…`, or leave `x-ecs.vpc` out: its id is then a parameter of the
template.""",
    acceptable=True,
)
NO_WAY_OUT = code(
    "C313",
    ERROR,
    "public subnet without a public address",
    """The way out of a public subnet is the internet gateway, and only tasks with a public address can use it. Without
one the image cannot be pulled ("CannotPullContainerError", "ResourceInitializationError: unable to pull secrets or
registry auth").

Leave `assign_public_ip` out, or put the task into private subnets.""",
    acceptable=True,
)
TOO_MANY_GROUPS = code(
    "C314",
    ERROR,
    "more than five security groups",
    """A task has five security groups at most (AwsvpcConfiguration). Networks that are too many become rules between
groups of our own, but existing groups are never modified, so each of them takes a place.

Name fewer existing groups.""",
)
CONNECT_CIRCLE = code(
    "C315",
    ERROR,
    "Service Connect needs an order",
    """With Service Connect a task learns the names that exist when it starts: clients must be deployed after the
services that they call ("Existing tasks can't resolve and connect to the new endpoint"). Two services that call each
other have no such order.

Use the default, Cloud Map (`x-ecs.service_discovery: cloud_map`), where names appear whenever their tasks do; or switch
it off for one of them with `x-ecs.service_connect: false`.""",
    acceptable=True,
)
NOT_AN_ID = code(
    "W270",
    WARNING,
    "does not look like an id of EC2",
    """Ids of VPCs, subnets and security groups have a prefix and 8 or 17 hexadecimal digits, such as
subnet-0a1b2c3d4e5f67890. CloudFormation refuses others. Look them up with `aws ec2 describe-subnets`.""",
    acceptable=True,
)
NOT_IN_EXISTING = code(
    "W271",
    WARNING,
    "existing VPC is not modified",
    """An existing VPC, its subnets, routes and DNS settings are used as they are: no gateway, endpoint or address range
is added. What `x-ecs.vpc` says about those has no effect.""",
    acceptable=True,
)
SUBNETS = code(
    "W272",
    WARNING,
    "subnets cannot be used as they are said",
    """A task has one network interface in one set of subnets. The service's own `x-ecs.network.subnets` decides, then
the `x-ecs.subnets` of its networks by name, then the project's. Words (`public`, `private`) and ids do not mix.""",
    acceptable=True,
)
NOT_CONNECTED = code(
    "W273",
    WARNING,
    "not reachable through Service Connect",
    """Service Connect serves declared TCP ports (`ports` or `expose`) of ECS services. UDP, ranges of ports, jobs and
services without a declared port are not served; they are still found by DNS.""",
    acceptable=True,
)
NO_NAMES = code(
    "W274",
    WARNING,
    "names do not resolve",
    """Services call each other by their Compose names ("could not translate host name", "Name or service not known").
That needs a private DNS namespace in the project's VPC and a search domain.

Leave `x-ecs.service_discovery` out for both, or name a namespace that belongs to the VPC.""",
    acceptable=True,
)
NO_NET_INIT = code(
    "W275",
    WARNING,
    "hosts and resolver file stay as they are",
    """ECS has no field for /etc/hosts and /etc/resolv.conf, so an init container writes them: it shares both files with
the other containers of its task. Windows tasks have no such files, and `x-ecs.network.net_init: false` switches it
off.""",
    acceptable=True,
)
DEFAULT_ANYWAY = code(
    "N270",
    NOTE,
    "said, and so anyway",
    """The value is the default, so the result is the same without it. It may stay: it protects against a default that
changes.""",
    acceptable=True,
)
EXISTING_VPC = code(
    "N271",
    NOTE,
    "existing VPC",
    """The project runs in a VPC that exists already; nothing of it is modified. What the file does not name is a
parameter of the template: `aws cloudformation deploy --parameter-overrides Vpc=vpc-… TaskSubnetA=subnet-…`. The ids
are listed by `aws ec2 describe-vpcs` and `aws ec2 describe-subnets`; the default VPC has `isDefault=true`. The two task
subnets must be in different availability zones and have a way to the internet or to the endpoints of AWS. The VPC needs
DNS support and DNS hostnames, or names do not resolve (`aws ec2 describe-vpc-attribute`).""",
    acceptable=True,
)
GROUPS = code(
    "N272",
    NOTE,
    "existing security groups",
    """Existing security groups are used by their ids and never modified: their own rules decide who reaches the task.
A group that the load balancer or a volume needs is made in addition.""",
    acceptable=True,
)
CONNECTED = code(
    "N273",
    NOTE,
    "Service Connect",
    """Every task gets a proxy (Envoy) that knows the other services' names and ports. AWS advises 256 CPU units and 64
MiB more for it. Clients are deployed after the services that they call; jobs cannot take part and use DNS.""",
    acceptable=True,
)
NET_INIT = code(
    "N274",
    NOTE,
    "init container for hosts and resolver",
    """ECS takes no `extra_hosts`, `dns_search` and `dns_opt` for tasks with their own network interface. The files
/etc/hosts and /etc/resolv.conf are one per task, shared by its containers; an init container (busybox) writes them
before the others start. In an existing VPC it also adds the project's DNS domain, so that `db` finds
`db.<project>.internal`. `x-ecs.network.net_init: false` leaves it out.""",
    acceptable=True,
)
ENDPOINTS = code(
    "N275",
    NOTE,
    "no way to the internet",
    """With `nat: endpoints` there is no route to the internet: tasks reach ECR, CloudWatch Logs, S3 and what else they
use through endpoints in the VPC, which cost per hour and zone. `internal: true` is enforced: nothing leaves the
VPC.""",
    acceptable=True,
)
PUBLIC_TASKS = code(
    "N276",
    NOTE,
    "tasks with a public address",
    """The task has a public IPv4 address (billed per hour) instead of a NAT gateway. Nothing from the internet reaches
it: its security groups let in members of its networks and the load balancer only.""",
    acceptable=True,
)
