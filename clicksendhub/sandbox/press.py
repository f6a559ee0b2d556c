"""A person presses keys on the phone that a spoken text rang."""

import time
from sqlite3 import Row

from clicksendhub.sandbox import keypress
from clicksendhub.sandbox.magic import Step
from clicksendhub.sandbox.receipts import Receipt, hand_out_now
from clicksendhub.sandbox.state import Sandbox


class CannotPress(Exception):
    """No key can be pressed in this call; the text says why."""


def press(sandbox: Sandbox, *, message_id: str, keys: str) -> None:
    """Answer a call with keys; a receipt that was made already comes again."""
    now = time.time()
    with sandbox.store.write() as db:
        row: Row | None = db.execute(
            "SELECT * FROM ledger WHERE channel='voice' AND message_id=?",
            (message_id.upper(),),
        ).fetchone()
        if row is None:
            raise CannotPress("There is no such call.")
        _check(row, keys, now=now)
        keypress.note(db, row, keys)
        # Before the receipt 201, the one that is coming carries the keys.
        if row["status_code"] == 201:
            hand_out_now(sandbox, db, _receipt(sandbox, row, keys, now=now))
    sandbox.wake.set()


def _check(row: Row, keys: str, *, now: float) -> None:
    if not keys or len(keys) > keypress.MOST_KEYS or set(keys) - keypress.KEYS:
        raise CannotPress("A key is a digit, * or #; press up to eight of them.")
    if not keypress.is_asked_for(row):
        raise CannotPress("This call did not ask for a key.")
    if row["schedule"] > now or row["status"] == "Cancelled":
        raise CannotPress("This call was not made.")
    if row["status"] == "Failed":
        raise CannotPress("Nobody answered this call.")
    if keypress.pressed_in(row):
        raise CannotPress("A key was pressed in this call already.")


def _receipt(sandbox: Sandbox, row: Row, keys: str, *, now: float) -> Receipt:
    return Receipt(
        channel="voice",
        account=sandbox.accounts.by_id(row["account"]),
        message_id=row["message_id"],
        reference=row["reference"],
        sent_at=row["schedule"],
        at=int(now),
        step=Step(201, None, 0),
        digits=keys,
    )
