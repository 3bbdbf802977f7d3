"""The command around a conversion; what is converted how is tested in tests/translate and tests/emit."""

import json
import os
from typing import Any

import pytest

from compose2ecs.commands import convert, validate
from compose2ecs.commands.pipeline import Translated
from compose2ecs.compose.load import load
from compose2ecs.compose.options import LoadOptions
from compose2ecs.diagnostics.codes.emit import LATER_VALUES
from compose2ecs.diagnostics.codes.source import TAG_IGNORED, YAML_SYNTAX
from compose2ecs.diagnostics.report import Report
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.translate.settings import Settings
from tests.running import Runner

TWO = "services:\n  web: {image: nginx}\n  db: {image: postgres}\n"


class Fake:
    """A translation of a task definition and a service each, with the findings that a test wants."""

    def __init__(self) -> None:
        self.findings: list[Any] = []
        self.settings = Settings()

    def __call__(self, options: LoadOptions, *, account: str = "", region: str = "") -> Translated:
        self.settings = Settings(account=account, region=region)
        report = Report()
        project = load(options, report)
        for code in self.findings:
            report.add(code, "told", span=project.span(("services",)) if project else None)
        if project is None or report.failed:
            return Translated(report, self.settings)
        graph = Graph(project.name, "a test")
        for name in project.services:
            container = {"Name": name, "Image": project.services[name].get("image"), "Essential": True}
            properties = {"Family": f"{project.name}-{name}", "ContainerDefinitions": [container]}
            graph.add(Resource(f"{name}Task", "AWS::ECS::TaskDefinition", properties))
            graph.add(Resource(f"{name}Service", "AWS::ECS::Service", {"ServiceName": name, "DesiredCount": 1}))
        return Translated(report, self.settings, project, graph)


@pytest.fixture
def fake(run: Runner) -> Fake:
    run.write("name: shop\n" + TWO)
    made = Fake()
    run.monkeypatch.setattr(convert, "translated", made)
    run.monkeypatch.setattr(validate, "translated", made)
    return made


@pytest.mark.usefixtures("fake")
class TestStandardOutput:
    def test_template_and_closing_line(self, run: Runner) -> None:
        done = run("convert")
        assert done.code == 0
        assert done.out.startswith("AWSTemplateFormatVersion: '2010-09-09'\n")
        assert done.err == "compose.yaml: 2 services → 4 resources, 0 errors, 0 warnings\n"

    def test_json_template(self, run: Runner) -> None:
        assert set(json.loads(run("convert", "--format", "json").out)["Resources"]) == {
            "webTask",
            "webService",
            "dbTask",
            "dbService",
        }
        assert run("convert", "--json").out == run("convert", "--format", "json").out

    def test_ecs_json(self, run: Runner) -> None:
        document = json.loads(run("convert", "--to", "json").out)
        assert list(document) == ["schema", "project", "cluster", "taskDefinitions", "services"]
        assert [one["family"] for one in document["taskDefinitions"]] == ["shop-web", "shop-db"]

    def test_one_service_is_a_bare_task_definition(self, run: Runner) -> None:
        bare = json.loads(run("convert", "--to", "json", "-s", "db").out)
        assert bare["family"] == "shop-db"
        both = json.loads(run("convert", "--to", "json", "-s", "db", "-s", "web").out)
        assert len(both["taskDefinitions"]) == 2

    def test_one_service_of_the_template(self, run: Runner) -> None:
        assert set(json.loads(run("convert", "--json", "-s", "db").out)["Resources"]) == {"dbTask", "dbService"}
        assert run("convert", "-s", "nope").code == 3

    def test_quiet(self, run: Runner) -> None:
        done = run("convert", "-q")
        assert (done.code, done.err) == (0, "")
        assert done.out

    def test_json_in_yaml_is_a_contradiction(self, run: Runner) -> None:
        done = run("convert", "--to", "json", "--format", "yaml")
        assert (done.code, done.out) == (2, "")
        assert "--to json is JSON" in done.err


