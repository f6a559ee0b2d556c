"""Finds what is left to do: acts that stopped, lists to empty, journals to forget."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef

from clicksendhub.jobs import nudge
from contacts.models import Change, ChangeKind, ChangeState, Contact, ContactList
from contacts.services import changes, lists, undoing

_UNFINISHED: Final = (ChangeState.WAITING, ChangeState.WORKING, ChangeState.UNDOING)
_AT_ONCE: Final = 20


def find_unfinished(now: datetime) -> None:
    """The sweep’s search: acts and lists that wait for a job, and journals out of date.

    A journal holds people as they were: after the days of Undo nobody needs it.
    """
    acts = Change.objects.exclude(kind=ChangeKind.IMPORT).filter(state__in=_UNFINISHED)
    for key in acts.values_list("public_id", flat=True)[:_AT_ONCE]:
        nudge(changes.CARRY_ON, str(key))
    people = Contact.objects.filter(contact_list=OuterRef("pk"))
    deleted = ContactList.objects.filter(Exists(people), deleted_at__isnull=False)
    for key in deleted.values_list("public_id", flat=True)[:_AT_ONCE]:
        nudge(lists.EMPTY, str(key))
    over = Change.objects.exclude(state__in=_UNFINISHED).filter(undo_until__lte=now)
    for key in over.values_list("public_id", flat=True)[:_AT_ONCE]:
        nudge(undoing.FORGET, str(key))
