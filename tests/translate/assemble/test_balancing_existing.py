"""Load balancers, listeners and target groups that exist already."""

from pathlib import Path

import pytest

from compose2ecs.graph.values import Parameter, Ref
from tests.translate.assemble.converted import Converted, service

ELB = "AWS::ElasticLoadBalancingV2"
ARN = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"
APPLICATION = f"{ARN}:loadbalancer/app/shared/50dc6c495c0c9188"
NETWORK = f"{ARN}:loadbalancer/net/shared/50dc6c495c0c9188"
LISTENER = f"{ARN}:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"
GROUP = f"{ARN}:targetgroup/shared/50dc6c495c0c9188"
VPC = "vpc: vpc-0a1b2c3d4e5f67890"


def project(folder: Path, body: str, said: str, vpc: str = VPC) -> Converted:
    inner = f"load_balancer: {said}" if said else ""
    return service(folder, body, f"x-ecs: {{{', '.join(filter(None, (vpc, inner)))}}}")


def test_listeners_of_an_existing_load_balancer(tmp_path: Path) -> None:
    done = project(
        tmp_path,
        "ports: ['80:80', '81:81']",
        f"{{arn: '{APPLICATION}', security_groups: [sg-1, sg-2], allowed_cidrs: [203.0.113.0/24]}}",
    )
    assert done.of_type(f"{ELB}::LoadBalancer") == {}
    assert [(one["LoadBalancerArn"], one["Port"]) for one in done.of_type(f"{ELB}::Listener").values()] == [
        (APPLICATION, 80),
        (APPLICATION, 81),
    ]
    rule = done.properties("AppHTTP80ListenerRule")
    assert rule["Conditions"] == [{"Field": "source-ip", "SourceIpConfig": {"Values": ["203.0.113.0/24"]}}]
    opened = done.of_type("AWS::EC2::SecurityGroupIngress")
    assert [(one["FromPort"], one["SourceSecurityGroupId"]) for one in opened.values() if "FromPort" in one] == [
        (80, "sg-1"),
        (80, "sg-2"),
        (81, "sg-1"),
        (81, "sg-2"),
    ]
    assert done.properties("AppHTTP80TargetGroup")["VpcId"] == "vpc-0a1b2c3d4e5f67890"
    assert done.graph.outputs == {}
    assert done.lines("N235") == [
        f"N235 x-ecs.load_balancer.arn: the security groups of {APPLICATION} must admit port 80, 81: "
        "they are not changed"
    ]


def test_a_range_instead_of_groups(tmp_path: Path) -> None:
    vpc = "vpc: {id: vpc-0a1b2c3d4e5f67890, cidr: 10.2.0.0/16}"
    done = project(tmp_path, "ports: ['80:80']", f"{{arn: '{APPLICATION}'}}", vpc)
    assert done.properties("AppTcp80FromHTTP")["CidrIp"] == "10.2.0.0/16"


@pytest.mark.parametrize(
    ("body", "said", "vpc", "code", "message"),
    [
        (
            "ports: ['80:80']",
            "shared",
            VPC,
            "C253",
            "load balancer `shared` cannot be found by its name: a template cannot look it up",
        ),
        (
            "ports: ['80:80']",
            f"{{arn: '{GROUP}'}}",
            VPC,
            "C253",
            f"`{GROUP}` is not the ARN of an application or network load balancer",
        ),
        (
            "ports: ['80:80']",
            f"{{arn: '{APPLICATION}'}}",
            "",
            "C253",
            f"{APPLICATION} is in another VPC than the tasks: the template makes a new one",
        ),
        (
            "ports: ['25:25']",
            f"{{arn: '{APPLICATION}', security_groups: sg-1}}",
            VPC,
            "C253",
            "an existing application load balancer cannot serve TCP on 25 of `app`",
        ),
        (
            "ports: ['80:80']",
            f"{{arn: '{APPLICATION}'}}",
            VPC,
            "C254",
            "which security groups the existing load balancer has is not known, nor is the range of the VPC",
        ),
        (
            "ports: ['25:25']",
            f"{{arn: '{NETWORK}', security_groups: sg-1, allowed_cidrs: 10.0.0.0/8}}",
            VPC,
            "C255",
            "`allowed_cidrs: 10.0.0.0/8` cannot hold for port 25 of `app`",
        ),
        (
            "ports: ['80:80']",
            f"{{arn: '{APPLICATION}', security_groups: sg-1, waf_acl: 'arn:aws:wafv2:x'}}",
            VPC,
            "C255",
            "`waf_acl: arn:aws:wafv2:x` cannot protect every port: existing load balancers are not changed",
        ),
    ],
)
def test_what_cannot_be(tmp_path: Path, body: str, said: str, vpc: str, code: str, message: str) -> None:
    done = project(tmp_path, body, said, vpc)
    assert [line.partition(": ")[2] for line in done.lines("C253", "C254", "C255")] == [message]
    assert [line[:4] for line in done.lines("C253", "C254", "C255")] == [code]


