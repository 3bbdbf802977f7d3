"""Labels that a reverse proxy reads through the Docker socket: they say what load balancer rules would say."""

from compose2ecs.diagnostics.codes import loadbalancer as codes
from compose2ecs.source.node import plain
from compose2ecs.translate.scope import Plan, Scope


def proxy_labels(plan: Plan, scope: Scope) -> None:
    """L65: routing rules of Traefik, caddy-docker-proxy and the like do nothing on ECS."""
    node = plan.node.get("labels")
    for name, below in node.items() if node else ():
        text = str(plain(below))
        if name.startswith("traefik.") and name.endswith(".rule"):
            rules = [("host", _arguments(text, "Host")), ("path", _arguments(text, "PathPrefix"))]
        elif name == "caddy":
            rules = [("host", [one for one in text.replace(",", " ").split() if "." in one])]
        else:
            continue
        said = ", ".join(
            f"{key}: {_written([_prefix(one) for one in found] if key == 'path' else found)}"
            for key, found in rules
            if found
        )
        hint = f"the load balancer's rule: `x-ecs: {{load_balancer: {{{said or 'host: …, path: …'}}}}}`"
        message = f"label `{name}: {text}` does nothing on ECS: no proxy can read it"
        scope.say(codes.PROXY_LABEL, message, plan.at("labels", name), hint=hint)


def _arguments(rule: str, function: str) -> list[str]:
    """What stands in backquotes in ``Host(`a.b`, `c.d`)``."""
    start = rule.find(f"{function}(")
    inside = rule[start:].partition("(")[2].partition(")")[0] if start >= 0 else ""
    return inside.split("`")[1::2]


def _prefix(path: str) -> str:
    return f"{path.rstrip('/')}/*"


def _written(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"
