"""Writes many contacts by few statements.

SQLite writes out its index of trigrams at each statement, so a row is never one of its
own (docs/decisions/021); PostgreSQL is fastest by COPY. Figures: docs/explanation/
imports.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Field

from contacts.folding import name_key_of, search_of
from contacts.imports.planned import Planned
from contacts.models import Change, Contact, ContactList
from contacts.values import COLUMNS

_TABLE: Final = Contact._meta.db_table
_DERIVED: Final = ("name_key", "search")
_SAME_FOR_ALL: Final = (
    *("account_id", "contact_list_id", "born_in_id", "version"),
    *("created_at", "updated_at", "goes_out", "time_zone"),
)
_INSERTED: Final = (*COLUMNS, "key", *_DERIVED, *_SAME_FOR_ALL)
_NAMED: Final = tuple(name for name in COLUMNS if name != "extra")
# Below the 32,766 parameters that any SQLite takes; more rows at once gain nothing.
_MOST_PARAMETERS: Final = 30_000
_MOST_ROWS: Final = 500


def write_new(
    people: Sequence[Planned], *, of_list: ContactList, change: Change, now: datetime
) -> None:
    """Make people of a list who were not in it."""
    if not people:
        return
    same = (
        *(of_list.account_id, of_list.pk, change.pk, 1),
        *(_moment(now), _moment(now), of_list.keeps_in_step, ""),
    )
    rows = [(*_columns_of(planned), *same) for planned in people]
    if connection.vendor == "postgresql":
        _copy(rows)
    else:
        _insert(rows)


def write_anew(rows: Sequence[Contact], names: Sequence[str]) -> None:
    """Write these columns of rows that are there, by one statement for many."""
    if not rows:
        return
    fields = [_field(name) for name in names]
    most = min(_MOST_ROWS, _MOST_PARAMETERS // (len(fields) + 1))
    for start in range(0, len(rows), most):
        _update(rows[start : start + most], fields)


def _columns_of(planned: Planned) -> tuple[Any, ...]:
    """What ``services.writing.fill`` gives a row, as the database takes it."""
    details = planned.details
    return (
        *[getattr(details, name) for name in _NAMED],
        json.dumps(dict(details.extra)),
        planned.key,
        name_key_of(details),
        search_of(details),
    )


def _moment(now: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(now)


def _insert(rows: Sequence[tuple[Any, ...]]) -> None:
    one = f"({', '.join(['%s'] * len(_INSERTED))})"
    begin = f"INSERT INTO {_TABLE} ({_quoted(_INSERTED)}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _MOST_ROWS):
            some = rows[start : start + _MOST_ROWS]
            values = [value for row in some for value in row]
            cursor.execute(begin + ", ".join([one] * len(some)), values)


def _copy(rows: Sequence[tuple[Any, ...]]) -> None:
    statement = f"COPY {_TABLE} ({_quoted(_INSERTED)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _update(rows: Sequence[Contact], fields: Sequence[Field[Any, Any]]) -> None:
    names = ["id", *(str(field.column) for field in fields)]
    one = f"({', '.join(['%s'] * len(names))})"
    written = ", ".join(f'"{field.column}" = {_cast(field)}' for field in fields)
    statement = (
        f"WITH written ({_quoted(names)}) AS (VALUES {', '.join([one] * len(rows))}) "  # noqa: S608
        f"UPDATE {_TABLE} SET {written} FROM written "
        f"WHERE {_TABLE}.id = {_cast(_field('id'))}"
    )
    values = [value for row in rows for value in _values_of(row, fields)]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _values_of(row: Contact, fields: Sequence[Field[Any, Any]]) -> Iterator[Any]:
    yield row.pk
    for field in fields:
        yield field.get_db_prep_save(getattr(row, field.attname), connection)


def _cast(field: Field[Any, Any]) -> str:
    """PostgreSQL takes a list of values for texts unless it is told."""
    column = f'written."{field.column}"'
    if connection.vendor != "postgresql":
        return column
    return f"{column}::{field.cast_db_type(connection)}"


def _field(name: str) -> Field[Any, Any]:
    found: Field[Any, Any] = Contact._meta.get_field(name)  # type: ignore[assignment]
    return found


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
