"""Secrets Manager, Parameter Store and ECR: what is kept beside the project."""

from compose2ecs.emit.api.call import Call, Source, filled, lowered, text

_LONGEST_SECRET, _LONGEST_REPOSITORY = 512, 256


def secret(source: Source) -> list[Call]:
    """A secret; a generated value is asked for first."""
    name, tags, generated = source.names("Name", _LONGEST_SECRET), source.tags(), source.take("GenerateSecretString")
    if generated is None:
        return [Call("secretsmanager", "CreateSecret", filled(Name=name, **source.rest(), Tags=tags))]
    template, key = generated.pop("SecretStringTemplate", None), generated.pop("GenerateStringKey", None)
    value = f"${{{source.id}.RandomPassword}}"
    if template and key:
        value = f'{template.rstrip().removesuffix("}")}, "{key}": "{value}"}}'
    create = filled(Name=name, SecretString=value, **source.rest(), Tags=tags)
    return [
        Call("secretsmanager", "GetRandomPassword", generated),
        Call("secretsmanager", "CreateSecret", create),
    ]


def parameter(source: Source) -> list[Call]:
    """A parameter."""
    name, tags = source.names("Name", 1011), source.tags()
    return [Call("ssm", "PutParameter", filled(Name=name, **source.rest(), Tags=tags))]


def repository(source: Source) -> list[Call]:
    """A repository, then who may use it and which images it keeps."""
    name, tags = source.names("RepositoryName", _LONGEST_REPOSITORY).lower(), source.tags()
    source.take("EmptyOnDelete")  # about deletion
    lifecycle, policy = source.take("LifecyclePolicy") or {}, source.take("RepositoryPolicyText")
    made = [Call("ecr", "CreateRepository", filled(repositoryName=name, **lowered(source.rest()), tags=tags))]
    if "LifecyclePolicyText" in lifecycle:
        parameters = {"repositoryName": name, "lifecyclePolicyText": lifecycle["LifecyclePolicyText"]}
        made.append(Call("ecr", "PutLifecyclePolicy", parameters))
    if policy is not None:
        made.append(Call("ecr", "SetRepositoryPolicy", {"repositoryName": name, "policyText": text(policy)}))
    return made
