"""What users lay over the graph in AWS's own words: mappings are merged deeply, everything else replaces.

A patch of the template changes the document that the graph is; what has changed in it goes back into the graph.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from compose2ecs.graph.document import document, entry, long_form
from compose2ecs.graph.intrinsics import parsed
from compose2ecs.graph.patch import Operation, Problem, patched
from compose2ecs.graph.resource import Graph, Resource

#: What a template may say of a resource beside its type, properties and dependencies.
ATTRIBUTES = ("Condition", "CreationPolicy", "DeletionPolicy", "Metadata", "UpdatePolicy", "UpdateReplacePolicy")
_OURS = ("AWSTemplateFormatVersion", "Description", "Outputs", "Parameters", "Resources")


def laid_over(base: Any, over: Any) -> Any:
    """``over`` merged into ``base``: mappings key by key, null takes a key away, lists and scalars replace."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    made = dict(base)
    for key, value in over.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = laid_over(made[key], value) if key in made else value
    return made


def patch_resource(graph: Graph, id: str, operations: list[Operation]) -> list[Problem | None]:
    """Apply a patch to one resource; its paths begin at the entry in the template: /Properties/Cpu.

    Gives what is wrong with each operation, None where nothing is.
    """
    before = long_form(entry(graph.resources[id]))
    after, problems = _applied(deepcopy(before), operations)
    return _finished(problems, lambda: _change(graph.resources[id], before, after, graph))


def patch_template(graph: Graph, operations: list[Operation]) -> list[Problem | None]:
    """Apply a patch to the whole template: /Resources/Vpc/Properties/CidrBlock. Gives problems like patch_resource."""
    before = document(graph)
    after, problems = _applied(deepcopy(before), operations)
    return _finished(problems, lambda: _replace(graph, before, after))


def _applied(document: Any, operations: list[Operation]) -> tuple[Any, list[Problem | None]]:
    problems: list[Problem | None] = []
    for operation in operations:
        try:
            document = patched(document, operation)
            problems.append(None)
        except Problem as problem:
            problems.append(problem)
    return document, problems


def _finished(problems: list[Problem | None], take_over: Callable[[], None]) -> list[Problem | None]:
    """A document that makes no sense is the fault of the last operation, as far as anybody knows."""
    if not any(problems):
        try:
            take_over()
        except Problem as problem:
            problems[-1] = problem
    return problems


def _replace(graph: Graph, before: Any, after: Any) -> None:
    if not isinstance(after, dict) or not isinstance(after.get("Resources"), dict):
        raise Problem("the template would have no `Resources`")
    graph.description = str(after.get("Description", ""))
    graph.parameters = _mapping(after, "Parameters")
    graph.sections = {key: value for key, value in after.items() if key not in _OURS}
    made: dict[str, Resource] = {}
    for id, said in after["Resources"].items():
        known = graph.resources.get(id)
        if known is None:
            known = Resource(id, "", {})
        _change(known, before["Resources"].get(id), said, graph)
        made[id] = known
    graph.resources = made
    if after.get("Outputs") != before.get("Outputs"):
        _outputs(graph, _mapping(after, "Outputs"))


def _mapping(document: dict[str, Any], name: str) -> dict[str, Any]:
    found = document.get(name, {})
    if not isinstance(found, dict):
        raise Problem(f"`{name}` must be a mapping")
    return found


def _change(resource: Resource, before: Any, after: Any, graph: Graph) -> None:
    """Take over what a document says of a resource, as far as it differs."""
    if after == before:
        return
    if not isinstance(after, dict) or not isinstance(after.get("Type"), str):
        raise Problem(f"`{resource.id}` would be no resource: it needs a `Type`")
    resource.type = after["Type"]
    properties = after.get("Properties", {})
    if not isinstance(properties, dict):
        raise Problem(f"the `Properties` of `{resource.id}` must be a mapping")
    if before is None or properties != before.get("Properties", {}):
        resource.properties = parsed(properties, graph.parameters)
    needs = after.get("DependsOn", [])
    if before is None or needs != before.get("DependsOn", []):
        resource.depends_on = [needs] if isinstance(needs, str) else list(needs)
    resource.attributes = {}
    usual = entry(resource)
    for name in dict.fromkeys((*ATTRIBUTES, *after)):
        if name not in ("Type", "Properties", "DependsOn") and after.get(name) != usual.get(name):
            resource.attributes[name] = after.get(name)


def _outputs(graph: Graph, outputs: dict[str, Any]) -> None:
    graph.outputs, graph.exports = {}, {}
    for name, said in outputs.items():
        add_output(graph, name, said)


def add_output(graph: Graph, name: str, said: Any) -> None:
    """An output as a template says it, or its value alone. Raises Problem."""
    whole = said if isinstance(said, dict) and "Value" in said else {"Value": said}
    unknown = [key for key in whole if key not in ("Description", "Export", "Value")]
    if unknown:
        raise Problem(f"output `{name}`: `{unknown[0]}` is not taken over", "an output has Description, Value, Export")
    export = whole.get("Export")
    if export is not None and not (isinstance(export, dict) and "Name" in export):
        raise Problem(f"output `{name}`: `Export` needs a `Name`")
    graph.outputs[name] = (str(whole.get("Description", "")), parsed(whole["Value"], graph.parameters))
    graph.exports.pop(name, None)
    if export is not None:
        graph.exports[name] = parsed(export["Name"], graph.parameters)
