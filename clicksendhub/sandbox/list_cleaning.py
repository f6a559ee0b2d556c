"""Takes from a list the doubles and those who opted out, within one call."""

import re
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.contact_fields import WRITABLE, field_named
from clicksendhub.sandbox.contacts import move
from clicksendhub.sandbox.envelope import Answer, bad_request, ok
from clicksendhub.sandbox.lists import asked_list, opt_out_list
from clicksendhub.sandbox.reading import read_object
from clicksendhub.sandbox.state import Call, Calls, Sandbox

STOP_WORDS = frozenset(
    {"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "opt out"}
)


def remove_duplicates(call: Call) -> Answer:
    """Answer `PUT …/remove-duplicates`: of equal contacts the first one stays."""
    list_id = asked_list(call)["id"]
    names = _read_fields(read_object(call).get("fields"))
    # An empty field says nothing of who somebody is.
    are_told_apart = " OR ".join(f"coalesce({name}, '') <> ''" for name in names)
    keys = ", ".join(f"casefold(coalesce({name}, ''))" for name in names)
    with call.sandbox.store.write() as db:
        # The names are columns, checked above.
        done = db.execute(
            f"DELETE FROM contacts WHERE list_id = :list AND ({are_told_apart}) "  # noqa: S608
            "AND contact_id NOT IN (SELECT min(contact_id) FROM contacts "
            f"WHERE list_id = :list GROUP BY {keys})",
            {"list": list_id},
        )
    return ok({"deleted": done.rowcount}, "Duplicate contacts have been removed.")


def _read_fields(given: Any) -> list[str]:
    # A list of names, or an object of which only the keys count.
    is_read = isinstance(given, (list, dict))
    asked = [str(name) for name in given] if is_read else []
    names = [field_named(name) for name in asked]
    if not names or not all(name in WRITABLE for name in names):
        message = "fields is a list of contact fields." if asked else _NO_FIELDS
        raise bad_request("Invalid input.", {"fields": message})
    return names


_NO_FIELDS = "fields is required."


def remove_opted_out(call: Call) -> Answer:
    """Answer `PUT …/remove-opted-out-contacts/{opt_out_list_id}`."""
    list_id = asked_list(call)["id"]
    opted_out = asked_list(call, "opt_out_list_id")["id"]
    if opted_out == list_id:
        message = "opt_out_list_id is the list itself."
        raise bad_request("Invalid input.", {"opt_out_list_id": message})
    with call.sandbox.store.write() as db:
        done = db.execute(
            "DELETE FROM contacts WHERE list_id = :list AND EXISTS ("
            "SELECT 1 FROM contacts o WHERE o.list_id = :out "
            "AND ((o.phone_number <> '' AND o.phone_number = contacts.phone_number) "
            "OR o.email = contacts.email COLLATE NOCASE))",
            {"list": list_id, "out": opted_out},
        )
    return ok({"deleted": done.rowcount}, "Opted out contacts have been removed.")


def opt_out(
    sandbox: Sandbox, account: Account, *, number: str, body: str, list_id: int | None
) -> None:
    """Move who answers STOP to a list from that list onto the Opt-Out list."""
    if list_id is None or _words(body) not in STOP_WORDS:
        return
    opted_out = opt_out_list(sandbox, account)
    with sandbox.store.write() as db:
        rows = db.execute(
            "SELECT contact_id FROM contacts WHERE list_id = ? AND phone_number = ?",
            (list_id, number),
        ).fetchall()
        for row in rows:
            move(db, row["contact_id"], opted_out)


def _words(body: str) -> str:
    return " ".join(re.findall(r"\w+", body.casefold()))


CALLS: Calls = (
    ("PUT", "/lists/{list_id}/remove-duplicates", remove_duplicates),
    (
        "PUT",
        "/lists/{list_id}/remove-opted-out-contacts/{opt_out_list_id}",
        remove_opted_out,
    ),
)
