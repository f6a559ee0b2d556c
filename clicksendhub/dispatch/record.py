"""Writes what came of a call: fenced by the lease, all rows in one statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import TAKEN, State

_COLUMNS = (
    ("state", "varchar"),
    ("reason", "varchar"),
    ("provider_id", "varchar"),
    ("charge", "numeric"),
    ("currency", "varchar"),
    ("accepted_at", "timestamptz"),
    ("final_at", "timestamptz"),
    ("not_before", "timestamptz"),
    ("batch_cap", "smallint"),
)


class RowOutcome(NamedTuple):
    """The new values of one row; the order of fields is that of the columns."""

    id: int
    state: str
    reason: str = ""
    provider_id: str = ""
    charge: Decimal | None = None
    currency: str = ""
    accepted_at: datetime | None = None
    final_at: datetime | None = None
    not_before: datetime | None = None
    batch_cap: int | None = None


def close_batch(batch_id: int, lease_token: str, **values: Any) -> bool:
    """Settle the batch if the lease is still ours: the fence of every later write."""
    mine = Batch.objects.filter(pk=batch_id, lease_token=lease_token, state="open")
    return mine.update(**values) == 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """Outcomes in the form that the database takes, made before it is locked."""

    rows: Sequence[RowOutcome]
    parameters: Any


def prepare(rows: Sequence[RowOutcome]) -> Prepared:
    """Get the rows of a batch ready to be written."""
    is_one_statement = connection.vendor == "postgresql"
    return Prepared(rows, _as_json(rows) if is_one_statement else _as_tuples(rows))


def write_outcomes(model: Any, batch_id: int, prepared: Prepared) -> None:
    """Move the rows of a batch out of ``submitting``; others keep their state."""
    write = _write_at_once if connection.vendor == "postgresql" else _write_one_by_one
    if write(model, batch_id, prepared.parameters) < len(prepared.rows):
        _keep_charges(model, batch_id, prepared.rows)


def _keep_charges(model: Any, batch_id: int, rows: Sequence[RowOutcome]) -> None:
    """A receipt was faster than the answer; the price stands in the answer alone."""
    priced = {row.id: row for row in rows if row.charge is not None}
    unpriced = model.objects.filter(
        pk__in=priced, batch_id=batch_id, state__in=TAKEN, charge=None
    )
    for row_id in list(unpriced.values_list("pk", flat=True)):
        row = priced[row_id]
        model.objects.filter(pk=row_id, charge=None).update(
            charge=row.charge, currency=row.currency
        )


def _as_tuples(rows: Sequence[RowOutcome]) -> list[tuple[Any, ...]]:
    # The same moment stands in every row of a call: adapt it once.
    adapted = cache(connection.ops.adapt_datetimefield_value)
    return [
        (
            row.state,
            row.reason,
            row.provider_id,
            None if row.charge is None else str(row.charge),
            row.currency,
            adapted(row.accepted_at),
            adapted(row.final_at),
            adapted(row.not_before),
            row.batch_cap,
            row.id,
        )
        for row in rows
    ]


def _write_one_by_one(model: Any, batch_id: int, rows: list[tuple[Any, ...]]) -> int:
    table = connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{name} = %s" for name, _type in _COLUMNS)
    sql = (
        f"UPDATE {table} SET {sets} "  # noqa: S608 - names are our own constants
        f"WHERE id = %s AND batch_id = {batch_id:d} "
        f"AND state = '{State.SUBMITTING.value}'"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
        return int(cursor.rowcount)


def _as_json(rows: Sequence[RowOutcome]) -> str:
    # The same moment stands in every row of a call: write it out once.
    written = cache(str)
    return json.dumps([row._asdict() for row in rows], default=written)


def _write_at_once(model: Any, batch_id: int, values: str) -> int:
    """One statement; its values travel as JSON, which is cheaper than arrays."""
    table = connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{name} = v.{name}" for name, _type in _COLUMNS)
    kinds = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS)
    sql = (
        f"UPDATE {table} AS m SET {sets} "  # noqa: S608 - names are our own constants
        f"FROM json_to_recordset(%s::json) AS v(id bigint, {kinds}) "
        # By primary key: "+ 0" keeps the planner, which takes the rows of a batch for
        # few, from comparing each of them with each value.
        f"WHERE m.id = v.id AND m.batch_id + 0 = %s "
        f"AND m.state = '{State.SUBMITTING.value}'"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [values, batch_id])
        return int(cursor.rowcount)
