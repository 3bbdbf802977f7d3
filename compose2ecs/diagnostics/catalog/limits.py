"""L47 to L58: what Fargate does not have, logs, names."""

from compose2ecs.diagnostics.catalog.rule import E, Rule, W
from compose2ecs.diagnostics.codes import assemble, checks, lint, network, rollout, translate, xecs

RULES = (
    Rule(
        "L47",
        E,
        "privileges, devices, GPUs, `ipc`, `dns`, `extra_hosts`, `links`, `security_opt`, swap",
        (translate.NOT_ON_FARGATE, translate.NETWORK_IDENTITY, translate.NO_EQUIVALENT, network.NET_INIT),
        "Remove it, or say `x-ecs.launch_type: ec2` or `managed_instances`.",
        why="`extra_hosts` and `links` are adapted; what most containers run without is dropped with a warning",
    ),
    Rule(
        "L48",
        E,
        "capability other than SYS_PTRACE",
        (translate.CAPABILITY,),
        "Remove it, or run the service on machines of your own.",
    ),
    Rule(
        "L49",
        W,
        "`shm_size`",
        (translate.ADAPTED,),
        "Count it in the memory limit: it becomes a tmpfs at /dev/shm.",
        why="the tmpfs does the same",
    ),
    Rule(
        "L50",
        E,
        "kernel parameter of the host, or an image that needs one",
        (translate.HOST_SYSCTL, lint.MAP_COUNT),
        'Set `node.store.allow_mmap: "false"` for Elasticsearch and OpenSearch.',
        why="an image may be set up otherwise, which cannot be seen",
    ),
    Rule(
        "L51",
        W,
        "ulimit other than nofile",
        (translate.ULIMIT_ON_FARGATE,),
        "Do not count on it.",
    ),
    Rule(
        "L52",
        E,
        "`network_mode: host`",
        (translate.NOT_ON_FARGATE,),
        "Publish the ports, or let services share a task with `network_mode: service:…`.",
    ),
    Rule(
        "L53",
        W,
        "`hostname`, `container_name` or an alias as a DNS name",
        (translate.NETWORK_IDENTITY, assemble.NAME_TAKEN),
        "Nothing to do where the name is free: it is registered. Two services cannot have one name.",
    ),
    Rule(
        "L54",
        E,
        "log driver other than awslogs, splunk and awsfirelens",
        (assemble.LOG_DRIVER, rollout.LOG_OPTIONS),
        "Write to standard output; CloudWatch keeps it.",
        why="the logs are kept in CloudWatch, so none are lost",
    ),
    Rule(
        "L55",
        E,
        "unknown option of awslogs",
        (assemble.LOG_DRIVER,),
        "Remove it.",
        why="the option is dropped, and the service runs",
    ),
    Rule(
        "L56",
        W,
        "logs are kept for ever",
        (xecs.READ,),
        "Leave `x-ecs.logs.retention` out: then logs are kept for 30 days.",
        why="only who writes `retention: never` gets it; the note repeats it",
    ),
    Rule(
        "L57",
        E,
        "`stop_grace_period` above 120 s",
        (translate.CLAMPED,),
        "Let the service end within two minutes.",
        why="the nearest allowed value is used, and told",
    ),
    Rule(
        "L58",
        E,
        "name too long, with other characters, or like another one",
        (assemble.RENAMED, checks.BAD_NAME),
        "Nothing to do: names are shortened, with a hash that keeps them apart. Names in overrides are checked.",
        why="names that are made here always fit",
    ),
)
