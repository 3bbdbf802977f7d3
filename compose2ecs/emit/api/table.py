"""Which calls make a resource of which type, and where the values that others refer to are found.

A test holds the keys against ``graph.types`` and the results against botocore's models.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple

from compose2ecs.emit.api.call import Call, Result, Source

Make = Callable[[Source], list[Call]]


class Creation(NamedTuple):
    """``make`` is "module.function" of this package; ``ref`` and ``attributes`` are what ``Ref``, ``GetAtt`` give."""

    make: str
    ref: Result | None = None
    attributes: Mapping[str, Result] = {}

    def function(self) -> Make:
        """The function that makes the calls; its module is imported now."""
        module, _, name = self.make.partition(".")
        found: Make = getattr(import_module(f"compose2ecs.emit.api.{module}"), name)
        return found


def _named(parameter: str, arn: str = "") -> tuple[Result, dict[str, Result]]:
    """Values of a resource whose name we choose; AWS tells its ARN by a fixed form."""
    form = f"arn:{{partition}}:{arn}"
    return Result(parameter, given=True), {"Arn": Result(parameter, given=True, form=form)} if arn else {}


_GROUP = {name: Result(path) for name, path in (("GroupId", "GroupId"), ("Id", "GroupId"))}
_LOG_GROUP = _named("logGroupName", "logs:{region}:{account}:log-group:{}:*")
_NAMESPACE = Result("Operation.Targets.NAMESPACE", "GetOperation")
_NAMESPACE_ARN = _NAMESPACE._replace(form="arn:{partition}:servicediscovery:{region}:{account}:namespace/{}")
_ELB = "AWS::ElasticLoadBalancingV2"
_BALANCER, _TARGETS = "LoadBalancers[0].LoadBalancerArn", "TargetGroups[0].TargetGroupArn"

CREATIONS: dict[str, Creation] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": Creation("scaling.target", Result("ResourceId", given=True)),
    "AWS::ApplicationAutoScaling::ScalingPolicy": Creation("scaling.policy", Result("PolicyARN")),
    "AWS::AutoScaling::AutoScalingGroup": Creation("scaling.group", *_named("AutoScalingGroupName")),
    "AWS::CloudFormation::CustomResource": Creation("ecs.job", Result("tasks[0].taskArn")),
    "AWS::CloudWatch::Alarm": Creation(
        "monitoring.alarm", *_named("AlarmName", "cloudwatch:{region}:{account}:alarm:{}")
    ),
    "AWS::CloudWatch::Dashboard": Creation("monitoring.dashboard", *_named("DashboardName")),
    "AWS::EC2::DHCPOptions": Creation("ec2.dhcp_options", Result("DhcpOptions.DhcpOptionsId")),
    "AWS::EC2::EIP": Creation("ec2.address", Result("PublicIp"), {"AllocationId": Result("AllocationId")}),
    "AWS::EC2::InternetGateway": Creation("ec2.internet_gateway", Result("InternetGateway.InternetGatewayId")),
    "AWS::EC2::LaunchTemplate": Creation(
        "ec2.launch_template",
        Result("LaunchTemplate.LaunchTemplateId"),
        {
            "DefaultVersionNumber": Result("LaunchTemplate.DefaultVersionNumber"),
            "LatestVersionNumber": Result("LaunchTemplate.LatestVersionNumber"),
        },
    ),
    "AWS::EC2::NatGateway": Creation("ec2.nat_gateway", Result("NatGateway.NatGatewayId")),
    "AWS::EC2::Route": Creation("ec2.route"),
    "AWS::EC2::RouteTable": Creation("ec2.route_table", Result("RouteTable.RouteTableId")),
    "AWS::EC2::SecurityGroup": Creation("ec2.security_group", Result("GroupId"), _GROUP),
    "AWS::EC2::SecurityGroupEgress": Creation("ec2.egress"),
    "AWS::EC2::SecurityGroupIngress": Creation("ec2.ingress"),
    "AWS::EC2::Subnet": Creation(
        "ec2.subnet", Result("Subnet.SubnetId"), {"AvailabilityZone": Result("Subnet.AvailabilityZone")}
    ),
    "AWS::EC2::SubnetRouteTableAssociation": Creation("ec2.table_association", Result("AssociationId")),
    "AWS::EC2::VPC": Creation("ec2.vpc", Result("Vpc.VpcId"), {"CidrBlock": Result("Vpc.CidrBlock")}),
    "AWS::EC2::VPCDHCPOptionsAssociation": Creation("ec2.dhcp_association"),
    "AWS::EC2::VPCEndpoint": Creation("ec2.endpoint", Result("VpcEndpoint.VpcEndpointId")),
    "AWS::EC2::VPCGatewayAttachment": Creation("ec2.attachment"),
    "AWS::ECR::Repository": Creation(
        "stores.repository", Result("repository.repositoryName"), {"Arn": Result("repository.repositoryArn")}
    ),
    "AWS::ECS::CapacityProvider": Creation("ecs.capacity_provider", Result("capacityProvider.name")),
    "AWS::ECS::Cluster": Creation("ecs.cluster", Result("cluster.clusterName"), {"Arn": Result("cluster.clusterArn")}),
    "AWS::ECS::ClusterCapacityProviderAssociations": Creation("ecs.capacity", Result("cluster.clusterName")),
    "AWS::ECS::Service": Creation("ecs.service", Result("service.serviceArn"), {"Name": Result("service.serviceName")}),
    "AWS::ECS::TaskDefinition": Creation("ecs.task_definition", Result("taskDefinition.taskDefinitionArn")),
    "AWS::EFS::AccessPoint": Creation("efs.access_point", Result("AccessPointId"), {"Arn": Result("AccessPointArn")}),
    "AWS::EFS::FileSystem": Creation("efs.file_system", Result("FileSystemId"), {"Arn": Result("FileSystemArn")}),
    "AWS::EFS::MountTarget": Creation("efs.mount_target", Result("MountTargetId")),
    f"{_ELB}::Listener": Creation(
        "loadbalancing.listener",
        Result("Listeners[0].ListenerArn"),
        {"ListenerArn": Result("Listeners[0].ListenerArn")},
    ),
    f"{_ELB}::ListenerCertificate": Creation("loadbalancing.certificates"),
    f"{_ELB}::ListenerRule": Creation(
        "loadbalancing.rule", Result("Rules[0].RuleArn"), {"RuleArn": Result("Rules[0].RuleArn")}
    ),
    f"{_ELB}::LoadBalancer": Creation(
        "loadbalancing.load_balancer",
        Result(_BALANCER),
        {
            "CanonicalHostedZoneID": Result("LoadBalancers[0].CanonicalHostedZoneId"),
            "DNSName": Result("LoadBalancers[0].DNSName"),
            "LoadBalancerArn": Result(_BALANCER),
            "LoadBalancerFullName": Result(_BALANCER, after=":loadbalancer/"),
        },
    ),
    f"{_ELB}::TargetGroup": Creation(
        "loadbalancing.target_group",
        Result(_TARGETS),
        {"TargetGroupArn": Result(_TARGETS), "TargetGroupFullName": Result(_TARGETS, after=":")},
    ),
    "AWS::Events::Rule": Creation("events.rule", Result("Name", given=True), {"Arn": Result("RuleArn")}),
    "AWS::IAM::InstanceProfile": Creation(
        "iam.instance_profile",
        Result("InstanceProfile.InstanceProfileName"),
        {"Arn": Result("InstanceProfile.Arn")},
    ),
    "AWS::IAM::Role": Creation(
        "iam.role", Result("Role.RoleName"), {"Arn": Result("Role.Arn"), "RoleId": Result("Role.RoleId")}
    ),
    "AWS::Lambda::Function": Creation("functions.function", Result("FunctionName"), {"Arn": Result("FunctionArn")}),
    "AWS::Logs::LogGroup": Creation("logs.log_group", *_LOG_GROUP),
    "AWS::Route53::RecordSet": Creation("records.record"),
    "AWS::SSM::Parameter": Creation("stores.parameter", *_named("Name")),
    "AWS::Scheduler::Schedule": Creation("events.schedule", Result("Name", given=True), {"Arn": Result("ScheduleArn")}),
    "AWS::SecretsManager::Secret": Creation("stores.secret", Result("ARN", "CreateSecret")),
    "AWS::ServiceDiscovery::Instance": Creation("discovery.instance", Result("InstanceId", given=True)),
    "AWS::ServiceDiscovery::PrivateDnsNamespace": Creation(
        "discovery.namespace",
        _NAMESPACE,
        {"Arn": _NAMESPACE_ARN, "Id": _NAMESPACE, "OperationId": Result("OperationId")},
    ),
    "AWS::ServiceDiscovery::Service": Creation(
        "discovery.service",
        Result("Service.Id"),
        {"Arn": Result("Service.Arn"), "Id": Result("Service.Id"), "Name": Result("Service.Name")},
    ),
    "AWS::WAFv2::WebACLAssociation": Creation("loadbalancing.firewall"),
}
