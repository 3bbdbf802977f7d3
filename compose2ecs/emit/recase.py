"""CloudFormation property names to the names of the ECS API.

Measured against botocore's model: all names of task definitions and services differ in the case of the first letter
only, but for the exceptions here; a test compares every member.
"""

from typing import Any

_EXCEPTIONS = {
    "ClusterSettings": "settings",
    "EFSVolumeConfiguration": "efsVolumeConfiguration",
    "FSxWindowsFileServerVolumeConfiguration": "fsxWindowsFileServerVolumeConfiguration",
    "FilesystemId": "fileSystemId",
    "IAM": "iam",
    "PlacementStrategies": "placementStrategy",
    "ProxyConfigurationProperties": "properties",
    "S3FilesVolumeConfiguration": "s3filesVolumeConfiguration",
}
#: Properties whose keys are the user's.
_VERBATIM = frozenset(("DockerLabels", "DriverOpts", "Labels", "Options"))


def recase(properties: dict[str, Any]) -> dict[str, Any]:
    """A CloudFormation property tree with API names; keys that are data stay as they are."""
    made: dict[str, Any] = {}
    for key, value in properties.items():
        name = _EXCEPTIONS.get(key) or key[:1].lower() + key[1:]
        made[name] = dict(value) if key in _VERBATIM else _value(value)
    return made


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return recase(value)
    if isinstance(value, list):
        return [_value(inner) for inner in value]
    return value
