"""Keys of secrets that are JSON: each is a file or a variable of its own."""

from pathlib import Path

from compose2ecs.emit.cloudformation import template
from tests.translate.assemble.converted import Converted, convert
from tests.translate.assemble.templates import lint

ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:k-AbCdEf"


def one(folder: Path, wish: str) -> Converted:
    return convert(
        folder,
        "services:\n  app: {image: a, secrets: [s]}\n"
        f"secrets:\n  s: {{external: true, name: team/s, x-ecs: {{{wish}}}}}",
    )


def test_keys_are_variables(tmp_path: Path) -> None:
    done = one(tmp_path, f"arn: '{ARN}', inject: env, keys: [user, host-name]")
    assert done.container("App")["Secrets"] == [
        {"Name": "S_USER", "ValueFrom": f"{ARN}:user::"},
        {"Name": "S_HOST_NAME", "ValueFrom": f"{ARN}:host-name::"},
    ]
    assert done.lines("N244") == [
        "N244 services.app.secrets[0]: key `host-name` of secret `s` is the variable `S_HOST_NAME` of `app`",
        "N244 services.app.secrets[0]: key `user` of secret `s` is the variable `S_USER` of `app`",
    ]
    assert lint({"keys": template(done.graph)}) == []


def test_one_key_is_the_variable(tmp_path: Path) -> None:
    done = one(tmp_path, f"arn: '{ARN}', inject: env, env: DB_USER, keys: [user]")
    assert done.container("App")["Secrets"] == [{"Name": "DB_USER", "ValueFrom": f"{ARN}:user::"}]


def test_keys_must_be_listed(tmp_path: Path) -> None:
    done = one(tmp_path, f"arn: '{ARN}', keys: '*'")
    assert done.lines("C260") == [
        "C260 secrets.s.x-ecs.keys: `keys: *` of `s`: which keys the value has is not known before the task starts"
    ]


def test_a_parameter_has_no_keys(tmp_path: Path) -> None:
    assert one(tmp_path, "ssm: /team/s, keys: [a, b]").lines("C262") == [
        "C262 secrets.s.x-ecs.keys: `keys: a, b` of `s`: it is a parameter"
    ]
    done = convert(
        tmp_path,
        "services:\n  app: {image: a, x-ecs: {secrets: {A: {ssm: /a, key: k, version_id: v}, B: {ssm: /b}}}}",
    )
    assert done.lines("C262") == [
        "C262 services.app.x-ecs.secrets.A: `key: k, version_id: v` of variable `A`: it is a parameter"
    ]


def test_secrets_of_builds(tmp_path: Path) -> None:
    done = convert(
        tmp_path,
        "services:\n  app: {build: {context: ., secrets: [b, u]}, secrets: [s]}\n"
        "secrets:\n"
        "  s: {environment: S}\n"
        "  b: {file: ./b}\n"
        "  u: {environment: U, labels: {k: v, l: w}, x-ecs: {inject: env, env: E}}",
    )
    assert [line for line in done.lines("N202", "W299", "N243") if " secrets." in line] == [
        "N243 secrets.s: secret `shop/s` must exist before the template is deployed, with the value of variable `S`",
        "N202 secrets.b: secret `b` (file ./b) is for the builder only",
        "N202 secrets.u: secret `u` (environment U, k v, l w, inject env, env E) is for the builder only",
    ]
