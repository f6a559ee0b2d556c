"""Reads who imports whom from the source itself: late and typing imports included."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("clicksendhub", "messaging", "contacts", "postal")


@dataclass(frozen=True, order=True)
class Import:
    """One module that a module names; ``names`` are what it takes from it."""

    importer: str
    imported: str
    names: tuple[str, ...] = ()


def product_modules(root: Path = ROOT) -> Iterator[tuple[str, Path]]:
    """Every module of the product with its dotted name."""
    for package in PRODUCT:
        for path in sorted((root / package).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            parts = path.relative_to(root).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def all_imports(root: Path = ROOT) -> list[Import]:
    """Every import of the product."""
    return [
        found
        for name, path in product_modules(root)
        for found in imports_of(
            name,
            path.read_text(encoding="utf-8"),
            is_package=path.name == "__init__.py",
        )
    ]


def imports_of(name: str, source: str, *, is_package: bool = False) -> Iterator[Import]:
    """What one module imports, at whatever depth it says so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, alias.name)
        elif isinstance(node, ast.ImportFrom):
            names = tuple(alias.name for alias in node.names)
            module = _absolute(name, node, is_package=is_package)
            yield Import(name, module, names)
            # `from package import module` reaches the module too.
            for each in names:
                yield Import(name, f"{module}.{each}")


def _absolute(name: str, node: ast.ImportFrom, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    up = node.level - 1 if is_package else node.level
    parts = name.split(".")
    base = parts[: len(parts) - up]
    return ".".join([*base, *([node.module] if node.module else [])])


def is_within(name: str, package: str) -> bool:
    """True where the module is the package or lies in it."""
    return name == package or name.startswith(f"{package}.")
