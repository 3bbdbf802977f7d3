"""Projects that together bring in every resource that the translator makes, and one of each other type by hand."""

from compose2ecs.graph.resource import Graph, Resource
from compose2ecs.graph.values import GetAtt, Pseudo, Ref

EVERYTHING = """\
name: shop
x-ecs: {vpc: {nat: endpoints}, tags: {team: shop, cost: "4"}}
networks: {front: {}, back: {internal: true}}
volumes: {data: {}, more: {}}
services:
  web:
    image: 1.dkr.ecr.eu-west-1.amazonaws.com/web:1
    ports: ["80:8080", "5000:5000/udp", "81:81"]
    expose: ["90"]
    networks: {front: {aliases: [www, site]}, back: {}}
    volumes: ["data:/data", "more:/more:ro"]
    depends_on: {migrate: {condition: service_completed_successfully}}
    x-ecs:
      exec: true
      autoscaling: {min: 1, max: 4, cpu: 60, requests: 100, schedules: {night: {expression: "cron(0 22 * * ? *)", max: 1}}}
      task_role: {managed_policies: ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B"], statements: []}
  migrate: {image: "1.dkr.ecr.eu-west-1.amazonaws.com/web:1", networks: [back], labels: {a: "1", b: "2"}}
  report:
    image: 1.dkr.ecr.eu-west-1.amazonaws.com/web:1
    networks: [back]
    x-ecs: {schedule: {expression: "0 6 * * 1-5", timezone: Europe/Paris, command: [a, b], retries: 3}}
  db: {image: postgres, networks: [back], x-ecs: {external: db.example.com}}
"""
SECURE = """\
name: shop
x-ecs:
  load_balancer:
    certificate: ["arn:aws:acm:eu-west-1:123456789012:certificate/a", "arn:aws:acm:eu-west-1:123456789012:certificate/b"]
    domain: shop.example.com
    hosted_zone: Z0123456789ABCDEFGHIJ
    waf_acl: arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111
services:
  web: {image: "a:1", ports: ["80:8080"]}
  api: {image: "a:1", ports: ["80:81"], x-ecs: {load_balancer: {host: [api.shop.example.com, v2.shop.example.com]}}}
"""
MACHINES = """\
name: shop
services:
  gpu: {image: "a:1", deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: 1}]}}}, x-ecs: {launch_type: ec2}}
  tool: {image: "b:1", cap_add: [NET_ADMIN, SYS_TIME], x-ecs: {launch_type: managed_instances}}
  spot: {image: "c:1", x-ecs: {capacity: {fargate: {base: 1, weight: 1}, fargate_spot: {weight: 3}}}}
"""


def others() -> Graph:
    """Types that the translator does not make (yet), with the properties that take a turn."""
    graph = Graph("shop")
    for id, type, properties in (
        (
            "Repository",
            "AWS::ECR::Repository",
            {
                "RepositoryName": "shop/web",
                "ImageScanningConfiguration": {"ScanOnPush": True},
                "ImageTagMutability": "IMMUTABLE",
                "EncryptionConfiguration": {"EncryptionType": "KMS", "KmsKey": "k"},
                "LifecyclePolicy": {"LifecyclePolicyText": '{"rules": [' + " " * 100 + "]}"},
                "RepositoryPolicyText": {"Version": "2012-10-17", "Statement": []},
                "EmptyOnDelete": True,
                "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}],
            },
        ),
        ("Secret", "AWS::SecretsManager::Secret", {"Description": "d", "SecretString": "s", "KmsKeyId": "k"}),
        (
            "Password",
            "AWS::SecretsManager::Secret",
            {
                "Name": "shop/db",
                "GenerateSecretString": {
                    "SecretStringTemplate": '{"username": "u"}',
                    "GenerateStringKey": "password",
                    "PasswordLength": 20,
                    "ExcludeCharacters": "@/",
                },
            },
        ),
        ("Parameter", "AWS::SSM::Parameter", {"Type": "String", "Value": "v", "Tags": {"a": "1", "b": "2"}}),
        (
            "Alarm",
            "AWS::CloudWatch::Alarm",
            {
                "Namespace": "AWS/ECS",
                "MetricName": "CPUUtilization",
                "Dimensions": [{"Name": "ClusterName", "Value": "c"}, {"Name": "ServiceName", "Value": "s"}],
                "Statistic": "Average",
                "Period": 60,
                "EvaluationPeriods": 3,
                "Threshold": 80,
                "ComparisonOperator": "GreaterThanThreshold",
                "AlarmActions": ["arn:aws:sns:r:1:t"],
                "TreatMissingData": "notBreaching",
            },
        ),
        (
            "Function",
            "AWS::Lambda::Function",
            {"Role": "arn:aws:iam::123456789012:role/r", "Runtime": "python3.13", "Code": {"ZipFile": "x"}},
        ),
        ("Dashboard", "AWS::CloudWatch::Dashboard", {"DashboardName": "shop", "DashboardBody": "{}"}),
        ("Cluster", "AWS::ECS::Cluster", {"ClusterName": "shop"}),
        (
            "Rule",
            "AWS::Events::Rule",
            {
                "EventPattern": {"source": ["aws.ecs"], "detail": {"clusterArn": [GetAtt("Cluster", "Arn")]}},
                "State": "ENABLED",
                "Targets": [
                    {
                        "Arn": GetAtt("Cluster", "Arn"),
                        "Id": "task",
                        "RoleArn": "arn:aws:iam::1:role/r",
                        "EcsParameters": {
                            "TaskDefinitionArn": "td",
                            "TaskCount": 1,
                            "NetworkConfiguration": {"AwsVpcConfiguration": {"Subnets": ["s-1", "s-2"]}},
                            "CapacityProviderStrategy": [{"CapacityProvider": "FARGATE", "Weight": 1}],
                            "PlacementStrategies": [{"Type": "spread", "Field": "host"}],
                            "TagList": [{"Key": "a", "Value": "1"}],
                        },
                    },
                    {"Arn": "arn:aws:sns:r:1:t", "Id": "topic"},
                ],
            },
        ),
        (
            "Instances",
            "AWS::AutoScaling::AutoScalingGroup",
            {
                "MinSize": "0",
                "MaxSize": "3",
                "DesiredCapacity": "1",
                "Cooldown": "60",
                "VPCZoneIdentifier": ["s-1", "s-2"],
                "MetricsCollection": [{"Granularity": "1Minute", "Metrics": ["GroupMinSize"]}],
            },
        ),
        ("Bucket", "AWS::S3::Bucket", {"BucketName": "b", "Tags": [{"Key": "a", "Value": Pseudo("Region")}]}),
        (
            "Data",
            "AWS::EFS::FileSystem",
            {
                "LifecyclePolicies": [{"TransitionToIA": "AFTER_30_DAYS"}, {"TransitionToArchive": "AFTER_90_DAYS"}],
                "FileSystemPolicy": {"Statement": []},
                "BackupPolicy": {"Status": "ENABLED"},
            },
        ),
        (
            "Point",
            "AWS::EFS::AccessPoint",
            {
                "FileSystemId": Ref("Data"),
                "PosixUser": {"Uid": "1000", "Gid": "1001", "SecondaryGids": ["7", "8"]},
                "RootDirectory": {
                    "Path": "/d",
                    "CreationInfo": {"OwnerUid": "1000", "OwnerGid": "1001", "Permissions": "0755"},
                },
            },
        ),
    ):
        graph.add(Resource(id, type, properties))
    return graph
