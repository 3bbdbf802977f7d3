"""Content tags: what an image that the project builds is called before it exists.

The tag is a digest of the build definition and of the files that go into the build, so an unchanged service keeps its
image, and a changed one gets a new one.
"""

import os.path
from typing import Any

from compose2ecs.diagnostics.codes import images as codes
from compose2ecs.diagnostics.report import Report
from compose2ecs.images.context import Digest, digest
from compose2ecs.images.plan import ImagePlan, derived_tag
from compose2ecs.model.project import Project, Service

LENGTH = 16
_URL_PREFIXES = ("github.com/", "git@")


def content_tags(project: Project, report: Report, plan: ImagePlan | None = None) -> dict[str, str]:
    """Service → tag, for every service with a build, or with files or a stop signal that go into its image.

    A context that cannot be read is a warning.
    """
    contexts: dict[tuple[str, str], Digest | None] = {}
    tags: dict[str, str] = {}
    for name, service in project.services.items():
        build = service.get("build")
        if build is not None:
            tags[name] = _tag(service, build, project, contexts, report)
    planned = plan or ImagePlan({}, {})
    for name in sorted({*planned.baked, *planned.signals}):
        base = tags.get(name) or str(project.services[name].get("image"))
        tags[name] = derived_tag(base, planned.baked.get(name, ()), planned.signals.get(name, ""))
    return tags


def _tag(
    service: Service,
    build: dict[str, Any],
    project: Project,
    contexts: dict[tuple[str, str], Digest | None],
    report: Report,
) -> str:
    import json
    from hashlib import sha256

    definition = {key: value for key, value in build.items() if not key.startswith("x-")}
    text = json.dumps([_relative(definition, project.directory), service.get("platform")], sort_keys=True)
    context = str(build.get("context", "."))
    files = None if is_remote(context) else _context(service, context, build, contexts, report)
    return sha256(f"{text}\0{files.hexadecimal if files else ''}".encode()).hexdigest()[:LENGTH]


def is_remote(context: str) -> bool:
    """Whether a context is fetched by the builder rather than read from this machine."""
    return "://" in context or context.startswith(_URL_PREFIXES)


def _context(
    service: Service,
    context: str,
    build: dict[str, Any],
    contexts: dict[tuple[str, str], Digest | None],
    report: Report,
) -> Digest | None:
    inline = "dockerfile_inline" in build
    dockerfile = None if inline else os.path.normpath(os.path.join(context, str(build.get("dockerfile", "Dockerfile"))))
    key = (context, dockerfile or "")
    if key not in contexts:
        contexts[key] = _read(service, context, dockerfile, report)
    return contexts[key]


def _read(service: Service, context: str, dockerfile: str | None, report: Report) -> Digest | None:
    path = (*service.path, "build", "context")
    span = service.span("build", "context")
    shown = os.path.basename(context.rstrip("/")) or context
    if not os.path.isdir(context):
        report.add(
            codes.NO_CONTEXT,
            f"the build context `{shown}` of service `{service.name}` is not on this machine",
            path=path,
            span=span,
            hint="the image's tag comes from the build definition alone; check the path before you build",
        )
        return None
    try:
        found = digest(context, dockerfile if dockerfile and os.path.isfile(dockerfile) else None)
    except OSError as problem:
        message = f"the build context `{shown}` of service `{service.name}` cannot be read: {problem.strerror}"
        report.add(codes.NO_CONTEXT, message, path=path, span=span, hint="make its files readable, or ignore them")
        return None
    if found.partial:
        message = f"the build context `{shown}` of service `{service.name}` is very large"
        report.add(codes.LARGE_CONTEXT, message, path=path, span=span, hint="leave files out with a .dockerignore")
    return found


def _relative(value: Any, directory: str) -> Any:
    """The definition with paths below the project made relative, so that the tag is the same everywhere."""
    if isinstance(value, dict):
        return {key: _relative(inner, directory) for key, inner in value.items()}
    if isinstance(value, list):
        return [_relative(inner, directory) for inner in value]
    if isinstance(value, str) and os.path.isabs(value):
        return os.path.relpath(value, directory)
    return value
