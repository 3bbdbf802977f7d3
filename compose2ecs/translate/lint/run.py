"""Runs the rules. A rule looks at the finished plans and says what it finds; it changes nothing."""

from compose2ecs.translate.lint import environment, healthchecks, images, lifecycle, proxylabels, sizes, upstreams
from compose2ecs.translate.scope import Scope

RULES = (
    images.unreadable,
    images.moving_tag,
    images.private_registry,
    images.wrong_architecture,
    images.needs_map_count,
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


#: Rules that look at all services together.
OF_THE_PROJECT = (images.docker_hub,)


def lint(scope: Scope) -> None:
    """Apply every rule to every service, and those of the project once."""
    # the steps of a service run its image, which is looked at in the service itself
    plans = [plan for plan in scope.plans.values() if plan.image_of == plan.name]
    for plan in plans:
        for rule in RULES:
            rule(plan, scope)
    for rule_of_all in OF_THE_PROJECT:
        rule_of_all(plans, scope)
