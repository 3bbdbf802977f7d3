"""Configs and secrets that a service mounts as files."""

import os.path

from compose2ecs.diagnostics.codes import files as codes
from compose2ecs.model.secrets import is_elsewhere
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import ADAPTED, IMAGE, Site, maps, part_of, summary

_MOUNT = "container.MountPoints[].ContainerPath"


@maps("services.*.configs", to="container.Image", fargate=IMAGE)
def configs(node: Node, site: Site) -> None:
    """The files go into the image; a config that exists elsewhere is written by an init container."""
    for index, item in enumerate(node.value):
        written = plain(item)
        if is_elsewhere(site.project, "configs", str(written.get("source"))):
            continue
        path = site.project.get("configs", written.get("source"), "file")
        if path is not None and not os.path.isfile(str(path)):
            message = f"config `{written.get('source')}` is not there: `{site.shown(str(path))}`"
            site.say(codes.NO_CONFIG_FILE, message, index)
        own = site.project.get("configs", written.get("source"), "name")
        named = "" if own in (None, f"{site.project.name}_{written.get('source')}") else f", name {own}"
        message = f"config `{written.get('source')}` goes into the image ({summary(written)}{named})"
        site.say(codes.IN_THE_IMAGE, message, index)


part_of("services.*.configs[].source", "container.Image", "the name under the top-level `configs`", fargate=IMAGE)
part_of("services.*.configs[].target", "container.Image", "where the file stands", fargate=IMAGE)
for _key, _note in (("uid", "the file's owner"), ("gid", "the file's group"), ("mode", "0444 when absent")):
    part_of(f"services.*.configs[].{_key}", "container.Image", _note, fargate=IMAGE)

part_of("services.*.secrets", "container.Secrets", "written as files by an init container", fargate=ADAPTED)
part_of("services.*.secrets[].source", "container.Secrets[].ValueFrom", "the name under the top-level `secrets`")
part_of("services.*.secrets[].target", _MOUNT, "outside /run/secrets a link in the image", fargate=ADAPTED)
for _key, _note in (("uid", "the file's owner"), ("gid", "the file's group"), ("mode", "0444 when absent")):
    part_of(f"services.*.secrets[].{_key}", "container.Secrets", _note, fargate=ADAPTED)
