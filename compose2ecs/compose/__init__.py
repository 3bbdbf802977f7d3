"""Compose files to a Project; one module per stage, named as the specification's chapters."""
