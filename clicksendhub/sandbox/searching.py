"""`q=field:value,…` with `operator`, over rows that are few."""

from collections.abc import Sequence
from typing import Any


def matching(
    rows: list[dict[str, Any]], *, query: dict[str, str], fields: Sequence[str]
) -> list[dict[str, Any]]:
    """Return the rows that a search asks for; fields that are not named count not."""
    wanted = _wanted(query.get("q", ""), fields)
    decides = any if query.get("operator", "").upper() == "OR" else all
    if not wanted:
        return rows
    return [
        row
        for row in rows
        if decides(str(row[name]).casefold() == value for name, value in wanted)
    ]


def _wanted(text: str, fields: Sequence[str]) -> list[tuple[str, str]]:
    pairs = (pair.partition(":") for pair in text.split(","))
    # An empty value means any value.
    return [
        (name.strip(), value.strip().casefold())
        for name, _, value in pairs
        if name.strip() in fields and value.strip()
    ]
