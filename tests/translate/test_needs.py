"""`launch_type: auto`: the cheapest launch type that has everything, and why."""

from pathlib import Path

import pytest

from compose2ecs.translate.settings import Settings
from tests.translate.assemble.converted import convert

HEAD = "volumes: {vol: {}, host: {x-ecs: {type: host}}}\nservices:\n  b: {image: 'b:1', x-ecs: {launch_type: auto}}\n"
BINDS = {("app", 0): "host", ("app", 1): "baked"}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("user: a", "fargate: nothing needs a machine"),
        ("cap_add: [CAP_SYS_PTRACE, chown]", "fargate: nothing needs a machine"),
        ("volumes: ['vol:/a', 'vol:/b']", "fargate: nothing needs a machine"),
        ("cpus: 16", "fargate: nothing needs a machine"),
        ("platform: windows/amd64", "fargate: `platform` is Windows, which runs on Fargate only"),
        ("privileged: true", "managed_instances: `privileged` needs a machine"),
        ("devices: ['/dev/a', '/dev/b']", "managed_instances: `devices` needs a machine"),
        ("gpus: [{count: 1}, {count: 2}]", "managed_instances: `gpus` needs a machine"),
        ("runtime: nvidia", "managed_instances: `runtime: nvidia` needs a machine"),
        ("pid: host", "managed_instances: `pid: host` needs a machine"),
        ("cap_add: [SYS_PTRACE, NET_ADMIN]", "managed_instances: `cap_add: NET_ADMIN` needs a machine"),
        (
            "pre_start: [{command: [a]}, {command: [b], privileged: true}]",
            "managed_instances: `privileged` of a step of `pre_start` needs a machine",
        ),
        (
            "deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1}]}}}",
            "managed_instances: `deploy.resources.reservations.devices` needs a machine",
        ),
        ("cpus: 17", "managed_instances: no size of Fargate has 17 vCPU"),
        ("mem_limit: 121g", "managed_instances: no size of Fargate has 123904 MiB"),
        ("cpus: 4\nmem_limit: 121g", "managed_instances: no size of Fargate has 4 vCPU and 123904 MiB"),
        ("x-ecs: {instance_type: m6i.large}", "managed_instances: `x-ecs.instance_type` names a machine"),
        ("x-ecs: {placement: {strategy: random}}", "ec2: `x-ecs.placement` is for EC2 only"),
        ("ipc: host", "ec2: `ipc: host` exists on EC2 only"),
        ("ipc: service:b\nprivileged: true", "ec2: `ipc: service:b` exists on EC2 only"),
        ("privileged: true\nipc: host", "ec2: `ipc: host` exists on EC2 only"),
        ("volumes: ['vol:/a', 'host:/b']", "ec2: `type: host` of volume `host` exists on EC2 only"),
        ("volumes: ['/etc/x:/x', './y:/y']", "ec2: bind mount of `/etc/x` exists on EC2 only"),
        ("credential_spec: {file: f}", "ec2: Fargate reads a `credential_spec` from S3 only"),
        (
            "credential_spec: {file: f}\nx-ecs: {credential_spec: 'arn:aws:s3:::b/f'}",
            "fargate: nothing needs a machine",
        ),
        (
            "platform: windows/amd64\nprivileged: true",
            "fargate: `platform` is Windows, which runs on Fargate only",
        ),
    ],
)
def test_auto(body: str, expected: str, tmp_path: Path) -> None:
    said = body if "x-ecs" in body else f"{body}\nx-ecs: {{}}"
    lines = "".join(f"    {line}\n" for line in said.replace("x-ecs: {", "x-ecs: {launch_type: auto, ").splitlines())
    done = convert(tmp_path, f"{HEAD}  app:\n    image: a:1\n{lines}", Settings(binds=BINDS if "/etc" in body else {}))
    assert [line.partition("runs on ")[2] for line in done.lines("N260") if "`app`" in line] == [expected]
    if "service:b" not in body:  # they share a task
        compatible = done.properties("AppTaskDefinition")["RequiresCompatibilities"]
        assert compatible == [expected.partition(":")[0].upper()]
    if "windows" not in body:  # and then nothing is refused for its launch type
        assert done.lines("C201", "C202", "C231", "C241") == []
