"""Models as variables: the URL of an endpoint, and the name to ask for. Only imported where a service has one.

Source of the names: docker/compose, pkg/compose/model.go (upper case, `_` for `-`).
"""

from compose2ecs.diagnostics.codes import models as codes
from compose2ecs.diagnostics.secrecy import looks_secret
from compose2ecs.translate.scope import Plan, Scope


def model_variables(plan: Plan, known: dict[str, str], scope: Scope) -> dict[str, str]:
    """Variables by name; ``known`` are those that `environment` has, which may name an endpoint, too."""
    made: dict[str, str] = {}
    tell = plan.service == plan.name  # not again for a step of `pre_start`
    for name, said in sorted((plan.get("models") or {}).items()):
        prefix = name.upper().replace("-", "_")
        url = str((said or {}).get("endpoint_var") or f"{prefix}_URL")
        variable = str((said or {}).get("model_var") or f"{prefix}_MODEL")
        asked = str(scope.project.get("models", name, "model") or "")
        taken = next((one for one in (url, variable) if one in made), "")
        if taken and tell:
            hint = f"name other variables: `endpoint_var` and `model_var` of `{name}`"
            message = f"model `{name}` wants the variable `{taken}`, which another model of `{plan.name}` has"
            scope.say(codes.SAME_VARIABLE, message, plan.at("models", name), hint=hint)
        view = scope.x.entry("models", name)
        endpoint, model = view.get("endpoint"), str(view.get("model") or asked)
        if endpoint and not looks_secret("endpoint", endpoint):
            made[url] = endpoint
            where = f"`{endpoint}` (`{url}`)"
        elif endpoint:
            hint = f"set `{url}` in `environment`: it is kept in Secrets Manager then"
            message = f"the endpoint of model `{name}` has a login in it"
            scope.say(codes.LOGIN_IN_ENDPOINT, message, view.at("endpoint"), hint=hint)
            continue
        elif url in known:
            where = f"what `{url}` in `environment` says"
        else:
            if tell:
                _no_endpoint(plan, name, url, f"`{url}`, `{variable}: {asked}`", scope)
            continue
        made[variable] = model
        if tell:
            message = f"model `{name}` is {where}; it is asked for as `{model}` (`{variable}`)"
            scope.say(codes.MODEL, message, plan.at("models", name))
        told: set[str] = scope.shared.setdefault("models", set())
        if model != asked and name not in told:
            told.add(name)
            message = f"`model: {asked}` is for Docker: the endpoint calls it `{model}`"
            scope.say(codes.MODEL, message, ("models", name, "model"))
    return made


def _no_endpoint(plan: Plan, name: str, url: str, model: str, scope: Scope) -> None:
    message = f"`{plan.name}` needs model `{name}` ({model}): ECS has no model runner, and no endpoint is named"
    hint = f"write `x-ecs: {{endpoint: https://…}}` in `models.{name}`, or set `{url}` in `environment`"
    scope.say(codes.NO_ENDPOINT, message, plan.at("models", name), hint=hint)
