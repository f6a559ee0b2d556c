"""Makes two rows of a person one; what is lost in it stands in the journal."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.people.models import User
from contacts.folding import base_key, free_key, key_of
from contacts.images import images_of
from contacts.models import Change, ChangeKind, ChangeState, Contact
from contacts.services.changes import NowhereToGo, finish
from contacts.services.counts import counts_changed
from contacts.services.holding import hold_people
from contacts.services.journal import GONE, keep_before
from contacts.services.people import OnTheirWay
from contacts.services.removing import forget_all_there
from contacts.services.writing import ask_for_a_turn, fill, is_on_its_way, mark_changed
from contacts.values import COLUMNS, Details

_NAME: Final = ("first_name", "last_name")
_ADDRESS: Final = ("line_1", "line_2", "city", "state", "postal_code")
_NUMBER: Final = ("number", "number_kind", "number_raw")


@transaction.atomic
def merge_people(*, keep: Contact, other: Contact, by: User) -> Change:
    """Make two rows of an account one: blanks are filled, the other one goes.

    What both have stays as it is in ``keep``; what the other had is in the journal, so
    that nothing is lost and the merge can be undone. Raises NowhereToGo where one of
    them is gone, and OnTheirWay.
    """
    keep, other = _held(keep, other)
    change = Change.objects.create(
        account_id=keep.account_id,
        kind=ChangeKind.MERGE,
        by=by,
        from_list=other.contact_list,
        to_list=keep.contact_list,
        planned=2,
        state=ChangeState.WORKING,
    )
    before = images_of([keep, other])
    keep_before(change, [(other.pk, before[other.pk], GONE)])
    forget_all_there([other])
    Contact.objects.filter(pk=other.pk).delete()
    _fill_blanks(keep, other)
    mark_changed(keep).save()
    keep_before(change, [(keep.pk, before[keep.pk], keep.version)])
    change.done = 2
    finish(change)
    counts_changed({keep.contact_list_id, other.contact_list_id})
    for of_list in {keep.contact_list, other.contact_list}:
        ask_for_a_turn(of_list)
    record(
        "contacts.people_merged",
        actor=by,
        account_id=keep.account_id,
        target=change.public_id,
    )
    return change


def _held(keep: Contact, other: Contact) -> tuple[Contact, Contact]:
    rows = {row.pk: row for row in hold_people([keep.pk, other.pk])}
    if len(rows) < 2 or keep.account_id != other.account_id:
        raise NowhereToGo
    if is_on_its_way(rows[other.pk]):
        raise OnTheirWay
    return rows[keep.pk], rows[other.pk]


def _fill_blanks(keep: Contact, other: Contact) -> None:
    details = merged(keep.details, other.details)
    key, others = key_of(details), keep.contact_list.contacts.exclude(pk=keep.pk)
    if base_key(keep.key) == key:
        key = keep.key
    else:
        key = free_key(key, lambda taken: others.filter(key=taken).exists())
    fill(keep, details, key=key)
    keep.time_zone = keep.time_zone or other.time_zone


def merged(ours: Details, theirs: Details) -> Details:
    """Ours, with blanks filled; a name, an address and a number are each one thing."""
    taken = {
        name: getattr(ours, name) or getattr(theirs, name)
        for name in COLUMNS
        if name != "extra"
    }
    for group, source in (
        (_NAME, theirs if _is_blank(ours, _NAME) else ours),
        (_NUMBER, ours if ours.number else theirs),
        ((*_ADDRESS, "country"), theirs if _has_no_address(ours, theirs) else ours),
    ):
        taken |= {name: getattr(source, name) for name in group}
    own = {name: value for name, value in ours.extra.items() if value}
    return Details(**taken, extra={**theirs.extra, **own})


def _is_blank(details: Details, group: tuple[str, ...]) -> bool:
    return not any(getattr(details, name) for name in group)


def _has_no_address(ours: Details, theirs: Details) -> bool:
    """A country alone is no address, unless the other one is elsewhere."""
    return _is_blank(ours, _ADDRESS) and ours.country in {"", theirs.country}
