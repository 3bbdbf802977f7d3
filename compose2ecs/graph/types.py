"""What we need to know of each CloudFormation type: how it is tagged, and whether it holds data.

Source: the CloudFormation resource schemas in cfn-lint 1.58 (October 2026); a test compares.
"""

from typing import NamedTuple

# How tags are written.
PAIRS = "pairs"  # [{Key, Value}]
MAP = "map"  # {key: value}
LAUNCHED = "launched"  # [{Key, Value, PropagateAtLaunch}]
NONE = ""


class Kind(NamedTuple):
    """``tags`` is the property that takes tags, ``style`` its form; ``stateful``: deleting it loses data."""

    tags: str = "Tags"
    style: str = PAIRS
    stateful: bool = False


_UNTAGGED = Kind("", NONE)

TYPES: dict[str, Kind] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": _UNTAGGED,
    "AWS::ApplicationAutoScaling::ScalingPolicy": _UNTAGGED,
    "AWS::AutoScaling::AutoScalingGroup": Kind("Tags", LAUNCHED),
    "AWS::CloudFormation::CustomResource": _UNTAGGED,
    "AWS::CloudWatch::Alarm": Kind(),
    "AWS::CloudWatch::Dashboard": _UNTAGGED,
    "AWS::EC2::DHCPOptions": Kind(),
    "AWS::EC2::EIP": Kind(),
    "AWS::EC2::InternetGateway": Kind(),
    "AWS::EC2::LaunchTemplate": _UNTAGGED,
    "AWS::EC2::NatGateway": Kind(),
    "AWS::EC2::Route": _UNTAGGED,
    "AWS::EC2::RouteTable": Kind(),
    "AWS::EC2::SecurityGroup": Kind(),
    "AWS::EC2::SecurityGroupEgress": _UNTAGGED,
    "AWS::EC2::SecurityGroupIngress": _UNTAGGED,
    "AWS::EC2::Subnet": Kind(),
    "AWS::EC2::SubnetRouteTableAssociation": _UNTAGGED,
    "AWS::EC2::VPC": Kind(),
    "AWS::EC2::VPCDHCPOptionsAssociation": _UNTAGGED,
    "AWS::EC2::VPCEndpoint": Kind(),
    "AWS::EC2::VPCGatewayAttachment": _UNTAGGED,
    "AWS::ECR::Repository": Kind(stateful=True),
    "AWS::ECS::CapacityProvider": Kind(),
    "AWS::ECS::Cluster": Kind(),
    "AWS::ECS::ClusterCapacityProviderAssociations": _UNTAGGED,
    "AWS::ECS::Service": Kind(),
    "AWS::ECS::TaskDefinition": Kind(),
    "AWS::EFS::AccessPoint": Kind("AccessPointTags", PAIRS, stateful=True),
    "AWS::EFS::FileSystem": Kind("FileSystemTags", PAIRS, stateful=True),
    "AWS::EFS::MountTarget": _UNTAGGED,
    "AWS::ElasticLoadBalancingV2::Listener": _UNTAGGED,
    "AWS::ElasticLoadBalancingV2::ListenerCertificate": _UNTAGGED,
    "AWS::ElasticLoadBalancingV2::ListenerRule": _UNTAGGED,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": Kind(),
    "AWS::ElasticLoadBalancingV2::TargetGroup": Kind(),
    "AWS::Events::Rule": Kind(),
    "AWS::IAM::InstanceProfile": _UNTAGGED,
    "AWS::IAM::Role": Kind(),
    "AWS::Lambda::Function": Kind(),
    "AWS::Logs::LogGroup": Kind(stateful=True),
    "AWS::Route53::RecordSet": _UNTAGGED,
    "AWS::SSM::Parameter": Kind("Tags", MAP),
    "AWS::Scheduler::Schedule": _UNTAGGED,
    "AWS::SecretsManager::Secret": Kind(stateful=True),
    "AWS::ServiceDiscovery::Instance": _UNTAGGED,
    "AWS::ServiceDiscovery::PrivateDnsNamespace": Kind(),
    "AWS::ServiceDiscovery::Service": Kind(),
    "AWS::WAFv2::WebACLAssociation": _UNTAGGED,
}
