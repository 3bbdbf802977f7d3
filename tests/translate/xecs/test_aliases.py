"""Older dialects are read as their counterparts, with places, and yield to x-ecs."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.translate.x_ecs import AWS_KEYS
from compose2ecs.translate.xecs.aliases import ALIASES, level_of
from tests.translate.assemble.converted import Converted, convert
from tests.translate.xecs.test_extensions import errors, extensions

SERVICE = "services:\n  app:\n    image: app\n    "
ALL = """\
x-aws-cluster: arn:aws:ecs:eu-west-1:1:cluster/prod
x-aws-vpc: arn:aws:ec2:eu-west-1:1:vpc/vpc-1
x-aws-loadbalancer: arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b
x-aws-logs_retention: 7
x-aws-cloudformation:
  Resources: {Topic: {Type: "AWS::SNS::Topic"}, Vpc: {Properties: {A: 1}}}
  Outputs: {One: {Value: a}, Two: {Value: b}}
services:
  app:
    image: app
    ports: [{target: 80, x-aws-protocol: http}, {target: 81, x-aws-protocol: HTTPS}]
    networks: [net]
    secrets: [key]
    x-aws-pull_credentials: arn:aws:secretsmanager:r:1:secret:s
    x-aws-role: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "a:b", Resource: c}, {Effect: Deny}]}
    x-aws-policies: ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"]
    x-aws-logs_retention: "30"
    deploy:
      x-aws-autoscaling: {min: 1, max: 3, cpu: 50}
      update_config: {x-aws-min_percent: 50, x-aws-max_percent: "150"}
