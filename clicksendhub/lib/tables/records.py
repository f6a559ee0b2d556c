"""Parses lines to rows of cells, numbered as spreadsheet programs number them.

A row may stand on several lines, a blank one is counted, and a first line that names
the delimiter is none.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from clicksendhub.lib.tables.cells import CellFault
from clicksendhub.lib.tables.delimiters import said_delimiter
from clicksendhub.lib.tables.lines import Lines
from clicksendhub.lib.tables.values import (
    COLUMNS,
    FIELD_CHARACTERS,
    Fault,
    Row,
    Unreadable,
)
from clicksendhub.lib.tables.words import unreadable

_new: Final = tuple.__new__


def records(lines: Lines, delimiter: str) -> Iterator[Row]:
    """Every row as it stands, blank ones too. Raises Unreadable where it breaks."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = before = 0
    while True:
        try:
            for cells in reader:
                line = reader.line_num
                if line == 1 and said_delimiter(delimiter.join(cells)):
                    before = 1
                    continue
                row += 1
                if lines.has_long or line != before + 1 or len(cells) > COLUMNS:
                    _refuse_excess(cells, row)
                before = line
                # Half the time of Row(row, cells), which matters a million times.
                yield _new(Row, (row, cells))
            return
        except csv.Error:
            before, row = before + 1, row + 1
            _refuse_unclosed(lines, begun_on=before, ended_on=reader.line_num)
            yield Row(row, _forgiven(lines.line(before), delimiter, row))
        except Unreadable as error:
            if error.code is not Fault.WRONG_BYTES:
                raise
            raise unreadable(error.code, row=row + 1) from error


def _refuse_unclosed(lines: Lines, *, begun_on: int, ended_on: int) -> None:
    """A quotation mark that took in further lines is looked for by its line."""
    if ended_on != begun_on or lines.are_over:
        raise unreadable(Fault.UNCLOSED_QUOTE, row=begun_on)


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
    pieces = line.rstrip("\r\n").split(delimiter)
    if len(cells) == len(pieces):
        return [_unquoted(piece.strip()) for piece in pieces]
    cells[-1] = CellFault.MISQUOTED.value
    return cells


def _unquoted(cell: str) -> str:
    is_quoted = len(cell) > 1 and cell.startswith('"') and cell.endswith('"')
    return cell[1:-1].replace('""', '"') if is_quoted else cell
