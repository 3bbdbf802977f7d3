"""What counts as a secret, and how it is shown."""

import pytest

from compose2ecs.diagnostics.secrecy import looks_secret, masked, shown


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("DB_PASSWORD", "x", True),
        ("splunk-token", "x", True),
        ("Http_Passwd", "x", True),
        ("DB_PASS", "x", True),
        ("PROXY_PASS_HEADER", "x", False),
        ("APP_KEY", "x", True),
        ("APP_KEYBOARD", "x", False),
        ("DB_PASSWORD_FILE", "/run/x", False),
        ("TOKEN_TTL", "60", False),
        ("TOKEN", "true", False),
        ("TOKEN", "", False),
        ("secretsmanager", "shop/db", False),
        ("URL", "postgres://u:p@h/d", True),
        ("URL", "postgres://u@h/d", False),
        ("URL", "https://h/a:b@c", False),
        ("DSN", "user:p@tcp(h:3306)/d", True),
        ("CONNECTION", "Server=h;Password=x", True),
        ("OPTIONS", "-Xmx1g -Dspring.password=x", True),
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
        ("ANY", "ghp_abc", True),
        ("ANY", "-----BEGIN PRIVATE KEY-----", True),
    ],
)
def test_looks_secret(name: str, value: str, expected: bool) -> None:
    assert looks_secret(name, value) is expected


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("password", "x", "(hidden)"),
        ("password", "arn:aws:secretsmanager:r:1:secret:s", "arn:aws:secretsmanager:r:1:secret:s"),
        ("password", "${PASSWORD}", "${PASSWORD}"),
        ("url", "https://u:p@h/x", "https://(hidden)@h/x"),
        ("options", {"a": 1, "token": "x", "b": ["y"]}, {"a": 1, "token": "(hidden)", "b": ["y"]}),
        ("tokens", ["x", "y"], ["(hidden)", "(hidden)"]),
        (
            "Environment",
            [{"Name": "DB_PASSWORD", "Value": "x"}, {"Name": "LEVEL", "Value": "info"}],
            [{"Name": "DB_PASSWORD", "Value": "(hidden)"}, {"Name": "LEVEL", "Value": "info"}],
        ),
        ("port", 80, 80),
    ],
)
def test_shown(name: str, value: object, expected: object) -> None:
    assert shown(name, value) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  DB_PASSWORD: hunter2", "  DB_PASSWORD: *******"),
        ("  - DB_PASSWORD=hunter2", "  - DB_PASSWORD=*******"),
        ("  a: {token: x, url: 'https://y'}", "  a: {token: *, url: 'https://y'}"),
        ('  "TOKEN": "a, b"', '  "TOKEN": ******'),
        ("secrets: [db_password]", "secrets: [db_password]"),
        ("  secret: {file: ./x}", "  secret: {file: ./x}"),
        ("  secret: &anchor", "  secret: &anchor"),
        ("PASSWORD: ${PASSWORD:-x}", "PASSWORD: ${PASSWORD:-x}"),
        ("URL: redis://:x@h", "URL: ************"),
        ("no colon here", "no colon here"),
    ],
)
def test_masked(line: str, expected: str) -> None:
    assert masked(line) == expected
    assert len(masked(line)) == len(line)
