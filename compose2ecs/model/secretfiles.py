"""Where the files of secrets stand in a container.

ECS mounts directories only, so the files of a service's secrets (and of configs that exist elsewhere) are written into
one shared directory. A file that belongs somewhere else has a symbolic link there, which the image stage adds to the
image.
"""

from typing import Any, NamedTuple

from compose2ecs.diagnostics.span import Path
from compose2ecs.model.project import Project, Service
from compose2ecs.model.secrets import extension, is_elsewhere

FOLDER = "/run/secrets"
#: Where files stand whose place in the container is a link.
_LINKED = ".linked"
FILE, ENV, BOTH = "file", "env", "both"


class SecretFile(NamedTuple):
    """One file: ``written`` is its path below FOLDER, ``target`` the absolute path where the service expects it.

    ``section`` and ``name`` say what it holds, ``key`` which key of a JSON value, "" for all of it; ``item`` is the
    service's entry at ``path``.
    """

    section: str
    name: str
    key: str
    written: str
    target: str
    item: dict[str, Any]
    path: Path

    @property
    def is_link(self) -> bool:
        """Whether the target is a link in the image."""
        return self.target != f"{FOLDER}/{self.written}"


def secret_files(project: Project, service: Service) -> list[SecretFile]:
    """The files that secrets and external configs of a service become, in the order of the file."""
    found: list[SecretFile] = []
    for section in ("secrets", "configs"):
        for index, item in enumerate(service.get(section) or ()):
            name = str(item.get("source"))
            if section == "configs" and not is_elsewhere(project, section, name):
                continue
            node = project.tree.get(section, name)
            if str(extension(node, "inject") or FILE).lower() == ENV:
                continue
            keys = extension(node, "keys") or [""]
            for key in keys if isinstance(keys, list) else [keys]:
                target = _target(section, item) + (f"/{key}" if key else "")
                written = _written(target, found)
                path = (*service.path, section, index)
                found.append(SecretFile(section, name, str(key), written, target, item, path))
    return found


def _target(section: str, item: dict[str, Any]) -> str:
    target = str(item.get("target") or item.get("source"))
    if target.startswith("/"):
        return target.rstrip("/")
    return f"{FOLDER}/{target}" if section == "secrets" else f"/{target}"


def _written(target: str, others: list[SecretFile]) -> str:
    """The path below FOLDER: the target's own, or a numbered one for what stands elsewhere."""
    below = target.removeprefix(f"{FOLDER}/")
    if below != target and ".." not in below.split("/"):
        return below
    return f"{_LINKED}/{sum(one.is_link for one in others)}"


def links(project: Project, service: Service) -> list[tuple[str, str]]:
    """The symbolic links that the image needs: (where, what it points to)."""
    return [(one.target, f"{FOLDER}/{one.written}") for one in secret_files(project, service) if one.is_link]
