"""The database's clock: the one by which leases, looks and the call budget are kept.

Machines differ in their clocks; the database is what all of them share.
"""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection


def db_now() -> datetime:
    """The time by the database's clock, aware, in UTC, with at least milliseconds."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment.astimezone(UTC)


def clock_expression() -> str:
    """The same time inside a statement that has parameters, as its columns hold it."""
    if connection.vendor == "sqlite":
        # Columns hold six digits after the point, as text; SQLite knows three.
        return "strftime('%%Y-%%m-%%d %%H:%%M:%%f000', 'now')"
    # Not clock_timestamp(): it changes within a statement, so no index serves it.
    return "statement_timestamp()"
