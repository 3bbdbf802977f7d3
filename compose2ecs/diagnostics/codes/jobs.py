"""Jobs: what runs to completion instead of on and on (C27x, W25x, N25x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

JOB_WAITS_FOR_ALL = code(
    "C270",
    ERROR,
    "job cannot run when it must",
    """A job that runs after the deployment comes after all services, so no service can wait for it.

Take `run: after_deploy` away, or the `depends_on` of the service that waits.""",
)
NO_JOB_IN_A_GROUP = code(
    "C271",
    ERROR,
    "job shares a task with a service",
    """A job runs in a task of its own, which ends with it. It cannot share the task of a service that runs on and on.

Inside one task, a container that others wait for with `service_completed_successfully` is an init container:
say `x-ecs.task` in both services and leave `kind: job` out.""",
)
BAD_SCHEDULE = code(
    "C272",
    ERROR,
    "schedule that EventBridge does not take",
    """A schedule is `cron(…)` with six fields, `rate(5 minutes)`, `at(2027-01-01T00:00:00)`, `@hourly`, `@daily`,
`@weekly`, `@monthly`, `@yearly`, `@every 5m` in whole minutes, or the five fields of crontab. A crontab line
that sets both the day of the month and the day of the week means "either", which EventBridge cannot say: write
two services.""",
)
NO_SUCH_TASK = code(
    "C273",
    ERROR,
    "no service of this name",
    """`x-ecs.task` names the service whose task the container joins, as a sidecar. That service is not part of the
project (or not of its active profiles).""",
)
DISAGREE = code(
    "C274",
    ERROR,
    "services of one task disagree",
    """Services that share a task (`network_mode: service:…`, `pid: service:…`, `volumes_from`, `x-ecs.task`) are
started, scaled and replaced together: one count, one platform.

Say the same in all of them, or only in the first one.""",
)
IN_A_CIRCLE = code(
    "C275",
    ERROR,
    "tasks wait for each other",
    """Services that share a task are deployed together, so what one of them waits for, all of them wait for. Here
a task waits, by way of others, for itself, and none of them can be the first (CloudFormation: "Circular
dependency between resources").

Remove one of the dependencies, or put the services in between into the same task.""",
)
BAD_HOST = code(
    "C276",
    ERROR,
    "not a host that a name can lead to",
    """`x-ecs.external` is the host name or the address of what exists elsewhere: the service's name becomes a record in
the project's DNS domain that leads there. A record holds no port, path, user or scheme: keep those in the variables of
the services that connect.""",
)
NOT_DEPLOYED = code(
    "C277",
    ERROR,
    "shares the task of what is not deployed",
    """The service wants to share the network, the processes or the volumes of a service that is not deployed:
`x-ecs.ignore` or `x-ecs.external` leaves that one out.

Leave both out, or neither.""",
)
SCHEDULE_LIMIT = code(
    "C278",
    ERROR,
    "outside what EventBridge Scheduler takes",
    """A flexible window is 1 minute to 24 hours long, and a task that could not be started is tried again 185 times at
most. Source: the CloudFormation schema of AWS::Scheduler::Schedule.""",
)
NOT_FOR_JOBS = code(
    "W250",
    WARNING,
    "has no meaning for a job",
    """A job runs once per deployment (or when its schedule says so) and ends. Replicas, rollouts, restarts, published
ports and names in DNS belong to services that run on and on.""",
    acceptable=True,
)
GOES_BY_THE_TASK = code(
    "W251",
    WARNING,
    "belongs to the whole task",
    """Services that share a task have one schedule, one size, one rollout: those of the service that the others name.
What another member says about that under `x-ecs` is dropped. Write it at that service.""",
    acceptable=True,
)
STEP_WITHOUT_FILES = code(
    "W252",
    WARNING,
    "step of pre_start misses files of the project",
    """Bind-mounted files and configs are copied into the image of the service. A step of `pre_start` with an image of
its own does not have them.

Leave the step's `image` out, so that it runs the service's, or build an image that has the files.""",
    acceptable=True,
)
NOT_CHECKED = code(
    "W253",
    WARNING,
    "container without a health check is not waited for",
    """`service_healthy` inside a task needs a container health check, and this container has none in the Compose file.
(ECS ignores a HEALTHCHECK in the image.) So only its start is waited for.

Write the `healthcheck` with its `test` into the Compose file.""",
    acceptable=True,
)
JOB = code(
    "N250",
    NOTE,
    "runs to completion",
    """The service is a job: another service waits for its successful end, or `x-ecs.kind` says so. It has a task
definition but no ECS service. The template starts it, once, whenever its definition changes, and waits for its
end before it deploys what depends on it; a failed job fails the deployment, which is rolled back. A small
Lambda function in the template does that; it waits for up to 14 minutes. `x-ecs.run: by_up` leaves longer jobs
to `compose2ecs up`.""",
    acceptable=True,
)
SHARED_TASK = code(
    "N253",
    NOTE,
    "shares a task",
    """Both containers run in one ECS task: they share its network interface (localhost), are started, scaled and
replaced together, and the end of an essential one is the end of the task (`x-ecs.essential: false` makes one
inessential). The service that the others name decides how the task is deployed.""",
    acceptable=True,
)
SCHEDULED = code(
    "N251",
    NOTE,
    "runs on a schedule",
    """EventBridge Scheduler starts the task at the times that the schedule says. There is no ECS service, and nobody
finds the task by a name.""",
    acceptable=True,
)
LEFT_OUT = code(
    "N252",
    NOTE,
    "service is not deployed",
    """`x-ecs.ignore` leaves the service out. `x-ecs.external` leaves it out as well, but keeps its name in DNS: it
leads to the host or address that is given.""",
    acceptable=True,
)
PRE_START = code(
    "N254",
    NOTE,
    "step before the start",
    """A step of `pre_start` with `per_replica: true` is an init container: it runs in every task, and the service's
container starts when it has ended well. Any other step is a job: it runs once before the service is deployed, whenever
its definition changes, and a failure fails the deployment. Steps that are jobs come before those that are init
containers, each in the order of the file.""",
    acceptable=True,
)
