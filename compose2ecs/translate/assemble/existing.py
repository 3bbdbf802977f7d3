"""A VPC that exists already: used by its ids, or by parameters of the template; nothing of it is modified."""

from typing import Any

from compose2ecs.diagnostics.codes import network as codes
from compose2ecs.graph.values import Join, Parameter
from compose2ecs.translate.assemble.vpcwish import DEFAULT, NONE, PRIVATE, PUBLIC, Wish, check_id, tell_default
from compose2ecs.translate.scope import Scope

_LETTERS = "ABC"
_VPC, _TASKS, _BALANCER = "Vpc", "TaskSubnet", "LoadBalancerSubnet"


def use_existing(asked: Wish, scope: Scope) -> None:
    """Leave the parts of the VPC in ``scope.shared``, as ``network.make_network`` says."""
    shared = scope.shared
    shared.update({"vpc-range": asked.range or None, "internet": None, "search-domain": None, "way-out": []})
    shared["public-ip"] = asked.kind == DEFAULT or asked.nat == NONE or asked.tasks == [PUBLIC]
    which = "the default VPC" if asked.kind == DEFAULT else "a VPC that exists"
    shared["vpc"] = asked.id or _parameter(scope, _VPC, "AWS::EC2::VPC::Id", f"The id of {which}")
    tasks = _ids(asked.tasks, "tasks", asked.kind == DEFAULT, scope)
    balancer = _ids(asked.load_balancer, "load_balancer", asked.kind == DEFAULT, scope)
    shared["private"] = tasks or _parameters(scope, _TASKS, asked.zones, "A subnet for tasks")
    if balancer or (tasks and not asked.load_balancer and shared["public-ip"]):
        shared["public"] = balancer or tasks
    elif asked.kind == DEFAULT or asked.load_balancer == [PRIVATE] or asked.tasks == [PUBLIC]:
        shared["public"] = shared["private"]
    else:
        shared["public"] = _parameters(scope, _BALANCER, asked.zones, "A public subnet for load balancers")
    _tell(asked, which, scope)


def _tell(asked: Wish, which: str, scope: Scope) -> None:
    view = scope.x.project
    path = view.at("vpc") if view.has("vpc") else view.at("subnets")
    shown = f"`{asked.id}`" if asked.id else which
    scope.say(codes.EXISTING_VPC, f"the project runs in {shown}; what the file does not name is a parameter", path)


def _tell_word(word: str, key: str, index: int, scope: Scope) -> None:
    """A word about subnets changes nothing in the default VPC, which has public ones only."""
    if word == PUBLIC:
        tell_default(scope, scope.x.project, word, "subnets", key, index)
    else:
        message = f"`subnets.{key}: {word}`: the default VPC has public subnets only"
        scope.say(codes.SUBNETS, message, scope.x.project.at("subnets", key, index))


def _ids(subnets: list[str], key: str, default: bool, scope: Scope) -> list[str]:
    """The ids among the subnets; words mean the parameters."""
    ids = [one for one in subnets if one not in (PUBLIC, PRIVATE)]
    for index, one in enumerate(subnets):
        path = scope.x.project.at("subnets", key, index)
        if one in ids:
            check_id(one, "subnet-", scope, path)
        elif default:
            _tell_word(one, key, index, scope)
        elif ids:
            message = f"`subnets.{key}: {one}` is dropped: ids of subnets stand beside it"
            scope.say(codes.SUBNETS, message, path)
    return ids


def _parameters(scope: Scope, name: str, count: int, description: str) -> list[Parameter]:
    about = f"{description}, in another zone than the others"
    return [_parameter(scope, f"{name}{letter}", "AWS::EC2::Subnet::Id", about) for letter in _LETTERS[:count]]


def _parameter(scope: Scope, name: str, type: str, description: str) -> Parameter:
    scope.graph.parameters[name] = {"Type": type, "Description": description}
    return Parameter(name)


def drop_unused_parameters(scope: Scope) -> None:
    """Leave out the parameters that nothing refers to (without a load balancer nobody needs its subnets)."""
    if not scope.graph.parameters:
        return
    used: set[str] = set()
    for resource in scope.graph.resources.values():
        _collect(resource.properties, used)
    for _, value in scope.graph.outputs.values():
        _collect(value, used)
    ours = (_VPC, _TASKS, _BALANCER, "NamespaceName")
    for name in [one for one in scope.graph.parameters if one.startswith(ours) and one not in used]:
        del scope.graph.parameters[name]


def _collect(value: Any, used: set[str]) -> None:
    if isinstance(value, Parameter):
        used.add(value.name)
    elif isinstance(value, Join):
        for part in value.parts:
            _collect(part, used)
    elif isinstance(value, dict):
        for inner in value.values():
            _collect(inner, used)
    elif isinstance(value, list):
        for inner in value:
            _collect(inner, used)
