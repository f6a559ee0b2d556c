"""One person at a time: added, edited, deleted, sharing a number on purpose."""

from __future__ import annotations

from django.db import transaction

from clicksendhub.audit.services import record
from clicksendhub.people.models import User
from contacts.folding import base_key, free_key, key_of, shared_key
from contacts.models import Contact, ContactList
from contacts.services.counts import counts_changed
from contacts.services.holding import hold_lists, hold_people
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


class Gone(Exception):
    """The person, or the list, was deleted meanwhile."""


@transaction.atomic
def create_person(
    *,
    contact_list: ContactList,
    details: Details,
    by: User,
    shares: bool = False,
    time_zone: str = "",
) -> Contact:
    """Add a person to a list. Raises AlreadyInList unless they share on purpose, Gone.

    Two who add the same person at once meet at the row of the list.
    """
    if hold_lists([contact_list.pk])[contact_list.pk].deleted_at:
        raise Gone
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
    """Write a person anew, or nothing. Raises ChangedMeanwhile, AlreadyInList, Gone."""
    row = _held(contact)
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

    Raises OnTheirWay while nobody knows whether ClickSend has them, and Gone.
    """
    row = _held(contact)
    if is_on_its_way(row):
        raise OnTheirWay
    forget_there([row], row.contact_list)
    Contact.objects.filter(pk=row.pk).delete()
    _after(row, "contacts.person_deleted", by)


def _held(contact: Contact) -> Contact:
    for row in hold_people([contact.pk]):
        return row
    raise Gone


def _free_key(
    contact_list: ContactList, details: Details, *, shares: bool, own: Contact | None
) -> str:
    """The key for these details; a further one where they share it on purpose."""
    key = key_of(details)
    if own and base_key(own.key) == key:
        return own.key
    others = contact_list.contacts.all()
    if own:
        others = others.exclude(pk=own.pk)
    existing = others.filter(key=key).first()
    if existing is None:
        return key
    if not shares:
        raise AlreadyInList(existing)
    wanted = free_key(key, lambda taken: others.filter(key=taken).exists())
    if wanted == shared_key(key, _MOST_SHARING):
        raise TooManyShare
    return wanted


def _after(contact: Contact, act: str, by: User) -> None:
    counts_changed([contact.contact_list_id])
    ask_for_a_turn(contact.contact_list)
    record(
        act,
        actor=by,
        account_id=contact.account_id,
        target=f"contact {contact.pk}",
    )
