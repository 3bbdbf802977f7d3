"""Environment variables of containers; what looks like a secret is kept out of the template."""

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import files as file_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.diagnostics.secrecy import looks_secret
from compose2ecs.model.secrets import promoted, promotes, variables
from compose2ecs.translate.scope import Plan, Scope


def make_environment(scope: Scope) -> None:
    """``Environment`` of every container, by name; what looks like a secret becomes ``Secrets``."""
    for plan in scope.plans.values():
        node = plan.node.get("environment")
        for name, value in sorted(node.items()) if node else ():
            if value.value is None:
                message = f"variable `{name}` is left out: it has no value here"
                scope.say(row_codes.ADAPTED, message, plan.at("environment", name))
        known = variables(plan.node)
        models = _models(plan, known, scope)
        if not (known or models):
            continue
        secret = [name for name in _promoted(plan, known, scope) if name not in models]
        known = {name: text for name, text in known.items() if name not in models}
        shown = {**{name: text for name, text in known.items() if name not in secret}, **models}
        clear = [{"Name": name, "Value": text} for name, text in sorted(shown.items())]
        if clear:
            plan.container["Environment"] = clear
        for name, text in known.items():
            if name not in secret and looks_secret(name, text):
                _warn(plan, name, scope)
        if secret:
            from compose2ecs.translate.assemble.promotion import promote

            promote(plan, secret, scope)
    _tell_wish(scope)


def _models(plan: Plan, known: dict[str, str], scope: Scope) -> dict[str, str]:
    """The variables that name models and their endpoints."""
    if plan.node.get("models") is None:
        return {}
    from compose2ecs.translate.assemble.models import model_variables

    return model_variables(plan, known, scope)


def _promoted(plan: Plan, known: dict[str, str], scope: Scope) -> list[str]:
    """The variables that are read from AWS; a step of `pre_start` shares those of its service that it leaves alone."""
    names = promoted(scope.project, plan.service)
    if names and plan.service != plan.name:
        same = variables(scope.project.services[plan.service].node)
        return [name for name in names if known.get(name) == same[name]]
    return names


def _tell_wish(scope: Scope) -> None:
    """`promote_secrets` is told, whatever it changes."""
    views = [scope.x.project, *(plan.x for plan in scope.plans.values())]
    said = {view.at("promote_secrets"): view.get("promote_secrets") for view in views if view.has("promote_secrets")}
    for path, wish in said.items():
        where = "in Secrets Manager" if wish else "in clear text in the template"
        message = f"`promote_secrets: {str(wish).lower()}`: variables that look like secrets stand {where}"
        scope.say(file_codes.PROMOTION, message, path)


def _warn(plan: Plan, name: str, scope: Scope) -> None:
    hint = "give it as a secret, or accept it with `x-ecs: {allow: [W401]}`"
    if promotes(scope.project, plan.service):
        hint = "give it as a secret under another name"
    scope.say(
        codes.SECRET_IN_CLEAR,
        f"variable `{name}` looks like a secret and stands in clear text in the task definition",
        plan.at("environment", name),
        hint=hint,
    )