networks: {net: {x-aws-securitygroup: sg-1}}
secrets: {key: {environment: K, x-aws-keys: [a, b]}}
"""


def test_every_key_has_its_counterpart(tmp_path: Path) -> None:
    found, report = extensions(tmp_path, ALL)
    project, app = found.project.root.plain(), found.service("app").root.plain()
    assert project == {
        "cluster": {"name": "prod"},
        "vpc": {"id": "vpc-1"},
        "load_balancer": {"arn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/a/b"},
        "logs": {"retention": "7"},
        "resources": {"Topic": {"Type": "AWS::SNS::Topic"}, "Vpc": {"Properties": {"A": 1}}},
        "outputs": {"One": {"Value": "a"}, "Two": {"Value": "b"}},
    }
    assert app == {
        "registry_credentials": "arn:aws:secretsmanager:r:1:secret:s",
        "task_role": {
            "statements": [{"Effect": "Allow", "Action": "a:b", "Resource": "c"}, {"Effect": "Deny"}],
            "managed_policies": ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"],
        },
        "logs": {"retention": "30"},
        "deployment": {"min_percent": 50, "max_percent": 150},
        "autoscaling": {"min": 1, "max": 3, "cpu": 50},
    }
    assert [found.port("app", number).get("protocol") for number in (0, 1)] == ["http", "https"]
    assert found.entry("networks", "net").get("security_group") == "sg-1"
    assert found.entry("secrets", "key").get("keys") == ["a", "b"]
    assert found.service("app").at("deployment", "min_percent") == (
        "services",
        "app",
        "deploy",
        "update_config",
        "x-aws-min_percent",
    )
    note, version = report.sorted()
    assert version.message == "`services.app.x-aws-role.Version: 2012-10-17` is that of every policy"
    assert (note.code, note.path) == ("N310", ("x-aws-cluster",))
    assert note.message.startswith(
        "keys of Docker's retired ECS integration: `x-aws-cluster` as `x-ecs.cluster.name`, "
    )
    assert note.message.endswith("`secrets.key.x-aws-keys` as `secrets.key.x-ecs.keys`")


def test_the_table_has_all_keys() -> None:
    assert {alias.at[-1] for row in ALIASES.values() for alias in row} == AWS_KEYS


@pytest.mark.parametrize(
    ("path", "level"),
    [
        (("x-aws-vpc",), "project"),
        (("services", "a", "x-aws-role"), "service"),
        (("services", "a", "deploy", "x-aws-autoscaling"), "service"),
        (("services", "a", "ports", 0, "x-aws-protocol"), "port"),
        (("networks", "a", "x-aws-securitygroup"), "network"),
        (("volumes", "a", "x-aws-keys"), ""),
        (("services", "a", "x-aws-vpc"), ""),
        (("services", "a", "deploy", "x-aws-role"), ""),
    ],
)
def test_level_of(path: tuple[Any, ...], level: str) -> None:
    assert level_of(path) == level


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "x-aws-role: arn:x",
            (4, 17, "C323", "`services.app.x-aws-role` is a policy document with a `Statement`, not `arn:x`"),
        ),
        ("x-aws-policies: [policy/A]", None),
        (
            "x-aws-min_percent: half",
            (4, 24, "C207", "`services.app.x-aws-min_percent` must be a whole number, 0 or more, not `half`"),
        ),
        (
            "deploy: {x-aws-autoscaling: {max: 2, cpu: 1, memory: 2}}",
            (4, 14, "C323", "`services.app.deploy.x-aws-autoscaling` scales by `cpu` or by `memory`, not by both"),
        ),
        (
            "deploy: {x-aws-autoscaling: {min: 2}}",
            (4, 14, "C207", "`services.app.deploy.x-aws-autoscaling` needs `max`"),
        ),
        (
            "tty: true\nx-aws-cloudformation: text",
            (5, 1, "C323", "`x-aws-cloudformation` must be a mapping, not `text`"),
        ),
        (
            "tty: true\nx-aws-cloudformation: {Mappings: {a: b}}",
            (5, 24, "C323", '`x-aws-cloudformation.Mappings` is not taken over: {"a": "b"}'),
        ),
        (
            "tty: true\nnetworks: {default: {x-aws-securitygroup: group}}",
            (5, 43, "C207", "`networks.default.x-aws-securitygroup` must be text that starts with `sg-`, not `group`"),
        ),
    ],
)
def test_values_are_checked(tmp_path: Path, written: str, expected: Any) -> None:
    found = [one[:4] for one in errors(tmp_path, SERVICE + written) if one[2] != "N310"]
    assert found == ([expected] if expected else [])


def test_x_ecs_wins(tmp_path: Path) -> None:
    text = SERVICE + (
        "x-aws-policies: [a, b]\n    x-ecs: {task_role: {managed_policies: [c], statements: [{Effect: Allow}]}}\n"
        "    x-aws-role: {Version: '2008-10-17', Id: x, Statement: {Effect: Deny}}\n"
    )
    found, report = extensions(tmp_path, text)
    assert found.service("app").get("task_role") == {"managed_policies": ["c"], "statements": [{"Effect": "Allow"}]}
    assert [(one.span[1:3], one.message) for one in report.sorted() if one.code == "W322" and one.span] == [
        (
            (4, 5),
            '`services.app.x-aws-policies: ["a", "b"]` is dropped: `services.app.x-ecs.task_role.managed_policies` is'
            " said, too",
        ),
        ((6, 18), "`services.app.x-aws-role.Version: 2008-10-17` is not taken over: only the statements are"),
        ((6, 41), "`services.app.x-aws-role.Id: x` is not taken over: only the statements are"),
        (
            (6, 48),
            '`services.app.x-aws-role: [{"Effect": "Deny"}]` is dropped: `services.app.x-ecs.task_role.statements` is'
            " said, too",
        ),
    ]


def test_older_keys_are_above_the_defaults(tmp_path: Path) -> None:
    text = "x-ecs: {defaults: {logs: {retention: 1, mode: blocking}}}\n" + SERVICE + "x-aws-logs_retention: 3\n"
    assert extensions(tmp_path, text)[0].service("app").get("logs") == {"retention": "3", "mode": "blocking"}


def converted(folder: Path, x: str) -> Converted:
    return convert(folder, SERVICE + f"x-ecs: {x}")


def test_keys_of_ecs_composex(tmp_path: Path) -> None:
    text = SERVICE + (
        "x-ecs: {CapacityProviderStrategy: [{CapacityProvider: FARGATE, Base: 1, Weight: 1}, {CapacityProvider:"
        " FARGATE_SPOT, Weight: 3}], EnableExecuteCommand: true, CpuArchitecture: ARM64, OperatingSystemFamily: LINUX,"
        " cpu: 512}\n    x-compose2ecs: {exec: false, memory: 1G}\n"
    )
    found, report = extensions(tmp_path, text)
    assert found.service("app").root.plain() == {
        "capacity": {"fargate": {"base": 1, "weight": 1}, "fargate_spot": {"weight": 3}},
        "exec": False,
        "cpu_architecture": "arm64",
        "os_family": "LINUX",
        "cpu": "512",
        "memory": 2**30,
    }
    assert [one.message for one in report.sorted() if one.code == "N314"][1:] == [
        "`services.app.x-ecs.EnableExecuteCommand: true` is read as `x-ecs.exec`",
        "`services.app.x-ecs.CpuArchitecture: ARM64` is read as `x-ecs.cpu_architecture`",
        "`services.app.x-ecs.OperatingSystemFamily: LINUX` is read as `x-ecs.os_family`",
    ]
    assert [one[2] for one in errors(tmp_path, SERVICE + "x-ecs: {CpuArchitecture: big, Cpuu: 1}")] == [
        "N314",
        "C207",
        "C206",
    ]


def test_both_spellings_are_one(tmp_path: Path) -> None:
    text = (
        SERVICE
        + "x-ecs: {exec: true, logs: {mode: blocking}}\n    x-compose2ecs: {logs: {retention: 3}, exec: false}\n"
    )
    found, report = extensions(tmp_path, text)
    assert found.service("app").root.plain() == {"exec": False, "logs": {"mode": "blocking", "retention": "3"}}
    assert [(one.span[1:3], one.message) for one in report.sorted() if one.span] == [
        (
            (4, 19),
            "`services.app.x-ecs.exec: true` is dropped: `services.app.x-compose2ecs.exec` is said, too",
        )
    ]


def test_what_was_read_is_told_once(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: 'a:1', x-ecs: {memory: 1G, exec: 'false'}}\n  b: {image: 'b:1'}\n"
        "x-ecs: {region: r, vpc: new, defaults: {logs: {retention: 7}}, allow: [W201]}\n",
    )
    assert done.lines("N316") == [
        "N316 services.app.x-ecs.memory: read: x-ecs.memory: 1073741824; x-ecs.exec: false",
        "N316 x-ecs.vpc: read: x-ecs.vpc: new; x-ecs.defaults.logs.retention: 7",
    ]
    up = "is for `compose2ecs up`: the template is the same"
    assert done.lines("W299", "N317") == [f"N317 x-ecs.region: `region: r` {up}"]


def test_what_is_said_twice(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app:\n    image: app:1\n    platform: linux/amd64\n    environment: {A: secret, B: '2'}\n"
        "    logging: {driver: awslogs, options: {mode: blocking, awslogs-group: g}}\n    x-ecs: {cpu_architecture: arm64,"
        " secrets: {A: 'ssm:/a', C: 'ssm:/c'}, logs: {mode: non-blocking, group: h}}\n",
    )
    assert done.lines("N315", "C344") == [
        "N315 services.app.platform: `platform: linux/amd64` yields to `x-ecs.cpu_architecture`, which says the same in"
        " its own way",
        "N315 services.app.environment.A: `environment.A` yields to `x-ecs.secrets.A`, which says the same in its own way",
        "N315 services.app.logging.options.mode: `logging.options.mode: blocking` yields to `x-ecs.logs.mode`, which says"
        " the same in its own way",
        "N315 services.app.logging.options.awslogs-group: `logging.options.awslogs-group: g` yields to `x-ecs.logs.group`,"
        " which says the same in its own way",
    ]
    container = done.container("App")
    assert container["Environment"] == [{"Name": "B", "Value": "2"}]
    assert container["LogConfiguration"]["Options"]["mode"] == "non-blocking"
    assert done.properties("AppTaskDefinition")["RuntimePlatform"]["CpuArchitecture"] == "ARM64"
