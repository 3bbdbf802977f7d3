"""C19x: what the command line itself finds: entries of ``x-ecs.allow``, output files."""

from compose2ecs.diagnostics.codes.code import ERROR, code

UNKNOWN_ALLOWED = code(
    "C190",
    ERROR,
    "unknown code in x-ecs.allow",
    """`x-ecs.allow` lists the codes of findings that the author has read and accepts. This one does not exist, so
nothing would be accepted by it.

Check the spelling; `compose2ecs explain` lists all codes.""",
)
NOT_ACCEPTABLE = code(
    "C191",
    ERROR,
    "code cannot be accepted",
    """`x-ecs.allow` accepts findings about what the conversion drops or adapts. What makes the Compose file itself
invalid, or the result impossible on ECS, stays wrong however much it is accepted.

Change what the finding points at, and remove the code from the list.""",
)
BAD_ALLOW = code(
    "C192",
    ERROR,
    "x-ecs.allow is not a list of codes",
    """`x-ecs.allow` is a list of codes, such as `x-ecs: {allow: [W214, W220]}`.

At the top level it holds for the whole project, in a service for that service only.""",
)
CANNOT_WRITE = code(
    "C193",
    ERROR,
    "output cannot be written",
    """The file or directory named by -o cannot be written. Files are written beside their place first and then moved
there, so the directory itself must be writable, and what was there before is untouched.""",
)
