"""Steps of `pre_start`: init containers and jobs."""

from pathlib import Path
from typing import Any

from compose2ecs.graph.order import ordered
from compose2ecs.graph.values import Join, Pseudo, Ref
from compose2ecs.translate.settings import Settings
from tests.translate.assemble.converted import Converted, convert

PROJECT = (
    "services:\n"
    "  web:\n"
    "    image: w:1\n"
    "    user: '7'\n"
    "    working_dir: /srv\n"
    "    entrypoint: [serve]\n"
    "    environment: {A: a, B: b}\n"
    "    secrets: [key]\n"
    "    volumes: ['data:/data', /scratch]\n"
    "    networks: [back, front]\n"
    "    depends_on: [db]\n"
    "    x-ecs: {cpu: 512, secrets: {C: 'arn:aws:secretsmanager:r:1:secret:c'}, autoscaling: {max: 3, cpu: 60}}\n"
    "    pre_start:\n"
    "      - {command: [one, two], per_replica: true, environment: {A: other, C: clear}}\n"
    "      - {command: chown -R 7 /data, image: 'busybox:1', user: root, working_dir: /data, per_replica: true}\n"
    "      - {command: [migrate, up], environment: {B: null}}\n"
    "      - {command: [seed], image: 'seed:2'}\n"
    "  db: {image: 'd:1'}\n"
    "networks: {back: {}, front: {}}\n"
    "volumes: {data: {}}\n"
    "secrets: {key: {environment: KEY}}"
)


def containers(done: Converted, id: str = "WebTaskDefinition") -> dict[str, dict[str, Any]]:
    return {one["Name"]: one for one in done.properties(id)["ContainerDefinitions"]}


