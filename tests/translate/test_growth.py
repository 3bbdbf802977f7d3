"""Work grows with the number of services: counted in calls, so that no machine is too slow for it."""

from pathlib import Path

from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.cloudformation import template
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.growth import calls
from tests.loading import load_project

SERVICE = """\
  service{n}:
    image: team/service{n}:1.{n}
    environment: {{NAME: service{n}, PEER: service{peer}}}
    ports: ["{port}:8000"]
    networks: [net{net}]
    volumes: ["data{n}:/data"]
    depends_on: [service{before}]
"""


def text(count: int) -> str:
    services = "".join(
        SERVICE.format(n=n, peer=(n + 1) % count, port=10000 + n % 40, net=n % 10, before=n - 1)
        if n
        else "  service0: {image: 'team/first:1'}\n"
        for n in range(count)
    )
    networks = "".join(f"  net{n}:\n" for n in range(10))
    volumes = "".join(f"  data{n}:\n" for n in range(1, count))
    return f"name: shop\nservices:\n{services}networks:\n{networks}volumes:\n{volumes}"


def work(folder: Path, count: int) -> int:
    project, report = load_project(folder, text(count))
    assert project is not None, [one.message for one in report.sorted()]
    return calls(lambda: template(translate(project, Settings(), Report())))


def test_translation_is_linear(tmp_path: Path) -> None:
    work(tmp_path, 10)  # imports
    assert (
        work(tmp_path, 160) / work(tmp_path, 40) < 3.8
    )  # work that is the same for every project makes it less than four
