"""Models as endpoints, and accounts of Active Directory."""

import json
from pathlib import Path

import pytest

from compose2ecs.graph.values import Join, Pseudo, Ref
from tests.translate.assemble.converted import Converted, convert

SERVICES = """
services:
  app: {image: 'a:1', models: [llm, embedding-model]}
  web:
    image: w:1
    environment: {B: '2', OTHER_URL: 'http://other:1', AI_URL: 'http://hidden'}
    models: {llm: {endpoint_var: AI_URL, model_var: AI_NAME}, other: {model_var: OTHER_NAME}}
models:
  llm: {model: ai/smollm2, x-ecs: {endpoint: 'https://example.com/v1', model: small}}
  embedding-model: {model: ai/minilm, x-ecs: {endpoint: 'http://vllm:8000/v1'}}
  other: {model: ai/other}
"""


def variables(done: Converted, service: str) -> dict[str, str]:
    return {one["Name"]: one["Value"] for one in done.container(service)["Environment"]}


def test_variables_name_the_endpoint_and_the_model(tmp_path: Path) -> None:
    done = convert(tmp_path, SERVICES)
    assert variables(done, "App") == {
        "EMBEDDING_MODEL_MODEL": "ai/minilm",
        "EMBEDDING_MODEL_URL": "http://vllm:8000/v1",
        "LLM_MODEL": "small",
        "LLM_URL": "https://example.com/v1",
    }
    assert variables(done, "Web") == {
        "AI_NAME": "small",
        "AI_URL": "https://example.com/v1",
        "B": "2",
        "OTHER_NAME": "ai/other",
        "OTHER_URL": "http://other:1",
    }
    web = "N290 services.web.models"
    assert done.lines("N290", "C290", "W299") == [
        "N290 services.app.models.llm: model `llm` is `https://example.com/v1` (`LLM_URL`); it is asked for as `small`"
        " (`LLM_MODEL`)",
        "N290 services.app.models.embedding-model: model `embedding-model` is `http://vllm:8000/v1`"
        " (`EMBEDDING_MODEL_URL`); it is asked for as `ai/minilm` (`EMBEDDING_MODEL_MODEL`)",
        f"{web}.llm: model `llm` is `https://example.com/v1` (`AI_URL`); it is asked for as `small` (`AI_NAME`)",
        f"{web}.other: model `other` is what `OTHER_URL` in `environment` says; it is asked for as `ai/other`"
        " (`OTHER_NAME`)",
        "N290 models.llm.model: `model: ai/smollm2` is for Docker: the endpoint calls it `small`",
    ]


def test_a_model_without_an_endpoint_is_refused(tmp_path: Path) -> None:
    done = convert(
        tmp_path, "services: {a: {image: a, models: [one, two]}}\nmodels: {one: {model: x}, two: {model: y}}"
    )
    assert done.lines("C290") == [
        "C290 services.a.models.one: `a` needs model `one` (`ONE_URL`, `ONE_MODEL: x`): ECS has no model runner, and no"
        " endpoint is named",
        "C290 services.a.models.two: `a` needs model `two` (`TWO_URL`, `TWO_MODEL: y`): ECS has no model runner, and no"
        " endpoint is named",
    ]
    assert done.places("C290") == ["1:35 C290 services.a.models.one", "1:40 C290 services.a.models.two"]
    assert "Environment" not in done.container("A")


def test_no_login_in_an_endpoint(tmp_path: Path) -> None:
    text = (
        "services: {a: {image: a, models: [m, n]}}\nmodels:\n  m: {model: x, x-ecs: {endpoint: 'https://u:pw1@h/'}}\n"
    )
    done = convert(tmp_path, text + "  n: {model: y, x-ecs: {endpoint: 'https://h/'}}")
    assert done.lines("C291") == ["C291 models.m.x-ecs.endpoint: the endpoint of model `m` has a login in it"]
    assert variables(done, "A") == {"N_MODEL": "y", "N_URL": "https://h/"}
    assert "pw1" not in "".join(done.lines())


