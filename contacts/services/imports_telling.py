"""What an import says of itself: how far it is, what is the matter, who is left out."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from django.db.models import Count, Q

from clicksendhub.lib import tables
from contacts.imports.codes import words_of
from contacts.models import Import, ImportRow, ImportState, Outcome
from contacts.services.imports_piece import with_mended
from contacts.services.imports_values import ProblemGroup, Progress

CARRY_ON: Final = "contacts.jobs_imports.carry_on"
AT_WORK: Final = frozenset(
    {ImportState.CHECKING, ImportState.IMPORTING, ImportState.UNDOING}
)
WRITING: Final = frozenset({ImportState.IMPORTING, ImportState.UNDOING})
_ORDER: Final = (Outcome.REJECTED, Outcome.DUPLICATE, Outcome.WARNED)
_NOT_TAKEN: Final = (Outcome.REJECTED, Outcome.DUPLICATE)
_PIECE: Final = 500


def progress(found: Import) -> Progress:
    """How far a check, an import or an undo is."""
    total = _total(found)
    done = min(found.cursor, total) if total else found.cursor
    waits = first_in_line(found) is not None
    seconds_left = None
    if total and found.rows_per_second and found.state in AT_WORK and not waits:
        seconds_left = ceil((total - done) / found.rows_per_second)
    return Progress(done, total, found.rows_per_second, seconds_left, waits)


def first_in_line(found: Import) -> Import | None:
    """Another import at work on the same list, which goes first."""
    if found.state not in WRITING or not found.contact_list_id:
        return None
    others = Import.objects.filter(
        contact_list_id=found.contact_list_id, state__in=WRITING
    ).exclude(pk=found.pk)
    earlier = Q(queued_at__lt=found.queued_at) | Q(
        queued_at=found.queued_at, pk__lt=found.pk
    )
    return others.filter(earlier).order_by("queued_at", "pk").first()


def problems_of(found: Import) -> list[ProblemGroup]:
    """The rows with something to say, by cause: rejected first, the most first."""
    told = found.told.exclude(outcome=Outcome.MENDED).order_by()
    counted = told.values_list("outcome", "code").annotate(count=Count("pk"))
    groups = [
        ProblemGroup(code, outcome, *words_of(code), count)
        for outcome, code, count in counted
    ]
    return sorted(
        groups,
        key=lambda group: (
            _ORDER.index(Outcome(group.outcome)),
            -group.count,
            group.title,
        ),
    )


def told_rows(found: Import, code: str, after: int, most: int) -> list[ImportRow]:
    """Rows of one cause, after a row number."""
    rows = found.told.filter(code=code, row__gt=after).exclude(outcome=Outcome.MENDED)
    return list(rows.order_by("row")[:most])


def told_pieces(found: Import) -> Iterator[bytes]:
    """Rejected and duplicate rows as CSV: their cells, “Row”, “Why not imported”."""
    headings = [*found.headings, "Row", "Why not imported"]
    width = len(found.headings)
    rows = (
        [
            *_fitted(with_mended(told.cells, told.mended), width),
            str(told.row),
            _why(told),
        ]
        for told in _not_taken(found)
    )
    return tables.csv_pieces(headings, rows, has_mark=True)


def not_taken(found: Import) -> int:
    """How many rows ``told_pieces`` tells of."""
    return found.told.filter(outcome__in=_NOT_TAKEN).count()


def _total(found: Import) -> int:
    if found.state == ImportState.CHECKING:
        return max(found.rows_expected, found.rows) if found.rows_expected else 0
    if found.state == ImportState.UNDOING:
        return found.new + found.changed
    return found.rows - found.duplicate - found.rejected


def _not_taken(found: Import) -> Iterator[ImportRow]:
    """In pieces: while a slow browser takes them, no query stays open."""
    after = 0
    rows = found.told.filter(outcome__in=_NOT_TAKEN).order_by("row")
    while piece := list(rows.filter(row__gt=after)[:_PIECE]):
        yield from piece
        after = piece[-1].row


def _fitted(cells: list[str], width: int) -> list[str]:
    """A row with more cells than headings keeps the rest in the last one."""
    if len(cells) > width:
        return [*cells[: width - 1], " ".join(cells[width - 1 :]).strip()]
    return cells + [""] * (width - len(cells))


def _why(told: ImportRow) -> str:
    return told.sentence
