"""Finds what stopped with its worker: acts on many people, deleted lists to empty."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from clicksendhub.jobs import nudge
from contacts.models import Change, ChangeKind, ChangeState, Contact, ContactList
from contacts.services import changes, lists

_UNFINISHED: Final = (ChangeState.WAITING, ChangeState.WORKING, ChangeState.UNDOING)
_AT_ONCE: Final = 20


def find_unfinished(_now: datetime) -> None:
    """The sweep’s search: acts that stopped with their worker, lists to empty."""
    acts = Change.objects.exclude(kind=ChangeKind.IMPORT).filter(state__in=_UNFINISHED)
    for key in acts.values_list("public_id", flat=True)[:_AT_ONCE]:
        nudge(changes.CARRY_ON, str(key))
    people = Contact.objects.filter(contact_list=OuterRef("pk"))
    deleted = ContactList.objects.filter(Exists(people), deleted_at__isnull=False)
    for key in deleted.values_list("public_id", flat=True)[:_AT_ONCE]:
        nudge(lists.EMPTY, str(key))
