"""What is found while services are put together: ports, sizes, volumes, names, rollouts (C232+, W22x-W4xx, N22x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

EXTERNAL_VOLUME = code(
    "C232",
    ERROR,
    "external volume is not on AWS",
    """An external volume exists already, on your machine. ECS cannot reach it there.

If its data is on EFS, name the file system: `name: fs-…`. If it is not, copy the data to AWS after the first
deployment and accept an empty volume with `x-ecs: {allow: [C232]}`: the volume then becomes a directory on a new EFS
file system.""",
    acceptable=True,
)
VOLUME_DRIVER = code(
    "C233",
    ERROR,
    "volume driver does not exist on Fargate",
    """Fargate mounts EFS. Volume plugins, NFS servers and CIFS shares need a host that mounts them.

Leave `driver` out for an EFS volume. When an empty EFS volume will do, accept that with `x-ecs: {allow: [C233]}`.""",
    acceptable=True,
)
LISTENER_TAKEN = code(
    "C234",
    ERROR,
    "two services publish one port",
    """One load balancer serves the whole project, and each published port is one listener on it. Two services cannot
publish the same number for the same protocol (docker compose fails with "port is already allocated", too).

Publish another number in one of them, or let them share the port: with `x-ecs: {load_balancer: {path: /api/*}}` or
`host: api.example.com` in one of the services, requests are told apart.""",
)
TOO_MANY_TARGETS = code(
    "C235",
    ERROR,
    "more than five published ports on one service",
    """An ECS service can be registered with five target groups, so a service can publish five different container ports
through the load balancer.

Publish fewer ports; ports that only other services use need not be published. With `x-ecs: {allow: [C235]}` the first
five are published.""",
    acceptable=True,
)
PORT_PROTOCOL = code(
    "C236",
    ERROR,
    "protocol of a port is not possible",
    """Load balancers on AWS forward TCP and UDP. Other protocols, such as SCTP, cannot reach a Fargate task.

Use TCP or UDP, or accept that the port is not published with `x-ecs: {allow: [C236]}`.""",
    acceptable=True,
)
PLATFORM = code(
    "C237",
    ERROR,
    "platform does not exist on Fargate",
    """Fargate runs linux/amd64, linux/arm64 and windows/amd64. 32-bit ARM, 386, s390x and others do not exist there; an
image for them would end with "exec format error".

Use an image for linux/amd64 or linux/arm64. With `x-ecs: {allow: [C237]}` the task is X86_64.""",
    acceptable=True,
)
NO_IMAGE = code(
    "C239",
    ERROR,
    "service without an image",
    """A container needs an image. `--no-consistency` lets a service pass that has neither `image` nor `build`, as a
part of a project that other files complete; such a part cannot run by itself.

Write `image` or `build`, or convert the whole project: name all of its files with `-f`.""",
)
UDP_HEALTH = code(
    "C238",
    ERROR,
    "published UDP port without a TCP port to probe",
    """A network load balancer probes its targets over TCP or HTTP, also for UDP ports. A container that listens on UDP
only never passes, and ECS replaces its task again and again ("Task failed ELB health checks").

