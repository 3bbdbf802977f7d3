import json

from compose2ecs.diagnostics.codes import all_codes
from compose2ecs.diagnostics.render.document import document
from compose2ecs.diagnostics.render.github import annotation
from compose2ecs.diagnostics.render.sarif import sarif
from compose2ecs.diagnostics.span import Span

from .findings import NAMED, NOTE_CODE, NOWHERE, UNKNOWN_KEY, found


def test_json_is_as_decided() -> None:
    assert document([UNKNOWN_KEY, NOWHERE]) == {
        "schema": 1,
        "diagnostics": [
            {
                "code": "C102",
                "severity": "error",
                "message": "unknown key `replicaz` in `services.web.deploy`",
                "path": ["services", "web", "deploy", "replicaz"],
                "file": "compose.yaml",
                "line": 10,
                "column": 7,
                "hint": "did you mean `replicas`?",
            },
            {
                "code": "C102",
                "severity": "error",
                "message": "no Compose file",
                "path": [],
                "file": None,
                "line": None,
                "column": None,
                "hint": "name it with -f",
            },
        ],
    }


def test_github_annotation_escapes() -> None:
    assert annotation(UNKNOWN_KEY) == (
        "::error file=compose.yaml,line=10,col=7,title=C102::"
        "unknown key `replicaz` in `services.web.deploy` (did you mean `replicas`?)"
    )
    assert annotation(found(NOTE_CODE, "100%\nof a,b: c")) == "::notice title=N100::100%25%0Aof a,b: c"
    odd = NAMED._replace(span=Span("a,b:c.yaml", 1, 2), message="m")
    assert annotation(odd) == "::warning file=a%2Cb%3Ac.yaml,line=1,col=2,title=W111::m"


def test_sarif_has_rules_results_and_places() -> None:
    log = sarif([UNKNOWN_KEY, NAMED, NOWHERE], "1.2.3")
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    assert log["version"] == "2.1.0"
    assert (driver["name"], driver["version"]) == ("compose2ecs", "1.2.3")
    assert [rule["id"] for rule in driver["rules"]] == ["C102", "W111"]
    assert driver["rules"][0] == {
        "id": "C102",
        "shortDescription": {"text": all_codes()["C102"].title},
        "fullDescription": {"text": all_codes()["C102"].explanation},
        "defaultConfiguration": {"level": "error"},
    }
    assert run["results"][0] == {
        "ruleId": "C102",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": "unknown key `replicaz` in `services.web.deploy`\ndid you mean `replicas`?"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "compose.yaml"},
                    "region": {"startLine": 10, "startColumn": 7, "endLine": 10, "endColumn": 15},
                }
            }
        ],
    }
    assert [result["ruleIndex"] for result in run["results"]] == [0, 1, 0]
    assert "locations" not in run["results"][2]


def test_sarif_names_files_as_uris_and_related_places() -> None:
    odd = NAMED._replace(span=Span("my dir\\a#b.yaml", 1, 1), related=((Span("base.yaml", 3, 2), "first set at"),))
    result = sarif([odd], "1")["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20dir/a%23b.yaml"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert result["relatedLocations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "base.yaml"},
                "region": {"startLine": 3, "startColumn": 2},
            },
            "message": {"text": "first set at"},
        }
    ]
    json.dumps(result)
