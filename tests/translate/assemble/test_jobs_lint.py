"""cfn-lint finds nothing in templates with jobs, schedules, shared tasks, steps and names of what exists elsewhere."""

import json
import re
from pathlib import Path

from compose2ecs.translate.fargate import data
from tests.translate.assemble.templates import lint, made, yaml_of

PROJECTS = {
    "jobs": (
        "name: shop\nservices:\n"
        "  web: {image: 'w:1', depends_on: {migrate: {condition: service_completed_successfully}}, ports: ['80:80']}\n"
        "  migrate: {image: 'm:1', volumes: ['data:/d'], depends_on: [db]}\n"
        "  seed: {image: 's:1', x-ecs: {kind: job, run: after_deploy, launch_type: fargate_spot}}\n"
        "  hand: {image: 'h:1', x-ecs: {kind: job, run: manual, platform_version: 1.4.0}}\n"
        "  db: {image: 'd:1', x-ecs: {external: 'fd00::9'}}\n"
        "  cache: {image: 'c:1', x-ecs: {external: 10.0.0.9}}\n"
        "  mq: {image: 'q:1', x-ecs: {external: mq.example.com}}\n"
        "volumes: {data: {}}\n"
    ),
    "schedules": (
        "name: shop\nservices:\n"
        "  report: {image: 'r:1', x-ecs: {schedule: {expression: 0 6 * * 1-5, timezone: Europe/Paris, command: a b, count: 2,"
        " retries: 185, flexible_window: 24h, enabled: false, dead_letter_queue: 'arn:aws:sqs:eu-west-1:123456789012:q'}}}\n"
        "  nightly: {image: 'n:1', x-ecs: {schedule: '@daily', launch_type: ec2}}\n"
        "  often: {image: 'o:1', x-ecs: {schedule: '@every 5m', launch_type: managed_instances}}\n"
        "  once: {image: 'p:1', x-ecs: {schedule: 'at(2027-01-01T00:00:00)', platform_version: 1.4.0}}\n"
    ),
    "groups": (
        "name: shop\nservices:\n"
        "  app: {image: 'a:1', ports: ['80:8000'], mem_limit: 300m, deploy: {replicas: 2}}\n"
        "  nginx: {image: 'n:1', network_mode: 'service:app', volumes_from: ['files:ro'], ports: ['81:8001']}\n"
        "  files: {image: 'f:1', volumes: [/shared], x-ecs: {task: app, essential: false}}\n"
        "  debug: {image: 'd:1', pid: 'service:nginx'}\n"
        "  one: {image: 'o:1', ipc: host, x-ecs: {launch_type: ec2}}\n"
        "  two: {image: 't:1', ipc: shareable, x-ecs: {launch_type: ec2}}\n"
        "  three: {image: 't:1', ipc: 'service:two', x-ecs: {launch_type: ec2}}\n"
    ),
    "steps": (
        "name: shop\nservices:\n"
        "  web: {image: 'w:1', volumes: ['data:/d', /s], depends_on: [db], environment: {A: b}, pre_start: [{command: x,"
        " per_replica: true}, {command: y, image: 'i:1', per_replica: true}, {command: z}, {command: u, image: 'v:1'}]}\n"
        "  job: {image: 'j:1', x-ecs: {kind: job}, pre_start: [{command: x}, {command: y, privileged: false}]}\n"
        "  big: {image: 'b:1', x-ecs: {launch_type: ec2}, pre_start: [{command: x, privileged: true}]}\n"
        "  db: {image: 'd:1'}\n"
        "volumes: {data: {}}\n"
    ),
}


def test_templates_are_clean(tmp_path: Path) -> None:
    projects = {name: made(text, tmp_path) for name, text in PROJECTS.items()}
    assert [one for project in projects.values() for one in project.found if one[0][0] == "C"] == []
    assert lint({name: yaml_of(project) for name, project in projects.items()}) == []


def test_the_runtime_is_one_that_lambda_takes() -> None:
    """The table of cfn-lint's rule about deprecated runtimes has no date for it before 2028."""
    import cfnlint.data.AdditionalSpecs

    folder = Path(cfnlint.data.AdditionalSpecs.__file__).parent
    dates = json.loads((folder / "LmbdRuntimeLifecycle.json").read_text(encoding="utf-8"))
    runtime = data("lambda")["runtime"]
    assert re.fullmatch(r"python3\.\d+", runtime)
    assert dates[runtime]["deprecated"] > "2028"
