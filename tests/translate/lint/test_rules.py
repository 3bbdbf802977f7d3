"""One test per rule: what it finds, and what it leaves alone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compose2ecs.diagnostics.catalog import all_rules
from compose2ecs.translate.lint.environment import addresses
from compose2ecs.translate.lint.images import registry_of, tag_of
from compose2ecs.translate.lint.run import RULES
from compose2ecs.translate.settings import Settings
from tests.translate.assemble.converted import convert, service


@pytest.mark.parametrize(
    ("image", "registry", "tag"),
    [
        ("nginx", "docker.io", ""),
        ("library/nginx:1.27", "docker.io", "1.27"),
        ("localhost/a:b", "localhost", "b"),
        ("localhost:5000/a", "localhost:5000", ""),
        ("ghcr.io/a/b:latest@sha256:00", "ghcr.io", "latest"),
    ],
)
def test_references(image: str, registry: str, tag: str) -> None:
    assert (registry_of(image), tag_of(image)) == (registry, tag)


@pytest.mark.parametrize(
    ("image", "line"),
    [
        ("nginx:1.27", None),
        ("nginx@sha256:00", None),
        ("nginx", "image `nginx` has no tag: the next deployment may run another version"),
        ("nginx:latest", "image `nginx:latest` has the tag `latest`: the next deployment may run another version"),
    ],
)
def test_moving_tag(tmp_path: Path, image: str, line: str | None) -> None:
    found = service(tmp_path, f"image: {image}").lines("W330")
    assert found == ([f"W330 services.app.image: {line}"] if line else [])


@pytest.mark.parametrize(
    ("image", "line"),
    [
        ("quay.io/a/b:1", None),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a:1", None),
        ("reg.example.com/a:1", "may need a login: ECS pulls from `reg.example.com` without one"),
        ("localhost:5000/a:1", "is in a registry on your machine, where ECS cannot pull it"),
    ],
)
def test_private_registry(tmp_path: Path, image: str, line: str | None) -> None:
    found = service(tmp_path, f"image: {image}").lines("W331")
    assert found == ([f"W331 services.app.image: image `{image}` {line}"] if line else [])


def test_private_registry_with_credentials(tmp_path: Path) -> None:
    body = "image: reg.example.com/a:1\nx-ecs: {registry_credentials: 'arn:aws:secretsmanager:x'}"
    assert service(tmp_path, body).lines("W331") == []


@pytest.mark.parametrize(
    ("image", "platform", "mark"),
    [
        ("arm64v8/redis:7", "linux/amd64", "arm64v8"),
        ("app:1-arm64", "linux/amd64", "arm64"),
        ("app:1-amd64", "linux/arm64", "amd64"),
        ("app:1-arm64", "linux/arm64", None),
        ("charm64/app:1", "linux/amd64", None),
    ],
)
def test_wrong_architecture(tmp_path: Path, image: str, platform: str, mark: str | None) -> None:
    found = service(tmp_path, f"image: {image}\nplatform: {platform}").lines("W332")
    task = "ARM64" if platform == "linux/arm64" else "X86_64"
    text = f"image `{image}` is for {mark}, the task runs on {task}: it would end with an exec format error"
    assert found == ([f"W332 services.app.image: {text}"] if mark else [])


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ("{A: b}", True),
        ("{discovery.type: single-node}", False),
        ("{node.store.allow_mmap: 'false'}", False),
    ],
)
def test_needs_map_count(tmp_path: Path, environment: str, told: bool) -> None:
    done = service(tmp_path, f"image: docker.elastic.co/elasticsearch/elasticsearch:8.15.0\nenvironment: {environment}")
    text = "`elasticsearch` may refuse to start: it wants vm.max_map_count, which Fargate cannot raise"
    assert done.lines("W333") == ([f"W333 services.app.image: {text}"] if told else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://db:80/x?y=z:1", [("db", "80")]),
        ("https://example.com", [("example.com", "")]),
        ("postgres://u:p@db:5432/a", [("db", "5432")]),
        ("a:1,b:2; c:3", [("a", "1"), ("b", "2"), ("c", "3")]),
        ("12:30:45", []),
        ("plain text", []),
        ("", []),
    ],
)
def test_addresses(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(addresses(text)) == expected


def test_local_address(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "expose: ['8000']\nenvironment: {A: 'http://localhost:8000', B: 'http://localhost:9', C: 'host.docker.internal:1',"
        " D: 'db:1'}",
    )
    assert done.lines("W334") == [
        "W334 services.app.environment.B: variable `B` points to `localhost:9`, which is the task itself",
        "W334 services.app.environment.C: variable `C` points to `host.docker.internal:1`, which does not exist beside a"
        " task",
    ]


def test_published_port(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  web: {image: a, environment: {A: 'http://api:8080', B: 'http://api:80', C: 'api:81', D: 'web:1'}}\n"
        "  api: {image: b, ports: ['8080:80', '82:81']}",
    )
    assert done.lines("W335") == [
        "W335 services.web.environment.A: variable `A` names the published port 8080 of `api`, which listens on 80"
    ]


def test_file_without_secret(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "secrets: [one, {source: two, target: second}]\n"
        "environment: {A_FILE: /run/secrets/one, B_FILE: /run/secrets/second, C_FILE: /run/secrets/two, D_FILE: /etc/x}",
        "secrets: {one: {environment: ONE}, two: {environment: TWO}}",
    )
    assert done.lines("W336") == [
        "W336 services.app.environment.C_FILE: variable `C_FILE` names `/run/secrets/two`, which no secret of the service"
        " makes"
    ]
    (found,) = [one for one in done.report.sorted() if one.code == "W336"]
    assert found.hint == "its secrets: /run/secrets/one, /run/secrets/second"


def test_proxy_variables(tmp_path: Path) -> None:
    done = service(tmp_path, "environment: {VIRTUAL_HOST: a.example, LETSENCRYPT_HOST: b.example, OTHER: c}")
    assert done.lines("W337") == [
        "W337 services.app.environment.VIRTUAL_HOST: variable `VIRTUAL_HOST: a.example` does nothing on ECS: no proxy can"
        " read it",
        "W337 services.app.environment.LETSENCRYPT_HOST: variable `LETSENCRYPT_HOST: b.example` does nothing on ECS: no"
        " proxy can read it",
    ]


@pytest.mark.parametrize(
    ("image", "test", "tool"),
    [
        ("postgres:16-alpine", "curl -f http://localhost", "curl"),
        ("redis:7", "[CMD, /usr/bin/wget, x]", "wget"),
        ("node:20-alpine", "curl http://localhost || exit 1", "curl"),
        ("node:20", "curl http://localhost || exit 1", None),
        ("nginx:1.27", "curl http://localhost", None),
        ("postgres:16", "pg_isready", None),
    ],
)
def test_missing_tool(tmp_path: Path, image: str, test: str, tool: str | None) -> None:
    done = service(tmp_path, f"image: {image}\nhealthcheck: {{test: {test}}}")
    text = f"the health check calls `{tool}`, which the image `{image}` does not have"
    assert done.lines("W338") == ([f"W338 services.app.healthcheck.test: {text}"] if tool else [])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("restart: 'no'", "restart"),
        ("deploy: {restart_policy: {condition: none}}", "deploy.restart_policy.condition"),
        ("restart: always", None),
        ("restart: 'no'\nports: ['80:80']", None),
        ("restart: 'no'\nexpose: ['80']", None),
    ],
)
def test_looks_like_a_job(tmp_path: Path, body: str, path: str | None) -> None:
    text = "`app` looks like a job: it asks not to be restarted, and as a service it is, for ever"
    assert service(tmp_path, body).lines("W339") == ([f"W339 services.app.{path}: {text}"] if path else [])


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("mem_limit: 512m\nmem_reservation: 512m", None),
        ("mem_limit: 0\nmem_reservation: 512m", None),
        ("mem_reservation: 1g", None),
        (
            "mem_limit: 512m\nmem_reservation: 1g",
            "W341 services.app.mem_reservation: `app` reserves 1024 MiB, more than its limit of 512 MiB",
        ),
        (
            "deploy: {resources: {limits: {memory: 10m}, reservations: {memory: 11m}}}",
            "W341 services.app.deploy.resources.reservations.memory: "
            "`app` reserves 11 MiB, more than its limit of 10 MiB",
        ),
    ],
)
def test_reservation_above_the_limit(tmp_path: Path, body: str, line: str | None) -> None:
    assert service(tmp_path, body).lines("W341") == ([line] if line else [])


@pytest.mark.parametrize(
    ("body", "grace"),
    [
        ("ports: ['8081:8081']", 60),
        ("expose: ['8081']", None),
        ("ports: ['8081:8081']\nhealthcheck: {test: 'true', start_period: 100s}", 100),
        ("ports: ['8081:8081']\nhealthcheck: {test: 'true', start_period: 180s}", None),
        ("ports: ['8081:8081']\nx-ecs: {load_balancer: {health_check: {grace_period: 3m}}}", None),
    ],
)
def test_slow_start(tmp_path: Path, body: str, grace: int | None) -> None:
    found = service(tmp_path, f"image: sonatype/nexus3:3.70.0\n{body}").lines("W342")
    message = f"`nexus3` needs about 180 s to start, and its tasks have {grace} s of grace"
    assert found == ([f"W342 services.app.image: {message}"] if grace else [])


WAITS = """services:
  web:
    image: example/web:1
    depends_on: {app: {condition: service_completed_successfully}}
  app:
    image: %s
