"""Task sizes: what containers ask for, and what Fargate offers."""

from pathlib import Path

import pytest

from tests.translate.assemble.converted import convert, service


def size(folder: Path, body: str) -> tuple[str, str, list[str]]:
    done = service(folder, body)
    properties = done.properties("AppTaskDefinition")
    return properties["Cpu"], properties["Memory"], done.lines("N225", "C241")


@pytest.mark.parametrize(
    ("body", "cpu", "memory", "told"),
    [
        ("user: '1'", "256", "512", None),
        ("mem_limit: 512m\ncpus: 0.25", "256", "512", None),
        ("mem_limit: 513m", "256", "1024", "0.25 vCPU and 1024 MiB: it asks for no CPU and 513 MiB"),
        ("cpus: 0.5", "512", "1024", "0.5 vCPU and 1024 MiB: it asks for 0.5 vCPU and no memory"),
        ("cpus: 0.5\nmem_limit: 4200m", "1024", "5120", "1 vCPU and 5120 MiB: it asks for 0.5 vCPU and 4200 MiB"),
        ("cpu_quota: 150000", "2048", "4096", "2 vCPU and 4096 MiB: it asks for 1.5 vCPU and no memory"),
        (
            "cpu_quota: 25000\ncpu_period: 50000",
            "512",
            "1024",
            "0.5 vCPU and 1024 MiB: it asks for 0.5 vCPU and no memory",
        ),
        (
            "tmpfs: ['/a:size=300m', '/b:size=300m']",
            "256",
            "1024",
            "0.25 vCPU and 1024 MiB: it asks for no CPU and no memory and 600 MiB of tmpfs",
        ),
        ("image: postgres:16", "256", "1024", None),
        ("image: elasticsearch:8.15.0", "256", "2048", None),
        ("image: postgres:16\nmem_limit: 128m", "256", "512", "0.25 vCPU and 512 MiB: it asks for no CPU and 128 MiB"),
        (
            "platform: windows/amd64\ncpus: 0.5",
            "1024",
            "2048",
            "1 vCPU and 2048 MiB: it asks for 0.5 vCPU and no memory",
        ),
    ],
)
def test_size(tmp_path: Path, body: str, cpu: str, memory: str, told: str | None) -> None:
    lines = [f"N225 services.app: the task gets {told}"] if told else []
    assert size(tmp_path, body) == (cpu, memory, lines)


def test_reservations_size_where_there_is_no_limit(tmp_path: Path) -> None:
    done = service(tmp_path, "deploy: {resources: {reservations: {cpus: '1', memory: 3G}}}")
    properties = done.properties("AppTaskDefinition")
    assert (properties["Cpu"], properties["Memory"]) == ("1024", "3072")
    assert done.container("App")["MemoryReservation"] == 3072
    assert "Memory" not in done.container("App")


def test_limits_win_over_reservations(tmp_path: Path) -> None:
    limits = "limits: {cpus: '0.25', memory: 500M}"
    done = service(tmp_path, f"deploy: {{resources: {{{limits}, reservations: {{cpus: '2', memory: 600M}}}}}}")
    properties = done.properties("AppTaskDefinition")
    assert (properties["Cpu"], properties["Memory"]) == ("256", "1024")
    assert done.lines("N202")[-1] == (
        "N202 services.app.deploy.resources.reservations.cpus: `reservations.cpus` changes nothing: the limit sizes the"
        " task"
    )


def test_too_large(tmp_path: Path) -> None:
    done = service(tmp_path, "deploy:\n  resources:\n    limits: {cpus: '17', memory: 200G}")
    properties = done.properties("AppTaskDefinition")
    assert (properties["Cpu"], properties["Memory"]) == ("16384", "122880")
    assert done.places("C241") == ["6:9 C241 services.app.deploy.resources.limits"]
    (line,) = done.lines("C241")
    assert line.endswith("no Fargate size fits 17 vCPU and 204800 MiB")


def test_numbers_without_effect_are_told(tmp_path: Path) -> None:
    done = service(tmp_path, "cpu_shares: 512\ncpu_quota: -1")
    assert done.lines("N202") == [
        "N202 services.app.cpu_shares: `cpu_shares` changes nothing: it weighs the containers of one task, and this"
        " one is alone",
        "N202 services.app.cpu_quota: `cpu_quota: -1` is no limit",
    ]


@pytest.mark.parametrize(
    ("asked", "gib", "line"),
    [
        ("50G", 50, None),
        ("20G", None, "`storage_opt.size: 20G` changes nothing: a task has 20 GiB anyway"),
        ("20.5G", 21, "`storage_opt.size: 20.5G` becomes 21 GiB: Fargate allows 21 to 200"),
        ("1T", 200, "`storage_opt.size: 1T` becomes 200 GiB: Fargate allows 21 to 200"),
        ("lots", None, "`storage_opt.size: lots` is dropped: it is not a size"),
    ],
)
def test_storage(tmp_path: Path, asked: str, gib: int | None, line: str | None) -> None:
    done = service(tmp_path, f"storage_opt: {{size: {asked}}}")
    found = [one.split(": ", 1)[1] for one in done.lines("N202", "W201", "W203") if "storage_opt" in one]
    assert found == ([line] if line else [])
    assert done.properties("AppTaskDefinition").get("EphemeralStorage") == (gib and {"SizeInGiB": gib})


def test_said_twice(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, mem_limit: 1g, deploy: {resources: {limits: {memory: 1g}}}}",
    )
    assert done.lines("N202") == ["N202 services.app.mem_limit: `mem_limit: 1073741824` is said twice"]


def test_a_quota_beside_a_limit_is_told(tmp_path: Path) -> None:
    done = service(tmp_path, "cpus: 0.5\ncpu_quota: 50000\ncpu_period: 200000")
    assert done.properties("AppTaskDefinition")["Cpu"] == "512"
    assert done.lines("N202") == [
        "N202 services.app.cpu_quota: `cpu_quota: 50000` is a limit of 0.25 CPUs, which gives way to `cpus`",
        "N202 services.app.cpu_period: `cpu_period: 200000` is a limit of 0.25 CPUs, which gives way to `cpus`",
    ]
