"""Values under x-ecs: typed, with places, and told where nobody reads them."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.diagnostics.report import Report
from compose2ecs.translate.xecs.extensions import Extensions
from tests.loading import load_project
from tests.translate.assemble.converted import convert


def extensions(folder: Path, text: str) -> tuple[Extensions, Report]:
    project, report = load_project(folder, text)
    assert project is not None, [one.message for one in report.sorted()]
    return Extensions(project, report), report


def errors(folder: Path, text: str) -> list[tuple[Any, ...]]:
    report = extensions(folder, text)[1]
    return [(*one.span[1:3], one.code, one.message, one.hint) for one in report.sorted() if one.span]


SERVICE = "services:\n  app:\n    image: app\n    x-ecs: "


@pytest.mark.parametrize(
    ("written", "path", "expected"),
    [
        ("{exec: 'true', ignore: false}", ("exec",), True),
        ("{exec: 'true', ignore: false}", ("ignore",), False),
        ("{memory: 1G}", ("memory",), 2**30),
        ("{cpu: 512}", ("cpu",), "512"),
        ("{launch_type: managed-instances}", ("launch_type",), "managed_instances"),
        (
            "{autoscaling: {min: '2', max: 10, cooldown: {in: 1m30s}}}",
            ("autoscaling",),
            {"min": 2, "max": 10, "cooldown": {"in": 90}},
        ),
        ("{load_balancer: network}", ("load_balancer", "type"), "network"),
        ("{load_balancer: false}", ("load_balancer", "type"), "false"),
        (
            "{load_balancer: {host: a.example, path: [/a, /b]}}",
            ("load_balancer",),
            {"host": ["a.example"], "path": ["/a", "/b"]},
        ),
        ("{schedule: '@daily'}", ("schedule",), {"expression": "@daily"}),
        (
            "{secrets: {A: 'arn:aws:x', B: {ssm: /b, key: k}}}",
            ("secrets",),
            {"A": {"arn": "arn:aws:x"}, "B": {"ssm": "/b", "key": "k"}},
        ),
        (
            "{overrides: {container: {StopTimeout: 3, Tags: [{Key: a}]}}}",
            ("overrides", "container"),
            {"StopTimeout": 3, "Tags": [{"Key": "a"}]},
        ),
        (
            "{deployment: {canary: {percent: 2.5, bake_time: 5m}}}",
            ("deployment", "canary"),
            {"percent": 2.5, "bake_time": 300},
        ),
        ("{cpu: }", ("cpu",), None),
        ("{}", ("autoscaling", "max"), None),
    ],
)
def test_values(tmp_path: Path, written: str, path: tuple[str, ...], expected: Any) -> None:
    found, report = extensions(tmp_path, SERVICE + written)
    assert found.service("app").get(*path) == expected
    assert report.sorted() == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{cpuu: 1}", (4, 13, "C206", "unknown key `cpuu` under `services.app.x-ecs`", "did you mean `cpu`?")),
        (
            "{region: a}",
            (
                4,
                13,
                "C206",
                "unknown key `region` under `services.app.x-ecs`",
                "`region` is a key of the project level",
            ),
        ),
        (
            "{network: {qqq: a}}",
            (
                4,
                23,
                "C206",
                "unknown key `qqq` under `services.app.x-ecs.network`",
                "known keys: assign_public_ip, net_init, security_groups, subnets",
            ),
        ),
        ("[a]", (4, 12, "C207", "`services.app.x-ecs` must be a mapping, not a list", "")),
        ("text", (4, 12, "C207", "`services.app.x-ecs` must be a mapping, not `text`", "")),
        (
            "{autoscaling: {min: 1}}",
            (4, 13, "C207", "`services.app.x-ecs.autoscaling` needs `max`", ""),
        ),
        (
            "{autoscaling: {max: many}}",
            (4, 32, "C207", "`services.app.x-ecs.autoscaling.max` must be a whole number, 0 or more, not `many`", ""),
        ),
        (
            "{autoscaling: {max: 1, cpu: 101}}",
            (
                4,
                40,
                "C207",
                "`services.app.x-ecs.autoscaling.cpu` must be a whole number, 1 to 100, not `101`",
                "",
            ),
        ),
        (
            "{exec: [a, b]}",
            (4, 19, "C207", "`services.app.x-ecs.exec` must be true or false, not a list", ""),
        ),
        (
            "{memory: lots}",
            (4, 21, "C207", "`services.app.x-ecs.memory` must be a size such as 512m or 1G, not `lots`", ""),
        ),
        (
            "{schedule: {expression: '@daily', flexible_window: soon}}",
            (
                4,
                63,
                "C207",
                "`services.app.x-ecs.schedule.flexible_window` must be a duration such as 30s or 5m, not `soon`",
                "",
            ),
        ),
        (
            "{kind: lambda}",
            (4, 19, "C207", "`services.app.x-ecs.kind` must be one of `service`, `job`, `daemon`, not `lambda`", ""),
        ),
        (
            "{schedule: {expression: x, dead_letter_queue: q}}",
            (
                4,
                58,
                "C207",
                "`services.app.x-ecs.schedule.dead_letter_queue` must be text that starts with `arn:aws`, not `q`",
                "",
            ),
        ),
    ],
)
def test_mistakes(tmp_path: Path, written: str, expected: tuple[Any, ...]) -> None:
    assert errors(tmp_path, SERVICE + written) == [expected]


def test_levels(tmp_path: Path) -> None:
    text = """\