"""


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("example/app:1", None),
        ("example/app:1\n    restart: on-failure", None),
        ("postgres:17\n    command: pg_dump", None),
        ("example/app:1\n    restart: always\n    x-ecs: {kind: job}", None),
        ("example/app:1\n    restart: always", "restart: it asks for `restart: always`"),
        ("example/app:1\n    ports: ['80:80', '81:81']", "ports: it publishes ports"),
        ("postgres:17", "image: it runs `postgres`"),
    ],
)
def test_endless_job(tmp_path: Path, body: str, line: str | None) -> None:
    where, _, why = (line or "").partition(": ")
    text = f"W343 services.app.{where}: `web` waits for the end of `app`, which may never come: {why}"
    assert convert(tmp_path, WAITS % body).lines("W343") == ([text] if line else [])


@pytest.mark.parametrize("image", ["example/app:", "/app:1", "ghcr.io//app", "ghcr.io/:1", "app:@sha256:00"])
def test_unreadable_image(tmp_path: Path, image: str) -> None:
    done = service(tmp_path, f"image: '{image}'")
    text = f"C360 services.app.image: image `{image}` cannot be pulled: it is no image reference"
    assert done.lines("C360", "W330", "N330") == [text]


HUB = """services:
  a: {image: "nginx:1.27"}
  b: {image: "docker.io/library/redis:7"}
  c: {image: "ghcr.io/a/b:1"}
  d: {build: .}
"""


def test_docker_hub_is_told_once(tmp_path: Path) -> None:
    text = "N330 services.a.image: `a` pulls `nginx:1.27` from Docker Hub without a login"
    assert convert(tmp_path, HUB).lines("N330") == [f"{text}, as does `b`"]
    assert convert(tmp_path, HUB + '  e: {image: "redis:7"}\n').lines("N330") == [f"{text}, as do 2 other services"]
    login = "x-ecs: {registry_credentials: 'arn:aws:secretsmanager:x'}"
    assert service(tmp_path, f"image: nginx:1.27\n{login}").lines("N330") == []
    assert service(tmp_path, "image: nginx:1.27", settings=Settings(images={"app": "0"})).lines("N330") == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_says_which_it_is(rule: Callable[..., None]) -> None:
    assert (rule.__doc__ or "").partition(":")[0] in all_rules()
