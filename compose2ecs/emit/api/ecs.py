"""ECS: clusters and their capacity, task definitions, services, jobs."""

from typing import Any

from compose2ecs.emit.api.call import Call, Source, filled, lowered
from compose2ecs.emit.recase import recase

_LONGEST_NAME = 255


def _input(source: Source, **more: Any) -> dict[str, Any]:
    """All other properties with the API's names; tags in its own form."""
    tags = [{"key": tag["Key"], "value": tag["Value"]} for tag in source.tags()]
    return filled(**more, **recase(source.rest()), tags=tags)


def cluster(source: Source) -> list[Call]:
    """A cluster."""
    return [Call("ecs", "CreateCluster", _input(source))]


def capacity(source: Source) -> list[Call]:
    """The capacity providers of a cluster."""
    return [Call("ecs", "PutClusterCapacityProviders", _input(source))]


def capacity_provider(source: Source) -> list[Call]:
    """Machines as capacity; Managed Instances belong to a cluster."""
    settings = source.take("ManagedInstancesProvider")
    managed = {"managedInstancesProvider": lowered(settings)} if settings else {}
    name = source.names("Name", _LONGEST_NAME)
    cluster = source.take("ClusterName")
    return [Call("ecs", "CreateCapacityProvider", _input(source, name=name, cluster=cluster, **managed))]


def task_definition(source: Source) -> list[Call]:
    """A revision of a task definition."""
    return [Call("ecs", "RegisterTaskDefinition", source.resolver.input(source.resource.properties))]


def service(source: Source) -> list[Call]:
    """A service."""
    made = source.resolver.input(source.resource.properties)
    made.pop("forceNewDeployment", None)  # only means something to CloudFormation
    return [Call("ecs", "CreateService", made)]


def job(source: Source) -> list[Call]:
    """A job is run once; whoever makes the calls waits until its task has stopped with exit code 0."""
    version = source.take("PlatformVersion")
    parameters = {
        "cluster": source.take("Cluster"),
        "taskDefinition": source.take("TaskDefinition"),
        "capacityProviderStrategy": source.take("CapacityProviders"),
        "networkConfiguration": {"awsvpcConfiguration": source.take("Network")},
        "count": 1,
        "enableECSManagedTags": True,
        "propagateTags": "TASK_DEFINITION",
        "startedBy": "compose2ecs",
        **({"platformVersion": version} if version else {}),
    }
    return [Call("ecs", "RunTask", parameters)]