Let the service listen on a TCP port as well and name it in `expose` (it is not opened to the internet). With `x-ecs:
{allow: [C238]}` the UDP port itself is probed over TCP.""",
    acceptable=True,
)
NO_SIZE = code(
    "C241",
    ERROR,
    "no Fargate size fits",
    """Fargate offers pairs of CPU and memory, up to 16 vCPU and 120 GB ("No Fargate configuration exists for given
values"). Nothing of that size exists.

Ask for less, or run the service on instances of your own: `x-ecs.launch_type: ec2` or `managed_instances`. With
`x-ecs: {allow: [C241]}` the largest size is used.""",
    acceptable=True,
)
NOT_OPENED = code(
    "W221",
    WARNING,
    "published port is not opened",
    """Compose files often publish a database for convenience, or bind a port to the loopback address. On AWS a
published port is open to the internet, so these are not: ports bound to 127.0.0.1 or ::1, the well-known ports of
databases, caches and brokers, and all ports of their images.

Other services of the project reach the port all the same. To silence this, use `expose` instead of `ports`, or accept
it with `x-ecs: {allow: [W221]}`. To open it all the same, write the port in the long form with `x-ecs: {publish:
public}`, or `publish: internal` for an internal load balancer.""",
    acceptable=True,
)
EXTERNAL_NETWORK = code(
    "W222",
    WARNING,
    "external network becomes a new security group",
    """An external Docker network connects containers of several projects on one machine. Here it becomes a security
group of this project: the project's own services on it reach each other, those of other projects do not.""",
    acceptable=True,
)
GLOBAL_MODE = code(
    "W223",
    WARNING,
    "no nodes to run on each of",
    """`mode: global` runs one task on every node. Fargate has no nodes, so one task runs, or as many as you say with
`deploy.replicas` in replicated mode.""",
    acceptable=True,
)
NO_CHECK = code(
    "W224",
    WARNING,
    "waits for a health check that does not exist",
    """`condition: service_healthy` waits for the health check of the other service, and that service has none in the
Compose file. ECS does not run the HEALTHCHECK of an image. So the dependent service starts when the other one's tasks
have been running for a while.

Write a `healthcheck` with a `test` in the service that is waited for.""",
    acceptable=True,
)
NAME_TAKEN = code(
    "W225",
    WARNING,
    "name cannot be used",
    """Names in private DNS belong to the whole project, not to one network: a name that two services claim goes to one
of them. Letters, digits, `-`, `_` and dots make a name; parts have up to 63 characters.

Use another alias.""",
    acceptable=True,
)
LOG_DRIVER = code(
    "W226",
    WARNING,
    "log driver is replaced by CloudWatch Logs",
    """Fargate knows the log drivers awslogs, splunk and awsfirelens. The logs of any other driver go to CloudWatch
Logs, where `compose2ecs logs`, `aws logs tail` and the console show them.""",
    acceptable=True,
)
NOT_A_TAG = code(
    "W227",
    WARNING,
    "label cannot be a tag",
    """AWS tags have keys of up to 128 and values of up to 256 characters: letters, digits, spaces and
`_ . : / = + - @`. Keys must not begin with `aws:`, and a resource has 50 tags at most. Other characters become
hyphens.""",
    acceptable=True,
)
INTERNAL_NETWORK = code(
    "W228",
    WARNING,
    "internal network has a way to the internet",
    """`internal: true` cuts a Docker network off from the internet. A Fargate task pulls its image and sends its logs
through the same network interface that its process uses, so its way out stays open. Nothing from the internet reaches
it, as before.""",
    acceptable=True,
)
SHARED_WRITER = code(
    "W301",
    WARNING,
    "several tasks write one database directory",
    """Two tasks of a database on one data directory corrupt it. Replicas of a database do not share files: run one
task, or use the database's own replication, or Amazon RDS.""",
    acceptable=True,
)
DATABASE_ON_EFS = code(
    "W302",
    WARNING,
    "database on a network file system",
    """The data directory of this database is on EFS. That works and survives, but every write crosses the network: it
is slower than a local disk, and file locks behave like NFS's. For production, Amazon RDS, Aurora, DocumentDB,
ElastiCache or OpenSearch Service replace it; for development and small loads EFS is fine.

Accept it with `x-ecs: {allow: [W302]}`.""",
    acceptable=True,
)
DATA_LOST = code(
    "W303",
    WARNING,
    "data is lost when the task stops",
    """This image keeps its data in files, and the service has no named volume: every deployment, failure or scaling
step starts with an empty directory.

Add a named volume at the image's data directory.""",
    acceptable=True,
)
SECRET_IN_CLEAR = code(
    "W401",
    WARNING,
    "looks like a secret, in clear text",
    """The name or value of this variable looks like a secret. In `environment` it stands in the template and in the
task definition, where everybody who may read those can read it.

Use a Compose secret (`secrets:` with `file:` or `environment:`) and the image's `…_FILE` variable.""",
    acceptable=True,
)
DEFAULTS = code(
    "N221",
    NOTE,
    "what the file does not say",
    """ECS needs a value where Compose allows silence. The message lists what is used for the service.""",
    acceptable=True,
)
ORDER = code(
    "N222",
    NOTE,
    "order of deployment only",
    """Services are deployed in the order of `depends_on`: CloudFormation waits until the tasks of one are running (and
healthy, where it has a health check) before it deploys the next. ECS knows no such order later, when a task is
replaced: a service must connect again by itself.""",
    acceptable=True,
)
PROTOCOL = code(
    "N223",
    NOTE,
    "how a published port is served",
    """HTTP goes through an application load balancer, everything else through a network load balancer. What the file
does not say (`app_protocol`, the URL of the health check) comes from tables of well-known ports; what is not in them is
taken for HTTP.""",
    acceptable=True,
)
IMAGE_TO_BUILD = code(
    "N224",
    NOTE,
    "image must be built and pushed",
    """The service is built from source. Its image is named by its content: the account's ECR registry, the project, the
service, and a tag made of the build definition and the files that go into it. Build and push it under that name before
the template is deployed.""",
    acceptable=True,
)
SIZE = code(
    "N225",
    NOTE,
    "task size",
    """Fargate offers pairs of CPU and memory; the cheapest that holds what the service asks for is used. Limits decide;
reservations where there is no limit; tmpfs counts as memory.""",
    acceptable=True,
)
VOLUME = code(
    "N226",
    NOTE,
    "volume on EFS",
    """A named volume becomes a directory on an encrypted EFS file system that survives the deletion of the stack. Its
owner comes from `user:`, from a table of well-known images, or is unknown; then everybody may write to it (only tasks
with the role for this directory can reach it).

A task that cannot mount it stops with "ResourceInitializationError: failed to invoke EFS utils commands": most often
the VPC has no DNS, or a security group of your own does not let port 2049 pass.""",
    acceptable=True,
)
UNUSED = code(
    "N227",
    NOTE,
    "not used",
    """No service of the project uses it, so nothing is created for it.""",
    acceptable=True,
)
RENAMED = code(
    "N228",
    NOTE,
    "name is adapted",
    """AWS allows fewer characters or shorter names here than Compose. The name is shortened, or its characters
replaced; a hash at the end keeps different names different.""",
    acceptable=True,
)
SCRATCH = code(
    "N229",
    NOTE,
    "volume lives as long as its task",
    """A volume without a name is a directory on the task's own disk. It is empty at the start and gone when the task
stops, as with `docker compose up --renew-anon-volumes`. Give it a name to keep its data on EFS.""",
    acceptable=True,
)
