"""Jobs: what they are, what runs them, and the function that does."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from compose2ecs.graph.order import ordered
from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from compose2ecs.translate.assemble import jobs
from tests.translate.assemble.converted import convert

PROJECT = (
    "services:\n"
    "  web: {image: w, depends_on: {migrate: {condition: service_completed_successfully}, db: {condition: service_started}}}\n"
    "  migrate: {image: m, depends_on: [db, prepare], volumes: ['data:/d'], deploy: {replicas: 2}, restart: always}\n"
    "  prepare: {image: p, x-ecs: {kind: job}}\n"
    "  seed: {image: s, x-ecs: {kind: job, run: after_deploy}}\n"
    "  hand: {image: h, x-ecs: {kind: job, run: manual}}\n"
    "  db: {image: d}\n"
    "volumes: {data: {}}"
)
HERE = ("arn:", Pseudo("Partition"), ":ecs:", Pseudo("Region"), ":", Pseudo("AccountId"))


def test_no_jobs_no_function(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  a: {image: a}\n  b: {image: b}")
    assert done.of_type("AWS::Lambda::Function") == {}


def test_jobs_run_in_their_place(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    assert sorted(done.of_type("AWS::CloudFormation::CustomResource")) == ["MigrateJob", "PrepareJob", "SeedJob"]
    order = [one.id for one in ordered(done.graph)]
    for before, after in (
        ("DbService", "MigrateJob"),
        ("PrepareJob", "MigrateJob"),
        ("MigrateJob", "WebService"),
        ("WebService", "SeedJob"),
        ("DbService", "SeedJob"),
        ("MountTargetA", "MigrateJob"),
    ):
        assert order.index(before) < order.index(after)
    assert done.properties("MigrateJob") == {
        "ServiceToken": GetAtt("JobRunner", "Arn"),
        "ServiceTimeout": "900",
        "Cluster": Ref("Cluster"),
        "TaskDefinition": Ref("MigrateTaskDefinition"),
        "CapacityProviders": [{"capacityProvider": "FARGATE", "weight": 1}],
        "Container": "migrate",
        "Logs": Join(("log group ", Ref("MigrateLogGroup"), ", log stream migrate/migrate/")),
        "Network": {
            "assignPublicIp": "DISABLED",
            "subnets": [Ref("PrivateSubnetA"), Ref("PrivateSubnetB")],
            "securityGroups": [Ref("DefaultNetwork"), Ref("MigrateGroup")],
        },
    }
    assert "RestartPolicy" not in done.container("Migrate")
    assert sorted(done.of_type("AWS::ECS::Service")) == ["DbService", "WebService"]


def test_the_function_may_run_the_jobs_and_nothing_else(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    statements = done.properties("JobRunnerRole")["Policies"][0]["PolicyDocument"]["Statement"]
    run, look, tag, hand_on, log = statements
    assert run["Resource"] == [
        Join((*HERE, f":task-definition/shop-{name}:*")) for name in ("migrate", "prepare", "seed")
    ]
    on_cluster = {"ArnEquals": {"ecs:cluster": Join((*HERE, ":cluster/", Ref("Cluster")))}}
    assert (run["Condition"], look["Condition"]) == (on_cluster, on_cluster)
    assert hand_on["Resource"] == [
        GetAtt("MigrateTaskExecutionRole", "Arn"),
        GetAtt("MigrateTaskRole", "Arn"),
        GetAtt("PrepareTaskExecutionRole", "Arn"),
        GetAtt("SeedTaskExecutionRole", "Arn"),
    ]
    assert [one["Action"] for one in (run, look, tag, hand_on)] == [
        "ecs:RunTask",
        "ecs:DescribeTasks",
        "ecs:TagResource",
        "iam:PassRole",
    ]
    assert log["Resource"] == GetAtt("JobRunnerLogGroup", "Arn")
    assert all(one["Resource"] != "*" for one in statements)


def test_what_a_job_cannot_use_is_told(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    assert done.lines("W250") == [
        "W250 services.migrate.deploy.replicas: `deploy.replicas: 2` has no meaning for a job: it runs once"
    ]
    at = "services.migrate.restart"
    assert f"N202 {at}: `restart: always` changes nothing: a job runs once" in done.lines("N202")


def test_a_service_cannot_wait_for_what_runs_last(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, depends_on: {b: {condition: service_completed_successfully}}}\n"
        "  b: {image: b, x-ecs: {run: after_deploy}}",
    )
    assert done.lines("C270") == ["C270 services.a.depends_on.b: `a` waits for `b`, which runs after all services"]


def test_left_out_and_elsewhere(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  web: {image: w, depends_on: [db, mail]}\n"
        "  db: {image: d, privileged: true, x-ecs: {external: db.example.com}}\n"
        "  cache: {image: c, x-ecs: {external: 10.0.0.9}}\n"
        "  mail: {image: m, ports: ['25:25'], x-ecs: {ignore: true}}",
    )
    assert list(done.of_type("AWS::ECS::TaskDefinition")) == ["WebTaskDefinition"]
    records = {
        one["Name"]: one["DnsConfig"]["DnsRecords"] for one in done.of_type("AWS::ServiceDiscovery::Service").values()
    }
    assert records["db"] == [{"Type": "CNAME", "TTL": 10}]
    assert records["cache"] == [{"Type": "A", "TTL": 10}]
    assert done.properties("DbAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_CNAME": "db.example.com"}
    assert done.properties("CacheAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_IPV4": "10.0.0.9"}
    assert "mail" not in records
    assert done.lines("C201") == []
    assert done.lines("N252")[0] == (
        "N252 services.db.x-ecs.external: `db` is not deployed, with the 6 values of its definition: its name leads to"
        " `db.example.com`"
    )


def test_hosts_that_exist_elsewhere(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  web: {image: w, links: ['db:database', db], networks: {default: {aliases: [cache, own]}}}\n"
        "  db: {image: d, x-ecs: {external: db.example.com}}\n"
        "  cache: {image: c, x-ecs: {external: 'fd00::9'}}\n"
        "  queue: {image: q, x-ecs: {external: 'https://mq.example.com:5671/'}}\n"
        "  old: {image: o, x-ecs: {external: 10.0.0.999}}",
    )
    assert done.properties("DatabaseAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_CNAME": "db.example.com"}
    assert done.properties("DbAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_CNAME": "db.example.com"}
    assert done.properties("CacheAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_IPV6": "fd00::9"}
    assert done.properties("CacheAlias")["DnsConfig"]["DnsRecords"] == [{"Type": "AAAA", "TTL": 10}]
    assert done.properties("OwnAliasInstance")["InstanceAttributes"] == {"AWS_INSTANCE_CNAME": "web.shop.internal"}
    assert done.lines("C276", "W225") == [
        "W225 services.web.networks.default.aliases[0]: `cache` stays the name of `cache`: names belong to the whole"
        " project, not to a network",
        "C276 services.queue.x-ecs.external: `external: https://mq.example.com:5671/` is no host name or address",
        "C276 services.old.x-ecs.external: `external: 10.0.0.999` is no host name or address",
    ]
    assert "N202 services.web.links[1]: `db` leads to `db.example.com` already" in done.lines("N202")


def test_where_jobs_run(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  spot: {image: s, x-ecs: {kind: job, launch_type: fargate_spot, platform_version: 1.4.0}}\n"
        "  mix: {image: m, x-ecs: {kind: job, capacity: {fargate: {base: 1}, fargate_spot: {weight: 3}}}}\n"
        "  big: {image: b, x-ecs: {kind: job, launch_type: ec2}}\n"
        "  nightly: {image: n, x-ecs: {schedule: '@daily', launch_type: managed_instances, platform_version: 1.4.0}}",
    )
    assert done.properties("SpotJob")["CapacityProviders"] == [{"capacityProvider": "FARGATE_SPOT", "weight": 1}]
    assert done.properties("SpotJob")["PlatformVersion"] == "1.4.0"
    assert done.properties("MixJob")["CapacityProviders"] == [
        {"capacityProvider": "FARGATE", "weight": 1, "base": 1},
        {"capacityProvider": "FARGATE_SPOT", "weight": 3},
    ]
    assert "PlatformVersion" not in done.properties("MixJob")
    assert done.properties("BigJob")["CapacityProviders"] == [
        {"capacityProvider": Ref("Ec2X8664Capacity"), "weight": 1}
    ]
    parameters = done.properties("NightlySchedule")["Target"]["EcsParameters"]
    (provider,) = parameters["CapacityProviderStrategy"]
    assert provider == {"CapacityProvider": Ref("ManagedX8664Capacity"), "Weight": 1}
    assert "PlatformVersion" not in parameters


def test_a_job_without_capacity_is_no_crash(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, x-ecs: {kind: job, launch_type: ec2}}\n"
        "  b: {image: b, x-ecs: {schedule: '@daily', launch_type: ec2}}\n"
        "x-ecs: {cluster: prod}",
    )
    assert done.properties("AJob")["CapacityProviders"] == []
    assert done.report.failed


def test_jobs_after_the_deployment_keep_their_order(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, x-ecs: {kind: job, run: after_deploy}, depends_on: {z: {condition:"
        " service_completed_successfully}}}\n"
        "  z: {image: z, x-ecs: {run: after_deploy}}\n"
        "  first: {image: f, x-ecs: {kind: job}, depends_on: [z]}",
    )
    assert "ZJob" in done.resource("AJob").depends_on
    assert done.lines("C270") == [
        "C270 services.first.depends_on.z: `first` waits for `z`, which runs after all services"
    ]
    assert done.lines("N222") == ["N222 services.a.depends_on.z: the job `a` runs when the job `z` has ended well"]


def test_what_jobs_and_services_do_not_take(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  job: {image: j, ports: ['80:8000', '81:8001'], x-ecs: {kind: job, placement: {strategy: spread}}}\n"
        "  web: {image: w, x-ecs: {run: manual}}\n"
        "  nightly: {image: n, x-ecs: {schedule: '@daily', run: by_up}}",
    )
    assert done.of_type("AWS::ElasticLoadBalancingV2::TargetGroup") == {}
    assert done.lines("W250") == [
        "W250 services.job.ports[0]: port 80:8000 is not published: `job` is a job",
        "W250 services.job.ports[1]: port 81:8001 is not published: `job` is a job",
        "W250 services.job.x-ecs.placement.strategy[0]: `x-ecs.placement.strategy.0: spread` has no meaning for a job",
        "W250 services.web.x-ecs.run: `x-ecs.run: manual` of `web` is dropped: it is a service, which runs on and on",
        "W250 services.nightly.x-ecs.run: `x-ecs.run: by_up` of `nightly` is dropped: its schedule says when it runs",
    ]
    assert done.lines("W299") == []


class FakeEcs:
    """Answers like ECS: the task stops at the third look."""

    def __init__(self, *containers: dict[str, Any], failures: list[str] | None = None) -> None:
        self.containers = list(containers)
        self.failures = failures
        self.calls: list[dict[str, Any]] = []
        self.looks = 0

    def run_task(self, **parameters: Any) -> dict[str, Any]:
        self.calls.append(parameters)
        tasks = [] if self.failures else [{"taskArn": "arn:aws:ecs:r:1:task/shop/0123"}]
        return {"tasks": tasks, "failures": self.failures or []}

    def describe_tasks(self, cluster: str, tasks: list[str]) -> dict[str, Any]:
        assert (cluster, tasks) == ("shop", ["arn:aws:ecs:r:1:task/shop/0123"])
        self.looks += 1
        if self.looks == 1:  # not known yet
            return {"tasks": []}
        status = "STOPPED" if self.looks > 2 else "RUNNING"
        task = {"taskArn": tasks[0], "lastStatus": status, "containers": self.containers, "stoppedReason": "it stopped"}
        return {"tasks": [task]}


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setitem(sys.modules, "boto3", SimpleNamespace(client=lambda name: FakeEcs()))
    spec = importlib.util.spec_from_file_location("job_runner", jobs._SOURCE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.time, "sleep", lambda seconds: None)
    return module


def ask(runner: ModuleType, ecs: FakeEcs, monkeypatch: pytest.MonkeyPatch, left: int = 800_000, **event: Any) -> Any:
    sent: list[Any] = []

    class Answered:
        def close(self) -> None:
            pass

    def urlopen(request: Any, timeout: int) -> Answered:
        assert (request.full_url, request.get_method()) == ("https://answer", "PUT")
        sent.append(json.loads(request.data))
        return Answered()

    monkeypatch.setattr(runner, "ecs", ecs)
    monkeypatch.setattr(runner.urllib.request, "urlopen", urlopen)
    whole = {
        "RequestType": "Create",
        "RequestId": "r-1",
        "StackId": "stack",
        "LogicalResourceId": "MigrateJob",
        "ResponseURL": "https://answer",
        "ResourceProperties": {
            "Cluster": "shop",
            "TaskDefinition": "arn:aws:ecs:r:1:task-definition/shop-migrate:4",
            "CapacityProviders": [{"capacityProvider": "FARGATE", "weight": "3", "base": "1"}],
            "Container": "a",
            "Logs": "log group g, log stream a/a/",
            "Network": {"subnets": ["a", "b"]},
        },
        **event,
    }
    runner.handler(whole, SimpleNamespace(get_remaining_time_in_millis=lambda: left))
    (answer,) = sent
    return answer


def test_runner_succeeds(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ecs = FakeEcs({"name": "a", "exitCode": 0}, {"name": "log-router", "exitCode": 143})
    answer = ask(runner, ecs, monkeypatch)
    assert answer == {
        "StackId": "stack",
        "RequestId": "r-1",
        "LogicalResourceId": "MigrateJob",
        "Status": "SUCCESS",
        "Reason": "done",
        "PhysicalResourceId": "MigrateJob",
    }
    (call,) = ecs.calls
    assert call["clientToken"] == "r-1"
    assert call["networkConfiguration"] == {"awsvpcConfiguration": {"subnets": ["a", "b"]}}
    assert call["capacityProviderStrategy"] == [{"capacityProvider": "FARGATE", "weight": 3, "base": 1}]
    assert "platformVersion" not in call
    assert call["taskDefinition"] == "arn:aws:ecs:r:1:task-definition/shop-migrate:4"


@pytest.mark.parametrize(
    ("containers", "reason"),
    [
        (
            [{"name": "a", "exitCode": 3}, {"name": "b", "exitCode": 0}],
            "a exited with 3; log group g, log stream a/a/0123",
        ),
        ([{"name": "a"}, {"name": "b", "exitCode": 9}], "b exited with 9; log group g, log stream a/a/0123"),
        ([{"name": "a"}, {"name": "b", "exitCode": 0}], "it stopped; log group g, log stream a/a/0123"),
    ],
)
def test_runner_tells_failures(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch, containers: list[dict[str, Any]], reason: str
) -> None:
    answer = ask(runner, FakeEcs(*containers), monkeypatch, PhysicalResourceId="old")
    assert (answer["Status"], answer["Reason"], answer["PhysicalResourceId"]) == ("FAILED", reason, "old")


def test_runner_tells_what_cannot_start(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(runner, FakeEcs(failures=["no capacity"]), monkeypatch)
    assert answer["Reason"] == "the task cannot start: ['no capacity']"


def test_runner_gives_up_before_lambda_does(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(runner, FakeEcs(), monkeypatch, left=29_000)
    assert answer["Reason"].startswith("still running after 14 minutes: arn:aws:ecs:r:1:task/shop/0123")


def test_runner_tells_its_own_faults(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(runner, FakeEcs(), monkeypatch, ResourceProperties={})
    assert (answer["Status"], answer["Reason"]) == ("FAILED", "KeyError: 'TaskDefinition'")


@pytest.mark.parametrize(("before", "runs"), [(3, 1), (4, 1), (5, 0)])
def test_runner_does_nothing_on_the_way_back(
    runner: ModuleType, monkeypatch: pytest.MonkeyPatch, before: int, runs: int
) -> None:
    ecs = FakeEcs({"name": "a", "exitCode": 0})
    old = {"TaskDefinition": f"arn:aws:ecs:r:1:task-definition/shop-migrate:{before}"}
    answer = ask(runner, ecs, monkeypatch, RequestType="Update", OldResourceProperties=old)
    assert (answer["Status"], len(ecs.calls)) == ("SUCCESS", runs)


def test_runner_lets_go(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ecs = FakeEcs()
    assert ask(runner, ecs, monkeypatch, RequestType="Delete")["Status"] == "SUCCESS"
    assert ecs.calls == []


def test_a_long_reason_is_cut(runner: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(runner, FakeEcs(failures=["x" * 9000]), monkeypatch)
    assert len(answer["Reason"]) == 1024


def test_the_code_fits_inline() -> None:
    assert len(jobs.code()) <= jobs.LONGEST_CODE
