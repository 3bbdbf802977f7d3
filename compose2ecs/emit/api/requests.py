"""All requests that make a graph, in the order in which they can be made."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.codes import emit as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.api.call import Call, Source, text
from compose2ecs.emit.api.table import CREATIONS
from compose2ecs.emit.resolve import Place, Resolver
from compose2ecs.graph.order import needs, ordered
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt

_CUSTOM = "AWS::CloudFormation::CustomResource"
#: Made for the function that runs jobs, and for nothing else.
_BESIDE_RUNNER = ("AWS::IAM::Role", "AWS::Logs::LogGroup")


def requests(graph: Graph, place: Place, report: Report) -> list[dict[str, Any]]:
    """``{"step", "service", "operation", "parameters"}`` per request.

    A step is called like the resource that it makes, so that ``${Vpc}`` is what step Vpc came to; further steps about
    the same resource have their operation behind it (``Vpc/ModifyVpcAttribute``).
    """
    resolver = Resolver(graph, place)
    runner = job_runner(graph)
    made: list[dict[str, Any]] = []
    for resource in ordered(graph):
        if resource.type == _CUSTOM and "TaskDefinition" not in resource.properties:
            _tell(resource, "a custom resource needs CloudFormation", report)
        elif resource.id not in runner:
            function = next(_functions(resource.properties), None)
            if function is not None:
                _tell(resource, f"{function} is computed by CloudFormation only", report)
            made += _steps(resource, resolver)
    return made


def _tell(resource: Resource, why: str, report: Report) -> None:
    message = f"{resource.id} cannot be made by requests: {why}"
    report.add(codes.NEEDS_CLOUDFORMATION, message, path=resource.origin, hint="deploy the CloudFormation template")


def _functions(value: Any) -> Iterator[str]:
    """CloudFormation's functions that no value of ours stands for."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.startswith("Fn::") and key != "Fn::Base64":
                yield key
            yield from _functions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _functions(inner)


def json_lines(requests: list[dict[str, Any]]) -> str:
    """One request per line."""
    import json

    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in requests)


def calls(resource: Resource, resolver: Resolver) -> list[Call]:
    """The calls that make one resource."""
    creation = CREATIONS.get(resource.type)
    source = Source(resource, resolver)
    if creation is not None:
        return creation.function()(source)
    # A type that only users bring in: the Cloud Control API takes CloudFormation's own words.
    return [Call("cloudcontrol", "CreateResource", {"TypeName": resource.type, "DesiredState": text(source.rest())})]


def _steps(resource: Resource, resolver: Resolver) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    taken: dict[str, int] = {}
    for index, call in enumerate(calls(resource, resolver)):
        step = resource.id if index == 0 else f"{resource.id}/{call.operation}"
        taken[step] = taken.get(step, 0) + 1
        if taken[step] > 1:
            step = f"{step}/{taken[step]}"
        made.append({"step": step, **call._asdict()})
    return made


def job_runner(graph: Graph) -> dict[str, None]:
    """Logical ids of what the template needs to run jobs; direct calls run them without help."""
    custom = list(graph.of_type(_CUSTOM))
    tokens = [one.properties.get("ServiceToken") for one in custom if "TaskDefinition" in one.properties]
    found = {token.logical_id: None for token in tokens if isinstance(token, GetAtt)}
    beside = [need for id in found if id in graph.resources for need in needs(graph.resources[id])]
    for id in beside:
        resource = graph.resources.get(id)
        users = [one.id for one in graph.resources.values() if id in needs(one)]
        if resource is not None and resource.type in _BESIDE_RUNNER and set(users) <= {*found, *beside}:
            found[id] = None
    return found
