"""Takes an act on people back: every row as it was, but for those changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.images import contact_from
from contacts.models import (
    Change,
    ChangedRow,
    ChangeKind,
    ChangeState,
    Contact,
    ContactList,
)
from contacts.services.changes import AT_ONCE, CARRY_ON, GONE, PIECE, leave
from contacts.services.counts import counts_changed
from contacts.services.writing import ask_for_a_turn, forget_there

UNDOABLE: Final = frozenset(
    {ChangeKind.DELETE, ChangeKind.MOVE, ChangeKind.COPY, ChangeKind.MERGE}
)


def may_undo(change: Change) -> bool:
    """Done, of a kind that can be undone, and its days are not over."""
    is_in_time = change.undo_until is not None and timezone.now() < change.undo_until
    return change.state == ChangeState.DONE and is_in_time and change.kind in UNDOABLE


@transaction.atomic
def undo(*, change: Change, by: User) -> bool:
    """Begin to take an act back; False where that was begun or its time is over."""
    if not may_undo(change):
        return False
    done = Change.objects.filter(pk=change.pk, state=ChangeState.DONE)
    if not done.update(state=ChangeState.UNDOING, cursor=0, left={}):
        return False
    record(
        "contacts.change_undone",
        actor=by,
        account_id=change.account_id,
        target=change.public_id,
    )
    if change.rows.count() <= AT_ONCE:
        while carry_back(change):
            pass
    else:
        nudge(CARRY_ON, str(change.public_id))
    change.refresh_from_db()
    return True


def carry_back(change: Change) -> bool:
    """Undo the next piece of an act; False when there is none left."""
    with transaction.atomic():
        held = Change.objects.select_for_update().get(pk=change.pk)
        if held.state != ChangeState.UNDOING:
            return False
        lines = list(held.rows.filter(pk__gt=held.cursor).order_by("pk")[:PIECE])
        if not lines:
            held.state, held.finished_at = ChangeState.UNDONE, timezone.now()
            held.save(update_fields=["state", "finished_at"])
            return False
        _take_back(held, lines)
        held.cursor = lines[-1].pk
        held.save(update_fields=["cursor", "left"])
    return True


def _take_back(change: Change, lines: Sequence[ChangedRow]) -> None:
    found = Contact.objects.select_for_update().in_bulk(
        [line.contact_id for line in lines]
    )
    intact = [line for line in lines if _is_as_left(line, found)]
    left = [line.contact_id for line in lines if not _is_as_left(line, found)]
    leave(change, "changed_since", left)
    touched = _unmake(intact, found) | _restore(change, intact, found)
    counts_changed(touched)
    for of_list in ContactList.objects.standing().filter(pk__in=touched):
        ask_for_a_turn(of_list)


def _is_as_left(line: ChangedRow, found: dict[int, Contact]) -> bool:
    """True where nobody wrote the row since: deleted it must still be missing."""
    row = found.get(line.contact_id)
    return line.version_after == (row.version if row else GONE)


def _unmake(lines: Sequence[ChangedRow], found: dict[int, Contact]) -> set[int]:
    """Delete what the act made; the lists that were touched."""
    made = [found[line.contact_id] for line in lines if line.before is None]
    _forget_there(made)
    Contact.objects.filter(pk__in=[row.pk for row in made]).delete()
    return {row.contact_list_id for row in made}


def _restore(
    change: Change, lines: Sequence[ChangedRow], found: dict[int, Contact]
) -> set[int]:
    """Put rows back as they were, where their list stands and their place is free."""
    before = [contact_from(line.before) for line in lines if line.before is not None]
    lists = ContactList.objects.standing().in_bulk(
        {row.contact_list_id for row in before}
    )
    touched = {found[row.pk].contact_list_id for row in before if row.pk in found}
    taken = _taken_places(before)
    free = [
        row
        for row in before
        if row.contact_list_id in lists and (row.contact_list_id, row.key) not in taken
    ]
    back = {row.pk for row in free}
    leave(change, "no_place", [row.pk for row in before if row.pk not in back])
    _forget_there([found[row.pk] for row in free if row.pk in found])
    Contact.objects.filter(pk__in=back).delete()
    for row in free:
        _forget_copy(row, lists[row.contact_list_id])
    Contact.objects.bulk_create(free)
    return touched | {row.contact_list_id for row in free}


def _forget_copy(row: Contact, of_list: ContactList) -> None:
    """Their copy at ClickSend was removed, or will be: a new one is made."""
    if of_list.keeps_in_step and of_list.provider_id:
        row.provider_id = row.known_there = row.asked_at = row.seen_there_at = None
        row.refused_version = None
    row.goes_out = of_list.keeps_in_step


def _taken_places(rows: Sequence[Contact]) -> set[tuple[int, str]]:
    """Lists and keys that somebody else has by now."""
    mine = {row.pk for row in rows}
    standing = Contact.objects.filter(
        contact_list__in={row.contact_list_id for row in rows},
        key__in={row.key for row in rows},
    ).exclude(pk__in=mine)
    return set(standing.values_list("contact_list_id", "key"))


def _forget_there(rows: Sequence[Contact]) -> None:
    lists = ContactList.objects.in_bulk({row.contact_list_id for row in rows})
    for of_list in lists.values():
        forget_there(
            [row for row in rows if row.contact_list_id == of_list.pk], of_list
        )
