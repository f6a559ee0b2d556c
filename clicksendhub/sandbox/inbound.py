"""Replies: taken in from a phone, pushed or queued by rule, and read by polling."""

import json
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.due import each
from clicksendhub.sandbox.envelope import Answer, Page, bad_request, not_found, ok
from clicksendhub.sandbox.list_cleaning import opt_out
from clicksendhub.sandbox.push import enqueue
from clicksendhub.sandbox.reading import read_moment, read_object
from clicksendhub.sandbox.rules import (
    WEBHOOK_TYPES,
    Target,
    inbound_targets,
    is_http,
)
from clicksendhub.sandbox.state import Call, Calls, Sandbox

BATCH = 100


class CannotReply(Exception):
    """A phone cannot answer: it got no text, or the sender is a name."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One text from a phone to an account."""

    account: Account
    message_id: str
    sender: str
    recipient: str
    body: str
    at: float
    original_message_id: str = ""
    original_body: str = ""
    original_sender: str = ""
    reference: str = ""
    is_test: bool = False

    def pushed(self) -> dict[str, Any]:
        """Return the sixteen keys of a pushed reply."""
        return {
            "originalsenderid": self.original_sender,
            "body": self.body,
            "message": self.body,
            "sms": self.sender,
            "from": self.sender,
            "to": self.recipient,
            "timestamp": int(self.at),
            "message_id": self.message_id,
            "original_message_id": self.original_message_id,
            "originalmessageid": self.original_message_id,
            "original_body": self.original_body,
            "originalmessage": self.original_body,
            "custom_string": self.reference,
            "customstring": self.reference,
            "user_id": self.account.user_id,
            "subaccount_id": self.account.subaccount_id,
        }


def receive(
    sandbox: Sandbox,
    *,
    sender: str,
    body: str,
    recipient: str = "",
    in_reply_to: str = "",
) -> str:
    """Take in a phone's answer to its latest, or the named, text; return its id."""
    original = _original(sandbox, sender, recipient, in_reply_to)
    if original is None:
        raise CannotReply("No text with a number to answer was sent to this phone.")
    reply = Reply(
        account=sandbox.accounts.by_id(original["account"]),
        message_id=str(uuid.uuid4()).upper(),
        sender=original["recipient"],
        recipient=recipient or original["sender"],
        body=body,
        at=time.time(),
        original_message_id=original["message_id"],
        original_body=original["body"],
        original_sender=original["sender"],
        reference=original["reference"],
    )
    targets = inbound_targets(
        sandbox, reply.account.id, number=reply.recipient, body=body
    )
    with sandbox.store.write() as db:
        _deliver(db, reply, targets)
    opt_out(
        sandbox,
        reply.account,
        number=reply.sender,
        body=body,
        list_id=json.loads(original["details"]).get("list_id"),
    )
    sandbox.wake.set()
    return reply.message_id


def _original(
    sandbox: Sandbox, sender: str, recipient: str, in_reply_to: str
) -> Row | None:
    now = time.time()
    if in_reply_to:
        rows = sandbox.store.rows(
            "SELECT * FROM ledger WHERE message_id=? AND recipient=? "
            "AND channel IN ('sms', 'mms')",
            (in_reply_to.upper(), sender),
        )
    else:
        rows = sandbox.store.rows(
            "SELECT * FROM ledger WHERE recipient=? AND schedule <= ? "
            "AND channel IN ('sms', 'mms') AND status <> 'Cancelled' "
            "ORDER BY seq DESC LIMIT 100",
            (sender, now),
        )
    answerable = (row for row in rows if is_answerable(row["sender"]))
    return next((row for row in answerable if recipient in ("", row["sender"])), None)


def is_answerable(sender: str) -> bool:
    """Tell whether a phone could answer this sender: a number, not a name."""
    return sender.removeprefix("+").isdigit()


def _deliver(db: Connection, reply: Reply, targets: list[Target]) -> int:
    stored = db.execute(
        "INSERT INTO inbound (at, account, message_id, sender, recipient, body, "
        "original_message_id, original_body, original_sender, reference, is_test) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            reply.at,
            reply.account.id,
            reply.message_id,
            reply.sender,
            reply.recipient,
            reply.body,
            reply.original_message_id,
            reply.original_body,
            reply.original_sender,
            reply.reference,
            reply.is_test,
        ),
    )
    for target in targets:
        if target.action == "URL":
            enqueue(
                db,
                kind="reply",
                url=target.url,
                encoding=target.encoding,
                fields=reply.pushed(),
                due_at=reply.at,
            )
        elif target.action == "POLL":
            db.execute(
                "INSERT INTO inbound_queue (account, inbound) VALUES (?, ?)",
                (reply.account.id, stored.lastrowid),
            )
    return int(stored.lastrowid or 0)


