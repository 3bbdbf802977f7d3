"""Secrets: never in the template, always in the container."""

import subprocess
from pathlib import Path
from typing import Any

from compose2ecs.emit.cloudformation import template
from compose2ecs.graph.values import Join, Pseudo
from tests.translate.assemble.converted import Converted, convert

HERE = (":secretsmanager:", Pseudo("Region"), ":", Pseudo("AccountId"))


def partial(name: str) -> tuple[Any, ...]:
    return ("arn:", Pseudo("Partition"), *HERE, f":secret:{name}")


def init(done: Converted, id: str = "AppTaskDefinition") -> dict[str, Any]:
    (found,) = [one for one in done.properties(id)["ContainerDefinitions"] if one["Name"] == "files-init"]
    return found


PROJECT = (
    "services:\n"
    "  app: {image: a, secrets: [one, {source: two, target: /run/keys/t w'o, uid: '5', gid: '6', mode: 0440}]}\n"
    "  other: {image: o}\n"
    "secrets: {one: {file: ./one}, two: {environment: TWO, labels: {a: b, c: d}}}"
)


def test_no_value_is_in_the_template(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT, one="hunter2")
    assert done.of_type("AWS::SecretsManager::Secret") == {}
    assert "hunter2" not in template(done.graph)
    assert all("hunter2" not in line for line in done.lines())


def test_files(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT, one="hunter2")
    container = init(done)
    assert container["Essential"] is False
    assert container["Secrets"] == [
        {"Name": "C2E_0", "ValueFrom": Join(partial("shop/one"))},
        {"Name": "C2E_1", "ValueFrom": Join(partial("shop/two"))},
    ]
    mounts = {one["SourceVolume"]: one["ContainerPath"] for one in container["MountPoints"]}
    app = done.container("App")
    assert app["DependsOn"] == [{"ContainerName": "files-init", "Condition": "SUCCESS"}]
    assert [(one["ContainerPath"], one["ReadOnly"]) for one in app["MountPoints"]] == [
        ("/run/keys", True),
        ("/run/secrets", True),
    ]
    assert {one["SourceVolume"] for one in app["MountPoints"]} == set(mounts)
    assert [one["Name"] for one in done.properties("AppTaskDefinition")["Volumes"]] == list(mounts)
    assert len(done.properties("OtherTaskDefinition")["ContainerDefinitions"]) == 1


def test_the_script_writes_the_files(tmp_path: Path) -> None:
    """The real script in a real shell, with the mount points moved and without chown, which needs root."""
    done = convert(tmp_path, PROJECT, one="hunter2")
    (script,) = init(done)["Command"]
    for number in (0, 1):
        (tmp_path / "files" / str(number)).mkdir(parents=True)
    moved = script.replace("/files/", f"{tmp_path}/files/").replace("chown 0:0", "true").replace("chown 5:6", "true")
    values = {"C2E_0": "first\nline", "C2E_1": "$second 'q'", "PATH": "/usr/bin:/bin"}
    subprocess.run(["/bin/sh", "-ec", moved], env=values, check=True)
    one, two = tmp_path / "files/0/one", tmp_path / "files/1/t w'o"
    assert (one.read_text(), two.read_text()) == ("first\nline", "$second 'q'")
    assert (one.stat().st_mode & 0o777, two.stat().st_mode & 0o777) == (0o444, 0o440)


def test_what_is_said(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT, one="")
    assert done.lines("W240", "W242", "N243") == [
        "W242 services.app.secrets[1]: `/run/keys/t w'o` hides what the image has in `/run/keys`",
        "W240 secrets.one: secret `one` has no value on this machine: its file is missing or empty",
        "N243 secrets.one: secret `shop/one` must exist before the template is deployed, with the value of its file",
        "W240 secrets.two: secret `two` has no value on this machine: variable `TWO` is missing or empty",
        "N243 secrets.two: secret `shop/two` must exist before the template is deployed, with the value of variable `TWO`"
        " and the tags a=b, c=d",
    ]
    assert done.places("W240")[0] == "4:11 W240 secrets.one"


def test_system_directories_and_odd_owners(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, secrets: [{source: s, target: /etc/key, uid: me}]}\n  b: {image: b}\n"
        "secrets: {s: {environment: S}}",
    )
    assert done.lines("C262") == ["C262 services.a.secrets[0]: `/etc/key` would hide `/etc` of the image"]
    assert "W201 services.a.secrets[0].uid: `uid: me` is dropped: it takes digits only, so 0 is used" in done.lines()


def test_secrets_that_exist(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, secrets: [named, arn, param, keyed]}\n"
        "secrets:\n"
        "  named: {external: true, name: team/db}\n"
        "  arn: {external: true, name: 'arn:aws:secretsmanager:eu-west-1:1:secret:x-AbCdEf:key::'}\n"
        "  param: {external: true, name: 'ssm:/team/flag'}\n"
        "  keyed: {environment: K, x-ecs: {secretsmanager: team/all, inject: both, env: ALL, keys: [user, host]}}",
    )
    assert done.of_type("AWS::SecretsManager::Secret") == {}
    parameter = ("arn:", Pseudo("Partition"), ":ssm:", Pseudo("Region"), ":", Pseudo("AccountId"))
    assert init(done)["Secrets"] == [
        {"Name": "C2E_0", "ValueFrom": Join(partial("team/db"))},
        {"Name": "C2E_1", "ValueFrom": "arn:aws:secretsmanager:eu-west-1:1:secret:x-AbCdEf:key::"},
        {"Name": "C2E_2", "ValueFrom": Join((*parameter, ":parameter/team/flag"))},
        {"Name": "C2E_3", "ValueFrom": Join((Join(partial("team/all")), ":user::"))},
        {"Name": "C2E_4", "ValueFrom": Join((Join(partial("team/all")), ":host::"))},
    ]
    assert done.container("App")["Secrets"] == [{"Name": "ALL", "ValueFrom": Join(partial("team/all"))}]
    statements = done.properties("AppTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert [(one["Action"], one["Resource"]) for one in statements[1:]] == [
        ("secretsmanager:GetSecretValue", Join((*partial("team/db"), "-??????"))),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:1:secret:x-AbCdEf"),
        ("ssm:GetParameters", Join((*parameter, ":parameter/team/flag"))),
        ("secretsmanager:GetSecretValue", Join((*partial("team/all"), "-??????"))),
    ]


def test_variables_from_secrets(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app:\n    image: a\n    x-ecs:\n      secrets:\n"
        "        KEY: arn:aws:ssm:eu-west-1:1:parameter/a\n"
        "        USER: {secretsmanager: team/db, key: user, version_stage: AWSPREVIOUS}",
    )
    assert done.container("App")["Secrets"] == [
        {"Name": "KEY", "ValueFrom": "arn:aws:ssm:eu-west-1:1:parameter/a"},
        {"Name": "USER", "ValueFrom": Join((Join(partial("team/db")), ":user:AWSPREVIOUS:"))},
    ]
    assert done.lines("W299") == []


def test_external_configs_are_read_like_secrets(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, configs: [{source: c, target: /etc/app/c}, {source: d, target: /etc/app/d}]}\n"
        "configs: {c: {external: true, name: /team/c}, d: {external: true, name: d}}",
    )
    parameter = ("arn:", Pseudo("Partition"), ":ssm:", Pseudo("Region"), ":", Pseudo("AccountId"))
    assert [one["ValueFrom"] for one in init(done)["Secrets"]] == [
        Join((*parameter, ":parameter/team/c")),
        Join((*parameter, ":parameter/d")),
    ]
