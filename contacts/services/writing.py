"""The one way in which a person is written: derived columns, version, what goes out."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from clicksendhub.jobs import nudge
from contacts.folding import key_of, name_key_of, search_of
from contacts.models import Contact, ContactList, Removal, StepState
from contacts.sync.due import REMOVE, STEP
from contacts.values import COLUMNS, Details


def fill(contact: Contact, details: Details, *, key: str = "") -> Contact:
    """Give a row its details and every column that follows from them; not saved."""
    for name in COLUMNS:
        setattr(contact, name, getattr(details, name))
    contact.extra = dict(details.extra)
    contact.key = key or key_of(details)
    contact.name_key = name_key_of(details)
    contact.search = search_of(details)
    return contact


def mark_changed(contact: Contact) -> Contact:
    """A further version, which goes out where its list keeps in step; not saved."""
    contact.version += 1
    contact.updated_at = timezone.now()
    contact.goes_out = contact.contact_list.keeps_in_step
    contact.refused_version = None
    return contact


def is_on_its_way(contact: Contact) -> bool:
    """True while ClickSend is being asked to make them, and nobody knows yet whether.

    Deleted or moved now, they would come back with the next fetch.
    """
    asked = contact.asked_at is not None and contact.provider_id is None
    return asked and contact.contact_list.keeps_in_step


def forget_there(rows: Iterable[Contact], of_list: ContactList) -> None:
    """Remember to remove from ClickSend what is being deleted here.

    Of a list kept here alone too: else they would come back when it is switched on.
    """
    if not of_list.provider_id:
        return
    removals = [
        Removal(
            account_id=of_list.account_id,
            list_provider_id=of_list.provider_id,
            contact_provider_id=row.provider_id,
        )
        for row in rows
        if row.provider_id
    ]
    if removals:
        Removal.objects.bulk_create(removals, ignore_conflicts=True)
    if removals and of_list.keeps_in_step:
        nudge(REMOVE, str(of_list.account_id))


def ask_for_a_turn(of_list: ContactList) -> None:
    """Changes wait to go out: say so on the list, and wake the job."""
    if not of_list.keeps_in_step or of_list.step_state == StepState.GONE:
        return
    standing = ContactList.objects.filter(pk=of_list.pk)
    standing.exclude(step_state=StepState.GONE).update(step_state=StepState.WAITING)
    nudge(STEP, str(of_list.public_id))


def end_rest(of_list: ContactList) -> None:
    """A person did what the list may have waited for: its next turn is not put off."""
    ContactList.objects.filter(pk=of_list.pk).update(rests_until=None)
