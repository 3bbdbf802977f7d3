"""Proxies among the services whose mounted configuration names another service."""

from pathlib import Path

from compose2ecs.diagnostics.span import dotted
from compose2ecs.images.plan import plan_images
from compose2ecs.translate.lint.upstreams import MOST_BYTES
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.loading import load_project

PROXY = """\
name: shop
services:
  proxy:
    image: nginx:1.27
    volumes: [./nginx:/etc/nginx/conf.d:ro]
    %s
  api:
    image: example/api:1
    container_name: backend
  other:
    image: example/api:1
"""


def told(folder: Path, more: str = "", **files: str) -> list[str]:
    texts = {"compose.yaml": PROXY % more, **{f"nginx/{name}.conf": text for name, text in files.items()}}
    project, report = load_project(folder, texts)
    assert project is not None
    translate(project, Settings(binds=plan_images(project).binds), report)
    found = [one for one in report.sorted() if one.code in ("W340", "N331")]
    return [f"{one.code} {dotted(one.path)}: {one.message} ({one.hint})" for one in found]


HINT = "use `x-ecs: {service_discovery: service_connect}`, or a `resolver` in the configuration"


def line(host: str, place: str, service: str, hint: str) -> str:
    message = f"`proxy` looks `{host}` up only when it starts ({place}): it fails while no task of `{service}` runs"
    return f"W340 services.proxy.volumes[0]: {message}, and keeps the address of a task that is replaced ({hint})"


def test_files_of_a_directory(tmp_path: Path) -> None:
    a, b = "proxy_pass http://api:1;\nproxy_pass http://api:2;", "\nproxy_pass http://other;"
    assert told(tmp_path, a=a, b=b) == [
        line("api", "./nginx/a.conf:1", "api", f"let `proxy` depend on `api`, and {HINT}"),
        line("other", "./nginx/b.conf:2", "other", f"let `proxy` depend on `other`, and {HINT}"),
    ]


def test_other_names_and_dependencies(tmp_path: Path) -> None:
    found = told(tmp_path, "depends_on: [api]", a="proxy_pass http://backend;")
    assert found == [line("backend", "./nginx/a.conf:1", "api", HINT)]


def test_variables_of_the_service(tmp_path: Path) -> None:
    text = "proxy_pass http://$API_HOST:80;\nproxy_pass http://${API}:80;\nproxy_pass http://$host;"
    found = told(tmp_path, "environment: {API: other, API_HOST: api}", a=text)
    assert [one.split("`")[3] for one in found] == ["api", "other"]


def test_names_that_stay(tmp_path: Path) -> None:
    connected = "x-ecs: {service_discovery: service_connect}\n"
    files = {"compose.yaml": PROXY % "" + connected, "nginx/a.conf": "proxy_pass http://api;"}
    project, report = load_project(tmp_path, files)
    assert project is not None
    translate(project, Settings(binds=plan_images(project).binds), report)
    assert [one.message for one in report.sorted() if one.code == "W340"] == []


def test_one_task(tmp_path: Path) -> None:
    assert told(tmp_path, "network_mode: service:api", a="proxy_pass http://api;") == []


def test_what_is_no_service_of_the_project(tmp_path: Path) -> None:
    assert told(tmp_path, a="proxy_pass http://proxy;\nproxy_pass http://api.example.com;") == []


def test_large_files_are_not_read(tmp_path: Path) -> None:
    text = "proxy_pass http://api;"
    assert told(tmp_path, a=text + " " * (MOST_BYTES - len(text))) == []
    assert len(told(tmp_path, a=text + " " * (MOST_BYTES - len(text) - 1))) == 1