def test_an_existing_load_balancer_keeps_its_settings(tmp_path: Path) -> None:
    said = f"{{arn: '{APPLICATION}', security_groups: sg-1, scheme: internal, idle_timeout: 30s, access_logs: b}}"
    done = project(tmp_path, "ports: ['80:80']", said)
    assert [line.partition(": ")[2] for line in done.lines("W231")] == [
        f"`load_balancer.{shown}` changes nothing: {APPLICATION} exists already"
        for shown in ("scheme internal", "idle_timeout 30", "access_logs b")
    ]


def test_an_existing_listener_gets_a_rule(tmp_path: Path) -> None:
    body = f"x-ecs: {{load_balancer: {{port: 3000, listener: '{LISTENER}', path: /api/*, priority: 9}}}}"
    done = project(tmp_path, body, "{security_groups: sg-1}")
    assert done.of_type(f"{ELB}::Listener") == {}
    (rule,) = done.of_type(f"{ELB}::ListenerRule").values()
    assert (rule["ListenerArn"], rule["Priority"]) == (LISTENER, 9)
    assert rule["Actions"] == [{"Type": "forward", "TargetGroupArn": Ref("AppHTTP3000TargetGroup")}]
    assert done.lines("C252", "W231") == []
    done = project(tmp_path, body.replace("path: /api/*, ", ""), "{security_groups: sg-1}")
    assert [line.partition(": ")[2] for line in done.lines("C252")] == [
        f"`app` would take all requests to the existing listener {LISTENER}"
    ]


def test_an_existing_listener_of_the_wrong_type(tmp_path: Path) -> None:
    body = f"x-ecs: {{load_balancer: {{port: 25, listener: '{LISTENER}'}}}}"
    done = project(tmp_path, body, "{security_groups: sg-1}")
    assert [line[:4] for line in done.lines("C253")] == ["C253"]


def test_an_existing_target_group(tmp_path: Path) -> None:
    body = f"x-ecs: {{load_balancer: {{port: 3000, target_group: '{GROUP}', path: /a}}}}"
    done = project(tmp_path, body, "{security_groups: sg-1}")
    assert done.properties("AppService")["LoadBalancers"] == [
        {"ContainerName": "app", "ContainerPort": 3000, "TargetGroupArn": GROUP}
    ]
    for type in ("LoadBalancer", "Listener", "ListenerRule", "TargetGroup"):
        assert done.of_type(f"{ELB}::{type}") == {}
    assert [line.partition(": ")[2] for line in done.lines("W231")] == [
        f"`load_balancer.path` of `app` changes nothing: {GROUP} exists already"
    ]
    assert done.properties("AppGroup")["VpcId"] == "vpc-0a1b2c3d4e5f67890"
    assert done.properties("AppService")["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"] == [
        Parameter("TaskSubnetA"),
        Parameter("TaskSubnetB"),
    ]


def test_an_existing_listener_has_its_certificate(tmp_path: Path) -> None:
    said = f"{{load_balancer: {{port: 50051, listener: '{LISTENER}', path: /api/*, protocol: grpc}}}}"
    done = project(tmp_path, f"x-ecs: {said}", "{security_groups: sg-1}")
    (target,) = done.of_type(f"{ELB}::TargetGroup").values()
    assert (target["Protocol"], target["ProtocolVersion"]) == ("HTTP", "GRPC")
    assert done.lines("C251", "C253", "N234") == []
