"""Delivery receipts: made when they fall due, pushed by rule, or polled for."""

import random
import time
import uuid
from dataclasses import dataclass, field
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import Answer, Page, bad_request, not_found, ok
from clicksendhub.sandbox.magic import ERRORS, FATES, ORDINARY, Step
from clicksendhub.sandbox.push import enqueue
from clicksendhub.sandbox.reading import read_object
from clicksendhub.sandbox.rules import Target, is_http, receipt_targets
from clicksendhub.sandbox.state import Call, Calls, Sandbox

BATCH = 250
REPLY_AFTER_SECONDS = 3.0
UNORDERED_BY_SECONDS = 6.0
LEAST_DISORDER_SECONDS = 0.3
STATUS_OF_CODE = {200: "Sent", 201: "Completed", 300: "Sent", 301: "Failed"}


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt of one text."""

    account: Account
    message_id: str
    reference: str
    sent_at: int
    at: int
    step: Step

    @property
    def error_text(self) -> str | None:
        """Return the words of the error, if it has one."""
        return ERRORS[self.step.error_code] if self.step.error_code else None

    def pushed(self) -> dict[str, Any]:
        """Return the keys of a pushed receipt."""
        return {
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
            "message_type": "sms",
        }

    def store(self, db: Connection, *, visible_at: float, unread: bool) -> None:
        """Keep the receipt, for those who poll or ask for it."""
        db.execute(
            "INSERT INTO receipts (account, message_id, timestamp_send, timestamp, "
            "status_code, status_text, error_code, error_text, reference, visible_at, "
            "unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ),
        )


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of making receipts: one transaction, one moment."""

    sandbox: Sandbox
    db: Connection
    now: float
    known_targets: dict[tuple[int, int], list[Target]] = field(default_factory=dict)

    def targets(self, receipt: Receipt) -> list[Target]:
        """Return where a receipt goes; the rules are read once a turn."""
        key = (receipt.account.id, receipt.step.status_code)
        if key not in self.known_targets:
            self.known_targets[key] = receipt_targets(self.sandbox, *key)
        return self.known_targets[key]


def make_due(sandbox: Sandbox) -> int:
    """Make the receipts that are due, a limited number at once; return how many."""
    now = time.time()
    if not sandbox.store.row("SELECT 1 FROM ledger WHERE due_at <= ? LIMIT 1", (now,)):
        return 0
    with sandbox.store.write() as db:
        rows = db.execute(
            "SELECT * FROM ledger WHERE due_at <= ? ORDER BY due_at LIMIT ?",
            (now, BATCH),
        ).fetchall()
        turn = Round(sandbox, db, now)
        for row in rows:
            _advance(turn, row)
    return len(rows)


def _advance(turn: Round, row: Row) -> None:
    fate = FATES.get(row["fate"], ORDINARY)
    step = fate.steps[row["step"]]
    receipt = Receipt(
        account=turn.sandbox.accounts.by_id(row["account"]),
        message_id=row["message_id"],
        reference=row["reference"],
        sent_at=row["schedule"],
        at=int(turn.now),
        step=step,
    )
    is_last = row["step"] + 1 == len(fate.steps)
    _hand_out(turn, receipt, is_last=is_last)
    due = None
    if not is_last:
        delay = fate.steps[row["step"] + 1].after_seconds
        # Spread only, nothing secret.
        spread = random.uniform(0.5, 1.5)  # noqa: S311
        due = turn.now + delay * spread * turn.sandbox.settings.speed
    elif fate.reply:
        _owe_reply(turn, row["message_id"], fate.reply)
    turn.db.execute(
        "UPDATE ledger SET step = step + 1, due_at = ?, status = ?, status_code = ?, "
        "status_text = ?, error_code = ?, error_text = ? WHERE seq = ?",
        (
            due,
            STATUS_OF_CODE[step.status_code],
            step.status_code,
            step.text,
            step.error_code,
            receipt.error_text,
            row["seq"],
        ),
    )


