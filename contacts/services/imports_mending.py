"""Cells of a checked file written anew by hand: the plan and the sums follow.

Only what the row is about is looked at, however large the file is; the outcome is that
of a new check with these cells, which the tests hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clicksendhub.lib import tables
from clicksendhub.people.models import User
from contacts.folding import key_of
from contacts.imports.cells import Problem
from contacts.imports.planned import Planned, pack, unpack
from contacts.imports.seen import Index, number_of
from contacts.models import (
    Duplicates,
    Import,
    ImportPiece,
    ImportRow,
    ImportState,
    Outcome,
)
from contacts.services.imports_checking import SUMS
from contacts.services.imports_drafts import note
from contacts.services.imports_files import keep_piece, local_file, read_piece
from contacts.services.imports_piece import (
    as_read,
    duplicate_of,
    reader_for,
    say,
    with_mended,
)
from contacts.services.imports_rows import rows_in
from contacts.services.imports_standing import Class, Standing, blocked_among
from contacts.services.imports_values import NotChecked
from contacts.values import Details


@transaction.atomic
def mend_row(
    *, found: Import, row: int, cells: Mapping[int, str], by: User
) -> ImportRow | None:
    """Write cells of a row anew; None where it is fine now. The sums follow.

    Raises NotChecked where the import is no checked draft.
    """
    held = Import.objects.select_for_update().get(pk=found.pk)
    if held.state != ImportState.CHECKED:
        raise NotChecked("The check is not there any more. Check the file again.")
    told = held.told.filter(row=row).first()
    if told is None:
        raise NotChecked("That row is not among those to look at any more.")
    told.mended |= {str(column): cell for column, cell in cells.items()}
    _Mending(held).mend(told)
    held.touched_at = timezone.now()
    held.save(update_fields=[*SUMS, "piece", "touched_at"])
    note("contacts.import_row_mended", held, by, row=row)
    found.refresh_from_db()
    return None if told.outcome == Outcome.MENDED else told


class _Mending:
    """The plan of one import, while a row of it changes."""

    def __init__(self, held: Import) -> None:
        self._held = held
        self._reader = reader_for(held)
        self._standing = Standing(held)
        self._last_counts = held.duplicates == Duplicates.LAST

    def mend(self, told: ImportRow) -> None:
        """Take the row out of the plan, look at it anew, put it where it belongs."""
        freed = self._take_out(told)
        self._place(told)
        # Who was a double of what the row was before counts now, unless it is again.
        for other in freed:
            other.refresh_from_db()
            if other.other_row == told.row and other.outcome == Outcome.DUPLICATE:
                self._held.duplicate -= 1
                self._place(other)

    def _take_out(self, told: ImportRow) -> list[ImportRow]:
        """The doubles of the row, in the order in which they may take its place."""
        term = {Outcome.REJECTED: "rejected", Outcome.DUPLICATE: "duplicate"}
        outcome = Outcome(told.outcome)
        if outcome in term:
            self._add(term[outcome], -1)
            # Where the last row counts, a double may have doubles: theirs is another.
            self._doubles_of(told.row).update(other_row=told.other_row)
            return []
        if outcome == Outcome.WARNED:
            self._add("warned", -1)
        self._unplan(told.row)
        order = "-row" if self._last_counts else "row"
        return list(self._doubles_of(told.row).order_by(order))

    def _place(self, told: ImportRow) -> None:
        # Where the last row counts, a double stands in the plan, uncounted.
        self._leave_out(told.row)
        read = self._reader.read(with_mended(as_read(told), told.mended))
        if read.details is None:
            return self._reject(told, read.problem)
        there = self._standing.look_up([read.details])
        others = there.get(key_of(read.details), ())
        meant = self._standing.meaning(read.details, others)
        if isinstance(meant, Problem):
            return self._reject(told, meant)
        holder = self._holder_of(meant.key)
        if holder and (holder > told.row) == self._last_counts:
            self._add("duplicate", 1)
            say(told, Outcome.DUPLICATE, duplicate_of(holder), other_row=holder)
            told.save()
            return None
        if holder:
            self._supersede(holder, by_row=told.row)
        planned = Planned(told.row, meant.key, read.details)
        self._plan(planned, meant.of_class)
        return self._tell_taken(told, read.problem)

    def _reject(self, told: ImportRow, problem: Problem | None) -> None:
        self._add("rejected", 1)
        say(told, Outcome.REJECTED, problem)
        told.save()

    def _tell_taken(self, told: ImportRow, doubt: Problem | None) -> None:
        if doubt:
            self._add("warned", 1)
        say(told, Outcome.WARNED if doubt else Outcome.MENDED, doubt)
        if told.mended or doubt:
            told.save()
        elif told.pk:
            # A double that counts now, with nothing to say about it.
            told.delete()

    def _supersede(self, holder: int, *, by_row: int) -> None:
        """The row that counted so far is a double of this one."""
        told = self._held.told.filter(row=holder).first()
        if told is None:
            cells = self._cells_of(holder)
            told = ImportRow(of_import=self._held, row=holder, cells=cells)
        elif told.outcome == Outcome.WARNED:
            self._add("warned", -1)
        self._unplan(holder)
        doubles = list(self._doubles_of(holder))
        problem = duplicate_of(by_row)
        for each in (told, *doubles):
            say(each, Outcome.DUPLICATE, problem, other_row=by_row)
            each.save()
        self._add("duplicate", 1)

    def _plan(self, planned: Planned, of_class: Class) -> None:
        held = self._held
        index = Index()
        index.add(number_of(planned.key), planned.row, of_class)
        held.piece += 1
        held.pieces.create(
            number=held.piece,
            file=keep_piece(held, pack([planned], mapping=held.mapping)),
            first_row=planned.row,
            last_row=planned.row,
            index=index.pack(),
        )
        self._add(of_class.term, 1)
        self._add("blocked", self._blocked(planned.details))

    def _unplan(self, row: int) -> None:
        """The row stands in the plan no more, nor in the sums."""
        for piece, of_class in self._leave_out(row):
            self._add(of_class.term, -1)
            self._add("blocked", -self._blocked(self._details_of(piece, row)))

    def _leave_out(self, row: int) -> list[tuple[ImportPiece, Class]]:
        """Mark the row in the pieces that have it; those where it was not marked."""
        marked = []
        for piece in self._pieces().filter(first_row__lte=row, last_row__gte=row):
            index = Index.unpack(piece.index)
            if row in piece.left_out or row not in index.rows:
                continue
            piece.left_out = [*piece.left_out, row]
            piece.save(update_fields=["left_out"])
            marked.append((piece, Class(index.classes[index.rows.index(row)])))
        return marked

    def _holder_of(self, key: str) -> int | None:
        """The row of the plan that has this key."""
        wanted = number_of(key)
        for piece in self._pieces().iterator(chunk_size=50):
            index = Index.unpack(piece.index)
            for row in _rows_with(index, wanted):
                if row not in piece.left_out and not self._is_double(row):
                    return row
        return None

    def _doubles_of(self, row: int) -> QuerySet[ImportRow]:
        return self._held.told.filter(outcome=Outcome.DUPLICATE, other_row=row)

    def _is_double(self, row: int) -> bool:
        told = self._held.told.filter(row=row, outcome=Outcome.DUPLICATE)
        return told.exists()

    def _details_of(self, piece: ImportPiece, row: int) -> Details:
        planned = unpack(read_piece(piece.file), names={})
        return next(one.details for one in planned if one.row == row)

    def _cells_of(self, wanted: int) -> list[str]:
        layout = tables.Layout.from_json(self._held.layout)
        with (
            local_file(self._held) as path,
            closing(rows_in(path, layout)) as rows,
        ):
            return next((row.cells for row in rows if row.number == wanted), [])

    def _blocked(self, details: Details) -> int:
        return blocked_among(self._held.account_id, [details])

    def _pieces(self) -> QuerySet[ImportPiece]:
        return self._held.pieces.order_by("number")

    def _add(self, term: str, count: int) -> None:
        setattr(self._held, term, getattr(self._held, term) + count)


def _rows_with(index: Index, key: int) -> Iterator[int]:
    """A key stands in a piece once; ``in`` looks at a million in a few milliseconds."""
    if key in index.keys:
        yield index.rows[index.keys.index(key)]
