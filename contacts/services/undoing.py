"""Takes an act on people back: every row as it was, but for those changed since.

A line of the journal goes with its row. What is on its way to ClickSend stays in the
journal for a later pass: taken back now, it would come again from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.images import conflicts_from, contact_from
from contacts.models import (
    Change,
    ChangedRow,
    ChangeKind,
    ChangeState,
    Conflict,
    Contact,
    ContactList,
)
from contacts.services.changes import AT_ONCE, CARRY_ON, PIECE
from contacts.services.counts import counts_changed
from contacts.services.holding import hold_people
from contacts.services.journal import GONE, follow, leave
from contacts.services.moving import MOVED_COLUMNS
from contacts.services.removing import forget_all_there
from contacts.services.writing import ask_for_a_turn, is_on_its_way

FORGET: Final = "contacts.jobs_people.forget_journal"
UNDOABLE: Final = frozenset(
    {ChangeKind.DELETE, ChangeKind.MOVE, ChangeKind.COPY, ChangeKind.MERGE}
)

_ALL_COLUMNS: Final = tuple(
    field.name for field in Contact._meta.concrete_fields if not field.primary_key
)
_OF_THE_COPY: Final = ("provider_id", "known_there", "asked_at", "seen_there_at")


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


def forget_journal(change: Change) -> bool:
    """Remove a piece of a journal whose days are over; False when none is left."""
    if change.undo_until is None or timezone.now() < change.undo_until:
        return False
    some = list(change.rows.order_by("pk").values_list("pk", flat=True)[:PIECE])
    ChangedRow.objects.filter(pk__in=some).delete()
    if not some:
        # So the sweep does not ask for it again.
        Change.objects.filter(pk=change.pk).update(undo_until=None)
    return bool(some)


def carry_back(change: Change) -> bool:
    """Undo the next piece of an act; False when nothing can be done now."""
    with transaction.atomic():
        held = Change.objects.select_for_update().get(pk=change.pk)
        if held.state != ChangeState.UNDOING:
            return False
        lines = list(held.rows.filter(pk__gt=held.cursor).order_by("pk")[:PIECE])
        if lines:
            _take_back(held, lines)
            held.cursor = lines[-1].pk
        else:
            _end_pass(held)
        held.save(update_fields=["cursor", "left", "state", "finished_at"])
    return bool(lines)


def _end_pass(change: Change) -> None:
    """All was taken back, or some wait for the next pass, which the sweep begins."""
    waiting = list(change.rows.values_list("contact_id", flat=True))
    change.left.pop("taken_back_later", None)
    leave(change, "taken_back_later", waiting)
    if waiting:
        change.cursor = 0
    else:
        change.state, change.finished_at = ChangeState.UNDONE, timezone.now()


def _take_back(change: Change, lines: Sequence[ChangedRow]) -> None:
    before = [contact_from(line.before) for line in lines if line.before is not None]
    lists = {row.contact_list_id for row in before}
    rows = hold_people([line.contact_id for line in lines], beside=lists)
    found = {row.pk: row for row in rows}
    ready = [line for line in lines if not _is_waiting(line, found)]
    intact = [line for line in ready if _is_as_left(line, found)]
    left = [line.contact_id for line in ready if not _is_as_left(line, found)]
    leave(change, "changed_since", left)
    touched = _unmake(intact, found) | _restore(change, intact, found)
    ChangedRow.objects.filter(pk__in=[line.pk for line in ready]).delete()
    counts_changed(touched)
    for of_list in ContactList.objects.standing().filter(pk__in=touched):
        ask_for_a_turn(of_list)


def _is_as_left(line: ChangedRow, found: dict[int, Contact]) -> bool:
    """True where nobody wrote the row since: deleted it must still be missing."""
    row = found.get(line.contact_id)
    return line.version_after == (row.version if row else GONE)


def _is_waiting(line: ChangedRow, found: dict[int, Contact]) -> bool:
    """True while ClickSend is being asked to make what is to be taken back."""
    row = found.get(line.contact_id)
    return row is not None and _is_as_left(line, found) and is_on_its_way(row)


def _unmake(lines: Sequence[ChangedRow], found: dict[int, Contact]) -> set[int]:
    """Delete what the act made; the lists that were touched."""
    made = [found[line.contact_id] for line in lines if line.before is None]
    forget_all_there(made)
    Contact.objects.filter(pk__in=[row.pk for row in made]).delete()
    return {row.contact_list_id for row in made}


def _restore(
    change: Change, lines: Sequence[ChangedRow], found: dict[int, Contact]
) -> set[int]:
    """Put rows back as they were, where their list stands and their place is free."""
    images = {line.contact_id: line.before for line in lines if line.before is not None}
    before = [contact_from(image) for image in images.values()]
    lists = ContactList.objects.standing().in_bulk(
        {row.contact_list_id for row in before}
    )
    taken = _taken_places(before)
    free = [
        row
        for row in before
        if row.contact_list_id in lists and (row.contact_list_id, row.key) not in taken
    ]
    back = {row.pk for row in free}
    leave(change, "no_place", [row.pk for row in before if row.pk not in back])
    for row in free:
        row.contact_list = lists[row.contact_list_id]
    touched = {found[pk].contact_list_id for pk in back if pk in found}
    _write_again(change, [row for row in free if row.pk in found], found)
    missing = [row for row in free if row.pk not in found]
    for row in missing:
        _forget_copy(row)
    Contact.objects.bulk_create(missing)
    conflicts = [each for row in missing for each in conflicts_from(images[row.pk])]
    Conflict.objects.bulk_create(conflicts)
    return touched | {row.contact_list_id for row in free}


def _write_again(
    change: Change, rows: Sequence[Contact], found: dict[int, Contact]
) -> None:
    """Rows that are there become as before, under a version that nobody has seen."""
    forget_all_there([found[row.pk] for row in rows if _is_elsewhere(row, found)])
    versions = {}
    for row in rows:
        if _is_elsewhere(row, found):
            _forget_copy(row)
        else:
            _keep_copy(row, found[row.pk])
        versions[row.pk] = (row.version, found[row.pk].version + 1)
        row.version = found[row.pk].version + 1
    is_move = change.kind == ChangeKind.MOVE
    Contact.objects.bulk_update(rows, MOVED_COLUMNS if is_move else _ALL_COLUMNS)
    follow(change, rows, versions)


def _is_elsewhere(row: Contact, found: dict[int, Contact]) -> bool:
    return row.contact_list_id != found[row.pk].contact_list_id


def _keep_copy(row: Contact, now: Contact) -> None:
    """At ClickSend stands what the act made of it: so what it was goes out."""
    for name in _OF_THE_COPY:
        setattr(row, name, getattr(now, name))
    row.goes_out, row.refused_version = row.contact_list.keeps_in_step, None


def _forget_copy(row: Contact) -> None:
    """Their copy at ClickSend was removed, or will be: a new one is made."""
    if row.contact_list.keeps_in_step and row.contact_list.provider_id:
        row.provider_id = row.known_there = row.asked_at = row.seen_there_at = None
        row.refused_version = None
    row.goes_out = row.contact_list.keeps_in_step


def _taken_places(rows: Sequence[Contact]) -> set[tuple[int, str]]:
    """Lists and keys that somebody else has by now."""
    mine = {row.pk for row in rows}
    standing = Contact.objects.filter(
        contact_list__in={row.contact_list_id for row in rows},
        key__in={row.key for row in rows},
    ).exclude(pk__in=mine)
    return set(standing.values_list("contact_list_id", "key"))
