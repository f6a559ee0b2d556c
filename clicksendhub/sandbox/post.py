"""What letters and postcards share: sending, pricing, history, cancelling."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox import ledger
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.channel import SUCCESS, Verdict
from clicksendhub.sandbox.envelope import (
    Answer,
    Refused,
    bad_request,
    not_found,
    ok,
    wrong_type,
)
from clicksendhub.sandbox.history import History
from clicksendhub.sandbox.judge import message_ids
from clicksendhub.sandbox.magic import TEST
from clicksendhub.sandbox.post_clock import WAITING, due_after
from clicksendhub.sandbox.post_judge import Mailing, judge_piece
from clicksendhub.sandbox.reading import read_object
from clicksendhub.sandbox.sending import ONLY_WHEN_SENDING, charge
from clicksendhub.sandbox.shapes import totals
from clicksendhub.sandbox.state import Call, Calls

MOST_PIECES = 1000
Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """Letters or postcards: how a call is read, and which keys are particular."""

    channel: str
    path: str
    queued_text: str
    mail: Callable[[Call, Given, float], Mailing]
    particular: Callable[[Given], Given]

    def send(self, call: Call) -> Answer:
        """Answer the send: judge every piece, record them in one go."""
        mailing, verdicts = self._judge_all(call)
        sandbox = call.sandbox
        with sandbox.sending, sandbox.store.write() as db:
            charge(db, call.account, verdicts)
            _record(db, call, mailing, verdicts)
        sandbox.wake.set()
        shown = {**totals(verdicts), "recipients": self._shown(mailing, verdicts)}
        shown["_currency"] = call.account.currency_fields
        return ok(shown, self.queued_text)

    def price(self, call: Call) -> Answer:
        """Answer the price: the same judgement; nothing is kept or charged."""
        mailing, verdicts = self._judge_all(call)
        for verdict in verdicts:
            if verdict.status in ONLY_WHEN_SENDING:
                verdict.status = SUCCESS
        shown = {**totals(verdicts), "recipients": self._shown(mailing, verdicts)}
        shown["total_cost"] = shown["total_price"]
        shown["_currency"] = call.account.currency_fields
        return ok(shown, "Here are some prices.")

    def cancel(self, call: Call) -> Answer:
        """Answer the cancel of a piece that is not printed yet."""
        marks = ", ".join("?" for _ in WAITING)
        message_id = call.params["message_id"].upper()
        with call.sandbox.store.write() as db:
            done = db.execute(
                "UPDATE ledger SET status = 'Cancelled', due_at = NULL "  # noqa: S608
                "WHERE account = ? AND channel = ? AND message_id = ? "
                f"AND status IN ({marks})",
                (call.account.id, self.channel, message_id, *WAITING),
            )
        if not done.rowcount:
            raise not_found()
        return ok(True, f"Scheduled {self.channel} has been cancelled.")

    def calls(self) -> Calls:
        """Return the calls of this service."""
        history = History(self.channel, self._history_row)
        return (
            ("POST", f"{self.path}/send", self.send),
            ("POST", f"{self.path}/price", self.price),
            ("GET", f"{self.path}/history", history.list_rows),
            ("GET", f"{self.path}/history/export", history.export),
            # The path of older documentation.
            ("GET", f"{self.path}/export", history.export),
            ("PUT", f"{self.path}/{{message_id}}/cancel", self.cancel),
        )

    def _judge_all(self, call: Call) -> tuple[Mailing, list[Verdict]]:
        now, given = time.time(), read_object(call)
        pieces = _pieces(given)
        call.entry.messages = len(pieces)
        mailing = self.mail(call, given, now)
        ids = message_ids(len(pieces))
        verdicts = [
            judge_piece(raw, message_id=next(ids), mailing=mailing) for raw in pieces
        ]
        return mailing, verdicts

    def _shown(self, mailing: Mailing, verdicts: list[Verdict]) -> list[Given]:
        return [self._recipient(verdict, mailing) for verdict in verdicts]

    def _recipient(self, verdict: Verdict, mailing: Mailing) -> Given:
        details = verdict.details
        identity = {
            "message_id": verdict.message_id,
            **details["address"],
            "custom_string": verdict.reference,
            "status": verdict.status,
        }
        if not verdict.is_accepted:
            return identity | {"schedule": ""}
        return {
            **_owner(mailing.account),
            **identity,
            "schedule": verdict.schedule if details["has_schedule"] else 0,
            "post_price": f"{verdict.price:.4f}",
            "date_added": int(mailing.now),
            **_returned(details),
            **self.particular(details),
        }

    def _history_row(self, row: Row, account: Account) -> Given:
        details = json.loads(row["details"])
        return {
            **_owner(account),
            "message_id": row["message_id"],
            **details["address"],
            "custom_string": row["reference"],
            "schedule": row["schedule"] if details["has_schedule"] else 0,
            "post_price": row["price"],
            "date_added": int(row["at"]),
            "status": row["status"],
            "list_id": None,
            **_returned(details),
            **self.particular(details),
        }


def _pieces(given: Given) -> list[Any]:
    pieces = given.get("recipients")
    if pieces in (None, [], {}):
        raise bad_request("Invalid input.", {"recipients": "recipients is required."})
    if not isinstance(pieces, list):
        raise wrong_type("Invalid argument supplied for foreach()")
    if len(pieces) > MOST_PIECES:
        text = f"At most {MOST_PIECES} recipients may go in one call."
        raise Refused(Answer(400, "TOO_MANY_RECIPIENTS", text))
    return pieces


def _owner(account: Account) -> Given:
    return {
        "user_id": account.user_id,
        "subaccount_id": account.subaccount_id,
        "_api_username": account.username,
    }


def _returned(details: Given) -> Given:
    address = details["return_address"]
    return {
        "return_address_id": address["return_address_id"],
        "_return_address": address,
        "_file_url": details["url"],
    }


def _record(
    db: Connection, call: Call, mailing: Mailing, verdicts: list[Verdict]
) -> None:
    now, accepted, rejected = mailing.now, [], []
    for verdict in verdicts:
        common = (verdict.message_id, verdict.reference, verdict.to, verdict.sender)
        start = (now, call.account.id, call.entry.id, *common, verdict.body)
        if verdict.is_recorded:
            accepted.append((*start, *_outcome(verdict, mailing)))
        else:
            rejected.append((*start, verdict.status, mailing.channel))
    ledger.write_accepted(db, accepted)
    ledger.write_rejected(db, rejected)


def _outcome(verdict: Verdict, mailing: Mailing) -> tuple[Any, ...]:
    now, speed = mailing.now, mailing.sandbox.settings.speed
    status = "Scheduled" if verdict.schedule > now else "Queued"
    if verdict.fate is TEST:
        status = "Sent"
    due = due_after(status, now=max(verdict.schedule, now), speed=speed)
    return (
        verdict.parts,
        f"{verdict.price:.4f}",
        verdict.country,
        "",
        verdict.schedule,
        None,
        status,
        None,
        verdict.fate.code,
        due,
        mailing.channel,
        json.dumps(verdict.details),
    )
