"""Capacity providers made of machines: Auto Scaling groups of EC2 instances, and Managed Instances."""

import json
from typing import Any

from compose2ecs.diagnostics.codes import launch as codes
from compose2ecs.graph.values import GetAtt, Join, Ref, arn, managed_policy
from compose2ecs.translate.assemble.credentialspec import INSTALL, has_spec
from compose2ecs.translate.assemble.roles import policy_document, trusted_by
from compose2ecs.translate.instances import Need, architecture_of, known, most_tasks, smallest_instance
from compose2ecs.translate.scope import EC2, MANAGED, Scope, Task

#: Paths of the AMI parameters below /aws/service/ecs/optimized-ami/. Source: ECS developer guide.
_IMAGES = {
    ("X86_64", False): "amazon-linux-2023/recommended",
    ("ARM64", False): "amazon-linux-2023/arm64/recommended",
    ("X86_64", True): "amazon-linux-2023/gpu/recommended",
    ("ARM64", True): "amazon-linux-2/arm64/gpu/recommended",  # uncertain: no test has deployed it
}
_LARGEST_GROUP = 10
#: What the agent is told to know where a service logs elsewhere. Source: "Amazon ECS container agent configuration".
_LOG_DRIVERS = ["awsfirelens", "awslogs", "fluentd", "gelf", "json-file", "none", "splunk", "syslog"]
_OTHER_DRIVERS = ("awsfirelens", "fluentd", "gelf", "loki", "splunk", "syslog")


def make_providers(scope: Scope) -> list[Any]:
    """The capacity providers of the project's machines; every task on machines gets its strategy."""
    made: list[Any] = []
    groups: dict[tuple[str, str, str, bool], list[Task]] = {}
    for task in scope.tasks.values():
        if task.launch_type in (EC2, MANAGED):
            key = (task.launch_type, _architecture(task), str(_type(task)[0] or ""), gpus(task) > 0)
            groups.setdefault(key, []).append(task)
    for (kind, architecture, type, gpu), tasks in sorted(groups.items()):
        words = [architecture.replace("_", ""), *([type] if type else []), *(["Gpu"] if gpu else [])]
        need = Need(*(max(one) for one in zip(*(_need(task) for task in tasks), strict=True)))
        if kind == EC2:
            provider = _group(scope, words, tasks, need, architecture)
        else:
            provider = _managed(scope, words, tasks, need, architecture)
        made.append(Ref(provider))
        for task in tasks:
            task.service["CapacityProviderStrategy"] = [{"CapacityProvider": Ref(provider), "Weight": 1}]
    return made


def gpus(task: Task) -> int:
    """How many GPUs the containers of a task ask for."""
    asked = [one for plan in task.plans for one in plan.container.get("ResourceRequirements", [])]
    return sum(int(one["Value"]) for one in asked if one["Type"] == "GPU")


def _need(task: Task) -> Need:
    return Need(int(task.definition.get("Cpu", 0)), int(task.definition["Memory"]), gpus(task))


def _type(task: Task) -> tuple[Any, Any]:
    """(instance type, where it is said)."""
    for plan in task.plans:
        if plan.x.has("instance_type"):
            return plan.x.get("instance_type"), plan.x.at("instance_type")
    return None, None


def _architecture(task: Task) -> str:
    return str(task.definition.get("RuntimePlatform", {}).get("CpuArchitecture", "X86_64"))


def _chosen(tasks: list[Task], need: Need, architecture: str, scope: Scope) -> str:
    name, path = _type(tasks[0])
    wish = f"{need.cpu / 1024:g} vCPU, {need.memory} MiB and {need.gpus} GPUs"
    if name:
        if not known(name, need) or architecture_of(name) != architecture:
            message = f"`instance_type: {name}` does not hold a task with {wish} on {architecture}"
            scope.say(codes.NO_INSTANCE, message, path, hint="name a larger type, or one of that architecture")
        return str(name)
    found = smallest_instance(need, architecture)
    if found is None:
        message = f"no known instance type holds a task with {wish} on {architecture}"
        scope.say(codes.NO_INSTANCE, message, tasks[0].primary.path, hint="name one in `x-ecs.instance_type`")
        return "m6i.large"
    message = f"instances are {found}: the largest task asks for {wish}; one runs {most_tasks(found)} tasks at most"
    scope.say(codes.CHOSEN, message, tasks[0].primary.path)
    return found


