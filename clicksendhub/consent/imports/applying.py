"""Blocks the numbers of a checked list, in pieces; an import adds and never lifts.

A number is blocked once, whoever else blocks it meanwhile: what is done twice after a
worker died changes nothing. The lists of people are told once, at the end.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.consent import hooks
from clicksendhub.consent.bulk import AT_ONCE, Asked, block_many, keep_from_start
from clicksendhub.consent.imports.files import name_of
from clicksendhub.consent.models import (
    Block,
    BlockImport,
    BlockImportRow,
    BlockSource,
    ImportState,
    Outcome,
)
from clicksendhub.lib.bootclock import boot_seconds

if TYPE_CHECKING:
    from clicksendhub.people.models import User


def start(*, found: BlockImport, takes_lifted: bool, by: User) -> bool:
    """Confirm a checked list: its numbers are to be blocked.

    False where it is none, or was checked anew since ``found`` was shown.
    """
    with transaction.atomic():
        checked = BlockImport.objects.filter(
            pk=found.pk, state=ImportState.CHECKED, checks=found.checks
        )
        started = checked.update(
            state=ImportState.IMPORTING,
            takes_lifted=takes_lifted,
            by=by,
            cursor=0,
            started_at=timezone.now(),
        )
        if started:
            known = BlockImportRow.objects.filter(
                of_import=found, outcome=Outcome.KNOWN
            )
            kept = keep_from_start(found.account_id, known.values("number"))
            _record("consent.import_started", found, by, kept_from_start=kept)
    found.refresh_from_db()
    return bool(started)


def import_on(found: BlockImport, *, seconds: float) -> bool:
    """Block numbers for so many seconds; True where there is more to do."""
    ends_at = boot_seconds() + seconds
    while _import_piece(found):
        if boot_seconds() >= ends_at:
            return True
    return False


def rows_to_block(found: BlockImport) -> QuerySet[BlockImportRow]:
    """The rows whose numbers are blocked, or will be."""
    outcomes = [Outcome.NEW, *([Outcome.LIFTED] if found.takes_lifted else [])]
    return BlockImportRow.objects.filter(of_import=found, outcome__in=outcomes)


def _import_piece(found: BlockImport) -> bool:
    """Block some numbers; False where none is left, or somebody else goes on."""
    left = rows_to_block(found).filter(row__gt=found.cursor).order_by("row")
    piece = list(left[:AT_ONCE])
    if not piece:
        _finish(found)
        return False
    last = piece[-1].row
    with transaction.atomic():
        if not _mine(found).update(cursor=last):
            return False
        made = block_many(
            account_id=found.account_id,
            asked=[_asked(row) for row in piece],
            source=BlockSource.IMPORT,
            by=found.by,
            came_with=found,
        )
        BlockImport.objects.filter(pk=found.pk).update(blocked=F("blocked") + len(made))
    found.cursor = last
    return True


def _finish(found: BlockImport) -> None:
    """Tell of it once, and keep of the file no more than what was rejected."""
    with transaction.atomic():
        done = {"state": ImportState.DONE, "finished_at": timezone.now()}
        if not _mine(found).update(**done, file=""):
            return
        numbers = Block.objects.filter(came_with=found).values_list("number", flat=True)
        hooks.tell(found.account_id, list(numbers))
        rows = BlockImportRow.objects.filter(of_import=found)
        rows.exclude(outcome=Outcome.REJECTED).delete()
        _record("consent.imported", found, found.by, numbers=len(numbers))
        transaction.on_commit(partial(default_storage.delete, name_of(found)))


def _mine(found: BlockImport) -> QuerySet[BlockImport]:
    return BlockImport.objects.filter(
        pk=found.pk, state=ImportState.IMPORTING, cursor=found.cursor
    )


def _asked(row: BlockImportRow) -> Asked:
    return Asked(number=row.number, words=row.words, asked_at=row.asked_at, row=row.row)


def _record(act: str, found: BlockImport, by: User | None, **detail: object) -> None:
    record(act, actor=by, account_id=found.account_id, target=found.public_id, **detail)
