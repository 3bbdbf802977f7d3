"""Rows of the build chapter: everything below is the image stage's, and names the image by its content."""

from compose2ecs.translate.attribute import IMAGE, part_of

_PATH = "services.*.build"
_TO = "container.Image"

for _key, _note in (
    ("", "the image is built, pushed to ECR and named by its content; a change of anything below changes the name"),
    (".context", "a directory, or the URL of a git repository"),
    (".dockerfile", "relative to the context"),
    (".dockerfile_inline", "the Dockerfile itself"),
    (".entitlements", "for the builder"),
    (".args", "for the builder"),
    (".args.*", "for the builder"),
    (".ssh", "for the builder"),
    (".ssh.*", "for the builder"),
    (".labels", "labels of the image"),
    (".labels.*", "labels of the image"),
    (".cache_from", "for the builder"),
    (".cache_to", "for the builder"),
    (".no_cache", "for the builder"),
    (".no_cache_filter", "for the builder"),
    (".additional_contexts", "for the builder"),
    (".additional_contexts.*", "for the builder"),
    (".network", "for the builder"),
    (".provenance", "for the builder"),
    (".sbom", "for the builder"),
    (".pull", "for the builder"),
    (".target", "the stage to build"),
    (".shm_size", "for the builder"),
    (".extra_hosts", "for the builder"),
    (".extra_hosts.*", "for the builder"),
    (".isolation", "for the builder"),
    (".privileged", "for the builder"),
    (".secrets", "for the builder"),
    (".secrets[].source", "for the builder"),
    (".secrets[].target", "for the builder"),
    (".secrets[].uid", "for the builder"),
    (".secrets[].gid", "for the builder"),
    (".secrets[].mode", "for the builder"),
    (".tags", "more names of the image"),
    (".ulimits", "for the builder"),
    (".ulimits.*", "for the builder"),
    (".ulimits.*.soft", "for the builder"),
    (".ulimits.*.hard", "for the builder"),
    (".platforms", "must contain the service's platform"),
):
    part_of(_PATH + _key, _TO, _note, fargate=IMAGE)
