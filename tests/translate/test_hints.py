"""The help that rows' functions give with what they report; the messages are in fixtures/attributes."""

from pathlib import Path

import pytest

from tests.translate.fixture import walked

OF_YOUR_OWN = "run the service on machines of your own: `x-ecs.launch_type: ec2` or `managed_instances`"
NAMES = "see capabilities(7) for the names"
ULIMITS = (
    "core, cpu, data, fsize, locks, memlock, msgqueue, nice, nofile, nproc, rss, rtprio, rttime, sigpending, stack"
)


@pytest.mark.parametrize(
    ("attribute", "hints"),
    [
        ("cap_add: [NET_ADMIN, FLY]", [OF_YOUR_OWN, NAMES]),
        ("cap_drop: [FLY, CHOWN]", [NAMES]),
        ("ulimits: {nofiles: 1, zzz: 2}", ["did you mean `nofile`?", f"known: {ULIMITS}"]),
        (
            "sysctls: {vm.max_map_count: 1, vm.swappiness: 2}",
            ['Elasticsearch and OpenSearch run without it with `node.store.allow_mmap: "false"`', "remove it"],
        ),
        ("pid: host", [OF_YOUR_OWN]),
        ("ipc: host", ["use `x-ecs.launch_type: ec2`, or let both talk over a socket"]),
        ("runtime: nvidia", ["run the service on EC2 or Managed Instances with a GPU: `x-ecs.launch_type`"]),
        ("command: []", ["write out what should run, or build an image without it"]),
        ("healthcheck: {retries: 2}", ["write the image's HEALTHCHECK command as `test` here"]),
        (
            "healthcheck: {test: a, timeout: 5s, start_interval: 1s}",
            ["a shorter `interval` finds a started container sooner"],
        ),
        (
            "labels: {caddy: a, traefik.enable: true}",
            ["publish the port, and set the rules with `x-ecs.load_balancer`"],
        ),
        ("tmpfs: ['/run:size=50%']", ["write it like 64m", "write your own: `/run:size=128m`"]),
        (
            "extra_hosts: ['a=host-gateway', 'b=1.1.1.1']",
            ["name the real address of what runs there, or make it a service of this project"],
        ),
        (
            "volumes: ['/var/run/docker.sock:/s', '/data:/d', './src:/a']",
            [
                "remove what needs it, or keep it for local work in compose.override.yaml",
                "use a named volume (it becomes EFS) for data; put files that are only read into the image",
                "",
            ],
        ),
    ],
)
def test_hints(attribute: str, hints: list[str], tmp_path: Path) -> None:
    text = f"name: p\nservices:\n  app:\n    image: app\n    {attribute}\n"
    assert [found.hint for found in walked(text, str(tmp_path))[1].sorted()] == hints
