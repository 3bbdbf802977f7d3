"""The extension key ``x-ecs``: what may stand under it, and its values with their places."""
