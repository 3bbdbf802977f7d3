"""The catalog of lint rules: what somebody who knows ECS would look for in a Compose file, and which codes tell it.

The rules come from public issue threads about tools of this kind; their numbers are stable. A rule may be told by
several codes, and by the step that adapts what it is about rather than by a function of `translate/lint`. Only
``explain`` and the documentation read the catalog.
"""

from compose2ecs.diagnostics.catalog import connections, limits, platform, rollouts, tasks
from compose2ecs.diagnostics.catalog.rule import Rule


def all_rules() -> dict[str, Rule]:
    """Every rule by id, in order."""
    found = (*tasks.RULES, *connections.RULES, *platform.RULES, *limits.RULES, *rollouts.RULES)
    return {rule.id: rule for rule in found}


def rules_of(code: str) -> list[Rule]:
    """The rules that a code tells."""
    return [rule for rule in all_rules().values() if any(one.id == code for one in rule.codes)]
