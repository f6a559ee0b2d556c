"""What SQLite knows of its tables: without it, each search guesses which index is best.

PostgreSQL keeps such statistics by itself.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

# So many rows of each index are looked at: milliseconds, however large the tables are.
_ROWS_LOOKED_AT: Final = 1_000


def refresh() -> None:
    """Look at the tables anew: each day, and after many rows were written at once."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
