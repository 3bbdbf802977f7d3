"""Files in an image that something mounted above them hides: Docker shows them, because it mounts them, too.

Imported only where something goes into an image.
"""

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.diagnostics.span import Path
from compose2ecs.model.secretfiles import FOLDER, secret_files
from compose2ecs.model.secrets import is_elsewhere
from compose2ecs.translate.scope import Plan, Scope


def tell_hidden(scope: Scope) -> None:
    """Bind mounts, configs and links of secrets below a volume or tmpfs; called when everything is mounted."""
    for plan in scope.plans.values():
        tmpfs = plan.container.get("LinuxParameters", {}).get("Tmpfs", ())
        mounts = sorted([one.target for one in plan.mounts] + [str(one["ContainerPath"]) for one in tmpfs])
        if not mounts or plan.service != plan.name:
            continue
        for path, target in _baked(plan, scope):
            above = _above(target, mounts)
            if above:
                message = f"`{target}` of `{plan.name}` goes into the image, where the mount at `{above}` hides it"
                hint = "mount one of them at another path; or copy the file there when the container starts"
                scope.say(codes.HIDDEN, message, path, hint=hint)
        files = secret_files(scope.project, scope.project.services[plan.name])
        _tell_folder(plan, [f"{FOLDER}/{file.written}" for file in files], scope)
        for file in files:
            above = _above(file.target, mounts) if file.is_link else ""
            if above:
                message = f"`{file.target}` of `{plan.name}` is hidden by what is mounted at `{above}`"
                hint = "leave `target` out: the file is then in /run/secrets"
                scope.say(codes.LINK_HIDDEN, message, file.path, hint=hint)


def _tell_folder(plan: Plan, files: list[str], scope: Scope) -> None:
    """The folder of secrets is a volume: another one there would be a second mount at its path, or hide files."""
    for index, item in enumerate(plan.get("volumes") or ()):
        target = str(item.get("target")).rstrip("/")
        hidden = [file for file in files if file == target or file.startswith(f"{target}/")]
        if hidden and f"{target}/".startswith(f"{FOLDER}/") and any(one.target == target for one in plan.mounts):
            listed = ", ".join(f"`{file}`" for file in hidden)
            message = f"the volume at `{target}` of `{plan.name}` takes the place of secrets: {listed}"
            scope.say(codes.HIDDEN, message, plan.at("volumes", index), hint="mount it at another path")


def _baked(plan: Plan, scope: Scope) -> list[tuple[Path, str]]:
    """(where it is written, where it stands in the image) of what goes into the image of a service."""
    found: list[tuple[Path, str]] = []
    for index, item in enumerate(plan.get("volumes") or ()):
        if item.get("type") == "image" or scope.settings.binds.get((plan.name, index)) == "baked":
            found.append((plan.at("volumes", index), str(item.get("target"))))
    for index, item in enumerate(plan.get("configs") or ()):
        if not is_elsewhere(scope.project, "configs", str(item.get("source"))):
            target = str(item.get("target") or item.get("source"))
            found.append((plan.at("configs", index), target if target.startswith("/") else f"/{target}"))
    return found


def _above(target: str, mounts: list[str]) -> str:
    """The mount that hides a file, "" for none."""
    return next((mount for mount in mounts if target.startswith(f"{mount.rstrip('/')}/")), "")
