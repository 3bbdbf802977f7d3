"""The graph as JSON for the AWS CLI: inputs of register-task-definition and create-service.

What is known only after deployment stands as a placeholder: ``${LogicalId}`` or ``${LogicalId.Attribute}``, the account
as ACCOUNT_ID and the region as REGION.
"""

from typing import Any

from compose2ecs.diagnostics.codes import emit as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.resolve import Place, Resolver, collect
from compose2ecs.graph.resource import Graph

SCHEMA = 1
_TASK_DEFINITION = "AWS::ECS::TaskDefinition"
_SERVICE = "AWS::ECS::Service"


def ecs_json(graph: Graph, place: Place) -> dict[str, Any]:
    """``{"schema", "project", "cluster", "taskDefinitions", "services"}`` in the order of the graph."""
    resolver = Resolver(graph, place)
    clusters = [resolver.name(resource.id) for resource in graph.of_type("AWS::ECS::Cluster")]
    return {
        "schema": SCHEMA,
        "project": graph.project,
        "cluster": clusters[0] if clusters else None,
        "taskDefinitions": [resolver.input(r.properties) for r in graph.of_type(_TASK_DEFINITION)],
        "services": [resolver.input(r.properties) for r in graph.of_type(_SERVICE)],
    }


def files(document: dict[str, Any]) -> dict[str, str]:
    """The document as files: task-definitions/<family>.json and services/<service>.json."""
    made = {f"task-definitions/{one['family']}.json": one for one in document["taskDefinitions"]}
    made.update({f"services/{one['serviceName']}.json": one for one in document["services"]})
    return {path: _text(one) for path, one in made.items()}


def _text(value: Any) -> str:
    import json

    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def placeholder_notes(document: dict[str, Any], report: Report) -> None:
    """Name the values that must be filled in before the AWS CLI is called."""
    found: dict[str, None] = {}
    collect([document["taskDefinitions"], document["services"]], found)
    if found:
        report.add(
            codes.LATER_VALUES,
            f"values known only after deployment: {', '.join(sorted(found))}",
            hint="fill them in, or deploy the CloudFormation template, which needs none",
        )
