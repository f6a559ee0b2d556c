"""The sweep of imports: what stopped with its worker, and what is kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from clicksendhub.jobs import nudge
from contacts.models import ChangedRow, Import, ImportRow, ImportState
from contacts.services.imports_drafts import CHANGEABLE
from contacts.services.imports_files import forget_files
from contacts.services.imports_leases import free_at
from contacts.services.imports_telling import AT_WORK, CARRY_ON

_AT_ONCE: Final = 20
_PIECE: Final = 5_000
_AT_REST: Final = CHANGEABLE - {ImportState.CHECKING}
_OVER: Final = (
    *(ImportState.DONE, ImportState.STOPPED),
    *(ImportState.HALTED, ImportState.UNDONE),
)


def find_imports(now: datetime) -> None:
    """Imports that nobody works on go on; what was kept long enough goes."""
    left = Import.objects.filter(free_at(now), state__in=AT_WORK)
    keys = left.order_by("queued_at", "pk").values_list("public_id", flat=True)
    for key in keys[:_AT_ONCE]:
        nudge(CARRY_ON, str(key))
    drop_drafts(now)
    forget_old(now)


def drop_drafts(now: datetime) -> None:
    """Drafts that nobody went on with, and their files."""
    before = now - timedelta(days=settings.DISPATCH_DRAFT_DAYS)
    old = Import.objects.filter(state__in=_AT_REST, touched_at__lt=before)
    for found in old.order_by("pk")[:_AT_ONCE]:
        with transaction.atomic():
            gone, _by_model = old.filter(pk=found.pk).delete()
        if gone:
            forget_files(found)


def forget_old(now: datetime) -> None:
    """What can no longer be undone: its file, its rows, what was before it.

    The line of the history stays, with its sum.
    """
    before = now - timedelta(days=settings.UNDO_DAYS)
    kept = Import.objects.filter(state__in=_OVER, finished_at__lt=before)
    for found in kept.exclude(file="").order_by("pk")[:_AT_ONCE]:
        if _is_emptied(found, before):
            forget_files(found)
            Import.objects.filter(pk=found.pk).update(file="", first_rows=[])


@transaction.atomic
def _is_emptied(found: Import, before: datetime) -> bool:
    """Remove some of the rows that tell of people; True once none is left."""
    kept = Import.objects.select_for_update().filter(pk=found.pk, state__in=_OVER)
    if not kept.filter(finished_at__lt=before).exists():
        return False
    told = ImportRow.objects.filter(of_import=found)
    journal = ChangedRow.objects.filter(change=found.change_id)
    found.pieces.all().delete()
    for rows in (told, journal):
        some = rows.order_by("pk").values_list("pk", flat=True)[:_PIECE]
        rows.filter(pk__in=list(some)).delete()
    return not (told.exists() or journal.exists())
