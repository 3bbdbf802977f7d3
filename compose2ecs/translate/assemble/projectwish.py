"""What x-ecs says about the project's load balancers, checked and told. Only imported where it says anything."""

from typing import Any

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.translate.assemble.lbwish import ranges, told
from compose2ecs.translate.assemble.listeners import APPLICATION, NETWORK, Entry
from compose2ecs.translate.assemble.openings import INTERNAL, PUBLIC
from compose2ecs.translate.assemble.served import HTTPS, TCP
from compose2ecs.translate.scope import Scope

#: Settings of the load balancer itself, which an existing one keeps as they are.
OF_THE_BALANCER = ("scheme", "idle_timeout", "access_logs", "deletion_protection")
#: Seconds of `idle_timeout`. Source: load balancer attributes of application load balancers.
_IDLE = (1, 4000)


def project_wish(scope: Scope) -> dict[str, Any]:
    """The settings at the top level; values that are not possible are told and left out."""
    view = scope.x.project
    said: dict[str, Any] = dict(view.get("load_balancer") or {})
    if view.peek("subnets", "load_balancer") == ["private"] and scope.plans:
        _private(said, scope)
    if not view.has("load_balancer"):
        return said
    path = view.at("load_balancer")
    scope.say(codes.AS_SAID, f"load balancers of the project: {'; '.join(told(view.get('load_balancer')))}", path)
    _named(said, scope)
    if "allowed_cidrs" in said:
        said["allowed_cidrs"] = ranges(said["allowed_cidrs"], view.at("load_balancer", "allowed_cidrs"), scope)
    idle = said.get("idle_timeout")
    if idle is not None and not _IDLE[0] <= idle <= _IDLE[1]:
        message = f"`idle_timeout: {idle}` s: {_IDLE[0]} to {_IDLE[1]} s are possible"
        scope.say(codes.BAD_VALUE, message, view.at("load_balancer", "idle_timeout"))
        del said["idle_timeout"]
    domain = said.get("domain")
    if domain is not None and ("." not in domain.strip(".") or any(one in domain for one in "/: ")):
        hint = "a host name without https:// and path"
        message = f"`domain: {domain}` is no host name"
        scope.say(codes.BAD_VALUE, message, view.at("load_balancer", "domain"), hint=hint)
        del said["domain"]
    if "hosted_zone" in said and "domain" not in said:
        message = f"`hosted_zone: {said['hosted_zone']}` changes nothing without `domain`"
        scope.say(codes.NO_EFFECT, message, view.at("load_balancer", "hosted_zone"))
    return said


def _private(said: dict[str, Any], scope: Scope) -> None:
    """Load balancers in private subnets are internal ones."""
    view = scope.x.project
    path = view.at("subnets", "load_balancer")
    if said.get("scheme") == PUBLIC:
        message = "`subnets.load_balancer: private` and `scheme: internet-facing`: nobody on the internet reaches it"
        scope.say(codes.WRONG_SUBNETS, message, path, hint="say `scheme: internal`")
    elif "scheme" not in said:
        scope.say(codes.INTERNAL, "`subnets.load_balancer: private`: the load balancers are internal", path)
        said["scheme"] = INTERNAL


def _named(said: dict[str, Any], scope: Scope) -> None:
    """An existing load balancer: by its ARN only."""
    view = scope.x.project
    name = str(said.pop("name", ""))
    if name.startswith("arn:"):
        said.setdefault("arn", name)
    elif name and name != "false":
        hint = (
            f"give its ARN: aws elbv2 describe-load-balancers --names {name} --query 'LoadBalancers[0].LoadBalancerArn'"
        )
        message = f"load balancer `{name}` cannot be found by its name: a template cannot look it up"
        scope.say(codes.CANNOT_USE, message, view.at("load_balancer", "name"), hint=hint)
    if "arn" in said and not family_of(said["arn"]):
        message = f"`{said['arn']}` is not the ARN of an application or network load balancer"
        hint = "arn:aws:elasticloadbalancing:…:loadbalancer/app/… or …/net/…"
        scope.say(
            codes.CANNOT_USE,
            message,
            view.at("load_balancer", "arn" if view.has("load_balancer", "arn") else "name"),
            hint=hint,
        )
        del said["arn"]


def family_of(arn: str) -> str:
    """The type of a load balancer (or of a listener's) by its ARN, "" for none."""
    for word, family in (("app", APPLICATION), ("net", NETWORK)):
        if f":loadbalancer/{word}/" in arn or f":listener/{word}/" in arn:
            return family
    return ""


def tell_unused(said: dict[str, Any], entries: list[Entry], scope: Scope) -> None:
    """Settings for load balancers, listeners or records that the project does not come to have."""
    secure = any(one.certificates for one in entries)
    web = any(one.family == APPLICATION for one in entries)
    secure_web = any(one.kind == HTTPS for one in entries)
    needs = {
        "certificate": (
            secure or any("certificate" in one.said for one in entries),
            "nothing is served over HTTPS or TLS",
        ),
        "ssl_policy": (secure, "nothing is served over HTTPS or TLS"),
        "redirect_http": (secure_web, "nothing is served over HTTPS"),
        "idle_timeout": (web or any(one.kind == TCP for one in entries), "nothing is served over HTTP"),
        "access_logs": (web or secure, "only HTTP, HTTPS and TLS leave access logs"),
        "waf_acl": (web, "nothing is served over HTTP"),
        "security_groups": ("arn" in said or _elsewhere(entries), "the template makes the load balancer's group"),
    }
    if not entries:
        needs = dict.fromkeys(said, (False, "no port is published"))
    for key, (used, why) in needs.items():
        if key not in said or used:
            continue
        message = f"`load_balancer.{'; '.join(told(said[key], key))}` changes nothing: {why}"
        scope.say(codes.NO_EFFECT, message, scope.x.project.at("load_balancer", key))
    if "arn" in said:
        for key in OF_THE_BALANCER:
            if key in said and scope.x.project.has("load_balancer", key):
                message = (
                    f"`load_balancer.{'; '.join(told(said[key], key))}` changes nothing: {said['arn']} exists already"
                )
                scope.say(codes.NO_EFFECT, message, scope.x.project.at("load_balancer", key))
    elif "access_logs" in said and (web or secure):
        bucket = said["access_logs"].partition("/")[0]
        message = f"bucket `{bucket}` must let the load balancer write: its policy is not made here"
        scope.say(codes.BY_HAND, message, scope.x.project.at("load_balancer", "access_logs"))


def _elsewhere(entries: list[Entry]) -> bool:
    return any("listener" in one.said or "target_group" in one.said for one in entries)
