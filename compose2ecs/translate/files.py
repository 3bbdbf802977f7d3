"""Rows of the configs and secrets chapters: what the files that services mount are made of."""

from compose2ecs.translate.attribute import ADAPTED, IMAGE, ignored, part_of, refused

_NAME = "AWS::SecretsManager::Secret.Name"
_VALUE = "AWS::SecretsManager::Secret.SecretString"
_EXISTING = "container.Secrets[].ValueFrom"

_KEPT = "the value is kept in Secrets Manager, never in the template"
part_of("secrets", _NAME, _KEPT, fargate=ADAPTED)
part_of("secrets.*", _NAME, _KEPT, fargate=ADAPTED)
part_of("secrets.*.name", _NAME, "the name of the secret, or the ARN of an external one")
part_of("secrets.*.environment", _VALUE, "put in by you or by `compose2ecs up`, not by the template", fargate=ADAPTED)
part_of("secrets.*.file", _VALUE, "put in by you or by `compose2ecs up`, not by the template", fargate=ADAPTED)
part_of("secrets.*.external", _EXISTING, "an existing secret is read")
part_of("secrets.*.external.name", _EXISTING, "an existing secret is read")
part_of("secrets.*.labels", "", "named as the tags of the secret", fargate=ADAPTED)
part_of("secrets.*.labels.*", "", "named as the tags of the secret", fargate=ADAPTED)

_BAKED = "the file goes into the images that mount it"
part_of("configs", "container.Image", _BAKED, fargate=IMAGE)
part_of("configs.*", "container.Image", _BAKED, fargate=IMAGE)
part_of(
    "configs.*.name",
    _EXISTING,
    "of an external config: a parameter of Systems Manager",
    fargate=ADAPTED,
)
part_of("configs.*.content", "container.Image", _BAKED, fargate=IMAGE)
part_of("configs.*.environment", "container.Image", _BAKED, fargate=IMAGE)
part_of("configs.*.file", "container.Image", _BAKED, fargate=IMAGE)
part_of("configs.*.external", _EXISTING, "an existing parameter is read", fargate=ADAPTED)
part_of("configs.*.external.name", _EXISTING, "an existing parameter is read", fargate=ADAPTED)
ignored("configs.*.labels", "nothing on AWS carries them: the file is part of an image")
ignored("configs.*.labels.*", "nothing on AWS carries them: the file is part of an image")

refused("secrets.*.driver", "drivers of secrets belong to Swarm")
refused("secrets.*.driver_opts", "drivers of secrets belong to Swarm")
refused("secrets.*.driver_opts.*", "drivers of secrets belong to Swarm")
for _kind in ("secrets", "configs"):
    refused(f"{_kind}.*.template_driver", "templates in files are not run")
