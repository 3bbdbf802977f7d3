"""Where all rows are: importing the modules of this list fills the registry."""

MODULES = (
    "top_level",
    "services.image",
    "services.process",
    "services.kernel",
    "services.healthcheck",
    "services.ports",
    "services.resources",
    "services.devices",
    "services.storage",
    "services.networking",
    "services.files",
    "services.lifecycle",
    "services.identity",
    "build",
    "deploy",
    "develop",
    "networks",
    "volumes",
    "files",
    "models",
)


def load() -> None:
    """Import every row module."""
    for name in MODULES:
        __import__(f"compose2ecs.translate.{name}")
