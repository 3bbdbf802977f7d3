"""A small graph with every kind of value, as the emitters' tests need it."""

from compose2ecs.diagnostics.span import Span
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Join, Parameter, Pseudo, Ref, Zone


def sample() -> Graph:
    """A cluster, a task definition and a service in a subnet."""
    graph = Graph("shop", "The project shop")
    graph.parameters["DbPassword"] = {"Type": "String", "NoEcho": True}
    graph.add(Resource("Vpc", "AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}))
    graph.add(
        Resource(
            "SubnetA",
            "AWS::EC2::Subnet",
            {"VpcId": Ref("Vpc"), "AvailabilityZone": Zone(0), "CidrBlock": "10.0.0.0/20"},
        )
    )
    graph.add(Resource("Cluster", "AWS::ECS::Cluster", {"ClusterName": "shop"}))
    graph.add(
        Resource(
            "Secret",
            "AWS::SecretsManager::Secret",
            {"Name": "shop/db", "SecretString": Parameter("DbPassword")},
            retain=True,
        )
    )
    graph.add(
        Resource("WebLogs", "AWS::Logs::LogGroup", {"LogGroupName": "/compose2ecs/shop/web", "RetentionInDays": 30})
    )
    container = {
        "Name": "web",
        "Image": Join((Pseudo("AccountId"), ".dkr.ecr.", Pseudo("Region"), ".", Pseudo("URLSuffix"), "/shop/web:1")),
        "Command": ["sh", "-c", "echo ${HOME}\nexit 0\n"],
        "DockerLabels": {"Some.Key": "On", "on": "yes"},
        "Environment": [{"Name": "A", "Value": "012"}],
        "Secrets": [{"Name": "PW", "ValueFrom": Ref("Secret")}],
        "LogConfiguration": {
            "LogDriver": "awslogs",
            "Options": {"awslogs-group": Ref("WebLogs"), "awslogs-region": Pseudo("Region")},
        },
    }
    graph.add(
        Resource(
            "WebTaskDefinition",
            "AWS::ECS::TaskDefinition",
            {
                "Family": "shop-web",
                "Cpu": "256",
                "ContainerDefinitions": [container],
                "Volumes": [
                    {
                        "Name": "v",
                        "EFSVolumeConfiguration": {"FilesystemId": "fs-1", "AuthorizationConfig": {"IAM": "ENABLED"}},
                    }
                ],
                "Tags": [{"Key": "Team", "Value": "shop"}],
            },
            origin=("services", "web"),
            span=Span("compose.yaml", 3, 3),
        )
    )
    graph.add(
        Resource(
            "WebService",
            "AWS::ECS::Service",
            {
                "ServiceName": "web",
                "Cluster": Ref("Cluster"),
                "TaskDefinition": Ref("WebTaskDefinition"),
                "EnableECSManagedTags": True,
                "NetworkConfiguration": {"AwsvpcConfiguration": {"Subnets": [Ref("SubnetA")]}},
                "ServiceRegistries": [{"RegistryArn": GetAtt("Discovery", "Arn")}],
            },
            depends_on=("Cluster", "WebLogs", "WebLogs"),
            origin=("services", "web"),
            span=Span("compose.yaml", 3, 3),
        )
    )
    graph.outputs["Url"] = ("Where it answers", Join(("http://", GetAtt("Alb", "DNSName"))))
    return graph
