"""Services that share a task."""

from pathlib import Path
from typing import Any

from tests.translate.assemble.converted import Converted, convert

GROUP = (
    "services:\n"
    "  app: {image: a, ports: ['80:8000'], mem_limit: 300m, depends_on: {init: {condition:"
    " service_completed_successfully}}, deploy: {replicas: 2}}\n"
    "  init: {image: i, restart: always, mem_limit: 100m, x-ecs: {task: app}}\n"
    "  nginx: {image: n, network_mode: 'service:app', volumes_from: ['files:ro'], cpu_shares: 128}\n"
    "  files: {image: f, volumes: [/shared], x-ecs: {task: app, essential: false}}\n"
    "  debug: {image: d, pid: 'service:nginx', container_name: dbg}\n"
    "  other: {image: o}"
)


def containers(done: Converted, id: str = "AppTaskDefinition") -> dict[str, dict[str, Any]]:
    return {one["Name"]: one for one in done.properties(id)["ContainerDefinitions"]}


def test_one_task(tmp_path: Path) -> None:
    done = convert(tmp_path, GROUP)
    assert sorted(done.of_type("AWS::ECS::TaskDefinition")) == ["AppTaskDefinition", "OtherTaskDefinition"]
    found = containers(done)
    assert list(found) == ["app", "debug", "files", "init", "nginx"]
    assert {name: one["Essential"] for name, one in found.items()} == {
        "app": True,
        "debug": True,
        "files": False,
        "init": False,
        "nginx": True,
    }
    assert found["app"]["DependsOn"] == [{"ContainerName": "init", "Condition": "SUCCESS"}]
    assert found["nginx"]["DependsOn"] == [
        {"ContainerName": "app", "Condition": "START"},
        {"ContainerName": "files", "Condition": "START"},
    ]
    assert found["nginx"]["VolumesFrom"] == [{"SourceContainer": "files", "ReadOnly": True}]
    assert "RestartPolicy" not in found["init"]
    definition = done.properties("AppTaskDefinition")
    assert (definition["PidMode"], definition["Cpu"], definition["Memory"]) == ("task", "256", "512")
    assert (found["app"]["Memory"], found["init"]["Memory"], found["nginx"]["Cpu"]) == (300, 100, 128)
    assert done.properties("AppService")["DesiredCount"] == 2
    assert done.report.failed is False


def test_every_member_is_found_by_its_name(tmp_path: Path) -> None:
    done = convert(tmp_path, GROUP)
    names = {one["Name"] for one in done.of_type("AWS::ServiceDiscovery::Service").values()}
    assert names == {"app", "debug", "files", "init", "nginx", "dbg", "other"}
    assert done.properties("NginxAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_CNAME": "app.shop.internal"}


def test_what_is_said_about_it(tmp_path: Path) -> None:
    done = convert(tmp_path, GROUP)
    assert done.lines("N253") == [
        "N253 services.app.depends_on.init: container `app` starts when `init` has ended well, at every start of their"
        " task",
        "N253 services.init.x-ecs.task: `init` runs in the task of `app`: both are started, scaled and replaced together",
        "N253 services.nginx.depends_on.app: container `nginx` starts when `app` has started, at every start of their task",
        "N253 services.nginx.depends_on.files: container `nginx` starts when `files` has started, at every start of their task",
        "N253 services.nginx.network_mode: `nginx` runs in the task of `app`: both are started, scaled and replaced"
        " together",
        "N253 services.nginx.volumes_from[0]: `nginx` runs in the task of `app`: both are started, scaled and replaced"
        " together",
        "N253 services.files.x-ecs.task: `files` runs in the task of `app`: both are started, scaled and replaced"
        " together",
        "N253 services.debug.depends_on.nginx: container `debug` starts when `nginx` has started, at every start of their task",
        "N253 services.debug.pid: `debug` runs in the task of `app`: both are started, scaled and replaced together",
    ]
    assert done.places("N253")[1] == "3:68 N253 services.init.x-ecs.task"


