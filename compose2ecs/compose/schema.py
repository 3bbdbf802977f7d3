"""The attributes of the Compose Specification and their types: our own table.

Facts from the specification's chapters and its JSON schema (compose-spec, mid 2026), and from the reference's Go types
for what the canonical model prints. The paths equal those of the translator's registry; a test compares them.
"""

from compose2ecs.compose.shape import Attributes, Either, Entries, Items, Scalar, Shape

TEXT = Scalar("s")
KEPT_TEXT = Scalar("s", keep=True)
FLAG = Scalar("bs", "bool")
KEPT_FLAG = Scalar("bs", "bool", keep=True)
WHOLE = Scalar("is", "int")
KEPT_WHOLE = Scalar("is", "int", keep=True)
NUMBER = Scalar("ns", "int")
CPUS = Scalar("ns", "float32")
RATIO = Scalar("ns", "float32")
BYTES = Scalar("is", "bytes")
NUMBER_BYTES = Scalar("ns", "bytes")
TEXT_BYTES = Scalar("s", "bytes")
DURATION = Scalar("s", "duration", keep=True)
ZERO_DURATION = Scalar("s", "duration")
NULL = Scalar("0")

TEXTS = Items(TEXT)
UNIQUE_TEXTS = Items(TEXT, unique=True)
TEXT_OR_LIST = Either((TEXT, UNIQUE_TEXTS))
OPTIONS = Entries(Scalar("sn", "text"))
PAIR_VALUE = Scalar("snb0", "text")
PAIRS = Either((UNIQUE_TEXTS, Entries(PAIR_VALUE)))
VARIABLES = Either((UNIQUE_TEXTS, Entries(Scalar("snb0", "variable"))))
SSH = Either((UNIQUE_TEXTS, Entries(PAIR_VALUE)))
COMMAND = Either((Scalar("0"), TEXT, TEXTS))
EXTRA_HOSTS = Either((UNIQUE_TEXTS, Entries(Either((TEXT, TEXTS)))))
LIMIT_PAIR = Attributes({"hard": WHOLE, "soft": WHOLE}, required=("soft", "hard"))
ULIMITS = Entries(Either((WHOLE, LIMIT_PAIR)), lower=True)
EXTERNAL = Either((FLAG, Attributes({"name": TEXT})))
OPEN_EXTERNAL = Either((FLAG, Attributes({"name": TEXT}, closed=False)))

FILE_MOUNT = Attributes(
    {
        "source": TEXT,
        "target": TEXT,
        "uid": TEXT,
        "gid": TEXT,
        "mode": Scalar("ns", "mode", keep=True),
    }
)
FILE_MOUNTS = Items(Either((TEXT, FILE_MOUNT)))

HOOK = Attributes(
    {"command": COMMAND, "user": TEXT, "privileged": FLAG, "working_dir": TEXT, "environment": VARIABLES},
    required=("command",),
)
PRE_START = Attributes({**HOOK.keys, "image": TEXT, "per_replica": FLAG})
WATCH_EXEC = Attributes(HOOK.keys, required=("command",), always=True)

BUILD = Attributes(
    {
        "context": TEXT,
        "dockerfile": TEXT,
        "dockerfile_inline": TEXT,
        "entitlements": TEXTS,
        "args": VARIABLES,
        "ssh": SSH,
        "labels": PAIRS,
        "cache_from": TEXTS,
        "cache_to": TEXTS,
        "no_cache": FLAG,
        "no_cache_filter": TEXT_OR_LIST,
        "additional_contexts": PAIRS,
        "network": TEXT,
        "provenance": Scalar("sb", "text"),
        "sbom": Scalar("sb", "text"),
        "pull": FLAG,
        "target": TEXT,
        "shm_size": BYTES,
        "extra_hosts": EXTRA_HOSTS,
        "isolation": TEXT,
        "privileged": FLAG,
        "secrets": FILE_MOUNTS,
        "tags": TEXTS,
        "ulimits": ULIMITS,
        "platforms": TEXTS,
    }
)

THROTTLE = Items(Attributes({"path": TEXT, "rate": BYTES}, extensible=False))
BLKIO = Attributes(
    {
        "device_read_bps": THROTTLE,
        "device_read_iops": THROTTLE,
        "device_write_bps": THROTTLE,
        "device_write_iops": THROTTLE,
        "weight": WHOLE,
        "weight_device": Items(Attributes({"path": TEXT, "weight": WHOLE}, extensible=False)),
    },
    extensible=False,
)

