"""Consistency: attributes that contradict each other and references to nothing.

``check_model`` runs on the long form before typing, ``check_project`` on the canonical model of the services that take
part. Every finding is collected.
"""

from typing import Any

from compose2ecs.compose.portspec import is_address
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.codes.code import Code
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.source.node import Node, plain


def check_model(tree: Node, report: Report) -> None:
    """Rules over the long form: external resources, file objects, addresses, device requests."""
    for name, volume in _entries(tree.get("volumes")):
        _check_external(volume, ("volumes", name), report)
    for name, config in _entries(tree.get("configs")):
        _check_file_object(config, ("file", "environment", "content"), ("configs", name), report)
    for name, secret in _entries(tree.get("secrets")):
        _check_file_object(secret, ("file", "environment"), ("secrets", name), report)
    for name, service in _entries(tree.get("services")):
        path: Path = ("services", name)
        for index, port in enumerate(_items(service.get("ports"))):
            _check_host_ip(port, (*path, "ports", index), report)
        for index, device in enumerate(_items(service.get("gpus"))):
            _check_device(device, (*path, "gpus", index), report)
        steps = ("deploy", "resources", "reservations", "devices")
        for index, device in enumerate(_items(service.get(*steps))):
            _check_device(device, (*path, *steps, index), report)
        for index, trigger in enumerate(_items(service.get("develop", "watch"))):
            _check_watch(trigger, (*path, "develop", "watch", index), report)
        for index, volume in enumerate(_items(service.get("volumes"))):
            _check_bind(volume, (*path, "volumes", index), report)


def _entries(node: Node | None) -> list[tuple[str, Node]]:
    return [(key, inner) for key, inner in node.items() if isinstance(inner.value, dict)] if node else []


def _items(node: Node | None) -> list[Node]:
    if node is None or not isinstance(node.value, list):
        return []
    return [item for item in node.value if isinstance(item.value, dict)]


def _check_external(volume: Node, path: Path, report: Report) -> None:
    external = volume.get("external")
    if external is None or external.value is not True:
        return
    for key, inner in volume.items():
        if key not in ("name", "external") and not key.startswith("x-"):
            message = f"an external volume cannot have `{key}`"
            hint = "an external volume exists already: only its `name` can be given"
            report.add(codes.CONFLICT, message, path=(*path, key), span=inner.place, hint=hint)


def _check_file_object(resource: Node, keys: tuple[str, ...], path: Path, report: Report) -> None:
    present = [key for key in keys if key in resource.value]
    kind = path[0][:-1] if isinstance(path[0], str) else ""
    if len(present) > 1:
        report.add(
            codes.CONFLICT,
            f"{kind} `{path[1]}` has {' and '.join(f'`{key}`' for key in present)}, only one is possible",
            path=(*path, present[1]),
            span=resource.value[present[1]].place,
        )
    elif not present and "driver" not in resource.value and "external" not in resource.value:
        report.add(
            codes.MISSING_KEY,
            f"{kind} `{path[1]}` needs one of {', '.join(f'`{key}`' for key in keys)}",
            path=path,
            span=resource.place,
            hint="or `external: true` for one that exists already",
        )


def _check_host_ip(port: Node, path: Path, report: Report) -> None:
    host_ip = port.get("host_ip")
    if host_ip is not None and isinstance(host_ip.value, str) and not is_address(host_ip.value):
        message = f"`{host_ip.value}` is no IP address"
        report.add(codes.BAD_VALUE, message, path=(*path, "host_ip"), span=host_ip.place)


def _check_device(device: Node, path: Path, report: Report) -> None:
    if "count" in device.value and "device_ids" in device.value:
        span = device.value["device_ids"].place
        report.add(codes.CONFLICT, "`count` and `device_ids` exclude each other", path=path, span=span)


def _check_watch(trigger: Node, path: Path, report: Report) -> None:
    watched = trigger.get("path")
    if watched is None or not watched.value:
        report.add(codes.BAD_VALUE, "the path to watch is empty", path=(*path, "path"), span=trigger.place)


