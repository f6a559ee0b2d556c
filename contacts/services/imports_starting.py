"""A person starts an import, stops it, and lets it go on."""

from __future__ import annotations

import hashlib
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clicksendhub.jobs import nudge
from clicksendhub.people.models import User
from contacts.imports.guessing import NEW
from contacts.models import (
    Change,
    ChangeKind,
    ChangeState,
    Contact,
    ContactList,
    CustomField,
    Import,
    ImportState,
)
from contacts.services.custom_fields import LabelTaken, add_field, field_called
from contacts.services.imports_checking import SUMS
from contacts.services.imports_drafts import note
from contacts.services.imports_telling import CARRY_ON
from contacts.services.imports_undoing import undo_until
from contacts.services.imports_values import NotChecked
from contacts.services.lists import NameTaken, create_list

_SUMS: Final = ("rows", "new", "changed", "same", "duplicate", "rejected")
_CHANGED: Final = "It was changed meanwhile. Look again."
_LIST_GONE: Final = "The list was deleted meanwhile. Choose another one under Match."


def seal_of(found: Import) -> str:
    """Names what a check came to; another once it was checked anew, or mended."""
    checked_at = found.checked_at.isoformat() if found.checked_at else ""
    told = [checked_at, found.piece, *(getattr(found, name) for name in SUMS)]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@transaction.atomic
def begin_import(*, found: Import, by: User, seen: str | None = None) -> None:
    """A checked draft is to be imported, as it was ``seen``. Raises NotChecked.

    Another tab may have changed it since: then nobody saw what would be imported.
    """
    held = Import.objects.select_for_update().get(pk=found.pk)
    if held.state != ImportState.CHECKED:
        raise NotChecked
    if seen not in {None, seal_of(held)}:
        raise NotChecked(_CHANGED)
    of_list = _list_for(held, by)
    _make_fields(held, by)
    held.contact_list = of_list
    held.change = Change.objects.create(
        account_id=held.account_id,
        kind=ChangeKind.IMPORT,
        state=ChangeState.WORKING,
        by=by,
        to_list=of_list,
        planned=held.rows - held.duplicate - held.rejected,
    )
    held.foreseen = {
        name: getattr(held, name) for name in (*_SUMS, "warned", "blocked")
    }
    held.new = held.changed = held.same = held.cursor = held.piece = 0
    held.born_after = Contact.objects.aggregate(last=Max("pk"))["last"] or 0
    held.started_at = held.queued_at = timezone.now()
    _set_to_work(held)
    note("contacts.import_started", held, by, people=held.change.planned)
    found.refresh_from_db()


@transaction.atomic
def stop(*, found: Import, by: User) -> bool:
    """Stop at the end of the piece: a check becomes a draft again.

    False where nothing is under way that could be stopped.
    """
    may_stop = (ImportState.CHECKING, ImportState.IMPORTING)
    running = Import.objects.filter(pk=found.pk, state__in=may_stop, wants_stop=False)
    is_new = bool(running.update(wants_stop=True))
    if is_new:
        note("contacts.import_stopped", found, by)
        nudge(CARRY_ON, str(found.public_id))
    found.refresh_from_db()
    return is_new or found.state in may_stop


def may_go_on(found: Import) -> bool:
    """Stopped half-way, and what was checked is kept still."""
    if found.state != ImportState.STOPPED or found.finished_at is None:
        return False
    return bool(found.file) and timezone.now() < undo_until(found.finished_at)


@transaction.atomic
def set_going(*, found: Import, by: User) -> bool:
    """Go on with an import that was stopped half-way; False where that cannot be."""
    held = Import.objects.select_for_update().get(pk=found.pk)
    if not may_go_on(held):
        return False
    Change.objects.filter(pk=held.change_id or 0).update(
        state=ChangeState.WORKING, finished_at=None, undo_until=None
    )
    held.queued_at, held.finished_at, held.trouble = timezone.now(), None, ""
    _set_to_work(held)
    note("contacts.import_went_on", held, by)
    found.refresh_from_db()
    return True


def _set_to_work(held: Import) -> None:
    held.state = ImportState.IMPORTING
    held.wants_stop, held.rows_per_second, held.tries = False, 0, 0
    held.lease_token, held.lease_until = "", None
    held.save()
    nudge(CARRY_ON, str(held.public_id))


def _list_for(held: Import, by: User) -> ContactList:
    if held.contact_list:
        if held.contact_list.deleted_at:
            raise NotChecked(_LIST_GONE)
        return held.contact_list
    if not held.new_list_name:
        raise NotChecked(_LIST_GONE)
    try:
        made = create_list(
            account=held.account,
            name=held.new_list_name,
            by=by,
            keeps_in_step=held.keeps_in_step,
        )
    except NameTaken as error:
        raise NotChecked(
            f"There is a list called “{held.new_list_name}” by now. Choose it, or "
            "another name, under Match."
        ) from error
    held.has_made_list = True
    return made


def _make_fields(held: Import, by: User) -> None:
    """Fields that the mapping calls new; one of that label may be there by now."""
    made = {}
    for target in held.mapping:
        if target.startswith(NEW):
            made[target] = _field_called(held, target.removeprefix(NEW), by).name
    held.made_fields = made
    held.mapping = [made.get(target, target) for target in held.mapping]


def _field_called(held: Import, label: str, by: User) -> CustomField:
    try:
        return add_field(account=held.account, label=label, by=by)
    except LabelTaken as error:
        found = field_called(held.account_id, label)
        if found is None:
            raise NotChecked(
                f"A field cannot be called “{label}”. Choose another name under Match."
            ) from error
        return found
