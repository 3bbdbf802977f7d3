"""Wishes under x-ecs about all resources or all roles: tags, the path and the boundary of roles.

Only imported where there is any x-ecs.
"""

from typing import Any

from compose2ecs.diagnostics.codes import rollout as codes
from compose2ecs.diagnostics.codes import xecs as wish_codes
from compose2ecs.graph.resource import Resource
from compose2ecs.graph.types import LAUNCHED, MAP, NONE, TYPES, Kind
from compose2ecs.translate.assemble.tags import LONGEST_KEY, LONGEST_VALUE, MOST, OURS, clean, merged
from compose2ecs.translate.scope import Scope
from compose2ecs.translate.xecs.extensions import View


def mark_resources(scope: Scope) -> None:
    """Tags of the project on everything, those of a service on what was made for it; and what holds for all roles."""
    everywhere = _tags(scope.x.project, scope)
    of_service = {name: _tags(plan.x, scope) for name, plan in scope.plans.items()}
    used: set[str] = set()
    full: set[str] = set()
    for resource in scope.graph.resources.values():
        origin = resource.origin
        service = str(origin[1]) if len(origin) > 1 and origin[0] == "services" else ""
        kind = TYPES.get(resource.type)
        if kind is None or kind.style == NONE:
            continue
        used.add(service)
        said = {**everywhere, **of_service.get(service, {})}
        if said and not _tag(resource, kind, said) and service not in full:
            full.add(service)
            view = scope.plans[service].x if service in scope.plans else scope.x.project
            message = f"{resource.id} would have more than {MOST} tags"
            scope.say(codes.BAD_TAG, message, view.at("tags"), hint=f"{OURS} of them are written by compose2ecs")
    for name, tags in of_service.items():
        for key in sorted(tags) if name not in used else ():
            message = f"tag `{key}: {tags[key]}` has no effect: nothing is made for `{name}` alone"
            scope.say(wish_codes.NO_EFFECT, message, scope.plans[name].x.at("tags", key))
    _limit_roles(scope)


def _tags(view: View, scope: Scope) -> dict[str, str]:
    """The tags of a project or service, by key; those that AWS does not take are told and left out."""
    made: dict[str, str] = {}
    said: dict[str, str] = view.get("tags") or {}
    for key in sorted(said):
        value = said[key]
        why = ""
        if key.lower().startswith("aws:"):
            why = "`aws:` is reserved"
        elif not 0 < len(key) <= LONGEST_KEY or len(value) > LONGEST_VALUE:
            why = f"a key has up to {LONGEST_KEY} characters, a value up to {LONGEST_VALUE}"
        elif (clean(key), clean(value)) != (key, value):
            why = "it has characters that AWS does not take"
        if why:
            scope.say(codes.BAD_TAG, f"tag `{key}: {value}`: {why}", view.at("tags", key))
        else:
            made[key] = value
    return made


def _tag(resource: Resource, kind: Kind, said: dict[str, str]) -> bool:
    """Whether the tags found room."""
    if kind.style == MAP:
        resource.properties[kind.tags] = {**resource.properties.get(kind.tags, {}), **said}
        return len(resource.properties[kind.tags]) <= MOST - OURS
    launched = {"PropagateAtLaunch": True} if kind.style == LAUNCHED else {}
    tags: list[dict[str, Any]] = [{"Key": key, "Value": said[key], **launched} for key in sorted(said)]
    resource.properties[kind.tags] = merged(resource.properties.get(kind.tags, []), tags)
    return len(resource.properties[kind.tags]) <= MOST - OURS


def _limit_roles(scope: Scope) -> None:
    view = scope.x.project
    boundary, path = view.get("permissions_boundary"), role_path(view, scope, "role_path")
    for resource in scope.graph.of_type("AWS::IAM::Role"):
        if boundary:
            resource.properties.setdefault("PermissionsBoundary", boundary)
        if path:
            resource.properties.setdefault("Path", path)


def role_path(view: View, scope: Scope, *key: str) -> str | None:
    """The path of a role that x-ecs names: it begins and ends with a slash (IAM API reference, CreateRole)."""
    said = view.get(*key)
    if said is None:
        return None
    text = str(said)
    if text.startswith("/") and text.endswith("/"):
        return text
    message = f"`{key[-1]}: {text}` must begin and end with `/`"
    scope.say(wish_codes.BAD_VALUE, message, view.at(*key), hint=f"write `/{text.strip('/')}/`")
    return None
