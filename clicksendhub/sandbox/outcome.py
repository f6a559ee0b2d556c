"""What came of a message: its receipts, its answers, and what was pushed about it."""

from sqlite3 import Row

from clicksendhub.sandbox.markup import Html, clock, table
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.tags import tag

SHOWN_PUSHES = 50


def receipts(sandbox: Sandbox, row: Row) -> Html:
    """Return the receipts that were made for it."""
    rows = sandbox.store.rows(
        "SELECT * FROM receipts WHERE message_id = ? ORDER BY visible_at, id",
        (row["message_id"],),
    )
    none = Html('<p class="quiet">No receipt was made for it so far.</p>')
    return table(
        ("Time", "Code", "Says", "Error", "Keys pressed", "Waits to be fetched"),
        (
            (
                clock(found["visible_at"]),
                found["status_code"],
                found["status_text"],
                _error(found),
                found["digits"] or "–",
                "Yes" if found["unread"] else "No",
            )
            for found in rows
        ),
        none=none,
    )


def _error(receipt: Row) -> str:
    if not receipt["error_code"]:
        return "–"
    return f"{receipt['error_code']}: {receipt['error_text'] or ''}".rstrip(": ")


def replies(sandbox: Sandbox, row: Row) -> Html:
    """Return what was answered to it."""
    rows = sandbox.store.rows(
        "SELECT at, body FROM inbound WHERE original_message_id = ? ORDER BY at, id",
        (row["message_id"],),
    )
    answers = ((clock(found["at"]), found["body"]) for found in rows)
    none = Html('<p class="quiet">Nobody answered it.</p>')
    return table(("Time", "Message"), answers, none=none)


def pushes(sandbox: Sandbox, row: Row) -> Html:
    """Return what was pushed about it; the address may hold a secret and stays out."""
    rows = sandbox.store.rows(
        "SELECT kind, state, attempts FROM pushes WHERE instr(fields, ?) "
        "ORDER BY id LIMIT ?",
        (row["message_id"], SHOWN_PUSHES),
    )
    told = (
        (found["kind"].capitalize(), tag(found["state"]), found["attempts"])
        for found in rows
    )
    none = Html('<p class="quiet">Nothing was pushed to an address.</p>')
    return table(("What", "State", "Tries"), told, none=none)
