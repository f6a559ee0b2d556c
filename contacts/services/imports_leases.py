"""Who works on an import: a lease by the database’s clock, named by later writes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from clicksendhub.lib.bootclock import boot_seconds
from clicksendhub.lib.dbclock import db_now
from contacts.models import Import, ImportState

_WORK_TO_WAY: Final = 4


class LeaseLost(Exception):
    """Somebody else works on it by now, or nobody shall: nothing more is written."""


class StopWanted(Exception):
    """Its person wants it to stop, and nothing is in the midst of being written."""


@dataclass(frozen=True, slots=True)
class Lease:
    """An import, ours until it is held no more."""

    import_id: int
    token: str


class Slice:
    """The time that a job may take; it begins once the work does.

    Where getting there took long, as to the end of a large file, it works longer, so
    that most of the time is work. No job may outlive what a task is allowed.
    """

    def __init__(self, done: int, *, way: float = 0) -> None:
        self._began_at, self._began_with = boot_seconds(), done
        longest = settings.JOB_SECONDS / 2 - way
        wanted = max(settings.IMPORT_SLICE_SECONDS, _WORK_TO_WAY * way)
        self._ends_at = self._began_at + min(wanted, longest)

    @property
    def is_over(self) -> bool:
        """Whether others go first now."""
        return boot_seconds() >= self._ends_at

    def rate(self, done: int) -> float:
        """Rows a second since it began."""
        return (done - self._began_with) / max(boot_seconds() - self._began_at, 1e-3)


def free_at(now: datetime) -> Q:
    """Imports that nobody works on."""
    return Q(lease_until=None) | Q(lease_until__lte=now)


def take(import_id: int) -> Lease | None:
    """Take an import for a slice; None where somebody has it."""
    token = secrets.token_hex(16)
    with transaction.atomic():
        now = db_now()
        free = Import.objects.filter(free_at(now), pk=import_id)
        if not free.update(lease_token=token, lease_until=_until(now)):
            return None
    return Lease(import_id, token)


def hold(lease: Lease, *, state: ImportState) -> Import:
    """In a transaction: the import, ours till commit and for a while after.

    Raises LeaseLost, also where it is in another state by now.
    """
    held = Import.objects.filter(pk=lease.import_id, lease_token=lease.token)
    if not held.filter(state=state).update(lease_until=_until(db_now())):
        raise LeaseLost
    return held.select_related("change").get()


def renew(lease: Lease, *, state: ImportState) -> None:
    """Keep it while nothing is to be written. Raises LeaseLost or StopWanted."""
    with transaction.atomic():
        held = hold(lease, state=state)
    if held.wants_stop:
        raise StopWanted


def give_back(lease: Lease) -> None:
    """End the lease of a slice that went well."""
    held = Import.objects.filter(pk=lease.import_id, lease_token=lease.token)
    held.update(lease_token="", lease_until=None, tries=0)


def _until(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.IMPORT_LEASE_SECONDS)
