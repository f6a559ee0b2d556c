"""The dry run: reads a file once, in pieces, and seals what is to be imported.

A piece is one transaction: how far it came, the sums, the rows with something to say,
and the row of the plan’s piece, whose file was written before. A worker that dies
between two of them repeats nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import islice
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clicksendhub.jobs import nudge
from clicksendhub.lib import tables
from clicksendhub.lib.bootclock import boot_seconds
from clicksendhub.people.models import User
from contacts.imports import steps
from contacts.imports.planned import pack
from contacts.models import (
    Duplicates,
    Import,
    ImportPiece,
    ImportRow,
    ImportState,
    Outcome,
)
from contacts.services import imports_leases as leases
from contacts.services.imports_choices import check_again
from contacts.services.imports_drafts import hold_draft, note
from contacts.services.imports_files import (
    drop_pieces,
    forget_piece,
    forget_rows,
    keep_piece,
    local_file,
)
from contacts.services.imports_piece import Checker, Piece
from contacts.services.imports_plain import plain_rows, write_out
from contacts.services.imports_rows import rows_in
from contacts.services.imports_standing import Class
from contacts.services.imports_telling import CARRY_ON

PIECE: Final = 2_000
"""Rows of the file in one transaction."""
SUMS: Final = (
    *("rows", "new", "changed", "same", "duplicate", "rejected", "warned", "blocked"),
)
_RENEW_EVERY: Final = 20_000
_LEFT_SECONDS: Final = 15


@transaction.atomic
def begin_check(*, found: Import, by: User) -> None:
    """A draft is to be checked from its first row. Raises ColumnsWrong."""
    held = hold_draft(found)
    check_again(held)
    drop_pieces(held)
    forget_told(held)
    for name in (*SUMS, "cursor", "piece", "rows_per_second"):
        setattr(held, name, 0)
    held.state, held.trouble = ImportState.CHECKING, ""
    held.wants_stop, held.foreseen, held.tries = False, {}, 0
    held.lease_token, held.lease_until = "", None
    held.save()
    note("contacts.import_checked", held, by)
    nudge(CARRY_ON, str(held.public_id))
    found.refresh_from_db()


def forget_told(held: Import) -> None:
    """Forget what was said of rows, but for what a person wrote instead of cells."""
    held.told.filter(mended={}).delete()
    held.told.update(
        outcome=Outcome.MENDED,
        code="",
        column=None,
        raw="",
        sentence="",
        other_row=None,
    )


def check(found: Import, lease: leases.Lease) -> bool:
    """Check for a slice; True where more is left. Raises Unreadable or LeaseLost."""
    began_at = boot_seconds()
    try:
        if _is_to_be_written_out(found):
            _write_out(found, lease)
            if boot_seconds() - began_at >= settings.IMPORT_SLICE_SECONDS:
                return True
        with closing(_rows_after(found, lease, skip=found.cursor)) as rows:
            if not _check_rows(found, lease, rows, began_at):
                return True
        if found.duplicates == Duplicates.LAST:
            _find_cells(found, lease)
    except leases.StopWanted:
        return _stop(lease)
    _seal(lease)
    forget_rows(found)
    return False


def _check_rows(
    found: Import, lease: leases.Lease, rows: Iterator[tables.Row], began_at: float
) -> bool:
    """Whether it came to the last one. Raises StopWanted."""
    first = list(islice(rows, PIECE))
    checker = Checker(found)
    time = leases.Slice(found.cursor, way=boot_seconds() - began_at)
    while first:
        _commit(checker.decide(first), lease, time)
        if time.is_over:
            return False
        first = list(islice(rows, PIECE))
    return True


def _is_to_be_written_out(found: Import) -> bool:
    kind = tables.Layout.from_json(found.layout).kind
    return kind is tables.Kind.SHEET and not found.plain


def _write_out(found: Import, lease: leases.Lease) -> None:
    """The rows of a sheet, once: no slice has the time to open it again.

    Raises tables.Unreadable, also where that takes longer than a job may.
    """
    until = boot_seconds() + settings.JOB_SECONDS - _LEFT_SECONDS

    def waiting() -> None:
        leases.renew(lease, state=ImportState.CHECKING)
        if boot_seconds() >= until:
            raise tables.unreadable(tables.Fault.TOO_SLOW)

    layout = tables.Layout.from_json(found.layout)
    name = write_out(found, layout, waiting=waiting)
    steps.at("check.after_rows")
    try:
        with transaction.atomic():
            held = leases.hold(lease, state=ImportState.CHECKING)
            held.plain = name
            held.save(update_fields=["plain"])
    except leases.LeaseLost:
        forget_rows(found, name)
        raise
    found.plain = name
    steps.at("check.after_plain")


def _rows_after(
    found: Import, lease: leases.Lease, *, skip: int
) -> Generator[tables.Row]:
    """The rows that were not checked; the way there may take longer than a lease."""
    if found.plain:
        yield from plain_rows(found, skip=skip)
        return
    layout = tables.Layout.from_json(found.layout)
    with local_file(found) as path, closing(rows_in(path, layout)) as rows:
        for number, row in enumerate(rows):
            if number >= skip:
                yield row
            elif number % _RENEW_EVERY == 0:
                leases.renew(lease, state=ImportState.CHECKING)


def _stop(lease: leases.Lease) -> bool:
    """Its person wants no more of it: a draft again."""
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.CHECKING)
        held.state, held.wants_stop = ImportState.DRAFT, False
        held.save(update_fields=["state", "wants_stop"])
    return False


def _commit(piece: Piece, lease: leases.Lease, time: leases.Slice) -> None:
    """Keep what a piece came to. Raises LeaseLost or StopWanted, and keeps nothing."""
    found = piece.of_import
    kept = ""
    if piece.planned:
        kept = keep_piece(found, pack(piece.planned, mapping=found.mapping))
        steps.at("check.after_file")
    try:
        _write(piece, kept, lease, time)
    except (leases.LeaseLost, leases.StopWanted):
        # The draft may have been thrown away, and its folder with it.
        forget_piece(kept)
        raise
    steps.at("check.after_piece")


@transaction.atomic
def _write(piece: Piece, kept: str, lease: leases.Lease, time: leases.Slice) -> None:
    held = leases.hold(lease, state=ImportState.CHECKING)
    if held.wants_stop:
        raise leases.StopWanted
    if kept:
        _keep_piece(held, piece, kept)
    _keep_told(held, piece)
    _supersede(held, piece)
    for name, count in piece.sums.items():
        setattr(held, name, getattr(held, name) + count)
    held.cursor = held.rows
    held.rows_per_second = time.rate(held.cursor)
    held.save(update_fields=[*SUMS, "cursor", "piece", "rows_per_second"])


def _keep_piece(held: Import, piece: Piece, name: str) -> None:
    held.piece += 1
    ImportPiece.objects.create(
        of_import=held,
        number=held.piece,
        file=name,
        first_row=piece.planned[0].row,
        last_row=piece.planned[-1].row,
        index=piece.index.pack(),
    )


def _keep_told(held: Import, piece: Piece) -> None:
    if piece.mended:
        held.told.filter(row__in=piece.mended).delete()
    ImportRow.objects.bulk_create(piece.told.values())


def _supersede(held: Import, piece: Piece) -> None:
    """Rows of earlier pieces that a later one replaces: their cells are found later."""
    if not piece.superseded:
        return
    by_row = {gone.row: gone for gone in piece.superseded}
    told = {one.row: one for one in held.told.filter(row__in=by_row)}
    fresh = {row: ImportRow(of_import=held, row=row) for row in by_row.keys() - told}
    for row, one in (told | fresh).items():
        gone = by_row[row]
        piece.sums[Class(gone.of_class).term] -= 1
        if one.outcome == Outcome.WARNED:
            piece.sums["warned"] -= 1
        gone.say(one)
    ImportRow.objects.bulk_create(fresh.values())
    changed = ["outcome", "code", "column", "raw", "sentence", "other_row"]
    ImportRow.objects.bulk_update([*told.values()], changed, batch_size=100)


def _find_cells(found: Import, lease: leases.Lease) -> None:
    """Superseded rows were gone by when that was seen: read them again."""
    missing = set(found.told.filter(cells=[]).values_list("row", flat=True))
    if not missing:
        return
    cells: dict[int, list[str]] = {}
    with closing(_rows_after(found, lease, skip=0)) as rows:
        for row in rows:
            if row.number in missing:
                cells[row.number] = row.cells
            if len(cells) == PIECE:
                _write_cells(lease, cells)
                cells = {}
    _write_cells(lease, cells)


def _write_cells(lease: leases.Lease, cells: dict[int, list[str]]) -> None:
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.CHECKING)
        told = list(held.told.filter(row__in=cells))
        for one in told:
            one.cells = cells[one.row]
        ImportRow.objects.bulk_update(told, ["cells"], batch_size=100)


def _seal(lease: leases.Lease) -> None:
    """The whole file was read: the plan is what will be imported."""
    with transaction.atomic():
        held = leases.hold(lease, state=ImportState.CHECKING)
        held.state, held.wants_stop, held.plain = ImportState.CHECKED, False, ""
        held.checked_at = held.touched_at = timezone.now()
        held.save(
            update_fields=["state", "checked_at", "touched_at", "wants_stop", "plain"]
        )
    steps.at("check.after_seal")


def sums_of(found: Import) -> Counter[str]:
    """The sum as it stands."""
    return Counter({name: getattr(found, name) for name in SUMS})
