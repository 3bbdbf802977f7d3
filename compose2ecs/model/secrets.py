"""Which secrets a project has, what they are called on AWS, and where their values are.

No value is ever part of the graph: the translator only names secrets, ``up`` puts the values in. Both ask here, so they
cannot disagree.
"""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.secrecy import looks_secret
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.project import Project
from compose2ecs.model.values import scalar_text
from compose2ecs.source.node import Node, plain

#: Both spellings of the extension key.
EXTENSIONS = ("x-ecs", "x-compose2ecs")
#: Keys of x-ecs that name a secret or parameter which exists.
REFERENCES = ("arn", "secretsmanager", "ssm")
#: Source: Secrets Manager API reference, SecretString.
MOST_BYTES = 65_536
#: What promoted variables of a service are called: ``shop/web/environment``.
ENVIRONMENT = "environment"
PARAMETERS = "ssm"

#: Characters of a variable's name that can be a key in ``arn:…:secret:name:key::``.
_KEY_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.")


class SecretSource(NamedTuple):
    """A secret that must exist before the project's services start.

    ``parameter``: it is a SecureString of Parameter Store, else a secret of Secrets Manager. The value comes from a
    ``file`` (absolute path), from a ``variable`` of the caller, or from ``variables`` of the service at ``path``: then
    it is a JSON object of them (a parameter holds one, as text). ``binary``: the value is the file in base64.
    """

    name: str
    path: Path
    parameter: bool = False
    file: str = ""
    variable: str = ""
    variables: tuple[str, ...] = ()
    binary: bool = False


def extension(node: Node | None, *path: str) -> Any:
    """The plain value below ``x-ecs`` of a node, None where absent."""
    for name in EXTENSIONS:
        found = node.get(name, *path) if node is not None else None
        if found is not None and found.value is not None:
            return plain(found)
    return None


def variables(service: Node) -> dict[str, str]:
    """The variables of a service that have a value, by name, as the container sees them."""
    node = service.get("environment")
    made = {}
    for name, below in sorted(node.items()) if node else ():
        if below.value is not None:
            made[name] = scalar_text(below.value)
    return made


def promotes(project: Project, service: str) -> bool:
    """Whether variables of the service that look like secrets are kept in Secrets Manager: unless x-ecs says no."""
    for said in (
        extension(project.services[service].node, "promote_secrets"),
        extension(project.tree, "defaults", "promote_secrets"),
        extension(project.tree, "promote_secrets"),
    ):
        if said is not None:
            return str(said).lower() != "false"
    return True


def promoted(project: Project, service: str) -> list[str]:
    """The variables of a service whose values go to Secrets Manager instead of the template, by name."""
    if not promotes(project, service):
        return []
    node = project.services[service].node
    elsewhere = extension(node, "secrets") or {}
    return [
        name
        for name, value in variables(node).items()
        if looks_secret(name, value) and "${" not in value and set(name) <= _KEY_CHARACTERS and name not in elsewhere
    ]


def in_parameters(project: Project) -> bool:
    """Whether the project keeps its secrets in Parameter Store."""
    return str(extension(project.tree, "secrets", "store") or "").lower() == PARAMETERS


def stored_name(project: Project, *parts: str) -> str:
    """What a secret of the project is called on AWS: ``shop/db_password``; a parameter has a slash before it."""
    prefix = extension(project.tree, "secrets", "prefix")
    name = f"{f'{project.name}/' if prefix is None else prefix}{'/'.join(parts)}"
    return f"/{name.lstrip('/')}" if in_parameters(project) else name


def is_elsewhere(project: Project, section: str, name: str) -> bool:
    """Whether a secret or config exists on AWS already."""
    node = project.tree.get(section, name)
    if node is None:
        return False
    return bool(plain(node.get("external"))) or any(extension(node, key) is not None for key in REFERENCES)


def own_name(project: Project, name: str) -> str:
    """The name on AWS of a secret that the project makes: the written ``name``, or project and key."""
    written = project.get("secrets", name, "name")
    return stored_name(project, name) if written in (None, f"{project.name}_{name}") else str(written)


def content(project: Project, name: str) -> bytes | None:
    """The value of a secret on this machine, None where it is not there."""
    written: Any = project.get("secrets", name) or {}
    if "environment" in written:
        found = project.environment.get(str(written["environment"]))
        return None if found is None else found.encode()
    try:
        with open(str(written.get("file", "")), "rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None


def is_text(content: bytes) -> bool:
    """Whether Secrets Manager can keep it as text."""
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False


def sources(project: Project) -> list[SecretSource]:
    """Every secret of the project that does not exist elsewhere, in the order of the file."""
    found: list[SecretSource] = []
    parameter = in_parameters(project)
    used = {str(item.get("source")) for one in project.services.values() for item in one.get("secrets") or ()}
    for name in project.section("secrets"):
        if name in used and not is_elsewhere(project, "secrets", name):
            written: Any = project.get("secrets", name) or {}
            variable = str(written.get("environment", ""))
            value = content(project, name)
            binary = not variable and value is not None and not is_text(value)
            file = "" if variable else str(written.get("file", ""))
            path = ("secrets", name)
            found.append(SecretSource(own_name(project, name), path, parameter, file, variable, binary=binary))
    for service, one in project.services.items():
        if extension(one.node, "ignore") or extension(one.node, "external"):
            continue
        names = promoted(project, service)
        below: Path = ("services", service, "environment")
        if parameter:
            for name in names:
                found.append(SecretSource(stored_name(project, service, name), below, True, variables=(name,)))
        elif names:
            called = stored_name(project, service, ENVIRONMENT)
            found.append(SecretSource(called, below, variables=tuple(names)))
    return found


def value(project: Project, source: SecretSource) -> str | None:
    """The value to put into a secret, None where it is not on this machine. Never print it."""
    if source.variables:
        known = variables(project.services[str(source.path[1])].node)
        if source.parameter:
            return known[source.variables[0]]
        import json

        return json.dumps({name: known[name] for name in source.variables}, ensure_ascii=False)
    found = content(project, str(source.path[1]))
    if found is None or not found:
        return None
    if source.binary:
        import base64

        return base64.b64encode(found).decode()
    return found.decode()
