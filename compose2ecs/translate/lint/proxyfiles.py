"""What configuration files of reverse proxies name as upstreams, as far as a quick look tells.

Only files that the translator has in its hands are read, and only their usual forms: a host in a variable, an address,
a socket is none. Sources: nginx, ngx_http_upstream_module; HAProxy, configuration manual 5.2 (`init-addr`); the
reference pages of Caddy (`reverse_proxy`), Traefik (services), Apache httpd (mod_proxy), Envoy (clusters).
"""

from collections.abc import Iterator
from typing import NamedTuple

NGINX, HAPROXY = "nginx", "haproxy"
#: What a path or an image says that belongs to a kind of proxy.
_KINDS = {
    NGINX: ("nginx", "openresty", "angie"),
    HAPROXY: ("haproxy",),
    "caddy": ("caddy",),
    "traefik": ("traefik",),
    "envoy": ("envoy",),
    "httpd": ("httpd", "apache2"),
}
#: The words after which an address stands, in proxies that look names up while they run.
_KEYWORDS = {
    "caddy": ("reverse_proxy", "php_fastcgi", "to"),
    "traefik": ("url", "address"),
    "envoy": ("address",),
    "httpd": ("proxypass", "proxypassmatch", "balancermember"),
}


class Upstream(NamedTuple):
    """A host that a file names on a line (from 1); ``at_start``: the proxy looks it up only when it starts."""

    line: int
    host: str
    at_start: bool


def kind_of(path: str, image: str) -> str:
    """The proxy whose file this is, by its path in the container and by the image's name; "" for none."""
    for words in (path.lower(), image.lower()):
        for kind, marks in _KINDS.items():
            if any(mark in words for mark in marks):
                return kind
    return ""


def upstreams(kind: str, text: str) -> list[Upstream]:
    """Every upstream that a file names."""
    if kind == NGINX:
        return list(_nginx(text))
    if kind == HAPROXY:
        return list(_haproxy(text))
    return list(_later(kind, text))


def _nginx(text: str) -> Iterator[Upstream]:
    blocks: set[str] = set()
    found = []
    inside = False
    for line, words, end in _statements(text):
        if end == "{" and words[:1] == ["upstream"]:
            inside = True
            blocks.update(words[1:2])
        elif end == "}":
            inside = False
        elif end == ";" and len(words) > 1:
            server = inside and words[0] == "server" and "resolve" not in words
            if server or words[0].endswith("_pass"):
                found.append((line, host_of(words[1]), server))
    for line, host, server in found:
        if host and (server or host not in blocks):
            yield Upstream(line, host, True)


def _statements(text: str) -> Iterator[tuple[int, list[str], str]]:
    """(line, words, what ends it: ``;``, ``{`` or ``}``) of every statement; comments are left out."""
    words: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        clean = line.partition("#")[0]
        for mark in "{};":
            clean = clean.replace(mark, f" {mark} ")
        for word in clean.split():
            if word in "{};":
                yield number, words, word
                words = []
            else:
                words.append(word)


def _haproxy(text: str) -> Iterator[Upstream]:
    lines = [line.partition("#")[0].split() for line in text.split("\n")]
    if any(words[:1] == ["default-server"] and _waits(words) for words in lines):
        return
    for number, words in enumerate(lines, 1):
        place = {"server": 2, "server-template": 3}.get(words[0] if words else "", 0)
        if place and len(words) > place and not _waits(words):
            host = host_of(words[place])
            if host:
                yield Upstream(number, host, True)


def _waits(words: list[str]) -> bool:
    """Whether a server of HAProxy may start without an address."""
    return "init-addr" in words[:-1] and "none" in words[words.index("init-addr") + 1]


def _later(kind: str, text: str) -> Iterator[Upstream]:
    keywords = _KEYWORDS[kind]
    for number, line in enumerate(text.split("\n"), 1):
        clean = line.partition("#")[0].replace("=", " ") if kind != "httpd" else line
        words = [word.strip("\"'{},[]") for word in clean.split() if word not in ("-", "{", "}")]
        if words and words[0].rstrip(":").lower() in keywords:
            for word in words[1:]:
                host = host_of(word)
                if host:
                    yield Upstream(number, host, False)


def host_of(address: str) -> str:
    """The host of ``http://api:3000/x``, ``api:3000`` or ``api``; "" for a path, a variable, a socket or an IP."""
    rest = address.strip("\"'")
    if "$" in rest or rest.startswith(("/", "@", "*", ":", "unix", "[")):
        return ""
    rest = rest.partition("://")[2] if "://" in rest else rest
    host = rest.partition("/")[0].partition(":")[0]
    return "" if host.replace(".", "").isdecimal() else host
