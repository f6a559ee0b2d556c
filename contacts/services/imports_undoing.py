"""Takes an import back in pieces: what it changed becomes as it was, what it made goes.

Who was written since is left as they are, and listed. First the changed ones, whose
line of the journal goes with them, so that what is left of the journal is left to do;
then the ones it made, in the order of their keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.images import contact_from
from contacts.imports import steps
from contacts.models import (
    Change,
    ChangedRow,
    ChangeState,
    Conflict,
    Contact,
    ContactList,
    Import,
    ImportState,
)
from contacts.services import imports_leases as leases
from contacts.services.counts import counts_changed
from contacts.services.imports_drafts import note
from contacts.services.imports_files import forget_plan
from contacts.services.imports_telling import CARRY_ON, first_in_line
from contacts.services.imports_writing import write_anew
from contacts.services.journal import BORN_WITH, follow, leave
from contacts.services.lists import delete_list
from contacts.services.writing import ask_for_a_turn, forget_there, is_on_its_way

PIECE: Final = 2_000
_UNDOABLE: Final = frozenset(
    {ImportState.DONE, ImportState.STOPPED, ImportState.HALTED}
)
_RESTORED: Final = tuple(
    field.name for field in Contact._meta.concrete_fields if not field.primary_key
)
# Of a person who is at ClickSend too: what is known of the copy is true still.
_OF_THE_COPY: Final = ("provider_id", "known_there", "asked_at", "seen_there_at")


def may_undo(found: Import) -> bool:
    """Done, or stopped half-way into it or out of it, and its days are not over."""
    if found.state not in _UNDOABLE or found.finished_at is None:
        return False
    return timezone.now() < undo_until(found.finished_at)


def undo_until(finished_at: datetime) -> datetime:
    """How long what was finished then can be taken back."""
    return finished_at + timedelta(days=settings.UNDO_DAYS)


@transaction.atomic
def begin_undo(*, found: Import, by: User) -> bool:
    """The import is to be taken back; False where that cannot be."""
    held = Import.objects.select_for_update().get(pk=found.pk)
    if not may_undo(held) or held.change_id is None:
        return False
    act = Change.objects.filter(pk=held.change_id)
    if held.state != ImportState.HALTED:
        held.cursor = 0
        act.update(cursor=held.born_after, left={})
    act.update(state=ChangeState.UNDOING)
    held.state, held.wants_stop, held.trouble = ImportState.UNDOING, False, ""
    held.queued_at, held.rows_per_second, held.tries = timezone.now(), 0, 0
    held.lease_token, held.lease_until = "", None
    held.save()
    note("contacts.import_undone", held, by)
    nudge(CARRY_ON, str(held.public_id))
    found.refresh_from_db()
    return True


def undo(found: Import, lease: leases.Lease) -> bool:
    """Take back for a slice; True where more is left. Raises LeaseLost."""
    if first_in_line(found):
        return False
    time = leases.Slice(found.cursor)
    while _undo_piece(lease, time):
        steps.at("undo.after_piece")
        if time.is_over:
            _tell_lists(found)
            return True
    _tell_lists(found)
    return False


def halt(lease: leases.Lease, trouble: str) -> None:
    """What was taken back so far stays so; a person may begin again from there."""
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.UNDOING)
        held.state, held.finished_at = ImportState.HALTED, timezone.now()
        held.trouble = trouble
        held.save(update_fields=["state", "finished_at", "trouble"])
        Change.objects.filter(pk=held.change_id or 0).update(
            state=ChangeState.STOPPED, undo_until=undo_until(held.finished_at)
        )


def _undo_piece(lease: leases.Lease, time: leases.Slice) -> bool:
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.UNDOING)
        change = Change.objects.get(pk=held.change_id or 0)
        lists = ContactList.objects.select_for_update()
        list(lists.filter(pk=held.contact_list_id or 0))
        lines = list(change.rows.order_by("pk")[:PIECE])
        done = _restore(change, lines) if lines else _unmake(change)
        steps.at("undo.before_commit")
        if done == 0:
            _finish(held, change)
            return False
        change.save(update_fields=["cursor", "left"])
        held.cursor += done
        held.rows_per_second = time.rate(held.cursor)
        held.save(update_fields=["cursor", "rows_per_second"])
    return True


def _restore(change: Change, lines: Sequence[ChangedRow]) -> int:
    """Rows as they were before the import; the lines of the journal are done with."""
    ids = [line.contact_id for line in lines]
    rows = Contact.objects.select_for_update().select_related("contact_list")
    there = rows.in_bulk(ids)
    restored, made, left, versions = [], [], [], {}
    for line in lines:
        now = there.get(line.contact_id)
        is_as_left = now is not None and now.version == line.version_after
        if now is None or not is_as_left:
            # Whom the import made is met again, and listed, among the rest of those.
            left += [line.contact_id] if line.before is not None else []
        elif line.before is None:
            made.append(now)
        else:
            before = contact_from(line.before)
            versions[now.pk] = (before.version, now.version + 1)
            restored.append(_as_before(now, before))
    write_anew(restored, _RESTORED)
    follow(change, restored, versions)
    _delete(change, made)
    leave(change, "changed_since", left)
    ChangedRow.objects.filter(pk__in=[line.pk for line in lines]).delete()
    return len(lines)


def _as_before(now: Contact, before: Contact) -> Contact:
    """What it was; at ClickSend stands what the import made of it, so it goes out."""
    of_list = now.contact_list
    if of_list.keeps_in_step and (of_list.provider_id or now.goes_out):
        for name in _OF_THE_COPY:
            setattr(before, name, getattr(now, name))
        before.goes_out, before.refused_version = True, None
    # No version comes twice: a form or a push that began before must notice.
    before.version = now.version + 1
    return before


def _unmake(change: Change) -> int:
    """Delete the next of those whom the import made."""
    # By their keys alone: with the list in it, an index would be read and sorted whole.
    made = Contact.objects.select_for_update().select_related("contact_list")
    born = made.filter(born_in=change, pk__gt=change.cursor).order_by("pk")
    rows = list(born[:PIECE])
    if not rows:
        return 0
    going = [row for row in rows if row.version == BORN_WITH]
    leave(change, "changed_since", [r.pk for r in rows if r.version != BORN_WITH])
    _delete(change, going)
    change.cursor = rows[-1].pk
    return len(rows)


def _delete(change: Change, going: Sequence[Contact]) -> None:
    leave(change, "on_their_way", [row.pk for row in going if is_on_its_way(row)])
    going = [row for row in going if not is_on_its_way(row)]
    lists = {row.contact_list_id: row.contact_list for row in going}
    for pk, of_list in lists.items():
        forget_there([row for row in going if row.contact_list_id == pk], of_list)
    ids = [row.pk for row in going]
    Conflict.objects.filter(contact__in=ids).delete()
    Contact.objects.filter(pk__in=ids).delete()


def _finish(held: Import, change: Change) -> None:
    now = timezone.now()
    held.state, held.finished_at = ImportState.UNDONE, now
    held.save(update_fields=["state", "finished_at"])
    change.state, change.finished_at = ChangeState.UNDONE, now
    change.save(update_fields=["state", "finished_at"])
    held.pieces.all().delete()
    transaction.on_commit(lambda: forget_plan(held))
    of_list = held.contact_list
    is_empty = of_list and not of_list.contacts.exists()
    if of_list and held.has_made_list and is_empty and held.by:
        delete_list(contact_list=of_list, by=held.by)


def _tell_lists(found: Import) -> None:
    standing = ContactList.objects.standing()
    for of_list in standing.filter(pk=found.contact_list_id or 0):
        counts_changed([of_list.pk])
        ask_for_a_turn(of_list)
