"""The pipeline: files, environment, merge, extends, include, profiles, consistency."""

from pathlib import Path
from typing import Any

import pytest

from tests.loading import errors, load_project, model

A = "services:\n  a:\n    image: i\n"


def services(folder: Path, texts: dict[str, str], /, **options: Any) -> Any:
    return model(folder, texts, **options)["services"]


def test_discovery_order_parents_and_override(tmp_path: Path) -> None:
    files = {
        "docker-compose.yaml": A.replace("image: i", "image: dc"),
        "compose.yml": A.replace("image: i", "image: c"),
        "docker-compose.override.yml": "services: {a: {hostname: h}}",
        "deep/er/x": "",
    }
    project, report = load_project(tmp_path, files, working_directory=tmp_path / "deep" / "er")
    assert project is not None
    assert project.get("services", "a", "image") == "c"
    assert project.get("services", "a", "hostname") == "h"
    assert project.files == ("../../compose.yml", "../../docker-compose.override.yml")
    assert [d.code for d in report.sorted()] == ["N137", "N135"]


def test_the_ecs_override_replaces_the_local_one(tmp_path: Path) -> None:
    files = {
        "compose.yaml": A,
        "compose.override.yaml": "services: {a: {hostname: local}}",
        "compose.ecs.yaml": "services: {a: {domainname: ecs}}",
    }
    found = services(tmp_path, files)["a"]
    assert "hostname" not in found
    assert found["domainname"] == "ecs"


def test_no_file(tmp_path: Path) -> None:
    ((code, _, message),) = errors(tmp_path, {})
    assert code == "C100"
    assert message.startswith("no Compose file in . or any parent directory")


def test_compose_file_variable_and_stdin(tmp_path: Path) -> None:
    files = {"x.yaml": A, "y.yaml": "services: {a: {hostname: h}}"}
    assert services(tmp_path, files, env={"COMPOSE_FILE": "x.yaml:y.yaml"})["a"]["hostname"] == "h"
    assert (
        services(tmp_path, files, env={"COMPOSE_FILE": "x.yaml|y.yaml", "COMPOSE_PATH_SEPARATOR": "|"})["a"]["hostname"]
        == "h"
    )
    assert services(tmp_path, {}, files=("-",), read_stdin=lambda: A.encode())["a"]["image"] == "i"


@pytest.mark.parametrize(
    ("text", "env", "options", "name"),
    [
        (A, {}, {}, "my_dirx"),
        ("name: My_Proj.X\n" + A, {}, {}, "my_projx"),
        ("name: ${N:-other}\n" + A, {}, {}, "other"),
        ("name: filed\n" + A, {"COMPOSE_PROJECT_NAME": "env"}, {}, "env"),
        ("name: filed\n" + A, {"COMPOSE_PROJECT_NAME": "env"}, {"project_name": "flag"}, "flag"),
    ],
)
def test_project_name(tmp_path: Path, text: str, env: dict[str, str], options: dict[str, str], name: str) -> None:
    folder = tmp_path / "__My_Dir.X"
    folder.mkdir()
    made = model(folder, text, env, **options)
    assert made["name"] == name
    assert made["networks"] == {"default": {"name": f"{name}_default", "ipam": {}}}


def test_a_bad_explicit_name_is_an_error(tmp_path: Path) -> None:
    assert errors(tmp_path, A, project_name="Abc") == [("C115", "", "invalid project name `Abc` (-p)")]


def test_interpolation_and_its_places(tmp_path: Path) -> None:
    text = A + '    hostname: "x${A?need it}"\n    domainname: ${B b}\n    user: ${C}\n'
    project, report = load_project(tmp_path, text)
    assert project is None
    assert [(d.code, d.span[1:3], d.message) for d in report.sorted() if d.span] == [
        ("C117", (4, 17), "required variable `A` is missing a value: need it"),
        ("C117", (5, 17), report.sorted()[1].message),
        ("W118", (6, 11), "variable `C` is not set, an empty string is used"),
    ]


