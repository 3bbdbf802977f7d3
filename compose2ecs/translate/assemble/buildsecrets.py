"""Secrets that only the builder of an image needs: nothing on AWS keeps them. Imported only where there are secrets."""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import plain
from compose2ecs.translate.scope import Scope


def tell_build_secrets(scope: Scope) -> None:
    """Say of each that nothing is made for it; its labels and x-ecs keys have nothing to change."""
    services = scope.project.services.values()
    mounted = {str(item.get("source")) for one in services for item in one.get("secrets") or ()}
    for name, node in scope.project.section("secrets").items():
        if name in mounted:
            continue
        written = plain(node) or {}
        shown = {key: written[key] for key in ("name", "file", "environment") if scope.written(("secrets", name, key))}
        shown |= {**(written.get("labels") or {}), **(scope.x.entry("secrets", name).get() or {})}
        details = scope.project.shown(", ".join(f"{key} {value}" for key, value in shown.items()))
        scope.say(codes.ADAPTED, f"secret `{name}` ({details}) is for the builder only", ("secrets", name))
