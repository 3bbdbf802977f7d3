"""The package's modules as syntax trees."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "compose2ecs"


class Import(NamedTuple):
    """``target`` is a dotted module, or a name in one; ``late``: inside a function."""

    target: str
    line: int
    late: bool


class Module(NamedTuple):
    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def layer(self) -> str:
        """``translate`` for compose2ecs.translate.services.ports, ``cli`` for compose2ecs.cli."""
        return self.name.split(".")[1] if "." in self.name else ""

    def imports(self) -> Iterator[Import]:
        late = {inner for node in ast.walk(self.tree) if _is_function(node) for inner in ast.walk(node)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (Import(alias.name, node.lineno, node in late) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name}: relative import"
                for alias in node.names:
                    yield Import(f"{node.module}.{alias.name}", node.lineno, node in late)

    def functions(self) -> Iterator["ast.FunctionDef | ast.AsyncFunctionDef"]:
        return (node for node in ast.walk(self.tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def _is_function(node: ast.AST) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    return Module(name, path, ast.parse(text), len(text.splitlines()))


MODULES = [_read(path) for path in sorted(PACKAGE.rglob("*.py")) if "data" not in path.parts]
NAMES = {module.name for module in MODULES}
