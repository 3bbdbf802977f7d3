"""Small modules and small functions."""

import statistics

import pytest

from .modules import MODULES, Module

MAX_MODULE = 400
MAX_FUNCTION = 60
#: module → why it is longer.
LONG_MODULES = {
    "compose2ecs.compose.schema": "one table, a line per attribute of the specification",
    "compose2ecs.translate.xecs.keys": "one table, a line per key",
}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_modules_are_small(module: Module) -> None:
    assert module.lines <= MAX_MODULE or module.name in LONG_MODULES


def test_exceptions_are_needed() -> None:
    long = {module.name for module in MODULES if module.lines > MAX_MODULE}
    assert set(LONG_MODULES) == long & set(LONG_MODULES)


def test_the_usual_module_is_a_page_or_two() -> None:
    assert statistics.median(module.lines for module in MODULES) <= 130


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_functions_are_small(module: Module) -> None:
    for function in module.functions():
        assert function.end_lineno is not None
        length = function.end_lineno - function.lineno + 1
        assert length <= MAX_FUNCTION, f"{module.name}.{function.name} has {length} lines"
