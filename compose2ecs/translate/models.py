"""Rows of the models chapter: Docker's model runner does not exist on ECS, an endpoint takes its place."""

from compose2ecs.translate.attribute import ADAPTED, ignored, part_of, refused

_TO = "container.Environment"
_ENDPOINT = "an endpoint that `x-ecs.endpoint` of the model names; ECS has no model runner"

for _path in ("models", "models.*", "services.*.models", "services.*.models.*"):
    part_of(_path, _TO, _ENDPOINT, fargate=ADAPTED)
part_of("models.*.model", f"{_TO}[].Value", "the name to ask for, unless `x-ecs.model` says another", fargate=ADAPTED)
part_of(
    "services.*.models.*.endpoint_var",
    f"{_TO}[].Name",
    "the variable with the endpoint's URL; without it `<MODEL>_URL`",
    fargate=ADAPTED,
)
part_of(
    "services.*.models.*.model_var",
    f"{_TO}[].Name",
    "the variable with the model's name; without it `<MODEL>_MODEL`",
    fargate=ADAPTED,
)
ignored("models.*.name", "programs ask for a model by its `model`")
for _key in ("context_size", "runtime_flags"):
    refused(f"models.*.{_key}", "a setting of the model's server", hint="set it at the endpoint")
