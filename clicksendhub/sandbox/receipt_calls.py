"""Receipts that are polled for: the unread of a channel, one by one, marked read."""

import time
import uuid
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import Answer, Page, bad_request, not_found, ok
from clicksendhub.sandbox.magic import Step
from clicksendhub.sandbox.reading import read_moment, read_object
from clicksendhub.sandbox.receipts import Receipt, deliver
from clicksendhub.sandbox.rules import Target, is_http
from clicksendhub.sandbox.shapes import text_or_none
from clicksendhub.sandbox.state import Call, Calls


@dataclass(frozen=True, slots=True)
class ReceiptBook:
    """The calls of one channel's receipts."""

    channel: str

    def list_unread(self, call: Call) -> Answer:
        """Answer `GET /…/receipts`."""
        page = Page.asked(call.request.query)
        values = (call.account.id, self.channel, time.time())
        where = (
            "FROM receipts WHERE account=? AND channel=? AND unread=1 "
            "AND visible_at <= ?"
        )
        total = call.sandbox.store.count(f"SELECT count(*) {where}", values)
        rows = call.sandbox.store.rows(
            f"SELECT * {where} ORDER BY visible_at, id LIMIT ? OFFSET ?",
            (*values, page.limit, page.offset),
        )
        shown = [_shown(row, call.account) for row in rows]
        return ok(page.envelope(shown, total=total), "Here are your data.")

    def show(self, call: Call) -> Answer:
        """Answer `GET /…/receipts/{message_id}`: the latest receipt."""
        return ok(_shown(self.latest(call), call.account), "Here is your data.")

    def latest(self, call: Call) -> Row:
        """Return the latest receipt of a message, or refuse with a 404."""
        row = call.sandbox.store.row(
            "SELECT * FROM receipts WHERE account=? AND channel=? AND message_id=? "
            "AND visible_at <= ? ORDER BY visible_at DESC, id DESC LIMIT 1",
            (
                call.account.id,
                self.channel,
                call.params["message_id"].upper(),
                time.time(),
            ),
        )
        if row is None:
            raise not_found("Receipt record not found.")
        return row

    def mark_read(self, call: Call) -> Answer:
        """Answer `PUT /…/receipts-read`."""
        before = read_moment(call)
        with call.sandbox.store.write() as db:
            db.execute(
                "UPDATE receipts SET unread=0 WHERE account=? AND channel=? "
                "AND unread=1 AND visible_at <= ? AND timestamp <= ?",
                (call.account.id, self.channel, time.time(), before),
            )
        return ok(None, "Message delivery receipts has been marked as read.")

    def make_test(self, call: Call) -> Answer:
        """Answer `POST /…/receipts`: an invented one, to a URL or to the queue."""
        url = str(read_object(call).get("url") or "")
        if url != "poll" and not is_http(url):
            raise bad_request("Invalid input.", {"url": "url is required."})
        target = Target("POLL" if url == "poll" else "URL", url, "post")
        now = time.time()
        with call.sandbox.store.write() as db:
            deliver(db, self._invented(call.account, at=int(now)), [target], when=now)
            row = db.execute(
                "SELECT * FROM receipts ORDER BY id DESC LIMIT 1"
            ).fetchone()
        call.sandbox.wake.set()
        return ok(_shown(row, call.account), "Test delivery receipt has been sent.")

    def _invented(self, account: Account, *, at: int) -> Receipt:
        return Receipt(
            channel=self.channel,
            account=account,
            message_id=str(uuid.uuid4()).upper(),
            reference="test",
            sent_at=at - 5,
            at=at,
            step=Step(201, None, 0),
            digits="1" if self.channel == "voice" else "",
        )

    def calls(self) -> Calls:
        """Return the calls that every channel's receipts have."""
        path = f"/{self.channel}/receipts"
        return (
            ("GET", path, self.list_unread),
            ("PUT", f"{path}-read", self.mark_read),
        )


def _shown(row: Row, account: Account) -> dict[str, Any]:
    shown = {
        "timestamp_send": row["timestamp_send"],
        "timestamp": row["timestamp"],
        "message_id": row["message_id"],
        "status_code": row["status_code"],
        "status_text": row["status_text"],
        "error_code": row["error_code"],
        "error_text": row["error_text"],
        "custom_string": row["reference"],
        "subaccount_id": account.subaccount_id,
        "message_type": row["channel"],
        "digits": None,
    }
    return _as_voice(shown, row["digits"]) if row["channel"] == "voice" else shown


def _as_voice(shown: dict[str, Any], digits: str) -> dict[str, Any]:
    # Voice receipts hold strings where those of texts hold numbers.
    numbers = ("timestamp_send", "timestamp", "status_code", "error_code")
    words = {name: text_or_none(shown[name]) for name in numbers}
    return shown | words | {"digits": digits}


BOOKS = {name: ReceiptBook(name) for name in ("sms", "mms", "voice", "fax")}
# No test receipt exists for MMS; one receipt of a fax is the fax, in `fax`.
_TESTED, _SHOWN = ("sms", "voice", "fax"), ("sms", "mms", "voice")
CALLS: Calls = (
    *(call for book in BOOKS.values() for call in book.calls()),
    *(("POST", f"/{name}/receipts", BOOKS[name].make_test) for name in _TESTED),
    *(("GET", f"/{name}/receipts/{{message_id}}", BOOKS[name].show) for name in _SHOWN),
)
