"""The cluster, which every service of the project runs in."""

from pathlib import Path

from compose2ecs.graph.values import Ref
from tests.translate.assemble.converted import convert


def test_cluster(tmp_path: Path) -> None:
    done = convert(tmp_path, "services:\n  a: {image: a}\n  b: {image: b}")
    assert done.of_type("AWS::ECS::Cluster") == {
        "Cluster": {
            "ClusterName": "shop",
            "ClusterSettings": [{"Name": "containerInsights", "Value": "disabled"}],
        }
    }
    assert done.of_type("AWS::ECS::ClusterCapacityProviderAssociations") == {
        "ClusterCapacity": {
            "Cluster": Ref("Cluster"),
            "CapacityProviders": ["FARGATE", "FARGATE_SPOT"],
            "DefaultCapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Weight": 1}],
        }
    }
    for service in done.of_type("AWS::ECS::Service").values():
        assert service["Cluster"] == Ref("Cluster")
    assert "ClusterCapacity" in done.resource("AService").depends_on


def test_a_long_name_is_cut(tmp_path: Path) -> None:
    done = convert(tmp_path, f"name: {'p' * 300}\nservices: {{a: {{image: a}}}}")
    name = done.properties("Cluster")["ClusterName"]
    assert len(name) == 255
    assert name.startswith("p" * 248 + "-")
