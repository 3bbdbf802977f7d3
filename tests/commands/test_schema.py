import json

from compose2ecs.translate.xecs.jsonschema import schema
from tests.running import Runner


def test_schema(run: Runner) -> None:
    first, second = run("schema"), run("schema")
    assert (first.code, first.err) == (0, "")
    assert first.out == second.out
    made = json.loads(first.out)
    assert made == schema()
    assert made["definitions"]["service"]["properties"]["exec"]["description"] == "allow `compose2ecs exec`"
