"""Tells the heading row from titles above it and from rows of values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from clicksendhub.lib.tables.values import Row

_LONGEST: Final = 60
# Seven digits or an address make a value; so does a date or a number alone.
_VALUE: Final = re.compile(
    r"(?:[^\d]*\d){7}|[^\s@]+@[^\s@]+\.\w|[\W\d]*\d[\W\d]*\Z", re.DOTALL
)
_WORDS: Final = frozenset(
    re.split(
        r"\s+",
        """name names first last surname forename given family full title salutation
        phone telephone tel mobile mob cell cellphone number numbers no msisdn
        recipient contact contacts fax email mail e-mail address street city town
        suburb state postcode zip postal country company organisation organization
        business group list notes note comment birthday dob date gender language
        vorname nachname telefon handy nummer adresse firma prénom nom téléphone
        nombre apellido teléfono correo""",
    )
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def find_heading(rows: Sequence[Row]) -> int:
    """The number of the row that names the columns; 0 where none does."""
    written = [row for row in rows if any(map(str.strip, row.cells))]
    if not written:
        return 0
    usual = _usual_width(written)
    for at, row in enumerate(written):
        if usual < 2 or _filled(row) >= 2:
            return row.number if _names_columns(row, written[at + 1 :]) else 0
    return 0


def width_of(heading: Sequence[str], rows: Sequence[Row]) -> int:
    """How many columns the table has: the named ones, and those that most rows fill.

    Where nothing is named, as many as the longest row has.
    """
    filled = sorted(last_filled(row.cells) for row in rows)
    if not filled or not heading:
        return max([*filled, last_filled(heading)])
    return max(last_filled(heading), filled[(len(filled) - 1) // 2])


def named(heading: Sequence[str], width: int) -> list[str]:
    """The headings, each column without one called by its letter."""
    cells = [*heading[:width], *[""] * (width - len(heading))]
    return [
        " ".join(cell.split()) or f"Column {letters(at)}"
        for at, cell in enumerate(cells)
    ]


def letters(column: int) -> str:
    """What a spreadsheet calls the column: A, B … Z, AA …"""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def last_filled(cells: Sequence[str]) -> int:
    """How many cells there are up to the last one that holds something."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1].strip()), 0)


def _usual_width(rows: Sequence[Row]) -> int:
    return Counter(last_filled(row.cells) for row in rows).most_common(1)[0][0]


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


def _names_columns(row: Row, below: Sequence[Row]) -> bool:
    cells = [cell.strip() for cell in row.cells if cell.strip()]
    if any(_VALUE.match(cell) or len(cell) > _LONGEST for cell in cells):
        return False
    if any(word.lower() in _WORDS for cell in cells for word in _WORD.findall(cell)):
        return True
    has_values = any(_VALUE.match(cell.strip()) for one in below for cell in one.cells)
    return has_values or len(cells) > 1
