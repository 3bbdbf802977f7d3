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
NOT_FOR_JOBS = code(
    "W250",
    WARNING,
    "has no meaning for a job",
    """A job runs once per deployment (or when its schedule says so) and ends. Replicas, rollouts, restarts, published
ports and names in DNS belong to services that run on and on.""",
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
