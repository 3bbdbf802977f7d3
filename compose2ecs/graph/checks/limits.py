"""Limits of single resources that neither cfn-lint nor botocore's models know, one small function per type.

Source: mapping.md N (service models, the CloudFormation schemas, the quotas pages of ECS and IAM).
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from compose2ecs.diagnostics.codes import checks as codes
from compose2ecs.graph.checks.finding import Checker, number
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.types import NONE, TYPES
from compose2ecs.graph.values import Join

_LONGEST_IMAGE = 255
_MOST_PROVIDERS, _MOST_CONSTRAINTS, _MOST_STRATEGIES, _LONGEST_EXPRESSION = 20, 10, 5, 2000
_MOST_ENV_FILES, _MOST_RANGES, _MOST_IGNORED_CODES = 10, 100, 50
_MOST_TAGS = 50
_LONGEST_EFS_PATH, _MOST_EFS_LEVELS, _MOST_GIDS = 100, 4, 16
_LONGEST_ROLE, _MOST_POLICY = 64, 10_240
_LOG_GROUP = re.compile(r"[.\-_/#A-Za-z0-9]{1,512}")
_PERMISSIONS = re.compile(r"[0-7]{3,4}")

Found = Iterator[str]


def check_limits(checker: Checker) -> None:
    """Every resource whose type has limits of its own, and the number of tags of all."""
    for resource in checker.graph.resources.values():
        check = _CHECKS.get(resource.type)
        for message in check(resource.properties) if check is not None else ():
            checker.say(codes.LIMIT, resource, message)
        tags = _tags(resource)
        if len(tags) > _MOST_TAGS:
            checker.say(codes.LIMIT, resource, f"has {len(tags)} tags; AWS allows {_MOST_TAGS}")


def _tags(resource: Resource) -> Any:
    kind = TYPES.get(resource.type)
    return resource.properties.get(kind.tags, ()) if kind is not None and kind.style != NONE else ()


def _definition(properties: dict[str, Any]) -> Found:
    for container in properties.get("ContainerDefinitions", ()):
        name, image = container.get("Name"), container.get("Image")
        if isinstance(image, str) and len(image.partition("@")[0]) > _LONGEST_IMAGE:
            yield f"the image of `{name}` has {len(image)} characters; ECS allows {_LONGEST_IMAGE}"
        for key, most, what in (
            ("EnvironmentFiles", _MOST_ENV_FILES, "files of variables"),
            ("PortMappings", _MOST_RANGES, "port ranges"),
        ):
            listed = [one for one in container.get(key, ()) if key != "PortMappings" or "ContainerPortRange" in one]
            if len(listed) > most:
                yield f"container `{name}` has {len(listed)} {what}; ECS allows {most}"
        ignored = container.get("RestartPolicy", {}).get("IgnoredExitCodes", ())
        if len(ignored) > _MOST_IGNORED_CODES:
            yield f"container `{name}` ignores {len(ignored)} exit codes; ECS allows {_MOST_IGNORED_CODES}"
    launched = [one for one in properties.get("Volumes", ()) if one.get("ConfiguredAtLaunch")]
    if len(launched) > 1:
        names = ", ".join(f"`{one['Name']}`" for one in launched)
        yield f"has {len(launched)} EBS volumes ({names}); a task has one at most"


def _service(properties: dict[str, Any]) -> Found:
    strategy = properties.get("CapacityProviderStrategy", ())
    if len(strategy) > _MOST_PROVIDERS:
        yield f"has {len(strategy)} capacity providers; ECS allows {_MOST_PROVIDERS}"
    based = [one.get("CapacityProvider") for one in strategy if number(one.get("Base"))]
    if len(based) > 1:
        yield f"has a base for {len(based)} capacity providers; only one may have a base"
    for key, most in (("PlacementConstraints", _MOST_CONSTRAINTS), ("PlacementStrategies", _MOST_STRATEGIES)):
        if len(properties.get(key, ())) > most:
            yield f"has {len(properties[key])} {key}; ECS allows {most}"
    for one in properties.get("PlacementConstraints", ()):
        if len(str(one.get("Expression", ""))) > _LONGEST_EXPRESSION:
            yield f"has a placement expression of {len(one['Expression'])} characters; ECS allows {_LONGEST_EXPRESSION}"


def _access_point(properties: dict[str, Any]) -> Found:
    root = properties.get("RootDirectory", {})
    path = root.get("Path", "")
    if len(path) > _LONGEST_EFS_PATH or len([one for one in path.split("/") if one]) > _MOST_EFS_LEVELS:
        yield f"the path `{path}` is not possible: {_LONGEST_EFS_PATH} characters and {_MOST_EFS_LEVELS} levels at most"
    permissions = root.get("CreationInfo", {}).get("Permissions")
    if permissions is not None and not _PERMISSIONS.fullmatch(str(permissions)):
        yield f"the permissions `{permissions}` are not octal digits such as 0755"
    gids = properties.get("PosixUser", {}).get("SecondaryGids", ())
    if len(gids) > _MOST_GIDS:
        yield f"has {len(gids)} secondary groups; EFS allows {_MOST_GIDS}"


def _log_group(properties: dict[str, Any]) -> Found:
    name = properties.get("LogGroupName")
    if isinstance(name, str) and not _LOG_GROUP.fullmatch(name):
        yield f"the log group `{name}` is not possible: up to 512 letters, digits and . - _ / #"


def _role(properties: dict[str, Any]) -> Found:
    name = properties.get("RoleName")
    if isinstance(name, str) and len(name) > _LONGEST_ROLE:
        yield f"the role name `{name}` has {len(name)} characters; IAM allows {_LONGEST_ROLE}"
    documents = [one.get("PolicyDocument") for one in properties.get("Policies", ())]
    size = sum(len(json.dumps(one, default=_resolved, separators=(",", ":"))) for one in documents)
    if size > _MOST_POLICY:
        yield f"its policies have {size:,} characters; IAM allows {_MOST_POLICY:,} for those of one role"


def _resolved(value: Any) -> str:
    """About as long as what comes in the place of a reference: an account's id, a region, the end of an ARN."""
    return (
        "".join(one if isinstance(one, str) else _resolved(one) for one in value.parts)
        if isinstance(value, Join)
        else "x" * 16
    )


def _scalable_target(properties: dict[str, Any]) -> Found:
    lowest, highest = number(properties.get("MinCapacity")), number(properties.get("MaxCapacity"))
    if lowest is not None and highest is not None and lowest > highest:
        yield f"has MinCapacity {lowest} above MaxCapacity {highest}"


_CHECKS: dict[str, Callable[[dict[str, Any]], Found]] = {
    "AWS::ApplicationAutoScaling::ScalableTarget": _scalable_target,
    "AWS::ECS::Service": _service,
    "AWS::ECS::TaskDefinition": _definition,
    "AWS::EFS::AccessPoint": _access_point,
    "AWS::IAM::Role": _role,
    "AWS::Logs::LogGroup": _log_group,
}
