"""Rows of the top level: the project's name, what the loader resolves, and the extension keys."""

from compose2ecs.translate.attribute import by_loader, ignored, part_of

ignored("version", "the specification has dropped it; no tool acts on it")
part_of(
    "name",
    "AWS::ECS::Cluster.ClusterName",
    "names the stack, the cluster, task families and the DNS domain `<project>.internal`",
)
by_loader("include", "the included files become part of the project")
by_loader("include[].path", "local files; an include from git or a registry is refused")
by_loader("include[].env_file", "variables for the included files")
by_loader("include[].project_directory", "base of the relative paths of the included files")
part_of("services", "AWS::ECS::Service.ServiceName", "one task definition and one ECS service each")
part_of(
    "services.*",
    "container.Name",
    "names the container, the ECS service and the DNS name by which the others find it; a dot becomes a hyphen",
)
ignored(
    "x-*", "keys for other tools and for YAML anchors; compose2ecs reads `x-ecs`, `x-compose2ecs` and `x-aws-*` itself"
)
