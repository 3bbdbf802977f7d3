"""Access points: a directory of a file system of EFS with an owner, per volume (and per subpath of it)."""

from typing import Any

from compose2ecs.diagnostics.codes import assemble as codes
from compose2ecs.diagnostics.codes import translate as row_codes
from compose2ecs.graph.names import short_hash
from compose2ecs.source.node import plain
from compose2ecs.translate.assemble.mounts import Use
from compose2ecs.translate.assemble.tags import compose_tags, merged
from compose2ecs.translate.assemble.volumewish import Wish
from compose2ecs.translate.fargate import image_name, owner
from compose2ecs.translate.scope import Scope

_LONGEST_PATH, _DEEPEST = 100, 4
_PATH_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
_OWNER_OPTIONS = ("uid", "gid", "permissions")
#: Who may write where the owner is known, and where it is not.
_OWNED, _OPEN = "0755", "0777"


def access_point(use: Use, system: Any, wish: Wish, scope: Scope) -> str:
    """Make the access point of a volume on a file system (a reference or an id); gives its logical id."""
    volume, subpath = use.key
    path = ("volumes", volume)
    user, group, permissions = _owner(use, wish, scope)
    parts = [volume, *(["Sub", subpath] if subpath else []), "AccessPoint"]
    labels = compose_tags(scope, (*path, "labels"))
    if use.item.get("volume", "labels"):
        labels = merged(labels, compose_tags(scope, (*use.path, "volume", "labels")))
    properties = {
        "FileSystemId": system,
        "RootDirectory": {
            "Path": directory(volume, subpath, wish, scope),
            "CreationInfo": {"OwnerUid": user, "OwnerGid": group, "Permissions": permissions},
        },
        "AccessPointTags": merged([{"Key": "Name", "Value": volume[:255]}], labels),
    }
    return scope.add(parts, "AWS::EFS::AccessPoint", properties, origin=path, retain=not wish.delete).id


def directory(volume: str, subpath: str, wish: Wish, scope: Scope) -> str:
    """``/shop/data``, or the name that the volume asks for; characters and lengths of EFS."""
    name = scope.project.get("volumes", volume, "name")
    own = name in (None, f"{scope.project.name}_{volume}")
    wanted = f"/{scope.project.name}/{volume}" if own else f"/{name}"
    if wish.root_directory:
        wanted = f"/{wish.root_directory.strip('/')}"
    if subpath:
        wanted = f"{wanted.rstrip('/')}/{subpath}"
    if wanted == "/":
        return wanted
    clean = "/".join(part.lstrip(".") or "dot" for part in wanted.split("/")[1:])
    clean = "/" + "".join(char if char in _PATH_CHARACTERS else "-" for char in clean)
    if clean == wanted and len(clean) <= _LONGEST_PATH and clean.count("/") <= _DEEPEST:
        return clean
    made = f"{clean[:40].replace('/', '-')}-{short_hash(wanted)}"
    return f"/{made.lstrip('-')}"


def _owner(use: Use, wish: Wish, scope: Scope) -> tuple[str, str, str]:
    """(uid, gid, permissions) of a new directory."""
    options = scope.project.get("volumes", use.key[0], "driver_opts") or {}
    image = str(use.plan.get("image") or "")
    if use.plan.get("build") is not None:
        image = ""
    user = str(use.plan.get("user") or "")
    known = owner(image, user)
    uid, gid = known or (0, 0)
    asked = {key: str(options[key]) for key in _OWNER_OPTIONS if options.get(key) is not None}
    wished = {
        key: text for key, text in zip(_OWNER_OPTIONS, (wish.uid, wish.gid, wish.permissions), strict=True) if text
    }
    wanted = "octal digits, as text: '0755'"
    for said, name, at in (
        (asked, "driver_opts.", ("volumes", use.key[0], "driver_opts")),
        (wished, "x-ecs.", scope.x.entry("volumes", use.key[0]).at()),
    ):
        for key in [key for key, text in said.items() if not is_owner(key, text)]:
            takes = wanted if key == "permissions" else "numbers"
            message = f"`{name}{key}: {said.pop(key)}` is dropped: EFS takes {takes}"
            scope.say(row_codes.NO_EQUIVALENT, message, (*at, key))
    both = {**asked, **wished}
    permissions = both.get("permissions", _OWNED if known else _OPEN)
    made = (both.get("uid", str(uid)), both.get("gid", str(gid)), permissions)
    source = f"`user: {user}`" if user and known else ""
    if "uid" in asked:
        source = "`driver_opts` say so"
    if "uid" in wished:
        source = "`x-ecs` says so"
    source = source or (f"what `{image_name(image)}` needs" if known else "its user is not known")
    message = f"volume `{use.key[0]}` is a directory on EFS, owner {made[0]}:{made[1]}, mode {made[2]}: {source}"
    scope.say(codes.VOLUME, message, use.path)
    return made


def is_owner(key: str, text: str) -> bool:
    """Whether EFS takes the text as user id, group id or permissions."""
    digits, lengths = ("01234567", (3, 4)) if key == "permissions" else ("0123456789", range(1, 11))
    return len(text) in lengths and all(char in digits for char in text)


def is_read_only(use: Use) -> bool:
    """Whether the service only reads the volume."""
    return bool(plain(use.item.get("read_only")))