def test_two_models_in_one_variable(tmp_path: Path) -> None:
    x = "x-ecs: {endpoint: 'http://h'}"
    text = f"models: {{m-x: {{model: one, {x}}}, m_x: {{model: two, {x}}}, m.x: {{model: three, {x}}}}}\n"
    done = convert(tmp_path, f"{text}services: {{a: {{image: a, models: [m-x, m_x, m.x]}}}}")
    assert done.lines("C293") == [
        "C293 services.a.models.m_x: model `m_x` wants the variable `M_X_URL`, which another model of `a` has"
    ]
    assert variables(done, "A")["M.X_MODEL"] == "three"


def test_an_endpoint_in_the_environment_may_be_a_secret(tmp_path: Path) -> None:
    text = "services: {a: {image: a, models: [m], environment: {M_URL: 'https://u:pw1@h/'}}}\nmodels: {m: {model: x}}"
    done = convert(tmp_path, text)
    assert variables(done, "A") == {"M_MODEL": "x"}
    assert [one["Name"] for one in done.container("A")["Secrets"]] == ["M_URL"]


def test_a_step_of_pre_start_has_the_variables_too(tmp_path: Path) -> None:
    steps = "pre_start: [{command: [a]}, {command: [b], environment: {X: '1'}}]"
    text = f"services: {{a: {{image: a, models: [m], {steps}}}}}\nmodels: {{m: {{model: x, x-ecs: {{endpoint: 'http://h'}}}}}}"
    done = convert(tmp_path, text)
    assert len(done.lines("N290")) == 1
    assert variables(done, "APreStart2") == {"M_MODEL": "x", "M_URL": "http://h", "X": "1"}


LOGIN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:MySecret"
SPEC = {"ActiveDirectoryConfig": {"HostAccountConfig": {"PluginInput": {"CredentialArn": LOGIN}}}}
PARAMETER = ("arn:", Pseudo("Partition"), ":ssm:", Pseudo("Region"), ":", Pseudo("AccountId"), ":parameter")


