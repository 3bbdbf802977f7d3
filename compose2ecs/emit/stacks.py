"""Cuts a graph that is too large for one CloudFormation stack into several that are deployed one after the other.

A later stack imports what it needs from earlier ones (``Fn::ImportValue``), so the templates are as self-contained as a
single one: no parameters to pass on, only an order to keep. Resources of one Compose service stay together.
"""

from typing import Any

from compose2ecs.diagnostics.codes import emit as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.emit.cloudformation import fits, size_notes, template
from compose2ecs.graph.names import bounded
from compose2ecs.graph.order import needs
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Import, Join, Ref

#: Outputs of one template. Source: CloudFormation quotas.
MAX_OUTPUTS = 200
#: Room that is left for what people add with their own tools.
_COMFORTABLE = 450
_LONGEST_NAME = 128

Unit = list[str]


def stack_files(graph: Graph, format: str, report: Report) -> dict[str, str]:
    """The stacks as files, in the order of deployment; what is still too large is told."""
    stacks = split(graph)
    files = {}
    for number, stack in enumerate(stacks, 1):
        text = template(stack, format)
        files[f"{number:0{len(str(len(stacks)))}}-{graph.project}.{format}"] = text
        size_notes(stack, text, report)
    names = ", ".join(files)
    message = f"the project is cut into {len(stacks)} stacks, to be deployed one after the other: {names}"
    hint = f"give them stack names of your own; what they share is exported as {graph.project}-…"
    report.add(codes.SEVERAL_STACKS, message, hint=hint)
    return files


def split(graph: Graph) -> list[Graph]:
    """The graph as stacks in the order of deployment; each keeps within CloudFormation's limits.

    A single service beyond the limits cannot be cut; then its stack is beyond them, too.
    """
    units = _ordered_units(graph)
    most = _COMFORTABLE
    while True:
        made = _stacks(graph, _packed(units, most))
        largest = max(len(unit) for unit in units)
        if most <= largest or all(_within_limits(stack) for stack in made):
            return made
        most = max(most // 2, largest)


def _within_limits(stack: Graph) -> bool:
    return len(stack.outputs) <= MAX_OUTPUTS and fits(stack, template(stack))


def _ordered_units(graph: Graph) -> list[Unit]:
    """What must stay together, so that each unit needs only units before it.

    A unit is a service with all that was made for it, or a single other resource; units that need each other are one.
    """
    home = {resource.id: _unit_name(resource) for resource in graph.resources.values()}
    below: dict[str, dict[str, None]] = {name: {} for name in home.values()}
    for resource in graph.resources.values():
        for need in needs(resource):
            if need in home and home[need] != home[resource.id]:
                below[home[resource.id]][home[need]] = None
    members: dict[str, Unit] = {}
    for id, name in home.items():
        members.setdefault(name, []).append(id)
    return [[id for name in group for id in members[name]] for group in _components(below)]


def _unit_name(resource: Resource) -> str:
    origin = resource.origin
    return f"service {origin[1]}" if len(origin) > 1 and origin[0] == "services" else f"resource {resource.id}"


def _components(below: dict[str, dict[str, None]]) -> list[list[str]]:
    """Strongly connected groups of names, each after those that it needs (Tarjan's algorithm, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []
    for start in below:
        if start in index:
            continue
        work = [(start, iter(below[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        while work:
            name, rest = work[-1]
            step = next((other for other in rest if other not in index or other in stack), None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    group = stack[stack.index(name) :]
                    del stack[stack.index(name) :]
                    found.append(group)
            elif step in index:
                low[name] = min(low[name], index[step])
            else:
                index[step] = low[step] = len(index)
                stack.append(step)
                work.append((step, iter(below[step])))
    return found


def _packed(units: list[Unit], most: int) -> list[Unit]:
    """Units one after the other into stacks of at most ``most`` resources."""
    made: list[Unit] = [[]]
    for unit in units:
        if made[-1] and len(made[-1]) + len(unit) > most:
            made.append([])
        made[-1].extend(unit)
    return made


def _stacks(graph: Graph, chunks: list[Unit]) -> list[Graph]:
    where = {id: number for number, chunk in enumerate(chunks) for id in chunk}
    made = []
    for number in range(len(chunks)):
        description = f"{graph.description} (stack {number + 1} of {len(chunks)})"
        made.append(Graph(graph.project, description))
        made[-1].parameters = dict(graph.parameters)
        made[-1].sections = dict(graph.sections)
    for id, resource in graph.resources.items():  # in the order of the whole template
        number = where[id]
        properties = _foreign(resource.properties, number, where, graph.project, made)
        own = tuple(need for need in resource.depends_on if where.get(need, number) == number)
        part = made[number].add(
            Resource(
                id,
                resource.type,
                properties,
                depends_on=own,
                origin=resource.origin,
                span=resource.span,
                retain=resource.retain,
            )
        )
        part.attributes = resource.attributes
    for name, (description, value) in graph.outputs.items():
        number = max((where[id] for id in _ids(value) if id in where), default=len(made) - 1)
        made[number].outputs[name] = (description, _foreign(value, number, where, graph.project, made))
    return made


def _ids(value: Any) -> list[str]:
    if isinstance(value, (Ref, GetAtt)):
        return [value.logical_id]
    return [id for part in value.parts for id in _ids(part)] if isinstance(value, Join) else []


def _foreign(value: Any, number: int, where: dict[str, int], project: str, made: list[Graph]) -> Any:
    """The value with references to other stacks as imports; those stacks export what is imported."""
    if isinstance(value, dict):
        return {key: _foreign(inner, number, where, project, made) for key, inner in value.items()}
    if isinstance(value, list):
        return [_foreign(inner, number, where, project, made) for inner in value]
    if isinstance(value, Join):
        return Join(tuple(_foreign(part, number, where, project, made) for part in value.parts))
    if not isinstance(value, (Ref, GetAtt)) or where.get(value.logical_id, number) == number:
        return value
    attribute = value.attribute if isinstance(value, GetAtt) else ""
    output = value.logical_id + "".join(char for char in attribute if char.isalnum())
    export = bounded(f"{project}-{output}", _LONGEST_NAME)
    home = made[where[value.logical_id]]
    home.outputs[output] = ("", value)
    home.exports[output] = export
    return Import(export)
