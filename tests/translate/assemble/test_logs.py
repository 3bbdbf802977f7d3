"""Log groups and log options."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import GetAtt, Pseudo, Ref
from tests.translate.assemble.converted import convert, service

OPTIONS = {
    "awslogs-group": Ref("AppLogGroup"),
    "awslogs-region": Pseudo("Region"),
    "awslogs-stream-prefix": "app",
    "mode": "non-blocking",
    "max-buffer-size": "25m",
}


def test_default(tmp_path: Path) -> None:
    done = service(tmp_path, "user: '1'")
    assert done.container("App")["LogConfiguration"] == {"LogDriver": "awslogs", "Options": OPTIONS}
    assert done.properties("AppLogGroup") == {"LogGroupName": "/compose2ecs/shop/app", "RetentionInDays": 30}
    assert done.resource("AppLogGroup").retain is True
    statement = done.properties("AppTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"][-1]
    assert statement == {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": GetAtt("AppLogGroup", "Arn"),
    }


def test_options_of_awslogs(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "logging:\n  driver: awslogs\n  options: {awslogs-group: /my/logs, awslogs-region: eu-west-1, mode: blocking,"
        " awslogs-create-group: 'true', awslogs-multiline-pattern: '^a', awslogs-datetime-format: '%Y', odd: x}",
    )
    assert done.container("App")["LogConfiguration"]["Options"] == {
        "awslogs-group": Ref("AppLogGroup"),
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "app",
        "mode": "blocking",
        "awslogs-datetime-format": "%Y",
    }
    assert done.properties("AppLogGroup")["LogGroupName"] == "/my/logs"
    at = "services.app.logging"
    assert [line for line in done.lines() if "logging" in line.split()[1]] == [
        f"N202 {at}.driver: `logging.driver: awslogs` is what every service uses",
        f"N202 {at}.options.awslogs-create-group: `awslogs-create-group: true` changes nothing: the log group is part of"
        " the template",
        f"W226 {at}.options.awslogs-multiline-pattern: `awslogs-multiline-pattern` is dropped: `awslogs-datetime-format`"
        " excludes it",
        f"W226 {at}.options.odd: log option `odd: x` is dropped: CloudWatch Logs has none",
    ]


@pytest.mark.parametrize(
    ("logging", "lines"),
    [
        (
            "{driver: json-file, options: {max-size: 10m, max-file: '3'}}",
            [
                "N202 `logging.driver: json-file`: logs go to CloudWatch",
                "N201 `max-size: 10m` is ignored: CloudWatch keeps logs 30 days whatever their size",
                "N201 `max-file: 3` is ignored: CloudWatch keeps logs 30 days whatever their size",
            ],
        ),
        (
            "{driver: gelf, options: {gelf-address: 'udp://localhost:1'}}",
            [
                "W226 `logging.driver: gelf`: logs go to CloudWatch instead",
                "W226 log option `gelf-address: udp://localhost:1` is dropped: CloudWatch Logs has none",
            ],
        ),
        (
            "{driver: gcplogs, options: {gcp-project: p, gcp-token: hush}}",
            [
                "W226 `logging.driver: gcplogs`: logs go to CloudWatch instead",
                "W226 log option `gcp-project: p` is dropped: CloudWatch Logs has none",
                "W226 log option `gcp-token: (hidden)` is dropped: CloudWatch Logs has none",
            ],
        ),
        ("{driver: none}", ["W226 `logging.driver: none`: logs go to CloudWatch instead"]),
    ],
)
def test_other_drivers(tmp_path: Path, logging: str, lines: list[str]) -> None:
    done = service(tmp_path, f"logging: {logging}")
    assert done.container("App")["LogConfiguration"] == {"LogDriver": "awslogs", "Options": OPTIONS}
    found = [line for line in done.lines() if "logging" in line.split()[1]]
    assert [f"{line[:4]} {line.split(': ', 1)[1]}" for line in found] == lines


def test_two_services_may_share_a_group(tmp_path: Path) -> None:
    shared = "logging: {driver: awslogs, options: {awslogs-group: all}}"
    done = convert(tmp_path, f"services:\n  a: {{image: a, {shared}}}\n  b: {{image: b, {shared}}}")
    assert list(done.of_type("AWS::Logs::LogGroup")) == ["ALogGroup"]
    options = done.container("B")["LogConfiguration"]["Options"]
    assert (options["awslogs-group"], options["awslogs-stream-prefix"]) == (Ref("ALogGroup"), "b")
