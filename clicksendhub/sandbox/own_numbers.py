"""Numbers that an account owns elsewhere; `verifications` proves them."""

import time
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox import senders
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.bare_lists import answer_page, moment, owners
from clicksendhub.sandbox.envelope import Answer, bare, not_found
from clicksendhub.sandbox.reading import read_object, read_text
from clicksendhub.sandbox.state import Call, Calls

MOST_ON_A_PAGE = 500
# A proof is good for a year, and said to end soon in its last month.
NEARLY_OVER_SECONDS = 335 * 86_400


def show_all(call: Call) -> Answer:
    """Answer `GET /own-numbers`."""
    return answer_page(
        call,
        "own_numbers",
        most=MOST_ON_A_PAGE,
        shown=lambda row: _shown(row, call.account),
    )


def show(call: Call) -> Answer:
    """Answer `GET` of one own number."""
    return bare(_shown(_asked(call), call.account))


def relabel(call: Call) -> Answer:
    """Answer `PATCH` of one own number."""
    given = read_object(call)
    with call.sandbox.store.write() as db:
        row = _asked(call)
        label = read_text(given.get("label", row["label"]))
        db.execute(
            "UPDATE own_numbers SET label = ?, updated_at = ? WHERE id = ?",
            (label, time.time(), row["id"]),
        )
    return show(call)


def delete(call: Call) -> Answer:
    """Answer `DELETE` of one own number, which is answered once more."""
    row = _asked(call)
    with call.sandbox.store.write() as db:
        db.execute("DELETE FROM verifications WHERE own_number = ?", (row["id"],))
        db.execute("DELETE FROM own_numbers WHERE id = ?", (row["id"],))
        senders.forbid(call.sandbox, call.account.id, row["phone_number"])
    return bare(_shown(row, call.account))


def _asked(call: Call) -> Row:
    row = call.sandbox.store.row(
        "SELECT * FROM own_numbers WHERE id = ? AND account = ?",
        (call.params["own_number_id"].lower(), call.account.id),
    )
    if row is None:
        raise not_found("Own number not found.")
    return row


def _shown(row: Row, account: Account) -> dict[str, Any]:
    proved = row["verified_at"]
    return {
        "id": row["id"],
        **owners(account),
        "phone_number": row["phone_number"],
        "country": row["country"],
        "label": row["label"],
        "status": row["status"],
        "verified_timestamp": moment(proved),
        "notified_timestamp": None,
        "is_nearing_expiration": proved is not None
        and time.time() - proved > NEARLY_OVER_SECONDS,
        "created_timestamp": moment(row["created_at"]),
        "updated_timestamp": moment(row["updated_at"]),
    }


CALLS: Calls = (
    ("GET", "/own-numbers", show_all),
    ("GET", "/own-numbers/{own_number_id}", show),
    ("PATCH", "/own-numbers/{own_number_id}", relabel),
    ("DELETE", "/own-numbers/{own_number_id}", delete),
)
