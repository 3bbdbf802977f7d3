"""The launch type of every service, known before the walk because rows differ by it."""

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.model.project import Project
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.scope import EC2, FARGATE, MANAGED, Scope

#: What Fargate has besides Docker's defaults.
_ON_FARGATE = ("SYS_PTRACE",)


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
        said, why = _cheapest(scope.project, name, own.has("credential_spec"))
        scope.say(codes.AUTO, f"`launch_type: auto`: `{name}` runs on {said}: {why}", path)
    elif view is own and said == str(general or FARGATE):
        scope.say(codes.ADAPTED, f"`launch_type: {said}` of `{name}` is so anyway", path)
    elif view is everywhere and said == FARGATE and everywhere.has("launch_type"):
        scope.say(codes.ADAPTED, f"`launch_type: {said}` is so anyway", path)
    return said


def _cheapest(project: Project, name: str, said_in_s3: bool) -> tuple[str, str]:
    """(launch type, why): Fargate unless an attribute needs a machine; instances of our own as the last resort."""
    service = project.services[name].node
    if plain(service.get("credential_spec")) and not said_in_s3:
        return EC2, "Fargate reads a `credential_spec` from S3 only"
    ipc = str(plain(service.get("ipc")) or "")
    if ipc == "host" or ipc.startswith("service:"):
        return EC2, f"`ipc: {ipc}` exists on EC2 only"
    why = _machine(service)
    return (MANAGED, f"{why} needs a machine") if why else (FARGATE, "nothing needs a machine")


def _machine(service: Node) -> str:
    """The first attribute that Fargate cannot have, "" for none."""
    for key in ("privileged", "devices", "gpus"):
        if plain(service.get(key)):
            return f"`{key}`"
    for key in ("devices", "generic_resources"):
        if plain(service.get("deploy", "resources", "reservations", key)):
            return f"`deploy.resources.reservations.{key}`"
    for key in ("network_mode", "pid"):
        if plain(service.get(key)) == "host":
            return f"`{key}: host`"
    from compose2ecs.translate.services.kernel import DEFAULT_CAPABILITIES

    for item in plain(service.get("cap_add")) or []:
        if str(item).upper().removeprefix("CAP_") not in (*DEFAULT_CAPABILITIES.split(), *_ON_FARGATE):
            return f"`cap_add: {item}`"
    return ""
