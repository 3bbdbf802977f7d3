"""Resolves `extends` within one document: the base service first, this one merged over it."""

import os.path
from collections.abc import Mapping

from compose2ecs.compose import paths
from compose2ecs.compose.canonical import canonical_service
from compose2ecs.compose.documents import Document, copied, forget, read_documents
from compose2ecs.compose.files import display, is_remote
from compose2ecs.compose.interpolate import interpolate
from compose2ecs.compose.merge import merge, merge_service
from compose2ecs.compose.problem import Problem
from compose2ecs.compose.unique import enforce, enforce_service
from compose2ecs.diagnostics.codes import compose as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path
from compose2ecs.source.node import Node


class Extender:
    """Resolves the services of one file; a new one serves each file that is extended from."""

    def __init__(
        self, file: str, directory: str, here: str, environment: Mapping[str, str] | None, report: Report
    ) -> None:
        self.file = file
        self.directory = directory
        self.here = here
        self.environment = environment
        self.report = report

    def apply(self, document: Document) -> None:
        """Resolve every service of the document in place; Problem for a missing base or a circle."""
        services = document.tree.get("services")
        if services is None or not isinstance(services.value, dict):
            return
        for name in list(services.value):
            self.resolve(name, services, document.resets, ())

    def resolve(self, name: str, services: Node, resets: tuple[Path, ...], chain: tuple[tuple[str, str], ...]) -> Node:
        """One service with everything that it extends merged under it."""
        service: Node = services.value[name]
        extends = service.get("extends") if isinstance(service.value, dict) else None
        if extends is None:
            return service
        ref, file = _reference(extends, name)
        owner: Extender = self
        siblings = services
        if file is not None:
            owner, siblings = self._other_file(file, extends, chain)
        if not isinstance(siblings.value, dict) or ref not in siblings.value:
            raise Problem(
                codes.EXTENDS,
                f"service `{name}` extends `{ref}`, which {display(owner.file, self.here)} does not define",
                span=extends.span or extends.key,
                path=("services", name, "extends"),
                hint=_similar(ref, siblings),
            )
        step = (owner.file, ref)
        if step in chain or step == (self.file, name):
            circle = " → ".join([name, *(link[1] for link in chain), ref])
            raise Problem(
                codes.EXTENDS,
                f"services extend each other in a circle: {circle}",
                span=extends.span or extends.key,
                path=("services", name, "extends"),
            )
        base = owner.resolve(ref, siblings, resets if owner is self else (), (*chain, (self.file, name)))
        if base.value is None:
            return service  # an empty base adds nothing; the reference then keeps `extends` in its output
        merged = self._merged(base, service, name, resets)
        services.value[name] = merged
        return merged

    def _merged(self, base: Node, service: Node, name: str, resets: tuple[Path, ...]) -> Node:
        source = copied(base)
        holder = Node({"services": Node({name: source})})
        forget(holder, tuple(path for path in resets if path[:2] == ("services", name)))
        merged = merge_service(source, service, name)
        merged.key = service.key
        del merged.value["extends"]
        return merged

    def _other_file(self, file: Node, extends: Node, chain: tuple[tuple[str, str], ...]) -> tuple["Extender", Node]:
        name = str(file.value)
        if is_remote(name):
            raise Problem(
                codes.REMOTE, f"`{name}` is remote, only local files are read", span=file.span, hint="use a local copy"
            )
        home = (self.environment or {}).get("HOME", "")
        path = paths.join(self.directory, name, home)
        if len(chain) > 100:
            raise Problem(codes.EXTENDS, "services extend each other through more than 100 files", span=extends.span)
        try:
            documents = read_documents(path, self.here)
        except Problem as problem:
            raise Problem(
                codes.EXTENDS if problem.span is None else problem.code,
                problem.message,
                span=problem.span or file.span,
                hint=problem.hint,
            ) from None
        owner = Extender(path, os.path.dirname(path), self.here, self.environment, self.report)
        return owner, owner.services(documents, file)

    def services(self, documents: list[Document], file: Node) -> Node:
        """All services of a file that another extends from, in long form, with absolute paths."""
        merged = Node({})
        for document in documents:
            if self.environment is not None:
                interpolate(document.tree, self.environment, self.report)
            forget(merged, document.resets)
            merged = merge(merged, document.tree)
            enforce(merged)
        services = merged.get("services")
        if services is None or not isinstance(services.value, dict):
            raise Problem(codes.EXTENDS, f"{display(self.file, self.here)} has no services to extend", span=file.span)
        for name, service in services.items():
            canonical_service(service, ("services", name), self.report)
            enforce_service(service, name)
            paths.resolve_service(service, self.directory, (self.environment or {}).get("HOME", ""))
        return services


def _reference(extends: Node, name: str) -> tuple[str, Node | None]:
    if isinstance(extends.value, str):
        return extends.value, None
    service = extends.get("service")
    if service is None or not isinstance(service.value, str):
        raise Problem(
            codes.EXTENDS,
            f"`extends` of service `{name}` must name a service",
            span=extends.span or extends.key,
            path=("services", name, "extends"),
            hint="write `extends: base` or `extends: {service: base, file: common.yaml}`",
        )
    file = extends.get("file")
    return service.value, file if file is not None and isinstance(file.value, str) and file.value else None


def _similar(ref: str, services: Node) -> str:
    from difflib import get_close_matches

    close = get_close_matches(ref, list(services.value) if isinstance(services.value, dict) else [], 1)
    return f"did you mean `{close[0]}`?" if close else ""
