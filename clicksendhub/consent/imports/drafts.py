"""Old block lists before they are imported: begun, their columns chosen, dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from clicksendhub.audit.services import record
from clicksendhub.consent.imports.columns import Columns, guess_columns
from clicksendhub.consent.imports.files import (
    layout_of,
    look,
    look_at,
    name_of,
    on_disk,
)
from clicksendhub.consent.imports.pasting import one_a_line
from clicksendhub.consent.models import (
    Block,
    BlockImport,
    BlockImportRow,
    ImportState,
    Outcome,
)
from clicksendhub.credentials.models import Account
from clicksendhub.lib.tables import find_layout

if TYPE_CHECKING:
    from clicksendhub.people.models import User

PASTED: Final = "Pasted numbers"
DRAFT_KEPT: Final = timedelta(days=7)
TOLD_KEPT: Final = timedelta(days=30)
CHANGEABLE: Final = frozenset(
    {
        ImportState.DRAFT,
        ImportState.CHECKING,
        ImportState.CHECKED,
        ImportState.FAILED,
    }
)
"""Nobody was blocked yet, so everything may still be chosen anew or thrown away."""
_SUMS: Final = tuple(str(outcome) for outcome in Outcome)


def begin(
    *, account: Account, name: str, content: File[bytes], by: User
) -> BlockImport:
    """Keep a file that somebody brings, and guess how it is to be read.

    Raises ``tables.Unreadable``; then nothing is kept.
    """
    name = PurePosixPath(name).name[:200] or PASTED
    kept = default_storage.save(f"block-lists/{uuid4()}", content)
    try:
        with on_disk(kept) as path:
            layout = find_layout(path, name=name)
            seen = look(path, layout)
    except BaseException:
        default_storage.delete(kept)
        raise
    columns = guess_columns(
        seen.headings, seen.samples, country=account.country, now=timezone.now()
    )
    made = BlockImport(
        account=account,
        by=by,
        file=kept,
        file_name=name,
        layout=layout.as_json(),
        country=account.country,
        **_as_fields(columns),
    )
    with transaction.atomic():
        made.save()
        _record("consent.import_begun", made, by)
    return made


def begin_pasted(*, account: Account, text: str, by: User) -> BlockImport:
    """The same for what somebody pasted: numbers, or rows of a spreadsheet."""
    numbers = one_a_line(text, country=account.country)
    pasted = ContentFile((numbers or text).encode())
    made = begin(account=account, name=PASTED, content=pasted, by=by)
    if numbers:
        # Who types numbers names no column: the first line is one of them, or a slip.
        made.layout = replace(layout_of(made), heading_row=0).as_json()
        made.save(update_fields=["layout"])
    return made


def choose_layout(
    *, found: BlockImport, sheet: str, has_heading: bool, country: str
) -> bool:
    """Read the file in another way, and guess its columns anew.

    False where it is being imported, or was. Raises ``tables.Unreadable``; then nothing
    is changed.
    """
    layout = layout_of(found)
    heading_row = (layout.heading_row or 1) if has_heading else 0
    layout = replace(layout, sheet=sheet or layout.sheet, heading_row=heading_row)
    with on_disk(name_of(found)) as path:
        seen = look(path, layout)
    columns = guess_columns(
        seen.headings, seen.samples, country=country, now=timezone.now()
    )
    changeable = BlockImport.objects.filter(pk=found.pk, state__in=CHANGEABLE)
    changed = changeable.update(
        state=ImportState.DRAFT,
        layout=layout.as_json(),
        country=country,
        **_as_fields(columns),
    )
    found.refresh_from_db()
    return bool(changed)


def start_check(*, found: BlockImport, columns: Columns, country: str) -> bool:
    """Say which columns count, and have every row looked at; nobody is blocked by it.

    False where it is being imported, or was.
    """
    with transaction.atomic():
        changeable = BlockImport.objects.filter(pk=found.pk, state__in=CHANGEABLE)
        changed = changeable.update(
            state=ImportState.CHECKING,
            **_as_fields(columns),
            country=country,
            checks=F("checks") + 1,
            cursor=0,
            trouble="",
            rows=0,
            **dict.fromkeys(_SUMS, 0),
        )
        if changed:
            BlockImportRow.objects.filter(of_import=found).delete()
    found.refresh_from_db()
    return bool(changed)


def discard(*, found: BlockImport, by: User | None) -> bool:
    """Throw a draft away, its file too; False where it is being imported, or was."""
    with transaction.atomic():
        changeable = BlockImport.objects.filter(pk=found.pk, state__in=CHANGEABLE)
        # Held, so that no job adds rows to what is going.
        if not changeable.select_for_update().first():
            return False
        _record("consent.import_discarded", found, by)
        changeable.delete()
        transaction.on_commit(partial(default_storage.delete, name_of(found)))
    return True


def drop_old(now: datetime) -> None:
    """Drafts that nobody went on with, and rejected rows of imports long done."""
    drafts = BlockImport.objects.filter(state__in=CHANGEABLE)
    # What a block rests on stays, however it became a draft.
    has_blocks = Exists(Block.objects.filter(came_with=OuterRef("pk")))
    for found in drafts.filter(~has_blocks, created_at__lt=now - DRAFT_KEPT):
        discard(found=found, by=None)
    done = BlockImport.objects.filter(
        state=ImportState.DONE, finished_at__lt=now - TOLD_KEPT
    )
    told = BlockImportRow.objects.filter(of_import__in=done)
    # Asked first: each sweep would take the lock of the database for nothing.
    if told.exists():
        told.delete()


def note_told(*, found: BlockImport, by: User) -> None:
    """Who took the rejected rows away: they hold what stood for numbers."""
    _record("consent.rejected_exported", found, by)


def is_plain(found: BlockImport) -> bool:
    """Whether there is nothing to choose: one column, and it holds numbers."""
    seen = look_at(found)
    return len(seen.headings) == 1 and found.file_name == PASTED


def columns_of(found: BlockImport) -> Columns:
    """The columns that count, as guessed or chosen."""
    return Columns(found.number_column, found.date_column, found.reason_column)


def _as_fields(columns: Columns) -> dict[str, int | None]:
    return {
        "number_column": columns.number,
        "date_column": columns.date,
        "reason_column": columns.reason,
    }


def _record(act: str, found: BlockImport, by: User | None) -> None:
    record(act, actor=by, account_id=found.account_id, target=found.public_id)
