"""Looks at every row of an old list and keeps what would become of it; blocks nobody.

A piece is one transaction: its rows, the sums, and how far the check came. It is
written only if nobody else wrote one meanwhile, so a worker that dies repeats and loses
nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import dropwhile, islice
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from clicksendhub.consent.bulk import AT_ONCE, lifted_among
from clicksendhub.consent.imports.drafts import columns_of
from clicksendhub.consent.imports.files import layout_of, name_of, on_disk
from clicksendhub.consent.imports.rows import Reader, Understood
from clicksendhub.consent.models import (
    BlockImport,
    BlockImportRow,
    ImportState,
    Outcome,
)
from clicksendhub.consent.services import blocked_among
from clicksendhub.lib.bootclock import boot_seconds
from clicksendhub.lib.tables import Row, Unreadable, rows_of

MOST_ROWS: Final = 100_000
_TOO_MANY: Final = (
    f"The file has more than {MOST_ROWS:,} rows. Part it, and bring one part after the "
    "other."
)


def check_on(found: BlockImport, *, seconds: float) -> bool:
    """Check rows for so many seconds; True where there is more to do.

    Reading up to where the last turn stopped is not counted: a large sheet would never
    come to its end.
    """
    try:
        with on_disk(name_of(found)) as path:
            rows = rows_of(path, layout_of(found))
            done = found.cursor
            left = dropwhile(lambda row: row.number <= done, rows)
            return _check_pieces(found, left, seconds)
    except Unreadable as error:
        _fail(found, error.sentence)
    except FileNotFoundError:
        _fail(found, "The file is not kept any more. Bring it again.")
    return False


def _check_pieces(found: BlockImport, rows: Iterator[Row], seconds: float) -> bool:
    ends_at = None
    while piece := list(islice(rows, AT_ONCE)):
        ends_at = ends_at or boot_seconds() + seconds
        if found.rows + len(piece) > MOST_ROWS:
            _fail(found, _TOO_MANY)
            return False
        if not _check_piece(found, piece):
            return False
        if boot_seconds() >= ends_at:
            return True
    _mine(found).update(state=ImportState.CHECKED)
    return False


def _check_piece(found: BlockImport, piece: Sequence[Row]) -> bool:
    """Keep a piece; False where somebody else went on with it."""
    reader = Reader(
        columns=columns_of(found),
        country=found.country,
        zone=found.account.time_zone,
        now=timezone.now(),
    )
    understood = [reader.read(row.number, row.cells) for row in piece]
    last = piece[-1].number
    with transaction.atomic():
        judged = [*_judged(found, understood)]
        sums = Counter(str(row.outcome) for row in judged)
        moved = _mine(found).update(
            cursor=last,
            rows=F("rows") + len(judged),
            **{name: F(name) + count for name, count in sums.items()},
        )
        if not moved:
            return False
        BlockImportRow.objects.bulk_create(judged)
    found.cursor, found.rows = last, found.rows + len(judged)
    return True


def _mine(found: BlockImport) -> QuerySet[BlockImport]:
    return BlockImport.objects.filter(
        pk=found.pk,
        state=ImportState.CHECKING,
        checks=found.checks,
        cursor=found.cursor,
    )


def _judged(
    found: BlockImport, understood: Sequence[Understood]
) -> Iterator[BlockImportRow]:
    numbers = [one.number or one.raw for one in understood]
    known = blocked_among(found.account_id, numbers)
    lifted = lifted_among(found.account_id, numbers)
    seen = _seen_before(found, numbers)
    for one in understood:
        number = one.number or (one.raw if one.raw in known else "")
        yield BlockImportRow(
            of_import=found,
            row=one.row,
            outcome=_outcome(
                number, one.asked_at, known=known, lifted=lifted, seen=seen
            ),
            raw=one.raw,
            number=number,
            words=one.words,
            asked_at=one.asked_at,
            sentence=one.sentence if one.number or not number else "",
        )
        seen.add(number)


def _seen_before(found: BlockImport, numbers: Sequence[str]) -> set[str]:
    earlier = BlockImportRow.objects.filter(of_import=found, number__in=numbers)
    return set(earlier.values_list("number", flat=True))


def _outcome(
    number: str,
    asked_at: datetime | None,
    *,
    known: Collection[str],
    lifted: dict[str, datetime],
    seen: set[str],
) -> Outcome:
    """The first row of a number counts; who asked after a lift asked anew."""
    if not number:
        return Outcome.REJECTED
    if number in seen:
        return Outcome.DOUBLE
    if number in known:
        return Outcome.KNOWN
    lifted_at = lifted.get(number)
    if lifted_at and (asked_at is None or asked_at <= lifted_at):
        return Outcome.LIFTED
    return Outcome.NEW


def _fail(found: BlockImport, sentence: str) -> None:
    with transaction.atomic():
        _mine(found).update(state=ImportState.FAILED, trouble=sentence[:300])
