"""Extension keys: ours are checked, Docker's retired ones told, others noted."""

from pathlib import Path

import pytest

from compose2ecs.compose.schema import PROJECT
from compose2ecs.compose.shape import Attributes, Entries
from compose2ecs.diagnostics.report import Diagnostic
from compose2ecs.translate.x_ecs import AWS_KEYS, KEYS, NAMES, level
from tests.translate.fixture import lines, walked

HEAD = "name: p\nservices:\n  app:\n    image: app\n"


def found_in(text: str, folder: Path) -> list[Diagnostic]:
    return walked(text, str(folder))[1].sorted()


def test_nothing_and_allow_are_not_reported(tmp_path: Path) -> None:
    text = HEAD + "    x-ecs: {allow: [W201, W299]}\nx-ecs: {allow: [N203, C201]}\nx-compose2ecs:\n"
    assert lines(walked(text, str(tmp_path))[1]) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_known_key_is_not_translated_yet(name: str, tmp_path: Path) -> None:
    text = HEAD + f"    {name}:\n      cpu: 512\n      task: {{name: t, with: [a, b]}}\n      tags: {{}}\n"
    assert [(*one.span[1:3], one.code, one.message) for one in found_in(text, tmp_path) if one.span] == [
        (
            line,
            column,
            "W299",
            f"`services.app.{name}.{key}` is not translated yet: this version reads `x-ecs.allow` only",
        )
        for line, column, key in (
            (6, 12, "cpu"),
            (7, 20, "task.name"),
            (7, 30, "task.with[0]"),
            (7, 33, "task.with[1]"),
            (8, 7, "tags"),
        )
    ]


def test_every_level_has_its_keys(tmp_path: Path) -> None:
    text = """\
name: p
services:
  app:
    image: app
    ports: [{target: 80, x-ecs: {publish: true}}, {target: 81, x-ecs: {cpu: 1}}]
    networks: [net]
    secrets: [key]
    configs: [conf]
    volumes: [{type: volume, source: data, target: /d, volume: {nocopy: true}}]
    x-ecs: {task: a, region: b}
x-ecs: {region: a, task: b}
networks: {net: {x-ecs: {subnets: [a], iops: 1}}}
volumes: {data: {x-ecs: {iops: 1, subnets: [a]}}}
secrets: {key: {environment: K, x-ecs: {arn: a, cpu: 1}}}
configs: {conf: {content: c, x-compose2ecs: {ssm: a, cpu: 1}}}
"""
    known, unknown = {}, {}
    for one in found_in(text, tmp_path):
        assert one.span
        if one.code == "C206":
            unknown[one.span[1:3]] = (one.message, one.label, one.hint)
        elif "x-" in one.message:
            known[one.span[1:3]] = one.message.split("`")[1]
    assert known == {
        (5, 43): "services.app.ports[0].x-ecs.publish",
        (10, 19): "services.app.x-ecs.task",
        (11, 17): "x-ecs.region",
        (12, 36): "networks.net.x-ecs.subnets[0]",
        (13, 32): "volumes.data.x-ecs.iops",
        (14, 46): "secrets.key.x-ecs.arn",
        (15, 51): "configs.conf.x-compose2ecs.ssm",
    }
    assert unknown == {
        (5, 72): (
            "unknown key `cpu` under `services.app.ports[1].x-ecs`",
            "no port key",
            "`cpu` is a key of the service level",
        ),
        (10, 22): (
            "unknown key `region` under `services.app.x-ecs`",
            "no service key",
            "`region` is a key of the project level",
        ),
        (11, 20): ("unknown key `task` under `x-ecs`", "no project key", "`task` is a key of the service level"),
        (12, 40): (
            "unknown key `iops` under `networks.net.x-ecs`",
            "no network key",
            "`iops` is a key of the volume level",
        ),
        (13, 35): (
            "unknown key `subnets` under `volumes.data.x-ecs`",
            "no volume key",
            "`subnets` is a key of the project level",
        ),
        (14, 49): (
            "unknown key `cpu` under `secrets.key.x-ecs`",
            "no secret key",
            "`cpu` is a key of the service level",
        ),
        (15, 54): (
            "unknown key `cpu` under `configs.conf.x-compose2ecs`",
            "no config key",
            "`cpu` is a key of the service level",
        ),
    }


