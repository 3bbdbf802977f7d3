"""Rows of the volumes chapter: a named volume is a directory on EFS."""

from compose2ecs.translate.attribute import ADAPTED, part_of

_DIRECTORY = "AWS::EFS::AccessPoint.RootDirectory.Path"
_EXISTING = "AWS::ECS::TaskDefinition.Volumes[].EFSVolumeConfiguration.FilesystemId"
_TAGS = "AWS::EFS::AccessPoint.AccessPointTags"

part_of("volumes", "AWS::EFS::FileSystem.Encrypted", "one file system per project", fargate=ADAPTED)
part_of("volumes.*", _DIRECTORY, "one access point each", fargate=ADAPTED)
part_of("volumes.*.name", _DIRECTORY, "the directory; of an external volume the file system", fargate=ADAPTED)
part_of(
    "volumes.*.driver",
    "AWS::ECS::TaskDefinition.Volumes",
    "local: EFS, a tmpfs or a bind mount; plugins need EC2",
    fargate=ADAPTED,
)
part_of(
    "volumes.*.driver_opts", "AWS::EFS::FileSystem", "the names under x-ecs; those of the local driver", fargate=ADAPTED
)
part_of(
    "volumes.*.driver_opts.*",
    "AWS::EFS::FileSystem",
    "the names under x-ecs; those of the local driver",
    fargate=ADAPTED,
)
part_of("volumes.*.external", _EXISTING, "an existing file system, by `name: fs-…` or `fs-…/fsap-…`", fargate=ADAPTED)
part_of("volumes.*.external.name", _EXISTING, "the older way to name it", fargate=ADAPTED)
part_of("volumes.*.labels", _TAGS, "tags")
part_of("volumes.*.labels.*", _TAGS, "tags")
