"""L59 to L65: counts, rollouts, what has no meaning on ECS."""

from compose2ecs.diagnostics.catalog.rule import E, I, Rule, W
from compose2ecs.diagnostics.codes import assemble, checks, compose, lint, loadbalancer, rollout, translate, xecs

RULES = (
    Rule(
        "L59",
        W,
        "replicas outside the bounds of autoscaling, or min above max",
        (rollout.SCALED_REPLICAS, xecs.BAD_VALUE),
        "Leave `replicas` out where autoscaling decides.",
        why="AWS refuses a minimum above the maximum",
    ),
    Rule(
        "L60",
        E,
        "deployment that can neither stop nor start a task",
        (rollout.STUCK, checks.ROLLOUT),
        "Say `max_percent: 200`, or `min_percent: 0` where two tasks must never run at once.",
    ),
    Rule(
        "L61",
        E,
        "`deploy.mode: global`",
        (assemble.GLOBAL_MODE,),
        "Say how many tasks run with `replicas`, or use `x-ecs.launch_type: ec2`.",
        why="one task runs, which is what an agent without nodes can do",
    ),
    Rule(
        "L62",
        E,
        "range of ports",
        (assemble.TOO_MANY_TARGETS, compose.TOO_MANY_PORTS),
        "Publish single ports, five at most; ranges are expanded.",
    ),
    Rule(
        "L63",
        W,
        "more than five target groups on a service",
        (assemble.TOO_MANY_TARGETS,),
        "Publish fewer ports.",
        why="ECS refuses the service",
    ),
    Rule(
        "L64",
        I,
        "key without meaning on ECS",
        (translate.LOCAL_ONLY,),
        "Nothing to do. Notes are shown with `-v`, one per key.",
    ),
    Rule(
        "L65",
        W,
        "labels and variables for Traefik, caddy-docker-proxy, nginx-proxy",
        (loadbalancer.PROXY_LABEL, translate.ROUTING_LABELS, lint.PROXY_VARIABLE),
        "Publish the port, and write host and path under `x-ecs.load_balancer`.",
    ),
)
