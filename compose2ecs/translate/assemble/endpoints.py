"""Endpoints instead of a way to the internet: the services of AWS that tasks use, reached inside the VPC."""

from collections.abc import Iterator
from typing import Any

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.graph.values import Join, Pseudo, Ref
from compose2ecs.translate.scope import FARGATE, Scope, Task

#: Every Fargate task needs these (with S3's gateway endpoint). Source: Amazon ECR, "interface VPC endpoints".
ALWAYS = ("ecr.api", "ecr.dkr", "logs")
#: The prefix of an action → the endpoint that serves it.
_BY_ACTION = {"secretsmanager": "secretsmanager", "ssm": "ssm", "kms": "kms", "ssmmessages": "ssmmessages"}
#: Instances of one's own register through these, too. Source: Amazon ECS, "interface VPC endpoints".
_FOR_INSTANCES = ("ecs", "ecs-agent", "ecs-telemetry")
_HTTPS = 443


def make_endpoints(scope: Scope) -> None:
    """An interface endpoint per service of AWS in use, in every zone; services wait for them."""
    group = scope.add(
        ["EndpointsGroup"],
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": "Endpoints of AWS services",
            "VpcId": scope.shared["vpc"],
            "SecurityGroupIngress": [
                {
                    "IpProtocol": "tcp",
                    "FromPort": _HTTPS,
                    "ToPort": _HTTPS,
                    "CidrIp": scope.shared["vpc-range"],
                    "Description": "From the VPC",
                }
            ],
        },
    )
    used = sorted({*ALWAYS, *(name for task in scope.tasks.values() for name in _used(task))})
    for name in used:
        endpoint = scope.add(
            [*name.replace("-", ".").split("."), "Endpoint"],
            "AWS::EC2::VPCEndpoint",
            {
                "VpcEndpointType": "Interface",
                "VpcId": scope.shared["vpc"],
                "ServiceName": Join(("com.amazonaws.", Pseudo("Region"), f".{name}")),
                "PrivateDnsEnabled": True,
                "SecurityGroupIds": [Ref(group.id)],
                "SubnetIds": scope.shared.get("private-subnets", scope.shared["private"]),
            },
        )
        scope.shared["way-out"].append(endpoint.id)
    message = f"no way to the internet; endpoints for {', '.join([*used, 's3'])}"
    scope.say(codes.ENDPOINTS, message, scope.x.project.at("vpc", "nat"))
    for task in scope.tasks.values():
        if not task.public_ip or task.subnets != scope.shared["public"]:
            _tell_images(task, scope)


def _used(task: Task) -> Iterator[str]:
    """The endpoints that the task's roles and secrets ask for, and its instances."""
    if task.launch_type != FARGATE:
        yield from _FOR_INSTANCES
    for statement in (*task.execution, *task.statements):
        actions = statement.get("Action", [])
        for action in actions if isinstance(actions, list) else [actions]:
            service = str(action).partition(":")[0].lower()
            if service in _BY_ACTION:
                yield _BY_ACTION[service]


def _tell_images(task: Task, scope: Scope) -> None:
    """Images that are not in a private ECR registry cannot be pulled."""
    containers = [(plan.container.get("Image"), plan.at("image")) for plan in task.plans]
    containers += [(extra.get("Image"), task.primary.path) for extra in task.extra]
    for image, path in containers:
        if not _in_ecr(image):
            hint = "copy it to a private ECR repository and name that, or use `vpc: {nat: single}`"
            message = f"`{task.name}` cannot pull `{image}`: there is no way to the internet"
            scope.say(codes.CANNOT_PULL, message, path, hint=hint)


def _in_ecr(image: Any) -> bool:
    if not isinstance(image, str):
        return True  # built images are in the account's own registry
    registry = image.partition("/")[0].split(".")
    return len(registry) >= 6 and registry[1:3] == ["dkr", "ecr"]
