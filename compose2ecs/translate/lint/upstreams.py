"""Rules about reverse proxies among the services: what their configuration files name as upstreams."""

import os.path
from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.codes import lint as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.translate.assemble.discovery import claims
from compose2ecs.translate.assemble.domain import CONNECT, discovery
from compose2ecs.translate.scope import Plan, Scope

#: Larger files are no configuration that somebody wrote; more of them in a directory are not looked at.
MOST_BYTES, MOST_FILES = 64 * 1024, 50
_ENDS = (".conf", ".cfg", ".template", ".yml", ".yaml", ".toml", "caddyfile", ".caddy", ".inc")


def proxy_upstreams(plan: Plan, scope: Scope) -> None:
    """L18: a mounted proxy configuration names another service, whose name is not always there on ECS."""
    if discovery(scope) == CONNECT:  # a name leads to the proxy beside the task, which is always there
        return
    told = set()
    for path, file, target, text in _files(plan, scope):
        from compose2ecs.translate.lint.proxyfiles import kind_of, upstreams

        kind = kind_of(target, str(plan.get("image") or ""))
        for one in upstreams(kind, _filled_in(text(), plan)) if kind else ():
            other = _owner(one.host, scope)
            if other in ("", plan.name) or scope.task_of(other) is scope.task_of(plan.name):
                continue
            if (path, other, one.at_start) not in told:
                told.add((path, other, one.at_start))
                _tell(plan, scope, path, f"{file}:{one.line}", one.host, other, at_start=one.at_start)


def _filled_in(text: str, plan: Plan) -> str:
    """The text with the service's variables in it, as images and commands do with `envsubst`."""
    variables = plan.get("environment") or {} if "$" in text else {}
    for name in sorted(variables, key=len, reverse=True):  # `$HOSTNAME` before `$HOST`
        for written in (f"${{{name}}}", f"${name}"):
            text = text.replace(written, str(variables[name] or ""))
    return text


def _tell(plan: Plan, scope: Scope, path: Path, place: str, host: str, other: str, *, at_start: bool) -> None:
    waits = other in (plan.get("depends_on") or {})
    if at_start:
        message = f"`{plan.name}` looks `{host}` up only when it starts ({place}): it fails while no task of `{other}`"
        message += " runs, and keeps the address of a task that is replaced"
        first = "" if waits else f"let `{plan.name}` depend on `{other}`, and "
        hint = f"{first}use `x-ecs: {{service_discovery: service_connect}}`, or a `resolver` in the configuration"
        scope.say(codes.UPSTREAM, message, path, hint=hint)
    else:
        message = f"`{plan.name}` sends requests to `{host}` ({place}), a name that is there while `{other}` runs"
        hint = "" if waits else f"let `{plan.name}` depend on `{other}`"
        scope.say(codes.UPSTREAM_LATER, message, path, hint=hint)


def _owner(host: str, scope: Scope) -> str:
    """The service that a host name belongs to, "" for none."""
    if host in scope.plans:
        return host
    names = (claim for plan in scope.plans.values() for claim in claims(plan))
    return next((owner for name, _, owner, _ in names if name == host and owner in scope.plans), "")


def _files(plan: Plan, scope: Scope) -> Iterator[tuple[Path, str, str, Any]]:
    """(where it is mounted, its name, its place in the container, how to read it) of what may be configuration."""
    for index, item in enumerate(plan.get("volumes") or ()):
        if item.get("type") == "bind" and scope.settings.binds.get((plan.name, index)) == "baked":
            for source, target in _within(str(item["source"]), str(item["target"])):
                yield (
                    plan.at("volumes", index),
                    scope.project.shown(source),
                    target,
                    lambda source=source: _read(source),
                )
    for index, item in enumerate(plan.get("configs") or ()):
        name = str(item.get("source"))
        written = scope.project.get("configs", name) or {}
        target = str(item.get("target") or name)
        if "content" in written:
            content = str(written["content"])
            yield plan.at("configs", index), f"config {name}", target, lambda content=content: content
        elif "file" in written and _is_small(str(written["file"])):
            source = str(written["file"])
            yield plan.at("configs", index), scope.project.shown(source), target, lambda source=source: _read(source)


def _within(source: str, target: str) -> Iterator[tuple[str, str]]:
    """The file itself, or the files of a directory that look like configuration."""
    if not os.path.isdir(source):
        if target.lower().endswith(_ENDS) and _is_small(source):
            yield source, target
        return
    try:
        names = sorted(os.listdir(source))[:MOST_FILES]
    except OSError:  # what cannot be read is told by the image stage
        return
    for name in names:
        path = os.path.join(source, name)
        if name.lower().endswith(_ENDS) and os.path.isfile(path) and _is_small(path):
            yield path, f"{target.rstrip('/')}/{name}"


def _is_small(path: str) -> bool:
    try:
        return os.path.getsize(path) < MOST_BYTES
    except OSError:
        return False


def _read(path: str) -> str:
    """The text of a file, "" for what is none or cannot be read: the image stage tells that."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""
