"""Rows of the configs and secrets chapters: what the files that services mount are made of."""

from compose2ecs.translate.attribute import MAPPED, later, refused

_NAME = "AWS::SecretsManager::Secret.Name"
_VALUE = "AWS::SecretsManager::Secret.SecretString"
_EXISTING = "container.Secrets[].ValueFrom"

_KEPT = "the value will be kept in Secrets Manager, never in the template"
later("secrets", _KEPT, to=_NAME)
later("secrets.*", _KEPT, to=_NAME)
later("secrets.*.name", _KEPT, to=_NAME, fargate=MAPPED)
later("secrets.*.environment", _KEPT, to=_VALUE)
later("secrets.*.file", _KEPT, to=_VALUE)
later("secrets.*.external", "an existing secret will be read", to=_EXISTING, fargate=MAPPED)
later("secrets.*.external.name", "an existing secret will be read", to=_EXISTING, fargate=MAPPED)
later("secrets.*.labels", "tags", to="AWS::SecretsManager::Secret.Tags", fargate=MAPPED)
later("secrets.*.labels.*", "tags", to="AWS::SecretsManager::Secret.Tags", fargate=MAPPED)

_BAKED = "the file will be baked into the images that mount it"
later("configs", _BAKED)
later("configs.*", _BAKED)
later("configs.*.name", "an existing parameter will be read", to="AWS::SSM::Parameter.Name")
later("configs.*.content", _BAKED)
later("configs.*.environment", _BAKED)
later("configs.*.file", _BAKED)
later("configs.*.external", "an existing parameter will be read", to=_EXISTING)
later("configs.*.external.name", "an existing parameter will be read", to=_EXISTING)
later("configs.*.labels", "tags", to="AWS::SSM::Parameter.Tags", fargate=MAPPED)
later("configs.*.labels.*", "tags", to="AWS::SSM::Parameter.Tags", fargate=MAPPED)

refused("secrets.*.driver", "drivers of secrets belong to Swarm")
refused("secrets.*.driver_opts", "drivers of secrets belong to Swarm")
refused("secrets.*.driver_opts.*", "drivers of secrets belong to Swarm")
for _kind in ("secrets", "configs"):
    refused(f"{_kind}.*.template_driver", "templates in files are not run")
