"""Which image a container runs, and the platform that its task needs."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import launch as launch_codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import short_hash
from compose2ecs.graph.values import Join, Pseudo
from compose2ecs.model.signals import signal
from compose2ecs.translate.scope import Plan, Scope, Task

#: Longest repository name. Source: AWS::ECR::Repository in the CloudFormation schema.
_LONGEST_REPOSITORY = 256
_ARCHITECTURES = {"amd64": "X86_64", "x86_64": "X86_64", "arm64": "ARM64", "aarch64": "ARM64"}
_WINDOWS = "WINDOWS_SERVER_2022_CORE"


def repository(project: str, service: str, prefix: str | None = None) -> str:
    """The ECR repository of a service: ``shop/web``, in the characters that ECR takes.

    ``prefix`` is what `x-ecs.registry.prefix` says instead of the project, None for nothing.
    """
    name = f"{f'{_component(project)}/' if prefix is None else prefix}{_component(service)}"
    if len(name) <= _LONGEST_REPOSITORY:
        return name
    return f"{name[: _LONGEST_REPOSITORY - 7].rstrip('._-')}-{short_hash(name)}"


def repository_of(plan: Plan, scope: Scope) -> str:
    """The ECR repository of the image that a container runs."""
    return repository(scope.project.name, plan.image_of, scope.x.project.get("registry", "prefix"))


def _component(name: str) -> str:
    """A path component: lower case, runs of letters and digits joined by one of ``.``, ``_``, ``__`` or hyphens."""
    clean = name.lower().strip("._-")
    simple = "".join(char if char.isascii() and (char.isalnum() or char in "._-") else "-" for char in clean)
    joined = all(pair not in simple for pair in ("..", "___", "._", "_.", "-.", ".-", "-_", "_-"))
    return simple if simple and simple == name and joined else f"{_alphanumeric(simple)}-{short_hash(name)}"


def _alphanumeric(text: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in text).strip("-") or "x"


def choose_images(scope: Scope) -> None:
    """Every container's image; what is built is named by its content."""
    for plan in scope.plans.values():
        plan.container["Image"] = _image(plan, scope)
    for task in scope.tasks.values():
        task.definition["RuntimePlatform"] = {**_platform(task, scope), **_said(task, scope)}
        version = task.primary.x.get("platform_version")
        if version and task.launch_type == "fargate":
            task.service["PlatformVersion"] = version
        elif version:
            message = f"`platform_version: {version}` is dropped: it is a version of Fargate"
            scope.say(launch_codes.DROPPED, message, task.primary.x.at("platform_version"))


def _image(plan: Plan, scope: Scope) -> Any:
    tag = scope.settings.images.get(plan.image_of)
    image = plan.get("image")
    if tag is None and not image:
        hint = "write `image` or `build`, or name all files of the project with `-f`"
        scope.say(
            codes.NO_IMAGE, f"service `{plan.name}` has neither an image nor a build context", plan.path, hint=hint
        )
    if tag is None:
        return image
    name = f"{repository_of(plan, scope)}:{tag}"
    if plan.image_of != plan.name:
        return _in_ecr(name)
    count = scope.settings.files.get(plan.name, 0)
    if plan.get("build") is None:
        what = f"`{image}`" + (f" and {count} of the project's files or directories" if count else "")
        stop = signal(str(plan.get("stop_signal") or ""))
        what += f" with the stop signal {stop}" if stop else ""
        message = f"{what} must be pushed to ECR as `{name}` before the template is deployed"
        scope.say(codes.IMAGE_TO_BUILD, message, plan.at("image"))
        return _in_ecr(name)
    message = f"the image of `{plan.name}` must be pushed to ECR as `{name}` before the template is deployed"
    scope.say(codes.IMAGE_TO_BUILD, message, plan.at("build"))
    if image is not None and scope.written(plan.at("image")):
        message = f"`image: {image}` is the name on your machine: the image is built, and pushed as `{name}`"
        scope.say(row_codes.ADAPTED, message, plan.at("image"))
    return _in_ecr(name)


def _in_ecr(name: str) -> Join:
    registry = (Pseudo("AccountId"), ".dkr.ecr.", Pseudo("Region"), ".", Pseudo("URLSuffix"))
    return Join((*registry, f"/{name}"))


def _said(task: Task, scope: Scope) -> dict[str, str]:
    """`x-ecs.cpu_architecture` and `x-ecs.os_family`, the service's before the project's."""
    made = {}
    own = task.primary.x
    architecture = own.get("cpu_architecture") or scope.x.project.get("cpu_architecture")
    if architecture:
        made["CpuArchitecture"] = str(architecture).upper()
    family = own.get("os_family")
    if family and task.launch_type == "fargate":
        made["OperatingSystemFamily"] = str(family).upper()
    elif family:
        message = f"`os_family: {family}` is dropped: instances are made with Amazon's Linux only"
        scope.say(launch_codes.DROPPED, message, own.at("os_family"))
    return made


def _platform(task: Task, scope: Scope) -> dict[str, str]:
    plan = task.primary
    platform, path = _asked(plan)
    if platform is None:
        if not plan.x.has("cpu_architecture") and not scope.x.project.has("cpu_architecture"):
            plan.defaults.append("linux/amd64")
        return {"CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX"}
    system, _, machine = str(platform).lower().partition("/")
    machine, _, variant = machine.partition("/")
    if system in _ARCHITECTURES and not machine:
        system, machine = "linux", system
    architecture = _ARCHITECTURES.get(machine or "amd64")
    if system == "windows" and architecture == "X86_64":
        return {"CpuArchitecture": architecture, "OperatingSystemFamily": _WINDOWS}
    if system == "linux" and architecture and variant in ("", "v8", "v1", "v2", "v3"):
        if path[-1] == "platform":
            scope.say(row_codes.ADAPTED, f"`platform: {platform}`: the task runs on {architecture}", path)
        return {"CpuArchitecture": architecture, "OperatingSystemFamily": "LINUX"}
    message = f"`{platform}` does not exist on Fargate"
    scope.say(codes.PLATFORM, message, path, hint="use an image for linux/amd64 or linux/arm64")
    return {"CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX"}


def _asked(plan: Plan) -> tuple[Any, tuple[str | int, ...]]:
    """The platform that the service asks for, or that its build has alone; None for any."""
    platform = plan.get("platform")
    if platform:
        return platform, plan.at("platform")
    platforms = plan.get("build", "platforms") or []
    if len(platforms) == 1:
        return platforms[0], plan.at("build", "platforms", 0)
    constraint, index = _constrained(plan)
    if constraint:
        return f"linux/{constraint}", plan.at("deploy", "placement", "constraints", index)
    return None, plan.path


def _constrained(plan: Plan) -> tuple[str, int]:
    """The machine of a placement constraint ``node.platform.arch == aarch64``."""
    for index, constraint in enumerate(plan.get("deploy", "placement", "constraints") or []):
        key, mark, value = str(constraint).partition("==")
        if mark and key.strip() == "node.platform.arch":
            return value.strip(), index
    return "", 0
