"""The keys under x-ecs, by level: one table that validates, documents and makes the JSON schema for editors."""

from compose2ecs.translate.xecs.shapes import (
    Anything,
    Flag,
    Keys,
    Many,
    Named,
    Number,
    Size,
    Text,
    Time,
    Whole,
)

#: Days that CloudWatch Logs takes. Source: AWS::Logs::LogGroup RetentionInDays in the CloudFormation schema.
RETENTION = (
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653
)  # fmt: skip
_CODE = Text("a code that is accepted, such as W201", pattern="[CWN][0-9]{3}", checked=False)
_ARN = Text("an ARN", starts=("arn:aws",))
_LAUNCH_TYPE = Text(
    "where the tasks run", words=("auto", "fargate", "fargate_spot", "ec2", "managed_instances", "external")
)
_ARCHITECTURE = Text("the processor", words=("x86_64", "arm64"))
_CAPACITY = Named(Keys({"base": Whole("tasks that always run there"), "weight": Whole("share of the others")}))
_SUBNETS = Many(Text("`public`, `private`, or ids of subnets", pattern="public|private|subnet-.+", checked=False))
_CIDRS = Many(Text("an address range such as 203.0.113.0/24"))
_CERTIFICATES = Many(_ARN, "certificates of ACM; the first is the default")
_DURATION = "([0-9]+([.][0-9]+)?(us|ms|s|m|h|d|w))+"
_SCHEME = Text("open to the internet or not", words=("internet-facing", "internal"))
#: The start of a repository's name. Source: AWS::ECR::Repository in the CloudFormation schema.
_REPOSITORY = "([a-z0-9]+([._-][a-z0-9]+)*/)*([a-z0-9]+([._-][a-z0-9]+)*[._-]?)?"
_ROLE = Keys(
    {
        "arn": Text("an existing role", starts=("arn:aws",)),
        "managed_policies": Many(Text("the ARN of a policy")),
        "statements": Many(Anything("a statement in IAM's words")),
        "permissions_boundary": Text("the ARN of a policy"),
        "path": Text("the path of the role"),
    },
    short="arn",
)
_SECRET_SOURCE = Keys(
    {
        "arn": Text("the ARN of a secret or parameter", starts=("arn:aws", "ssm:", "secretsmanager:")),
        "ssm": Text("the name of a parameter"),
        "secretsmanager": Text("the name of a secret"),
        "key": Text("the key in a secret that is JSON"),
        "version_stage": Text("a version by stage"),
        "version_id": Text("a version by id"),
    },
    short="arn",
)
_LOGS = Keys(
    {
        "driver": Text("where logs go", words=("awslogs", "awsfirelens", "splunk", "none")),
        "group": Text("the name of the log group"),
        "create_group": Flag("false: the log group exists already"),
        "retention": Text("days, or `never`", pattern="|".join((*map(str, RETENTION), "never")), checked=False),
        "kms_key": Text("the ARN of a key"),
        "stream_prefix": Text("the prefix of log streams"),
        "datetime_format": Text("how a new entry begins"),
        "multiline_pattern": Text("how a new entry begins, as a regular expression"),
        "mode": Text("whether a full buffer stops the process", words=("blocking", "non-blocking")),
        "max_buffer_size": Text("such as 25m"),
        "options": Named(Text("an option of the log driver", booleans=True)),
    },
    short="retention",
)
_DEPLOYMENT = Keys(
    {
        "strategy": Text("how versions change", words=("rolling", "recreate", "blue_green", "linear", "canary")),
        "min_percent": Whole("tasks that must stay healthy"),
        "max_percent": Whole("tasks that may run"),
        "circuit_breaker": Keys(
            {
                "enable": Flag("stop a deployment that fails"),
                "rollback": Flag("go back to the last version"),
                "failures": Whole("failed tasks, as a number"),
                "failure_percent": Whole("failed tasks, in percent"),
            },
            short="enable",
        ),
        "alarms": Many(Text("the name of a CloudWatch alarm that stops a deployment")),
        "bake_time": Time("how long both versions stay"),
        "canary": Keys({"percent": Number("the first share"), "bake_time": Time("how long it stays alone")}),
        "linear": Keys({"percent": Number("each step"), "bake_time": Time("between two steps")}),
        "early_success_percent": Whole("healthy tasks that end the wait"),
        "timeout": Time("how long `up` waits"),
        "force": Flag("deploy although nothing changed"),
    },
    short="strategy",
)
_HEALTH_CHECK = Keys(
    {
        "path": Text("the path that is asked for"),
        "port": Whole("another port of the container"),
        "protocol": Text("how it is asked", words=("http", "https", "tcp", "grpc")),
        "codes": Text("answers that mean healthy, such as 200-399", pattern="[0-9]+([-,][0-9]+)*"),
        "interval": Time("between two probes"),
        "timeout": Time("how long an answer may take"),
        "healthy": Whole("good answers in a row"),
        "unhealthy": Whole("bad answers in a row"),
        "grace_period": Time("how long bad answers do not count after the start"),
    },
    short="path",
)
_SERVICE_LB = Keys(
    {
        "type": Text("the kind of load balancer", words=("application", "network", "none", "false")),
        "port": Whole("the container port that all of this is about; without it all published ones"),
        "listener_port": Whole("the port of the load balancer"),
        "protocol": Text("how it is served", words=("http", "https", "http2", "grpc", "tcp", "udp", "tcp_udp", "tls")),
        "path": Many(Text("a path pattern such as /api/*")),
        "host": Many(Text("a host name")),
        "priority": Whole("of the rule", lowest=1, highest=50000),
        "certificate": _CERTIFICATES,
        "scheme": _SCHEME,
        "health_check": _HEALTH_CHECK,
        "stickiness": Text("true, false, or how long a client stays with a task", pattern=f"true|false|{_DURATION}"),
        "deregistration_delay": Time("how long a leaving task keeps its connections"),
        "allowed_cidrs": _CIDRS,
        "target_group": Text("an existing target group", starts=("arn:aws",)),
        "listener": Text("an existing listener", starts=("arn:aws",)),
    },
    short="type",
)
_SCHEDULE = Keys(
    {
        "expression": Text(
            "cron, rate, at, @daily or five fields",
            pattern=r"(cron|rate|at)\(.+\)|@(yearly|annually|monthly|weekly|daily|midnight|hourly)|@every .+"
            r"|(\S+\s+){4}\S+",
            checked=False,
        ),
        "timezone": Text("such as Europe/Paris"),
        "command": Many(Text("instead of the service's command")),
        "count": Whole("tasks at a time", lowest=1, highest=10),
        "enabled": Flag("false: keeps the schedule, starts nothing"),
        "retries": Whole("attempts to start the task"),
        "flexible_window": Time("how much later it may start"),
        "dead_letter_queue": Text("a queue for what could not be started", starts=("arn:aws",)),
    },
    required=("expression",),
    short="expression",
)
_OPERATION = Keys(
    {
        "op": Text("what to do", words=("add", "remove", "replace", "move", "copy", "test")),
        "path": Text("a JSON pointer such as /Properties/Cpu"),
        "value": Anything("of add, replace and test"),
        "from": Text("a JSON pointer, of move and copy"),
    },
    required=("op", "path"),
)

