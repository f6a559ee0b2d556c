"""The calls of each SDK, read from its sources, and those of the sandbox."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from clicksendhub.sandbox import api


class Call(NamedTuple):
    """A call of the API: its path first, because a table sorts by it."""

    path: str
    method: str


def call(method: str, path: str) -> Call:
    """A call without the base path, an ending slash, and the names in braces."""
    return Call(_shape(path.removeprefix(api.BASE)), method)


def _shape(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path).rstrip("/")


def of_sandbox() -> dict[Call, str]:
    """Every call that the sandbox answers, with its path as the sandbox spells it."""
    return {
        call(method, template): template
        for part in api.PARTS
        for method, template, _ in part
    }


def of_sdk(package: Path) -> dict[Call, str]:
    """Every call of an SDK, with the name of its method."""
    found: dict[Call, str] = {}
    for source in sorted((package / "api").glob("*_api.py")):
        for owner in ast.parse(source.read_text(encoding="utf-8")).body:
            if isinstance(owner, ast.ClassDef):
                found |= _of_class(owner)
    return found


def _of_class(owner: ast.ClassDef) -> dict[Call, str]:
    return {
        made: f"{owner.name}.{_public_name(function.name)}"
        for function in owner.body
        if isinstance(function, ast.FunctionDef)
        for made in _made_in(function)
    }


def _public_name(name: str) -> str:
    # SDK 6 names its path in `_…_serialize`, SDK 5 in `…_with_http_info`.
    return name.removesuffix("_with_http_info").removesuffix("_serialize").strip("_")


def _made_in(function: ast.FunctionDef) -> Iterator[Call]:
    for node in ast.walk(function):
        if not isinstance(node, ast.Call):
            continue
        named = {word.arg: word.value for word in node.keywords}
        if "resource_path" in named:
            yield call(_word(named["method"]), _word(named["resource_path"]))
        elif _is_call_api(node):
            yield call(_word(node.args[1]), _word(node.args[0]))


def _is_call_api(node: ast.Call) -> bool:
    is_named = isinstance(node.func, ast.Attribute) and node.func.attr == "call_api"
    return is_named and len(node.args) > 1


def _word(node: ast.expr) -> str:
    assert isinstance(node, ast.Constant)
    return str(node.value)
