"""Rollouts, scaling, where logs go, and monitoring (C30x, W31x, N32x)."""

from compose2ecs.diagnostics.codes.code import ERROR, NOTE, WARNING, code

STUCK = code(
    "C300",
    ERROR,
    "deployment cannot replace a task",
    """With these percentages ECS may neither stop an old task nor start a new one, so a deployment would never make
progress ("UPDATE_ROLLBACK_IN_PROGRESS" after hours). ECS rounds the healthy minimum up and the maximum down. Leave
room on one side: `max_percent: 200`, or `min_percent: 0` where two tasks must never run at once.""",
)
NO_TRAFFIC_TO_SHIFT = code(
    "C301",
    ERROR,
    "strategy needs traffic that can be shifted",
    """Blue/green, linear and canary deployments run both versions and move the traffic from one to the other, at a
listener rule of an application load balancer or with Service Connect; blue/green also at the listener of a network
load balancer. A service without published ports has no such traffic, one target group behind several listeners has
more than one, and a job or a daemon is not deployed this way. Publish one port, or use `strategy: rolling`.""",
)
BAD_ROLLOUT = code(
    "C302",
    ERROR,
    "value that a deployment does not take",
    """The message says what ECS takes: bake times are 0 to 1440 minutes, the share of a canary 0.1 to 100 %, a step
of a linear deployment 3 to 100 %, both in tenths; CloudFormation refuses a deployment that would take more than 33
hours; `early_success_percent` is not below `min_percent`.""",
)
SECRET_LOG_OPTION = code(
    "C303",
    ERROR,
    "secret of a log driver in clear",
    """A token or password in the options of a log driver would stand in the task definition, which many may read.
Keep it in Secrets Manager and write the ARN of the secret (or `ssm:/name` for a parameter) as the value of the
option: `splunk-token: arn:aws:secretsmanager:…`. The container's log driver gets the value from there.""",
)
LOG_OPTIONS = code(
    "C304",
    ERROR,
    "log driver cannot work with these options",
    """The driver needs an option that is missing (splunk: `splunk-url` and `splunk-token`; awsfirelens: `Name`;
loki: `loki-url`; gelf, syslog and fluentd: an address of another host, because on ECS nothing listens on the
container's localhost), or an option has a form that cannot be read.""",
)
BAD_SCALING = code(
    "C305",
    ERROR,
    "value that autoscaling does not take",
    """Schedules are `cron(minutes hours day-of-month month day-of-week year)`, `rate(5 minutes)` or
`at(2026-12-24T18:00:00)`; a schedule sets `min`, `max` or both, and min is not above max. The statistic of a metric
is Average, Maximum, Minimum, SampleCount or Sum.""",
)
BAD_TAG = code(
    "C306",
    ERROR,
    "tag that AWS does not take",
    """A tag's key has 1 to 128 characters and does not begin with `aws:`, its value has up to 256; both are made of
letters, digits, spaces and `_ . : / = + - @`. A resource has at most 50 tags, and three are written by this tool.""",
)
TWO_VERSIONS = code(
    "C307",
    ERROR,
    "two versions would write one data directory",
    """Blue/green, linear and canary deployments run the old and the new version at the same time, and both would
mount the same volume. A database can be damaged by that. Use `strategy: recreate`, which stops the old task first.""",
    acceptable=True,
)
BAD_REBALANCING = code(
    "C308",
    ERROR,
    "zones cannot be rebalanced",
    """To move a task to another zone ECS first starts a second one, so `az_rebalancing: true` needs a maximum above
100 % (not `order: stop-first`, `strategy: recreate`, or a service that alone writes its volume), and it is not
possible for a task per instance (`mode: global`).""",
)
NOT_FOR_STRATEGY = code(
    "W310",
    WARNING,
    "setting has no meaning for this strategy",
    """The circuit breaker and the early end of the wait belong to rolling deployments, steps and shares to those
that shift traffic. The message names the strategy and what it does instead. A deployment that shifts traffic is
stopped by `alarms`, and rolled back.""",
    acceptable=True,
)
SCALED_REPLICAS = code(
    "W311",
    WARNING,
    "replicas give way to autoscaling",
    """`deploy.replicas` (or `scale`) says a number that autoscaling does not keep: it holds the count between its
own `min` and `max`. Leave one of them out.""",
    acceptable=True,
)
UNLIMITED = code(
    "W312",
    WARNING,
    "scaling by a share of nothing said",
    """Autoscaling by `cpu` or `memory` holds a percentage of what the task has. No limit is written, so the task
gets the smallest size, and the percentage is one of that. Write `deploy.resources.limits` (or `x-ecs.cpu` and
`memory`).""",
    acceptable=True,
)
LOG_OPTION = code(
    "W313",
    WARNING,
    "log option is dropped",
    """The option has no counterpart where the logs go. The message says which driver writes them.""",
    acceptable=True,
)
NO_LOGS = code(
    "W314",
    WARNING,
    "logs are kept nowhere",
    """With `x-ecs.logs.driver: none` what the containers print is lost: neither `aws logs` nor the console can show
why a task failed. Leave it out to keep logs in CloudWatch.""",
    acceptable=True,
)
NO_ALARM = code(
    "W315",
    WARNING,
    "not everything can be watched",
    """The message says which part of `x-ecs.monitoring` has no effect and why.""",
    acceptable=True,
)
OTHER_CONTAINER = code(
    "W316",
    WARNING,
    "belongs to the service that names the task",
    """Several Compose services run in one task, and this key is about the whole task: it is read from the service
whose name the task has. Write it there.""",
    acceptable=True,
)
ALTERNATING = code(
    "W317",
    WARNING,
    "requests cannot be counted",
    """Blue/green, linear and canary deployments use two target groups in turn, and `autoscaling.requests` counts
the requests of one. The policy would stop working after every other deployment, so it is left out. Scale by `cpu`,
`memory` or a metric of your own.""",
    acceptable=True,
)
LOGS_GO = code(
    "N320",
    NOTE,
    "where the logs go",
    """Fargate knows the log drivers awslogs, splunk and awsfirelens. The drivers fluentd, gelf, syslog and loki
become FireLens: a Fluent Bit container in the task (`log-router`), which writes its own messages to CloudWatch.
Machines of your own run fluentd, gelf and syslog themselves.""",
)
SHIFTED = code(
    "N321",
    NOTE,
    "traffic is shifted",
    """A second target group is made, and a role that lets ECS change the listener (the managed policy
AmazonECSInfrastructureRolePolicyForLoadBalancers). ECS changes the listener's targets in each deployment; the
template does not set them back, as long as the rule itself does not change in it.""",
)
FOR_UP = code(
    "N322",
    NOTE,
    "is no part of a template",
    """How long to wait, and whether to deploy what has not changed, is decided by who deploys; a template has no
word for it that works without changing on every run.""",
)
MONITORED = code(
    "N323",
    NOTE,
    "what is watched",
    """The alarms use metrics that exist without Container Insights: CPU and memory of the service, 5xx answers and
healthy targets of the load balancer. How many tasks run is no such metric: an EventBridge rule reports tasks that
stop by themselves and deployments that fail to the topic instead. The topic's policy must let
`cloudwatch.amazonaws.com` and `events.amazonaws.com` publish.""",
    acceptable=True,
)
EXISTING_GROUP = code(
    "N324",
    NOTE,
    "log group is used as it is",
    """With `create_group: false` the log group must exist, and it is not changed: its retention and key are its
own.""",
    acceptable=True,
)
