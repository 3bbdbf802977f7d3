"""The table of keys: every valid value is decoded, the schema for editors takes the same, the sample has no finding."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from cfnlint.jsonschema import StandardValidator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compose2ecs.diagnostics.report import Report
from compose2ecs.source.node import Node
from compose2ecs.translate.xecs.decode import decode
from compose2ecs.translate.xecs.extensions import Extensions
from compose2ecs.translate.xecs.jsonschema import schema
from compose2ecs.translate.xecs.keys import LEVELS
from compose2ecs.translate.xecs.shapes import Keys, Many, Named, Shape, Text
from compose2ecs.translate.xecs.value import Value
from tests.loading import load_project
from tests.translate.xecs.valid import values

SAMPLE = Path(__file__).parents[3] / "fixtures/x-ecs.yaml"
SCHEMA = schema()
COUNTS = {"service": 35, "project": 25, "port": 4, "volume": 20, "network": 2, "model": 2, "secret": 7, "config": 7}


def refusals(document: Any) -> list[str]:
    return [error.message for error in StandardValidator(SCHEMA).iter_errors(document)]


def node(value: Any) -> Node:
    if isinstance(value, dict):
        return Node({key: node(inner) for key, inner in value.items()})
    return Node([node(inner) for inner in value]) if isinstance(value, list) else Node(value)


def placed(level: str, value: Any) -> dict[str, Any]:
    """A Compose model with x-ecs at a level."""
    x = {"x-ecs": value}
    return {
        "project": x,
        "service": {"services": {"a": x}},
        "port": {"services": {"a": {"ports": [{"target": 1, **x}]}}},
    }.get(level, {f"{level}s": {"a": x}})


def test_every_level_has_its_keys() -> None:
    assert {level: len(shape.keys) for level, shape in LEVELS.items()} == COUNTS
    assert list(SCHEMA["definitions"]) == list(LEVELS)


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_valid_values(level: str, data: st.DataObject) -> None:
    value = data.draw(values(LEVELS[level]))
    report = Report()
    assert decode(node(value), LEVELS[level], ("x",), report) is not None
    assert [one.message for one in report.sorted()] == []
    assert refusals(placed(level, value)) == []


@pytest.mark.parametrize(
    ("level", "value"),
    [
        ("project", {"lanch_type": "ec2"}),
        ("project", {"stack_name": "1a"}),
        ("project", {"vpc": {"azs": 4}}),
        ("project", {"defaults": {"cpuu": 1}}),
        ("service", {"autoscaling": {"min": 1}}),
        ("service", {"deployment": {"strategy": "green"}}),
        ("service", {"logs": {"retention": "8"}}),
        ("service", {"exec": "maybe"}),
        ("service", {"memory": "much"}),
        ("service", {"overrides": {"patch": [{"op": "add"}]}}),
        ("port", {"listener_port": 70000}),
        ("volume", {"file_system": "efs-1"}),
        ("network", {"subnets": ["net-1"]}),
        ("secret", {"inject": "mail"}),
    ],
)
def test_the_schema_refuses(level: str, value: dict[str, Any]) -> None:
    assert refusals(placed(level, value)) != []


def test_the_sample_has_no_finding(tmp_path: Path) -> None:
    text = SAMPLE.read_text()
    assert refusals(yaml.safe_load(text)) == []
    project, report = load_project(tmp_path, text)
    assert project is not None
    views = Extensions(project, report).views()
    assert [one.message for one in report.sorted() if one.code in ("C206", "C207")] == []
    # all but those of a volume and a secret that no service uses: Compose leaves them out
    assert sum(view.root.path != () for view in views) == 9


@pytest.mark.parametrize(
    ("shape", "written", "expected"),
    [
        (LEVELS["project"], {"load_balancer": False}, {"load_balancer": {"name": "false"}}),
        (LEVELS["project"], {"load_balancer": "shared"}, {"load_balancer": {"name": "shared"}}),
        (LEVELS["project"], {"load_balancer": "arn:aws:e"}, {"load_balancer": {"arn": "arn:aws:e"}}),
        (LEVELS["service"], {"load_balancer": False}, {"load_balancer": {"type": "false"}}),
        (LEVELS["service"], {"load_balancer": {"stickiness": True}}, {"load_balancer": {"stickiness": "true"}}),
        (LEVELS["service"], {"load_balancer": {"stickiness": "1h"}}, {"load_balancer": {"stickiness": "1h"}}),
        (
            LEVELS["service"],
            {"autoscaling": {"max": 2, "cooldown": "1m"}},
            {"autoscaling": {"max": 2, "cooldown": {"in": 60, "out": 60}}},
        ),
        (LEVELS["service"], {"tags": {"a": 1.50, "b": 2, "c": True}}, {"tags": {"a": "1.5", "b": "2", "c": "true"}}),
        (LEVELS["service"], {"service_connect": "false"}, {"service_connect": {"enable": False}}),
    ],
)
def test_short_forms(shape: Keys, written: Any, expected: Any) -> None:
    report = Report()
    found = decode(node(written), shape, ("x",), report)
    assert isinstance(found, Value)
    assert (found.plain(), report.sorted()) == (expected, [])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"task": True}, "`x.task` must be text, not `true`"),
        (
            {"secrets": {"A_NAME": "hunter2"}},
            "`x.secrets.A_NAME` must be text that starts with `arn:aws` or `ssm:` or `secretsmanager:`, not (hidden)",
        ),
        (
            {"secrets": {"A_NAME": {"arn": "hunter2"}}},
            "`x.secrets.A_NAME.arn` must be text that starts with `arn:aws` or `ssm:` or `secretsmanager:`, not (hidden)",
        ),
        (
            {"autoscaling": {"max": "https://u:hunter2@h"}},
            "`x.autoscaling.max` must be a whole number, 0 or more, not `https://(hidden)@h`",
        ),
        (
            {"load_balancer": {"stickiness": "long"}},
            "`x.load_balancer.stickiness` must be true, false, or how long a client stays with a task, not `long`",
        ),
        (
            {"autoscaling": {"max": 2, "cooldown": "fast"}},
            "`x.autoscaling.cooldown` must be a duration such as 30s or 5m, not `fast`",
        ),
        ({"exec": None, "cpu": [1]}, "`x.cpu` must be units, or vCPU such as 0.5, not a list"),
    ],
)
def test_wrong_values(written: Any, message: str) -> None:
    report = Report()
    decode(node(written), LEVELS["service"], ("x",), report)
    assert message in [one.message for one in report.sorted()]


def test_patterns_and_words_are_used() -> None:
    """Every text with words, beginnings or a pattern says in its help what it is."""

    def texts(shape: Shape) -> list[Text]:
        if isinstance(shape, Keys):
            return [one for inner in shape.keys.values() for one in texts(inner)]
        if isinstance(shape, (Named, Many)):
            return texts(shape.value if isinstance(shape, Named) else shape.item)
        return [shape] if isinstance(shape, Text) else []

    found = [one for shape in LEVELS.values() for one in texts(shape)]
    assert all(one.help for one in found)
    assert sum(bool(one.pattern) for one in found) >= 8
