"""Every code of the assembling steps can be produced: the smallest service that does, and where it points."""

from pathlib import Path

import pytest

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import dotted
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.loading import load_project

DATA = "\nvolumes: {data: {}}"
#: Code → (the service ``a``, with what stands after it on the top level; the path and the place that it points at).
CASES: dict[Code, tuple[str, str]] = {
    codes.EXTERNAL_VOLUME: ("{image: x, volumes: ['data:/d']}\nvolumes: {data: {external: true}}", "volumes.data 4:11"),
    codes.VOLUME_DRIVER: (
        "{image: x, volumes: ['data:/d']}\nvolumes: {data: {driver: rexray}}",
        "volumes.data.driver 4:26",
    ),
    codes.LISTENER_TAKEN: ("{image: x, ports: ['80:80', '80:81']}", "services.a.ports[1] 3:34"),
    codes.TOO_MANY_TARGETS: (
        "{image: x, ports: ['1:1', '2:2', '3:3', '4:4', '5:5', '6:6']}",
        "services.a.ports 3:17",
    ),
    codes.PORT_PROTOCOL: ("{image: x, ports: ['80:80/sctp']}", "services.a.ports[0].protocol 3:25"),
    codes.PLATFORM: ("{image: x, platform: linux/s390x}", "services.a.platform 3:27"),
    codes.UDP_HEALTH: ("{image: x, ports: ['53:53/udp']}", "services.a.ports[0] 3:25"),
    codes.NO_SIZE: (
        "{image: x, deploy: {resources: {limits: {cpus: 17}}}}",
        "services.a.deploy.resources.limits 3:38",
    ),
    codes.NO_IMAGE: ("{command: x}", "services.a 3:3"),
    codes.NOT_OPENED: ("{image: x, ports: ['127.0.0.1:80:80']}", "services.a.ports[0] 3:25"),
    codes.EXTERNAL_NETWORK: (
        "{image: x, networks: [n]}\nnetworks: {n: {external: true}}",
        "networks.n 4:12",
    ),
    codes.GLOBAL_MODE: ("{image: x, deploy: {mode: global}}", "services.a.deploy.mode 3:32"),
    codes.NO_CHECK: (
        "{image: x, depends_on: {b: {condition: service_healthy}}}\n  b: {image: x}",
        "services.a.depends_on.b.condition 3:45",
    ),
    codes.NAME_TAKEN: (
        "{image: x, networks: {default: {aliases: [b]}}}\n  b: {image: x}",
        "services.a.networks.default.aliases[0] 3:48",
    ),
    codes.LOG_DRIVER: ("{image: x, logging: {driver: gelf}}", "services.a.logging.driver 3:35"),
    codes.NOT_A_TAG: ("{image: x, deploy: {labels: {'aws:a': b}}}", "services.a.deploy.labels.aws:a 3:44"),
    codes.INTERNAL_NETWORK: (
        "{image: x, networks: [n]}\nnetworks: {n: {internal: true}}",
        "networks.n.internal 4:26",
    ),
    codes.SHARED_WRITER: (
        f"{{image: postgres, scale: 2, volumes: ['data:/d']}}{DATA}",
        "services.a.volumes[0] 3:44",
    ),
    codes.DATABASE_ON_EFS: (f"{{image: postgres, volumes: ['data:/d']}}{DATA}", "services.a.volumes[0] 3:34"),
    codes.DATA_LOST: ("{image: postgres}", "services.a.image 3:14"),
    codes.SECRET_IN_CLEAR: (
        "{image: x, environment: {TOKEN: abc}, x-ecs: {promote_secrets: false}}",
        "services.a.environment.TOKEN 3:38",
    ),
    codes.DEFAULTS: ("{image: x}", "services.a 3:3"),
    codes.ORDER: ("{image: x, depends_on: [b]}\n  b: {image: x}", "services.a.depends_on.b 3:30"),
    codes.PROTOCOL: ("{image: x, ports: ['80:80']}", "services.a.ports[0] 3:25"),
    codes.IMAGE_TO_BUILD: ("{build: .}", "services.a.build 3:7"),
    codes.SIZE: ("{image: x, cpus: 1}", "services.a 3:3"),
    codes.VOLUME: (f"{{image: x, volumes: ['data:/d']}}{DATA}", "services.a.volumes[0] 3:27"),
    codes.UNUSED: ("{image: x}\nvolumes: {data: {}}", "volumes.data 4:11"),
    codes.RENAMED: ("{image: x}\n  b.c: {image: x}", "services.b.c 4:3"),
    codes.SCRATCH: ("{image: x, volumes: ['/d']}", "services.a.volumes[0] 3:27"),
}


@pytest.mark.parametrize("code", CASES, ids=lambda code: code.id)
def test_code(tmp_path: Path, code: Code) -> None:
    service, expected = CASES[code]
    # the loader leaves out what nobody uses unless it is asked for all resources
    text = f"name: shop\nservices:\n  a: {service}\n"
    whole = code is not codes.NO_IMAGE
    project, report = load_project(tmp_path, text, all_resources=True, consistency=whole)
    assert project is not None, [found.message for found in report.sorted()]
    translate(project, Settings(images={"a": "1"} if code is codes.IMAGE_TO_BUILD else {}), report)
    assert expected in [_placed(report, number) for number in _found(report, code)]


def _found(report: Report, code: Code) -> list[int]:
    return [number for number, found in enumerate(report.sorted()) if found.code == code.id]


def _placed(report: Report, number: int) -> str:
    found = report.sorted()[number]
    assert found.span is not None
    assert found.message
    return f"{dotted(found.path)} {found.span.line}:{found.span.column}"


def test_every_code_has_a_case() -> None:
    assert {code for code in vars(codes).values() if isinstance(code, Code)} == set(CASES)
