"""Runs the rules. A rule looks at the finished plans and says what it finds; it changes nothing."""

from compose2ecs.translate.lint import environment, healthchecks, images, lifecycle, proxylabels, sizes, upstreams
from compose2ecs.translate.scope import Scope

RULES = (
    images.unreadable,
    images.moving_tag,
    images.private_registry,
    images.wrong_architecture,
    images.needs_map_count,
    images.docker_hub,
    sizes.above_limit,
    environment.local_address,
    environment.published_port,
    environment.file_without_secret,
    environment.proxy_variables,
    proxylabels.proxy_labels,
    upstreams.proxy_upstreams,
    healthchecks.missing_tool,
    healthchecks.slow_start,
    lifecycle.looks_like_a_job,
    lifecycle.endless_job,
)


def lint(scope: Scope) -> None:
    """Apply every rule to every service."""
    for plan in scope.plans.values():
        if plan.image_of != plan.name:  # a step of a service that is looked at itself
            continue
        for rule in RULES:
            rule(plan, scope)