DEPENDENCY = Attributes(
    {
        "restart": FLAG,
        "required": Scalar("bs", "bool", keep=True),
        "condition": Scalar("s", enum=("service_started", "service_healthy", "service_completed_successfully")),
    },
    required=("condition",),
)

DEVICE_REQUEST_KEYS: dict[str, Shape] = {
    "capabilities": UNIQUE_TEXTS,
    "count": Scalar("si", "count"),
    "device_ids": UNIQUE_TEXTS,
    "driver": TEXT,
    "options": PAIRS,
}
GENERIC_RESOURCE = Attributes(
    {"discrete_resource_spec": Attributes({"kind": KEPT_TEXT, "value": Scalar("ns", "int", keep=True)})}
)
UPDATE = Attributes(
    {
        "parallelism": KEPT_WHOLE,
        "delay": ZERO_DURATION,
        "failure_action": TEXT,
        "monitor": ZERO_DURATION,
        "max_failure_ratio": RATIO,
        "order": Scalar("s", enum=("start-first", "stop-first")),
    }
)
RESOURCES = Attributes(
    {
        "limits": Attributes({"cpus": CPUS, "memory": TEXT_BYTES, "pids": WHOLE}),
        "reservations": Attributes(
            {
                "cpus": CPUS,
                "memory": TEXT_BYTES,
                "generic_resources": Items(GENERIC_RESOURCE),
                "devices": Items(Attributes(DEVICE_REQUEST_KEYS, required=("capabilities",))),
            }
        ),
    },
    always=True,
)
DEPLOY = Attributes(
    {
        "mode": TEXT,
        "endpoint_mode": TEXT,
        "replicas": KEPT_WHOLE,
        "labels": PAIRS,
        "rollback_config": UPDATE,
        "update_config": UPDATE,
        "resources": RESOURCES,
        "restart_policy": Attributes(
            {"condition": TEXT, "delay": DURATION, "max_attempts": KEPT_WHOLE, "window": DURATION}
        ),
        "placement": Attributes(
            {
                "constraints": TEXTS,
                "preferences": Items(Attributes({"spread": TEXT})),
                "max_replicas_per_node": WHOLE,
            },
            always=True,
        ),
    },
    nullable=True,
)
DEVELOP = Attributes(
    {
        "watch": Items(
            Attributes(
                {
                    "ignore": TEXT_OR_LIST,
                    "include": TEXT_OR_LIST,
                    "path": TEXT,
                    "action": Scalar("s", enum=("rebuild", "sync", "restart", "sync+restart", "sync+exec")),
                    "target": TEXT,
                    "exec": WATCH_EXEC,
                    "initial_sync": FLAG,
                },
                required=("path", "action"),
            )
        )
    },
    nullable=True,
)
HEALTHCHECK = Attributes(
    {
        "disable": FLAG,
        "interval": DURATION,
        "retries": Scalar("ns", "int", keep=True),
        "test": Either((TEXT, TEXTS)),
        "timeout": DURATION,
        "start_period": DURATION,
        "start_interval": DURATION,
    }
)
PORT = Attributes(
    {
        "name": TEXT,
        "mode": TEXT,
        "host_ip": TEXT,
        "target": WHOLE,
        "published": Scalar("si", "text"),
        "protocol": TEXT,
        "app_protocol": TEXT,
    }
)
VOLUME_MOUNT = Attributes(
    {
        "type": Scalar("s", enum=("bind", "volume", "tmpfs", "cluster", "npipe", "image")),
        "source": TEXT,
        "target": TEXT,
        "read_only": FLAG,
        "consistency": TEXT,
        "bind": Attributes(
            {
                "propagation": TEXT,
                "create_host_path": Scalar("bs", "optout"),
                "recursive": Scalar("s", enum=("enabled", "disabled", "writable", "readonly")),
                "selinux": Scalar("s", enum=("z", "Z")),
            }
        ),
        "volume": Attributes({"labels": PAIRS, "nocopy": FLAG, "subpath": TEXT}),
        "tmpfs": Attributes(
            {
                "size": Either((Scalar("i", "bytes", minimum=0), TEXT_BYTES)),
                "mode": Scalar("ns", "filemode"),
            }
        ),
        "image": Attributes({"subpath": TEXT}),
    },
    required=("type",),
)
ENDPOINT = Attributes(
    {
        "aliases": UNIQUE_TEXTS,
        "interface_name": TEXT,
        "ipv4_address": TEXT,
        "ipv6_address": TEXT,
        "link_local_ips": UNIQUE_TEXTS,
        "mac_address": TEXT,
        "driver_opts": OPTIONS,
        "priority": Scalar("n", "int"),
        "gw_priority": Scalar("n", "int"),
    },
    nullable=True,
)
DEVICE = Attributes({"source": TEXT, "target": TEXT, "permissions": TEXT}, required=("source",))
ENV_FILE_ENTRY = Attributes({"path": TEXT, "format": TEXT, "required": KEPT_FLAG}, required=("path",), extensible=False)
PROVIDER_OPTIONS = Entries(Either((Scalar("snb", "text"), Items(Scalar("snb", "text")))))
PULL_POLICIES = "always|never|build|if_not_present|missing|refresh|daily|weekly|every_([0-9]+[wdhms])+"

