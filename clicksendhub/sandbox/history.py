"""`GET /sms/history`: what went out and came in, filtered, sorted, in pages."""

import time
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import Answer, Page, ok
from clicksendhub.sandbox.faults import Fault
from clicksendhub.sandbox.state import Call, Calls

MASK = "[de-identified]"

# The documented search fields; a search by any other changes nothing.
SEARCHABLE = {
    "status": "status = ? COLLATE NOCASE",
    "to": "recipient = ?",
    "from": "sender = ?",
    "subaccount_id": "account = ?",
    "message_id": "message_id = ?",
}
SORTABLE = {
    "date": "at",
    "from": "sender",
    "to": "recipient",
    "status": "status",
    "body": "body",
    "username": "account",
}

_OUT = """
SELECT seq AS tie, at, account, 'out' AS direction, recipient, sender, body,
    CASE WHEN status = 'Scheduled' AND schedule <= :now THEN 'Queued'
         ELSE status END AS status,
    schedule, status_code, status_text, error_code, error_text, message_id, parts,
    price, from_email, reference, country, carrier
FROM ledger WHERE account = :account
"""
_IN = """
SELECT id AS tie, at, account, 'in' AS direction, recipient, sender, body,
    'Received' AS status, CAST(at AS INTEGER) AS schedule, NULL AS status_code,
    NULL AS status_text, NULL AS error_code, NULL AS error_text, message_id,
    1 AS parts, '0.0000' AS price, NULL AS from_email, reference, '' AS country,
    '' AS carrier
FROM inbound WHERE account = :account AND is_test = 0
"""


@dataclass(frozen=True, slots=True)
class Question:
    """The SQL of one search: a condition for both halves, and its values."""

    condition: str
    values: dict[str, Any]

    @property
    def both(self) -> str:
        """Return the rows sent and received that match."""
        # Pushed into each half, so that its own index is used. Column names come
        # from the tables above, values are bound.
        return (
            f"SELECT * FROM ({_OUT}) WHERE {self.condition} "  # noqa: S608
            f"UNION ALL SELECT * FROM ({_IN}) WHERE {self.condition}"
        )


def list_messages(call: Call) -> Answer:
    """Answer `GET /sms/history`."""
    query = call.request.query
    page = Page.asked(query)
    question = _question(call, query)
    total = call.sandbox.store.count(
        f"SELECT count(*) FROM ({question.both})",  # noqa: S608 - as above
        question.values,
    )
    rows = call.sandbox.store.rows(
        f"SELECT * FROM ({question.both}) ORDER BY {_order(query)} "  # noqa: S608
        "LIMIT :limit OFFSET :offset",
        question.values | {"limit": page.limit, "offset": page.offset},
    )
    mask = call.sandbox.faults.standing("history_masked")
    shown = [_shown(row, call.account, mask) for row in rows]
    return ok(page.envelope(shown, total=total), "Here are your data.")


def _question(call: Call, query: dict[str, str]) -> Question:
    now = time.time()
    conditions: list[str] = []
    values: dict[str, Any] = {"account": call.account.id, "now": now}
    lag = call.sandbox.faults.standing("history_lag")
    if lag:
        conditions.append("at <= :visible")
        values["visible"] = now - float(lag.options["seconds"])
    start, end = _seconds(query.get("date_from")), _seconds(query.get("date_to"))
    if start is not None:
        conditions.append("at >= :start")
        values["start"] = start
    if end is not None:
        conditions.append("at < :end")
        values["end"] = end + 1
    searched = _search(query, call.account, values)
    if searched:
        conditions.append(searched)
    return Question(" AND ".join(conditions) or "1", values)


def _search(query: dict[str, str], account: Account, values: dict[str, Any]) -> str:
    conditions = []
    for number, pair in enumerate(filter(None, query.get("q", "").split(","))):
        name, _, value = pair.partition(":")
        template = SEARCHABLE.get(name.strip())
        # An empty value means any value.
        if template is None or value == "":
            continue
        values[f"q{number}"] = _searched_value(name.strip(), value, account)
        conditions.append(template.replace("?", f":q{number}"))
    operator = " OR " if query.get("operator", "AND").upper() == "OR" else " AND "
    return f"({operator.join(conditions)})" if conditions else ""


def _searched_value(name: str, value: str, account: Account) -> str | int:
    if name == "message_id":
        return value.upper()
    if name == "subaccount_id":
        return account.id if value == str(account.subaccount_id) else 0
    return value.strip()


def _order(query: dict[str, str]) -> str:
    name, _, direction = query.get("order_by", "date:asc").partition(":")
    column = SORTABLE.get(name, "at")
    way = "DESC" if direction.lower() == "desc" else "ASC"
    return f"{column} {way}, tie {way}"


def _seconds(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _shown(row: Row, account: Account, mask: Fault | None) -> dict[str, Any]:
    shown = {
        "direction": row["direction"],
        "date": int(row["at"]),
        "to": row["recipient"],
        "body": row["body"],
        "status": row["status"],
        "from": row["sender"],
        "schedule": str(row["schedule"]),
        "status_code": _text(row["status_code"]),
        "status_text": row["status_text"],
        "error_code": _text(row["error_code"]),
        "error_text": row["error_text"],
        "message_id": row["message_id"],
        "message_parts": row["parts"],
        "message_price": row["price"],
        "from_email": row["from_email"],
        "list_id": None,
        "custom_string": row["reference"],
        "contact_id": None,
        "user_id": account.user_id,
        "subaccount_id": account.subaccount_id,
        "country": row["country"],
        "carrier": row["carrier"],
        "first_name": None,
        "last_name": None,
        "_api_username": account.username,
    }
    for name in mask.options["fields"] if mask else ():
        shown[name] = MASK
    return shown


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


CALLS: Calls = (("GET", "/sms/history", list_messages),)
