"""Looks up each row of the table: what was given, what is kept, what came back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from clicksendhub.sandbox.server import Running

from .stage import Driven
from .table import Action, In, Out

NOTHING: tuple[object, ...] = (None, "", (), [])


def unproved(action: Action, driven: Driven, sandbox: Running) -> list[str]:
    """The rows of an action that its drive did not prove."""
    ins = [row.name for row in action.ins if not _goes_in(row, driven, sandbox)]
    outs = [row.name for row in action.outs if not _comes_out(row, driven)]
    return [*(f"in: {name}" for name in ins), *(f"out: {name}" for name in outs)]


def _goes_in(row: In, driven: Driven, sandbox: Running) -> bool:
    """Something was given, and each thing that was given is where the row says."""
    given = [value for value in _given(row, driven) if value not in NOTHING]
    expected = driven.expected.get(row.client, given)
    if not given or not expected:
        return False
    if row.kept.startswith("no "):
        kept = _kept(row.kept.removeprefix("no "), sandbox)
        return not any(_word(value) in kept for value in expected)
    kept = _answered(row, driven) or _kept(row.kept, sandbox)
    return all(_word(value) in kept for value in expected)


def _given(row: In, driven: Driven) -> list[object]:
    if "(" in row.client:
        return [driven.parameters.get(row.client)]
    kind, _, path = row.client.partition(".")
    return [_ours(value, path) for value in _of_kind(kind, driven.given)]


def _answered(row: In, driven: Driven) -> set[object]:
    if not row.kept.startswith("answer."):
        return set()
    found = _raw(row.kept.removeprefix("answer."), driven)
    return {_word(value) for value in found}


def _kept(where: str, sandbox: Running) -> set[object]:
    """Every value of a column, or of a key inside it."""
    if where.startswith("answer."):
        return set()
    table, column, *keys = where.split(".")
    # Both names stand in the table of this folder.
    rows = sandbox.sandbox.store.rows(f"SELECT {column} FROM {table}")  # noqa: S608
    return {_word(_inside(row[column], keys)) for row in rows}


def _inside(value: Any, keys: list[str]) -> Any:
    for key in keys:
        value = json.loads(value) if isinstance(value, str) else value
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _comes_out(row: Out, driven: Driven) -> bool:
    """Each typed value is the one that came, and at least one holds something."""
    kind, _, path = row.client.partition(".")
    typed = [_ours(value, path) for value in _of_kind(kind, driven.typed)]
    raw = _raw(row.name, driven)
    if len(raw) != len(typed) or not all(map(_same, raw, typed)):
        return False
    if row.is_later:
        typed = [_ours(value, path) for value in _of_kind(kind, driven.later)]
    return any(value not in NOTHING for value in typed)


def _raw(name: str, driven: Driven) -> list[object]:
    """What stands under a name of the table in the answer, once for each row of it."""
    values: list[Any] = [driven.answer]
    for step in name.split("."):
        key, many = step.removesuffix("[]"), step.endswith("[]")
        values = [_entry(value, key) for value in values]
        if many:
            values = [entry for value in values for entry in value or []]
    return values


def _entry(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _of_kind(kind: str, values: Iterable[object]) -> list[object]:
    return [value for value in values if type(value).__name__ == kind]


def _ours(value: Any, path: str) -> Any:
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def _same(raw: object, ours: object) -> bool:
    """Whether our value says what came, in our type."""
    if raw in NOTHING or ours in NOTHING:
        return raw in (*NOTHING, 0, "0") and ours in NOTHING
    if isinstance(ours, Decimal):
        return ours == Decimal(str(raw))
    return _word(ours) == _word(raw)


def _word(value: object) -> object:
    """A value as the API writes it, numbers and flags as their digits."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, datetime):
        return str(int(value.timestamp()))
    return value if isinstance(value, bytes) else str(value)
