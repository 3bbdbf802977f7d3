"""The URL in a health check."""

import pytest

from compose2ecs.translate.assemble.probe import HealthUrl, health_url


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["CMD", "true"], None),
        (["CMD", "curl", "-f", "http://localhost:8080/healthz"], HealthUrl(False, 8080, "/healthz")),
        (["CMD-SHELL", "curl -f http://127.0.0.1/ || exit 1"], HealthUrl(False, 80, "/")),
        (["CMD-SHELL", "wget -qO- https://localhost/ok?x=1#top"], HealthUrl(True, 443, "/ok?x=1")),
        (["CMD-SHELL", "curl 'http://[::1]:3000/a'"], HealthUrl(False, 3000, "/a")),
        (["CMD-SHELL", "curl http://0.0.0.0:81"], HealthUrl(False, 81, "/")),
        (["CMD-SHELL", "curl http://localhost:80/$PATH_OF_IT"], HealthUrl(False, 80, "/")),
        (["CMD-SHELL", "curl http://db:8080/healthz"], None),
        (["CMD-SHELL", "curl http://db:1/ && curl http://localhost:2/b"], HealthUrl(False, 2, "/b")),
        (["CMD-SHELL", "psql postgres://localhost:5432/db"], None),
        (["CMD-SHELL", "curl http://localhost:port/"], None),
    ],
)
def test_health_url(command: list[str], expected: HealthUrl | None) -> None:
    assert health_url({"Command": command}) == expected


def test_no_check() -> None:
    assert health_url(None) is None
