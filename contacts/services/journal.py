"""What an act writes down: rows as they were before it, and who was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from contacts.models import Change, ChangedRow

GONE: Final = 0
"""The version of a row that an act deleted."""
_TOLD: Final = 50


def keep_before(
    change: Change, lines: Sequence[tuple[int, dict[str, Any] | None, int]]
) -> None:
    """Journal rows: key, image from before (None: made by the act), version after."""
    ChangedRow.objects.bulk_create(
        ChangedRow(change=change, contact_id=pk, before=before, version_after=version)
        for pk, before, version in lines
    )


def leave(change: Change, why: str, ids: Sequence[int], *, count: int = 0) -> None:
    """Keep how many were left as they are, for which reason, and the first of them.

    With ``count`` there are more than ``ids`` names.
    """
    if not ids:
        return
    told = change.left.setdefault(why, {"count": 0, "ids": []})
    told["count"] += count or len(ids)
    told["ids"] = [*told["ids"], *ids][:_TOLD]