def _check_bind(volume: Node, path: Path, report: Report) -> None:
    kind, source = volume.get("type"), volume.get("source")
    if kind is not None and kind.value == "bind" and (source is None or not source.value):
        report.add(codes.MISSING_KEY, "a bind mount needs a `source`", path=path, span=volume.place)


class ProjectChecker:
    """Checks the services that take part against each other and the resources of the project."""

    __slots__ = ("enabled", "everyone", "report", "tree")

    def __init__(self, tree: Node, everyone: dict[str, Node], enabled: dict[str, Node], report: Report) -> None:
        self.tree = tree
        self.everyone = everyone
        self.enabled = enabled
        self.report = report

    def check(self) -> None:
        """All rules over all services, then those over the whole project."""
        for name, service in self.enabled.items():
            self.image(name, service)
            self.build(name, service)
            self.networks(name, service)
            self.healthcheck(name, service)
            self.dependencies(name, service)
            self.references(name, service)
            self.sizes(name, service)
            self.watch(name, service)
            self.targets(name, service)
        self.container_names()
        self.secrets()
        self.cycles()

    def add(self, code: Code, message: str, path: Path, node: Node | None, hint: str = "") -> None:
        """One finding at a node, or at the nearest place above it."""
        span = node.place if node is not None else None
        if span is None:
            at = self.tree.get(*path[:2])
            span = at.place if at is not None else None
        self.report.add(code, message, path=path, span=span, hint=hint)

    def image(self, name: str, service: Node) -> None:
        """A service runs an image, builds one, or has a provider."""
        if "build" not in service.value and "provider" not in service.value and not service.get("image"):
            self.add(
                codes.NO_IMAGE,
                f"service `{name}` has neither an image nor a build context",
                ("services", name),
                service,
                "add `image: …` or `build: …`",
            )

    def build(self, name: str, service: Node) -> None:
        """Dockerfile or inline, known service contexts, the service's platform among those built."""
        build = service.get("build")
        if build is None:
            return
        path: Path = ("services", name, "build")
        inline, file = build.get("dockerfile_inline"), build.get("dockerfile")
        if inline is not None and file is not None:
            message = "`dockerfile` and `dockerfile_inline` exclude each other"
            self.add(codes.CONFLICT, message, (*path, "dockerfile_inline"), inline)
        contexts = build.get("additional_contexts")
        for key, context in contexts.items() if contexts else ():
            target = str(context.value)
            if target.startswith("service:"):
                other = self.everyone.get(target.removeprefix("service:"))
                if other is None or "build" not in other.value:
                    message = f"context `{key}` names `{target}`, which is no service with a build"
                    self.add(codes.UNDEFINED, message, (*path, "additional_contexts", key), context)
        platform, platforms = service.get("platform"), plain(build.get("platforms"))
        if platform is not None and platforms and platform.value not in platforms:
            message = f"service.platform `{platform.value}` is not among build.platforms"
            self.add(codes.CONFLICT, message, (*path, "platforms"), platform)

    def networks(self, name: str, service: Node) -> None:
        """Networks exist, and are not mixed with network_mode."""
        networks, mode = service.get("networks"), service.get("network_mode")
        if networks is not None and mode is not None and networks.value:
            self.add(
                codes.CONFLICT,
                f"service `{name}` has both `network_mode` and `networks`",
                ("services", name, "network_mode"),
                mode,
                "remove one of the two",
            )
            return
        self.names(name, networks, "networks", "network")
        self.names(name, service.get("models"), "models", "model")
        if mode is not None and str(mode.value).startswith("service:"):
            other = str(mode.value).removeprefix("service:")
            if other not in self.everyone:
                message = f"`network_mode` names the undefined service `{other}`"
                self.add(codes.UNDEFINED, message, ("services", name, "network_mode"), mode)

    def names(self, name: str, used: Node | None, section: str, kind: str) -> None:
        """Every key of a mapping names a resource of the section."""
        defined = self.tree.get(section)
        for key, inner in used.items() if used else ():
            if defined is None or key not in defined.value:
                self.undefined(name, kind, key, (section, key), inner, defined)

    def undefined(self, name: str, kind: str, key: str, below: Path, node: Node | None, defined: Node | None) -> None:
        """One reference to a resource that the project does not define."""
        from difflib import get_close_matches

        close = get_close_matches(key, list(defined.value) if defined else [], 1)
        hint = f"did you mean `{close[0]}`?" if close else f"declare it under the top-level `{kind}s:`"
        message = f"service `{name}` refers to undefined {kind} `{key}`"
        self.add(codes.UNDEFINED, message, ("services", name, *below), node, hint)

    def healthcheck(self, name: str, service: Node) -> None:
        """A list form starts with CMD, CMD-SHELL or NONE."""
        test = service.get("healthcheck", "test")
        if test is not None and test.value and test.value[0].value not in ("CMD", "CMD-SHELL", "NONE"):
            self.add(
                codes.BAD_VALUE,
                f"a healthcheck test starts with CMD, CMD-SHELL or NONE, not `{test.value[0].value}`",
                ("services", name, "healthcheck", "test"),
                test.value[0],
                'write ["CMD", …], or the command as text',
            )

    def dependencies(self, name: str, service: Node) -> None:
        """What a service depends on exists, and is enabled unless it is optional."""
        depends_on = service.get("depends_on")
        for key, entry in depends_on.items() if depends_on else ():
            if key in self.enabled:
                continue
            required = entry.get("required")
            path: Path = ("services", name, "depends_on", key)
            if key not in self.everyone:
                from difflib import get_close_matches

                close = get_close_matches(key, self.everyone, 1)
                hint = f"did you mean `{close[0]}`?" if close else ""
                self.add(codes.UNDEFINED, f"service `{name}` depends on undefined service `{key}`", path, entry, hint)
            elif required is None or required.value is not False:
                self.add(
                    codes.DISABLED,
                    f"service `{name}` depends on `{key}`, which no active profile enables",
                    path,
                    entry,
                    "activate its profile with --profile, or mark the dependency `required: false`",
                )

    def references(self, name: str, service: Node) -> None:
        """Volumes, configs and secrets exist."""
        volumes = self.tree.get("volumes")
        for index, volume in enumerate(_items(service.get("volumes"))):
            kind, source = volume.get("type"), volume.get("source")
            if kind is not None and kind.value == "volume" and source is not None and source.value:
                key = str(source.value)
                if volumes is None or key not in volumes.value:
                    self.undefined(name, "volume", key, ("volumes", index, "source"), source, volumes)
        for section, kind_name in (("configs", "config"), ("secrets", "secret")):
            defined = self.tree.get(section)
            for steps in ((section,), ("build", section)):
                for index, mount in enumerate(_items(service.get(*steps))):
                    source = mount.get("source")
                    key = str(source.value) if source is not None else ""
                    if defined is None or key not in defined.value:
                        self.undefined(name, kind_name, key, (*steps, index), source or mount, defined)

    def sizes(self, name: str, service: Node) -> None:
        """The old and the new spelling of a size agree."""
        value = service.get
        limits, reservations = value("deploy", "resources", "limits"), value("deploy", "resources", "reservations")
        for key, holder, below in (
            ("cpus", limits, "cpus"),
            ("mem_limit", limits, "memory"),
            ("mem_reservation", reservations, "memory"),
            ("pids_limit", limits, "pids"),
        ):
            own = value(key)
            if own is not None and holder is not None:
                other = holder.get(below)
                if other is None or other.value != own.value:
                    self.clash(name, key, own, f"deploy.resources.….{below}")
        scale, replicas = value("scale"), value("deploy", "replicas")
        if scale is not None and replicas is not None and scale.value != replicas.value:
            self.clash(name, "scale", scale, "deploy.replicas")
        count = scale or replicas
        if scale is not None and scale.value < 0:
            self.add(codes.BAD_VALUE, "`scale` cannot be negative", ("services", name, "scale"), scale)
        container_name = value("container_name")
        if container_name is not None and count is not None and count.value > 1:
            self.add(
                codes.CONFLICT,
                f"service `{name}` has a `container_name` and {count.value} replicas; names are unique",
                ("services", name, "container_name"),
                container_name,
                "remove container_name",
            )

    def clash(self, name: str, key: str, node: Node, other: str) -> None:
        """Two spellings of one size that differ."""
        message = f"`{key}` of service `{name}` differs from `{other}`"
        self.add(codes.CONFLICT, message, ("services", name, key), node, "give the value only once")

    def watch(self, name: str, service: Node) -> None:
        """A sync needs a target."""
        for index, trigger in enumerate(_items(service.get("develop", "watch"))):
            action = plain(trigger.get("action"))
            if action not in ("rebuild", "restart") and not plain(trigger.get("target")):
                message = f"watch action `{action}` needs a target"
                self.add(codes.MISSING_KEY, message, ("services", name, "develop", "watch", index), trigger)

    def targets(self, name: str, service: Node) -> None:
        """No two mounts at one place of the container."""
        taken: dict[str, Any] = {}
        tmpfs = service.get("tmpfs")
        for index, item in enumerate(tmpfs.value if tmpfs is not None else ()):
            self.take(name, str(item.value).partition(":")[0], ("tmpfs", index), item, taken)
        for index, volume in enumerate(_items(service.get("volumes"))):
            target = volume.get("target")
            if target is not None:
                self.take(name, str(target.value), ("volumes", index), volume, taken)

    def take(self, name: str, target: str, below: Path, node: Node, taken: dict[str, Any]) -> None:
        """Note a mount target; a second one is an error."""
        if target in taken:
            message = f"service `{name}` mounts `{target}` twice"
            self.add(codes.CONFLICT, message, ("services", name, *below), node)
        taken[target] = node

    def container_names(self) -> None:
        """Container names are unique and at least two characters long."""
        seen: dict[str, str] = {}
        for name, service in self.enabled.items():
            node = service.get("container_name")
            if node is None:
                continue
            path: Path = ("services", name, "container_name")
            if len(node.value) < 2 or not _valid_container_name(node.value):
                self.add(
                    codes.BAD_NAME, f"invalid container name `{node.value}`", path, node, "[a-zA-Z0-9][a-zA-Z0-9_.-]+"
                )
            if node.value in seen:
                message = f"services `{seen[node.value]}` and `{name}` have the same container name"
                self.add(codes.CONFLICT, message, path, node)
            seen[node.value] = name

    def secrets(self) -> None:
        """Every secret has a source that Compose can read."""
        for name, secret in _entries(self.tree.get("secrets")):
            external = secret.get("external")
            if external is not None and external.value is True:
                continue
            if not plain(secret.get("file")) and not plain(secret.get("environment")):
                message = f"secret `{name}` needs `file` or `environment`"
                self.add(codes.MISSING_KEY, message, ("secrets", name), secret)

    def cycles(self) -> None:
        """No service waits for itself."""
        done: set[str] = set()
        for name in self.enabled:
            circle = self.circle(name, done)
            if circle:
                node = self.enabled[circle[0]].get("depends_on")
                chain = " → ".join((*circle, circle[0]))
                self.add(
                    codes.CYCLE,
                    f"services depend on each other in a circle: {chain}",
                    ("services", circle[0], "depends_on"),
                    node,
                    "remove one of the dependencies",
                )
                return

    def circle(self, start: str, done: set[str]) -> list[str]:
        """The names of a circle that can be reached from ``start``, walked without recursion."""
        trail: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        on_trail: set[str] = set()
        while stack:
            name, leaving = stack.pop()
            if leaving:
                trail.pop()
                on_trail.discard(name)
                done.add(name)
                continue
            if name in on_trail:
                return trail[trail.index(name) :]
            if name in done or name not in self.enabled:
                continue
            trail.append(name)
            on_trail.add(name)
            stack.append((name, True))
            depends_on = self.enabled[name].get("depends_on")
            stack += [(key, False) for key, _ in depends_on.items()] if depends_on else []
        return []


def _valid_container_name(name: str) -> bool:
    return (
        name[:1].isascii()
        and name[:1].isalnum()
        and all(char.isascii() and (char.isalnum() or char in "_.-") for char in name)
    )
