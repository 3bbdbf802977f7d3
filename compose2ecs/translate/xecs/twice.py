"""What Compose and x-ecs both say: x-ecs wins, and a note tells so. Only imported where there is any x-ecs."""

from compose2ecs.diagnostics.codes import xecs as codes
from compose2ecs.diagnostics.span import dotted
from compose2ecs.translate.scope import Plan, Scope

_UPDATE = ("deploy", "update_config")
_OPTIONS = ("logging", "options")
#: (a key of x-ecs, an attribute of the service that says the same).
PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("cpu_architecture",), ("platform",)),
    (("deployment", "circuit_breaker"), (*_UPDATE, "failure_action")),
    (("deployment", "circuit_breaker", "failures"), (*_UPDATE, "max_failure_ratio")),
    (("deployment", "circuit_breaker", "failure_percent"), (*_UPDATE, "max_failure_ratio")),
    (("deployment", "max_percent"), (*_UPDATE, "parallelism")),
    (("deployment", "min_percent"), (*_UPDATE, "order")),
    (("deployment", "strategy"), (*_UPDATE, "order")),
    (("kind",), ("deploy", "mode")),
    (("logs", "datetime_format"), (*_OPTIONS, "awslogs-datetime-format")),
    (("logs", "driver"), ("logging", "driver")),
    (("logs", "group"), (*_OPTIONS, "awslogs-group")),
    (("logs", "max_buffer_size"), (*_OPTIONS, "max-buffer-size")),
    (("logs", "mode"), (*_OPTIONS, "mode")),
    (("logs", "multiline_pattern"), (*_OPTIONS, "awslogs-multiline-pattern")),
    (("logs", "stream_prefix"), (*_OPTIONS, "awslogs-stream-prefix")),
    (("os_family",), ("platform",)),
    (("placement", "constraints"), ("deploy", "placement", "constraints")),
    (("placement", "strategy"), ("deploy", "placement", "preferences")),
)


def tell_twice(scope: Scope) -> None:
    """One note for each attribute that a service says in both ways."""
    for plan in scope.plans.values():
        pairs = [*PAIRS, *((("secrets", name), ("environment", name)) for name in plan.x.peek("secrets") or ())]
        for wish, attribute in pairs:
            if plan.x.has(*wish) and scope.written(plan.at(*attribute)):
                _tell(plan, wish, attribute, scope)


def _tell(plan: Plan, wish: tuple[str, ...], attribute: tuple[str, ...], scope: Scope) -> None:
    # a variable may hold a secret: its value is not shown
    value = "" if attribute[0] == "environment" else f": {plan.get(*attribute)}"
    message = f"`{dotted(attribute)}{value}` yields to `x-ecs.{dotted(wish)}`, which says the same in its own way"
    scope.say(codes.TWICE, message, plan.at(*attribute))
