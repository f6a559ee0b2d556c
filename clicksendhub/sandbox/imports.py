"""Contacts from and to CSV files: fetched at once, read in a little later.

A large file is read in part by part, and the clock goes on between the parts.
"""

import json
import secrets
import time
from functools import partial
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.contact_fields import (
    REACHABLE_BY,
    WRITABLE,
    field_named,
    weigh,
)
from clicksendhub.sandbox.contacts import insert, recipients_of
from clicksendhub.sandbox.csv_files import first_row, read_csv, rows_from
from clicksendhub.sandbox.due import each
from clicksendhub.sandbox.envelope import Answer, Refused, bad_request, ok
from clicksendhub.sandbox.exports import keep
from clicksendhub.sandbox.fetch import UnusableFile, fetch
from clicksendhub.sandbox.lists import asked_list
from clicksendhub.sandbox.reading import read_object, read_text
from clicksendhub.sandbox.state import Call, Calls, Sandbox

MAXIMUM_BYTES = 10 * 1024 * 1024
TAKES_SECONDS = 2.0
LOWEST_ID = 10**18
ROWS_AT_ONCE = 1000

FIELDS = {
    "phone": "Phone",
    "first_name": "First Name",
    "last_name": "Last Name",
    "custom1": "Custom Field 1",
    "custom2": "Custom Field 2",
    "custom3": "Custom Field 3",
    "custom4": "Custom Field 4",
    "fax_number": "Fax",
    "organization_name": "Organization",
    "email": "Email",
    "address_line_1": "Address Line 1",
    "address_line_2": "Address Line 2",
    "address_city": "City",
    "address_state": "State",
    "address_postal_code": "Postal Code",
    "address_country": "Country",
}


def show_fields(call: Call) -> Answer:
    """Answer `GET …/import-fields`."""
    asked_list(call)
    return ok([{"field": name, "label": label} for name, label in FIELDS.items()])


def preview(call: Call) -> Answer:
    """Answer `POST …/import-csv-preview` with the first row of the file."""
    asked_list(call)
    content = _fetched(read_object(call))
    return ok({"row": first_row(content)}, "Here is your preview.")


def take_in(call: Call) -> Answer:
    """Answer `POST …/import`: the file is taken, its rows come later."""
    list_id = asked_list(call)["id"]
    given = read_object(call)
    fields = _read_order(given.get("field_order"))
    content = _fetched(given)
    sandbox, import_id = call.sandbox, str(LOWEST_ID + secrets.randbelow(LOWEST_ID))
    due_at = time.time() + TAKES_SECONDS * sandbox.settings.speed
    with sandbox.store.write() as db:
        db.execute(
            "INSERT INTO contact_imports (id, account, list_id, fields, content, "
            "due_at) VALUES (?, ?, ?, ?, ?, ?)",
            (import_id, call.account.id, list_id, json.dumps(fields), content, due_at),
        )
    sandbox.wake.set()
    message = "Messages put on queue."
    return ok({"id": import_id, "ids": [import_id], "msg": message}, message)


def give_out(call: Call) -> Answer:
    """Answer `GET …/export` with the address of a file that could be imported."""
    list_id = asked_list(call)["id"]
    people = recipients_of(call.sandbox, call.account, list_id) or []
    rows = [
        {name: getattr(person, field_named(name)) or "" for name in FIELDS}
        for person in people
    ]
    return ok({"url": keep(call, rows)}, "Here is your export.")


def listed(sandbox: Sandbox) -> list[dict[str, Any]]:
    """Return every import with what came of it, for the sandbox's own calls."""
    rows = sandbox.store.rows(
        "SELECT id, list_id, state, added, skipped FROM contact_imports ORDER BY rowid"
    )
    return [dict(row) for row in rows]


_GIVEN_UP = "UPDATE contact_imports SET state = 'failed' WHERE id = ?"


def finish_due(sandbox: Sandbox) -> int:
    """Read in the next part of the file that is due first; return how many."""
    rows = sandbox.store.rows(
        "SELECT * FROM contact_imports WHERE state = 'waiting' AND due_at <= ? "
        "ORDER BY due_at LIMIT 1",
        (time.time(),),
    )
    each(sandbox.store, rows, partial(_read_in, sandbox), set_aside=_GIVEN_UP)
    return len(rows)


def _read_in(sandbox: Sandbox, row: Row) -> None:
    """Read in one part and, in the same transaction, where the next one begins."""
    content, account = row["content"], sandbox.accounts.by_id(row["account"])
    cells_of_rows, position = rows_from(
        content, position=row["position"], most=ROWS_AT_ONCE
    )
    fields = json.loads(row["fields"])
    people = [weigh(_named(fields, cells), account=account) for cells in cells_of_rows]
    wanted = [written for written, errors in people if not errors]
    is_whole = position >= len(content)
    with sandbox.store.write() as db:
        done = db.execute(
            "UPDATE contact_imports SET state = ?, position = ?, "
            "added = added + ?, skipped = skipped + ? "
            "WHERE id = ? AND state = 'waiting' AND position = ?",
            (
                "done" if is_whole else "waiting",
                position,
                len(wanted),
                len(people) - len(wanted),
                row["id"],
                row["position"],
            ),
        )
        if is_whole:
            # Nobody reads it again.
            db.execute(
                "UPDATE contact_imports SET content = '' WHERE id = ?", (row["id"],)
            )
        # The list may have gone, and the import with it.
        for written in wanted if done.rowcount else ():
            insert(db, row["list_id"], written)


def _named(fields: list[str], cells: list[str]) -> dict[str, str]:
    named = zip(fields, cells, strict=False)
    return {name: cell for name, cell in named if name}


def _read_order(given: Any) -> list[str]:
    """Return the field of each column; an empty name is a column left out."""
    asked = given.split(",") if isinstance(given, str) else given
    if not isinstance(asked, list):
        raise _refused("field_order", "field_order is required.")
    fields = [field_named(read_text(name)) for name in asked]
    unknown = [name for name in fields if name and name not in WRITABLE]
    if unknown:
        raise _refused("field_order", f"{unknown[0][:40]} is no field of a contact.")
    if not any(name in REACHABLE_BY for name in fields):
        raise _refused("field_order", "field_order has no phone, email or fax_number.")
    return fields


def _fetched(given: dict[str, Any]) -> str:
    url = read_text(given.get("file_url")).strip()
    if not url:
        raise _refused("file_url", "file_url is required.")
    try:
        return read_csv(fetch(url, maximum_bytes=MAXIMUM_BYTES))
    except UnusableFile as error:
        raise _refused("file_url", str(error)) from error


def _refused(field: str, message: str) -> Refused:
    return bad_request("Invalid input.", {field: message})


CALLS: Calls = (
    ("GET", "/lists/{list_id}/import-fields", show_fields),
    ("POST", "/lists/{list_id}/import-csv-preview", preview),
    ("POST", "/lists/{list_id}/import", take_in),
    ("GET", "/lists/{list_id}/export", give_out),
)
