"""Schedules."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import GetAtt, Join, Pseudo, Ref
from compose2ecs.translate.assemble.cron import aws_schedule
from tests.translate.assemble.converted import convert


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@daily", "cron(0 0 * * ? *)"),
        ("@weekly", "cron(0 0 ? * 1 *)"),
        ("@every 90m", "rate(90 minutes)"),
        ("@every 1h", "rate(1 hour)"),
        ("@every 48h", "rate(2 days)"),
        ("0 6 * * 1-5", "cron(0 6 ? * MON-FRI *)"),
        ("*/5 * * * *", "cron(*/5 * * * ? *)"),
        ("0 0 1 1 *", "cron(0 0 1 1 ? *)"),
        ("0 0 * * 0,6", "cron(0 0 ? * SUN,SAT *)"),
        ("0 0 * * 7", "cron(0 0 ? * SUN *)"),
        ("0 0  * * sun", "cron(0 0 ? * SUN *)"),
        ("0 0 * * */2", "cron(0 0 ? * SUN,TUE,THU,SAT *)"),
        ("0 0 * * 1-5/2", "cron(0 0 ? * MON,WED,FRI *)"),
        ("0 0 * * 2/3", "cron(0 0 ? * TUE,FRI *)"),
        ("0 0 * * 5-7", "cron(0 0 ? * FRI,SAT,SUN *)"),
        ("0 0 * * fri-sun,mon", "cron(0 0 ? * FRI,SAT,SUN,MON *)"),
        ("0 0 * * 0-6", "cron(0 0 ? * SUN-SAT *)"),
        ("0 0 * * 0-7", "cron(0 0 ? * SUN,MON,TUE,WED,THU,FRI,SAT *)"),
        ("0 0 ? * 3", "cron(0 0 ? * WED *)"),
        ("0 0 ? * ?", "cron(0 0 * * ? *)"),
        ("rate(5 minutes)", "rate(5 minutes)"),
        ("cron(0 22 * * ? *)", "cron(0 22 * * ? *)"),
        ("at(2027-01-01T00:00:00)", "at(2027-01-01T00:00:00)"),
    ],
)
def test_expressions(text: str, expected: str) -> None:
    assert aws_schedule(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@sometimes", "known names: "),
        ("@every 30s", "`@every` takes whole minutes"),
        ("@every never", "is not a duration"),
        ("0 0 1 * 1", "both the day of the month and the day of the week are set"),
        ("* * * *", "crontab has five fields, not 4"),
        ("0 0 * * someday", "`someday` is no day of the week"),
        ("0 0 * * 5-3", "`5-3` is no range of days of the week"),
        ("0 0 * * */0", r"`\*/0` is no range of days of the week"),
        ("0 0 * * 8", "`8` is no day of the week"),
        ("cron(0 0 * * *)", r"cron\(…\) has six fields, not 5"),
        ("cron(0 0 * * * *)", "one of the day of the month and the day of the week must be `?`"),
        ("rate(soon)", r"rate\(…\) has a number"),
        ("rate(5 minutes", "the closing bracket is missing"),
    ],
)
def test_no_expressions(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        aws_schedule(text)


def test_schedule(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  report: {image: r, x-ecs: {schedule: {expression: 0 6 * * 1-5, timezone: Europe/Paris, command: [a, b],"
        " count: 2, retries: 3, flexible_window: 90s, enabled: false, dead_letter_queue: 'arn:aws:sqs:r:1:q'}}}\n"
        "  nightly: {image: n, x-ecs: {schedule: '@daily'}}",
    )
    assert done.of_type("AWS::ECS::Service") == {}
    cluster = Join(
        ("arn:", Pseudo("Partition"), ":ecs:", Pseudo("Region"), ":", Pseudo("AccountId"), ":cluster/", Ref("Cluster"))
    )
    schedule = done.properties("ReportSchedule")
    assert schedule == {
        "Description": "Runs report of shop",
        "ScheduleExpression": "cron(0 6 ? * MON-FRI *)",
        "ScheduleExpressionTimezone": "Europe/Paris",
        "State": "DISABLED",
        "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 2},
        "Target": {
            "Arn": cluster,
            "RoleArn": GetAtt("ReportScheduleRole", "Arn"),
            "EcsParameters": {
                "TaskDefinitionArn": Ref("ReportTaskDefinition"),
                "TaskCount": 2,
                "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Weight": 1}],
                "PropagateTags": "TASK_DEFINITION",
                "NetworkConfiguration": {
                    "AwsvpcConfiguration": {
                        "AssignPublicIp": "DISABLED",
                        "Subnets": [Ref("PrivateSubnetA"), Ref("PrivateSubnetB")],
                        "SecurityGroups": [Ref("DefaultNetwork")],
                    }
                },
            },
            "Input": '{"containerOverrides": [{"name": "report", "command": ["a", "b"]}]}',
            "RetryPolicy": {"MaximumRetryAttempts": 3},
            "DeadLetterConfig": {"Arn": "arn:aws:sqs:r:1:q"},
        },
    }
    nightly = done.properties("NightlySchedule")
    assert (nightly["State"], nightly["FlexibleTimeWindow"]) == ("ENABLED", {"Mode": "OFF"})
    assert done.lines("N251") == [
        "N251 services.report.x-ecs.schedule.expression: `report` runs on the schedule `0 6 * * 1-5`: cron(0 6 ? * MON-FRI"
        " *) in Europe/Paris",
        "N251 services.nightly.x-ecs.schedule: `nightly` runs on the schedule `@daily`: cron(0 0 * * ? *) in UTC",
    ]
    statements = done.properties("ReportScheduleRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert [one["Action"] for one in statements] == [
        "ecs:RunTask",
        "ecs:TagResource",
        "iam:PassRole",
        "sqs:SendMessage",
    ]


def test_bad_schedule(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  a: {image: a, x-ecs: {schedule: often}}\n  b: {image: b}")
    assert done.lines("C272") == [
        "C272 services.a.x-ecs.schedule: `often` is no schedule: crontab has five fields, not 1"
    ]


def test_limits_of_a_schedule(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, x-ecs: {schedule: {expression: '@daily', flexible_window: 25h, retries: 186}}}\n"
        "  b: {image: b, x-ecs: {schedule: {expression: '@daily', flexible_window: 24h, retries: 185}}}",
    )
    assert done.lines("C278") == [
        "C278 services.a.x-ecs.schedule.flexible_window: `flexible_window: 90000 s` is more than 86400 s",
        "C278 services.a.x-ecs.schedule.retries: `retries: 186` is more than 185",
    ]


def test_command_as_text_is_split_like_a_shell_does(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, x-ecs: {schedule: {expression: '@daily', command: report --to 'all users'}}}\n"
        "  b: {image: b, x-ecs: {schedule: {expression: '@daily', command: ['one word']}}}",
    )
    said = [done.properties(f"{name}Schedule")["Target"]["Input"] for name in "AB"]
    assert said == [
        '{"containerOverrides": [{"name": "a", "command": ["report", "--to", "all users"]}]}',
        '{"containerOverrides": [{"name": "b", "command": ["one word"]}]}',
    ]
