"""Rules about images: tags that move, registries that need a login, architectures, kernel settings."""

from compose2ecs.diagnostics.codes import lint as codes
from compose2ecs.translate.fargate import image_name
from compose2ecs.translate.scope import FARGATE, Plan, Scope

_PUBLIC_REGISTRIES = (
    "docker.io",
    "index.docker.io",
    "public.ecr.aws",
    "quay.io",
    "ghcr.io",
    "gcr.io",
    "registry.k8s.io",
    "mcr.microsoft.com",
    "docker.elastic.co",
    "registry.gitlab.com",
    "lscr.io",
    "codeberg.org",
    "nvcr.io",
)
_SEARCH_ENGINES = ("elasticsearch", "opensearch")
_MMAP = ("node.store.allow_mmap", "NODE_STORE_ALLOW_MMAP", "ES_SETTING_NODE_STORE_ALLOW__MMAP")
_ARM_MARKS = ("arm64", "arm64v8", "aarch64")
_AMD_MARKS = ("amd64", "x86_64")


def _reference(plan: Plan) -> str:
    """The image that is pulled as it is; "" where the project builds it."""
    return "" if plan.get("build") is not None else str(plan.get("image") or "")


def registry_of(image: str) -> str:
    """The registry of an image reference, "docker.io" where it names none."""
    first, slash, _ = image.partition("/")
    return first if slash and ("." in first or ":" in first or first == "localhost") else "docker.io"


def tag_of(image: str) -> str:
    """The tag of an image reference, "" where it names none."""
    last = image.partition("@")[0].rpartition("/")[2]
    return last.partition(":")[2]


def _is_reference(image: str) -> bool:
    """Whether nothing is missing: a roughly cut grammar of references, for what an empty variable leaves."""
    return image[0] not in ":@/" and image[-1] not in ":@/" and not any(bad in image for bad in ("//", "/:", ":@", " "))


def unreadable(plan: Plan, scope: Scope) -> None:
    """L33: a variable that is not set leaves a name that no registry takes."""
    image = _reference(plan)
    if image and not _is_reference(image):
        hint = "is a variable of its name not set? give it a default: `${TAG:-1.0}`"
        scope.say(
            codes.BAD_IMAGE, f"image `{image}` cannot be pulled: it is no image reference", plan.at("image"), hint=hint
        )


def moving_tag(plan: Plan, scope: Scope) -> None:
    """L36: no tag, or `latest`: the next deployment may run something else."""
    image = _reference(plan)
    if image and "@" not in image and tag_of(image) in ("", "latest") and _is_reference(image):
        shown = "has no tag" if not tag_of(image) else "has the tag `latest`"
        message = f"image `{image}` {shown}: the next deployment may run another version"
        hint = f"name a version: `{image.partition(':latest')[0]}:<version>`"
        scope.say(codes.MOVING_TAG, message, plan.at("image"), hint=hint)


def private_registry(plan: Plan, scope: Scope) -> None:
    """L38: ECS has no login of yours."""
    image = _reference(plan)
    registry = registry_of(image)
    if not image or registry in _PUBLIC_REGISTRIES or ".dkr.ecr." in registry:
        return
    if plan.x.has("registry_credentials"):
        return
    if registry.partition(":")[0] in ("localhost", "127.0.0.1"):
        message = f"image `{image}` is in a registry on your machine, where ECS cannot pull it"
        hint = "push it to a registry that ECS reaches, or let the project build it"
    else:
        message = f"image `{image}` may need a login: ECS pulls from `{registry}` without one"
        hint = "keep user name and password in a secret and name its ARN with `x-ecs.registry_credentials`"
    scope.say(codes.PRIVATE_REGISTRY, message, plan.at("image"), hint=hint)


def docker_hub(plans: list[Plan], scope: Scope) -> None:
    """L37: Docker Hub counts pulls without a login by address; told once, at the first service."""
    pulled = [one for one in plans if _from_docker_hub(one, scope)]
    if not pulled:
        return
    plan = pulled[0]
    others = f", as do {len(pulled) - 1} other services" if len(pulled) > 2 else ""
    others = f", as does `{pulled[1].name}`" if len(pulled) == 2 else others
    message = f"`{plan.name}` pulls `{_reference(plan)}` from Docker Hub without a login{others}"
    hint = "copy it to ECR, or keep a login in a secret: `x-ecs.registry_credentials`"
    scope.say(codes.DOCKER_HUB, message, plan.at("image"), hint=hint)


def _from_docker_hub(plan: Plan, scope: Scope) -> bool:
    image = _reference(plan)
    return (
        bool(image)
        and _is_reference(image)
        and registry_of(image) in _PUBLIC_REGISTRIES[:2]
        and plan.name not in scope.settings.images  # mirrored with files of the project
        and not plan.x.has("registry_credentials")
    )


def wrong_architecture(plan: Plan, scope: Scope) -> None:
    """L35: the image's name says another architecture than the task has."""
    image = _reference(plan).lower()
    task = scope.task_of(plan.name)
    if not image or task is None:
        return
    wanted = task.definition.get("RuntimePlatform", {}).get("CpuArchitecture")
    marks = _AMD_MARKS if wanted == "ARM64" else _ARM_MARKS if wanted == "X86_64" else ()
    words = image.replace("/", "-").replace(":", "-").replace("_", "-").split("-")
    mark = next((mark for mark in marks if mark in words), None)
    if mark is not None:
        message = f"image `{image}` is for {mark}, the task runs on {wanted}: it would end with an exec format error"
        hint = f"say `platform: linux/{'arm64' if mark in _ARM_MARKS else 'amd64'}`"
        scope.say(codes.WRONG_ARCHITECTURE, message, plan.at("image"), hint=hint)


def needs_map_count(plan: Plan, scope: Scope) -> None:
    """L50: Elasticsearch and OpenSearch check vm.max_map_count, which Fargate cannot raise."""
    image = str(plan.get("image") or "")
    task = scope.task_of(plan.name)
    if image_name(image) not in _SEARCH_ENGINES or task is None or task.launch_type != FARGATE:
        return
    environment = plan.get("environment") or {}
    single = str(environment.get("discovery.type", "")) == "single-node"
    if not single and not any(name in environment for name in _MMAP):
        message = f"`{image_name(image)}` may refuse to start: it wants vm.max_map_count, which Fargate cannot raise"
        hint = 'set `node.store.allow_mmap: "false"` in its environment'
        scope.say(codes.MAP_COUNT, message, plan.at("image"), hint=hint)
