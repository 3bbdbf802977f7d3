"""Properties of the whole loader: order of keys, idempotence, merging with nothing and with itself."""

import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from compose2ecs.compose.portspec import parse_ports
from compose2ecs.compose.volumespec import parse_volume
from tests.loading import model

TEXT = st.text("abcXYZ019._-/ é😀", min_size=1, max_size=8)
NAME = st.text("abc", min_size=1, max_size=3)
PORT = st.integers(1, 65535)
SERVICE = st.fixed_dictionaries(
    {"image": st.sampled_from(["nginx", "redis:7", "ghcr.io/a/b@sha256:0"])},
    optional={
        "environment": st.dictionaries(NAME, TEXT | st.integers() | st.booleans() | st.none(), max_size=4),
        "labels": st.dictionaries(NAME, TEXT | st.none(), max_size=4),
        "command": st.lists(TEXT, max_size=3) | st.none(),
        "ports": st.lists(PORT.map(str) | PORT | st.builds("{}:{}/udp".format, PORT, PORT), max_size=3, unique_by=str),
        "cap_add": st.lists(st.sampled_from(["SYS_PTRACE", "NET_ADMIN"]), unique=True),
        "dns": TEXT | st.lists(TEXT, max_size=2, unique=True),
        "tmpfs": st.lists(st.sampled_from(["/a", "/b:size=1m"]), unique=True),
        "healthcheck": st.fixed_dictionaries({"test": TEXT}, optional={"interval": st.sampled_from(["5s", "1m30s"])}),
        "deploy": st.fixed_dictionaries(
            {}, optional={"replicas": st.integers(0, 5), "labels": st.dictionaries(NAME, TEXT)}
        ),
        "mem_limit": st.sampled_from(["512m", 1024, "1.5g"]),
        "init": st.booleans(),
        "privileged": st.booleans(),
        "stop_grace_period": st.sampled_from(["10s", "2m"]),
        "networks": st.lists(st.sampled_from(["n", "default"]), unique=True),
        "volumes": st.lists(st.sampled_from(["data:/d", "./x:/x:ro", "/y"]), unique=True),
    },
)
PROJECT = st.dictionaries(NAME, SERVICE, min_size=1, max_size=3).map(
    lambda services: {"name": "p", "services": services, "networks": {"n": None}, "volumes": {"data": {}}}
)


def loaded(*projects: dict[str, Any]) -> dict[str, Any]:
    """The canonical model of JSON projects that are merged in order (JSON is YAML)."""
    with tempfile.TemporaryDirectory(prefix="c2e") as folder:
        files = {f"{number}.yaml": json.dumps(project, ensure_ascii=False) for number, project in enumerate(projects)}
        made = model(Path(folder), files, files=tuple(files))
        text = json.dumps(made).replace(folder, "/project")
        return json.loads(text)


def shuffled(value: Any, random: Any) -> Any:
    """The same value with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key], random) for key in keys}
    return [shuffled(inner, random) for inner in value] if isinstance(value, list) else value


@settings(deadline=None, max_examples=60)
@given(PROJECT, st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(project: dict[str, Any], random: Any) -> None:
    assert json.dumps(loaded(shuffled(project, random))) == json.dumps(loaded(project))


@settings(deadline=None, max_examples=60)
@given(PROJECT)
def test_the_canonical_model_is_its_own_canonical_model(project: dict[str, Any]) -> None:
    once = loaded(project)
    assert loaded(once) == once


@settings(deadline=None, max_examples=40)
@given(PROJECT)
def test_merging_with_nothing_changes_nothing(project: dict[str, Any]) -> None:
    assert loaded(project, {"services": {}}) == loaded(project) == loaded({"services": {}}, project)


@settings(deadline=None, max_examples=40)
@given(PROJECT)
def test_merging_with_itself_changes_nothing(project: dict[str, Any]) -> None:
    assert loaded(project, project) == loaded(project)


@given(PORT, PORT)
def test_a_port_pair_survives(published: int, target: int) -> None:
    assert parse_ports(f"{published}:{target}") == [
        {"mode": "ingress", "target": target, "published": str(published), "protocol": "tcp"}
    ]


@given(st.integers(1, 65000), st.integers(0, 50))
def test_a_range_gives_every_port_once(first: int, length: int) -> None:
    ports = parse_ports(f"{first}-{first + length}")
    assert sorted(port["target"] for port in ports) == list(range(first, first + length + 1))


@given(st.text("abc/.~", min_size=3, max_size=10), st.text("abc/", min_size=1, max_size=8))
def test_source_and_target_survive(source: str, target: str) -> None:
    made = parse_volume(f"{source}:{target}")
    assert (made["source"], made["target"]) == (source, target)
    assert made["type"] == ("bind" if source[0] in "./~" else "volume")
