"""Who works on a list: a lease by the database’s clock, named by every later write.

A list is free where ``step_due_at`` is empty or over. A lease is a time in the future
that only its holder knows. A rest is another matter: it is nobody’s, and a person who
does what the list waits for ends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from clicksendhub.credentials.services import longest_call_seconds
from clicksendhub.lib.bootclock import boot_seconds
from clicksendhub.lib.dbclock import db_now
from contacts.models import ContactList

# Between the end of the last call and that of the lease: to write down what came of it.
_TO_RECORD: Final = 30.0


class LeaseLost(Exception):
    """Somebody else works on the list by now: nothing more may be written."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A list, ours until a moment. No call begins after ``call_before``."""

    list_id: int
    until: datetime
    # By ``boot_seconds``: a call begun later could outlive the lease.
    call_before: float


def free_at(now: datetime) -> Q:
    """Lists that nobody works on and that do not rest."""
    is_free = Q(step_due_at=None) | Q(step_due_at__lte=now)
    return is_free & (Q(rests_until=None) | Q(rests_until__lte=now))


def take(list_id: int, *, seconds: float) -> Lease | None:
    """Take a list for a turn of so many seconds; None where it is taken or rests."""
    with transaction.atomic():
        began, now = boot_seconds(), db_now()
        until = now + timedelta(seconds=seconds + longest_call_seconds() + _TO_RECORD)
        free = ContactList.objects.filter(free_at(now), pk=list_id)
        if not free.update(step_due_at=until):
            return None
    return Lease(list_id, until, began + seconds)


def hold(lease: Lease) -> None:
    """In a transaction: go on only if the list is still ours, and keep it till commit.

    Raises ``LeaseLost``.
    """
    if not _held(lease).update(step_due_at=lease.until):
        raise LeaseLost


def hold_in_step(lease: Lease) -> None:
    """The same, and only if nobody switched the list off meanwhile."""
    if not _held(lease).filter(keeps_in_step=True).update(step_due_at=lease.until):
        raise LeaseLost


def give_back(lease: Lease, *, rest: timedelta | None = None) -> None:
    """End the lease; with ``rest`` no other turn begins before it is over."""
    until = db_now() + rest if rest else None
    _held(lease).update(step_due_at=None, rests_until=until)


def _held(lease: Lease) -> QuerySet[ContactList]:
    return ContactList.objects.filter(pk=lease.list_id, step_due_at=lease.until)
