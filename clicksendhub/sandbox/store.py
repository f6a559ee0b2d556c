"""The sandbox's own SQLite file: its schema and its one connection."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SCHEMA = Path(__file__).parent / "schema"

# Columns that came later, for a file that an earlier version wrote.
ADDED_COLUMNS = (
    ("accounts", "parent", "INTEGER"),
    ("accounts", "profile", "TEXT NOT NULL DEFAULT '{}'"),
    ("contact_imports", "position", "INTEGER NOT NULL DEFAULT 0"),
    ("documents", "is_portrait", "INTEGER NOT NULL DEFAULT 1"),
    ("ledger", "channel", "TEXT NOT NULL DEFAULT 'sms'"),
    ("ledger", "details", "TEXT NOT NULL DEFAULT '{}'"),
    ("rejected", "channel", "TEXT NOT NULL DEFAULT 'sms'"),
    ("receipts", "channel", "TEXT NOT NULL DEFAULT 'sms'"),
    ("receipts", "digits", "TEXT NOT NULL DEFAULT ''"),
)
# What a reset keeps, or is asked about.
KEPT_TABLES = frozenset({"accounts", "rules"})


Values = Sequence[object] | Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Steps:
    begin: str
    end: str
    undo: tuple[str, ...]


_WHOLE = _Steps("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_PART = _Steps("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))


class Store:
    """One connection behind one lock; every write is one short transaction."""

    def __init__(self, path: str | Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(
            str(path), check_same_thread=False, isolation_level=None
        )
        self._db.row_factory = sqlite3.Row
        # SQLite's own lower() knows no letter outside ASCII.
        self._db.create_function("casefold", 1, str.casefold, deterministic=True)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.execute("PRAGMA cache_size = -65536")
        self._db.executescript(f"BEGIN; {_schema()} COMMIT;")
        self._add_columns()
        # What a killed process had in its hands is waiting again.
        self._db.execute("UPDATE pushes SET state = 'waiting' WHERE state = 'taken'")

    def work_tables(self) -> tuple[str, ...]:
        """Return the tables that hold what calls have made, rules apart."""
        rows = self.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' "
            "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
        )
        return tuple(row["name"] for row in rows if row["name"] not in KEPT_TABLES)

    def _add_columns(self) -> None:
        for table, column, kind in ADDED_COLUMNS:
            known = self._db.execute(f"PRAGMA table_info({table})").fetchall()
            if column not in {row["name"] for row in known}:
                self._db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside a transaction that commits at the end.

        Within another one it is a part of that, undone alone when it fails alone.
        """
        with self._lock:
            steps = _PART if self._db.in_transaction else _WHOLE
            self._db.execute(steps.begin)
            try:
                yield self._db
            except BaseException:
                for undoing in steps.undo:
                    self._db.execute(undoing)
                raise
            self._db.execute(steps.end)

    def rows(self, sql: str, values: Values = ()) -> list[sqlite3.Row]:
        """Return every row of a question."""
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> sqlite3.Row | None:
        """Return the first row of a question, if any."""
        with self._lock:
            found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
            return found

    def count(self, sql: str, values: Values = ()) -> int:
        """Return the number in the first column of the first row."""
        found = self.row(sql, values)
        return int(found[0] or 0) if found else 0

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def _schema() -> str:
    """Return the whole schema; each part of the API has a file of its own."""
    return "".join(
        path.read_text(encoding="utf-8") for path in sorted(SCHEMA.glob("*.sql"))
    )