services:
  app:
    image: app
    ports: [{target: 80, x-ecs: {publish: public}}, {target: 81, x-ecs: {publish: none}}]
    networks: [net]
    secrets: [key]
    configs: [conf]
    volumes: ["data:/d"]
    x-ecs: {cpu: 1}
    x-compose2ecs: {memory: 1g}
x-ecs: {region: eu-west-1, stack: {template_bucket: b}}
networks: {net: {x-ecs: {security_group: sg-1}}}
volumes: {data: {x-ecs: {uid: 5}}}
secrets: {key: {environment: K, x-ecs: {inject: env}}}
configs: {conf: {content: c, x-compose2ecs: {ssm: /a}}}
"""
    found, report = extensions(tmp_path, text)
    assert report.sorted() == []
    assert [found.port("app", index).get("publish") for index in (0, 1)] == ["public", "none"]
    assert (found.service("app").get("cpu"), found.service("app").get("memory")) == ("1", 2**30)
    assert found.project.get("region") == "eu-west-1"
    assert found.entry("networks", "net").get("security_group") == "sg-1"
    assert found.entry("volumes", "data").get("uid") == 5
    assert found.entry("secrets", "key").get("inject") == "env"
    assert found.entry("configs", "conf").get("ssm") == "/a"
    assert [value.path for view in found.views() for value in view.unread()] == [("x-ecs", "stack", "template_bucket")]


def test_defaults_lie_under_the_service(tmp_path: Path) -> None:
    defaults = "x-ecs: {defaults: {logs: {retention: 7, mode: blocking}, cpu: 1}}\n"
    found, _ = extensions(tmp_path, defaults + SERVICE + "{logs: {retention: 90}}")
    view = found.service("app")
    assert view.get("logs") == {"retention": "90", "mode": "blocking"}
    assert view.at("cpu") == ("x-ecs", "defaults", "cpu")
    assert view.at("logs", "retention") == ("services", "app", "x-ecs", "logs", "retention")
    assert view.has("cpu")
    assert not view.has("memory")


def test_allow_is_read_by_the_report(tmp_path: Path) -> None:
    done = convert(tmp_path, SERVICE + "{allow: [W201, C231]}\nx-ecs: {allow: W202}")
    assert done.lines("W299") == []


def test_what_nobody_reads_is_told(tmp_path: Path) -> None:
    logs = "{logs: {retention: 7, mode: blocking}}"
    done = convert(tmp_path, f"{SERVICE}{logs}\nx-ecs: {{logs: {{retention: 30, mode: blocking}}, outputs: {{}}}}")
    assert done.places("W299") == ["5:27 W299 x-ecs.logs.retention", "5:37 W299 x-ecs.logs.mode"]


def test_what_is_for_up(tmp_path: Path) -> None:
    keys = "stack_name: s, stack: {transforms: [A, B], on_failure: keep}, registry: {prefix: x/, create: false}"
    done = convert(tmp_path, f"{SERVICE}{{}}\nx-ecs: {{{keys}}}")
    assert done.lines("W299", "N316", "N317") == [
        "N317 x-ecs.stack_name: `stack_name: s` is for `compose2ecs up`: the template is the same",
        "N317 x-ecs.stack.transforms: `stack.transforms`: the macros A, B work on the template",
        "N317 x-ecs.stack.on_failure: `stack.on_failure: keep` is for `compose2ecs up`: the template is the same",
        "N317 x-ecs.registry.prefix: `registry.prefix: x/`: repositories are called `x/<service>`",
        "N317 x-ecs.registry.create: `registry.create: false` is for `compose2ecs up`: the template is the same",
    ]
    assert done.graph.sections["Transform"] == ["A", "B"]


def test_an_unread_limit_on_access_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compose2ecs.translate.assemble.ports._said", lambda plan, scope: {})
    done = convert(tmp_path, SERVICE + "{load_balancer: {allowed_cidrs: [10.0.0.0/8], scheme: internal}}")
    assert done.places("C299") == [
        "4:45 C299 services.app.x-ecs.load_balancer.allowed_cidrs[0]",
        "4:66 C299 services.app.x-ecs.load_balancer.scheme",
    ]
