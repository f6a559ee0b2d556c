"""Blocks as rows of text for a file, read in pieces by their keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.utils.text import capfirst

from clicksendhub.audit.services import record
from clicksendhub.consent.models import Block, BlockQuerySet
from clicksendhub.credentials.models import Account

if TYPE_CHECKING:
    from clicksendhub.people.models import User

HEADINGS: Final = (
    *("Number", "Since", "How", "Words or reason", "By", "List it came with"),
    *("Lifted", "Lifted by", "Why it was lifted"),
)
_PIECE: Final = 1_000


def rows_of(account: Account, blocks: BlockQuerySet) -> Iterator[list[str]]:
    """The blocks, each as the cells of ``HEADINGS``.

    Read in pieces: while a slow browser takes them all, no query stays open.
    """
    after, zone = 0, ZoneInfo(account.time_zone)
    told = blocks.select_related("by", "lifted_by", "came_with").order_by("pk")
    while piece := list(told.filter(pk__gt=after)[:_PIECE]):
        for block in piece:
            yield _cells(block, zone)
        after = piece[-1].pk


def note_export(
    *, account: Account, kind: str, blocks: BlockQuerySet, by: User
) -> None:
    """Who took how many blocks away, as which kind of file: the audit says so."""
    count = blocks.count()
    record(
        "consent.exported", actor=by, account_id=account.pk, kind=kind, numbers=count
    )


def _cells(block: Block, zone: ZoneInfo) -> list[str]:
    return [
        block.number,
        _moment(block.created_at, zone),
        capfirst(block.get_source_display()),
        block.words,
        str(block.by or ""),
        block.came_with.file_name if block.came_with else "",
        _moment(block.lifted_at, zone),
        str(block.lifted_by or ""),
        block.lifted_because,
    ]


def _moment(moment: datetime | None, zone: ZoneInfo) -> str:
    """As programs of every kind read it, with its zone."""
    return moment.astimezone(zone).isoformat(" ", "seconds") if moment else ""
