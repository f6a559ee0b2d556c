"""Names as senders: asked for, looked at a little later, approved or rejected."""

import json
import time
from functools import partial
from sqlite3 import IntegrityError, Row
from typing import Any

from clicksendhub.sandbox import senders
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.bare_lists import answer_page, moment, new_id, owners
from clicksendhub.sandbox.due import each
from clicksendhub.sandbox.envelope import (
    Answer,
    Refused,
    bad_request,
    bare,
    not_found,
)
from clicksendhub.sandbox.judge import ALPHA_SENDER
from clicksendhub.sandbox.prices import country_names
from clicksendhub.sandbox.reading import read_object, read_text
from clicksendhub.sandbox.state import Call, Calls, Sandbox

MOST_ON_A_PAGE = 1000
DECIDED_AFTER_SECONDS = 5.0
# For rehearsing a refusal: a name that holds this is rejected.
REJECTED_WORD = "reject"
NEEDS_A_BUSINESS = frozenset({"AU"})


def show_all(call: Call) -> Answer:
    """Answer `GET /alpha-tags`."""
    return answer_page(
        call,
        "alpha_tags",
        most=MOST_ON_A_PAGE,
        shown=lambda row: _shown(row, call.account),
    )


def show(call: Call) -> Answer:
    """Answer `GET` of one name."""
    return bare(_shown(_asked(call, call.params["alpha_tag_id"]), call.account))


def ask_for(call: Call) -> Answer:
    """Answer `POST /alpha-tags`: the name is pending at first."""
    given = read_object(call)
    name, countries = _read(given)
    now, tag_id = time.time(), new_id()
    due_at = now + DECIDED_AFTER_SECONDS * call.sandbox.settings.speed
    values = (tag_id, call.account.id, name, read_text(given.get("reason")))
    try:
        with call.sandbox.store.write() as db:
            db.execute(
                "INSERT INTO alpha_tags (id, account, alpha_tag, reason, countries, "
                "due_at, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*values, json.dumps(countries), due_at, now, now),
            )
    except IntegrityError as error:
        message = "The alpha tag exists already."
        raise Refused(Answer(400, "ALREADY_EXISTS", message)) from error
    call.sandbox.wake.set()
    return bare(_shown(_asked(call, tag_id), call.account))


def delete(call: Call) -> Answer:
    """Answer `DELETE` of one name."""
    row = _asked(call, call.params["alpha_tag_id"])
    with call.sandbox.store.write() as db:
        db.execute("DELETE FROM alpha_tags WHERE id = ?", (row["id"],))
        senders.forbid(call.sandbox, call.account.id, row["alpha_tag"])
    return bare(None)


def decide_due(sandbox: Sandbox) -> int:
    """Approve or reject the names whose time has come; return how many."""
    now = time.time()
    rows = sandbox.store.rows("SELECT * FROM alpha_tags WHERE due_at <= ?", (now,))
    undecided = "UPDATE alpha_tags SET due_at = NULL WHERE id = ?"
    each(sandbox.store, rows, partial(_decide, sandbox), set_aside=undecided)
    return len(rows)


def _decide(sandbox: Sandbox, row: Row) -> None:
    is_good = REJECTED_WORD not in row["alpha_tag"].casefold()
    with sandbox.store.write() as db:
        done = db.execute(
            "UPDATE alpha_tags SET status = ?, due_at = NULL, updated_at = ? "
            "WHERE id = ? AND due_at IS NOT NULL",
            ("APPROVED" if is_good else "REJECTED", time.time(), row["id"]),
        )
        if is_good and done.rowcount:
            senders.allow(sandbox, row["account"], row["alpha_tag"])


def _read(given: dict[str, Any]) -> tuple[str, list[str]]:
    name, countries = read_text(given.get("alpha_tag")), given.get("countries") or []
    errors = {}
    if not ALPHA_SENDER.fullmatch(name):
        errors["alpha_tag"] = "alpha_tag has 3 to 11 letters and digits."
    if not isinstance(countries, list) or not all(
        code in country_names() for code in map(str, countries)
    ):
        errors["countries"] = "countries is a list of country codes."
    elif NEEDS_A_BUSINESS.intersection(countries) and not given.get("businesses"):
        errors["businesses"] = "businesses is required."
    if errors:
        raise bad_request("Invalid input.", errors)
    return name, countries


def _asked(call: Call, tag_id: str) -> Row:
    row = call.sandbox.store.row(
        "SELECT * FROM alpha_tags WHERE id = ? AND account = ?",
        (tag_id.lower(), call.account.id),
    )
    if row is None:
        raise not_found("Alpha tag not found.")
    return row


def _shown(row: Row, account: Account) -> dict[str, Any]:
    return {
        "id": row["id"],
        **owners(account),
        "alpha_tag": row["alpha_tag"],
        "status": row["status"],
        "reason": row["reason"],
        "countries": json.loads(row["countries"]),
        "created_timestamp": moment(row["created_at"]),
        "updated_timestamp": moment(row["updated_at"]),
    }


CALLS: Calls = (
    ("GET", "/alpha-tags", show_all),
    ("POST", "/alpha-tags", ask_for),
    ("GET", "/alpha-tags/{alpha_tag_id}", show),
    ("DELETE", "/alpha-tags/{alpha_tag_id}", delete),
)
