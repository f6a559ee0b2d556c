"""Jobs on people: acts in pieces, emptying deleted lists, old journals, counting."""

from __future__ import annotations

from django.conf import settings

from clicksendhub.jobs import nudge
from clicksendhub.lib.bootclock import boot_seconds
from contacts.models import Change, ContactList
from contacts.services import changes, counts, lists, undoing


def carry_on(key: str) -> None:
    """Go on with an act, or with taking it back, for a few seconds."""
    for change in Change.objects.filter(public_id=key):
        ends_at = boot_seconds() + settings.DISPATCH_PUMP_SECONDS
        while changes.carry_on(change) or undoing.carry_back(change):
            if boot_seconds() > ends_at:
                nudge(changes.CARRY_ON, key)
                break


def empty_list(key: str) -> None:
    """Remove the people of a deleted list, for a few seconds."""
    for found in ContactList.objects.filter(public_id=key):
        ends_at = boot_seconds() + settings.DISPATCH_PUMP_SECONDS
        while lists.empty_deleted(found) and boot_seconds() < ends_at:
            pass


def forget_journal(key: str) -> None:
    """Remove what an act wrote down, once it cannot be undone, for a few seconds."""
    for change in Change.objects.filter(public_id=key):
        ends_at = boot_seconds() + settings.DISPATCH_PUMP_SECONDS
        while undoing.forget_journal(change) and boot_seconds() < ends_at:
            pass


def recount(key: str) -> None:
    """Count a list anew."""
    for found in ContactList.objects.filter(public_id=key):
        counts.recount(found.pk)
