"""Lint: what works on your machine and fails or surprises on ECS (C36x, W33x, W34x, N33x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

MOVING_TAG = code(
    "W330",
    WARNING,
    "image tag that moves",
    """Without a tag, or with `latest`, an image is whatever was pushed last. ECS resolves the tag once per deployment,
so all tasks of one deployment run the same, but the next deployment may run another version, and pushing
`latest` again deploys nothing.

Name a version, or a digest (`image@sha256:…`).""",
    acceptable=True,
)
PRIVATE_REGISTRY = code(
    "W331",
    WARNING,
    "registry may need a login",
    """Your Docker knows logins that ECS does not: a private image ends with "CannotPullContainerError". Images of this
account's ECR need no login.

Keep user name and password in a secret of Secrets Manager and name its ARN with `x-ecs.registry_credentials`,
or let the image stage mirror the image to ECR.""",
    acceptable=True,
)
WRONG_ARCHITECTURE = code(
    "W332",
    WARNING,
    "image for another architecture",
    """The name of the image says that it is for another processor than the task's. Such a container stops at once with
"exec format error".

Say `platform: linux/arm64` (or amd64) in the service, or use an image for both.""",
    acceptable=True,
)
MAP_COUNT = code(
    "W333",
    WARNING,
    "needs a kernel setting of the host",
    """Elasticsearch and OpenSearch check `vm.max_map_count` when they start in production mode ("max virtual memory
areas vm.max_map_count [65530] is too low"). Fargate cannot raise it.

Set `node.store.allow_mmap: "false"` in the environment, use `discovery.type: single-node` for development, or
run the service on instances of your own.""",
    acceptable=True,
)
LOCAL_ADDRESS = code(
    "W334",
    WARNING,
    "address that leads nowhere",
    """Every task has its own network: `localhost` is the task itself, and `host.docker.internal` does not exist. What
listens there on your machine is not there on ECS.

Name the service (`db:5432`), or the real address of what runs elsewhere.""",
    acceptable=True,
)
PUBLISHED_PORT = code(
    "W335",
    WARNING,
    "published port between services",
    """`ports: "8080:80"` publishes port 80 of the container as 8080 to the outside. Other services talk to the
container itself, on port 80, in Docker as on ECS.""",
    acceptable=True,
)
FILE_WITHOUT_SECRET = code(
    "W336",
    WARNING,
    "secret file that nobody writes",
    """A variable such as `POSTGRES_PASSWORD_FILE` names a file under /run/secrets, and the service has no secret with
this target. The container would stop because the file is missing.

List the secret under the service's `secrets`.""",
    acceptable=True,
)
PROXY_VARIABLE = code(
    "W337",
    WARNING,
    "variable for a proxy that is not there",
    """nginx-proxy and its companions read `VIRTUAL_HOST` and the like of other containers through the Docker socket.
ECS has no such socket, so the variable does nothing.

Publish the service's port, and write host and path rules with `x-ecs.load_balancer: {host: …, path: …}`.""",
    acceptable=True,
)
MISSING_TOOL = code(
    "W338",
    WARNING,
    "health check calls a program that is not there",
    """The health check runs inside the container. Small images lack curl, wget or a shell, so the check always fails,
and ECS replaces the task again and again.

Use a program that the image has, or build an image with the tool.""",
    acceptable=True,
)
LOOKS_LIKE_A_JOB = code(
    "W339",
    WARNING,
    "looks like a job",
    """The service asks not to be restarted and nobody connects to it. An ECS service starts a stopped task again and
again, and the deployment fails ("ECS Deployment Circuit Breaker was triggered").

Let the services that need it wait with `condition: service_completed_successfully`, or say `x-ecs.kind: job`.""",
    acceptable=True,
)
UPSTREAM = code(
    "W340",
    WARNING,
    "proxy looks its upstream up once",
    """nginx and HAProxy resolve the names of their upstreams when they start, and never again. On ECS a name exists
while a task of its service runs, and every new task has a new address. So the proxy does not start while the service
is away ("host not found in upstream", "could not resolve address"), and after the next deployment of the service it
sends requests to tasks that are gone ("502 Bad Gateway", "504 Gateway Time-out", "no live upstreams").

Let `depends_on` name the service, for the first start. For later ones, let the names lead to something that stays: with
`x-ecs: {service_discovery: service_connect}` a proxy beside every task knows where the tasks are. Or let the proxy ask
again: in nginx `resolver 169.254.169.253 valid=10s;` and a variable in `proxy_pass` (the resolver wants the full name,
`api.<project>.internal`), in HAProxy a `resolvers` section and `init-addr last,libc,none`.""",
    acceptable=True,
)
ABOVE_LIMIT = code(
    "W341",
    WARNING,
    "reservation is above the limit",
    """A container cannot reserve more memory than it may use: Docker refuses to start it ("Minimum memory limit can not
be less than memory reservation limit"), and ECS refuses the task definition. The larger of both sizes the task.

Raise the limit, or lower the reservation.""",
    acceptable=True,
)
SLOW_START = code(
    "W342",
    WARNING,
    "image that starts slowly, without a grace period",
    """The load balancer begins to ask as soon as a task runs, and ECS replaces a task that does not answer in time. A
container that needs minutes to start is replaced for ever ("Task failed ELB health checks", then "ECS Deployment
Circuit Breaker was triggered"). Published services have 60 seconds of grace, and `start_period` where it is longer.

Write a `healthcheck` with a `start_period`, or `x-ecs: {load_balancer: {health_check: {grace_period: 180s}}}`. More CPU
helps as well. How long an image takes comes from a dated table; it is a guess.""",
    acceptable=True,
)
ENDLESS_JOB = code(
    "W343",
    WARNING,
    "waits for the end of what looks like a service",
    """`condition: service_completed_successfully` makes the other service a job: it runs once before the deployment
goes on, and must end with exit code 0. This one publishes ports, is a data store, or asks to be restarted for ever. It
may never end, and the deployment would wait until it fails.

Wait with `service_started` or `service_healthy` for what runs on and on; take `ports` and `restart` away from what
ends.""",
    acceptable=True,
)
DOCKER_HUB = code(
    "N330",
    NOTE,
    "pulled from Docker Hub without a login",
    """Docker Hub counts pulls without a login by address, and all tasks behind one NAT gateway have the same. Many
new tasks at once can end with "CannotPullContainerError: … toomanyrequests: You have reached your unauthenticated pull
rate limit".

Copy the image to ECR, use an ECR pull-through cache, take it from ECR Public where it is there
(`public.ecr.aws/docker/library/nginx:1.27`), or keep a login in a secret: `x-ecs.registry_credentials`. The note is
given once, at the first service.""",
    acceptable=True,
)
UPSTREAM_LATER = code(
    "N331",
    NOTE,
    "proxy needs another service while it runs",
    """Caddy, Traefik, Envoy and Apache httpd start without their upstreams and look the names up while they run. While
no task of the service runs its name does not exist, and requests are answered with an error ("502 Bad Gateway").
Apache httpd keeps an address that it has found; `disablereuse=on` makes it ask again.

Nothing needs to be done for that; `depends_on` lets the service be there at the first start.""",
    acceptable=True,
)
BAD_IMAGE = code(
    "C360",
    ERROR,
    "not an image reference",
    """The name of the image cannot be pulled ("invalid reference format", "InvalidParameterException"). Most often a
variable is not set here: `image: shop:${TAG}` becomes `shop:`.

Set the variable in `.env` or in the environment, give it a default (`${TAG:-1.0}`), or make it required with a message:
`${TAG:?set TAG}`.""",
)
