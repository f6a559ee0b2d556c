"""What was done to the rows of a person: added, edited, moved, copied, merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from clicksendhub.audit.models import Entry
from clicksendhub.ui.timeline import Happening
from contacts.models import Change, ChangedRow, ChangeKind, ChangeState, Contact

_ACTS: Final = {
    "contacts.person_created": "Added",
    "contacts.person_edited": "Details changed",
}
_DONE: Final = {
    ChangeKind.IMPORT: "Written by an import",
    ChangeKind.DELETE: "Deleted",
    ChangeKind.MOVE: "Moved",
    ChangeKind.COPY: "Copied",
    ChangeKind.MERGE: "Two rows merged into one",
}
_STATE: Final = "checked"


def happenings_of(rows: Sequence[Contact], *, most: int) -> Iterator[Happening]:
    """The latest of them; an act on many is told while it can be taken back."""
    yield from _by_hand(rows, most)
    yield from _with_others(rows, most)


def _by_hand(rows: Sequence[Contact], most: int) -> Iterator[Happening]:
    by_target = {f"contact {row.pk}": row for row in rows}
    entries = Entry.objects.filter(
        account_id=rows[0].account_id, target__in=by_target, act__in=_ACTS
    )
    for entry in entries.order_by("-at")[: most + 1]:
        yield Happening(
            moment=entry.at,
            title=_ACTS[entry.act],
            sentence=f"In {by_target[entry.target].contact_list}.",
            state=_STATE,
            actor=entry.actor_name,
        )


def _with_others(rows: Sequence[Contact], most: int) -> Iterator[Happening]:
    journal = ChangedRow.objects.filter(
        contact_id__in=[row.pk for row in rows],
        change__account_id=rows[0].account_id,
    )
    related = journal.select_related(
        "change__by", "change__from_list", "change__to_list"
    )
    told = {line.change_id: line.change for line in related.order_by("-pk")[: most + 1]}
    for change in told.values():
        yield Happening(
            moment=change.created_at,
            title=_title(change),
            state=_STATE,
            actor=str(change.by or ""),
            url=change.get_absolute_url(),
        )


def _title(change: Change) -> str:
    where = f" from {change.from_list}" if change.from_list else ""
    where += f" to {change.to_list}" if change.to_list else ""
    undone = " (undone)" if change.state == ChangeState.UNDONE else ""
    return f"{_DONE[ChangeKind(change.kind)]}{where}{undone}"
