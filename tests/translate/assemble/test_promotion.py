"""Variables that look like secrets never reach the template."""

from pathlib import Path
from typing import Any

from compose2ecs.emit.cloudformation import template
from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.model.secrets import SecretSource, sources, value
from tests.loading import load_project
from tests.translate.assemble.converted import convert

HERE = (Pseudo("Region"), ":", Pseudo("AccountId"))
TEXT = (
    "services:\n"
    "  web:\n    image: w\n"
    "    environment: {A: 1, DB_PASSWORD: hunter2, URL: 'postgres://u:hunter3@db/x', B: true}\n"
    "  other: {image: o, environment: {C: c}}\n"
)


def secret(name: str) -> tuple[Any, ...]:
    return ("arn:", Pseudo("Partition"), ":secretsmanager:", *HERE, f":secret:{name}")


def parameter(name: str) -> Join:
    return Join(("arn:", Pseudo("Partition"), ":ssm:", *HERE, f":parameter/{name}"))


def test_one_secret_per_service(tmp_path: Path) -> None:
    done = convert(tmp_path, TEXT)
    container = done.container("Web")
    assert container["Environment"] == [{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "true"}]
    arn = Join(secret("shop/web/environment"))
    assert container["Secrets"] == [
        {"Name": "DB_PASSWORD", "ValueFrom": Join((arn, ":DB_PASSWORD::"))},
        {"Name": "URL", "ValueFrom": Join((arn, ":URL::"))},
    ]
    text = template(done.graph)
    assert "hunter" not in text
    assert all("hunter" not in line for line in done.lines())
    statements = done.properties("WebTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert [one["Resource"] for one in statements if one["Action"] == "secretsmanager:GetSecretValue"] == [
        Join((*secret("shop/web/environment"), "-??????"))
    ]
    assert done.lines("W401", "N245") == [
        "N245 services.web.environment.DB_PASSWORD: `DB_PASSWORD` and `URL` of `web` look like secrets: the value must"
        " be in secret `shop/web/environment`, a JSON object with these keys, before the template is deployed"
    ]


def test_a_service_may_keep_them(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "x-ecs: {promote_secrets: false}\nservices:\n"
        "  a: {image: a, environment: {TOKEN: one}, x-ecs: {promote_secrets: true}}\n"
        "  b: {image: b, environment: {TOKEN: two}}",
    )
    assert [one["Name"] for one in done.container("A")["Secrets"]] == ["TOKEN"]
    assert "Environment" not in done.container("A")
    assert done.container("B")["Environment"] == [{"Name": "TOKEN", "Value": "two"}]
    assert done.lines("N246", "W401", "W299") == [
        "N246 x-ecs.promote_secrets: `promote_secrets: false`: variables that look like secrets stand in clear text in"
        " the template",
        "N246 services.a.x-ecs.promote_secrets: `promote_secrets: true`: variables that look like secrets stand in"
        " Secrets Manager",
        "W401 services.b.environment.TOKEN: variable `TOKEN` looks like a secret and stands in clear text in the task"
        " definition",
    ]


def test_parameters(tmp_path: Path) -> None:
    done = convert(tmp_path, f"{TEXT}x-ecs: {{secrets: {{store: ssm, prefix: team/, kms_key: 'arn:aws:kms:k'}}}}")
    assert done.container("Web")["Secrets"] == [
        {"Name": "DB_PASSWORD", "ValueFrom": parameter("team/web/DB_PASSWORD")},
        {"Name": "URL", "ValueFrom": parameter("team/web/URL")},
    ]
    statements = done.properties("WebTaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    through = Join(("ssm.", Pseudo("Region"), ".", Pseudo("URLSuffix")))
    decrypt = {
        "Effect": "Allow",
        "Action": "kms:Decrypt",
        "Resource": "arn:aws:kms:k",
        "Condition": {"StringEquals": {"kms:ViaService": through}},
    }
    read = [
        {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": parameter(f"team/web/{name}")}
        for name in ("DB_PASSWORD", "URL")
    ]
    assert statements[:3] == [read[0], decrypt, read[1]]
    assert done.lines("W299") == []


def test_sources(tmp_path: Path) -> None:
    """What `up` puts in: every secret that the template only names, and nothing that exists elsewhere."""
    (tmp_path / "binary").write_bytes(b"\xff\x00")
    project, _ = load_project(
        tmp_path,
        "name: shop\nservices:\n"
        "  a: {image: a, secrets: [text, binary, variable, missing, there], environment: {X_TOKEN: t, Y_TOKEN: ü}}\n"
        "  gone: {image: b, environment: {X_TOKEN: t}, x-ecs: {ignore: true}}\n"
        "secrets:\n  text: {file: ./text, name: my-own}\n  binary: {file: ./binary}\n"
        "  variable: {environment: V}\n  missing: {file: ./missing}\n  there: {external: true}",
        {"V": "v"},
    )
    (tmp_path / "text").write_text("hello")
    assert project is not None
    found = sources(project)
    assert found == [
        SecretSource("my-own", ("secrets", "text"), file=str(tmp_path / "text")),
        SecretSource("shop/binary", ("secrets", "binary"), file=str(tmp_path / "binary"), binary=True),
        SecretSource("shop/variable", ("secrets", "variable"), variable="V"),
        SecretSource("shop/missing", ("secrets", "missing"), file=str(tmp_path / "missing")),
        SecretSource("shop/a/environment", ("services", "a", "environment"), variables=("X_TOKEN", "Y_TOKEN")),
    ]
    assert [value(project, one) for one in found] == [
        "hello",
        "/wA=",
        "v",
        None,
        '{"X_TOKEN": "t", "Y_TOKEN": "ü"}',
    ]
