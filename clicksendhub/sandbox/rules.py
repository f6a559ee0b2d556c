"""Automation rules: where an account wants its replies and receipts."""

import json
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any
from urllib.parse import urlsplit

from clicksendhub.sandbox.envelope import (
    Answer,
    Page,
    bad_request,
    not_found,
    ok,
    wrong_type,
)
from clicksendhub.sandbox.reading import read_object, read_whole
from clicksendhub.sandbox.state import Call, Calls, Sandbox

MOST_MATCHING = 10
INBOUND, RECEIPT, FAX_INBOUND = "inbound", "receipt", "fax_inbound"
# No receipt rule exists for MMS.
RECEIPT_KINDS = {"sms": RECEIPT, "voice": "voice_receipt", "fax": "fax_receipt"}
WEBHOOK_TYPES = frozenset({"post", "get", "json"})
_ACTIONS = (
    "AUTO_REPLY EMAIL_USER EMAIL_FIXED URL SMS POLL GROUP_SMS MOVE_CONTACT "
    "CREATE_CONTACT CREATE_CONTACT_PLUS_EMAIL CREATE_CONTACT_PLUS_NAME_EMAIL "
    "CREATE_CONTACT_PLUS_NAME SMPP NONE"
)
ACTIONS = frozenset(_ACTIONS.split())
REQUIRED = {
    INBOUND: (
        "dedicated_number",
        "rule_name",
        "message_search_type",
        "message_search_term",
        "action",
        "action_address",
        "enabled",
    ),
    RECEIPT: ("rule_name", "match_type", "action", "action_address", "enabled"),
    FAX_INBOUND: (
        "dedicated_number",
        "rule_name",
        "action",
        "action_address",
        "enabled",
    ),
}
OPTIONAL: dict[str, dict[str, Any]] = {
    INBOUND: {"body": None, "webhook_type": "post"},
    RECEIPT: {},
    FAX_INBOUND: {},
}
NUMBERS = frozenset({"message_search_type", "match_type", "enabled"})
MAY_BE_EMPTY = frozenset({"message_search_term", "action_address"})
ID_FIELDS = {
    INBOUND: "inbound_rule_id",
    RECEIPT: "receipt_rule_id",
    FAX_INBOUND: "inbound_rule_id",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a matching rule sends an event: to an address, or to be polled."""

    action: str
    url: str
    encoding: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The five calls of one kind of rule, whose fields are those of a shape."""

    kind: str
    shape: str
    # What the answer to a delete holds.
    nothing: Any = None

    def list(self, call: Call) -> Answer:
        """Answer `GET` of the list."""
        page = Page.asked(call.request.query)
        rows = _rows(call.sandbox, call.account.id, self.kind)
        shown = rows[page.offset : page.offset + page.limit]
        # Only the rules for replies have the newer keys of a page.
        enveloped = page.linked_envelope if self.kind == INBOUND else page.envelope
        return ok(
            enveloped([self._shown(row) for row in shown], total=len(rows)),
            "Here are your automation rules.",
        )

    def create(self, call: Call) -> Answer:
        """Answer `POST`."""
        fields = self._read(read_object(call), OPTIONAL[self.shape])
        with call.sandbox.store.write() as db:
            created = db.execute(
                "INSERT INTO rules (account, kind, fields) VALUES (?, ?, ?)",
                (call.account.id, self.kind, json.dumps(fields)),
            )
        return ok(
            {ID_FIELDS[self.shape]: created.lastrowid, **fields},
            "New automation rule has been added.",
        )

    def show(self, call: Call) -> Answer:
        """Answer `GET` of one rule."""
        return ok(self._shown(self._find(call)), "Here is your automation rule.")

    def change(self, call: Call) -> Answer:
        """Answer `PUT`: what is not named stays."""
        with call.sandbox.store.write() as db:
            row = self._find(call)
            fields = self._read(read_object(call), json.loads(row["fields"]))
            db.execute(
                "UPDATE rules SET fields=? WHERE id=?", (json.dumps(fields), row["id"])
            )
        return ok(
            {ID_FIELDS[self.shape]: row["id"], **fields},
            "Automation rule has been updated.",
        )

    def delete(self, call: Call) -> Answer:
        """Answer `DELETE`."""
        row = self._find(call)
        with call.sandbox.store.write() as db:
            db.execute("DELETE FROM rules WHERE id=?", (row["id"],))
        return ok(self.nothing, "Automation rule has been deleted.")

    def _find(self, call: Call) -> Row:
        row = call.sandbox.store.row(
            "SELECT * FROM rules WHERE account=? AND kind=? AND id=?",
            (call.account.id, self.kind, call.params["rule_id"]),
        )
        if row is None:
            raise not_found("Automation rule record not found.")
        return row

    def _shown(self, row: Row) -> dict[str, Any]:
        return {ID_FIELDS[self.shape]: row["id"], **json.loads(row["fields"])}

    def _read(self, given: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
        fields = {
            name: given.get(name, base.get(name))
            for name in (*REQUIRED[self.shape], *OPTIONAL[self.shape])
        }
        if any(isinstance(value, (list, dict)) for value in fields.values()):
            raise wrong_type("Array to string conversion")
        errors = {
            name: f"{name} is required."
            for name in REQUIRED[self.shape]
            if fields[name] is None or (fields[name] == "" and name not in MAY_BE_EMPTY)
        } or _faulty(fields)
        if errors:
            raise bad_request("Invalid input.", errors)
        return {
            name: read_whole(value) if name in NUMBERS else value
            for name, value in fields.items()
        }


def _faulty(fields: dict[str, Any]) -> dict[str, str]:
    errors = {
        name: f"{name} is not a number."
        for name in NUMBERS & fields.keys()
        if read_whole(fields[name]) is None
    }
    if fields["action"] not in ACTIONS:
        errors["action"] = "action is unknown."
    address = str(fields["action_address"])
    if fields["action"] == "URL" and not is_http(address):
        errors["action_address"] = "action_address is not a URL."
    if fields.get("webhook_type", "post") not in WEBHOOK_TYPES:
        errors["webhook_type"] = "webhook_type is post, get or json."
    return errors


def is_http(address: str) -> bool:
    """Tell whether an address is one that a push can go to."""
    try:
        parts = urlsplit(address)
        # Reading the port is what finds a wrong one.
        return parts.scheme in {"http", "https"} and parts.port != 0
    except ValueError:
        return False


def _rows(sandbox: Sandbox, account_id: int, kind: str) -> list[Row]:
    return sandbox.store.rows(
        "SELECT * FROM rules WHERE account=? AND kind=? ORDER BY id",
        (account_id, kind),
    )


def receipt_targets(
    sandbox: Sandbox, account_id: int, *, channel: str, code: int
) -> list[Target]:
    """Return where a receipt with this status code goes."""
    kind = RECEIPT_KINDS.get(channel)
    if kind is None:
        # Where no rule can be made, receipts can only wait to be asked for.
        return [Target("POLL", "", "post")]
    return [
        Target(fields["action"], fields["action_address"], "post")
        for fields in _enabled(sandbox, account_id, kind)
        if _matches_receipt(fields["match_type"], code)
    ][:MOST_MATCHING]


def inbound_targets(
    sandbox: Sandbox, account_id: int, *, number: str, body: str
) -> list[Target]:
    """Return where a reply goes: the first ten rules that match it."""
    return [
        Target(fields["action"], fields["action_address"], fields["webhook_type"])
        for fields in _enabled(sandbox, account_id, INBOUND)
        if fields["dedicated_number"] in ("*", number) and _matches_body(fields, body)
    ][:MOST_MATCHING]


def _enabled(sandbox: Sandbox, account_id: int, kind: str) -> list[dict[str, Any]]:
    rules = [json.loads(row["fields"]) for row in _rows(sandbox, account_id, kind)]
    return [fields for fields in rules if fields["enabled"]]


def _matches_receipt(match_type: int, code: int) -> bool:
    if match_type == 1:
        return code in {300, 301, 302}
    return match_type != 2 or code in {200, 201}


def _matches_body(fields: dict[str, Any], body: str) -> bool:
    term = str(fields["message_search_term"]).casefold()
    text = body.casefold()
    if term in {"", "*"}:
        return True
    return {
        1: text.startswith(term),
        2: term in text,
        3: term not in text,
    }.get(fields["message_search_type"], True)


def _calls(path: str, book: RuleBook) -> Calls:
    return (
        ("GET", path, book.list),
        ("POST", path, book.create),
        ("GET", f"{path}/{{rule_id}}", book.show),
        ("PUT", f"{path}/{{rule_id}}", book.change),
        ("DELETE", f"{path}/{{rule_id}}", book.delete),
    )


CALLS: Calls = (
    *_calls("/automations/sms/inbound", RuleBook(INBOUND, INBOUND, [])),
    # The connector's trigger registers itself here, and removes itself above.
    (
        "POST",
        "/ms-flow/automations/sms/inbound",
        RuleBook(INBOUND, INBOUND, []).create,
    ),
    *_calls("/automations/fax/inbound", RuleBook(FAX_INBOUND, FAX_INBOUND)),
    *_calls("/automations/sms/receipts", RuleBook(RECEIPT_KINDS["sms"], RECEIPT, [])),
    *_calls("/automations/voice/receipts", RuleBook(RECEIPT_KINDS["voice"], RECEIPT)),
    *_calls("/automations/fax/receipts", RuleBook(RECEIPT_KINDS["fax"], RECEIPT)),
)
