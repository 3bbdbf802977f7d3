"""Variables, and what looks like a secret among them."""

from pathlib import Path

import pytest

from compose2ecs.model.secrets import looks_secret
from tests.translate.assemble.converted import service


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DB_PASSWORD", "hunter2", True),
        ("db_password", "hunter2", True),
        ("STRIPE_API_KEY", "sk_live", True),
        ("AUTH_TOKEN", "x", True),
        ("POSTGRES_PASSWORD_FILE", "/run/secrets/x", False),
        ("SECRET_NAME", "x", False),
        ("USE_TOKENS", "true", False),
        ("DB_PASSWORD", "", False),
        ("DATABASE_URL", "postgres://user:pass@db/app", True),
        ("DATABASE_URL", "postgres://user@db/app", False),
        ("DATABASE_URL", "postgres://db/app", False),
        ("HOMEPAGE", "see http://a:b@c", False),
        ("LANG", "de", False),
        ("DB_PASS", "x", True),
        ("PROXY_PASS_HEADERS", "x", False),
        ("APP_KEY", "base64:x", True),
        ("WORDPRESS_NONCE_SALT", "x", True),
        ("PAYMENTS", "sk_live_x", True),
        ("PEM", "-----BEGIN RSA PRIVATE KEY-----\nx", True),
        ("PEM", "-----BEGIN CERTIFICATE-----\nx", False),
        ("ConnectionStrings__Default", "Server=db;User Id=sa;Password=x;", True),
        ("ConnectionStrings__Default", "Server=db;User Id=sa;Password=;", False),
        ("REDIS", "redis:6379,password=x", True),
        ("JAVA_OPTS", "-Xmx1g -Dspring.datasource.password=x", True),
        ("JDBC_URL", "jdbc:mysql://db/shop?user=a&password=x", True),
        ("DSN", "root:x@tcp(db:3306)/shop", True),
        ("DSN", "root@tcp(db:3306)/shop", False),
    ],
)
def test_looks_secret(name: str, value: str, expected: bool) -> None:
    assert looks_secret(name, value) is expected


def test_variables(tmp_path: Path) -> None:
    done = service(
        tmp_path,
        "environment: {Z: 1, A: true, EMPTY: '', NONE: , DB_PASSWORD: hunter2}\nx-ecs: {promote_secrets: false}",
    )
    assert done.container("App")["Environment"] == [
        {"Name": "A", "Value": "true"},
        {"Name": "DB_PASSWORD", "Value": "hunter2"},
        {"Name": "EMPTY", "Value": ""},
        {"Name": "Z", "Value": "1"},
    ]
    at = "services.app.environment"
    assert done.lines("W401", "N202") == [
        f"N202 {at}.NONE: variable `NONE` is left out: it has no value here",
        f"W401 {at}.DB_PASSWORD: variable `DB_PASSWORD` looks like a secret and stands in clear text in the task"
        " definition",
    ]
    assert all("hunter2" not in line for line in done.lines())
