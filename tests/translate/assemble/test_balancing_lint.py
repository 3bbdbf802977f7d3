"""cfn-lint has nothing to say about any combination of load balancers."""

from pathlib import Path

from tests.translate.assemble.templates import lint, made, yaml_of

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
OTHER = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789013"
ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012"
APPLICATION = f"{ARN}:loadbalancer/app/shared/50dc6c495c0c9188"
NETWORK = f"{ARN}:loadbalancer/net/shared/50dc6c495c0c9188"
LISTENER = f"{ARN}:listener/app/shared/50dc6c495c0c9188/f2f7dc8efc522ab2"
GROUP = f"{ARN}:targetgroup/shared/50dc6c495c0c9188"
ACL = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/shop/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111"
VPC = "vpc: vpc-0a1b2c3d4e5f67890"
THERE = "security_groups: [sg-0a1b2c3d4e5f67890, sg-0a1b2c3d4e5f67891]"

#: Name → (x-ecs of the project, the services as lines of YAML).
CASES: dict[str, tuple[str, list[str]]] = {
    "http": ("{}", ["web: {image: x:1, ports: ['80:80', '8080:8080']}"]),
    "rules": (
        "{}",
        [
            "web: {image: x:1, ports: ['80:80']}",
            "api: {image: x:1, ports: ['80:3000'], x-ecs: {load_balancer: {path: [/a, /b, /c, /d], stickiness: 1h}}}",
            "app: {image: x:1, ports: ['80:3000'], x-ecs: {load_balancer: {host: [a.example.com, '*.example.org'],"
            " priority: 3, allowed_cidrs: [203.0.113.0/24, 198.51.100.0/24]}}}",
        ],
    ),
    "https": (
        f"{{load_balancer: {{certificate: ['{CERTIFICATE}', '{OTHER}'], domain: shop.example.com, hosted_zone: Z1,"
        f" idle_timeout: 2m, access_logs: logs/shop, waf_acl: '{ACL}', allowed_cidrs: [203.0.113.0/24],"
        " deletion_protection: true, ssl_policy: ELBSecurityPolicy-TLS13-1-2-Res-2021-06, redirect_http: true}}",
        [
            "web: {image: nginx:1, ports: ['80:80', '443:443']}",
            "api: {image: x:1, ports: ['80:3000'], x-ecs: {load_balancer: {host: api.shop.example.com}}}",
        ],
    ),
    "beside": (
        f"{{load_balancer: {{certificate: '{CERTIFICATE}', redirect_http: false}}}}",
        ["web: {image: x:1, ports: ['80:80', '81:81']}"],
    ),
    "grpc": (
        f"{{load_balancer: {{certificate: '{CERTIFICATE}'}}}}",
        [
            "a: {image: x:1, ports: [{target: 50051, published: 50051, app_protocol: grpc}]}",
            "b: {image: x:1, ports: [{target: 50052, published: 50052, app_protocol: http2}]}",
            "c: {image: x:1, ports: [{target: 50053, published: 50053, app_protocol: grpc}],"
            " x-ecs: {load_balancer: {health_check: {path: /grpc.health.v1.Health/Check, codes: '0,12'}}}}",
        ],
    ),
    "network": (
        "{load_balancer: {idle_timeout: 90s, deletion_protection: true}}",
        [
            "a: {image: x:1, ports: ['25:25', '443:443']}",
            "b: {image: x:1, ports: ['514:514/udp'], expose: ['8080'], x-ecs: {load_balancer: {stickiness: true}}}",
            "c: {image: x:1, ports: ['53:53', '53:53/udp']}",
            "d: {image: x:1, ports: ['90:90'], x-ecs: {load_balancer: {type: network,"
            " health_check: {path: /h, codes: 200-299, interval: 10s}}}}",
        ],
    ),
    "tls": (
        f"{{load_balancer: {{certificate: ['{CERTIFICATE}', '{OTHER}'], access_logs: logs}}}}",
        [
            "a: {image: x:1, ports: [{target: 8883, published: 8883, x-ecs: {protocol: tls}}]}",
            "b: {image: x:1, ports: [{target: 8443, published: 8443, x-ecs: {protocol: tls}}]}",
        ],
    ),
    "internal": (
        "{load_balancer: {scheme: internal}}",
        ["web: {image: x:1, ports: ['80:80', '25:25']}", "db: {image: postgres:16, ports: ['5432:5432']}"],
    ),
    "both schemes": (
        "{}",
        [
            "web: {image: x:1, ports: ['80:80', '10.0.0.1:81:81', '10.0.0.1:25:25']}",
            "db: {image: postgres:16, ports: [{target: 5432, published: 5432, x-ecs: {publish: internal}}]}",
        ],
    ),
    "off": ("{load_balancer: false}", ["web: {image: x:1, ports: ['80:80', '81:81']}"]),
    "private subnets": ("{subnets: {load_balancer: private}}", ["web: {image: x:1, ports: ['80:80', '25:25']}"]),
    "no nat": ("{vpc: {nat: none}}", ["web: {image: x:1, ports: ['80:80', '10.0.0.1:81:81']}"]),
    "existing vpc": (f"{{{VPC}}}", ["web: {image: x:1, ports: ['80:80', '25:25', '10.0.0.1:81:81']}"]),
    "existing application": (
        f"{{{VPC}, load_balancer: {{arn: '{APPLICATION}', {THERE}, certificate: '{CERTIFICATE}',"
        " allowed_cidrs: [203.0.113.0/24]}}",
        [
            "web: {image: x:1, ports: ['80:80']}",
            "api: {image: x:1, ports: ['80:81'], x-ecs: {load_balancer: {path: /a/*}}}",
        ],
    ),
    "existing network": (
        f"{{{VPC}, load_balancer: {{arn: '{NETWORK}', {THERE}}}}}",
        ["a: {image: x:1, ports: ['25:25']}", "b: {image: x:1, ports: ['26:26'], x-ecs: {load_balancer: network}}"],
    ),
    "existing listener and target group": (
        f"{{{VPC}, load_balancer: {{{THERE}}}}}",
        [
            f"a: {{image: x:1, x-ecs: {{load_balancer: {{port: 80, listener: '{LISTENER}', path: /a/*}}}}}}",
            f"b: {{image: x:1, x-ecs: {{load_balancer: {{port: 81, target_group: '{GROUP}'}}}}}}",
        ],
    ),
}


def test_every_combination_is_clean(tmp_path: Path) -> None:
    texts = {}
    for name, (project, services) in CASES.items():
        lines = "".join(f"  {line}\n" for line in services)
        result = made(f"name: shop\nservices:\n{lines}x-ecs: {project}\n", tmp_path)
        assert [one for one in result.found if one[0].startswith("C")] == [], name
        texts[name] = yaml_of(result)
    assert lint(texts) == []
