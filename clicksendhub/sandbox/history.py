"""A channel's history: what went out and came in, filtered, sorted, in pages."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox import exports
from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.addresses import FIELDS
from clicksendhub.sandbox.envelope import Answer, Page, ok
from clicksendhub.sandbox.faults import Fault
from clicksendhub.sandbox.searching import joined, wanted
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
# Fields that only the examples of other channels search by.
ALSO_SEARCHABLE = {
    "status_code": "CAST(status_code AS TEXT) = ?",
    "list_id": "CAST(json_extract(details, '$.list_id') AS TEXT) = ?",
    "direction": "direction = ? COLLATE NOCASE",
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
    price, from_email, reference, country, carrier, details
FROM ledger WHERE account = :account AND channel = :channel
"""
_IN = """
SELECT id AS tie, at, account, 'in' AS direction, recipient, sender, body,
    'Received' AS status, CAST(at AS INTEGER) AS schedule, NULL AS status_code,
    NULL AS status_text, NULL AS error_code, NULL AS error_text, message_id,
    1 AS parts, '0.0000' AS price, NULL AS from_email, reference, '' AS country,
    '' AS carrier, '{}' AS details
FROM inbound WHERE account = :account AND is_test = 0
"""


Showing = Callable[[Row, Account], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """The SQL of one search: where to look, a condition, and its values."""

    condition: str
    values: dict[str, Any]
    with_replies: bool

    @property
    def rows(self) -> str:
        """Return the rows sent, and received, that match."""
        # Pushed into each half, so that its own index is used. Column names come
        # from the tables above, values are bound.
        sent = f"SELECT * FROM ({_OUT}) WHERE {self.condition}"  # noqa: S608
        if not self.with_replies:
            return sent
        return f"{sent} UNION ALL SELECT * FROM ({_IN}) WHERE {self.condition}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class History:
    """The two calls of one channel's history: a page of it, and all as a file."""

    channel: str
    show: Showing

    def list_rows(self, call: Call) -> Answer:
        """Answer `GET /…/history`."""
        page = Page.asked(call.request.query)
        question = self._question(call)
        total = call.sandbox.store.count(
            f"SELECT count(*) FROM ({question.rows})",  # noqa: S608 - as above
            question.values,
        )
        shown = self._shown(call, question, limit=page.limit, offset=page.offset)
        return ok(page.envelope(shown, total=total), "Here are your data.")

    def export(self, call: Call) -> Answer:
        """Answer `GET /…/history/export`: the address of a file with every row."""
        shown = self._shown(call, self._question(call), limit=-1, offset=0)
        return ok({"url": exports.keep(call, shown)}, "Here is your link.")

    def calls(self) -> Calls:
        """Return both calls."""
        path = f"/{self.channel}/history"
        return (("GET", path, self.list_rows), ("GET", f"{path}/export", self.export))

    def _shown(
        self, call: Call, question: Question, *, limit: int, offset: int
    ) -> list[dict[str, Any]]:
        order = _order(call.request.query)
        rows = call.sandbox.store.rows(
            f"SELECT * FROM ({question.rows}) ORDER BY {order} "  # noqa: S608
            "LIMIT :limit OFFSET :offset",
            question.values | {"limit": limit, "offset": offset},
        )
        mask = call.sandbox.faults.standing("history_masked")
        return [_masked(self.show(row, call.account), mask) for row in rows]

    def _question(self, call: Call) -> Question:
        now, query = time.time(), call.request.query
        conditions: list[str] = []
        values: dict[str, Any] = {
            "account": call.account.id,
            "channel": self.channel,
            "now": now,
        }
        lag = call.sandbox.faults.standing("history_lag")
        if lag:
            conditions.append("at <= :visible")
            values["visible"] = now - float(lag.options["seconds"])
        conditions += _window(query, values)
        fields = self._searchable()
        conditions.append(_search(query, call.account, values, fields=fields))
        with_replies = self.channel == "sms"
        return Question(" AND ".join(conditions), values, with_replies)

    def _searchable(self) -> dict[str, str]:
        return SEARCHABLE if self.channel == "sms" else SEARCHABLE | ALSO_SEARCHABLE


def _window(query: dict[str, str], values: dict[str, Any]) -> list[str]:
    conditions = []
    start, end = _seconds(query.get("date_from")), _seconds(query.get("date_to"))
    if start is not None:
        conditions.append("at >= :start")
        values["start"] = start
    if end is not None:
        conditions.append("at < :end")
        values["end"] = end + 1
    return conditions


def _search(
    query: dict[str, str],
    account: Account,
    values: dict[str, Any],
    *,
    fields: dict[str, str],
) -> str:
    conditions = []
    for number, (name, value) in enumerate(wanted(query, fields=fields)):
        values[f"q{number}"] = _searched_value(name, value, account)
        conditions.append(fields[name].replace("?", f":q{number}"))
    return joined(conditions, query=query)


def _searched_value(name: str, value: str, account: Account) -> str | int:
    if name == "message_id":
        return value.upper()
    if name == "subaccount_id":
        return account.id if value == str(account.subaccount_id) else 0
    return value


def _order(query: dict[str, str]) -> str:
    # The pages on faxes call it `order`.
    asked = query.get("order_by") or query.get("order") or "date:asc"
    name, _, direction = asked.partition(":")
    column = SORTABLE.get(name, "at")
    way = "DESC" if direction.lower() == "desc" else "ASC"
    return f"{column} {way}, tie {way}"


def _seconds(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _masked(shown: dict[str, Any], mask: Fault | None) -> dict[str, Any]:
    hidden = set(mask.options["fields"]) if mask else set()
    if "to" in hidden:
        # Post goes to an address.
        hidden.update(FIELDS)
    return {name: MASK if name in hidden else value for name, value in shown.items()}
