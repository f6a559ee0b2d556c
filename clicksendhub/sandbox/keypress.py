"""The key that a person presses while a spoken text asks for one."""

import json
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox.magic import Fate

KEYS = frozenset("0123456789*#")
MOST_KEYS = 8


def pressed(row: Row, fate: Fate) -> str:
    """Return the keys that a call's receipt carries; none unless it asked."""
    if row["channel"] != "voice":
        return ""
    details: dict[str, Any] = json.loads(row["details"])
    if not details["require_input"]:
        return ""
    return str(details["digits"] or fate.key)


def note(db: Connection, row: Row, keys: str) -> None:
    """Keep with a call which keys were pressed."""
    details = json.loads(row["details"]) | {"digits": keys}
    db.execute(
        "UPDATE ledger SET details=? WHERE seq=?", (json.dumps(details), row["seq"])
    )