def test_environment_precedence(tmp_path: Path) -> None:
    text = A + "    environment: {A: '${A}', B: '${B}', C: '${C}', PROJECT: '${COMPOSE_PROJECT_NAME}'}\n"
    files = {"compose.yaml": "name: p\n" + text, ".env": "A=env\nB=env\n", "one": "A=1\nB=1\n", "two": "B=2\n"}
    made = model(tmp_path, files, {"A": "os"})
    assert made["services"]["a"]["environment"] == {"A": "os", "B": "env", "C": "", "PROJECT": "p"}
    made = model(tmp_path, files, {"A": "os"}, env_files=("one", "two"))
    assert made["services"]["a"]["environment"]["B"] == "2"
    made = model(tmp_path, files, {"COMPOSE_ENV_FILES": "one"})
    assert made["services"]["a"]["environment"]["A"] == "1"


def test_env_file_under_environment(tmp_path: Path) -> None:
    files = {
        "compose.yaml": A
        + "    env_file: [a.env, {path: none.env, required: false}]\n    environment: {B: svc, N: }\n",
        "a.env": "A=file\nB=file\nC=$B-$A\nN=file\n",
    }
    assert model(tmp_path, files)["services"]["a"]["environment"] == {
        "A": "file",
        "B": "svc",
        "C": "svc-file",
        "N": None,
    }


def test_env_file_problems_have_places(tmp_path: Path) -> None:
    files = {"compose.yaml": A + "    env_file: [no.env, bad.env]\n", "bad.env": "A=1\nB C=2\n"}
    found = errors(tmp_path, files)
    assert [(code, place) for code, place, _ in found] == [("C109", "bad.env:2:1"), ("C100", "compose.yaml:4:16")]


def test_merge_rules(tmp_path: Path) -> None:
    base = (
        "services:\n  a:\n    image: i\n    command: [a, b]\n    environment: {A: 1, B: 1}\n    ports: ['80:80', '443:443']\n"
        "    volumes: ['xx:/x', './old:/cfg']\n    dns: 1.1.1.1\n    build: {context: ., args: {V: 1}}\n"
        "    logging: {driver: x, options: {k: v}}\n    labels: [l=1]\nvolumes: {xx: }\n"
    )
    over = (
        "services:\n  a:\n    command: [c]\n    environment: [B=2, C]\n    ports: ['80:80', '81:80']\n"
        "    volumes: ['./new:/cfg']\n    dns: [8.8.8.8]\n    build: ./sub\n    logging: {driver: y}\n    labels: {l: 2}\n"
    )
    found = services(tmp_path, {"compose.yaml": base, "o.yaml": over}, files=("compose.yaml", "o.yaml"))["a"]
    assert found["command"] == ["c"]
    assert found["environment"] == {"A": "1", "B": "2", "C": None}
    assert [port["published"] for port in found["ports"]] == ["80", "443", "81"]
    assert [volume.get("source") for volume in found["volumes"]] == ["xx", f"{tmp_path}/new"]
    assert found["dns"] == ["1.1.1.1", "8.8.8.8"]
    assert found["build"] == {"context": f"{tmp_path}/sub", "dockerfile": "Dockerfile", "args": {"V": "1"}}
    assert found["logging"] == {"driver": "y"}
    assert found["labels"] == {"l": "2"}


def test_reset_and_override(tmp_path: Path) -> None:
    base = A + "    ports: ['80:80']\n    hostname: h\n    environment: {A: 1, B: 2}\n"
    over = (
        "services:\n  a:\n    ports: !override ['81:81']\n    hostname: !reset other\n    environment: {A: !reset }\n"
    )
    found = services(tmp_path, {"compose.yaml": base, "o.yaml": over}, files=("compose.yaml", "o.yaml"))["a"]
    assert [port["published"] for port in found["ports"]] == ["81"]
    assert "hostname" not in found
    assert found["environment"] == {"B": "2"}


