"""Sending, pricing and cancelling on every channel that goes to numbers."""

import json
import random
import time
from decimal import Decimal
from sqlite3 import Connection
from typing import Any

from clicksendhub.sandbox import ledger
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.attachments import attachment_of
from clicksendhub.sandbox.channel import SUCCESS, Batch, Channel, Verdict
from clicksendhub.sandbox.envelope import (
    Answer,
    Refused,
    bad_request,
    ok,
    wrong_type,
)
from clicksendhub.sandbox.judge import judge, message_ids
from clicksendhub.sandbox.list_sends import (
    Addressed,
    count_addressed,
    expand,
    name_lists,
)
from clicksendhub.sandbox.magic import FATES, TEST
from clicksendhub.sandbox.reading import read_object
from clicksendhub.sandbox.shapes import messages_of, totals
from clicksendhub.sandbox.state import Call, Calls
from clicksendhub.sandbox.words import WORDS

MAXIMUM_MESSAGES = 1000
# What only an attempt to send can meet; a price is given all the same.
ONLY_WHEN_SENDING = frozenset(
    {"INSUFFICIENT_CREDIT", "THROTTLED", "ACCOUNT_NOT_ACTIVATED"}
    | {fate.status for fate in FATES.values() if fate.code.startswith("5")}
)


def send(call: Call, *, channel: Channel) -> Answer:
    """Answer `POST` of a send: judge every message, record them in one go."""
    batch, verdicts = accept(call, channel=channel)
    return ok(
        {
            **totals(verdicts),
            "messages": messages_of(verdicts, batch),
            "_currency": call.account.currency_fields,
        },
        channel.queued_text,
    )


def price(call: Call, *, channel: Channel) -> Answer:
    """Answer `POST` of a price: the same judgement; nothing is kept or charged."""
    batch, verdicts = quote(call, channel=channel)
    return ok(
        {
            **totals(verdicts),
            "messages": messages_of(verdicts, batch),
            "_currency": call.account.currency_fields,
        },
        channel.priced_text,
    )


def accept(call: Call, *, channel: Channel) -> tuple[Batch, list[Verdict]]:
    """Judge, charge and record every message of a call."""
    now = time.time()
    batch, verdicts = _judge_all(call, channel, now=now)
    sandbox = call.sandbox
    # The same words on another channel, or with another file, are another message.
    mark = _mark(batch)
    with sandbox.sending:
        _throttle(call, verdicts, mark=mark, now=now)
        with sandbox.store.write() as db:
            for verdict in charge(db, call.account, verdicts):
                sandbox.throttle.forget(
                    call.account.id, verdict.to, mark + verdict.body
                )
            _record(db, call, batch, verdicts)
    sandbox.wake.set()
    return batch, verdicts


def quote(call: Call, *, channel: Channel) -> tuple[Batch, list[Verdict]]:
    """Judge every message of a call as if there were credit, and keep nothing."""
    batch, verdicts = _judge_all(call, channel, now=time.time())
    for verdict in verdicts:
        if verdict.status in ONLY_WHEN_SENDING:
            verdict.status = SUCCESS
    return batch, verdicts


def _judge_all(
    call: Call, channel: Channel, *, now: float
) -> tuple[Batch, list[Verdict]]:
    given = read_object(call)
    messages = _messages(given)
    count = call.entry.messages = _count(call, messages)
    if count > MAXIMUM_MESSAGES:
        raise _too_many()
    attachment = attachment_of(call, given, rule=channel.file)
    magic = call.sandbox.settings.magic
    batch = Batch(channel, call.account, now, magic, attachment)
    ids = message_ids(count)
    if not name_lists(messages):
        return batch, [
            judge(raw, message_id=next(ids), batch=batch) for raw in messages
        ]
    # Who joined a list after the count was taken is not in this send.
    addressed = zip(ids, expand(call, messages, channel=channel), strict=False)
    return batch, [
        _judge_addressed(entry, message_id, batch) for message_id, entry in addressed
    ]


