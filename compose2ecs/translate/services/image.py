"""What runs: image, platform, and where it is pulled from."""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node
from compose2ecs.translate.attribute import ADAPTED, DROPPED, Site, ignored, maps, part_of, refused

part_of("services.*.image", "container.Image", "as written; a tag is resolved once per deployment")
part_of(
    "services.*.platform",
    "AWS::ECS::TaskDefinition.RuntimePlatform",
    "linux/amd64 is X86_64, linux/arm64 is ARM64; without it X86_64",
)


@maps("services.*.pull_policy", to="", fargate=ADAPTED)
def pull_policy(node: Node, site: Site) -> None:
    """Every new task pulls its image; a tag is resolved once per deployment, so all tasks run the same image."""
    policy = str(node.value)
    what = {
        "build": "the image is built when the project is deployed",
        "never": "ECS always pulls, so the image must be in a registry",
    }.get(policy, "ECS pulls for every new task, and resolves a tag once per deployment")
    site.say(codes.ADAPTED, f"`pull_policy: {policy}`: {what}")


ignored("services.*.pull_refresh_after", "ECS pulls for every new task")


@maps("services.*.runtime", to="container.ResourceRequirements", fargate=DROPPED, ec2=ADAPTED, managed=ADAPTED)
def runtime(node: Node, site: Site) -> list[dict[str, str]] | None:
    """The container runtime is chosen by AWS; `nvidia` asks for a GPU."""
    if node.value == "runc":
        site.say(codes.LOCAL_ONLY, "`runtime: runc` is ignored: AWS chooses the container runtime")
    elif node.value == "nvidia" and site.launch_type != "fargate":
        asked = bool(site.container.get("ResourceRequirements"))
        what = "other attributes say how many GPUs" if asked else "the container gets one GPU"
        site.say(codes.ADAPTED, f"`runtime: nvidia`: {what}")
        return None if asked else [{"Type": "GPU", "Value": "1"}]
    elif node.value == "nvidia":
        site.say(
            codes.NOT_ON_FARGATE,
            "`runtime: nvidia` is not possible on Fargate: there are no GPUs",
            hint="run the service on EC2 or Managed Instances with a GPU: `x-ecs.launch_type`",
        )
    else:
        site.say(codes.NO_EQUIVALENT, f"`runtime: {node.value}` is dropped: AWS chooses the container runtime")
    return None


@maps("services.*.isolation", to="", fargate=DROPPED)
def isolation(node: Node, site: Site) -> None:
    """A setting of Docker on Windows."""
    if node.value == "default":
        site.say(codes.LOCAL_ONLY, "`isolation: default` is ignored: a setting of Docker on Windows")
    else:
        site.say(codes.NO_EQUIVALENT, f"`isolation: {node.value}` is dropped: a setting of Docker on Windows")


_PROVIDER = "a program on your machine would provide this service"
_PROVIDER_HINT = "name what exists already with `x-ecs.external`, or replace the provider by an image"

refused("services.*.provider", _PROVIDER, code=codes.NEEDS_DOCKER, hint=_PROVIDER_HINT)
refused("services.*.provider.type", _PROVIDER, code=codes.NEEDS_DOCKER, hint=_PROVIDER_HINT)
refused("services.*.provider.options", _PROVIDER, code=codes.NEEDS_DOCKER, hint=_PROVIDER_HINT)
refused("services.*.provider.options.*", _PROVIDER, code=codes.NEEDS_DOCKER, hint=_PROVIDER_HINT)
refused(
    "services.*.use_api_socket",
    "there is no Docker socket beside a task",
    code=codes.NEEDS_DOCKER,
    hint="the AWS API replaces it: give the task a role",
)
