"""What one row of an old list says: which number, since when, in which words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from clicksendhub.consent.bulk import LONGEST_WORDS
from clicksendhub.consent.imports.columns import Columns
from clicksendhub.consent.imports.dates import read_date
from clicksendhub.consent.imports.numbers import LONGEST, read_cell
from clicksendhub.lib.tables import fault_of_cell, unescape_cell

_LONGEST_SENTENCE: Final = 300


@dataclass(frozen=True, slots=True)
class Understood:
    """A row as understood; ``sentence`` says why it has no number, or tells a doubt."""

    row: int
    raw: str = field(repr=False)
    number: str = field(repr=False)
    words: str = field(repr=False)
    asked_at: datetime | None
    sentence: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Reader:
    """How the rows of one list are read."""

    columns: Columns
    country: str
    zone: str
    now: datetime

    def read(self, row: int, cells: Sequence[str]) -> Understood:
        """Understand one row.

        A day that cannot be read rejects nobody: it is kept among the words.
        """
        raw = _cell(cells, self.columns.number)
        number, sentence = self._number(raw)
        day = _cell(cells, self.columns.date)
        asked_at = self._day(day)
        words = _cell(cells, self.columns.reason)
        if day and asked_at is None:
            words = f"{words} ({day})" if words else day
        return Understood(
            row=row,
            raw=raw[:LONGEST],
            number=number,
            words=words[:LONGEST_WORDS],
            asked_at=asked_at,
            sentence=sentence[:_LONGEST_SENTENCE],
        )

    def _number(self, raw: str) -> tuple[str, str]:
        if fault := fault_of_cell(raw):
            return "", fault
        return read_cell(raw, country=self.country)

    def _day(self, day: str) -> datetime | None:
        if not day:
            return None
        return read_date(day, country=self.country, zone=self.zone, now=self.now)


def _cell(cells: Sequence[str], column: int | None) -> str:
    if column is None or column >= len(cells):
        return ""
    # A database takes no zero byte.
    return " ".join(unescape_cell(cells[column]).replace("\0", " ").split())
