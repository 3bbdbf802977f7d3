"""Lint: what works on your machine and fails or surprises on ECS (W33x)."""

from compose2ecs.diagnostics.codes.code import WARNING, code

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
