"""Guesses which columns of a list hold the number, the day and the reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from clicksendhub.consent.imports.dates import read_date
from clicksendhub.consent.imports.numbers import read_cell

_NUMBER: Final = frozenset(
    (
        *("number", "phone", "mobile", "cell", "cellphone", "msisdn"),
        *("telephone", "tel", "recipient", "to", "handy"),
    )
)
_DATE: Final = frozenset(
    (
        *("date", "since", "when", "day", "time", "timestamp"),
        *("created", "added", "datetime"),
    )
)
_REASON: Final = frozenset(
    (
        *("reason", "why", "words", "text", "message", "reply"),
        *("comment", "comments", "note", "notes", "keyword"),
    )
)
_WORD: Final = re.compile(r"[a-z]+")
# A column is one of days if more than half of what is written in it are days.
_MOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns count, from 0."""

    number: int
    date: int | None = None
    reason: int | None = None


def guess_columns(
    headings: Sequence[str],
    samples: Sequence[Sequence[str]],
    *,
    country: str,
    now: datetime,
) -> Columns:
    """The likeliest columns: what their cells are tells more than what they are called.

    No column is taken twice.
    """
    columns = [_Column(at, heading) for at, heading in enumerate(headings)]
    for column in columns:
        cells = [row[column.at] for row in samples if len(row) > column.at]
        column.look_at(cells, country=country, now=now)
    number = max(columns, key=lambda one: one.numbers + one.is_named(_NUMBER) / 2)
    others = [one for one in columns if one is not number]
    dates = [one for one in others if one.dates > _MOST]
    date = max(dates, key=lambda one: one.is_named(_DATE), default=None)
    reasons = [one for one in others if one is not date and one.is_named(_REASON)]
    return Columns(
        number.at, date.at if date else None, reasons[0].at if reasons else None
    )


@dataclass(slots=True)
class _Column:
    """A column, and which share of its cells are numbers and days."""

    at: int
    heading: str
    numbers: float = 0
    dates: float = 0

    def look_at(self, cells: Sequence[str], *, country: str, now: datetime) -> None:
        """Count what the cells are; empty ones tell nothing."""
        written = [cell for cell in cells if cell.strip()]
        if not written:
            return
        numbers = [cell for cell in written if read_cell(cell, country=country)[0]]
        dates = [
            cell
            for cell in written
            if read_date(cell, country=country, zone="UTC", now=now)
        ]
        self.numbers = len(numbers) / len(written)
        self.dates = len(dates) / len(written)

    def is_named(self, words: frozenset[str]) -> bool:
        """Whether the heading has one of these words."""
        return not words.isdisjoint(_WORD.findall(self.heading.casefold()))
