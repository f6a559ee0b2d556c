"""Makes a file of what was pasted: one number a line, or a table as it is. Pure."""

from __future__ import annotations

import csv
import io
from typing import Final

from clicksendhub.consent.imports.numbers import read_cell
from clicksendhub.lib.phone import split_numbers

_LOOKED_AT: Final = 50
# Numbers with a few typing errors are still numbers; rows with names and days are not.
_MOST: Final = 0.6


def one_a_line(text: str, *, country: str) -> str:
    """Numbers in a row, parted by commas or semicolons, one a line; else nothing.

    Cells copied from a spreadsheet are parted by tabs and stay a table.
    """
    pieces = split_numbers(text)
    some = pieces[:_LOOKED_AT]
    numbers = [one for one in some if read_cell(one.text, country=country)[0]]
    if "\t" in text or len(numbers) <= _MOST * len(some):
        return ""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    for piece in pieces:
        writer.writerow([piece.text])
    return lines.getvalue()
