"""Every strategy, log driver, kind of scaling and of monitoring at once: the template is free of cfn-lint's findings."""

from pathlib import Path

from cfnlint.api import lint_all

from compose2ecs.emit.cloudformation import template
from tests.translate.assemble.converted import convert

TOKEN = "'arn:aws:secretsmanager:eu-west-1:111122223333:secret:tok-AbCdEf'"  # noqa: S105
KEY = "'arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555'"
PROJECT = f"""
services:
  canary:
    image: 'a:1'
    ports: ['80:80']
    mem_limit: 1g
    x-ecs:
      deployment: {{strategy: canary, canary: {{percent: 12.3}}, alarms: [shop-canary-cpu, other]}}
      autoscaling: {{max: 4, cpu: 50, memory: 60, schedules: {{a: {{expression: '@daily', min: 2}}}}}}
      exec: true
  linear:
    image: 'a:1'
    ports: ['81:80']
    deploy: {{update_config: {{delay: 90s, monitor: 2m}}}}
    x-ecs: {{deployment: {{strategy: linear, linear: {{percent: 12.5}}}}, tags: {{tier: one, team: two}}}}
  blue:
    image: 'a:1'
    ports: ['1883:1883']
    x-ecs: {{deployment: {{strategy: blue_green, bake_time: 0s}}, registry_credentials: {TOKEN}}}
  connected:
    image: 'a:1'
    expose: ['8080']
    x-ecs: {{service_connect: true, deployment: linear}}
  quick:
    image: 'a:1'
    ports: ['82:80']
    x-ecs:
      deployment: {{bake_time: 2m, early_success_percent: 100, circuit_breaker: {{failures: 3}}}}
      autoscaling: {{max: 4, requests: 100, metrics: {{q: {{namespace: N, metric: M, target: 5.5}}}}}}
      az_rebalancing: false
  again: {{image: 'a:1', x-ecs: {{deployment: recreate, logs: {{retention: never, kms_key: {KEY}}}}}}}
  daemon: {{image: 'a:1', deploy: {{mode: global}}, logging: {{driver: gelf, options: {{gelf-address: 'udp://l:1'}}}},
    x-ecs: {{launch_type: ec2, deployment: {{min_percent: 50}}}}}}
  fluent: {{image: 'a:1', logging: {{driver: fluentd, options: {{fluentd-address: 'l:24224', tag: x}}}}}}
  gelf: {{image: 'a:1', logging: {{driver: gelf, options: {{gelf-address: 'udp://l:1'}}}}}}
  syslog: {{image: 'a:1', logging: {{driver: syslog, options: {{syslog-address: 'tcp+tls://l:1'}}}}}}
  loki: {{image: 'a:1', logging: {{driver: loki, options: {{loki-url: 'http://l:3100/loki/api/v1/push'}}}}}}
  splunk: {{image: 'a:1', logging: {{driver: splunk, options: {{splunk-url: 'https://s', splunk-token: {TOKEN}}}}}}}
  own: {{image: 'a:1', x-ecs: {{logs: {{driver: awsfirelens, options: {{Name: datadog, apikey: 'ssm:/dd'}}}}}}}}
  none: {{image: 'a:1', x-ecs: {{logs: {{driver: none}}}}}}
  there: {{image: 'a:1', x-ecs: {{logs: {{group: /mine, create_group: false}}}}}}
  job: {{image: 'a:1', logging: {{driver: loki, options: {{loki-url: 'http://l:3100'}}}}, x-ecs: {{kind: job}}}}
x-ecs:
  tags: {{team: shop, cost: '42'}}
  permissions_boundary: arn:aws:iam::111122223333:policy/limit
  role_path: /apps/
  cluster: {{container_insights: enabled}}
  monitoring: {{alarms: true, dashboard: true, topic: 'arn:aws:sns:eu-west-1:111122223333:ops'}}
"""


def test_no_findings(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT)
    found = lint_all(template(done.graph))
    assert [str(one) for one in found if not one.rule.id.startswith("I")] == []
    assert [one.message for one in done.report.sorted() if one.severity == "error"] == []
    assert done.lines("W299") == []
