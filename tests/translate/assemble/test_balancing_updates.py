"""A stack can be updated: CloudFormation makes what has a new logical id before it deletes what has the old one.

So a port of a load balancer must keep the id of its listener, and a rule with a new id must not want a priority that the
old one still has ("A listener already exists on this port for this load balancer", "PriorityInUse").
"""

from pathlib import Path

import pytest

from tests.translate.assemble.converted import Converted, convert

ELB = "AWS::ElasticLoadBalancingV2"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012"
WEB = "  web: {image: x, ports: ['80:80']}\n"
API = "  api: {image: x, ports: ['80:81'], x-ecs: {load_balancer: {path: /a/*}}}\n"
MAIL = "  mail: {image: x, ports: ['25:25']}\n"


def listeners(done: Converted) -> dict[tuple[str, int], str]:
    """Logical id by load balancer and port."""
    found = done.of_type(f"{ELB}::Listener").items()
    return {(str(one["LoadBalancerArn"]), one["Port"]): id for id, one in found}


def rules(done: Converted) -> dict[tuple[str, int], str]:
    """Logical id by listener and priority."""
    found = done.of_type(f"{ELB}::ListenerRule").items()
    return {(str(one["ListenerArn"]), one["Priority"]): id for id, one in found}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(WEB, WEB.replace("web", "proxy"), id="another service takes a port"),
        pytest.param(MAIL, MAIL.replace("mail", "smtp"), id="another service takes a port of a network load balancer"),
        pytest.param(API, API + WEB, id="a service for all other requests joins"),
        pytest.param(WEB + API, API, id="a service for all other requests leaves"),
        pytest.param(WEB, WEB.replace("80:80", "80:8080"), id="another container port"),
        pytest.param(
            "  web: {image: x, ports: ['443:80']}\n",
            f"  web: {{image: x, ports: ['443:80'], x-ecs: {{load_balancer: {{certificate: '{CERTIFICATE}'}}}}}}\n",
            id="a certificate",
        ),
        pytest.param(
            WEB, f"{WEB}x-ecs: {{load_balancer: {{certificate: '{CERTIFICATE}'}}}}\n", id="port 80 becomes a redirect"
        ),
    ],
)
def test_nothing_is_wanted_twice(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    old, new = (convert(tmp_path / name, f"services:\n{text}") for name, text in (("a", before), ("b", after)))
    assert listeners(old), "there is something to update"
    for wanted in (listeners, rules):
        first, second = wanted(old), wanted(new)
        assert {key: first[key] for key in first if key in second} == {
            key: second[key] for key in first if key in second
        }
