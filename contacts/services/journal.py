"""What an act writes down: rows as they were before it, and who was left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from contacts.models import Change, ChangedRow, ChangeKind, ChangeState, Contact

BORN_WITH: Final = 1
"""The version of a row that nobody wrote since it was made."""
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


def follow(
    change: Change, rows: Sequence[Contact], versions: dict[int, tuple[int, int]]
) -> None:
    """Earlier acts left these rows as they are again, and can still be taken back.

    ``versions``: by key, of before the act that was taken back, and now.
    """
    earlier = _earlier_than(change)
    lines = ChangedRow.objects.filter(
        change__in=list(earlier.values_list("pk", flat=True)), contact_id__in=versions
    )
    following = []
    for line in lines:
        before, after = versions[line.contact_id]
        if line.version_after == before:
            line.version_after = after
            following.append(line)
    ChangedRow.objects.bulk_update(following, ["version_after"], batch_size=500)
    _follow_imports(earlier, [r for r in rows if versions[r.pk][0] == BORN_WITH])


def _follow_imports(earlier: QuerySet[Change], rows: Sequence[Contact]) -> None:
    """Whom an import made has no line yet: the version they began with told it."""
    imports = set(
        earlier.filter(
            kind=ChangeKind.IMPORT, pk__in={row.born_in_id for row in rows}
        ).values_list("pk", flat=True)
    )
    born = [
        ChangedRow(
            change_id=row.born_in_id, contact_id=row.pk, version_after=row.version
        )
        for row in rows
        if row.born_in_id in imports
    ]
    ChangedRow.objects.bulk_create(born, ignore_conflicts=True)


def _earlier_than(change: Change) -> QuerySet[Change]:
    ended = Q(
        state__in=(ChangeState.DONE, ChangeState.STOPPED),
        undo_until__gt=timezone.now(),
    )
    under_way = Q(state__in=(ChangeState.WORKING, ChangeState.UNDOING))
    return Change.objects.filter(
        ended | under_way, account_id=change.account_id, pk__lt=change.pk
    )
