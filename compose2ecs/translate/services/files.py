"""Configs and secrets that a service mounts as files."""

from compose2ecs.translate.attribute import later

_BAKED = "the file will be baked into the image"
_WRITTEN = "an init container will write the file from Secrets Manager"
_MOUNT = "container.MountPoints[].ContainerPath"

for _kind, _why, _source in (("configs", _BAKED, ""), ("secrets", _WRITTEN, "container.Secrets[].ValueFrom")):
    later(
        f"services.*.{_kind}",
        _why,
        to="container.MountPoints",
        whole=True,
        hint="until then give the value by `environment`" if _kind == "configs" else "until then use `environment`",
    )
    later(f"services.*.{_kind}[].source", f"the name under the top-level `{_kind}`", to=_source)
    later(f"services.*.{_kind}[].target", "where the file stands", to=_MOUNT)
    later(f"services.*.{_kind}[].uid", "the file's owner")
    later(f"services.*.{_kind}[].gid", "the file's group")
    later(f"services.*.{_kind}[].mode", "the file's mode; 0444 when absent")
