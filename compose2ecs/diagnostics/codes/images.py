"""W28x: what the image stage finds while it names the images to come."""

from compose2ecs.diagnostics.codes.code import WARNING, code

NO_CONTEXT = code(
    "W280",
    WARNING,
    "build context cannot be read",
    """The directory that `build` names does not exist on this machine, or files in it cannot be read.

`convert` still works: the image's tag is then made of the build definition alone, so it does not change with the files.
Building will fail until the context is there.""",
    acceptable=True,
)
LARGE_CONTEXT = code(
    "W281",
    WARNING,
    "build context is very large",
    """The context has more than 20,000 files or 256 MB. Beyond that, names and sizes decide the image's tag instead of
contents, and every build sends all of it to the builder. Leave out what the build does not need with a .dockerignore
(.git, node_modules, data directories).""",
    acceptable=True,
)