def test_init_containers(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    found = containers(done)
    assert list(found) == ["web", "web-pre-start-1", "web-pre-start-2", "files-init"]
    first = found["web-pre-start-1"]
    logs = first.pop("LogConfiguration")["Options"]
    assert (logs["awslogs-group"], logs["awslogs-stream-prefix"]) == (Ref("WebLogGroup"), "web-pre-start-1")
    assert first == {
        "Name": "web-pre-start-1",
        "Image": "w:1",
        "Essential": False,
        "Command": ["one", "two"],
        "WorkingDirectory": "/srv",
        "User": "7",
        "Environment": [
            {"Name": "A", "Value": "other"},
            {"Name": "B", "Value": "b"},
            {"Name": "C", "Value": "clear"},
        ],
        "DependsOn": [{"ContainerName": "files-init", "Condition": "SUCCESS"}],
        "MountPoints": found["web"]["MountPoints"],
        "VersionConsistency": "enabled",
    }
    second = found["web-pre-start-2"]
    assert (second["Image"], second["User"], second["WorkingDirectory"]) == ("busybox:1", "root", "/data")
    assert second["Command"] == ["chown", "-R", "7", "/data"]
    assert [one["Name"] for one in second["Secrets"]] == ["C"]
    assert second["DependsOn"] == [
        {"ContainerName": "files-init", "Condition": "SUCCESS"},
        {"ContainerName": "web-pre-start-1", "Condition": "SUCCESS"},
    ]
    assert found["web"]["DependsOn"] == [
        {"ContainerName": "files-init", "Condition": "SUCCESS"},
        {"ContainerName": "web-pre-start-2", "Condition": "SUCCESS"},
    ]
    assert len(found["web"]["MountPoints"]) == 3


def test_jobs(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    assert sorted(done.of_type("AWS::CloudFormation::CustomResource")) == ["WebPreStart3Job", "WebPreStart4Job"]
    order = [one.id for one in ordered(done.graph)]
    places = [order.index(f"{name}") for name in ("DbService", "WebPreStart3Job", "WebPreStart4Job", "WebService")]
    assert places == sorted(places)
    job = containers(done, "WebPreStart3TaskDefinition")["web-pre-start-3"]
    assert (job["Essential"], job["Image"], job["Command"], job["User"]) == (True, "w:1", ["migrate", "up"], "7")
    assert "EntryPoint" not in job
    assert job["Environment"] == [{"Name": "A", "Value": "a"}]
    assert [one["Name"] for one in job["Secrets"]] == ["C"]
    assert [one["ContainerPath"] for one in job["MountPoints"]] == ["/data", "/run/secrets", "/scratch"]
    assert done.properties("WebPreStart3TaskDefinition")["Cpu"] == "512"
    other = containers(done, "WebPreStart4TaskDefinition")["web-pre-start-4"]
    assert ("User" in other, other["WorkingDirectory"], other["Image"]) == (False, "/srv", "seed:2")
    groups = done.properties("WebPreStart3Job")["Network"]["securityGroups"]
    assert groups[:2] == [Ref("BackNetwork"), Ref("FrontNetwork")]
    names = {one["Name"] for one in done.of_type("AWS::ServiceDiscovery::Service").values()}
    assert names == {"web", "db"}
    assert list(done.of_type("AWS::ApplicationAutoScaling::ScalableTarget")) == ["WebScalableTarget"]
    assert done.lines("W250", "W299") == []


def test_what_is_said(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    assert done.lines("N254") == [
        "N254 services.web.pre_start[0]: `pre_start[0]` (command one two, per_replica true, environment (A, C)) is the init"
        " container `web-pre-start-1`: it must end well before `web` starts, in every task",
        "N254 services.web.pre_start[1]: `pre_start[1]` (command chown -R 7 /data, image busybox:1, user root, working_dir"
        " /data, per_replica true) is the init container `web-pre-start-2`: it must end well before `web` starts, in"
        " every task",
        "N254 services.web.pre_start[2]: `pre_start[2]` (command migrate up, environment (B)) is the job `web-pre-start-3`:"
        " it runs once before `web` is deployed, whenever it changes",
        "N254 services.web.pre_start[3]: `pre_start[3]` (command seed, image seed:2) is the job `web-pre-start-4`: it runs"
        " once before `web` is deployed, whenever it changes",
    ]
    assert done.places("N254")[0] == "14:9 N254 services.web.pre_start[0]"
    assert "N202 services.web.pre_start[2].environment.B: variable `B` is left out: it has no value here" in done.lines(
        "N202"
    )


def test_steps_of_a_job_run_in_its_task(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  job: {image: j, x-ecs: {kind: job}, pre_start: [{command: a}, {command: b}]}\n"
        "  nightly: {image: n, x-ecs: {schedule: '@daily'}, pre_start: [{command: c, image: n}]}",
    )
    assert list(done.of_type("AWS::CloudFormation::CustomResource")) == ["JobJob"]
    found = containers(done, "JobTaskDefinition")
    assert found["job"]["DependsOn"] == [{"ContainerName": "job-pre-start-2", "Condition": "SUCCESS"}]
    assert found["job-pre-start-2"]["DependsOn"] == [{"ContainerName": "job-pre-start-1", "Condition": "SUCCESS"}]
    assert list(containers(done, "NightlyTaskDefinition")) == ["nightly", "nightly-pre-start-1"]
    assert "N202 services.nightly.pre_start[0].image: `image: n` is so anyway" in done.lines("N202")


def test_steps_of_containers_that_share_a_task(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, pre_start: [{command: x, per_replica: true}]}\n"
        "  b: {image: b, network_mode: 'service:a', pre_start: [{command: y, per_replica: true}, {command: z}]}",
    )
    found = containers(done, "ATaskDefinition")
    assert list(found) == ["a", "b", "a-pre-start-1", "b-pre-start-1"]
    assert found["b"]["DependsOn"] == [
        {"ContainerName": "a", "Condition": "START"},
        {"ContainerName": "b-pre-start-1", "Condition": "SUCCESS"},
    ]
    assert "BPreStart2Job" in done.resource("AService").depends_on


def test_privileged(tmp_path: Path) -> None:
    text = "services:\n  a: {{image: a, pre_start: [{{command: x, privileged: true, per_replica: true}}{}]{}}}"
    more = ", {command: y, privileged: true}"
    done = convert(tmp_path, text.format(more, ""))
    where = "is not possible on Fargate: a task has no host to be privileged on"
    assert done.lines("C201") == [
        f"C201 services.a.pre_start[0].privileged: `privileged: true` {where}",
        f"C201 services.a.pre_start[1].privileged: `privileged: true` {where}",
    ]
    done = convert(tmp_path, text.format(more, ", x-ecs: {launch_type: ec2}"))
    assert containers(done, "ATaskDefinition")["a-pre-start-1"]["Privileged"] is True
    assert containers(done, "APreStart2TaskDefinition")["a-pre-start-2"]["Privileged"] is True
    assert done.properties("APreStart2TaskDefinition")["RequiresCompatibilities"] == ["EC2"]


def test_built_images_and_their_files(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, pre_start: [{command: x}, {command: y, image: other, per_replica: true}]}\n"
        "  b: {image: b}",
        Settings(images={"a": "abc"}, files={"a": 2}),
    )
    registry = (Pseudo("AccountId"), ".dkr.ecr.", Pseudo("Region"), ".", Pseudo("URLSuffix"))
    step = containers(done, "APreStart1TaskDefinition")["a-pre-start-1"]
    assert step["Image"] == Join((*registry, "/shop/a:abc")) == containers(done, "ATaskDefinition")["a"]["Image"]
    pull = done.properties("APreStart1TaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"][1]
    here = (Pseudo("Partition"), ":ecr:", Pseudo("Region"), ":", Pseudo("AccountId"))
    assert pull["Resource"] == [Join(("arn:", *here, ":repository/shop/a"))]
    assert len(done.lines("N224")) == 1
    assert done.lines("W252") == [
        "W252 services.a.pre_start[1].image: `a-pre-start-2` runs another image than `a`: 2 of the project's files are not"
        " in it"
    ]


def test_names_stay_different(tmp_path: Path) -> None:
    done = convert(
        tmp_path, "services:\n  a: {image: a, pre_start: [{command: x}, {command: y}]}\n  a-pre-start-1: {image: b}"
    )
    families = [one["Family"] for one in done.of_type("AWS::ECS::TaskDefinition").values()]
    assert families == ["shop-a", "shop-a-pre-start-1", "shop-a-pre-start-1-step", "shop-a-pre-start-2"]
