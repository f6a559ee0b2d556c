"""One person at a time: added, edited, deleted, sharing a number on purpose."""

from __future__ import annotations

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.people.models import User
from contacts.folding import key_of, shared_key
from contacts.models import Contact, ContactList
from contacts.services.counts import counts_changed
from contacts.services.writing import (
    ask_for_a_turn,
    fill,
    forget_there,
    is_on_its_way,
    mark_changed,
)
from contacts.values import Details

_MOST_SHARING = 50


class AlreadyInList(Exception):
    """Somebody in the list has the same number (or e-mail, or address)."""

    def __init__(self, existing: Contact) -> None:
        super().__init__("Somebody in this list has it already.")
        self.existing = existing


class ChangedMeanwhile(Exception):
    """The row was written since the form was opened; ``now`` is what it is now."""

    def __init__(self, now: Contact) -> None:
        super().__init__("It was changed meanwhile.")
        self.now = now


class OnTheirWay(Exception):
    """ClickSend is being asked to make them just now: try again in a minute."""


class TooManyShare(Exception):
    """More people share one number than the hub keeps apart."""


@transaction.atomic
def create_person(
    *,
    contact_list: ContactList,
    details: Details,
    by: User,
    shares: bool = False,
    time_zone: str = "",
) -> Contact:
    """Add a person to a list. Raises AlreadyInList unless they share on purpose."""
    _hold(contact_list)
    key = _free_key(contact_list, details, shares=shares, own=None)
    made = Contact(account_id=contact_list.account_id, contact_list=contact_list)
    fill(made, details, key=key)
    made.time_zone = time_zone
    made.goes_out = contact_list.keeps_in_step
    made.save()
    _after(made, "contacts.person_created", by)
    return made


@transaction.atomic
def edit_person(
    *,
    contact: Contact,
    details: Details,
    by: User,
    version: int,
    shares: bool = False,
    time_zone: str = "",
) -> Contact:
    """Write a person anew. Raises ChangedMeanwhile or AlreadyInList; writes nothing."""
    _hold(contact.contact_list)
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    row.contact_list = contact.contact_list
    if row.version != version:
        raise ChangedMeanwhile(row)
    if row.details == details and row.time_zone == time_zone:
        return row
    key = _free_key(row.contact_list, details, shares=shares, own=row)
    fill(row, details, key=key)
    row.time_zone = time_zone
    mark_changed(row).save()
    _after(row, "contacts.person_edited", by)
    return row


@transaction.atomic
def delete_person(*, contact: Contact, by: User) -> None:
    """Delete a person from their list; a block of their number stays.

    Raises OnTheirWay while nobody knows whether ClickSend has them.
    """
    of_list = contact.contact_list
    _hold(of_list)
    contact.refresh_from_db(fields=["asked_at", "provider_id"])
    if is_on_its_way(contact):
        raise OnTheirWay
    forget_there([contact], of_list)
    pk = contact.pk
    contact.delete()
    contact.pk = pk
    _after(contact, "contacts.person_deleted", by)


def _hold(contact_list: ContactList) -> None:
    """Two who add the same person at once meet at the list’s row."""
    ContactList.objects.select_for_update().get(pk=contact_list.pk)


def _free_key(
    contact_list: ContactList, details: Details, *, shares: bool, own: Contact | None
) -> str:
    """The key for these details; a further one where they share it on purpose."""
    key = key_of(details)
    if own and own.key.partition("~")[0] == key:
        return own.key
    others = contact_list.contacts.all()
    if own:
        others = others.exclude(pk=own.pk)
    existing = others.filter(key=key).first()
    if existing is None:
        return key
    if not shares:
        raise AlreadyInList(existing)
    for ordinal in range(2, _MOST_SHARING):
        if not others.filter(key=shared_key(key, ordinal)).exists():
            return shared_key(key, ordinal)
    raise TooManyShare(key)


def _after(contact: Contact, act: str, by: User) -> None:
    counts_changed([contact.contact_list_id])
    ask_for_a_turn(contact.contact_list)
    record(
        act,
        actor=by,
        account_id=contact.account_id,
        target=f"contact {contact.pk}",
    )
