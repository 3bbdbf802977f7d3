"""What configuration files of proxies name as upstreams."""

import pytest

from compose2ecs.translate.lint.proxyfiles import host_of, kind_of, upstreams

NGINX = """\
upstream backend {
  least_conn;
  server api:3000 weight=2; server other:3000;
  server late:3000 resolve;
  server 10.0.0.1:80;
  server unix:/tmp/socket;
}
server {
  server_name shop.example.com;  # proxy_pass http://comment;
  location / { proxy_pass http://backend; }
  location /php { fastcgi_pass php:9000; }
  location /later {
    set $target http://variable:1;
    proxy_pass $target;
  }
  location /grpc {
    grpc_pass
      grpcs://rpc:50051;
  }
}
"""
HAPROXY = """\
backend web
  server one api:3000 check
  server two late:3000 check init-addr last,libc,none
  server three 10.0.0.1:80
  server-template many 5 many:80
# server four comment:80
"""


def hosts(kind: str, text: str) -> list[tuple[int, str]]:
    return [(one.line, one.host) for one in upstreams(kind, text)]


def test_nginx() -> None:
    assert hosts("nginx", NGINX) == [(3, "api"), (3, "other"), (11, "php"), (18, "rpc")]
    assert all(one.at_start for one in upstreams("nginx", NGINX))


def test_haproxy() -> None:
    assert hosts("haproxy", HAPROXY) == [(2, "api"), (5, "many")]
    assert hosts("haproxy", "defaults\n  default-server init-addr last,none\n" + HAPROXY) == []


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("caddy", ":80 {\n  reverse_proxy /api/* api:3000 other:3000\n}\n", [(2, "api"), (2, "other")]),
        ("caddy", "reverse_proxy {\n  to api:3000 # other\n}\n", [(2, "api")]),
        ("traefik", "servers:\n  - url: 'http://api:3000'\n  - url: http://other:80/\n", [(2, "api"), (3, "other")]),
        ("traefik", '[[servers]]\n  url = "http://api:3000"\n', [(2, "api")]),
        ("traefik", "entryPoints:\n  web:\n    address: ':80'\n", []),
        ("envoy", "socket_address: { address: 0.0.0.0 }\n  address: api\n", [(2, "api")]),
        ("httpd", "ProxyPass /api http://api:3000/\nBalancerMember http://other\n", [(1, "api"), (2, "other")]),
    ],
)
def test_proxies_that_look_names_up_later(kind: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert hosts(kind, text) == expected
    assert not any(one.at_start for one in upstreams(kind, text))


@pytest.mark.parametrize(
    ("path", "image", "kind"),
    [
        ("/etc/nginx/conf.d/default.conf", "", "nginx"),
        ("/etc/Caddyfile", "", "caddy"),
        ("/config/a.conf", "openresty/openresty:1", "nginx"),
        ("/usr/local/etc/haproxy/haproxy.cfg", "haproxy:3", "haproxy"),
        ("/etc/prometheus/prometheus.yml", "prom/prometheus", ""),
    ],
)
def test_kind(path: str, image: str, kind: str) -> None:
    assert kind_of(path, image) == kind


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://api:3000/x", "api"),
        ('"api:80"', "api"),
        ("api", "api"),
        ("$api", ""),
        ("127.0.0.1:80", ""),
        ("unix:/a", ""),
        ("[::1]:80", ""),
        (":80", ""),
        ("/path", ""),
    ],
)
def test_host(address: str, host: str) -> None:
    assert host_of(address) == host
