"""One project with every launch type has a template without a finding of cfn-lint."""

from pathlib import Path

from cfnlint.api import lint_all

from compose2ecs.emit.cloudformation import template
from tests.translate.assemble.converted import convert

PROJECT = """
services:
  daemon: {image: 'a:1', pids_limit: 100, deploy: {mode: global}, x-ecs: {launch_type: ec2}}
  gpu: {image: 'a:1', gpus: [{count: 1}], x-ecs: {launch_type: managed_instances, memory: 2G}}
  graviton: {image: 'a:1', mem_limit: 1g, x-ecs: {launch_type: ec2, cpu_architecture: arm64}}
  mixed: {image: 'a:1', x-ecs: {capacity: {fargate: {base: 1}, fargate_spot: {weight: 3}}}}
  spot: {image: 'a:1', x-ecs: {launch_type: fargate_spot}}
"""


def test_every_launch_type(tmp_path: Path) -> None:
    found = lint_all(template(convert(tmp_path, PROJECT).graph))
    assert [str(one) for one in found if not one.rule.id.startswith("I")] == []
