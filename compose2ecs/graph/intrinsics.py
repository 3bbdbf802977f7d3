"""CloudFormation's functions in their long form, as users write them, back to values of the graph.

What has no value of ours (``Fn::If``, ``Fn::Split``…) stays as it is: a template takes it, other emitters tell.
"""

from collections.abc import Collection
from typing import Any

from compose2ecs.graph.values import GetAtt, Import, Join, Parameter, Pseudo, Ref, Zone

_PSEUDO = "AWS::"


def parsed(value: Any, parameters: Collection[str] = ()) -> Any:
    """A value with references instead of functions; ``parameters`` are names that ``Ref`` finds among those."""
    if isinstance(value, list):
        return [parsed(inner, parameters) for inner in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((name, argument),) = value.items()
        read = _FUNCTIONS.get(name)
        found = read(argument, parameters) if read is not None else None
        if found is not None:
            return found
    return {key: parsed(inner, parameters) for key, inner in value.items()}


def _reference(name: str, parameters: Collection[str]) -> Any:
    if name.startswith(_PSEUDO):
        return Pseudo(name.removeprefix(_PSEUDO))
    return Parameter(name) if name in parameters else Ref(name)


def _ref(argument: Any, parameters: Collection[str]) -> Any:
    return _reference(argument, parameters) if isinstance(argument, str) else None


def _getatt(argument: Any, _parameters: Collection[str]) -> Any:
    parts = argument.split(".", 1) if isinstance(argument, str) else argument
    if isinstance(parts, list) and len(parts) == 2 and all(isinstance(part, str) for part in parts):
        return GetAtt(parts[0], parts[1])
    return None


def _sub(argument: Any, parameters: Collection[str]) -> Any:
    text, own = argument, {}
    if isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], dict):
        text, own = argument[0], parsed(argument[1], parameters)
    if not isinstance(text, str):
        return None
    parts: list[Any] = []
    before, _, rest = text.partition("${")
    parts.append(before)
    while rest:
        name, closed, after = rest.partition("}")
        if not closed:
            parts.append("${" + rest)
            break
        if name.startswith("!"):
            parts.append(f"${{{name[1:]}}}")
        elif name in own:
            parts.append(own[name])
        elif "." in name and not name.startswith(_PSEUDO):
            parts.append(GetAtt(*name.split(".", 1)))
        else:
            parts.append(_reference(name.strip(), parameters))
        before, _, rest = after.partition("${")
        parts.append(before)
    return _joined(parts)


def _join(argument: Any, parameters: Collection[str]) -> Any:
    if not (isinstance(argument, list) and len(argument) == 2 and isinstance(argument[1], list)):
        return None
    between, items = str(argument[0]), parsed(argument[1], parameters)
    if any(isinstance(item, (dict, list)) for item in items):
        return None
    return _joined([part for item in items for part in (between, item)][1:])


def _joined(parts: list[Any]) -> Any:
    """The parts as one value: text where all are text, a single reference as itself."""
    made: list[Any] = []
    for part in parts:
        if isinstance(part, dict):
            return None  # a function that has no value of ours
        if isinstance(part, (str, int)) and made and isinstance(made[-1], str):
            made[-1] += str(part)
        elif part != "":
            made.append(str(part) if isinstance(part, int) else part)
    if not made:
        return ""
    return made[0] if len(made) == 1 else Join(tuple(made))


def _select(argument: Any, parameters: Collection[str]) -> Any:
    if not (isinstance(argument, list) and len(argument) == 2 and str(argument[0]).isdecimal()):
        return None
    index, items = int(argument[0]), argument[1]
    if isinstance(items, list) and index < len(items):
        return parsed(items[index], parameters)
    if isinstance(items, dict) and items.get("Fn::GetAZs") in ("", {"Ref": "AWS::Region"}):
        return Zone(index)
    return None


def _import(argument: Any, _parameters: Collection[str]) -> Any:
    return Import(argument) if isinstance(argument, str) else None


_FUNCTIONS = {
    "Ref": _ref,
    "Fn::GetAtt": _getatt,
    "Fn::ImportValue": _import,
    "Fn::Join": _join,
    "Fn::Select": _select,
    "Fn::Sub": _sub,
}
