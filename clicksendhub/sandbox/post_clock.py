"""How a letter or a postcard comes along: one state after the other, by the clock."""

import time
from functools import partial
from sqlite3 import Row

from clicksendhub.sandbox.due import each
from clicksendhub.sandbox.receipts import NEVER_AGAIN
from clicksendhub.sandbox.state import Sandbox

BATCH = 250
# What comes after each state, and how many seconds later.
NEXT = {
    "Scheduled": ("Queued", 0.0),
    "Queued": ("Queued:Stamped", 3.0),
    "Queued:Stamped": ("Waiting for production", 4.0),
    "Waiting for production": ("In production", 6.0),
    "In production": ("Sent", 8.0),
}
# A piece that is being printed cannot be held back.
WAITING = ("Scheduled", "Queued", "Queued:Stamped", "Waiting for production")
_DUE = "FROM ledger WHERE due_at <= ? AND channel IN ('letter', 'postcard')"


def due_after(status: str, *, now: float, speed: float) -> float | None:
    """Return when a piece in a state moves on; None when it has arrived."""
    following = NEXT.get(status)
    return now + following[1] * speed if following else None


def make_due(sandbox: Sandbox) -> int:
    """Move on what is due, a limited number at once; return how many."""
    now = time.time()
    if not sandbox.store.row(f"SELECT 1 {_DUE} LIMIT 1", (now,)):
        return 0
    with sandbox.store.write() as db:
        rows = db.execute(
            f"SELECT seq, status {_DUE} ORDER BY due_at LIMIT ?", (now, BATCH)
        ).fetchall()
        move = partial(_move, sandbox, now=now)
        each(sandbox.store, rows, move, set_aside=NEVER_AGAIN)
    return len(rows)


def _move(sandbox: Sandbox, row: Row, *, now: float) -> None:
    status = NEXT[row["status"]][0]
    due_at = due_after(status, now=now, speed=sandbox.settings.speed)
    with sandbox.store.write() as db:
        db.execute(
            "UPDATE ledger SET status = ?, due_at = ? WHERE seq = ?",
            (status, due_at, row["seq"]),
        )
