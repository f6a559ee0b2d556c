"""What was accepted, in order, what was rejected, and which calls were made."""

import itertools
import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox.store import Store

KEPT_CALLS = 200_000

LEDGER_COLUMNS = (
    "at, account, call, message_id, reference, recipient, sender, body, parts, price, "
    "country, carrier, schedule, from_email, status, status_code, fate, due_at, "
    "channel, details"
)
_MARKS = ", ".join("?" for _ in LEDGER_COLUMNS.split(","))
# The columns are the constant above.
INSERT_ACCEPTED = f"INSERT INTO ledger ({LEDGER_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608
INSERT_REJECTED = (
    "INSERT INTO rejected (at, account, call, message_id, reference, recipient, "
    "sender, body, status, channel) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def write_accepted(db: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write accepted messages in the order of the call."""
    db.executemany(INSERT_ACCEPTED, rows)


def write_rejected(db: Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write rejected messages apart from the ledger."""
    db.executemany(INSERT_REJECTED, rows)


def accepted(
    store: Store, *, after: int = 0, limit: int | None = None
) -> list[dict[str, Any]]:
    """Return what was accepted after an entry, oldest first."""
    rows = store.rows(
        "SELECT l.*, a.username FROM ledger l JOIN accounts a ON a.id = l.account "
        "WHERE seq > ? ORDER BY seq LIMIT ?",
        (after, -1 if limit is None else limit),
    )
    paid = ("price", "parts", "schedule", "status_code")
    return [
        {"seq": row["seq"], **_told(row), **{name: row[name] for name in paid}}
        for row in rows
    ]


def rejected(
    store: Store, *, after: int = 0, limit: int | None = None
) -> list[dict[str, Any]]:
    """Return what was rejected after an entry, oldest first."""
    rows = store.rows(
        "SELECT r.*, a.username FROM rejected r JOIN accounts a ON a.id = r.account "
        "WHERE r.id > ? ORDER BY r.id LIMIT ?",
        (after, -1 if limit is None else limit),
    )
    return [{"seq": row["id"], **_told(row)} for row in rows]


def _told(row: Row) -> dict[str, Any]:
    return {
        "at": row["at"],
        "account": row["username"],
        "reference": row["reference"],
        "to": row["recipient"],
        "from": row["sender"],
        "body": row["body"],
        "message_id": row["message_id"],
        "call": row["call"],
        "status": row["status"],
    }


@dataclass(slots=True)
class CallEntry:
    """One call to the API. Status 0: it was never answered."""

    id: str
    at: float
    method: str
    path: str
    status: int = 0
    milliseconds: float = 0.0
    messages: int = 0

    def as_dict(self) -> dict[str, Any]:
        """Return the call as the log shows it."""
        return {
            "id": self.id,
            "at": self.at,
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "ms": round(self.milliseconds, 3),
            "messages": self.messages,
        }


class CallLog:
    """The latest calls, by path template, in memory; a restart begins it afresh."""

    def __init__(self) -> None:
        self._calls: deque[CallEntry] = deque(maxlen=KEPT_CALLS)
        self._lock = threading.Lock()
        # Calls of two runs on one file never share an id.
        self._prefix = f"{time.time_ns():x}"
        self._numbers = itertools.count(1)

    def begin(self, method: str, path: str) -> CallEntry:
        """Note a call as it arrives."""
        call_id = f"{self._prefix}-{next(self._numbers)}"
        entry = CallEntry(call_id, time.time(), method, path)
        with self._lock:
            self._calls.append(entry)
        return entry

    def since(self, moment: float) -> list[CallEntry]:
        """Return the calls that arrived after a moment, newest first."""
        with self._lock:
            return list(
                itertools.takewhile(
                    lambda entry: entry.at > moment, reversed(self._calls)
                )
            )

    def all(self) -> list[CallEntry]:
        """Return every call that is kept, oldest first."""
        with self._lock:
            return list(self._calls)

    def clear(self) -> None:
        """Forget every call."""
        with self._lock:
            self._calls.clear()
