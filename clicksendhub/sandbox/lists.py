"""Contact lists: made, shown, renamed and deleted; each account has an Opt-Out list."""

import secrets
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import (
    Answer,
    Page,
    bad_request,
    forbidden,
    not_found,
    ok,
)
from clicksendhub.sandbox.reading import read_id, read_object, read_text
from clicksendhub.sandbox.state import Call, Calls, Sandbox

OPT_OUT_NAME = "Opt-Out List"
LONGEST_NAME = 255

_LISTS = """
SELECT l.*, (SELECT count(*) FROM contacts c WHERE c.list_id = l.id) AS contacts,
    EXISTS (SELECT 1 FROM contact_imports i
        WHERE i.list_id = l.id AND i.state = 'waiting') AS is_importing
FROM contact_lists l
"""

_OPT_OUT = "SELECT id FROM contact_lists WHERE account = ? AND is_opt_out = 1"


def find_list(sandbox: Sandbox, account: Account, list_id: object) -> Row | None:
    """Return one list of an account."""
    return sandbox.store.row(
        _LISTS + "WHERE l.id = ? AND l.account = ?", (read_id(list_id), account.id)
    )


def opt_out_list(sandbox: Sandbox, account: Account) -> int:
    """Return the account's Opt-Out list, made when first asked for."""
    # Looked for first: an insert that is ignored would use up a number.
    row = sandbox.store.row(_OPT_OUT, (account.id,))
    if row is None:
        with sandbox.store.write() as db:
            db.execute(
                "INSERT OR IGNORE INTO contact_lists "
                "(account, name, email_id, is_opt_out) VALUES (?, ?, ?, 1)",
                (account.id, OPT_OUT_NAME, _email_id()),
            )
            row = db.execute(_OPT_OUT, (account.id,)).fetchone()
    return int(row["id"])


def show_all(call: Call) -> Answer:
    """Answer `GET /lists`, which has the newer keys of a page."""
    opt_out_list(call.sandbox, call.account)
    page = Page.asked(call.request.query)
    store, account = call.sandbox.store, call.account.id
    rows = store.rows(
        _LISTS + "WHERE l.account = ? ORDER BY l.id LIMIT ? OFFSET ?",
        (account, page.limit, page.offset),
    )
    total = store.count(
        "SELECT count(*) FROM contact_lists WHERE account = ?", (account,)
    )
    shown = [_shown(row) | _under_way(row) for row in rows]
    return ok(page.linked_envelope(shown, total=total), "Here are your contact lists.")


def create(call: Call) -> Answer:
    """Answer `POST /lists`."""
    name, email_id = _read_name(call), _email_id()
    opt_out_list(call.sandbox, call.account)
    with call.sandbox.store.write() as db:
        created = db.execute(
            "INSERT INTO contact_lists (account, name, email_id) VALUES (?, ?, ?)",
            (call.account.id, name, email_id),
        )
    return ok(
        {
            "list_id": created.lastrowid,
            "list_name": name,
            "list_email_id": email_id,
            "_contacts_count": 0,
        },
        "New list has been created.",
    )


def show(call: Call) -> Answer:
    """Answer `GET` of one list."""
    return ok(_shown(asked_list(call)), "Here is your list.")


def rename(call: Call) -> Answer:
    """Answer `PUT` of one list."""
    row = _changeable(call)
    name = _read_name(call)
    with call.sandbox.store.write() as db:
        db.execute("UPDATE contact_lists SET name = ? WHERE id = ?", (name, row["id"]))
    return ok(_shown(asked_list(call)), "Your list has been updated.")


def delete(call: Call) -> Answer:
    """Answer `DELETE` of one list: its contacts go with it."""
    row = _changeable(call)
    with call.sandbox.store.write() as db:
        db.execute("DELETE FROM contact_imports WHERE list_id = ?", (row["id"],))
        db.execute("DELETE FROM contacts WHERE list_id = ?", (row["id"],))
        db.execute("DELETE FROM contact_lists WHERE id = ?", (row["id"],))
    return ok([], "Your list has been deleted.")


def asked_list(call: Call, name: str = "list_id") -> Row:
    """Return the list that a call's path names, or refuse with a 404."""
    row = find_list(call.sandbox, call.account, call.params[name])
    if row is None:
        raise not_found("Your list is not found.")
    return row


def _changeable(call: Call) -> Row:
    row = asked_list(call)
    if row["is_opt_out"]:
        raise forbidden("The Opt-Out list cannot be changed.")
    return row


def _read_name(call: Call) -> str:
    name = read_text(read_object(call).get("list_name")).strip()
    if not name:
        raise bad_request("Invalid input.", {"list_name": "list_name is required."})
    return name[:LONGEST_NAME]


def _email_id() -> str:
    return secrets.token_hex(8).upper()


def _shown(row: Row) -> dict[str, Any]:
    return {
        "list_id": row["id"],
        "list_name": row["name"],
        "list_email_id": row["email_id"],
        "_contacts_count": row["contacts"],
    }


def _under_way(row: Row) -> dict[str, Any]:
    """What is documented for the rows of all lists alone, and not for one of them."""
    return {
        "_import_in_progress": row["is_importing"],
        # Opted-out contacts are removed within the call that asks for it.
        "_optout_in_progress": 0,
    }


CALLS: Calls = (
    ("GET", "/lists", show_all),
    ("POST", "/lists", create),
    ("GET", "/lists/{list_id}", show),
    ("PUT", "/lists/{list_id}", rename),
    ("DELETE", "/lists/{list_id}", delete),
)