def _security_group(scope: Scope, words: list[str], title: str) -> str:
    properties = {
        "GroupDescription": f"Instances of {scope.project.name}"[:255],
        "VpcId": scope.shared["vpc"],
        "SecurityGroupEgress": [
            {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0", "Description": "Pulls images, reaches the ECS API"}
        ],
    }
    return scope.add([title, *words, "SecurityGroup"], "AWS::EC2::SecurityGroup", properties).id


def _role(scope: Scope, parts: list[str], service: str, managed: list[str], statements: list[Any]) -> str:
    properties: dict[str, Any] = {
        "AssumeRolePolicyDocument": trusted_by(service),
        "ManagedPolicyArns": [managed_policy(name) for name in managed],
    }
    if not managed:
        del properties["ManagedPolicyArns"]
    if statements:
        document = policy_document(statements)
        properties["Policies"] = [{"PolicyName": "instances", "PolicyDocument": document}]
    return scope.add(parts, "AWS::IAM::Role", properties).id


def _profile(scope: Scope, parts: list[str], role: str) -> str:
    return scope.add(parts, "AWS::IAM::InstanceProfile", {"Roles": [Ref(role)]}).id


def _group(scope: Scope, words: list[str], tasks: list[Task], need: Need, architecture: str) -> str:
    """An Auto Scaling group that ECS scales between no instance and ten."""
    title = "Ec2"
    managed = ["service-role/AmazonEC2ContainerServiceforEC2Role", "AmazonSSMManagedInstanceCore"]
    role = _role(scope, [title, *words, "InstanceRole"], "ec2", managed, [])
    profile = _profile(scope, [title, *words, "InstanceProfile"], role)
    group = _security_group(scope, words, title)
    image = _IMAGES[architecture, need.gpus > 0]
    launch = {
        "ImageId": f"{{{{resolve:ssm:/aws/service/ecs/optimized-ami/{image}/image_id}}}}",
        "InstanceType": _chosen(tasks, need, architecture, scope),
        "IamInstanceProfile": {"Arn": GetAtt(profile, "Arn")},
        "SecurityGroupIds": [GetAtt(group, "GroupId")],
        "MetadataOptions": {"HttpTokens": "required", "HttpPutResponseHopLimit": 1},
        "BlockDeviceMappings": [
            {"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True, "VolumeSize": 30, "VolumeType": "gp3"}}
        ],
        "UserData": {"Fn::Base64": _user_data(scope, tasks, need)},
    }
    template = scope.add(
        [title, *words, "LaunchTemplate"], "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": launch}
    ).id
    scaling = {
        "MinSize": "0",
        "MaxSize": str(_LARGEST_GROUP),
        "VPCZoneIdentifier": scope.shared["private"],
        "LaunchTemplate": {"LaunchTemplateId": Ref(template), "Version": GetAtt(template, "LatestVersionNumber")},
        "NewInstancesProtectedFromScaleIn": True,
    }
    way_out = [one for one in scope.shared["way-out"] if one]
    group = scope.add(
        [title, *words, "Instances"], "AWS::AutoScaling::AutoScalingGroup", scaling, depends_on=way_out
    ).id
    provider = {
        "AutoScalingGroupProvider": {
            "AutoScalingGroupArn": Ref(group),
            "ManagedDraining": "ENABLED",
            "ManagedScaling": {"Status": "ENABLED", "TargetCapacity": 100},
            "ManagedTerminationProtection": "ENABLED",
        }
    }
    return scope.add([title, *words, "Capacity"], "AWS::ECS::CapacityProvider", provider).id


def _user_data(scope: Scope, tasks: list[Task], need: Need) -> Join:
    """The agent's configuration; its process limit is the largest that a service asks for."""
    lines = ["ECS_AWSVPC_BLOCK_IMDS=true"]
    paths = (("pids_limit",), ("deploy", "resources", "limits", "pids"))
    plans = [plan for task in tasks for plan in task.plans]
    said = [plan.get(*path) or 0 for plan in plans for path in paths]
    pids = max((int(one) for one in said), default=0)
    if pids:
        lines.append(f"ECS_TASK_PIDS_LIMIT={pids}")
    if any(has_spec(plan) for plan in plans):
        lines.append("ECS_GMSA_SUPPORTED=true")
    if need.gpus:
        lines.append("ECS_ENABLE_GPU_SUPPORT=true")
    if any(plan.get("logging", "driver") in _OTHER_DRIVERS or plan.x.has("logs", "driver") for plan in plans):
        lines.append(f"'ECS_AVAILABLE_LOGGING_DRIVERS={json.dumps(_LOG_DRIVERS)}'")
    text = "".join(f"\necho {line} >> /etc/ecs/ecs.config" for line in lines)
    text += INSTALL if any(has_spec(plan) for plan in plans) else ""
    return Join(("#!/bin/bash\necho ECS_CLUSTER=", scope.shared["cluster"], " >> /etc/ecs/ecs.config", text, "\n"))


def _managed(scope: Scope, words: list[str], tasks: list[Task], need: Need, architecture: str) -> str:
    """Instances that ECS itself starts, patches and replaces (about every two weeks)."""
    title = "Managed"
    role = _role(scope, [title, *words, "InstanceRole"], "ec2", [], _agent(scope))
    profile = _profile(scope, [title, *words, "InstanceProfile"], role)
    passed = {
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": GetAtt(role, "Arn"),
        "Condition": {"StringLike": {"iam:PassedToService": "ec2.*"}},
    }
    # The managed policy passes roles named ecsInstanceRole* only; passing this one exactly needs no named role.
    managed = ["AmazonECSInfrastructureRolePolicyForManagedInstances"]
    infrastructure = _role(scope, [title, *words, "InfrastructureRole"], "ecs", managed, [passed])
    requirements: dict[str, Any] = {
        "VCpuCount": {"Min": max(1, -(-need.cpu // 1024))},
        "MemoryMiB": {"Min": need.memory + 512},
        "CpuManufacturers": ["amazon-web-services"] if architecture == "ARM64" else ["amd", "intel"],
    }
    name = _type(tasks[0])[0]
    if name:
        _chosen(tasks, need, architecture, scope)
        requirements["AllowedInstanceTypes"] = [name]
    if need.gpus:
        requirements["AcceleratorTypes"] = ["gpu"]
        requirements["AcceleratorManufacturers"] = ["nvidia"]
        requirements["AcceleratorCount"] = {"Min": need.gpus}
    provider = {
        "ClusterName": scope.shared["cluster"],
        "ManagedInstancesProvider": {
            "InfrastructureRoleArn": GetAtt(infrastructure, "Arn"),
            "InstanceLaunchTemplate": {
                "CapacityOptionType": "ON_DEMAND",
                "Ec2InstanceProfileArn": GetAtt(profile, "Arn"),
                "InstanceRequirements": requirements,
                "NetworkConfiguration": {
                    "SecurityGroups": [GetAtt(_security_group(scope, words, title), "GroupId")],
                    "Subnets": scope.shared["private"],
                },
            },
        },
    }
    return scope.add([title, *words, "Capacity"], "AWS::ECS::CapacityProvider", provider).id


def _agent(scope: Scope) -> list[dict[str, Any]]:
    """What the agent of a managed instance may do. Source: CDK's instance role of Managed Instances."""
    cluster = scope.shared["cluster"]
    whole = arn("ecs", ":cluster/", cluster)
    instances = arn("ecs", ":container-instance/", cluster, "/*")
    about_cluster = [
        "ecs:RegisterContainerInstance", "ecs:SubmitAttachmentStateChanges", "ecs:SubmitTaskStateChange"
    ]  # fmt: skip
    return [
        {"Effect": "Allow", "Action": "ecs:DiscoverPollEndpoint", "Resource": "*"},
        {"Effect": "Allow", "Action": about_cluster, "Resource": whole},
        {
            "Effect": "Allow",
            "Action": ["ecs:Poll", "ecs:PutSystemLogEvents", "ecs:StartTelemetrySession"],
            "Resource": instances,
        },
    ]
