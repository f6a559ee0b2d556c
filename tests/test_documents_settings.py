"""The page of settings names every environment variable that is read, and no other."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.markdown import DOCS, ROOT, code_in, table_of

PAGE = DOCS / "reference" / "settings.md"
READERS = frozenset(
    {"text", "flag", "integer", "seconds", "words", "one_of", "kept_secret"}
)
# Set by the supervisor for its own children; nobody else sets them.
INTERNAL = frozenset({"HUB_LEASH_OWNER", "HUB_LEASH_PIPE"})
DJANGOS_OWN = frozenset({"DJANGO_SETTINGS_MODULE"})


def test_every_variable_that_is_read_is_documented():
    assert sorted(_read_anywhere() - _documented().keys()) == []


def test_no_documented_variable_is_unknown_to_the_code():
    assert sorted(_documented().keys() - _read_anywhere()) == []


def test_the_documented_defaults_are_those_of_the_code():
    told = {name: code_in(row["Default"])[:1] for name, row in _documented().items()}
    wrong = {
        name: (told[name], default)
        for name, default in _defaults().items()
        if told[name] != [default]
    }

    assert wrong == {}


def test_the_reader_of_the_code_finds_variables_and_defaults():
    assert {"HUB_MODE", "SECRET_KEY", "HUB_PORT", "HUB_PYTHON"} <= _read_anywhere()
    assert _defaults()["GATE_CALLS_PER_MINUTE"] == "100"


@cache
def _documented() -> dict[str, dict[str, str]]:
    rows = table_of(PAGE, first="Variable")
    return {code_in(row["Variable"])[0]: row for row in rows}


@cache
def _read_anywhere() -> frozenset[str]:
    read = {name for name, _call in _reads()} | _read_by_scripts()
    return frozenset(read - INTERNAL - DJANGOS_OWN)


def _defaults() -> dict[str, str]:
    """The literal defaults of numbers and words."""
    found = {}
    for name, call in _reads():
        default = _literal_default(call)
        if default not in (None, ""):
            found[name] = default
    return found


def _literal_default(call: ast.Call) -> str | None:
    given = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "default")]
    constants = [node for node in given if isinstance(node, ast.Constant)]
    if not constants or isinstance(constants[0].value, bool):
        return None
    return str(constants[0].value)


def _reads() -> Iterator[tuple[str, ast.Call]]:
    for source in _sources():
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := _variable_of(node)):
                yield name, node


def _variable_of(call: ast.Call) -> str:
    """The variable that ``env.text("NAME")`` or ``os.environ.get("NAME")`` reads."""
    reader = ast.unparse(call.func)
    is_ours = reader.removeprefix("env.") in READERS and reader.startswith("env.")
    if not (is_ours or reader in {"os.environ.get", "os.getenv"}) or not call.args:
        return ""
    first = call.args[0]
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _sources() -> Iterator[Path]:
    for folder in ("clicksendhub", "messaging"):
        for source in sorted((ROOT / folder).rglob("*.py")):
            # The sandbox is a program aside; its page has its own options.
            if "sandbox" not in source.relative_to(ROOT).parts:
                yield source


def _read_by_scripts() -> set[str]:
    scripts = [path for path in (ROOT / "bin").rglob("*") if path.is_file()]
    words = " ".join(path.read_text(encoding="utf-8") for path in scripts)
    return set(re.findall(r"\$\{(HUB_[A-Z_]+):-", words))
