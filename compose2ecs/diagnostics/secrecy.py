"""What looks like a secret, and how to speak of it: no message and no excerpt of a file shows its value.

The rules look at names (`DB_PASSWORD`, `splunk-token`) and at values (passwords in URLs and connection strings, tokens
and private keys by how they start). They are guesses, rather too many than too few.
"""

from typing import Any

HIDDEN = "(hidden)"
_WORDS = (
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "SECRET",
    "TOKEN",
    "APIKEY",
    "API_KEY",
    "PRIVATE_KEY",
    "ACCESS_KEY",
    "SHARED_KEY",
    "CREDENTIAL",
)
#: Words that say it only at the end of a name: `DB_PASS`, not `PROXY_PASS_HEADER`; `APP_KEY`, not `APP_KEYBOARD`.
_ENDS = (
    "_PASS",
    "_PWD",
    "_SALT",
    "APP_KEY",
    "AUTH_KEY",
    "ENCRYPTION_KEY",
    "MASTER_KEY",
    "SIGNING_KEY",
)
#: How tokens start. Sources: GitHub "about authentication", GitLab "token overview", Stripe "API keys", Slack "tokens".
_STARTS = (
    *("ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk_live_", "sk_test_", "rk_live_", "xoxb-", "xoxp-"),
    "-----BEGIN PRIVATE KEY",
    "-----BEGIN RSA PRIVATE KEY",
    "-----BEGIN EC PRIVATE KEY",
    "-----BEGIN OPENSSH PRIVATE KEY",
)
#: Keys of connection strings and options (`Server=db;Password=…`, `redis:6379,password=…`, `-Dspring.password=…`).
_PARTS = ("password", "passwd", "pwd", "accountkey", "sharedaccesskey")
_SEPARATORS = str.maketrans(";,&?", "    ")
#: Names that end so hold no secret themselves: where to find one, or a yes or no.
_HARMLESS_ENDS = ("_FILE", "_PATH", "_URL", "_NAME", "_ID", "_TTL", "_EXPIRY", "_LENGTH", "_EXPIRATION", "_ENABLED")
#: Keys of x-ecs that name a secret.
_NAMING = ("SECRETSMANAGER",)
_HARMLESS = ("", "true", "false", "yes", "no", "0", "1", "null", "none")
#: Values that only say where a secret is.
_REFERENCES = ("arn:aws", "ssm:", "secretsmanager:", "/run/secrets/")


def looks_secret(name: str, value: str) -> bool:
    """Whether a variable or option holds a secret: by its name, by a password within, or as a token."""
    if value.lower() in _HARMLESS:
        return False
    return names_secret(name) or value.startswith(_STARTS) or has_password(value)


def names_secret(name: str) -> bool:
    """Whether the name of a variable or option says that its value is a secret."""
    upper = name.upper().replace("-", "_")
    if upper.endswith(_ENDS):
        return True
    return any(word in upper for word in _WORDS) and not upper.endswith(_HARMLESS_ENDS) and upper not in _NAMING


def has_password(value: str) -> bool:
    """Whether a URL, a connection string or options have a password."""
    for part in value.translate(_SEPARATORS).split():
        key, _, said = part.partition("=")
        if said and key.lower().endswith(_PARTS):
            return True
    # Go's MySQL driver: user:password@tcp(host:port)/name
    account, at, _ = value.partition("@tcp(")
    if at and account.partition(":")[2]:
        return True
    before, mark, rest = value.partition("://")
    if not mark or not before.isascii() or " " in before:
        return False
    user, at, _ = rest.partition("/")[0].rpartition("@")
    return bool(at) and bool(user.partition(":")[2])


def shown(name: str, value: Any) -> Any:
    """A value as messages may show it: "(hidden)" for a secret, in mappings and lists too."""
    if isinstance(value, dict):
        # AWS writes variables as {Name: DB_PASSWORD, Value: …}
        named = {"Value": str(value["Name"])} if "Name" in value and "Value" in value else {}
        return {key: shown(named.get(key, str(key)), inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shown(name, inner) for inner in value]
    text = str(value)
    if not looks_secret(name, text) or refers(text):
        return value
    scheme, mark, rest = text.partition("://")
    place = rest.rpartition("@")[2]
    return f"{scheme}://{HIDDEN}@{place}" if mark and not has_password(place) and not names_secret(name) else HIDDEN


def refers(value: str) -> bool:
    """Whether a value only says where a secret is."""
    return value.startswith(_REFERENCES) or value.startswith("${")


def masked(line: str) -> str:
    """A line of a file with the characters of secrets replaced, so that every column stays where it is."""
    import re

    def hide(found: "re.Match[str]") -> str:
        name, between, value = found.groups()
        bare = value.strip("\"'")
        if not looks_secret(name, bare) or refers(bare):
            return found[0]
        return name + between + "*" * len(value)

    return re.sub(_PAIR, hide, line)


#: `name: value` or `NAME=value`, in block and flow style; a value that begins a mapping, list, anchor or block is none.
_PAIR = r"""([A-Za-z_][\w.-]*)(["']?(?::\s+|=))("[^"]*"|'[^']*'|[^\s"'\[{&*!|>,}\]][^,}\]]*)"""
