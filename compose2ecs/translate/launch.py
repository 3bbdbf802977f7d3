"""The launch type of every service, known before the walk because rows differ by it."""

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.translate.scope import EC2, FARGATE, MANAGED, Scope


def launch_types(scope: Scope) -> dict[str, str]:
    """FARGATE, EC2 or MANAGED by service name; ``scope.shared["spot"]`` gets those that ask for Fargate Spot."""
    scope.shared["spot"] = set()
    return {name: _launch_type(name, scope) for name in scope.project.services}


def _launch_type(name: str, scope: Scope) -> str:
    own, everywhere = scope.x.service(name), scope.x.project
    general = everywhere.get("launch_type")
    said = own.get("launch_type")
    view = own if said is not None else everywhere
    said = str(said or general or FARGATE)
    path = view.at("launch_type")
    if said == "external":
        hint = "use `fargate`, `ec2` or `managed_instances`"
        scope.say(codes.EXTERNAL, f"`{name}`: `launch_type: external` is not supported", path, hint=hint)
        return FARGATE
    if said == "fargate_spot":
        scope.shared["spot"].add(name)
        return FARGATE
    if said == "auto":
        said, why = _cheapest(name, scope)
        scope.say(codes.AUTO, f"`launch_type: auto`: `{name}` runs on {said}: {why}", path)
    elif view is own and said == str(general or FARGATE):
        scope.say(codes.ADAPTED, f"`launch_type: {said}` of `{name}` is so anyway", path)
    elif view is everywhere and said == FARGATE and everywhere.has("launch_type"):
        scope.say(codes.ADAPTED, f"`launch_type: {said}` is so anyway", path)
    return said


def _cheapest(name: str, scope: Scope) -> tuple[str, str]:
    """(launch type, why): the first of Fargate, Managed Instances and EC2 that has everything the service asks for.

    Fargate is paid by the task, Managed Instances choose the cheapest type that fits by themselves; instances of our
    own are the last resort. Where no launch type has everything, the first wish decides.
    """
    from compose2ecs.translate.needs import needs

    found = list(needs(name, scope))
    if not found:
        return FARGATE, "nothing needs a machine"
    able = [kind for kind in (FARGATE, MANAGED, EC2) if all(kind in kinds for _, kinds in found)]
    kind = able[0] if able else found[0][1][0]
    return kind, next((why for why, kinds in found if kinds[0] == kind), found[0][0])
