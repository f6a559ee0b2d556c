"""Delivery receipts, made when they fall due, and pushed or kept as rules say."""

import random
import time
from dataclasses import dataclass, field
from functools import partial
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox import keypress
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.due import each
from clicksendhub.sandbox.magic import ERRORS, FATES, ORDINARY, Step
from clicksendhub.sandbox.push import enqueue
from clicksendhub.sandbox.rules import Target, receipt_targets
from clicksendhub.sandbox.state import Sandbox
from clicksendhub.sandbox.words import WORDS

BATCH = 250
REPLY_AFTER_SECONDS = 3.0
UNORDERED_BY_SECONDS = 6.0
LEAST_DISORDER_SECONDS = 0.3
ANSWERED_IN_WRITING = frozenset({"sms", "mms"})


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt of one message."""

    channel: str
    account: Account
    message_id: str
    reference: str
    sent_at: int
    at: int
    step: Step
    digits: str = ""

    @property
    def error_text(self) -> str | None:
        """Return the words of the error, if it has one."""
        return ERRORS[self.step.error_code] if self.step.error_code else None

    def pushed(self) -> dict[str, Any]:
        """Return the keys of a pushed receipt."""
        fields = {
            "timestamp_send": self.sent_at,
            "timestamp": self.at,
            "message_id": self.message_id,
            "messageid": self.message_id,
            "status": "Delivered" if self.step.status_code < 300 else "Undelivered",
            "status_code": self.step.status_code,
            "status_text": self.step.text,
            "error_code": self.step.error_code,
            "error_text": self.error_text,
            "custom_string": self.reference,
            "customstring": self.reference,
            "user_id": self.account.user_id,
            "subaccount_id": self.account.subaccount_id,
            "message_type": self.channel,
        }
        return fields | {"digits": self.digits} if self.channel == "voice" else fields

    def store(self, db: Connection, *, visible_at: float, unread: bool) -> None:
        """Keep the receipt, for those who poll or ask for it."""
        db.execute(
            "INSERT INTO receipts (account, message_id, timestamp_send, timestamp, "
            "status_code, status_text, error_code, error_text, reference, visible_at, "
            "unread, channel, digits) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.account.id,
                self.message_id,
                self.sent_at,
                self.at,
                self.step.status_code,
                self.step.text,
                self.step.error_code,
                self.error_text,
                self.reference,
                visible_at,
                unread,
                self.channel,
                self.digits,
            ),
        )


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of making receipts: one transaction, one moment."""

    sandbox: Sandbox
    db: Connection
    now: float
    known_targets: dict[tuple[int, str, int], list[Target]] = field(
        default_factory=dict
    )

    def targets(self, receipt: Receipt) -> list[Target]:
        """Return where a receipt goes; the rules are read once a turn."""
        account_id, code = receipt.account.id, receipt.step.status_code
        key = (account_id, receipt.channel, code)
        if key not in self.known_targets:
            self.known_targets[key] = receipt_targets(
                self.sandbox, account_id, channel=receipt.channel, code=code
            )
        return self.known_targets[key]


NEVER_AGAIN = "UPDATE ledger SET due_at = NULL WHERE seq = ?"
# What post waits for is no receipt.
_DUE = "FROM ledger WHERE due_at <= ? AND channel IN ('sms', 'mms', 'voice', 'fax')"


def make_due(sandbox: Sandbox) -> int:
    """Make the receipts that are due, a limited number at once; return how many."""
    now = time.time()
    if not sandbox.store.row(f"SELECT 1 {_DUE} LIMIT 1", (now,)):
        return 0
    with sandbox.store.write() as db:
        rows = db.execute(
            f"SELECT * {_DUE} ORDER BY due_at LIMIT ?", (now, BATCH)
        ).fetchall()
        turn = Round(sandbox, db, now)
        each(sandbox.store, rows, partial(_advance, turn), set_aside=NEVER_AGAIN)
    return len(rows)


def _advance(turn: Round, row: Row) -> None:
    with turn.sandbox.store.write():
        _advance_by_a_step(turn, row)


def _advance_by_a_step(turn: Round, row: Row) -> None:
    fate = FATES.get(row["fate"], ORDINARY)
    step = fate.steps[row["step"]]
    key = keypress.keys_for(row, fate) if step.status_code == 201 else ""
    receipt = Receipt(
        channel=row["channel"],
        account=turn.sandbox.accounts.by_id(row["account"]),
        message_id=row["message_id"],
        reference=row["reference"],
        sent_at=row["schedule"],
        at=int(turn.now),
        step=step,
        digits=key,
    )
    is_last = row["step"] + 1 == len(fate.steps)
    _hand_out(turn, receipt, is_last=is_last)
    due = None
    if not is_last:
        delay = fate.steps[row["step"] + 1].after_seconds
        # Spread only, nothing secret.
        spread = random.uniform(0.5, 1.5)  # noqa: S311
        due = turn.now + delay * spread * turn.sandbox.settings.speed
    elif fate.reply and row["channel"] in ANSWERED_IN_WRITING:
        _owe_reply(turn, row["message_id"], fate.reply)
    turn.db.execute(
        "UPDATE ledger SET step = step + 1, due_at = ?, status = ?, status_code = ?, "
        "status_text = ?, error_code = ?, error_text = ? WHERE seq = ?",
        (
            due,
            WORDS[row["channel"]].after(step.status_code),
            step.status_code,
            step.text,
            step.error_code,
            receipt.error_text,
            row["seq"],
        ),
    )
    if key:
        keypress.note(turn.db, row, key)


def _owe_reply(turn: Round, message_id: str, body: str) -> None:
    due = turn.now + REPLY_AFTER_SECONDS * turn.sandbox.settings.speed
    turn.db.execute(
        "INSERT INTO coming_replies (due_at, message_id, body) VALUES (?, ?, ?)",
        (due, message_id, body),
    )


def hand_out_now(sandbox: Sandbox, db: Connection, receipt: Receipt) -> None:
    """Hand out a receipt that was not waited for, as the faults let it."""
    _hand_out(Round(sandbox, db, time.time()), receipt, is_last=True)


def _hand_out(turn: Round, receipt: Receipt, *, is_last: bool) -> None:
    faults = turn.sandbox.faults
    if faults.strike_kind("receipts_lost"):
        return
    when = turn.now
    late = faults.strike_kind("receipts_late")
    if late:
        when += float(late.options["seconds"])
    if not is_last and faults.strike_kind("receipts_unordered"):
        by_speed = UNORDERED_BY_SECONDS * turn.sandbox.settings.speed
        when += max(by_speed, LEAST_DISORDER_SECONDS)
    copies = 2 if faults.strike_kind("receipts_doubled") else 1
    for _ in range(copies):
        deliver(turn.db, receipt, turn.targets(receipt), when=when)


def deliver(
    db: Connection, receipt: Receipt, targets: list[Target], *, when: float
) -> None:
    """Keep a receipt, and queue it for where the rules send it."""
    polled = any(target.action == "POLL" for target in targets)
    receipt.store(db, visible_at=when, unread=polled)
    for target in targets:
        if target.action == "URL":
            fields = receipt.pushed()
            enqueue(
                db,
                kind="receipt",
                url=target.url,
                encoding="post",
                fields=fields,
                due_at=when,
            )
