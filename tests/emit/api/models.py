"""Judging requests by botocore's models, with more than botocore looks at itself: unknown members and enums."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.session
from botocore.validate import ParamValidator

_SESSION = botocore.session.get_session()


@cache
def model(service: str) -> Any:
    return _SESSION.get_service_model(service)


def problems(request: dict[str, Any]) -> list[str]:
    """What is wrong with the parameters of a request."""
    operation = model(request["service"]).operation_model(request["operation"])
    shape = operation.input_shape
    told = ParamValidator().validate(_as_made(request["parameters"]), shape).generate_report().splitlines()
    where = f"{request['step']} {request['operation']}"
    return [f"{where}: {line}" for line in told] + [f"{where}: {one}" for one in unknown(request["parameters"], shape)]


def _as_made(value: Any) -> Any:
    """Parameters with placeholders as long as what comes in their place."""
    if isinstance(value, dict):
        return {key: _as_made(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_made(inner) for inner in value]
    return value.ljust(20, "-") if isinstance(value, str) and value.startswith("${") else value


def unknown(value: Any, shape: Any) -> Iterator[str]:
    """Members that the API does not have, and words that it does not know."""
    if shape.type_name == "structure" and isinstance(value, dict):
        for key, inner in value.items():
            if key in shape.members:
                yield from unknown(inner, shape.members[key])
            else:
                yield f"no member {key} in {shape.name}"
    elif shape.type_name == "map" and isinstance(value, dict):
        for inner in value.values():
            yield from unknown(inner, shape.value)
    elif shape.type_name == "list" and isinstance(value, list):
        for inner in value:
            yield from unknown(inner, shape.member)
    elif shape.type_name == "string" and shape.enum and value not in shape.enum and "${" not in value:
        yield f"{value!r} is no {shape.name}"


def response_has(service: str, operation: str, path: str) -> bool:
    """Whether the response of an operation has a value at ``A.B[0].C``."""
    shape = model(service).operation_model(operation).output_shape
    for part in path.split("."):
        key = part.removesuffix("[0]")
        if shape is not None and shape.type_name == "map":
            shape = shape.value if key.isupper() else None
        else:
            shape = shape.members.get(key) if shape is not None and shape.type_name == "structure" else None
        if shape is None:
            return False
        if part.endswith("[0]"):
            shape = shape.member
    return True
