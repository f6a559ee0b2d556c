"""Somebody deleted and added again at ClickSend has another id there: the same person.

Without a look at the old id they would be a second person here, and the first one would
be put back beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from clicksendhub.clicksend import Contact as ContactThere
from clicksendhub.clicksend import NotFound
from contacts.folding import key_of, shared_key
from contacts.models import Contact
from contacts.sync import leases
from contacts.sync.mapping import read_contact
from contacts.sync.turn import Turn

# People who share a number have keys of their own; more of them are not looked at.
_SHARING = (2, 3)


def unlink_replaced(turn: Turn, contacts: Sequence[ContactThere]) -> None:
    """Forget the ids of rows whose contact is gone, where its like has a new one.

    Each is written at once, so a turn that ends amid them goes on where it was.
    """
    for row in _may_be_replaced(turn, contacts):
        if _is_gone(turn, row.provider_id or 0):
            _unlink(turn, row)


def _may_be_replaced(turn: Turn, contacts: Sequence[ContactThere]) -> list[Contact]:
    """Linked rows that are not on the page, with the key of one whose id is new."""
    rows = turn.contact_list.contacts.filter(provider_id__isnull=False)
    ids = {contact.contact_id for contact in contacts}
    known = set(
        rows.filter(provider_id__in=ids).values_list("provider_id", flat=True),
    )
    country = turn.account.country
    keys = {
        key_of(read_contact(contact, country=country))
        for contact in contacts
        if contact.contact_id not in known
    }
    keys |= {shared_key(key, ordinal) for key in keys for ordinal in _SHARING}
    return list(rows.filter(key__in=keys).exclude(provider_id__in=ids))


def _is_gone(turn: Turn, contact_id: int) -> bool:
    try:
        with turn.call():
            turn.client.contacts.get(turn.list_there, contact_id=contact_id)
    except NotFound:
        return True
    return False


def _unlink(turn: Turn, row: Contact) -> None:
    """What both last agreed on goes too: their like may lack what we know of them."""
    with transaction.atomic():
        leases.hold_in_step(turn.lease)
        same = turn.contact_list.contacts.filter(pk=row.pk, provider_id=row.provider_id)
        same.update(provider_id=None, known_there=None, asked_at=None)
