"""Variables that look like secrets are read from Secrets Manager: their values never reach the template.

Imported only where there is one.
"""

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.model.secrets import ENVIRONMENT, in_parameters, stored_name
from compose2ecs.translate.assemble.secretsources import allow, existing, making, project_key, with_key
from compose2ecs.translate.scope import Plan, Scope


def promote(plan: Plan, names: list[str], scope: Scope) -> None:
    """Give a container variables from one secret that is JSON, or from a parameter each."""
    task = scope.task_of(plan.name)
    parameter = in_parameters(scope.project)
    for key in ("store", "prefix"):
        scope.x.project.get("secrets", key)
    called = stored_name(scope.project, plan.service, ENVIRONMENT)
    stored: list[str] = []
    for name in names:
        own = stored_name(scope.project, plan.service, name) if parameter else called
        source = existing(own, parameter=parameter, kms_key=project_key(scope))
        value = source.value_from if parameter else with_key(source.value_from, name)
        plan.container.setdefault("Secrets", []).append({"Name": name, "ValueFrom": value})
        stored.append(own)
        if task is not None:
            allow(task, source)
    if plan.service != plan.name:  # a step of `pre_start` has the variables of its service, which tells
        return
    listed = " and ".join(f"`{name}`" for name in names)
    if parameter:
        where = f"parameters {', '.join(f'`{one}`' for one in stored)}"
    else:
        where = f"secret `{called}`, a JSON object with these keys"
    look = "looks like a secret" if len(names) == 1 else "look like secrets"
    message = f"{listed} of `{plan.name}` {look}: the value must be in {where}, before the template is deployed"
    hint = f"{making(stored[0], parameter)}; `x-ecs: {{promote_secrets: false}}` leaves it in clear text"
    scope.say(codes.PROMOTED, message, plan.at("environment", names[0]), hint=hint)