def test_extends_other_file_with_its_own_paths(tmp_path: Path) -> None:
    files = {
        "compose.yaml": "services:\n  a:\n    extends: {file: sub/base.yaml, service: b}\n    hostname: own\n",
        "sub/base.yaml": "services:\n  b: {extends: c, build: ./ctx, hostname: base}\n  c: {env_file: c.env, volumes: ['./d:/d']}\n",
        "sub/c.env": "C=1\n",
    }
    found = services(tmp_path, files)["a"]
    assert found["hostname"] == "own"
    assert found["build"]["context"] == f"{tmp_path}/sub/ctx"
    assert found["environment"] == {"C": "1"}
    assert found["volumes"][0]["source"] == f"{tmp_path}/sub/d"


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({"compose.yaml": "services:\n  a: {extends: b}\n  b: {extends: a}\n"}, "C119", "compose.yaml:3:16"),
        ({"compose.yaml": "services:\n  a: {extends: a}\n"}, "C119", "compose.yaml:2:16"),
        ({"compose.yaml": "services:\n  a: {extends: bb}\n  b: {image: x}\n"}, "C119", "compose.yaml:2:16"),
        ({"compose.yaml": "services:\n  a: {extends: {file: no.yaml, service: b}}\n"}, "C119", "compose.yaml:2:23"),
        ({"compose.yaml": "include: [no.yaml]\n" + A}, "C100", "compose.yaml:1:11"),
        ({"compose.yaml": "include: [b.yaml]\n" + A, "b.yaml": "include: [compose.yaml]\n"}, "C120", "b.yaml:1:11"),
        ({"compose.yaml": "include: ['https://github.com/x/y.git']\n" + A}, "C121", "compose.yaml:1:11"),
        ({"compose.yaml": A + "    depends_on: [b]\n  b: {image: x, depends_on: [a]}\n"}, "C125", "compose.yaml:4:5"),
        ({"compose.yaml": A + "    depends_on: [zz]\n"}, "C124", "compose.yaml:4:18"),
        ({"compose.yaml": A + "    networks: [n]\n"}, "C124", "compose.yaml:4:16"),
        ({"compose.yaml": A + "    volumes: ['data:/x']\n"}, "C124", "compose.yaml:4:15"),
        ({"compose.yaml": A + "    secrets: [s]\n"}, "C124", "compose.yaml:4:15"),
        ({"compose.yaml": "services:\n  a: {hostname: h}\n"}, "C127", "compose.yaml:2:3"),
        ({"compose.yaml": "services:\n  'a b': {image: x}\n"}, "C114", "compose.yaml:2:3"),
        ({"compose.yaml": A + "    depends_on: [b]\n  b: {image: x, profiles: [p]}\n"}, "C126", "compose.yaml:4:18"),
        ({"compose.yaml": A + "    networks: [default]\n    network_mode: host\n"}, "C123", "compose.yaml:5:5"),
        ({"compose.yaml": A + "    container_name: xx\n    scale: 2\n"}, "C123", "compose.yaml:4:5"),
        ({"compose.yaml": A + "    tmpfs: [/x]\n    volumes: [/x]\n"}, "C123", "compose.yaml:5:15"),
        ({"compose.yaml": A + "secrets: {s: {file: x, environment: Y}}\n"}, "C123", "compose.yaml:4:24"),
        ({"compose.yaml": A + "volumes: {v: {external: true, driver: x}}\n"}, "C123", "compose.yaml:4:31"),
        ({"compose.yaml": "- a\n"}, "C129", "compose.yaml:1:1"),
        ({"compose.yaml": ""}, "C110", "compose.yaml:1:1"),
        ({"compose.yaml": "web: {image: x}\n"}, "C102", "compose.yaml:1:1"),
    ],
)
def test_refused_at_its_place(tmp_path: Path, files: dict[str, str], code: str, place: str) -> None:
    assert [(found[0], found[1]) for found in errors(tmp_path, files)] == [(code, place)]


def test_all_problems_of_a_stage_are_reported(tmp_path: Path) -> None:
    text = "services:\n  a: {imag: x, hostname: 5}\n  b: {image: 5}\nvolums: {}\n"
    assert [code for code, _, _ in errors(tmp_path, text)] == ["C102", "C103", "C103", "C102"]


