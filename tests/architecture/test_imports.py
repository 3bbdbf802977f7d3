"""Who may import whom; docs/architecture.md tells why."""

import pytest

from .modules import MODULES, NAMES, Module

ALLOWED = {
    "diagnostics": set(),
    "source": {"diagnostics"},
    "model": {"diagnostics", "source"},
    "compose": {"diagnostics", "source", "model"},
    "graph": {"diagnostics"},
    "translate": {"diagnostics", "source", "model", "graph"},
    "emit": {"diagnostics", "graph"},
    "images": {"diagnostics", "source", "model"},
    "commands": {"diagnostics", "source", "model", "compose", "graph", "translate", "emit", "images"},
    "cli": {"commands", "diagnostics"},
    "__main__": {"cli"},
}
#: Layers that may read the version, which stands in the package itself.
KNOW_THE_VERSION = {"commands", "cli", "__main__"}
NEVER = {
    "boto3",
    "botocore",
    "docker",
    "requests",
    "jinja2",
    "rich",
    "jsonschema",
    "asyncio",
    "dataclasses",
    "pydantic",
}
CONFINED = {"click": ("compose2ecs.cli", "compose2ecs.commands."), "yaml": ("compose2ecs.source.yamlfile",)}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_one_direction(module: Module) -> None:
    for found in module.imports():
        parts = found.target.split(".")
        if parts[0] != "compose2ecs" or parts[1] == module.layer:
            continue
        if parts[1] == "__version__":
            assert module.layer in KNOW_THE_VERSION, f"line {found.line}"
            continue
        assert parts[1] in ALLOWED[module.layer], f"{module.name}:{found.line} imports {found.target}"


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_outside_libraries_stay_in_their_place(module: Module) -> None:
    for found in module.imports():
        library = found.target.split(".")[0]
        assert library not in NEVER, f"{module.name}:{found.line} imports {library}"
        if library in CONFINED:
            assert module.name.startswith(CONFINED[library]), f"{module.name}:{found.line} imports {library}"


def test_every_layer_is_in_the_table() -> None:
    assert {module.layer for module in MODULES if module.name != "compose2ecs"} == set(ALLOWED)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_names_and_docstrings_say_what_a_module_is_for(module: Module) -> None:
    import ast

    assert not BANNED_NAMES & set(module.name.split("."))
    assert ast.get_docstring(module.tree), "a module says why it exists"
    assert not any(found.target == "typing.TYPE_CHECKING" for found in module.imports()), "it would hide a cycle"


def test_no_cycles() -> None:
    """Also within a layer: what two modules both need belongs in a third one."""
    below = {module.name: {_module(found.target) for found in module.imports() if not found.late} for module in MODULES}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path[path.index(name) :], name])
        if name in done:
            return
        for target in sorted((below.get(name, set()) & NAMES) - {name}):
            visit(target, (*path, name))
        done.add(name)

    for name in sorted(below):
        visit(name, ())


def _module(target: str) -> str:
    return target if target in NAMES else target.rpartition(".")[0]
