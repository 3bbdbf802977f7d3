import json

import pytest

from compose2ecs import __version__
from tests.running import WEB, Runner

TWO = """\
services:
  web: {image: nginx, depends_on: [db]}
  db: {image: postgres}
  job: {image: busybox, profiles: [jobs]}
"""


def services(run: Runner, *arguments: str) -> list[str]:
    done = run(*arguments)
    assert done.code == 0, done.err
    return done.out.split()


def test_global_options_stand_before_or_after_the_command(run: Runner) -> None:
    run.write(TWO, "shop.yaml")
    assert services(run, "-f", "shop.yaml", "config", "--services") == ["db", "web"]
    assert services(run, "config", "--services", "-f", "shop.yaml") == ["db", "web"]
    assert services(run, "config", "--services", "shop.yaml") == ["db", "web"]


def test_lists_append_and_later_values_win(run: Runner) -> None:
    run.write(TWO, "a.yaml")
    run.write("services:\n  extra: {image: x, profiles: [more]}\n", "b.yaml")
    arguments = ["-f", "a.yaml", "--profile", "jobs", "-p", "one", "config", "-p", "two", "-f", "b.yaml"]
    done = run(*arguments, "--profile", "more", "--format", "json")
    model = json.loads(done.out)
    assert model["name"] == "two"
    assert sorted(model["services"]) == ["db", "extra", "job", "web"]


def test_names_before_the_command_select_services(run: Runner) -> None:
    run.write(TWO)
    assert services(run, "db", "config", "--services") == ["db"]
    assert services(run, "web", "config", "--services") == ["db", "web"]
    assert services(run, "-p", "x", "db", "web", "config", "--services") == ["db", "web"]
    unknown = run("zz", "config", "--format", "json")
    assert (unknown.code, unknown.out) == (3, "")
    assert "zz" in unknown.err


def test_option_between_service_and_command(run: Runner) -> None:
    done = run("web", "-p", "x", "config")
    assert done.code == 2
    assert "-p stands between a service and the command" in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["convrt", "compose.yaml"], "No such command 'convrt'. Did you mean 'convert'?"),
        (["web", "confg"], "No such command 'confg'. Did you mean 'config'?"),
        (["xyz"], "No such command 'xyz'."),
        (["config", "--formt", "json"], "'--formt'"),
        (["config", "--format", "toml"], "'toml' is not one of"),
        (["--ansi", "purple", "config"], "'purple' is not one of"),
    ],
)
def test_usage_errors(run: Runner, words: list[str], told: str) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_aliases_and_help(run: Runner) -> None:
    assert run("check", "-h").out == run("validate", "--help").out.replace("validate [", "check [")
    top = run("--help")
    assert top.code == 0
    assert "compose2ecs convert docker-compose.yml" in top.out
    for command in ("convert", "validate", "config", "explain", "completion"):
        assert f"\n  {command} " in top.out
        page = run(command, "--help").out
        assert page.startswith(f"Usage: compose2ecs {command} ")
        assert "Docs: " in page


def test_version_in_every_form(run: Runner) -> None:
    for words in (["--version"], ["-V"], ["-p", "x", "-V"]):
        assert run(*words) == (0, f"compose2ecs {__version__}\n", "")


def test_environment_of_docker_compose(run: Runner) -> None:
    run.write(TWO, "a.yaml")
    run.write("services: {extra: {image: x}}\n", "b.yaml")
    run.monkeypatch.setenv("COMPOSE_FILE", "a.yaml,b.yaml")
    run.monkeypatch.setenv("COMPOSE_PATH_SEPARATOR", ",")
    run.monkeypatch.setenv("COMPOSE_PROFILES", "jobs")
    run.monkeypatch.setenv("COMPOSE_PROJECT_NAME", "fromenv")
    model = json.loads(run("config", "--format", "json").out)
    assert model["name"] == "fromenv"
    assert sorted(model["services"]) == ["db", "extra", "job", "web"]


def test_environment_of_our_own(run: Runner) -> None:
    run.write(WEB)
    run.monkeypatch.setenv("COMPOSE2ECS_CONFIG_FORMAT", "json")
    assert json.loads(run("config").out)["services"]["web"]["image"] == "nginx:1.27"
