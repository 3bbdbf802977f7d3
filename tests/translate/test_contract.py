"""What comes out is what AWS takes: cfn-lint finds nothing in the templates, botocore's model nothing in the JSON."""

import json
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.validate import ParamValidator
from cfnlint.api import ManualArgs, lint

from tools import golden

#: Projects beside those of fixtures/projects, one per kind of resource that those do not have.
MORE = {
    "private": "services:\n  a: {image: a}\n  b: {image: b, depends_on: [a]}",
    "ecr": "services:\n  a: {image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/a/b:1'}\n  b: {image: b, scale: 0}",
    "windows": "services:\n  a: {image: a, platform: windows/amd64, cpus: 2}\n  b: {image: b, cpus: 16, mem_limit: 120g}",
}


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    made = {name: golden.made(name) for name in golden.names()}
    for name, text in MORE.items():
        folder = tmp_path_factory.mktemp(name)
        (folder / "compose.yaml").write_text(text)
        made[name] = golden.converted(str(folder))
    return made


def test_templates(outputs: dict[str, dict[str, str]]) -> None:
    found = []
    for name, files in outputs.items():
        for match in lint(files["template.yaml"], config=ManualArgs(regions=["us-east-1", "eu-west-1"])):
            if match.rule.severity in ("error", "warning"):
                found.append(f"{name}:{match.linenumber} {match.rule.id} {match.message}")
    assert found == []


def test_lint_would_find_something(outputs: dict[str, dict[str, str]]) -> None:
    broken = outputs["minimal"]["template.yaml"].replace("Cpu: '256'", "Cpu: '257'")
    assert [match.rule.id for match in lint(broken, config=ManualArgs(regions=["us-east-1"]))] == ["E3047", "E3048"]


def complaints(value: Any, shape: Any, where: str) -> list[str]:
    """Unknown members and words that an enum does not have; the validator of botocore lets both through."""
    if shape.type_name == "structure":
        unknown = [f"{where}.{key}" for key in value if key not in shape.members]
        known = [key for key in value if key in shape.members]
        return unknown + [c for key in known for c in complaints(value[key], shape.members[key], f"{where}.{key}")]
    if shape.type_name == "list":
        return [c for inner in value for c in complaints(inner, shape.member, f"{where}[]")]
    if shape.type_name == "string" and shape.enum and value not in shape.enum:
        return [f"{where}: {value}"]
    return []


@pytest.mark.parametrize(
    ("key", "operation"), [("taskDefinitions", "RegisterTaskDefinition"), ("services", "CreateService")]
)
def test_json(outputs: dict[str, dict[str, str]], key: str, operation: str) -> None:
    shape = botocore.session.get_session().get_service_model("ecs").operation_model(operation).input_shape
    count = 0
    for name, files in outputs.items():
        for one in json.loads(files["tasks.json"])[key]:
            count += 1
            assert ParamValidator().validate(one, shape).generate_report() == ""
            assert complaints(one, shape, name) == []
    assert count > 10


def test_no_secret_of_the_environment_file_is_in_the_diagnostics(outputs: dict[str, dict[str, str]]) -> None:
    value = Path(golden.PROJECTS, "shop", ".env").read_text().split("DB_PASSWORD=")[1].splitlines()[0]
    assert value
    assert value not in outputs["shop"]["diagnostics.txt"]
