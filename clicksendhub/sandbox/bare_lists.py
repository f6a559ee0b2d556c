"""Own numbers and alpha tags: their pages, their ids and their times.

These calls are of a newer make than the others: no envelope, UUIDs, times in ISO 8601.
"""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from sqlite3 import Row
from typing import Any

from clicksendhub.sandbox.accounts import Account
from clicksendhub.sandbox.envelope import Answer, bare
from clicksendhub.sandbox.reading import read_id
from clicksendhub.sandbox.state import Call

DEFAULT_PAGE_SIZE = 10
SORTABLE = {
    "created_timestamp": "created_at",
    "updated_timestamp": "updated_at",
    "status": "status",
}


def new_id() -> str:
    """Return a lower-case UUID."""
    return str(uuid.uuid4())


def owners(account: Account) -> dict[str, str]:
    """Return the three ids of whom a row belongs to."""
    return {
        name: str(uuid.uuid5(uuid.NAMESPACE_OID, f"{name} {account.id}"))
        for name in ("account_id", "workspace_id", "user_id")
    }


def moment(at: float | None) -> str | None:
    """Return a time as these calls write it."""
    if at is None:
        return None
    text = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def answer_page(
    call: Call, table: str, *, most: int, shown: Callable[[Row], dict[str, Any]]
) -> Answer:
    """Answer a list: from the row named by `offset` on, `page_size` rows."""
    query = call.request.query
    size = min(max(read_id(query.get("page_size", "")) or DEFAULT_PAGE_SIZE, 1), most)
    rows = _rows(call, table)
    ids = [row["id"] for row in rows]
    offset = query.get("offset", "")
    start = ids.index(offset) if offset in ids else 0
    page, rest = rows[start : start + size], ids[start + size :]
    path = f"/v3/{table.replace('_', '-')}"
    return bare(
        {
            table: [shown(row) for row in page],
            "_metadata": {
                "pagination": {
                    "self": _address(path, ids[start : start + 1], size),
                    "next": _address(path, rest, size) if rest else None,
                    "page_size": size,
                }
            },
        }
    )


def _address(path: str, ids: list[str], size: int) -> str:
    offset = f"offset={ids[0]}&" if ids else ""
    return f"{path}?{offset}page_size={size}"


def _rows(call: Call, table: str) -> list[Row]:
    query = call.request.query
    asked = {
        value
        for name, value in call.request.query_pairs
        if name.startswith("filter[status]")
    }
    column = SORTABLE.get(query.get("sort_by", ""), "created_at")
    way = "DESC" if query.get("sort_direction", "").lower() == "desc" else "ASC"
    rows = call.sandbox.store.rows(
        # The table is the caller's constant, the column one of those above.
        f"SELECT * FROM {table} WHERE account = ? "  # noqa: S608
        f"ORDER BY {column} {way}, rowid {way}",
        (call.account.id,),
    )
    return [row for row in rows if not asked or row["status"] in asked]
