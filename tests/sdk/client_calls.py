"""The calls of the hub's client, as its own tests see them on the wire."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.imports import ROOT
from tests.sdk.calls import Call, call

TESTS = ROOT / "tests" / "clicksend"
WIRE = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/v3/\S*)")


def of_client() -> set[Call]:
    """Every call that a test of the client names; braces stand for any one word."""
    return {
        call(*found.groups())
        for source in TESTS.glob("test_*.py")
        for text in _texts(ast.parse(source.read_text(encoding="utf-8")))
        if (found := WIRE.fullmatch(text))
    }


def _texts(tree: ast.Module) -> Iterator[str]:
    """The texts in a source, with braces for what is put in."""
    pieces: set[ast.expr] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            pieces.update(node.values)
            yield "".join(_piece(part) for part in node.values)
        elif node not in pieces and isinstance(node, ast.Constant):
            yield str(node.value)


def _piece(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "{}"


def is_same(one: Call, other: Call) -> bool:
    """True where both can be the same call, as a path of one may name what it means."""
    words, others = one.path.split("/"), other.path.split("/")
    return (
        one.method == other.method
        and len(words) == len(others)
        and all(a == b or "{}" in (a, b) for a, b in zip(words, others, strict=True))
    )
