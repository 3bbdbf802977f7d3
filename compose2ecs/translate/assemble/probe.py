"""The URL that a container's health check asks for: it says how a port is served and which path answers."""

from typing import Any, NamedTuple

_SCHEMES = {"http": 80, "https": 443}
_LOCAL = ("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "$hostname", "$(hostname)", "${hostname}")  # noqa: S104
_ENDS = " \t\n'\"`;|&<>()"


class HealthUrl(NamedTuple):
    """``http://localhost:8080/healthz``: ``path`` begins with a slash and may have a query."""

    secure: bool
    port: int
    path: str


def health_url(check: dict[str, Any] | None) -> HealthUrl | None:
    """The first URL to the container itself in a health check (``{"Command": […]}``), None for none."""
    command = " ".join(str(word) for word in check.get("Command", ())) if check else ""
    start = 0
    while (mark := command.find("://", start)) >= 0:
        start = mark + 3
        scheme = next((name for name in _SCHEMES if command[:mark].lower().endswith(name)), "")
        rest = command[start:]
        found = _parse(rest[: next((i for i, char in enumerate(rest) if char in _ENDS), len(rest))])
        if scheme and found is not None:
            # "https" ends in "s", so the shorter name never matches it
            return HealthUrl(scheme == "https", found[0] or _SCHEMES[scheme], found[1])
    return None


def _parse(text: str) -> tuple[int, str] | None:
    """(port or 0, path) of what follows ``://``, None when it is not the container itself."""
    address, slash, path = text.partition("/")
    host, colon, port = address.rpartition(":") if not address.endswith("]") else (address, "", "")
    if not colon:
        host, port = address, ""
    if host.lower() not in _LOCAL or (port and not port.isdigit()):
        return None
    clean = slash + path.partition("#")[0]
    usable = len(clean) <= 1024 and clean.isascii() and clean.isprintable() and "$" not in clean and "\\" not in clean
    return int(port or 0), clean if clean and usable else "/"
