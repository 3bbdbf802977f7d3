"""Scalars as the text that the reference makes of them (Go's ``fmt.Sprint``)."""

from typing import Any

from compose2ecs.model.values import float_text


def scalar_text(value: Any) -> str:
    """``True`` → "true", ``1.50`` → "1.5", ``None`` → "<nil>", text unchanged."""
    if isinstance(value, str):
        return value
    if value is None:
        return "<nil>"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value)
    return str(value)


#: Words that boolean attributes accept; the YAML 1.1 ones with a warning. Source: compose-go, toBoolean.
BOOLEANS = {"true": True, "false": False, "y": True, "yes": True, "on": True, "n": False, "no": False, "off": False}