def test_disagreement(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, deploy: {replicas: 2}}\n"
        "  b: {image: b, platform: linux/arm64, deploy: {replicas: 3, labels: {x: y, z: w}}, x-ecs: {task: a}}\n"
        "  c: {image: c, x-ecs: {task: nobody}}\n"
        "  d: {image: d, x-ecs: {kind: job}}\n"
        "  e: {image: e, x-ecs: {task: d}}\n"
        "  f: {image: f, volumes_from: ['container:x']}\n"
        "  g: {image: g, x-ecs: {essential: false}}",
    )
    assert done.lines("C204", "C271", "C273", "C274") == [
        "C274 services.b.platform: `platform: linux/arm64` is not the platform of `a`, whose task `b` shares",
        "C274 services.b.deploy.replicas: `b` asks for 3 tasks and `a` for 2",
        "C273 services.c.x-ecs.task: `x-ecs.task: nobody` names no service of the project",
        "C271 services.e: `e` shares its task with `d`, and one of them is a job",
        "C204 services.f.volumes_from[0]: `volumes_from: container:x` cannot work on ECS: it is no service of the project",
    ]
    assert [line for line in done.lines("N202") if "services.b.deploy" in line or "essential" in line] == [
        "N202 services.b.deploy.replicas: `deploy.replicas: 3` changes nothing: the deployment goes by `a`",
        "N202 services.b.deploy.labels.x: `deploy.labels.x: y` changes nothing: the deployment goes by `a`",
        "N202 services.b.deploy.labels.z: `deploy.labels.z: w` changes nothing: the deployment goes by `a`",
        "N202 services.g.x-ecs.essential: `x-ecs.essential: false` changes nothing: the container is alone in its task",
    ]


def test_the_same_port_twice_is_found(tmp_path: Path) -> None:
    done = convert(
        tmp_path, "services:\n  a: {image: a, expose: ['80', '81']}\n  b: {image: b, expose: ['80'], x-ecs: {task: a}}"
    )
    assert [line.split(": ", 1)[1] for line in done.lines("C338")] == [
        "ATaskDefinition: uses port 80 twice (`a`, `b`): the containers of a task share its network interface"
    ]


def test_tasks_that_wait_for_each_other(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, depends_on: [c]}\n  b: {image: b, x-ecs: {task: a}}\n  c: {image: c, depends_on: [b]}",
    )
    assert done.lines("C275") == ["C275 services.a: tasks wait for each other: a → c → a"]
    assert done.lines("C331") == []


def test_what_is_left_out_shares_no_task(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, network_mode: 'service:x'}\n  b: {image: b, pid: 'service:y'}\n"
        "  x: {image: x, x-ecs: {ignore: true}}\n  y: {image: y, x-ecs: {external: y.example.com}}",
    )
    assert done.lines("C277") == [
        "C277 services.a.network_mode: `network_mode: service:x` cannot work: `x` is not deployed",
        "C277 services.b.pid: `pid: service:y` cannot work: `y` is not deployed",
    ]


def test_namespaces_on_machines(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a}\n  b: {image: b, ipc: 'service:a'}\n  c: {image: c, pid: host, ipc: host}\n"
        "x-ecs: {launch_type: ec2}",
    )
    shared, host = done.properties("ATaskDefinition"), done.properties("CTaskDefinition")
    assert (shared.get("PidMode"), shared["IpcMode"]) == (None, "task")
    assert (host["PidMode"], host["IpcMode"]) == ("host", "host")
    assert done.lines("C201") == []


def test_no_shared_memory_on_fargate(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  a: {image: a}\n  b: {image: b, ipc: 'service:a', pid: host}")
    definition = done.properties("ATaskDefinition")
    assert "IpcMode" not in definition and "PidMode" not in definition
    assert len(done.lines("C201")) == 2


def test_healthy_without_a_check(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a}\n  c: {image: c, healthcheck: {test: t}}\n"
        "  b: {image: b, network_mode: 'service:a', depends_on: {a: {condition: service_healthy},"
        " c: {condition: service_healthy}}, x-ecs: {task: a}}\n"
        "  d: {image: d, x-ecs: {task: a}, depends_on: {c: {condition: service_healthy}}, volumes_from: [c]}",
    )
    assert done.lines("W253") == [
        "W253 services.b.depends_on.a.condition: `b` waits until `a` is healthy, but `a` has no health check"
    ]
    assert containers(done, "ATaskDefinition")["b"]["DependsOn"] == [
        {"ContainerName": "a", "Condition": "START"},
        {"ContainerName": "c", "Condition": "HEALTHY"},
    ]


def test_what_belongs_to_the_whole_task(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a}\n"
        "  b: {image: b, x-ecs: {task: a, schedule: '@daily', kind: job, launch_type: ec2}}\n"
        "  c: {image: c, x-ecs: {task: a, launch_type: fargate, cpu_architecture: arm64}}",
    )
    assert done.lines("W251", "C274") == [
        "W251 services.b.x-ecs.schedule: `x-ecs.schedule: @daily` is dropped: the task of `b` goes by `a`",
        "W251 services.b.x-ecs.kind: `x-ecs.kind: job` is dropped: the task of `b` goes by `a`",
        "C274 services.b.x-ecs.launch_type: `launch_type: ec2` is not that of `a` (fargate), whose task `b` shares",
        "C274 services.c.x-ecs.cpu_architecture: `cpu_architecture: arm64` is not that of `a` (x86_64), whose task `c`"
        " shares",
    ]
    assert "N202 services.c.x-ecs.launch_type: `launch_type: fargate` is that of `a` anyway" in done.lines("N202")
    assert done.lines("W299") == []
