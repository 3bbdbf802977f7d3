"""Autoscaling: what becomes of replicas, schedules, what is refused, and what changes nothing."""

from pathlib import Path

import pytest

from tests.translate.assemble.converted import Converted, convert

AT = "services.app.x-ecs.autoscaling"


def app(folder: Path, said: str, body: str = "", x: str = "") -> Converted:
    return convert(folder, f"services:\n  app: {{image: 'a:1', x-ecs: {{autoscaling: {said}{x}}}{body}}}")


@pytest.mark.parametrize(
    ("said", "body", "lowest", "line"),
    [
        ("{max: 4}", "", 1, None),
        ("{max: 4}", "deploy: {replicas: 3}", 3, "N202 {}: `{}: 3` is the least that autoscaling keeps"),
        ("{max: 4}", "deploy: {replicas: 6}", 4, "W311 {}: `{}: 6` is not within 4 to 4: autoscaling decides"),
        ("{max: 4, min: 2}", "deploy: {replicas: 3}", 2, "N202 {}: `{}: 3` gives way to `autoscaling.min: 2`"),
        ("{max: 4, min: 2}", "deploy: {replicas: 1}", 2, "W311 {}: `{}: 1` is not within 2 to 4: autoscaling decides"),
        ("{max: 4, min: 2}", "scale: 3", 2, "N202 {}: `{}: 3` gives way to `autoscaling.min: 2`"),
    ],
)
def test_replicas(tmp_path: Path, said: str, body: str, lowest: int, line: str | None) -> None:
    done = app(tmp_path, said, f", {body}" if body else "")
    assert done.properties("AppScalableTarget")["MinCapacity"] == lowest
    assert "DesiredCount" not in done.properties("AppService")
    name = "scale" if "scale" in body else "deploy.replicas"
    found = [one for one in done.lines("N202", "W311") if "replicas" in one or "scale:" in one]
    assert found == ([line.format(f"services.app.{name}", name)] if line else [])


def test_schedules_may_be_written_like_crontab(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{max: 9, schedules: {a: {expression: '0 22 * * 1-5', min: 0, max: 3}, b: {expression: '@daily', min: 2},"
        " c: {expression: 'at(2026-12-24T18:00:00)', max: 2}}}",
    )
    actions = done.properties("AppScalableTarget")["ScheduledActions"]
    assert [(one["ScheduledActionName"], one["Schedule"], one["ScalableTargetAction"]) for one in actions] == [
        ("a", "cron(0 22 ? * MON-FRI *)", {"MinCapacity": 0, "MaxCapacity": 3}),
        ("b", "cron(0 0 * * ? *)", {"MinCapacity": 2}),
        ("c", "at(2026-12-24T18:00:00)", {"MaxCapacity": 2}),
    ]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            "schedules: {a: {expression: 'cron(1 2)', min: 1}}",
            "C305 {}.schedules.a.expression: `cron(1 2)` is no schedule: cron(…) has six fields, not 2",
        ),
        (
            "schedules: {a: {expression: '@daily'}}",
            "C305 {}.schedules.a: schedule `a` (cron(0 0 * * ? *)) changes nothing: say `min` or `max`",
        ),
        (
            "schedules: {a: {expression: '@daily', min: 5, max: 2}}",
            "C305 {}.schedules.a.min: schedule `a`: `min: 5` is above `max: 2`",
        ),
        (
            "metrics: {q: {namespace: N, metric: M, target: 1, statistic: p99}}",
            "C305 {}.metrics.q.statistic: `statistic: p99` is none of Average, Maximum, Minimum, SampleCount, Sum",
        ),
    ],
)
def test_what_application_auto_scaling_refuses(tmp_path: Path, said: str, line: str) -> None:
    assert app(tmp_path, f"{{max: 9, {said}}}").lines("C305") == [line.format(AT)]


def test_a_metric_may_be_called_like_one_of_ours(tmp_path: Path) -> None:
    done = app(tmp_path, "{max: 9, cpu: 50, metrics: {cpu: {namespace: N, metric: M, target: 1.5, statistic: sum}}}")
    policies = done.of_type("AWS::ApplicationAutoScaling::ScalingPolicy")
    assert list(policies) == ["AppCpuScalingPolicy", "AppMetricCpuScalingPolicy"]
    tracking = policies["AppMetricCpuScalingPolicy"]["TargetTrackingScalingPolicyConfiguration"]
    assert tracking == {
        "TargetValue": 1.5,
        "ScaleInCooldown": 300,
        "ScaleOutCooldown": 60,
        "CustomizedMetricSpecification": {"Namespace": "N", "MetricName": "M", "Statistic": "Sum"},
    }


def test_percentages_without_a_limit(tmp_path: Path) -> None:
    done = app(tmp_path, "{max: 9, cpu: 50, memory: 60}", ", mem_limit: 1g")
    assert done.lines("W312") == [
        f"W312 {AT}.cpu: `autoscaling.cpu: 50` is a percentage of 0.25 vCPU: no limit is written"
    ]


def test_a_rollout_must_progress_at_the_least_count(tmp_path: Path) -> None:
    done = app(tmp_path, "{max: 9, min: 2, cpu: 50}", x=", deployment: {min_percent: 60, max_percent: 140}")
    assert done.lines("C300") == [
        "C300 services.app.x-ecs.deployment: with 2 tasks a deployment can neither stop nor start one: 60 to 140 %"
    ]


def test_requests_of_a_service_whose_traffic_is_shifted(tmp_path: Path) -> None:
    done = app(tmp_path, "{max: 9, requests: 100}", ", ports: ['80:80']", x=", deployment: canary")
    assert done.of_type("AWS::ApplicationAutoScaling::ScalingPolicy") == {}
    assert done.lines("W317") == [
        f"W317 {AT}.requests: `autoscaling.requests: 100` is left out: two target groups serve `app` in turn"
    ]


def test_what_changes_nothing(tmp_path: Path) -> None:
    done = app(
        tmp_path,
        "{max: 9, cooldown: {in: 1m, out: 2m}, disable_scale_in: true, schedules: {a: {expression: '@daily', min: 1}}}",
    )
    assert done.lines("W320") == [
        f"W320 {AT}.cooldown.in: `autoscaling.cooldown.in: 60 s` has no effect: nothing is measured",
        f"W320 {AT}.cooldown.out: `autoscaling.cooldown.out: 120 s` has no effect: nothing is measured",
        f"W320 {AT}.disable_scale_in: `autoscaling.disable_scale_in: true` has no effect: nothing is measured",
    ]


def test_daemons_are_not_scaled(tmp_path: Path) -> None:
    done = app(tmp_path, "{max: 9, cpu: 50}", ", deploy: {mode: global}", x=", launch_type: ec2")
    assert "AppScalableTarget" not in done.graph.resources
    assert done.lines("W320") == [
        f"W320 {AT}: `app` runs one task per instance: autoscaling (cpu 50, max 9) has no effect"
    ]


def test_several_writers_of_a_database(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  db: {image: postgres, volumes: ['data:/d'], x-ecs: {autoscaling: {max: 3, cpu: 50}}}\n"
        "volumes: {data: {}}",
    )
    assert done.lines("W301") == [
        "W301 services.db.volumes[0]: 3 tasks of `db` would write one data directory",
    ]