SERVICE = Attributes(
    {
        "annotations": PAIRS,
        "attach": KEPT_FLAG,
        "blkio_config": BLKIO,
        "build": Either((TEXT, BUILD)),
        "cap_add": UNIQUE_TEXTS,
        "cap_drop": UNIQUE_TEXTS,
        "cgroup": Scalar("s", enum=("host", "private")),
        "cgroup_parent": TEXT,
        "command": COMMAND,
        "configs": FILE_MOUNTS,
        "container_name": TEXT,
        "cpu_count": Either((TEXT, Scalar("i", "int", minimum=0))),
        "cpu_percent": Either((TEXT, Scalar("i", "float32", minimum=0, maximum=100))),
        "cpu_period": NUMBER,
        "cpu_quota": NUMBER,
        "cpu_rt_period": NUMBER,
        "cpu_rt_runtime": NUMBER,
        "cpu_shares": NUMBER,
        "cpus": CPUS,
        "cpuset": TEXT,
        "credential_spec": Attributes({"config": TEXT, "file": TEXT, "registry": TEXT}),
        "depends_on": Either((UNIQUE_TEXTS, Entries(DEPENDENCY, names=True))),
        "deploy": DEPLOY,
        "develop": DEVELOP,
        "device_cgroup_rules": UNIQUE_TEXTS,
        "devices": Items(Either((TEXT, DEVICE))),
        "dns": TEXT_OR_LIST,
        "dns_opt": UNIQUE_TEXTS,
        "dns_search": TEXT_OR_LIST,
        "domainname": TEXT,
        "entrypoint": COMMAND,
        "env_file": Either((TEXT, Items(Either((TEXT, ENV_FILE_ENTRY))))),
        "environment": VARIABLES,
        "expose": Items(Scalar("sn", "text"), unique=True),
        "extends": Either((TEXT, Attributes({"service": TEXT, "file": TEXT}, required=("service",), extensible=False))),
        "external_links": UNIQUE_TEXTS,
        "extra_hosts": EXTRA_HOSTS,
        "gpus": Either((Scalar("s", enum=("all",)), Items(Attributes(DEVICE_REQUEST_KEYS, closed=False)))),
        "group_add": Items(Scalar("sn", "text"), unique=True),
        "healthcheck": HEALTHCHECK,
        "hostname": TEXT,
        "image": TEXT,
        "init": KEPT_FLAG,
        "ipc": TEXT,
        "isolation": TEXT,
        "label_file": Either((TEXT, TEXTS)),
        "labels": PAIRS,
        "links": UNIQUE_TEXTS,
        "logging": Attributes({"driver": TEXT, "options": Entries(Scalar("sn0", "text"))}),
        "mac_address": TEXT,
        "mem_limit": NUMBER_BYTES,
        "mem_reservation": BYTES,
        "mem_swappiness": BYTES,
        "memswap_limit": NUMBER_BYTES,
        "models": Either(
            (
                UNIQUE_TEXTS,
                Entries(Attributes({"endpoint_var": TEXT, "model_var": TEXT}, nullable=True), names=True, open=True),
            )
        ),
        "network_mode": TEXT,
        "networks": Either((UNIQUE_TEXTS, Entries(ENDPOINT, names=True))),
        "oom_kill_disable": FLAG,
        "oom_score_adj": Either((TEXT, Scalar("i", "int", minimum=-1000, maximum=1000))),
        "pid": Scalar("s0"),
        "pids_limit": NUMBER,
        "platform": TEXT,
        "ports": Items(Either((Scalar("n"), TEXT, PORT)), unique=True),
        "post_start": Items(HOOK),
        "pre_start": Items(PRE_START),
        "pre_stop": Items(HOOK),
        "privileged": FLAG,
        "profiles": UNIQUE_TEXTS,
        "provider": Attributes(
            {
                "type": TEXT,
                "options": PROVIDER_OPTIONS,
            },
            required=("type",),
        ),
        "pull_policy": Scalar("s", matches=PULL_POLICIES),
        "pull_refresh_after": TEXT,
        "read_only": FLAG,
        "restart": TEXT,
        "runtime": TEXT,
        "scale": KEPT_WHOLE,
        "secrets": FILE_MOUNTS,
        "security_opt": UNIQUE_TEXTS,
        "shm_size": NUMBER_BYTES,
        "stdin_open": FLAG,
        "stop_grace_period": DURATION,
        "stop_signal": TEXT,
        "storage_opt": Entries(Scalar("snb0", "any")),
        "sysctls": PAIRS,
        "tmpfs": TEXT_OR_LIST,
        "tty": FLAG,
        "ulimits": ULIMITS,
        "use_api_socket": Scalar("b", "bool"),
        "user": TEXT,
        "userns_mode": TEXT,
        "uts": TEXT,
        "volumes": Items(Either((TEXT, VOLUME_MOUNT)), unique=True),
        "volumes_from": UNIQUE_TEXTS,
        "working_dir": TEXT,
    }
)

