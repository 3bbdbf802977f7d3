"""Rules about sizes."""

from compose2ecs.diagnostics.codes import lint as codes
from compose2ecs.model.values import parse_bytes
from compose2ecs.translate.scope import Plan, Scope

_LIMITS = (("deploy", "resources", "limits", "memory"), ("mem_limit",))
_RESERVATIONS = (("deploy", "resources", "reservations", "memory"), ("mem_reservation",))


def above_limit(plan: Plan, scope: Scope) -> None:
    """L03: more memory is reserved than the container may use."""
    limit = next((path for path in _LIMITS if plan.get(*path)), None)
    reserved = next((path for path in _RESERVATIONS if plan.get(*path)), None)
    if limit is None or reserved is None:
        return
    most, least = parse_bytes(plan.get(*limit)), parse_bytes(plan.get(*reserved))
    if 0 < most < least:
        message = f"`{plan.name}` reserves {_mebibytes(least)}, more than its limit of {_mebibytes(most)}"
        scope.say(codes.ABOVE_LIMIT, message, plan.at(*reserved), hint="raise the limit, or lower the reservation")


def _mebibytes(amount: int) -> str:
    return f"{amount / 2**20:g} MiB"