def test_did_you_mean(tmp_path: Path) -> None:
    _, report = load_project(tmp_path, A + "    depnds_on: [b]\n")
    assert report.sorted()[0].hint == "did you mean `depends_on`?"


def test_include_uses_its_own_directory_and_environment(tmp_path: Path) -> None:
    files = {
        "compose.yaml": "include: [sub/inc.yaml]\nservices:\n  a: {image: '${V}', depends_on: [b]}\n",
        ".env": "V=root\n",
        "sub/inc.yaml": "name: ignored\nservices:\n  b: {image: '${V}-${W}', volumes: ['./x:/x']}\n",
        "sub/.env": "V=sub\nW=sub\n",
    }
    made = model(tmp_path, files)
    assert made["services"]["a"]["image"] == "root"
    assert made["services"]["b"]["image"] == "root-sub"
    assert made["services"]["b"]["volumes"][0]["source"] == f"{tmp_path}/sub/x"
    assert made["name"] == tmp_path.name.lower()


def test_profiles_and_selection(tmp_path: Path) -> None:
    text = (
        "services:\n  a: {image: a}\n  b: {image: b, profiles: [x], depends_on: [c]}\n  c: {image: c, profiles: [y]}\n"
    )
    assert list(services(tmp_path, {"compose.yaml": text})) == ["a"]
    assert list(services(tmp_path, {"compose.yaml": text}, profiles=("*",))) == ["a", "b", "c"]
    assert list(services(tmp_path, {"compose.yaml": text}, env={"COMPOSE_PROFILES": "x, y"})) == ["a", "b", "c"]
    assert list(services(tmp_path, {"compose.yaml": text}, services=("a",), profiles=("x", "y"))) == ["a"]
    assert errors(tmp_path, text, services=("zz",)) == [("C128", "", "no such service: zz")]


def test_unused_resources_are_dropped_unless_asked_for(tmp_path: Path) -> None:
    text = A + "volumes: {v: }\nnetworks: {n: }\nsecrets: {s: {file: ./s}}\n"
    assert sorted(model(tmp_path, text)) == ["name", "networks", "services"]
    assert sorted(model(tmp_path, text, all_resources=True)) == ["name", "networks", "secrets", "services", "volumes"]


def test_implied_dependencies(tmp_path: Path) -> None:
    text = (
        "services:\n  a: {image: a, links: ['b:bb'], volumes_from: [c], network_mode: 'service:d'}\n"
        "  b: {image: b}\n  c: {image: c}\n  d: {image: d}\n"
    )
    started = {"condition": "service_started", "required": True}
    assert model(tmp_path, text)["services"]["a"]["depends_on"] == {
        "b": {**started, "restart": True},
        "c": started,
        "d": {**started, "restart": True},
    }


def test_losses_of_the_reference_are_told(tmp_path: Path) -> None:
    _, report = load_project(
        tmp_path, A + "    mem_limit: 1.5\n    command: a | b\n    environment: {x-a: 1}\n    tty: yes\n"
    )
    assert [(d.code, d.span[1] if d.span else 0) for d in report.sorted()] == [
        ("W132", 4),
        ("W133", 5),
        ("W134", 6),
        ("W130", 7),
    ]


def test_dollar_signs_are_doubled_in_the_output(tmp_path: Path) -> None:
    assert model(tmp_path, A + "    labels: {a: $$x}\n")["services"]["a"]["labels"] == {"a": "$$x"}


def test_without_interpolation(tmp_path: Path) -> None:
    assert model(tmp_path, A + "    hostname: ${X}\n", interpolate=False)["services"]["a"]["hostname"] == "$${X}"


def test_dates_among_extensions_print_as_json_dates(tmp_path: Path) -> None:
    assert model(tmp_path, A + "x-when: {d: 2020-01-02, n: 1.5, t: [yes]}\n")["x-when"] == {
        "d": "2020-01-02T00:00:00Z",
        "n": 1.5,
        "t": ["yes"],
    }
