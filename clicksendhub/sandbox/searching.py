"""`q=field:value,…` with `operator`, as every search of a list reads it."""

from collections.abc import Collection, Mapping
from typing import Any


def wanted(
    query: Mapping[str, str], *, fields: Collection[str]
) -> list[tuple[str, str]]:
    """Return the fields of a search with their values; unknown fields count not."""
    pairs = (pair.partition(":") for pair in query.get("q", "").split(","))
    # An empty value means any value.
    return [
        (name.strip(), value.strip())
        for name, _, value in pairs
        if name.strip() in fields and value.strip()
    ]


def joined(conditions: list[str], *, query: Mapping[str, str]) -> str:
    """Return conditions of SQL as one, by the operator of the search."""
    operator = " OR " if _is_any(query) else " AND "
    return f"({operator.join(conditions)})" if conditions else "1"


def matching(
    rows: list[dict[str, Any]], *, query: Mapping[str, str], fields: Collection[str]
) -> list[dict[str, Any]]:
    """Return the rows that a search asks for, of rows that are few."""
    asked = wanted(query, fields=fields)
    decides = any if _is_any(query) else all
    if not asked:
        return rows
    return [
        row
        for row in rows
        if decides(
            str(row[name]).casefold() == value.casefold() for name, value in asked
        )
    ]


def _is_any(query: Mapping[str, str]) -> bool:
    return query.get("operator", "").upper() == "OR"
