"""Proves that a number is an account's own: a code is texted to it and comes back."""

import hmac
import secrets
import time
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox import senders
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.bare_lists import moment, new_id
from clicksendhub.sandbox.envelope import (
    Answer,
    bad_request,
    bare,
    not_found,
)
from clicksendhub.sandbox.judge import message_ids
from clicksendhub.sandbox.ledger import LEDGER_COLUMNS, write_accepted
from clicksendhub.sandbox.prices import Destination, resolve
from clicksendhub.sandbox.reading import read_object, read_text
from clicksendhub.sandbox.state import Call, Calls

ATTEMPTS = 3
GOOD_FOR_SECONDS = 600
# The code is ClickSend's own text: of no account, so in nobody's history.
NO_ACCOUNT = 0


def begin(call: Call) -> Answer:
    """Answer `POST /own-numbers/verifications`: a code goes to the phone."""
    given = read_object(call)
    destination = _read_number(given, call.account)
    label = read_text(given.get("label"))
    now, code = time.time(), f"{secrets.randbelow(10**6):06d}"
    verification = {
        "id": new_id(),
        "code": code,
        "remaining_attempts": ATTEMPTS,
        "expires_at": now + GOOD_FOR_SECONDS,
        "now": now,
    }
    with call.sandbox.store.write() as db:
        verification["own_number"] = _own_number(
            db, call.account, destination, label=label, now=now
        )
        db.execute(
            "INSERT INTO verifications (id, own_number, code, remaining_attempts, "
            "expires_at, created_at, updated_at) VALUES (:id, :own_number, :code, "
            ":remaining_attempts, :expires_at, :now, :now)",
            verification,
        )
        _text_code(db, destination, code, call_id=call.entry.id, now=now)
    return bare(_shown(_find(call, str(verification["id"]))))


def _own_number(
    db: Connection,
    account: Account,
    destination: Destination,
    *,
    label: str,
    now: float,
) -> str:
    """Return the number's id; one that is asked for again keeps its own."""
    db.execute(
        "INSERT OR IGNORE INTO own_numbers (id, account, phone_number, country, "
        "label, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            new_id(),
            account.id,
            destination.number,
            destination.country,
            label,
            now,
            now,
        ),
    )
    row = db.execute(
        "SELECT id FROM own_numbers WHERE account = ? AND phone_number = ?",
        (account.id, destination.number),
    ).fetchone()
    return str(row["id"])


def _text_code(
    db: Connection, destination: Destination, code: str, *, call_id: str, now: float
) -> None:
    text = {
        "at": now,
        "account": NO_ACCOUNT,
        "call": call_id,
        "message_id": next(message_ids(1)),
        "reference": "",
        "recipient": destination.number,
        "sender": "ClickSend",
        "body": f"Your ClickSend verification code is {code}.",
        "parts": 1,
        "price": "0.0000",
        "country": destination.country,
        "carrier": destination.carrier,
        "schedule": int(now),
        "status": "Sent",
        "fate": "",
        "channel": "sms",
        "details": "{}",
    }
    names = LEDGER_COLUMNS.split(", ")
    write_accepted(db, [tuple(text.get(name) for name in names)])


def finish(call: Call) -> Answer:
    """Answer `POST …/{id}/verify`: the right code, in time, approves the number."""
    given = read_object(call)
    destination = _read_number(given, call.account)
    # One transaction: however many codes come at once, each of them is counted.
    with call.sandbox.store.write():
        row = _find(call, call.params["verification_id"])
        if row["phone_number"] != destination.number:
            raise not_found("Verification not found.")
        problem = _try_code(call, row, read_text(given.get("code")))
    if problem:
        raise bad_request("Invalid input.", {"code": problem})
    return bare(_shown(_find(call, row["id"])))


def _try_code(call: Call, row: Row, code: str) -> str:
    """Approve the number if the code is right; return what is wrong, if anything."""
    if row["status"] != "PENDING" or row["expires_at"] < time.time():
        return "The code is no longer good. Ask for another one."
    if not _is_right(row["code"], code):
        _count_attempt(call, row)
        return "The code is wrong."
    _approve(call, row)
    senders.allow(call.sandbox, call.account.id, row["phone_number"])
    return ""


def _is_right(code: str, given: str) -> bool:
    return hmac.compare_digest(code.encode(), given.strip().encode())


def _count_attempt(call: Call, row: Row) -> None:
    left = row["remaining_attempts"] - 1
    status = "PENDING" if left else "REJECTED"
    with call.sandbox.store.write() as db:
        db.execute(
            "UPDATE verifications SET remaining_attempts = ?, status = ?, "
            "updated_at = ? WHERE id = ?",
            (left, status, time.time(), row["id"]),
        )


def _approve(call: Call, row: Row) -> None:
    now = time.time()
    with call.sandbox.store.write() as db:
        db.execute(
            "UPDATE verifications SET status = 'APPROVED', updated_at = ? WHERE id = ?",
            (now, row["id"]),
        )
        db.execute(
            "UPDATE own_numbers SET status = 'APPROVED', verified_at = ?, "
            "updated_at = ? WHERE id = ?",
            (now, now, row["own_number"]),
        )


def _read_number(given: dict[str, Any], account: Account) -> Destination:
    country = read_text(given.get("country")).upper() or account.country
    destination = resolve(read_text(given.get("phone_number")), country)
    if destination is None:
        message = "phone_number is invalid."
        raise bad_request("Invalid input.", {"phone_number": message})
    return destination


def _find(call: Call, verification_id: str) -> Row:
    row = call.sandbox.store.row(
        "SELECT v.*, o.phone_number FROM verifications v "
        "JOIN own_numbers o ON o.id = v.own_number WHERE v.id = ? AND o.account = ?",
        (verification_id.lower(), call.account.id),
    )
    if row is None:
        raise not_found("Verification not found.")
    return row


def _shown(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "own_number_id": row["own_number"],
        "status": row["status"],
        "expires_timestamp": moment(row["expires_at"]),
        "remaining_attempts": row["remaining_attempts"],
        "created_timestamp": moment(row["created_at"]),
        "updated_timestamp": moment(row["updated_at"]),
    }


CALLS: Calls = (
    ("POST", "/own-numbers/verifications", begin),
    ("POST", "/own-numbers/verifications/{verification_id}/verify", finish),
)
