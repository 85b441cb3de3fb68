"""The sources of the product, parsed."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pendopo

ROOT = Path(pendopo.__file__).parent
REPOSITORY = ROOT.parents[1]


@cache
def modules() -> dict[str, ast.Module]:
    """Path below `src/pendopo` → parsed module, without migrations."""
    files = (f for f in sorted(ROOT.rglob("*.py")) if "migrations" not in f.parts)
    return {f.relative_to(ROOT).as_posix(): ast.parse(f.read_text()) for f in files}


def attributes(tree: ast.AST, names: frozenset[str]) -> Iterator[ast.Attribute]:
    """Every `something.name` with one of the names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield node


def methods_called(tree: ast.AST, names: frozenset[str]) -> Iterator[ast.Call]:
    """Every `something.name(…)` with one of the names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in names:
            yield node
