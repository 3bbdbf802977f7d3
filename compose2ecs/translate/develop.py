"""Rows of the develop chapter: the loop of editing and running on your machine."""

from compose2ecs.translate.attribute import ignored

_WHY = "it is for developing on your machine"
_PATH = "services.*.develop"

ignored(_PATH, _WHY)
ignored(f"{_PATH}.watch", _WHY, whole=True)
for _key in ("action", "ignore", "include", "initial_sync", "path", "target", "exec"):
    ignored(f"{_PATH}.watch[].{_key}", _WHY)
for _key in ("command", "environment", "environment.*", "privileged", "user", "working_dir"):
    ignored(f"{_PATH}.watch[].exec.{_key}", _WHY)