def account(folder: Path, launch_type: str, spec: str, x: str = "", **files: str) -> Converted:
    text = f"services:\n  a: {{image: 'a:1', credential_spec: {spec}, x-ecs: {{launch_type: {launch_type}{x}}}}}\n"
    configs = f"configs: {{one: {{content: '{json.dumps(SPEC)}'}}, two: {{file: two.json}}}}"
    return convert(folder, f"{text}  b: {{image: 'b:1', configs: [two]}}\n{configs}", None, **files)


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ("{file: spec.json}", "credentialspecdomainless"),
        ("{file: 'file://spec.json'}", "credentialspecdomainless"),
        ("{config: one}", "credentialspecdomainless"),
        ("{config: two}", "credentialspec"),
    ],
)
def test_on_ec2_the_file_is_a_parameter(spec: str, kind: str, tmp_path: Path) -> None:
    done = account(tmp_path, "ec2", spec, **{"spec.json": json.dumps(SPEC), "two.json": '{"a": "b"}'})
    parameter = done.properties("ACredentialSpec")
    content = json.dumps(SPEC) if kind == "credentialspecdomainless" else '{"a": "b"}'
    assert parameter == {"Name": "/shop/a/credential-spec", "Type": "String", "Value": content}
    assert done.container("A")["CredentialSpecs"] == [Join((f"{kind}:", *PARAMETER, Ref("ACredentialSpec")))]
    statements = done.properties("ATaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    arn = Join((*PARAMETER, Ref("ACredentialSpec")))
    assert {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": arn} in statements
    login = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": LOGIN}
    assert (login in statements) == (kind == "credentialspecdomainless")
    assert [line[:4] for line in done.lines("W292", "N291", "C292")] == ["N291" if login in statements else "W292"]
    (launch,) = done.of_type("AWS::EC2::LaunchTemplate").values()
    script = str(launch["LaunchTemplateData"]["UserData"])
    assert "ECS_GMSA_SUPPORTED=true" in script
    assert "credentials-fetcher && break" in script


def test_large_specifications(tmp_path: Path) -> None:
    found = []
    for size in (4096, 4097, 8192, 8193):
        text = json.dumps({"a": "x" * (size - len('{"a": ""}'))})
        done = account(tmp_path, "ec2", "{file: spec.json}", **{"spec.json": text, "two.json": ""})
        made = done.of_type("AWS::SSM::Parameter").get("ACredentialSpec")
        found.append((made or {}).get("Tier", "standard") if made else done.lines("C292")[0].partition("` ")[2])
    assert found == ["standard", "Advanced", "Advanced", "has 8193 characters, and a parameter 8192 at most"]


@pytest.mark.parametrize(
    ("launch_type", "spec", "x", "expected"),
    [
        ("ec2", "{file: none.json}", "", "cannot be read on this machine"),
        ("ec2", "{config: none}", "", "is no config of the project"),
        ("ec2", "{config: two}", "", "is no JSON"),
        ("fargate", "{config: one}", "", ": Fargate reads it from S3 only"),
        ("fargate", "{}", ", credential_spec: 'arn:aws:ssm:r:1:parameter/a'", "cannot be read on Fargate"),
        ("fargate", "{}", ", credential_spec: 'credentialspec:arn:aws:s3:::b/a'", "cannot be read on Fargate"),
        ("fargate", "{}", ", os_family: WINDOWS_SERVER_2022_CORE, credential_spec: 'arn:aws:s3:::b/a'", "is for Linux"),
        ("ec2", "{}", ", credential_spec: 'arn:aws:sns:r:1:a'", "is neither in S3 nor in Systems Manager"),
    ],
)
def test_what_cannot_be_used(launch_type: str, spec: str, x: str, expected: str, tmp_path: Path) -> None:
    done = account(tmp_path, launch_type, spec, x, **{"two.json": "{"})
    (line,) = done.lines("C292")
    assert expected in line
    assert "CredentialSpecs" not in done.container("A")


@pytest.mark.parametrize("launch_type", ["fargate", "ec2"])
def test_a_specification_in_s3(launch_type: str, tmp_path: Path) -> None:
    x = f", credential_spec: {{arn: 'arn:aws:s3:::b/k.json', secret: '{LOGIN}'}}"
    done = account(tmp_path, launch_type, "{file: spec.json}", x, **{"two.json": ""})
    assert done.container("A")["CredentialSpecs"] == ["credentialspecdomainless:arn:aws:s3:::b/k.json"]
    statements = done.properties("ATaskExecutionRole")["Policies"][0]["PolicyDocument"]["Statement"]
    assert [(one["Action"], one["Resource"]) for one in statements[-3:]] == [
        (["s3:GetObject", "s3:GetObjectVersion"], "arn:aws:s3:::b/k.json"),
        ("s3:ListBucket", "arn:aws:s3:::b"),
        ("secretsmanager:GetSecretValue", LOGIN),
    ]
    assert [line.partition(": ")[2] for line in done.lines("N291")] == [
        "`credential_spec` (file: spec.json) is for your machine: ECS reads `arn:aws:s3:::b/k.json`",
        f"the account of `a` is read from `arn:aws:s3:::b/k.json`, and the login from `{LOGIN}`",
    ]


def test_managed_instances_have_no_accounts(tmp_path: Path) -> None:
    done = account(tmp_path, "managed_instances", "{config: one}", **{"two.json": ""})
    message = "`credential_spec` (config: one) is dropped: Managed Instances cannot log in to a domain"
    assert done.lines("W260") == [f"W260 services.a.credential_spec: {message}"]
    assert "CredentialSpecs" not in done.container("A")
