"""Sending, pricing and cancelling texts."""

import random
import time
from decimal import Decimal
from sqlite3 import Connection
from typing import Any

from clicksendhub.sandbox import ledger
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import (
    Answer,
    Refused,
    bad_request,
    not_found,
    ok,
    wrong_type,
)
from clicksendhub.sandbox.judge import SUCCESS, Verdict, judge, message_ids
from clicksendhub.sandbox.magic import FATES, TEST
from clicksendhub.sandbox.reading import read_object
from clicksendhub.sandbox.shapes import messages_of, priced, summary, totals
from clicksendhub.sandbox.state import Call, Calls

MAXIMUM_MESSAGES = 1000
QUEUED = "Messages queued for delivery."
# What only an attempt to send can meet; a price is given all the same.
ONLY_WHEN_SENDING = frozenset(
    {"INSUFFICIENT_CREDIT", "THROTTLED", "ACCOUNT_NOT_ACTIVATED"}
    | {fate.status for fate in FATES.values() if fate.code.startswith("5")}
)


def send(call: Call) -> Answer:
    """Answer `POST /sms/send`: judge every message, record them in one go."""
    now = time.time()
    verdicts = _judge_all(call, now=now)
    sandbox = call.sandbox
    with sandbox.sending:
        _throttle(call, verdicts, now=now)
        with sandbox.store.write() as db:
            for verdict in _charge(db, call.account, verdicts):
                sandbox.throttle.forget(call.account.id, verdict.to, verdict.body)
            _record(db, call, verdicts, now=now)
    sandbox.wake.set()
    return ok(
        {
            **totals(verdicts),
            "messages": messages_of(verdicts, call.account, date=int(now)),
            "_currency": call.account.currency_fields,
        },
        QUEUED,
    )


def price(call: Call) -> Answer:
    """Answer `POST /sms/price`: the same judgement; nothing is kept or charged."""
    verdicts = _judge_all(call, now=time.time())
    for verdict in verdicts:
        if verdict.status in ONLY_WHEN_SENDING:
            verdict.status = SUCCESS
    return ok(
        {
            **totals(verdicts),
            "messages": [priced(verdict) for verdict in verdicts],
            "_currency": call.account.currency_fields,
            "_summary": summary(verdicts),
        },
        "Here is some pricing.",
    )


def cancel(call: Call) -> Answer:
    """Answer `PUT /sms/{message_id}/cancel`."""
    message_id = call.params["message_id"].upper()
    count = _cancel(call, "AND message_id = ?", (message_id,))
    if not count:
        raise not_found("Record not found.")
    return ok(None, "Scheduled sms message has been cancelled.")


def cancel_all(call: Call) -> Answer:
    """Answer `PUT /sms/cancel-all`; with no `custom_string`, everything scheduled."""
    body = read_object(call)
    reference = body.get("custom_string")
    if reference in (None, ""):
        count = _cancel(call, "", ())
    else:
        count = _cancel(call, "AND reference = ?", (str(reference),))
    return ok({"count": count}, "Scheduled sms messages have been cancelled.")


def _judge_all(call: Call, *, now: float) -> list[Verdict]:
    messages = read_object(call).get("messages")
    if messages in (None, [], {}):
        raise bad_request("Invalid input.", {"messages": "messages is required."})
    if not isinstance(messages, list):
        raise wrong_type("Invalid argument supplied for foreach()")
    call.entry.messages = len(messages)
    if len(messages) > MAXIMUM_MESSAGES:
        raise Refused(
            Answer(
                400,
                "TOO_MANY_RECIPIENTS",
                f"At most {MAXIMUM_MESSAGES} messages may go in one call.",
            )
        )
    ids = message_ids(len(messages))
    magic = call.sandbox.settings.magic
    return [
        judge(raw, message_id=next(ids), account=call.account, now=now, magic=magic)
        for raw in messages
    ]


def _throttle(call: Call, verdicts: list[Verdict], *, now: float) -> None:
    seconds = call.sandbox.settings.throttle_seconds
    throttle, account_id = call.sandbox.throttle, call.account.id
    throttle.sweep(now=now, seconds=seconds)
    for verdict in verdicts:
        if verdict.is_recorded and throttle.repeats(
            account_id, verdict.to, verdict.body, now=now, seconds=seconds
        ):
            verdict.status = "THROTTLED"


def _charge(db: Connection, account: Account, verdicts: list[Verdict]) -> list[Verdict]:
    """Take the price of each from the balance; return those it was too small for."""
    unpaid = []
    row = db.execute("SELECT balance FROM accounts WHERE id=?", (account.id,))
    balance = left = Decimal(row.fetchone()["balance"])
    for verdict in verdicts:
        if not verdict.is_recorded:
            continue
        if verdict.price > left:
            verdict.status = "INSUFFICIENT_CREDIT"
            unpaid.append(verdict)
        else:
            left -= verdict.price
    if left != balance:
        db.execute("UPDATE accounts SET balance=? WHERE id=?", (str(left), account.id))
    return unpaid


def _record(db: Connection, call: Call, verdicts: list[Verdict], *, now: float) -> None:
    account, call_id = call.account.id, call.entry.id
    settings = call.sandbox.settings
    speed = settings.speed
    # Spread only so that not all receipts fall due at one moment.
    spread = random.Random(now).random  # noqa: S311
    accepted, rejected = [], []
    for verdict in verdicts:
        common = (verdict.message_id, verdict.reference, verdict.to, verdict.sender)
        start = (now, account, call_id, *common, verdict.body)
        if not verdict.is_recorded:
            rejected.append((*start, verdict.status))
            continue
        due = None
        if settings.receipts and verdict.fate.steps:
            delay = verdict.fate.steps[0].after_seconds * (0.5 + spread()) * speed
            due = max(verdict.schedule, now) + delay
        status = _first_status(verdict, now=now, has_receipt=due is not None)
        accepted.append((*start, *_outcome(verdict, status), due))
    ledger.write_accepted(db, accepted)
    ledger.write_rejected(db, rejected)


def _first_status(verdict: Verdict, *, now: float, has_receipt: bool) -> str:
    if verdict.fate is TEST:
        return "Completed"
    if verdict.schedule > now:
        return "Scheduled"
    return "Queued" if has_receipt else "Sent"


def _outcome(verdict: Verdict, status: str) -> tuple[Any, ...]:
    return (
        verdict.parts,
        f"{verdict.price:.4f}",
        verdict.country,
        verdict.carrier,
        verdict.schedule,
        verdict.from_email,
        status,
        None,
        verdict.fate.code,
    )


def _cancel(call: Call, condition: str, values: tuple[str, ...]) -> int:
    with call.sandbox.store.write() as db:
        done = db.execute(
            # The condition is one of this module's constants.
            "UPDATE ledger SET status='Cancelled', due_at=NULL "  # noqa: S608
            "WHERE account=? AND status='Scheduled' AND schedule > ? " + condition,
            (call.account.id, time.time(), *values),
        )
        return done.rowcount


CALLS: Calls = (
    ("POST", "/sms/send", send),
    ("POST", "/sms/price", price),
    ("PUT", "/sms/cancel-all", cancel_all),
    ("PUT", "/sms/{message_id}/cancel", cancel),
)
