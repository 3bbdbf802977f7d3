"""The ECS cluster and its capacity providers."""

from compose2ecs.graph.names import bounded
from compose2ecs.graph.values import Ref
from compose2ecs.translate.scope import Scope

_LONGEST = 255


def make_cluster(scope: Scope) -> None:
    """Make the cluster; ``scope.shared`` gets cluster and capacity."""
    cluster = scope.add(
        ["Cluster"],
        "AWS::ECS::Cluster",
        {
            "ClusterName": bounded(scope.project.name, _LONGEST),
            "ClusterSettings": [{"Name": "containerInsights", "Value": "disabled"}],
        },
    )
    scope.shared["cluster"] = Ref(cluster.id)
    capacity = scope.add(
        ["ClusterCapacity"],
        "AWS::ECS::ClusterCapacityProviderAssociations",
        {
            "Cluster": Ref(cluster.id),
            "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
            "DefaultCapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Weight": 1}],
        },
    )
    scope.shared["capacity"] = capacity.id
