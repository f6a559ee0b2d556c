"""Senders and countries that calls gave to an account or took from it.

What an account was given at the start stands in its row; a reset takes these changes
back with everything else that calls have made.
"""

from collections.abc import Iterable
from sqlite3 import Connection

SENDERS, COUNTRIES = "senders", "countries"

Changes = dict[tuple[int, str], dict[str, bool]]
"""By account and kind: each name that was given (True) or taken (False)."""


def give(db: Connection, account_id: int, kind: str, names: Iterable[str]) -> None:
    """Let an account use some senders, or send to some countries."""
    _note(db, account_id, kind, names, is_given=True)


def take(db: Connection, account_id: int, kind: str, names: Iterable[str]) -> None:
    """Let an account use some senders, or send to some countries, no longer."""
    _note(db, account_id, kind, names, is_given=False)


def _note(
    db: Connection, account_id: int, kind: str, names: Iterable[str], *, is_given: bool
) -> None:
    db.executemany(
        "INSERT OR REPLACE INTO changed_rights (account, kind, name, is_given) "
        "VALUES (?, ?, ?, ?)",
        [(account_id, kind, name, is_given) for name in names],
    )


def forget(db: Connection, account_id: int, kinds: Iterable[str]) -> None:
    """Forget what was changed, as the account is given a new set."""
    db.executemany(
        "DELETE FROM changed_rights WHERE account = ? AND kind = ?",
        [(account_id, kind) for kind in kinds],
    )


def read_changes(db: Connection) -> Changes:
    """Return every change."""
    changes: Changes = {}
    for row in db.execute("SELECT * FROM changed_rights"):
        key = (row["account"], row["kind"])
        changes.setdefault(key, {})[row["name"]] = bool(row["is_given"])
    return changes


def changed(given: frozenset[str], changes: dict[str, bool]) -> frozenset[str]:
    """Return what is left of a set, and what has joined it."""
    kept = {name for name in given if changes.get(name, True)}
    return frozenset(kept | {name for name, is_given in changes.items() if is_given})