def _count(call: Call, messages: list[Any]) -> int:
    # Too many as they stand, so no list is looked at.
    if len(messages) > MAXIMUM_MESSAGES:
        return len(messages)
    return count_addressed(call, messages)


def _messages(given: dict[str, Any]) -> list[Any]:
    messages = given.get("messages")
    if messages in (None, [], {}):
        raise bad_request("Invalid input.", {"messages": "messages is required."})
    if not isinstance(messages, list):
        raise wrong_type("Invalid argument supplied for foreach()")
    return messages


def _judge_addressed(entry: Addressed, message_id: str, batch: Batch) -> Verdict:
    verdict = judge(entry.raw, message_id=message_id, batch=batch)
    verdict.details |= entry.details
    verdict.status = entry.status or verdict.status
    return verdict


def _too_many() -> Refused:
    text = f"At most {MAXIMUM_MESSAGES} messages may go in one call."
    return Refused(Answer(400, "TOO_MANY_RECIPIENTS", text))


def _mark(batch: Batch) -> str:
    if batch.channel.name == "sms":
        return ""
    document = batch.attachment.document_id if batch.attachment else ""
    return f"{batch.channel.name}\0{document}\0"


def _throttle(call: Call, verdicts: list[Verdict], *, mark: str, now: float) -> None:
    seconds = call.sandbox.settings.throttle_seconds
    if seconds <= 0:
        return
    throttle, account_id = call.sandbox.throttle, call.account.id
    throttle.sweep(now=now, seconds=seconds)
    for verdict in verdicts:
        if verdict.is_recorded and throttle.repeats(
            account_id, verdict.to, mark + verdict.body, now=now, seconds=seconds
        ):
            verdict.status = "THROTTLED"


def charge(db: Connection, account: Account, verdicts: list[Verdict]) -> list[Verdict]:
    """Take the price of each from the balance; return those it was too small for."""
    unpaid = []
    row = db.execute("SELECT balance FROM accounts WHERE id=?", (account.payer,))
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
        values = (str(left), account.payer)
        db.execute("UPDATE accounts SET balance=? WHERE id=?", values)
    return unpaid


def _record(db: Connection, call: Call, batch: Batch, verdicts: list[Verdict]) -> None:
    account, call_id, now = call.account.id, call.entry.id, batch.now
    channel, settings = batch.channel.name, call.sandbox.settings
    speed = settings.speed
    # Spread only so that not all receipts fall due at one moment.
    spread = random.Random(now).random  # noqa: S311
    accepted, rejected = [], []
    for verdict in verdicts:
        common = (verdict.message_id, verdict.reference, verdict.to, verdict.sender)
        start = (now, account, call_id, *common, verdict.body)
        if not verdict.is_recorded:
            rejected.append((*start, verdict.status, channel))
            continue
        due = None
        if settings.receipts and verdict.fate.steps:
            delay = verdict.fate.steps[0].after_seconds * (0.5 + spread()) * speed
            due = max(verdict.schedule, now) + delay
        status = _first_status(verdict, batch, has_receipt=due is not None)
        details = json.dumps(verdict.details) if verdict.details else "{}"
        accepted.append((*start, *_outcome(verdict, status), due, channel, details))
    ledger.write_accepted(db, accepted)
    ledger.write_rejected(db, rejected)


def _first_status(verdict: Verdict, batch: Batch, *, has_receipt: bool) -> str:
    words = WORDS[batch.channel.name]
    if verdict.fate is TEST:
        return words.arrived
    if verdict.schedule > batch.now:
        return "Scheduled"
    return "Queued" if has_receipt else words.unheard


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


def calls_of(channel: Channel) -> Calls:
    """Return the calls to send and to price on a channel."""

    def sending(call: Call) -> Answer:
        return send(call, channel=channel)

    def pricing(call: Call) -> Answer:
        return price(call, channel=channel)

    return (
        ("POST", f"/{channel.name}/send", sending),
        ("POST", f"/{channel.name}/price", pricing),
    )
