"""Writes what came of a call: fenced by the lease, rows that move alike at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from clicksendhub.dispatch.statements import CLOSE_BATCH, moment
from clicksendhub.dispatch.states import TAKEN, State


class Move(NamedTuple):
    """What the rows of a call have in common; the fields are columns."""

    state: str
    reason: str = ""
    currency: str = ""
    accepted_at: datetime | None = None
    final_at: datetime | None = None
    not_before: datetime | None = None
    batch_cap: int | None = None


class RowOutcome(NamedTuple):
    """The move of one row, and what is its own."""

    id: int
    move: Move
    provider_id: str = ""
    charge: Decimal | None = None


def close_batch(
    batch_id: int,
    lease_token: str,
    *,
    state: str,
    size: int,
    fault: str,
    ended_at: datetime,
    next_look_at: datetime | None,
) -> bool:
    """Settle the batch if the lease is still ours: the fence of every later write."""
    values = {
        "batch": batch_id,
        "token": lease_token,
        "state": state,
        "size": size,
        "fault": fault,
        "now": moment(ended_at),
        "look": moment(next_look_at) if next_look_at else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_BATCH, values)
        return bool(cursor.rowcount == 1)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Outcomes in the form that the database takes, made before it is locked."""

    rows: Sequence[RowOutcome]
    parameters: Mapping[Move, Any]


def prepare(rows: Sequence[RowOutcome]) -> Prepared:
    """Get the rows of a batch ready to be written."""
    alike: dict[Move, list[RowOutcome]] = {}
    for row in rows:
        alike.setdefault(row.move, []).append(row)
    as_parameters = _as_json if connection.vendor == "postgresql" else _as_tuples
    return Prepared(
        rows, {move: as_parameters(move, some) for move, some in alike.items()}
    )


def write_outcomes(model: Any, batch_id: int, prepared: Prepared) -> None:
    """Move the rows of a batch out of ``submitting``; others keep their state."""
    table = connection.ops.quote_name(model._meta.db_table)
    write: Callable[..., int] = (
        _write_at_once if connection.vendor == "postgresql" else _write_one_by_one
    )
    written = sum(
        write(table, batch_id, move, parameters)
        for move, parameters in prepared.parameters.items()
    )
    if written < len(prepared.rows):
        _keep_charges(model, batch_id, prepared.rows)


def _keep_charges(model: Any, batch_id: int, rows: Sequence[RowOutcome]) -> None:
    """A receipt was faster than the answer; the price stands in the answer alone."""
    priced = {row.id: row for row in rows if row.charge is not None}
    unpriced = model.objects.filter(
        pk__in=priced, batch_id=batch_id, state__in=TAKEN, charge=None
    )
    for row_id in list(unpriced.values_list("pk", flat=True)):
        row = priced[row_id]
        told: dict[str, Any] = {"charge": row.charge}
        if row.move.currency:
            told["currency"] = row.move.currency
        model.objects.filter(pk=row_id, charge=None).update(**told)


def _as_tuples(move: Move, rows: Sequence[RowOutcome]) -> list[tuple[Any, ...]]:
    shared = _adapted(move)
    return [
        (
            *shared,
            row.provider_id,
            None if row.charge is None else str(row.charge),
            row.id,
        )
        for row in rows
    ]


def _adapted(move: Move) -> list[Any]:
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in move]


def _write_one_by_one(
    table: str, batch_id: int, _move: Move, rows: list[tuple[Any, ...]]
) -> int:
    sql = (
        f"UPDATE {table} SET {_shared_columns()}, "  # noqa: S608 - our own constants
        f"provider_id = %s, charge = %s "
        f"WHERE id = %s AND batch_id = {batch_id:d} "
        f"AND state = '{State.SUBMITTING.value}'"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
        return int(cursor.rowcount)


def _as_json(_move: Move, rows: Sequence[RowOutcome]) -> str:
    """Values travel as JSON: cheaper than arrays, which are planned far too high."""
    return json.dumps(
        [
            {
                "i": row.id,
                "p": row.provider_id,
                "c": None if row.charge is None else str(row.charge),
            }
            for row in rows
        ],
        separators=(",", ":"),
    )


def _write_at_once(table: str, batch_id: int, move: Move, values: str) -> int:
    sql = (
        f"UPDATE {table} AS m SET {_shared_columns()}, "  # noqa: S608 - our own constants
        f"provider_id = v.p, charge = v.c "
        f"FROM json_to_recordset(%s::json) AS v(i bigint, p varchar, c numeric) "
        # By primary key: "+ 0" keeps the planner, which takes the rows of a batch for
        # few, from comparing each of them with each value.
        f"WHERE m.id = v.i AND m.batch_id + 0 = %s "
        f"AND m.state = '{State.SUBMITTING.value}'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*move, values, batch_id])
        return int(cursor.rowcount)


@cache
def _shared_columns() -> str:
    # The currency of an estimate stays where the answer names none.
    kept = {"currency": "COALESCE(NULLIF(%s, ''), currency)"}
    return ", ".join(f"{name} = {kept.get(name, '%s')}" for name in Move._fields)
