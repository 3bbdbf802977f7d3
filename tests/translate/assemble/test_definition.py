"""Task definitions and ECS services, whole."""

from pathlib import Path
from typing import Any

import pytest

from compose2ecs.graph.values import GetAtt, Pseudo, Ref
from tests.translate.assemble.converted import convert, service

SHOP = """\
services:
  web:
    image: nginx:1
    user: "101"
    command: [nginx, -g, daemon off;]
    environment: {B: "2", A: "1"}
    ports: ["80:80"]
    volumes: ["data:/data:ro", "/cache"]
    healthcheck: {test: [CMD, "true"], interval: 10s, timeout: 5s, retries: 2}
    depends_on: [api]
  api: {image: "api:1"}
volumes: {data: {}}
"""


def logs(name: str) -> dict[str, Any]:
    return {
        "LogDriver": "awslogs",
        "Options": {
            "awslogs-group": Ref(f"{name.title()}LogGroup"),
            "awslogs-region": Pseudo("Region"),
            "awslogs-stream-prefix": name,
            "mode": "non-blocking",
            "max-buffer-size": "25m",
        },
    }


def test_task_definition(tmp_path: Path) -> None:
    done = convert(tmp_path, SHOP)
    assert done.properties("WebTaskDefinition") == {
        "Family": "shop-web",
        "RequiresCompatibilities": ["FARGATE"],
        "NetworkMode": "awsvpc",
        "RuntimePlatform": {"CpuArchitecture": "X86_64", "OperatingSystemFamily": "LINUX"},
        "Cpu": "256",
        "Memory": "512",
        "Volumes": [
            {"Name": "web-cache", "Host": {}},
            {
                "Name": "data",
                "EFSVolumeConfiguration": {
                    "FilesystemId": Ref("FileSystem"),
                    "TransitEncryption": "ENABLED",
                    "AuthorizationConfig": {"AccessPointId": Ref("DataAccessPoint"), "IAM": "ENABLED"},
                },
            },
        ],
        "ExecutionRoleArn": GetAtt("WebTaskExecutionRole", "Arn"),
        "TaskRoleArn": GetAtt("WebTaskRole", "Arn"),
        "ContainerDefinitions": [
            {
                "Name": "web",
                "Image": "nginx:1",
                "Essential": True,
                "Command": ["nginx", "-g", "daemon off;"],
                "User": "101",
                "Environment": [{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "2"}],
                "HealthCheck": {"Command": ["CMD", "true"], "Interval": 10, "Timeout": 5, "Retries": 2},
                "LogConfiguration": logs("web"),
                "MountPoints": [
                    {"SourceVolume": "web-cache", "ContainerPath": "/cache"},
                    {"SourceVolume": "data", "ContainerPath": "/data", "ReadOnly": True},
                ],
                "PortMappings": [{"ContainerPort": 80, "Protocol": "tcp", "Name": "web-80-tcp"}],
                "VersionConsistency": "enabled",
            }
        ],
    }
    assert list(done.container("Web")) == [
        *["Name", "Image", "Essential", "Command", "User", "Environment"],
        *["HealthCheck", "LogConfiguration", "MountPoints", "PortMappings", "VersionConsistency"],
    ]


def test_service(tmp_path: Path) -> None:
    done = convert(tmp_path, SHOP)
    assert done.properties("WebService") == {
        "ServiceName": "web",
        "Cluster": Ref("Cluster"),
        "TaskDefinition": Ref("WebTaskDefinition"),
        "LoadBalancers": [{"ContainerName": "web", "ContainerPort": 80, "TargetGroupArn": Ref("WebHTTP80TargetGroup")}],
        "ServiceRegistries": [{"RegistryArn": GetAtt("WebServiceDiscoveryEntry", "Arn")}],
        "DesiredCount": 1,
        "DeploymentConfiguration": {
            "Strategy": "ROLLING",
            "MinimumHealthyPercent": 100,
            "MaximumPercent": 200,
            "DeploymentCircuitBreaker": {"Enable": True, "Rollback": True},
        },
        "AvailabilityZoneRebalancing": "ENABLED",
        "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Weight": 1}],
        "NetworkConfiguration": {
            "AwsvpcConfiguration": {
                "AssignPublicIp": "DISABLED",
                "Subnets": [Ref("PrivateSubnetA"), Ref("PrivateSubnetB")],
                "SecurityGroups": [Ref("DefaultNetwork"), Ref("WebGroup")],
            }
        },
        "EnableECSManagedTags": True,
        "PropagateTags": "SERVICE",
        "HealthCheckGracePeriodSeconds": 60,
    }
    assert done.resource("WebService").depends_on == [
        *["ClusterCapacity", "DhcpOptionsAssociation", "PrivateRoute", "MountTargetA", "MountTargetB"],
        *["WebHTTP80ListenerRule", "ApiService"],
    ]
    assert done.resource("ApiService").depends_on == ["ClusterCapacity", "DhcpOptionsAssociation", "PrivateRoute"]
    assert "LoadBalancers" not in done.properties("ApiService")


def test_where_they_come_from(tmp_path: Path) -> None:
    done = convert(tmp_path, SHOP)
    for id in ("ApiTaskDefinition", "ApiService"):
        made = done.resource(id)
        assert made.origin == ("services", "api")
        assert made.span is not None
        assert made.span[:3] == ("compose.yaml", 11, 3)


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        ("healthcheck: {test: [CMD, a], start_period: 300s}", None),
        ("healthcheck: {test: [CMD, a], start_period: 301s}", 301),
        ("healthcheck: {test: [CMD, a], start_period: 301s, disable: true}", None),
        ("ports: ['80:80']", 60),
        ("ports: ['80:80']\nhealthcheck: {test: [CMD, a], start_period: 59s}", 60),
        ("ports: ['80:80']\nhealthcheck: {test: [CMD, a], start_period: 61500ms}", 62),
    ],
)
def test_grace(tmp_path: Path, body: str, seconds: int | None) -> None:
    done = service(tmp_path, body)
    assert done.properties("AppService").get("HealthCheckGracePeriodSeconds") == seconds


def test_what_the_file_leaves_open_is_one_note_per_service(tmp_path: Path) -> None:
    done = convert(tmp_path, SHOP)
    common = "linux/amd64; 0.25 vCPU and 512 MiB; a stopped task is replaced; logs to CloudWatch; 1 task"
    tail = "new tasks start before old ones stop; a failed deployment is rolled back"
    assert done.lines("N221") == [
        f"N221 services.web: `web` does not say, so: {common}; {tail}",
        f"N221 services.api: `api` does not say, so: {common}; {tail}",
    ]
    assert done.places("N221") == ["2:3 N221 services.web", "11:3 N221 services.api"]
