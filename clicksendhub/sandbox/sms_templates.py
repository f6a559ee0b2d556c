"""Texts kept under a name, to be sent again: list, add, read, change, delete."""

from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.envelope import Answer, Page, bad_request, not_found, ok
from clicksendhub.sandbox.reading import read_id, read_object, read_text
from clicksendhub.sandbox.searching import joined, wanted
from clicksendhub.sandbox.state import Call, Calls

FIELDS = {"template_name": "name", "body": "body"}
SEARCHABLE = {"template_id": "id", **FIELDS}


def list_all(call: Call) -> Answer:
    """Answer `GET /sms/templates`."""
    query, page = call.request.query, Page.asked(call.request.query)
    condition, values = _search(query)
    where = f"FROM sms_templates WHERE account = ? AND {condition}"
    values = [call.account.id, *values]
    total = call.sandbox.store.count(f"SELECT count(*) {where}", values)
    rows = call.sandbox.store.rows(
        f"SELECT * {where} ORDER BY {_order(query)} LIMIT ? OFFSET ?",
        [*values, page.limit, page.offset],
    )
    return ok(page.envelope([_shown(row) for row in rows], total=total))


def _search(query: dict[str, str]) -> tuple[str, list[object]]:
    asked = wanted(query, fields=SEARCHABLE)
    conditions = [
        f"CAST({SEARCHABLE[name]} AS TEXT) = ? COLLATE NOCASE" for name, _ in asked
    ]
    return joined(conditions, query=query), [value for _, value in asked]


def _order(query: dict[str, str]) -> str:
    name, _, direction = query.get("order_by", "").partition(":")
    way = "DESC" if direction.lower() == "desc" else "ASC"
    return f"{SEARCHABLE.get(name, 'id')} {way}, id {way}"


def create(call: Call) -> Answer:
    """Answer `POST /sms/templates`."""
    written = _read(read_object(call), base={})
    with call.sandbox.store.write() as db:
        added = db.execute(
            "INSERT INTO sms_templates (account, name, body) VALUES (?, ?, ?)",
            (call.account.id, *written.values()),
        )
    return ok(
        {"template_id": added.lastrowid, **written}, "New template has been added."
    )


def show(call: Call) -> Answer:
    """Answer `GET /sms/templates/{template_id}`."""
    return ok(_shown(_find(call)), "Here is your template.")


def change(call: Call) -> Answer:
    """Answer `PUT /sms/templates/{template_id}`: what is not named stays."""
    with call.sandbox.store.write() as db:
        kept = _shown(_find(call))
        written = _read(read_object(call), base=kept)
        db.execute(
            "UPDATE sms_templates SET name=?, body=? WHERE id=?",
            (*written.values(), kept["template_id"]),
        )
    return ok(kept | written, "Template has been updated.")


def delete(call: Call) -> Answer:
    """Answer `DELETE /sms/templates/{template_id}`."""
    row = _find(call)
    with call.sandbox.store.write() as db:
        db.execute("DELETE FROM sms_templates WHERE id=?", (row["id"],))
    return ok(None, "Template has been deleted.")


def _read(given: dict[str, Any], *, base: dict[str, Any]) -> dict[str, str]:
    written = {name: read_text(given.get(name, base.get(name))) for name in FIELDS}
    errors = {
        name: f"{name} is required."
        for name, value in written.items()
        if not value.strip()
    }
    if errors:
        raise bad_request("Invalid input.", errors)
    return written


def _find(call: Call) -> Row:
    row = call.sandbox.store.row(
        "SELECT * FROM sms_templates WHERE account=? AND id=?",
        (call.account.id, read_id(call.params["template_id"])),
    )
    if row is None:
        raise not_found("Template record not found.")
    return row


def _shown(row: Row) -> dict[str, Any]:
    return {"template_id": row["id"], "template_name": row["name"], "body": row["body"]}


CALLS: Calls = (
    ("GET", "/sms/templates", list_all),
    ("POST", "/sms/templates", create),
    ("GET", "/sms/templates/{template_id}", show),
    ("PUT", "/sms/templates/{template_id}", change),
    ("DELETE", "/sms/templates/{template_id}", delete),
)