def _owe_reply(turn: Round, message_id: str, body: str) -> None:
    due = turn.now + REPLY_AFTER_SECONDS * turn.sandbox.settings.speed
    turn.db.execute(
        "INSERT INTO coming_replies (due_at, message_id, body) VALUES (?, ?, ?)",
        (due, message_id, body),
    )


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
        _deliver(turn.db, receipt, turn.targets(receipt), when=when)


def _deliver(
    db: Connection, receipt: Receipt, targets: list[Target], *, when: float
) -> None:
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


def list_unread(call: Call) -> Answer:
    """Answer `GET /sms/receipts`."""
    page = Page.asked(call.request.query)
    values = (call.account.id, time.time())
    where = "FROM receipts WHERE account=? AND unread=1 AND visible_at <= ?"
    total = call.sandbox.store.count(f"SELECT count(*) {where}", values)
    rows = call.sandbox.store.rows(
        f"SELECT * {where} ORDER BY visible_at, id LIMIT ? OFFSET ?",
        (*values, page.limit, page.offset),
    )
    shown = [_shown(row, call.account) for row in rows]
    return ok(page.envelope(shown, total=total), "Here are your data.")


def show(call: Call) -> Answer:
    """Answer `GET /sms/receipts/{message_id}`: the latest receipt."""
    row = call.sandbox.store.row(
        "SELECT * FROM receipts WHERE account=? AND message_id=? AND visible_at <= ? "
        "ORDER BY visible_at DESC, id DESC LIMIT 1",
        (call.account.id, call.params["message_id"].upper(), time.time()),
    )
    if row is None:
        raise not_found("Receipt record not found.")
    return ok(_shown(row, call.account), "Here is your data.")


def mark_read(call: Call) -> Answer:
    """Answer `PUT /sms/receipts-read`."""
    before = read_moment(call)
    with call.sandbox.store.write() as db:
        db.execute(
            "UPDATE receipts SET unread=0 WHERE account=? AND unread=1 "
            "AND visible_at <= ? AND timestamp <= ?",
            (call.account.id, time.time(), before),
        )
    return ok(None, "Message delivery receipts has been marked as read.")


def read_moment(call: Call) -> float:
    """Return `date_before` of a call; with none, everything until now."""
    value = read_object(call).get("date_before")
    if value in (None, "", 0):
        return float("inf")
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise bad_request(
            "Invalid input.", {"date_before": "date_before is not a timestamp."}
        ) from error


def make_test(call: Call) -> Answer:
    """Answer `POST /sms/receipts`: an invented receipt to a URL or to the queue."""
    url = str(read_object(call).get("url") or "")
    if url != "poll" and not is_http(url):
        raise bad_request("Invalid input.", {"url": "url is required."})
    now = time.time()
    receipt = Receipt(
        account=call.account,
        message_id=str(uuid.uuid4()).upper(),
        reference="test",
        sent_at=int(now) - 5,
        at=int(now),
        step=Step(201, None, 0),
    )
    target = Target("POLL" if url == "poll" else "URL", url, "post")
    with call.sandbox.store.write() as db:
        _deliver(db, receipt, [target], when=now)
        row = db.execute("SELECT * FROM receipts ORDER BY id DESC LIMIT 1").fetchone()
    call.sandbox.wake.set()
    return ok(_shown(row, call.account), "Test delivery receipt has been sent.")


def _shown(row: Row, account: Account) -> dict[str, Any]:
    return {
        "timestamp_send": row["timestamp_send"],
        "timestamp": row["timestamp"],
        "message_id": row["message_id"],
        "status_code": row["status_code"],
        "status_text": row["status_text"],
        "error_code": row["error_code"],
        "error_text": row["error_text"],
        "custom_string": row["reference"],
        "subaccount_id": account.subaccount_id,
        "message_type": "sms",
    }


CALLS: Calls = (
    ("GET", "/sms/receipts", list_unread),
    ("POST", "/sms/receipts", make_test),
    ("PUT", "/sms/receipts-read", mark_read),
    ("GET", "/sms/receipts/{message_id}", show),
)
