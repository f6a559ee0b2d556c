"""The keys that are pressed while a call asks for one, as its entry holds them."""

import json
from sqlite3 import Connection, Row

from clicksendhub.sandbox.magic import Fate

KEYS = frozenset("0123456789*#")
MOST_KEYS = 8


def is_asked_for(row: Row) -> bool:
    """Tell whether a call asked for a key."""
    return bool(json.loads(row["details"])["require_input"])


def pressed_in(row: Row) -> str:
    """Return the keys that were pressed in a call, if any."""
    return str(json.loads(row["details"])["digits"])


def keys_for(row: Row, fate: Fate) -> str:
    """Return the keys that a receipt carries; none unless a call asked for one."""
    if row["channel"] != "voice" or not is_asked_for(row):
        return ""
    return pressed_in(row) or fate.key


def note(db: Connection, row: Row, keys: str) -> None:
    """Keep with a call which keys were pressed."""
    details = json.loads(row["details"]) | {"digits": keys}
    db.execute(
        "UPDATE ledger SET details=? WHERE seq=?", (json.dumps(details), row["seq"])
    )
