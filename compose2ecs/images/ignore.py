"""``.dockerignore``: which files of a build context do not count.

Source: Docker's documentation of the file and moby/patternmatcher: patterns are relative to the context, ``*`` stays in
one directory, ``**`` crosses them, a pattern that matches a directory matches all below it, the last match wins.
"""

import os.path
from collections.abc import Callable

Ignored = Callable[[str], bool]


def nothing(_path: str) -> bool:
    """The rule of a context without .dockerignore."""
    return False


def rules(text: str) -> Ignored:
    """A function that tells whether a path relative to the context ("a/b.txt") is ignored."""
    import re

    patterns = []
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        keep = line.startswith("!")
        cleaned = os.path.normpath(line[1:].strip() if keep else line).lstrip("/")
        if cleaned and cleaned != ".":
            patterns.append((re.compile(_expression(cleaned) + r"(?:/.*)?", re.DOTALL), keep))
    if not patterns:
        return nothing

    def ignored(path: str) -> bool:
        verdict = False
        for pattern, keep in patterns:
            if pattern.fullmatch(path):
                verdict = not keep
        return verdict

    return ignored


def _expression(pattern: str) -> str:
    import re

    made = ""
    index = 0
    while index < len(pattern):
        char = pattern[index]
        if pattern.startswith("**", index):
            index += 2
            if pattern.startswith("/", index):
                index += 1
                made += "(?:.*/)?"
            else:
                made += ".*"
            continue
        if char == "[" and "]" in pattern[index + 1 :]:
            end = pattern.index("]", index + 1)
            body = pattern[index + 1 : end].replace("\\", "\\\\")
            made += f"[{'^' + body[1:] if body[:1] == '^' else body}]" if body else re.escape("[]")
            index = end + 1
            continue
        if char == "\\" and index + 1 < len(pattern):
            index += 1
            char = pattern[index]
            made += re.escape(char)
        else:
            made += {"*": "[^/]*", "?": "[^/]"}.get(char) or re.escape(char)
        index += 1
    return made
