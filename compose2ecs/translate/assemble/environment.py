"""Environment variables of containers; what looks like a secret is pointed out."""

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.secrecy import looks_secret
from compose2ecs.source.node import Node
from compose2ecs.translate.scope import Plan, Scope


def make_environment(scope: Scope) -> None:
    """``Environment`` of every container, by name."""
    for plan in scope.plans.values():
        variables = []
        node = plan.node.get("environment")
        for name, value in sorted(node.items()) if node else ():
            if value.value is None:
                message = f"variable `{name}` is left out: it has no value here"
                scope.say(row_codes.ADAPTED, message, plan.at("environment", name))
                continue
            text = _text(value)
            variables.append({"Name": name, "Value": text})
            if looks_secret(name, text):
                _warn(plan, name, scope)
        if variables:
            plan.container["Environment"] = variables


def _text(node: Node) -> str:
    value = node.value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _warn(plan: Plan, name: str, scope: Scope) -> None:
    scope.say(
        codes.SECRET_IN_CLEAR,
        f"variable `{name}` looks like a secret and stands in clear text in the task definition",
        plan.at("environment", name),
        hint="give it as a secret, or accept it with `x-ecs: {allow: [W401]}`",
    )
