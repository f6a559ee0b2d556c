"""Reports that a message did not arrive; nobody here ever resolves one."""

import time
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import Answer, Page, bad_request, ok
from clicksendhub.sandbox.reading import read_object, read_text
from clicksendhub.sandbox.state import Call, Calls

TYPES = frozenset(
    {"SMS", "MMS", "VOICE", "EMAIL_MARKETING", "EMAIL_TRANSACTIONAL", "FAX", "POST"}
)
REQUIRED = ("type", "description", "email_address")
WRITABLE = ("message_id", *REQUIRED, "client_comments")


def show_all(call: Call) -> Answer:
    """Answer `GET /delivery-issues`."""
    page, store = Page.asked(call.request.query), call.sandbox.store
    rows = store.rows(
        "SELECT * FROM delivery_issues WHERE account = ? ORDER BY id LIMIT ? OFFSET ?",
        (call.account.id, page.limit, page.offset),
    )
    total = store.count(
        "SELECT count(*) FROM delivery_issues WHERE account = ?", (call.account.id,)
    )
    # The list writes the number as text, the answer to a report does not.
    shown = [_shown(row, call.account) | {"issue_id": str(row["id"])} for row in rows]
    return ok(page.envelope(shown, total=total), "Here are your delivery issues.")


def report(call: Call) -> Answer:
    """Answer `POST /delivery-issues`."""
    written = _read(read_object(call))
    with call.sandbox.store.write() as db:
        issue_id = db.execute(
            "INSERT INTO delivery_issues (account, message_id, type, description, "
            "email_address, client_comments, date_added) VALUES (:account, "
            ":message_id, :type, :description, :email_address, :client_comments, :now)",
            written | {"account": call.account.id, "now": int(time.time())},
        ).lastrowid
        row = db.execute(
            "SELECT * FROM delivery_issues WHERE id = ?", (issue_id,)
        ).fetchone()
    return ok(_shown(row, call.account), "New delivery issue has been created.")


def _read(given: dict[str, Any]) -> dict[str, Any]:
    texts = {name: read_text(given.get(name)).strip() for name in WRITABLE}
    errors = {name: f"{name} is required." for name in REQUIRED if not texts[name]}
    if texts["type"] and texts["type"].upper() not in TYPES:
        errors["type"] = "type is unknown."
    if texts["email_address"] and "@" not in texts["email_address"]:
        errors["email_address"] = "email_address is invalid."
    if errors:
        raise bad_request("Invalid input.", errors)
    return texts | {
        "type": texts["type"].upper(),
        "client_comments": texts["client_comments"] or None,
    }


def _shown(row: Row, account: Account) -> dict[str, Any]:
    return {
        "issue_id": row["id"],
        "user_id": account.user_id,
        "message_id": row["message_id"],
        "type": row["type"],
        "description": row["description"],
        "client_comments": row["client_comments"],
        "support_comments": None,
        "status": None,
        "date_added": row["date_added"],
        "resolved": 0,
        "email_address": row["email_address"],
    }


CALLS: Calls = (
    ("GET", "/delivery-issues", show_all),
    ("POST", "/delivery-issues", report),
)
