"""What the reference fills in: defaults of single attributes, implied dependencies, networks and resource names.

Every value made here has no place: no file wrote it.
"""

from typing import Any

from compose2ecs.compose.canonical import clean
from compose2ecs.compose.text import scalar_text
from compose2ecs.diagnostics.span import Span
from compose2ecs.source.node import Node

NAMED = ("networks", "volumes", "configs", "secrets")


def fill_attributes(tree: Node) -> None:
    """Defaults that included files get on their own: port protocol, secret target, build context, device count."""
    services = tree.get("services")
    for _, service in services.items() if services else ():
        if isinstance(service.value, dict):
            _fill_service(service)


def _fill_service(service: Node) -> None:
    build = service.get("build")
    if build is not None and isinstance(build.value, dict):
        build.value.setdefault("context", Node("."))
    for secret in _items(service.get("secrets")):
        source = secret.get("source")
        if source is not None and "target" not in secret.value:
            secret.value["target"] = Node(f"/run/secrets/{source.value}")
    for port in _items(service.get("ports")):
        port.value.setdefault("protocol", Node("tcp"))
        port.value.setdefault("mode", Node("ingress"))
    for devices in (service.get("gpus"), service.get("deploy", "resources", "reservations", "devices")):
        for device in _items(devices):
            if "count" not in device.value and "device_ids" not in device.value:
                device.value["count"] = Node("all")
    for volume in _items(service.get("volumes")):
        bind = volume.get("bind")
        if bind is not None and isinstance(bind.value, dict):
            bind.value.setdefault("create_host_path", Node(True))


def _items(node: Node | None) -> list[Node]:
    if node is None or not isinstance(node.value, list):
        return []
    return [item for item in node.value if isinstance(item.value, dict)]


def normalize(tree: Node, name: str) -> None:
    """Defaults of the whole project: the default network, dockerfile, implied dependencies, resource names."""
    services = tree.get("services")
    used = False
    for _, service in services.items() if services else ():
        if isinstance(service.value, dict):
            used = _network(service) or used
            _service(service)
    networks = tree.get("networks")
    if used and (networks is None or "default" not in networks.value):
        tree.value.setdefault("networks", Node({})).value["default"] = Node(None)
    _names(tree, name)


def _network(service: Node) -> bool:
    """Attach the service to the default network where it has none; whether it uses the default network."""
    if "provider" in service.value or "network_mode" in service.value:
        return False
    networks = service.value.get("networks")
    if networks is None or not networks.value:
        service.value["networks"] = Node({"default": Node(None)}, *_place(networks))
        return True
    return "default" in networks.value


def _service(service: Node) -> None:
    policy = service.get("pull_policy")
    if policy is not None and policy.value == "if_not_present":
        policy.value = "missing"
    build = service.get("build")
    if build is not None and isinstance(build.value, dict):
        build.value.setdefault("context", Node("."))
        if "dockerfile_inline" not in build.value:
            build.value.setdefault("dockerfile", Node("Dockerfile"))
    image = service.get("image")
    for hook in _items(service.get("pre_start")):
        if image is not None and "image" not in hook.value:
            hook.value["image"] = Node(image.value)
    for volume in _items(service.get("volumes")):
        target = volume.get("target")
        if target is not None and isinstance(target.value, str):
            target.value = clean(target.value)
    _implied_dependencies(service)


def _implied_dependencies(service: Node) -> None:
    written = service.get("depends_on")
    dependencies: dict[str, Node] = dict(written.value) if written is not None else {}
    for item in _texts(service.get("links")):
        _depend(dependencies, item.split(":")[0] if item.count(":") == 1 else item, restart=True)
    for key in ("network_mode", "ipc", "pid", "uts", "cgroup"):
        mode = service.get(key)
        if mode is not None and isinstance(mode.value, str) and mode.value.startswith("service:"):
            _depend(dependencies, mode.value.removeprefix("service:"), restart=True)
    for item in _texts(service.get("volumes_from")):
        if not item.startswith("container:"):
            _depend(dependencies, item.split(":")[0], restart=False)
    if dependencies:
        service.value["depends_on"] = Node(dependencies, *_place(written))


def _place(node: Node | None) -> tuple[Span | None, Span | None]:
    return (node.span, node.key) if node is not None else (None, None)


def _texts(node: Node | None) -> list[str]:
    if node is None or not isinstance(node.value, list):
        return []
    return [item.value for item in node.value if isinstance(item.value, str)]


def _depend(dependencies: dict[str, Node], name: str, *, restart: bool) -> None:
    if name not in dependencies:
        entry: dict[str, Any] = {"condition": Node("service_started"), "required": Node(True)}
        if restart:
            entry["restart"] = Node(True)
        dependencies[name] = Node(entry)


def scale(services: dict[str, Node]) -> None:
    """`scale` counts as deploy.replicas where there is a `deploy`."""
    for service in services.values():
        count, deploy = service.get("scale"), service.get("deploy")
        if count is not None and deploy is not None:
            deploy.value["replicas"] = count


def _names(tree: Node, project: str) -> None:
    for section in NAMED:
        top = tree.get(section)
        for key, resource in top.items() if top else ():
            if resource.value is None:
                resource.value = {}
            if not isinstance(resource.value, dict):
                continue
            name = resource.value.get("name")
            if name is None or name.value is None:
                external = resource.value.get("external")
                is_external = external is not None and external.value is True
                resource.value["name"] = Node(key if is_external else f"{project}_{key}")


def resolve_variables(tree: Node, environment: dict[str, str]) -> None:
    """Give every variable without a value that of the environment; build arguments without any are dropped."""
    services = tree.get("services")
    for _, service in services.items() if services else ():
        variables = service.get("environment")
        if variables is not None:
            _resolve(variables, environment, keep=True)
        arguments = service.get("build", "args")
        if arguments is not None:
            _resolve(arguments, environment, keep=False)


def _resolve(node: Node, environment: dict[str, str], *, keep: bool) -> None:
    if isinstance(node.value, dict):
        entries: dict[str, Node] = {}
        for key, inner in node.value.items():
            if inner.value is None and key in environment:
                entries[key] = Node(environment[key], inner.span, inner.key)
            elif inner.value is not None or keep:
                entries[key] = inner
        node.value = entries
    elif isinstance(node.value, list):
        items = []
        for item in node.value:
            text = scalar_text(item.value)
            if "=" not in text and text in environment:
                items.append(Node(f"{text}={environment[text]}", item.span))
            elif "=" in text or keep:
                items.append(item)
        node.value = items