SERVICE = Keys(
    {
        "ignore": Flag("not deployed"),
        "allow": Many(_CODE),
        "external": Text("exists elsewhere: a host name or address"),
        "kind": Text("what it is", words=("service", "job", "daemon")),
        "run": Text("when a job runs", words=("before_deploy", "after_deploy", "manual", "by_up")),
        "launch_type": _LAUNCH_TYPE,
        "capacity": _CAPACITY,
        "cpu": Text("units, or vCPU such as 0.5", pattern="[0-9]*[.]?[0-9]+ *(vCPU)?", checked=False),
        "memory": Size("of the task"),
        "cpu_architecture": _ARCHITECTURE,
        "os_family": Text("such as WINDOWS_SERVER_2022_CORE"),
        "platform_version": Text("of Fargate"),
        "ephemeral_storage": Size("21 to 200 GiB"),
        "task": Text("the service whose task it joins"),
        "essential": Flag("false: the task goes on without it"),
        "autoscaling": Keys(
            {
                "min": Whole("tasks at least"),
                "max": Whole("tasks at most"),
                "cpu": Whole("percent to hold", lowest=1, highest=100),
                "memory": Whole("percent to hold", lowest=1, highest=100),
                "requests": Whole("per task and minute to hold", lowest=1),
                "cooldown": Keys(
                    {"in": Time("before fewer"), "out": Time("before more")}, short=("in", "out"), every=True
                ),
                "disable_scale_in": Flag("never fewer"),
                "metrics": Named(
                    Keys(
                        {
                            "namespace": Text("of the metric"),
                            "metric": Text("its name"),
                            "statistic": Text("such as Average"),
                            "dimensions": Named(Text("a dimension", booleans=True)),
                            "target": Number("the value to hold"),
                        },
                        required=("namespace", "metric", "target"),
                    )
                ),
                "schedules": Named(
                    Keys(
                        {
                            "expression": Text("cron, rate or at"),
                            "timezone": Text("such as Europe/Paris"),
                            "min": Whole("tasks at least from then"),
                            "max": Whole("tasks at most from then"),
                        },
                        required=("expression",),
                    )
                ),
            },
            required=("max",),
        ),
        "load_balancer": _SERVICE_LB,
        "network": Keys(
            {
                "subnets": _SUBNETS,
                "security_groups": Keys(
                    {"ids": Many(Text("an existing group", starts=("sg-",))), "replace": Flag("only these")},
                    short="ids",
                ),
                "assign_public_ip": Flag("a public address"),
                "net_init": Flag("false: no init container writes /etc/hosts and /etc/resolv.conf"),
            }
        ),
        "service_connect": Keys(
            {
                "enable": Flag("on or off"),
                "alias": Text("the name for clients"),
                "port": Whole("the port for clients"),
                "protocol": Text("of the port", words=("http", "http2", "grpc", "tcp")),
                "idle_timeout": Time("of a connection"),
                "request_timeout": Time("of a request"),
            },
            short="enable",
        ),
        "task_role": _ROLE,
        "execution_role": _ROLE,
        "secrets": Named(_SECRET_SOURCE, "variables from existing secrets"),
        "env_files": Many(Text("the ARN of an object in S3")),
        "promote_secrets": Flag("false: variables that look like secrets stand in the template"),
        "logs": _LOGS,
        "deployment": _DEPLOYMENT,
        "schedule": _SCHEDULE,
        "exec": Flag("allow `compose2ecs exec`"),
        "registry_credentials": Text("the ARN of a secret"),
        "credential_spec": Keys(
            {
                "arn": Text(
                    "the ARN of a specification in S3 or Systems Manager",
                    starts=("arn:aws", "credentialspec"),
                ),
                "secret": Text("the ARN of the secret with the login to the domain", starts=("arn:aws",)),
            },
            required=("arn",),
            short="arn",
        ),
        "placement": Keys({"constraints": Many(Text("an expression")), "strategy": Many(Text("such as spread:az"))}),
        "az_rebalancing": Flag("spread again when zones differ"),
        "instance_type": Text("of EC2 instances"),
        "tags": Named(Text("a tag", booleans=True)),
        "overrides": Keys(
            {
                "container": Anything(
                    "merged into the container definition of the service, in CloudFormation's words; null removes"
                ),
                "task_definition": Anything("merged into the task definition"),
                "service": Anything("merged into the ECS service"),
                "target_group": Anything("merged into the target groups of the service"),
                "patch": Many(
                    _OPERATION, "RFC 6902, after that: paths begin at the entry of the task definition, /Properties/Cpu"
                ),
            }
        ),
    }
)
PROJECT = Keys(
    {
        "region": Text("the AWS region"),
        "launch_type": _LAUNCH_TYPE,
        "cpu_architecture": _ARCHITECTURE,
        "stack_name": Text(
            "a letter, then letters, digits and hyphens, up to 128", pattern="[A-Za-z][-A-Za-z0-9]{0,127}"
        ),
        "cluster": Keys(
            {
                "name": Text("the cluster"),
                "create": Flag("false: it exists"),
                "container_insights": Text("metrics", words=("disabled", "enabled", "enhanced")),
                "capacity": _CAPACITY,
                "kms_key": Text("the ARN of a key"),
            },
            short="name",
        ),
        "vpc": Keys(
            {
                "id": Text("`new`, `default`, or an existing VPC"),
                "create": Flag("a new one"),
                "cidr": Text("its address range"),
                "azs": Whole("zones", lowest=2, highest=3),
                "nat": Text("the way out of private subnets", words=("none", "single", "per_az", "endpoints")),
            },
            short="id",
        ),
        "subnets": Keys({"tasks": _SUBNETS, "load_balancer": _SUBNETS}),
        "security_groups": Many(Text("an existing group", starts=("sg-",))),
        "load_balancer": Keys(
            {
                "name": Text(
                    "the name of an existing load balancer, or `false` for none", pattern="[A-Za-z0-9-]{1,32}"
                ),
                "arn": Text("an existing load balancer", starts=("arn:aws",)),
                "scheme": _SCHEME,
                "certificate": _CERTIFICATES,
                "domain": Text("the host name"),
                "hosted_zone": Text("the id of its zone in Route 53"),
                "redirect_http": Flag("port 80 leads to 443"),
                "ssl_policy": Text("of HTTPS and TLS listeners", starts=("ELBSecurityPolicy-",)),
                "idle_timeout": Time("of a connection"),
                "access_logs": Text("a bucket, and a prefix after a slash"),
                "waf_acl": _ARN,
                "allowed_cidrs": _CIDRS,
                "security_groups": Many(Text("a group of an existing load balancer", starts=("sg-",))),
                "deletion_protection": Flag("it cannot be deleted"),
            },
            short=("arn", "name"),
        ),
        "service_discovery": Keys(
            {
                "type": Text("how services find each other", words=("service_connect", "cloud_map", "none")),
                "namespace": Text("the DNS domain, or the id of an existing namespace (ns-…)"),
            },
            short="type",
        ),
        "registry": Keys(
            {
                "prefix": Text("of repository names, such as shop/", pattern=_REPOSITORY),
                "create": Flag("make repositories that are missing"),
                "scan_on_push": Flag("look for known vulnerabilities"),
                "immutable_tags": Flag("a tag never changes"),
                "keep_images": Whole("images that are kept", lowest=1),
                "kms_key": Text("the ARN of a key"),
            },
            short="prefix",
        ),
        "secrets": Keys(
            {
                "store": Text("where values are kept", words=("secretsmanager", "ssm")),
                "prefix": Text("of their names"),
                "kms_key": Text("the ARN of a key"),
            }
        ),
        "promote_secrets": Flag("false: variables that look like secrets stand in the template"),
        "allow": Many(_CODE),
        "execution_role": _ROLE,
        "permissions_boundary": Text("the ARN of a policy"),
        "role_path": Text("the path of all roles"),
        "logs": _LOGS,
        "monitoring": Keys(
            {
                "alarms": Flag("CloudWatch alarms"),
                "dashboard": Flag("a CloudWatch dashboard"),
                "topic": Text("the SNS topic that alarms go to", starts=("arn:aws",)),
            },
            short="alarms",
        ),
        "tags": Named(Text("a tag", booleans=True)),
        "stack": Keys(
            {
                "role_arn": _ARN,
                "termination_protection": Flag("it cannot be deleted"),
                "notification_arns": Many(_ARN),
                "template_bucket": Text("where templates are uploaded"),
                "transforms": Many(Text("a macro")),
                "on_failure": Text("of the first deployment", words=("rollback", "delete", "keep")),
            }
        ),
        "defaults": SERVICE,
        "resources": Anything("more resources, merged into those of the template"),
        "outputs": Anything("more outputs"),
        "patch": Many(_OPERATION, "RFC 6902, last of all: paths begin at the template, /Resources/Vpc/Properties/Tags"),
    }
)
_FILE = Keys(
    {
        "arn": _ARN,
        "ssm": Text("the name of a parameter"),
        "secretsmanager": Text("the name of a secret"),
        "inject": Text("how containers get it", words=("env", "file", "both")),
        "env": Text("the name of the variable"),
        "keys": Many(Text("a key in a secret that is JSON; * is refused, as ECS cannot list them")),
        "kms_key": Text("the ARN of a key"),
    }
)
LEVELS = {
    "project": PROJECT,
    "service": SERVICE,
    "port": Keys(
        {
            "protocol": Text("how it is served", words=("http", "https", "http2", "grpc", "tcp", "udp", "tls")),
            "listener_port": Whole("the port of the load balancer", lowest=1, highest=65535),
            "publish": Text("who may reach it", words=("public", "internal", "none")),
            "name": Text("the name of the port mapping"),
        }
    ),
    "volume": Keys(
        {
            "type": Text("where the data is", words=("efs", "ebs", "ephemeral", "host")),
            "file_system": Text("an existing file system", starts=("fs-",)),
            "access_point": Text("an existing access point", starts=("fsap-",)),
            "root_directory": Text("the directory on the file system"),
            "uid": Whole("the owner"),
            "gid": Whole("the group"),
            "permissions": Text("such as 0755"),
            "transit_encryption": Flag("TLS on the way"),
            "iam": Flag("the task role decides"),
            "performance_mode": Text("of EFS", words=("generalPurpose", "maxIO")),
            "throughput_mode": Text("of EFS", words=("bursting", "elastic", "provisioned")),
            "provisioned_throughput": Whole("MiB per second"),
            "lifecycle": Text("such as AFTER_30_DAYS"),
            "backup": Flag("daily backups"),
            "kms_key": Text("the ARN of a key"),
            "size": Size("of an EBS volume"),
            "volume_type": Text("of an EBS volume"),
            "iops": Whole("of an EBS volume"),
            "snapshot": Text("of an EBS volume", starts=("snap-",)),
            "on_delete": Text("what `down` does", words=("retain", "delete", "snapshot")),
        }
    ),
    "network": Keys({"security_group": Text("an existing group", starts=("sg-",)), "subnets": _SUBNETS}),
    "model": Keys(
        {
            "endpoint": Text("the URL of an API that has the model", starts=("http://", "https://")),
            "model": Text("what the endpoint calls the model"),
        },
        required=("endpoint",),
    ),
    "secret": _FILE,
    "config": _FILE,
}
