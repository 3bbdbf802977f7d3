"""Logs that go elsewhere: FireLens on Fargate, Docker's own drivers on EC2, splunk, none, existing groups."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.graph.values import Join, Pseudo, Ref
from tests.translate.assemble.converted import Converted, convert, service

SPLUNK = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:tok-AbCdEf"


def statements(done: Converted) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = done.properties("AppTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    return found


@pytest.mark.parametrize(
    ("logging", "options"),
    [
        (
            "{driver: gelf, options: {gelf-address: 'udp://logs:12202', gelf-compression-type: none}}",
            {
                "Name": "gelf",
                "Host": "logs",
                "Port": "12202",
                "Mode": "udp",
                "Gelf_Short_Message_Key": "log",
                "Gelf_Host_Key": "container_name",
                "Compress": "false",
            },
        ),
        (
            "{driver: syslog, options: {syslog-address: 'tcp+tls://s.example.com', syslog-facility: daemon,"
            " syslog-format: rfc5424micro, tag: hey}}",
            {
                "Name": "syslog",
                "Host": "s.example.com",
                "Port": "6514",
                "tls": "on",
                "Mode": "tcp",
                "Syslog_Message_Key": "log",
                "Syslog_Appname_Preset": "hey",
                "Syslog_Format": "rfc5424",
                "Syslog_Facility_Preset": "3",
            },
        ),
        (
            "{driver: fluentd, options: {fluentd-address: 'fluent:24225', tag: web, fluentd-buffer-limit: '99'}}",
            {"Name": "forward", "Host": "fluent", "Port": "24225", "Tag": "web", "log-driver-buffer-limit": "99"},
        ),
        (
            "{driver: loki, options: {loki-url: 'https://l.example.com/loki/api/v1/push', loki-tenant-id: t}}",
            {
                "Name": "loki",
                "Host": "l.example.com",
                "Port": "443",
                "Uri": "/loki/api/v1/push",
                "tls": "on",
                "Labels": "job=app",
                "Tenant_ID": "t",
            },
        ),
        (
            "{driver: gelf, options: {gelf-address: 'tcp://[fd00::1]:9'}}",
            {
                "Name": "gelf",
                "Host": "fd00::1",
                "Port": "9",
                "Mode": "tcp",
                "Gelf_Short_Message_Key": "log",
                "Gelf_Host_Key": "container_name",
            },
        ),
    ],
)
def test_drivers_of_docker_on_fargate(tmp_path: Path, logging: str, options: dict[str, str]) -> None:
    done = service(tmp_path, f"logging: {logging}")
    container = done.container("App")
    assert container["LogConfiguration"] == {"LogDriver": "awsfirelens", "Options": options}
    assert container["DependsOn"] == [{"ContainerName": "log-router", "Condition": "START"}]
    _, router = done.properties("AppTaskDefinition")["ContainerDefinitions"]
    assert router == {
        "Name": "log-router",
        "Image": "public.ecr.aws/aws-observability/aws-for-fluent-bit:3.4.15",
        "Essential": True,
        "User": "0",
        "MemoryReservation": 50,
        "FirelensConfiguration": {"Type": "fluentbit", "Options": {"enable-ecs-log-metadata": "true"}},
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {
                "awslogs-group": Ref("AppLogGroup"),
                "awslogs-region": Pseudo("Region"),
                "awslogs-stream-prefix": "log-router",
            },
        },
    }


def test_options_that_fluent_bit_lacks(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "logging: {driver: gelf, options: {gelf-address: 'udp://logs:1', tag: 'x{{.Name}}', env: A,"
        " gelf-compression-type: zlib}}",
    )
    at = "services.app.logging.options"
    assert done.lines("W313") == [
        f"W313 {at}.tag: log option `tag: x{{{{.Name}}}}` is dropped: Fluent Bit's gelf has none",
        f"W313 {at}.env: log option `env: A` is dropped: Fluent Bit's gelf has none",
        f"W313 {at}.gelf-compression-type: log option `gelf-compression-type: zlib` is dropped: Fluent Bit's gelf has"
        " none",
    ]


def test_two_containers_share_one_router(tmp_path: Path) -> None:
    logging = "logging: {driver: fluentd, options: {fluentd-address: 'f:1'}}"
    done = convert(
        tmp_path,
        f"services:\n  app: {{image: a, {logging}}}\n  side: {{image: b, network_mode: 'service:app', {logging}}}",
    )
    listed = done.properties("AppTaskDefinition")["ContainerDefinitions"]
    assert [one["Name"] for one in listed] == ["app", "side", "log-router"]


def test_ec2_runs_the_driver_itself(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "logging: {driver: syslog, options: {syslog-address: 'tcp://s:514', syslog-format: rfc3164, foo: bar}}\n"
        "x-ecs: {launch_type: ec2, logs: {mode: blocking}}",
    )
    assert done.container("App")["LogConfiguration"] == {
        "LogDriver": "syslog",
        "Options": {"syslog-address": "tcp://s:514", "syslog-format": "rfc3164", "mode": "blocking"},
    }
    assert done.lines("W313") == [
        "W313 services.app.logging.options.foo: log option `foo: bar` is dropped: syslog has none here"
    ]
    (template,) = done.of_type("AWS::EC2::LaunchTemplate").values()
    assert "ECS_AVAILABLE_LOGGING_DRIVERS" in str(template)


def test_splunk(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        f"logging: {{driver: splunk, options: {{splunk-url: 'https://s:8088', splunk-token: '{SPLUNK}', splunk-index: i,"
        " splunk-capath: /ca, tag: t}}",
    )
    assert done.container("App")["LogConfiguration"] == {
        "LogDriver": "splunk",
        "Options": {"splunk-url": "https://s:8088", "splunk-index": "i", "tag": "t"},
        "SecretOptions": [{"Name": "splunk-token", "ValueFrom": SPLUNK}],
    }
    assert {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": SPLUNK} in statements(done)
    assert done.lines("W313") == [
        "W313 services.app.logging.options.splunk-capath: log option `splunk-capath: /ca` is dropped: splunk has none"
        " here"
    ]


def test_secrets_in_clear_are_refused_and_not_shown(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n"
        "  a: {image: a, logging: {driver: splunk, options: {splunk-token: hush1, splunk-url: 'https://s'}}}\n"
        "  b: {image: a, logging: {driver: loki, options: {loki-url: 'http://u:hush2@l:1/p'}}}\n"
        "  c: {image: a, logging: {driver: loki, options: {loki-url: 'http://u:hush3@localhost:1/p'}}}\n"
        "  d: {image: a, x-ecs: {logs: {driver: awsfirelens, options: {Name: http, Http_Passwd: hush4}}}}\n",
    )
    at = "logging.options"
    assert done.lines("C303") == [
        f"C303 services.a.{at}.splunk-token: log option `splunk-token` holds a secret in clear",
        f"C303 services.b.{at}.loki-url: log option `loki-url` holds a secret in clear",
        "C303 services.d.x-ecs.logs.options.Http_Passwd: log option `Http_Passwd` holds a secret in clear",
    ]
    assert "hush" not in str([one.properties for one in done.graph.resources.values()])
    assert "hush" not in str(done.report.diagnostics)


def test_own_output_of_fluent_bit(tmp_path: Path) -> None:
    done = service(
        tmp_path, "x-ecs: {logs: {driver: awsfirelens, options: {Name: datadog, apikey: 'ssm:/dd/key', dd_service: x}}}"
    )
    key = Join(("arn:", Pseudo("Partition"), ":ssm:", Pseudo("Region"), ":", Pseudo("AccountId"), ":parameter/dd/key"))
    assert done.container("App")["LogConfiguration"] == {
        "LogDriver": "awsfirelens",
        "Options": {"Name": "datadog", "dd_service": "x"},
        "SecretOptions": [{"Name": "apikey", "ValueFrom": key}],
    }
    assert {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": key} in statements(done)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            "x-ecs: {logs: {driver: awsfirelens, options: {Host: h}}}",
            ["C304 services.app.x-ecs.logs.driver: log driver awsfirelens of `app` needs the option `Name`"],
        ),
        (
            "logging: {driver: splunk}",
            [
                "C304 services.app.logging.driver: log driver splunk of `app` needs the option `splunk-token`",
                "C304 services.app.logging.driver: log driver splunk of `app` needs the option `splunk-url`",
            ],
        ),
        (
            "x-ecs: {logs: {create_group: false}}",
            [
                "C304 services.app.x-ecs.logs.create_group: `logs.create_group: false` of `app` needs the name of the"
                " log group"
            ],
        ),
    ],
)
def test_what_a_driver_needs(tmp_path: Path, body: str, lines: list[str]) -> None:
    assert service(tmp_path, body).lines("C304") == lines


def test_no_logs(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "logging: {driver: json-file, options: {max-size: 1m}}\n"
        "x-ecs: {logs: {driver: none, retention: 7, stream_prefix: p}}",
    )
    assert "LogConfiguration" not in done.container("App")
    assert "AppLogGroup" not in done.graph.resources
    at = "services.app.x-ecs.logs"
    assert done.lines("W313", "W314") == [
        "W313 services.app.logging.options.max-size: log option `max-size: 1m` is dropped: the log driver is none",
        f"W314 {at}.driver: `logs.driver: none`: what `app` prints is kept nowhere",
        f"W313 {at}.retention: `logs.retention: 7` is dropped: no logs are kept",
        f"W313 {at}.stream_prefix: `logs.stream_prefix: p` is dropped: the log driver is none",
    ]


def test_existing_group(tmp_path: Path) -> None:
    done = service(tmp_path, "x-ecs: {logs: {create_group: false, group: /mine, kms_key: k}}")
    assert done.container("App")["LogConfiguration"]["Options"]["awslogs-group"] == "/mine"
    assert done.of_type("AWS::Logs::LogGroup") == {}
    arn = Join(
        ("arn:", Pseudo("Partition"), ":logs:", Pseudo("Region"), ":", Pseudo("AccountId"), ":log-group:/mine:*")
    )
    assert statements(done)[-1] == {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": arn,
    }
    assert done.lines("N324", "W313") == [
        "N324 services.app.x-ecs.logs.create_group: log group `/mine` of `app` exists: it is used as it is",
        "W313 services.app.x-ecs.logs.kms_key: `logs.kms_key: k` is dropped: log group `/mine` is not changed",
    ]


def test_wishes_that_change_nothing_are_told_once(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a}\n  b: {image: a}\nx-ecs: {logs: {retention: 30, mode: non-blocking}}",
    )
    assert [line for line in done.lines("N202") if "x-ecs" in line] == [
        "N202 x-ecs.logs.retention: `logs.retention: 30` is so anyway",
        "N202 x-ecs.logs.mode: `logs.mode: non-blocking` is so anyway",
    ]


def test_options_that_exclude_each_other(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "x-ecs: {logs: {mode: blocking, max_buffer_size: 4m, datetime_format: '%Y', multiline_pattern: '^a', options:"
        " {awslogs-region: eu-west-1, odd: x}}}",
    )
    assert done.container("App")["LogConfiguration"]["Options"] == {
        "awslogs-group": Ref("AppLogGroup"),
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "app",
        "mode": "blocking",
        "awslogs-datetime-format": "%Y",
    }
    at = "services.app.x-ecs.logs"
    assert done.lines("W226") == [
        f"W226 {at}.max_buffer_size: `max-buffer-size` is dropped: only `mode: non-blocking` has a buffer",
        f"W226 {at}.multiline_pattern: `awslogs-multiline-pattern` is dropped: `awslogs-datetime-format` excludes it",
        f"W226 {at}.options.odd: log option `odd: x` is dropped: awslogs has none",
    ]


def test_secret_files_are_written_whatever_the_driver(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "secrets: [one, two]\nx-ecs: {logs: {driver: none}}",
        "secrets: {one: {external: true}, two: {external: true}}",
    )
    init = done.properties("AppTaskDefinition")["ContainerDefinitions"][1]
    assert (init["Name"], "LogConfiguration" in init) == ("files-init", False)
