"""A graph that AWS would take, small but with everything that the checks look at; tests break it in one place each."""

from collections.abc import Callable
from typing import Any

from compose2ecs.diagnostics.report import Report
from compose2ecs.diagnostics.span import Path, Span
from compose2ecs.graph.checks.check import check_graph
from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Ref, Zone

PLACE = Span("compose.yaml", 3, 5)
_ELB = "AWS::ElasticLoadBalancingV2"


def _init() -> dict[str, Any]:
    return {"Name": "init", "Image": "busybox", "Essential": False, "LogConfiguration": {"LogDriver": "awslogs"}}


def _web() -> dict[str, Any]:
    return {
        "Name": "web",
        "Image": "nginx",
        "Essential": True,
        "Memory": 256,
        "MemoryReservation": 128,
        "Cpu": 128,
        "DependsOn": [{"ContainerName": "init", "Condition": "SUCCESS"}],
        "Environment": [{"Name": "A", "Value": "1"}, {"Name": "B", "Value": "2"}],
        "Secrets": [{"Name": "C", "ValueFrom": "arn:aws:ssm:x"}, {"Name": "D", "ValueFrom": "arn:aws:ssm:y"}],
        "HealthCheck": {"Command": ["CMD", "true"], "Interval": 30, "Timeout": 5, "Retries": 3, "StartPeriod": 0},
        "LinuxParameters": {"Capabilities": {"Add": ["SYS_PTRACE"], "Drop": ["ALL"]}},
        "MountPoints": [
            {"SourceVolume": "data", "ContainerPath": "/data"},
            {"SourceVolume": "scratch", "ContainerPath": "/tmp"},
        ],
        "PortMappings": [
            {"ContainerPort": 80, "Name": "web-80-tcp", "HostPort": 80},
            {"ContainerPortRange": "8000-8009", "Name": "more"},
        ],
        "RestartPolicy": {"Enabled": True, "RestartAttemptPeriod": 60},
        "StopTimeout": 120,
    }


def graph() -> Graph:
    """A service of two containers behind an application load balancer."""
    made = Graph("shop")

    def add(id: str, type: str, properties: dict[str, Any]) -> None:
        made.add(Resource(id, type, properties, origin=("services", "web")))

    add("SubnetA", "AWS::EC2::Subnet", {"AvailabilityZone": Zone(0)})
    add("SubnetB", "AWS::EC2::Subnet", {"AvailabilityZone": Zone(1)})
    add("Role", "AWS::IAM::Role", {})
    add("Balancer", f"{_ELB}::LoadBalancer", {"Type": "application", "Subnets": [Ref("SubnetA"), Ref("SubnetB")]})
    add("Targets", f"{_ELB}::TargetGroup", {"TargetType": "ip", "Name": "web"})
    add("Http", f"{_ELB}::Listener", {"LoadBalancerArn": Ref("Balancer"), "Port": 80, "Protocol": "HTTP"})
    secure = {"LoadBalancerArn": Ref("Balancer"), "Port": 443, "Protocol": "HTTPS"}
    add("Https", f"{_ELB}::Listener", {**secure, "Certificates": [{"CertificateArn": "arn:aws:acm:x"}]})
    add("RuleA", f"{_ELB}::ListenerRule", {"ListenerArn": Ref("Http"), "Priority": 1})
    add("RuleB", f"{_ELB}::ListenerRule", {"ListenerArn": Ref("Http"), "Priority": 2})
    definition = {
        "Family": "shop-web",
        "RequiresCompatibilities": ["FARGATE"],
        "NetworkMode": "awsvpc",
        "Cpu": "256",
        "Memory": "512",
        "EphemeralStorage": {"SizeInGiB": 200},
        "ExecutionRoleArn": GetAtt("Role", "Arn"),
        "Volumes": [{"Name": "data", "EFSVolumeConfiguration": {}}, {"Name": "scratch", "Host": {}}],
        "ContainerDefinitions": [_init(), _web()],
    }
    add("Definition", "AWS::ECS::TaskDefinition", definition)
    network = {"Subnets": [Ref("SubnetA"), Ref("SubnetB")], "SecurityGroups": ["sg-1", "sg-2"]}
    service = {
        "TaskDefinition": Ref("Definition"),
        "DesiredCount": 2,
        "DeploymentConfiguration": {"MinimumHealthyPercent": 100, "MaximumPercent": 200},
        "AvailabilityZoneRebalancing": "ENABLED",
        "LoadBalancers": [
            {"ContainerName": "web", "ContainerPort": 80, "TargetGroupArn": Ref("Targets")},
            {"ContainerName": "web", "ContainerPort": 8009, "TargetGroupArn": Ref("Targets")},
        ],
        "ServiceRegistries": [{"RegistryArn": "arn:aws:servicediscovery:x"}],
        "NetworkConfiguration": {"AwsvpcConfiguration": network},
    }
    add("Service", "AWS::ECS::Service", service)
    return made


class Parts:
    """The properties that tests change."""

    def __init__(self, made: Graph) -> None:
        self.graph = made
        self.definition = made.resources["Definition"].properties
        self.init, self.web = self.definition["ContainerDefinitions"]
        self.service = made.resources["Service"].properties

    def of(self, id: str) -> dict[str, Any]:
        """The properties of a resource."""
        return self.graph.resources[id].properties


def found(change: Callable[[Parts], object]) -> list[str]:
    """What the checks say about the graph with a change, as ``CODE message``."""
    parts = Parts(graph())
    change(parts)
    report = Report()

    def locate(path: Path) -> Span | None:
        return PLACE if path == ("services", "web") else None

    check_graph(parts.graph, report, locate)
    assert all(one.span == PLACE and one.path == ("services", "web") for one in report.diagnostics)
    return [f"{one.code} {one.message}" for one in report.diagnostics]
