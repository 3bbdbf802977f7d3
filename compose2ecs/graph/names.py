"""Names that AWS accepts: logical ids, and names cut to a limit, both the same on every run."""

_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def short_hash(text: str, length: int = 6) -> str:
    """The first hexadecimal digits of a text's SHA-256."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:length]


def logical_id(*parts: str) -> str:
    """Parts as one CamelCase word: ("my-web", "Service") → "MyWebService"; only ASCII letters and digits are kept."""
    words: list[str] = []
    for part in parts:
        word = ""
        for char in part:
            if char.isascii() and char.isalnum():
                word += char
            elif word:
                words.append(word)
                word = ""
        words.append(word)
    return "".join(word[:1].upper() + word[1:] for word in words)


class Names:
    """Hands out logical ids; two different names that look alike stay two.

    The first to come gets the plain id, the next one with a hash of its parts; ask in a fixed order (sorted names).
    """

    __slots__ = ("_taken",)

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, ...]] = {}

    def id(self, *parts: str) -> str:
        """A logical id that no other parts have; the same parts get the same id again."""
        plain = logical_id(*parts)[:200] or "Resource"
        if not plain[0].isalpha():
            plain = f"N{plain}"
        if self._taken.setdefault(plain, parts) == parts:
            return plain
        hashed = plain + short_hash("\0".join(parts))
        self._taken[hashed] = parts
        return hashed


def bounded(name: str, limit: int, allowed: frozenset[str] = _ALLOWED) -> str:
    """A name with only allowed characters and at most ``limit`` of them; what had to change ends in a hash of it."""
    clean = "".join(char if char in allowed else "-" for char in name)
    if clean == name and len(name) <= limit:
        return name
    return f"{clean[: limit - 7]}-{short_hash(name)}"
