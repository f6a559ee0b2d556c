"""Return addresses: made, shown, changed, deleted."""

from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.addresses import FIELDS, Address
from clicksendhub.sandbox.envelope import Answer, Page, bad_request, not_found, ok
from clicksendhub.sandbox.reading import read_id, read_object
from clicksendhub.sandbox.state import Call, Calls, Sandbox

PATH = "/post/return-addresses"
OPTIONAL = frozenset({"address_line_2", "address_state"})
_COLUMNS = ", ".join(FIELDS)
_MARKS = ", ".join(f":{name}" for name in FIELDS)
_CHANGES = ", ".join(f"{name} = :{name}" for name in FIELDS)
_OWN = "FROM return_addresses WHERE account = :account"


def find_return_address(
    sandbox: Sandbox, account: Account, address_id: object
) -> dict[str, Any] | None:
    """Return one return address of an account, as answers show it."""
    row = _find(sandbox, account, address_id)
    return _shown(row, account) if row else None


def _find(sandbox: Sandbox, account: Account, address_id: object) -> Row | None:
    return sandbox.store.row(
        f"SELECT * {_OWN} AND id = :id",
        {"account": account.id, "id": read_id(address_id)},
    )


def _show_page(call: Call) -> Answer:
    page = Page.asked(call.request.query)
    values = {"account": call.account.id, "limit": page.limit, "offset": page.offset}
    total = call.sandbox.store.count(f"SELECT count(*) {_OWN}", values)
    rows = call.sandbox.store.rows(
        f"SELECT * {_OWN} ORDER BY id LIMIT :limit OFFSET :offset", values
    )
    shown = [_shown(row, call.account) for row in rows]
    return ok(page.envelope(shown, total=total), "Here are your return addresses.")


def _show_flat(call: Call) -> Answer:
    rows = call.sandbox.store.rows(
        f"SELECT * {_OWN} ORDER BY id", {"account": call.account.id}
    )
    return ok([_shown(row, call.account) for row in rows])


def _show(call: Call) -> Answer:
    return ok(_shown(_asked(call), call.account), "Here is your data.")


def _create(call: Call) -> Answer:
    values = _read(read_object(call)) | {"account": call.account.id}
    with call.sandbox.store.write() as db:
        # The columns are the fields of an address.
        made = db.execute(
            f"INSERT INTO return_addresses (account, {_COLUMNS}) "  # noqa: S608
            f"VALUES (:account, {_MARKS})",
            values,
        )
    row = _find(call.sandbox, call.account, made.lastrowid)
    return ok(_shown(row, call.account) if row else None, "Return address added.")


def _change(call: Call) -> Answer:
    with call.sandbox.store.write() as db:
        row = _asked(call)
        # What a call does not name stays as it is.
        given = {name: row[name] for name in FIELDS} | read_object(call)
        db.execute(
            f"UPDATE return_addresses SET {_CHANGES} WHERE id = :id",  # noqa: S608
            _read(given) | {"id": row["id"]},
        )
    return ok(_shown(_asked(call), call.account), "Return address updated.")


def _delete(call: Call) -> Answer:
    row = _asked(call)
    with call.sandbox.store.write() as db:
        db.execute("DELETE FROM return_addresses WHERE id = ?", (row["id"],))
    return ok([], "Return address deleted.")


def _asked(call: Call) -> Row:
    row = _find(call.sandbox, call.account, call.params["address_id"])
    if row is None:
        raise not_found("Return address record not found.")
    return row


def _read(given: dict[str, Any]) -> dict[str, str]:
    address = Address.read(given)
    missing = address.missing(optional=OPTIONAL)
    errors = {name: f"{name} is required." for name in missing}
    if address.address_country and not address.is_in_known_country:
        errors["address_country"] = "address_country is invalid."
    if errors:
        raise bad_request("Invalid input.", errors)
    return address.as_dict()


def _shown(row: Row, account: Account) -> dict[str, Any]:
    return {
        "return_address_id": row["id"],
        "user_id": account.user_id,
        **{name: row[name] for name in FIELDS},
    }


CALLS: Calls = (
    ("GET", PATH, _show_page),
    ("POST", PATH, _create),
    ("GET", PATH + "/{address_id}", _show),
    ("PUT", PATH + "/{address_id}", _change),
    ("DELETE", PATH + "/{address_id}", _delete),
    # The connector's own path, whose list has no pages.
    ("GET", "/ms-flow" + PATH, _show_flat),
)
