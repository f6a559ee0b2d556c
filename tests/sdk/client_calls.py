"""The calls of the hub's client, as its own tests see them on the wire."""

from __future__ import annotations

import ast
import re

from tests.imports import ROOT
from tests.sdk.calls import Call, call

TESTS = ROOT / "tests" / "clicksend"
WIRE = re.compile(r"(GET|POST|PUT|PATCH|DELETE) (/v3/\S*)")


def of_client() -> set[Call]:
    """Every call that a test of the client names; braces stand for any one word."""
    return {
        call(*found.groups())
        for source in TESTS.glob("test_*.py")
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if (found := WIRE.fullmatch(_text_of(node)))
    }


def _text_of(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}"
                for part in parts
            )
        case _:
            return ""


def is_same(one: Call, other: Call) -> bool:
    """True where both can be the same call, as a path of one may name what it means."""
    words, others = one.path.split("/"), other.path.split("/")
    return (
        one.method == other.method
        and len(words) == len(others)
        and all(a == b or "{}" in (a, b) for a, b in zip(words, others, strict=True))
    )
