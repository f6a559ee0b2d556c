"""The people on contact lists: made, shown, changed, copied, moved and deleted."""

import time
from collections.abc import Mapping
from sqlite3 import Connection, Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.contact_fields import (
    COLUMNS,
    WRITABLE,
    Contact,
    read_written,
)
from clicksendhub.sandbox.envelope import (
    Answer,
    Page,
    forbidden,
    not_found,
    ok,
)
from clicksendhub.sandbox.lists import asked_list, find_list
from clicksendhub.sandbox.reading import read_id, read_object
from clicksendhub.sandbox.state import Call, Calls, Sandbox

_CONTACTS = """
SELECT c.*, l.name AS _list_name, l.account
FROM contacts c JOIN contact_lists l ON l.id = c.list_id
"""


def recipients_of(
    sandbox: Sandbox, account: Account, list_id: int
) -> list[Contact] | None:
    """Return everybody on a list; None when the account has no such list."""
    if find_list(sandbox, account, list_id) is None:
        return None
    rows = sandbox.store.rows(
        _CONTACTS + "WHERE c.list_id = ? ORDER BY c.contact_id", (list_id,)
    )
    return [Contact(*(row[name] for name in COLUMNS)) for row in rows]


def show_all(call: Call) -> Answer:
    """Answer `GET /lists/{list_id}/contacts`."""
    list_id = asked_list(call)["id"]
    page = Page.asked(call.request.query)
    since = _updated_after(call.request.query)
    where = "WHERE c.list_id = ? AND c.date_updated > ? "
    store = call.sandbox.store
    rows = store.rows(
        _CONTACTS + where + "ORDER BY c.contact_id LIMIT ? OFFSET ?",
        (list_id, since, page.limit, page.offset),
    )
    # The condition is the constant above.
    count = f"SELECT count(*) FROM contacts c {where}"  # noqa: S608
    total = store.count(count, (list_id, since))
    shown = [_shown(row) for row in rows]
    return ok(page.envelope(shown, total=total), "Here are your contacts.")


def _updated_after(query: dict[str, str]) -> int:
    text = query.get("updated_after", "")
    return read_id(text) if text else -1


def create(call: Call) -> Answer:
    """Answer `POST /lists/{list_id}/contacts`; an unknown list is a 403."""
    # In one transaction, here and below: a list may go, a contact change meanwhile.
    with call.sandbox.store.write() as db:
        found = find_list(call.sandbox, call.account, call.params["list_id"])
        if found is None:
            raise forbidden()
        given = read_written(read_object(call), account=call.account)
        contact_id = insert(db, found["id"], given)
        shown = _shown(_find(call, found["id"], contact_id))
    return ok(shown, "New contact has been created.")


def show(call: Call) -> Answer:
    """Answer `GET` of one contact."""
    return ok(_shown(_asked(call)), "Here is your contact.")


def change(call: Call) -> Answer:
    """Answer `PUT` of one contact: what is not named stays."""
    sets = ", ".join(f"{name} = :{name}" for name in WRITABLE)
    with call.sandbox.store.write() as db:
        row = _asked(call)
        kept = {name: row[name] for name in WRITABLE}
        written = read_written(kept | read_object(call), account=call.account)
        # The names are the constant above, the values are bound.
        db.execute(
            f"UPDATE contacts SET {sets}, date_updated = :now "  # noqa: S608
            "WHERE contact_id = :id",
            written | {"now": int(time.time()), "id": row["contact_id"]},
        )
        shown = _shown(_asked(call))
    return ok(shown, "Contact has been updated.")


def delete(call: Call) -> Answer:
    """Answer `DELETE` of one contact."""
    row = _asked(call)
    with call.sandbox.store.write() as db:
        db.execute("DELETE FROM contacts WHERE contact_id = ?", (row["contact_id"],))
    return ok([], "Contact has been deleted.")


def copy(call: Call) -> Answer:
    """Answer `PUT …/copy/{to}`: the person stands on both lists."""
    with call.sandbox.store.write() as db:
        row, target = _asked(call), asked_list(call, "to")
        contact_id = insert(db, target["id"], {name: row[name] for name in WRITABLE})
        shown = _shown(_find(call, target["id"], contact_id))
    return ok(shown, "Contact has been copied.")


def transfer(call: Call) -> Answer:
    """Answer `PUT …/transfer/{to}`, and its old form: the contact keeps its number."""
    with call.sandbox.store.write() as db:
        row, target = _asked(call), asked_list(call, "to")
        move(db, row["contact_id"], target["id"])
        shown = _shown(_find(call, target["id"], row["contact_id"]))
    return ok(shown, "Contact has been transferred.")


def insert(db: Connection, list_id: int, written: Mapping[str, Any]) -> int:
    """Put a person on a list; return the number of the contact."""
    now = int(time.time())
    columns = {"list_id": list_id, "date_added": now, "date_updated": now, **written}
    names = ", ".join(columns)
    marks = ", ".join(f":{name}" for name in columns)
    # The names are this module's own.
    sql = f"INSERT INTO contacts ({names}) VALUES ({marks})"  # noqa: S608
    return int(db.execute(sql, columns).lastrowid or 0)


def move(db: Connection, contact_id: int, list_id: int) -> None:
    """Take a contact to another list."""
    db.execute(
        "UPDATE contacts SET list_id = ?, date_updated = ? WHERE contact_id = ?",
        (list_id, int(time.time()), contact_id),
    )


def _asked(call: Call) -> Row:
    return _find(call, call.params["list_id"], call.params["contact_id"])


def _find(call: Call, list_id: object, contact_id: object) -> Row:
    row = call.sandbox.store.row(
        _CONTACTS + "WHERE c.contact_id = ? AND c.list_id = ? AND l.account = ?",
        (read_id(contact_id), read_id(list_id), call.account.id),
    )
    if row is None:
        raise not_found("Contact record not found.")
    return row


def _shown(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in (*COLUMNS, "_list_name")}


_ONE = "/lists/{list_id}/contacts/{contact_id}"
CALLS: Calls = (
    ("GET", "/lists/{list_id}/contacts", show_all),
    ("POST", "/lists/{list_id}/contacts", create),
    ("GET", _ONE, show),
    ("PUT", _ONE, change),
    ("DELETE", _ONE, delete),
    ("PUT", _ONE + "/{to}", transfer),
    ("PUT", _ONE + "/copy/{to}", copy),
    ("PUT", _ONE + "/transfer/{to}", transfer),
)