IPAM = Attributes(
    {
        "driver": TEXT,
        "config": Items(
            Attributes({"subnet": TEXT, "ip_range": TEXT, "gateway": TEXT, "aux_addresses": Entries(TEXT)})
        ),
        "options": Entries(TEXT),
    },
    always=True,
)
NETWORK = Attributes(
    {
        "name": TEXT,
        "driver": TEXT,
        "driver_opts": OPTIONS,
        "ipam": IPAM,
        "external": EXTERNAL,
        "internal": FLAG,
        "enable_ipv4": KEPT_FLAG,
        "enable_ipv6": KEPT_FLAG,
        "attachable": FLAG,
        "labels": PAIRS,
    },
    nullable=True,
)
VOLUME = Attributes(
    {"name": TEXT, "driver": TEXT, "driver_opts": OPTIONS, "external": EXTERNAL, "labels": PAIRS}, nullable=True
)
SECRET = Attributes(
    {
        "name": TEXT,
        "environment": TEXT,
        "file": TEXT,
        "external": OPEN_EXTERNAL,
        "labels": PAIRS,
        "driver": TEXT,
        "driver_opts": OPTIONS,
        "template_driver": TEXT,
    }
)
CONFIG = Attributes(
    {
        "name": TEXT,
        "content": TEXT,
        "environment": TEXT,
        "file": TEXT,
        "external": OPEN_EXTERNAL,
        "labels": PAIRS,
        "template_driver": TEXT,
    }
)
MODEL = Attributes(
    {"name": TEXT, "model": TEXT, "context_size": Scalar("i", "int"), "runtime_flags": TEXTS}, required=("model",)
)
INCLUDE = Either(
    (
        TEXT,
        Attributes({"path": TEXT_OR_LIST, "env_file": TEXT_OR_LIST, "project_directory": TEXT}, extensible=False),
    )
)
PROJECT = Attributes(
    {
        "version": TEXT,
        "name": TEXT,
        "include": Items(INCLUDE),
        "services": Entries(SERVICE, names=True),
        "models": Entries(MODEL, names=True, open=True),
        "networks": Entries(NETWORK, names=True, open=True),
        "volumes": Entries(VOLUME, names=True),
        "secrets": Entries(SECRET, names=True),
        "configs": Entries(CONFIG, names=True),
    }
)
