"""What users lay over the graph in AWS's own words: mappings are merged deeply, everything else replaces."""

from typing import Any


def laid_over(base: Any, over: Any) -> Any:
    """``over`` merged into ``base``: mappings key by key, null takes a key away, lists and scalars replace."""
    if not isinstance(base, dict) or not isinstance(over, dict):
        return over
    made = dict(base)
    for key, value in over.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = laid_over(made[key], value) if key in made else value
    return made
