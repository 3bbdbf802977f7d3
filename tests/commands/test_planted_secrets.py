"""The promise of docs/security.md: no value of a secret is in anything that a command prints."""

import re
from pathlib import Path

import pytest

from compose2ecs.commands.pipeline import translated
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.render.excerpt import Lines
from compose2ecs.diagnostics.render.text import text
from tests.running import Runner

PLANTED = re.compile(r"hunter\d+")
#: Every project converts; what is planted stands where users put secrets.
FINE = """\
name: shop
services:
  web:
    image: nginx:1.27
    ports: ["80:80"]
    environment: {DB_PASSWORD: hunter1, DATABASE_URL: "postgres://u:hunter2@db/shop", LEVEL: info}
    env_file: [web.env]
    secrets: [file, variable, {source: file, target: /etc/app/key}]
    build: {context: ., args: {BUILD_TOKEN: hunter3, VERSION: "1"}}
    deploy: {labels: {tier: front}}
    x-ecs: {secrets: {API_KEY: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:k-AbCdEf"}}
  api:
    image: api:1
    environment: ["STRIPE=sk_live_hunter4", "OPTIONS=-Dspring.datasource.password=hunter5"]
    logging: {driver: json-file, options: {max-size: 10m, gelf-token: hunter6}}
secrets:
  file: {file: ./secret.txt}
  variable: {environment: FROM_OUTSIDE}
"""
#: Refused, and the reason must not show the value.
REFUSED = """\
name: shop
services:
  a: {image: "a:1", logging: {driver: splunk, options: {splunk-token: hunter10, splunk-url: "https://s"}}}
  b: {image: "b:1", x-ecs: {secrets: {API_KEY: hunter11, OTHER: {arn: hunter12}}}}
  c: {image: "c:1", volumes: ["share:/s"], x-ecs: {autoscaling: {max: "https://u:hunter13@h"}}}
  d: {image: "d:1", logging: {driver: loki, options: {loki-url: "http://u:hunter14@l:1/p"}}}
  e: {image: "e:1", x-ecs: {logs: {driver: awsfirelens, options: {Name: http, Http_Passwd: hunter15}}}}
volumes:
  share: {driver_opts: {type: cifs, device: "//nas/s", o: "username=u,password=hunter16"}}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: "pytest.CaptureFixture[bytes]") -> Runner:
    made = Runner(tmp_path, monkeypatch, capsysbinary)
    made.write("FROM scratch\n", "Dockerfile")
    made.write("SMTP_PASS=hunter7\nMODE=x\n", "web.env")
    made.write("hunter8", "secret.txt")
    monkeypatch.setenv("FROM_OUTSIDE", "hunter9")
    return made


@pytest.mark.parametrize("to", ["cloudformation", "json", "api"])
def test_results(run: Runner, to: str) -> None:
    run.write(FINE)
    done = run("convert", "-v", "--to", to)
    assert done.code == 0, done.err
    assert PLANTED.findall(done.out + done.err) == []
    for name in ("DB_PASSWORD", "STRIPE", "OPTIONS", "SMTP_PASS"):
        assert name in done.out, "it is there, by reference"


@pytest.mark.parametrize("project", [FINE, REFUSED])
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_findings(run: Runner, project: str, form: str) -> None:
    run.write(project)
    done = run("validate", "-v", "--format", form)
    assert done.code == (0 if project is FINE else 3), done.err
    assert PLANTED.findall(done.out + done.err) == []


@pytest.mark.parametrize("project", [FINE, REFUSED])
def test_excerpts_on_a_terminal(run: Runner, project: str) -> None:
    run.write(project)
    found = translated(LoadOptions({"FROM_OUTSIDE": "hunter9"}, str(run.folder))).report.sorted()

    shown = "\n".join(text(found, Lines(), every=True))
    assert "splunk-token: ********" in shown or project is FINE
    assert PLANTED.findall(shown) == []


def test_every_planted_value_would_be_seen(run: Runner) -> None:
    """The test can fail: `config` prints the model as `docker compose config` does, with all that stands in it."""
    run.write(FINE)
    assert sorted(set(PLANTED.findall(run("config").out)), key=lambda one: int(one[6:])) == [
        "hunter1", "hunter2", "hunter3", "hunter4", "hunter5", "hunter6", "hunter7"
    ]  # fmt: skip
