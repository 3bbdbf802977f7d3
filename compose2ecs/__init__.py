"""compose2ecs takes a Docker Compose project to Amazon ECS."""

# A constant, because importlib.metadata would cost 25 ms at every start.
__version__ = "0.1.0"