def release_due(sandbox: Sandbox) -> int:
    """Take in the answers that magic numbers owe; return how many."""
    rows = sandbox.store.rows(
        "SELECT c.id, c.body, c.message_id, l.recipient FROM coming_replies c "
        "JOIN ledger l ON l.message_id = c.message_id "
        "WHERE c.due_at <= ? ORDER BY c.due_at LIMIT ?",
        (time.time(), BATCH),
    )
    each(sandbox.store, rows, partial(_release, sandbox), set_aside=NO_MORE)
    return len(rows)


NO_MORE = "DELETE FROM coming_replies WHERE id = ?"


def _release(sandbox: Sandbox, row: Row) -> None:
    with sandbox.store.write() as db:
        db.execute(NO_MORE, (row["id"],))
        with suppress(CannotReply):
            receive(
                sandbox,
                sender=row["recipient"],
                body=row["body"],
                in_reply_to=row["message_id"],
            )


_QUEUE = "FROM inbound_queue q JOIN inbound i ON i.id = q.inbound "


def list_unread(call: Call) -> Answer:
    """Answer `GET /sms/inbound`: once for each POLL rule that matched."""
    page = Page.asked(call.request.query)
    where = _QUEUE + "WHERE q.account=? AND q.unread=1"
    values = (call.account.id,)
    total = call.sandbox.store.count(f"SELECT count(*) {where}", values)
    rows = call.sandbox.store.rows(
        f"SELECT i.* {where} ORDER BY q.id LIMIT ? OFFSET ?",
        (*values, page.limit, page.offset),
    )
    return ok(page.envelope([_shown(row) for row in rows], total=total))


def show(call: Call) -> Answer:
    """Answer `GET /sms/inbound/{outbound_message_id}`: the first reply to it."""
    row = call.sandbox.store.row(
        "SELECT * FROM inbound WHERE account=? AND original_message_id=? "
        "ORDER BY id LIMIT 1",
        (call.account.id, call.params["message_id"].upper()),
    )
    if row is None:
        raise not_found("Inbound message record not found.")
    return ok(_shown(row), "Here is your data.")


def mark_all_read(call: Call) -> Answer:
    """Answer `PUT /sms/inbound-read`."""
    before = read_moment(call)
    _mark(call, "i.at < ?", before + 1)
    return ok(None, "Inbound messages have been marked as read.")


def mark_read(call: Call) -> Answer:
    """Answer `PUT /sms/inbound-read/{message_id}`."""
    count = _mark(call, "i.message_id = ?", call.params["message_id"].upper())
    return ok(count, "Inbound message has been marked as read.")


def _mark(call: Call, condition: str, value: object) -> int:
    with call.sandbox.store.write() as db:
        # The condition is one of this module's constants.
        done = db.execute(
            "UPDATE inbound_queue SET unread=0 "  # noqa: S608
            "WHERE account=? AND unread=1 "
            f"AND inbound IN (SELECT id FROM inbound i WHERE {condition})",
            (call.account.id, value),
        )
        return done.rowcount


def make_test(call: Call) -> Answer:
    """Answer `POST /sms/inbound`: an invented reply to a URL or to the queue."""
    given = read_object(call)
    url, encoding = str(given.get("url") or ""), str(given.get("webhook_type", "post"))
    if url != "poll" and not is_http(url):
        raise bad_request("Invalid input.", {"url": "url is required."})
    if encoding not in WEBHOOK_TYPES:
        raise bad_request(
            "Invalid input.", {"webhook_type": "webhook_type is post, get or json."}
        )
    target = Target("POLL" if url == "poll" else "URL", url, encoding)
    with call.sandbox.store.write() as db:
        inbound_id = _deliver(db, _test_reply(call.account), [target])
        row = db.execute("SELECT * FROM inbound WHERE id=?", (inbound_id,)).fetchone()
    call.sandbox.wake.set()
    shown = _shown(row)
    # The answer names the time differently from the list.
    return ok(
        {"timestamp_send": shown.pop("timestamp"), **shown},
        "Test inbound message has been sent.",
    )


def _test_reply(account: Account) -> Reply:
    return Reply(
        account=account,
        message_id=str(uuid.uuid4()).upper(),
        sender="+61411111111",
        recipient="+61422222222",
        body="This is a test inbound message.",
        at=time.time(),
        original_message_id=str(uuid.uuid4()).upper(),
        original_body="This is a test outbound message.",
        original_sender="+61422222222",
        reference="test",
        is_test=True,
    )


def _shown(row: Row) -> dict[str, Any]:
    words = row["body"].split()
    return {
        "timestamp": int(row["at"]),
        "from": row["sender"],
        "body": row["body"],
        "original_body": row["original_body"],
        "original_message_id": row["original_message_id"],
        "to": row["recipient"],
        "custom_string": row["reference"],
        "message_id": row["message_id"],
        "_keyword": words[0] if words else "",
    }


CALLS: Calls = (
    ("GET", "/sms/inbound", list_unread),
    ("POST", "/sms/inbound", make_test),
    ("PUT", "/sms/inbound-read", mark_all_read),
    ("PUT", "/sms/inbound-read/{message_id}", mark_read),
    ("GET", "/sms/inbound/{message_id}", show),
)