class TestFindings:
    def test_error_prints_no_template(self, run: Runner, fake: Fake) -> None:
        fake.findings = [YAML_SYNTAX, TAG_IGNORED]
        done = run("convert", "-o", "out.yaml")
        assert (done.code, done.out) == (3, "")
        assert done.err.splitlines() == [
            "compose.yaml:2:1: error[C101]: told",
            "compose.yaml:2:1: warning[W111]: told",
            "compose.yaml: 1 error, 1 warning",
        ]
        assert not os.path.exists("out.yaml")

    def test_warnings_are_named_in_the_closing_line(self, run: Runner, fake: Fake) -> None:
        fake.findings = [TAG_IGNORED, LATER_VALUES]
        done = run("convert")
        assert done.code == 0
        closing = "compose.yaml: 2 services → 4 resources, 0 errors, 1 warning (W111 line 2), 1 note (-v lists them)"
        assert done.err.splitlines() == ["compose.yaml:2:1: warning[W111]: told", closing]

    def test_strict(self, run: Runner, fake: Fake) -> None:
        fake.findings = [TAG_IGNORED]
        done = run("convert", "--strict", "-o", "out.yaml")
        assert (done.code, done.out) == (3, "")
        assert done.err.endswith("compose.yaml: 1 warning (--strict: warnings are errors)\n")
        assert not os.path.exists("out.yaml")

    def test_account_and_region_reach_the_translation(self, run: Runner, fake: Fake) -> None:
        run("convert", "--account", "123456789012", "--region", "eu-west-1")
        assert (fake.settings.account, fake.settings.region) == ("123456789012", "eu-west-1")
        run.monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        run("convert")
        assert (fake.settings.account, fake.settings.region) == ("", "us-east-1")


@pytest.mark.usefixtures("fake")
class TestFiles:
    def test_file(self, run: Runner) -> None:
        done = run("convert", "-o", "made/shop.yaml")
        assert (done.code, done.out) == (0, "")
        assert done.err.splitlines()[0] == "made/shop.yaml written"
        assert (run.folder / "made/shop.yaml").read_text() == run("convert").out
        assert run("convert", "-o", "made/shop.yaml").err.splitlines()[0] == "made/shop.yaml is up to date"

    def test_directory(self, run: Runner) -> None:
        run("convert", "-o", "made/")
        run("convert", "-o", "made", "--format", "json")
        assert sorted(os.listdir("made")) == ["template.json", "template.yaml"]

    def test_directory_of_ecs_json(self, run: Runner) -> None:
        done = run("convert", "--to", "json", "-o", "made/")
        assert done.code == 0
        assert sorted(os.listdir("made/task-definitions")) == ["shop-db.json", "shop-web.json"]
        assert sorted(os.listdir("made/services")) == ["db.json", "web.json"]
        assert json.loads((run.folder / "made/task-definitions/shop-db.json").read_text())["family"] == "shop-db"

    def test_what_cannot_be_written(self, run: Runner) -> None:
        done = run("convert", "-o", "compose.yaml/template.yaml")
        assert (done.code, done.out) == (1, "")
        assert "error[C193]: cannot write compose.yaml/template.yaml" in done.err

    def test_check(self, run: Runner) -> None:
        missing = run("convert", "-o", "made/", "--check")
        assert (missing.code, missing.out) == (1, "")
        assert missing.err.splitlines()[0] == "made/template.yaml differs from what would be written"
        assert not os.path.exists("made")
        run("convert", "-o", "made/")
        assert run("convert", "-o", "made/", "--check").code == 0
        run.write(TWO)
        assert run("convert", "-o", "made/", "--check").code == 1
        assert run("convert", "--check").code == 2


class TestValidate:
    def test_ok_line(self, run: Runner, fake: Fake) -> None:
        assert run("validate") == (0, "", "compose.yaml: ok, 2 services\n")
        assert run("check", "-q") == (0, "", "")
        fake.findings = [TAG_IGNORED]
        assert run("validate").err.splitlines()[-1] == "compose.yaml: ok, 2 services, 1 warning"

    def test_failure(self, run: Runner, fake: Fake) -> None:
        fake.findings = [YAML_SYNTAX]
        done = run("validate")
        assert (done.code, done.out) == (3, "")
        assert done.err == "compose.yaml:2:1: error[C101]: told\ncompose.yaml: 1 error\n"

    def test_text_has_excerpts_without_a_terminal(self, run: Runner, fake: Fake) -> None:
        fake.findings = [YAML_SYNTAX]
        assert " --> compose.yaml:2:1\n" in run("validate", "--format", "text").err

    def test_data_forms_go_to_standard_output(self, run: Runner, fake: Fake) -> None:
        fake.findings = [YAML_SYNTAX, LATER_VALUES]
        for words in (["--format", "json"], ["--json"]):
            done = run("validate", *words)
            assert (done.code, done.err) == (3, "")
            found = json.loads(done.out)["diagnostics"]
            assert [(one["code"], one["line"], one["column"]) for one in found] == [("C101", 2, 1), ("N293", 2, 1)]
        sarif = json.loads(run("validate", "--format", "sarif").out)
        assert [one["ruleId"] for one in sarif["runs"][0]["results"]] == ["C101", "N293"]
        assert run("validate", "--format", "github").out == (
            "::error file=compose.yaml,line=2,col=1,title=C101::told\n"
            "::notice file=compose.yaml,line=2,col=1,title=N293::told\n"
        )

    def test_strict_counts_in_data_forms_too(self, run: Runner, fake: Fake) -> None:
        fake.findings = [TAG_IGNORED]
        assert run("validate", "--json").code == 0
        assert run("validate", "--json", "--strict").code == 3
