"""Rows of the models chapter: Docker's model runner does not exist on ECS, an endpoint takes its place."""

from compose2ecs.translate.attribute import later, refused

_WHY = "the model will be an endpoint that you name; ECS has no model runner"
_HINT = "until then set the variables of the endpoint and the model in `environment`"
_TO = "container.Environment"

for _path in ("services.*.models", "services.*.models.*", "models", "models.*", "models.*.name", "models.*.model"):
    later(_path, _WHY, to=_TO, hint=_HINT)
for _key in ("endpoint_var", "model_var"):
    later(f"services.*.models.*.{_key}", _WHY, to=f"{_TO}[].Name", hint=_HINT)
for _key in ("context_size", "runtime_flags"):
    refused(f"models.*.{_key}", "a setting of the model's server")
