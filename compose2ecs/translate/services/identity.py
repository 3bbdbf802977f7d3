"""What describes a container and where its output goes: labels, annotations, logging."""

from compose2ecs.diagnostics.codes import translate as codes
from compose2ecs.source.node import Node, plain
from compose2ecs.translate.attribute import ADAPTED, Site, by_loader, ignored, maps, part_of, refused

_ROUTERS = ("traefik.", "caddy")


@maps("services.*.labels", to="container.DockerLabels")
def labels(node: Node, site: Site) -> dict[str, str] | None:
    """Labels of the container; labels for Traefik or Caddy are kept, but nobody reads them there."""
    made = {}
    routed = False
    for key, below in sorted(node.items()):
        value = plain(below)
        made[key] = "" if value is None else str(value)
        if not routed and key.startswith(_ROUTERS):
            routed = True
            site.say(
                codes.ROUTING_LABELS,
                f"routing labels such as `{key}` do nothing on ECS: no proxy can read them",
                key,
                hint="publish the port, and set the rules with `x-ecs.load_balancer`",
            )
    return made or None


part_of("services.*.labels.*", "container.DockerLabels", "text")
by_loader("services.*.label_file", "read while loading, and merged under `labels`")
refused("services.*.annotations", "ECS has no OCI annotations", hint="use `labels`")
refused("services.*.annotations.*", "ECS has no OCI annotations", hint="use `labels`")
ignored("services.*.attach", "it concerns the terminal of `docker compose up`")

_LOGS = "container.LogConfiguration"
_DRIVERS = "awslogs and splunk stay; fluentd, gelf, loki and syslog are sent on by Fluent Bit (FireLens)"
part_of("services.*.logging", _LOGS, "CloudWatch Logs", fargate=ADAPTED)
part_of("services.*.logging.driver", f"{_LOGS}.LogDriver", _DRIVERS, fargate=ADAPTED)
part_of("services.*.logging.options", f"{_LOGS}.Options", "in the words of the driver on ECS", fargate=ADAPTED)
part_of("services.*.logging.options.*", f"{_LOGS}.Options", "in the words of the driver on ECS", fargate=ADAPTED)