def test_a_spelling_mistake_gets_a_guess(tmp_path: Path) -> None:
    text = HEAD + "    x-ecs: {memry: 1}\nnetworks: {default: {x-ecs: {qqq: 1}}}\n"
    assert [one.hint for one in found_in(text, tmp_path)] == [
        "did you mean `memory`?",
        "known keys: security_group, subnets",
    ]


def test_x_ecs_where_it_has_no_meaning(tmp_path: Path) -> None:
    text = HEAD + "    build: {context: ., x-ecs: {allow: []}}\n    logging: {x-compose2ecs: {}}\nx-other: {x-ecs: 1}\n"
    first, second, other = found_in(text, tmp_path)
    assert (first.code, first.message) == ("C206", "`services.app.build.x-ecs` has no meaning here")
    assert first.hint == "it may stand at the top level, in a service, port, volume, network, secret or config"
    assert first.span and first.span[1:3] == (5, 25)
    assert (second.code, second.message) == ("C206", "`services.app.logging.x-compose2ecs` has no meaning here")
    assert (other.code, other.message) == ("N203", "`x-other`, with 1 value below, is ignored: it is no key of ECS")


def test_x_ecs_must_be_a_mapping(tmp_path: Path) -> None:
    text = HEAD + "    x-ecs: [allow, W201]\nx-ecs: fargate\n"
    assert [(one.code, one.message, one.span[1:3]) for one in found_in(text, tmp_path) if one.span] == [
        ("C207", "`services.app.x-ecs` must be a mapping", (5, 12)),
        ("C207", "`x-ecs` must be a mapping", (6, 8)),
    ]


def test_keys_of_the_retired_integration(tmp_path: Path) -> None:
    text = HEAD + "    x-aws-role: {a: 1, b: [2]}\n    x-aws-rolle: {a: 1}\nx-aws-vpc: vpc-1\nx-aws-cluster:\n"
    assert lines(walked(text, str(tmp_path))[1]) == [
        "W299 services.app.x-aws-role.a: `services.app.x-aws-role.a` is not translated yet: this version reads"
        " `x-ecs.allow` only",
        "W299 services.app.x-aws-role.b[0]: `services.app.x-aws-role.b[0]` is not translated yet: this version reads"
        " `x-ecs.allow` only",
        "N203 services.app.x-aws-rolle: `services.app.x-aws-rolle`, with 1 value below, is ignored: it is no key of ECS",
        "W299 x-aws-vpc: `x-aws-vpc` is not translated yet: this version reads `x-ecs.allow` only",
        "W299 x-aws-cluster: `x-aws-cluster` is not translated yet: this version reads `x-ecs.allow` only",
    ]
    assert len(AWS_KEYS) == 14


def test_other_keys_say_how_much_they_hold(tmp_path: Path) -> None:
    text = HEAD + "x-a: {b: {c: [1, 2]}, d: null}\nx-b: text\nx-c: []\n"
    assert [one.message for one in found_in(text, tmp_path)] == [
        "`x-a`, with 5 values below, is ignored: it is no key of ECS",
        "`x-b` is ignored: it is no key of ECS",
        "`x-c` is ignored: it is no key of ECS",
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("x-ecs",), "project"),
        (("services", "a", "x-ecs"), "service"),
        (("services", "a", "ports", 0, "x-ecs"), "port"),
        (("services", "a", "build", "args", "x-ecs"), ""),
        (("services", "a", "build", "x-ecs"), ""),
        (("services", "x-ecs"), ""),
        (("models", "a", "x-ecs"), ""),
        (("networks", "a", "x-ecs"), "network"),
        (("volumes", "a", "ports", 0, "x-ecs"), ""),
    ],
)
def test_level(path: tuple[str | int, ...], expected: str) -> None:
    assert level(path) == expected


def test_the_levels_are_sections_of_the_specification() -> None:
    named = {name.removesuffix("s") for name, shape in PROJECT.keys.items() if isinstance(shape, Entries)}
    assert named - {"model"} == set(KEYS) - {"project", "port"}
    service = PROJECT.keys["services"]
    assert isinstance(service, Entries) and isinstance(service.value, Attributes)
    for keys in KEYS.values():
        words = keys.split()
        assert len(set(words)) == len(words)
        assert not any(word.startswith("x-") for word in words)
