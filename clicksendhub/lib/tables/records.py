"""Parses lines to rows of cells, each with the number of the line it begins on."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from clicksendhub.lib.tables.cells import CellFault
from clicksendhub.lib.tables.lines import Lines
from clicksendhub.lib.tables.values import COLUMNS, FIELD_CHARACTERS, Fault, Row
from clicksendhub.lib.tables.words import unreadable

_new: Final = tuple.__new__


def records(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Every row as it stands, blank ones too. Raises Unreadable where it breaks."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            for cells in reader:
                line, row = reader.line_num, before + 1
                if lines.has_long or line != row or len(cells) > COLUMNS:
                    _refuse_excess(cells, row)
                before = line
                # Half the time of Row(row, cells), which matters a million times.
                yield _new(Row, (row, cells))
            return
        except csv.Error as error:
            row = before + 1
            if reader.line_num != row or lines.are_over:
                raise unreadable(Fault.UNCLOSED_QUOTE, row=row) from error
            yield Row(row, _forgiven(lines.line(row), delimiter, row))
            before = row


def _refuse_excess(cells: list[str], row: int) -> None:
    if len(cells) > COLUMNS and any(cells[COLUMNS:]):
        raise unreadable(Fault.TOO_MANY_COLUMNS, row=row)
    if any(len(cell) > FIELD_CHARACTERS for cell in cells):
        raise unreadable(Fault.LONG_CELL, row=row)


def _forgiven(line: str, delimiter: str, row: int) -> list[str]:
    """The cells of a line with text behind a closing quotation mark.

    Where that leaves open which cells there are, the last one says so.
    """
    try:
        cells = next(csv.reader([line], delimiter=delimiter))
    except csv.Error as error:
        raise unreadable(Fault.LONG_CELL, row=row) from error
    _refuse_excess(cells, row)
    if len(cells) != line.count(delimiter) + 1:
        cells[-1] = CellFault.MISQUOTED.value
    return cells
