"""Blocks many numbers in few statements. It only adds: nothing here lifts a block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db.models import Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from clicksendhub.consent.models import BY_A_PERSON, Block, BlockSource

if TYPE_CHECKING:
    from clicksendhub.consent.models import BlockImport
    from clicksendhub.people.models import User

# SQLite takes a limited number of values in one statement.
AT_ONCE: Final = 500
LONGEST_WORDS: Final = 500
_LIFTED: Final = Coalesce("lifted_asked_at", "lifted_at")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Asked:
    """One number that must not be texted, and what tells so."""

    number: str = field(repr=False)
    words: str = field(default="", repr=False)
    asked_at: datetime | None = None
    event_key: str = ""
    row: int | None = None


def block_many(
    *,
    account_id: int,
    asked: Sequence[Asked],
    source: BlockSource,
    by: User | None = None,
    came_with: BlockImport | None = None,
) -> list[str]:
    """Block each of these numbers that is not blocked yet; those that this blocked.

    Inside the caller’s transaction, who also records it and tells the listeners.
    """
    made: list[str] = []
    for some in in_pieces(asked):
        if source in BY_A_PERSON:
            keep_from_start(account_id, [one.number for one in some])
        fresh = [_block(account_id, one, source, by, came_with) for one in some]
        Block.objects.bulk_create(fresh, ignore_conflicts=True)
        ours = Block.objects.filter(public_id__in=[each.public_id for each in fresh])
        made += ours.values_list("number", flat=True)
    return made


def keep_from_start(account_id: int, numbers: Sequence[str] | QuerySet[Any]) -> int:
    """START lifts the blocks of these numbers no longer; how many that changed."""
    lifted_by_start = Block.objects.ending_by_start().filter(account_id=account_id)
    return lifted_by_start.filter(number__in=numbers).update(needs_a_person=True)


def lifted_among(account_id: int, numbers: Sequence[str]) -> dict[str, datetime]:
    """When a block of each of these numbers was last lifted, where one was.

    What START lifted counts from when they sent it: what they said after it is newer.
    """
    found: dict[str, datetime] = {}
    lifted = Block.objects.filter(account_id=account_id, lifted_at__isnull=False)
    for some in in_pieces(numbers):
        theirs = lifted.filter(number__in=some).order_by()
        last = theirs.values_list("number").annotate(last=Max(_LIFTED))
        found |= dict(last)
    return found


def in_pieces(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The rows, so many at once as one statement takes."""
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _block(
    account_id: int,
    one: Asked,
    source: BlockSource,
    by: User | None,
    came_with: BlockImport | None,
) -> Block:
    return Block(
        account_id=account_id,
        number=one.number,
        source=source,
        words=one.words[:LONGEST_WORDS],
        event_key=one.event_key,
        by=by,
        asked_at=one.asked_at or timezone.now(),
        came_with=came_with,
        row=one.row,
    )
