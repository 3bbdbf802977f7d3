"""Secrets: never in the template, always in the container."""

import subprocess
from pathlib import Path
from typing import Any

from compose2ecs.emit.cloudformation import template
from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.translate.settings import Settings
from compose2ecs.translate.translate import translate
from tests.loading import load_project
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
    assert container["MountPoints"] == [{"SourceVolume": "app-run-secrets", "ContainerPath": "/files/0"}]
    app = done.container("App")
    assert app["DependsOn"] == [{"ContainerName": "files-init", "Condition": "SUCCESS"}]
    mount = {"SourceVolume": "app-run-secrets", "ContainerPath": "/run/secrets", "ReadOnly": True}
    assert app["MountPoints"] == [mount]
    assert done.properties("AppTaskDefinition")["Volumes"] == [{"Name": "app-run-secrets", "Host": {}}]
    assert len(done.properties("OtherTaskDefinition")["ContainerDefinitions"]) == 1


def test_the_script_writes_the_files(tmp_path: Path) -> None:
    """The real script in a real shell, with the mount points moved and without chown, which needs root."""
    text = PROJECT.replace("secrets: [one", "secrets: [one, three, {source: four, target: a/b/four}")
    done = convert(
        tmp_path, f"{text[:-1]}, three: {{file: ./three}}, four: {{environment: FOUR}}}}", one="hunter2", three="x"
    )
    (tmp_path / "three").write_bytes(b"\xff\x00\xfe")
    project, _ = load_project(tmp_path, {})
    assert project is not None
    done = Converted(translate(project, Settings(), done.report), done.report)
    (script,) = init(done)["Command"]
    (tmp_path / "files/0").mkdir(parents=True)
    moved = script.replace("/files/", f"{tmp_path}/files/").replace("chown 0:0", "true").replace("chown 5:6", "true")
    values = {"C2E_0": "first\nline", "C2E_1": "/wD+", "C2E_2": "4", "C2E_3": "$second 'q'", "PATH": "/usr/bin:/bin"}
    subprocess.run(["/bin/sh", "-ec", moved], env=values, check=True)
    folder = tmp_path / "files/0"
    assert (folder / "one").read_text() == "first\nline"
    assert (folder / "three").read_bytes() == b"\xff\x00\xfe"
    assert (folder / "a/b/four").read_text() == "4"
    assert (folder / ".linked/0").read_text() == "$second 'q'"
    assert [(folder / name).stat().st_mode & 0o777 for name in ("one", ".linked/0", "a", "a/b", ".linked")] == [
        0o444,
        0o440,
        0o755,
        0o755,
        0o755,
    ]
    assert (
        "N243 secrets.three: secret `shop/three` must exist before the template is deployed, with the value of its file,"
        " in base64" in done.lines()
    )


def test_what_is_said(tmp_path: Path) -> None:
    done = convert(tmp_path, PROJECT, one="")
    assert done.lines("W240", "N243") == [
        "W240 secrets.one: secret `one` has no value on this machine: its file is missing or empty",
        "N243 secrets.one: secret `shop/one` must exist before the template is deployed, with the value of its file",
        "W240 secrets.two: secret `two` has no value on this machine: variable `TWO` is missing or empty",
        "N243 secrets.two: secret `shop/two` must exist before the template is deployed, with the value of variable `TWO`"
        " and the tags a=b, c=d",
    ]
    assert done.places("W240")[0] == "4:11 W240 secrets.one"


def test_targets_elsewhere_and_odd_owners(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  a: {image: a, secrets: [{source: s, target: /etc/key, uid: me}]}\n  b: {image: b}\n"
        "secrets: {s: {environment: S}}",
    )
    assert done.lines("N244") == [
        "N244 services.a.secrets[0]: `s` is the file `/etc/key` of `a`, by a link in the image, owner 0:0, mode 0444"
    ]
    assert [one["ContainerPath"] for one in done.container("A")["MountPoints"]] == ["/run/secrets"]
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


def test_references_keep_the_files_of_the_machine_out(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, secrets: [s, t], configs: [c, {source: d, target: /d}]}\n"
        "secrets:\n"
        "  s: {file: ./s, labels: {a: b, c: d}, x-ecs: {secretsmanager: team/s, kms_key: key-1}}\n"
        "  t: {environment: T, x-ecs: {ssm: /team/t, inject: env}}\n"
        "configs:\n  c: {content: x, x-ecs: {ssm: /team/c}}\n  d: {content: y, x-ecs: {ssm: /team/d}}",
    )
    assert done.lines("W240", "N243", "W299") == []
    assert done.lines("N244") == [
        "N244 services.app.secrets[0]: `s` is the file `/run/secrets/s` of `app`, owner 0:0, mode 0444",
        "N244 services.app.secrets[1]: secret `t` is the variable `T` of `app`",
        "N244 services.app.configs[0]: `c` is the file `/c` of `app`, by a link in the image, owner 0:0, mode 0444",
        "N244 services.app.configs[1]: `d` is the file `/d` of `app`, by a link in the image, owner 0:0, mode 0444",
        "N244 secrets.s.file: `s` is read from AWS; `file: ./s` is for your machine",
        "N244 secrets.s.labels: the labels of `s` change nothing: it exists (a=b, c=d)",
        "N244 secrets.t.environment: `t` is read from AWS; `environment: T` is for your machine",
        "N244 configs.c.content: `c` is read from AWS; `content` is for your machine",
        "N244 configs.d.content: `d` is read from AWS; `content` is for your machine",
    ]
    statements = done.properties("AppTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert {
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": Join(("arn:", Pseudo("Partition"), ":kms:", *HERE[1:], ":key/key-1")),
        "Condition": {
            "StringEquals": {"kms:ViaService": Join(("secretsmanager.", Pseudo("Region"), ".", Pseudo("URLSuffix")))}
        },
    } in statements


def test_one_name_is_one_variable(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app:\n    image: a\n    environment: {KEY: clear, B: b}\n"
        "    x-ecs: {secrets: {KEY: 'ssm:/key', NONE: {key: user}}}",
    )
    container = done.container("App")
    assert container["Environment"] == [{"Name": "B", "Value": "b"}]
    assert [one["Name"] for one in container["Secrets"]] == ["KEY"]
    assert done.lines("N244", "C264") == [
        "N244 services.app.environment.KEY: variable `KEY` comes from a secret; its value in `environment` is left out",
        "C264 services.app.x-ecs.secrets.NONE: variable `NONE` names no secret (key)",
    ]


def test_a_volume_hides_links(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app:\n    image: a\n    volumes: ['data:/data', 'data:/run/secrets/x']\n"
        "    secrets: [{source: s, target: /data/key}, {source: t, target: /database/key}]\n"
        "secrets: {s: {environment: S}, t: {environment: T}}\nvolumes: {data: {}}",
    )
    assert done.lines("W246") == [
        "W246 services.app.secrets[0]: `/data/key` of `app` is hidden by what is mounted at `/data`"
    ]
