"""Writes rows as CSV or XLSX, row by row, so that no spreadsheet runs a cell. Pure.

A CSV cell that a spreadsheet would take for a formula gets an apostrophe in front
(OWASP ASVS 1.2.10), and so does a part of a cell after a comma, a semicolon, a tab, a
bar or a line break: a spreadsheet of another country parts cells there. What begins
with an apostrophe already gets one more, so that taking one away everywhere gives back
exactly what was there. In an XLSX file every cell is text.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final

import xlsxwriter

BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
ROWS_OF_A_SHEET: Final = 1_048_576
_BEGINS: Final = r"(^|(?<=[,;|\t\r\n]))"
_FORMULA: Final = r"('*[=+\-@\t\r\0])"
_RISKY: Final = re.compile(_BEGINS + _FORMULA)
_ESCAPED: Final = re.compile(f"{_BEGINS}'{_FORMULA}")
_PIECE: Final = 500


class TooManyRows(Exception):
    """More rows than a sheet of XLSX has rows; CSV has no such limit."""


def escape_cell(cell: str) -> str:
    """The cell as it is written to a CSV file."""
    return _RISKY.sub(r"'\2", cell)


def unescape_cell(cell: str) -> str:
    """The cell as it was before ``escape_cell``."""
    return _ESCAPED.sub(r"\2", cell) if "'" in cell else cell


def csv_pieces(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    has_mark: bool,
    delimiter: str = ",",
) -> Iterator[bytes]:
    """The file as pieces of UTF-8: RFC 4180, each line ended by CRLF."""
    lines = _Lines()
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    if has_mark:
        lines.write(BYTE_ORDER_MARK)
    writer.writerow([escape_cell(heading) for heading in headings])
    for number, row in enumerate(rows, start=1):
        writer.writerow([escape_cell(cell) for cell in row])
        if number % _PIECE == 0:
            yield lines.taken()
    yield lines.taken()


def xlsx_pieces(
    headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[bytes]:
    """The file as pieces, made in a temporary file first. Raises TooManyRows."""
    with tempfile.TemporaryFile() as made:
        _write_sheet(made, headings, rows)
        made.seek(0)
        while piece := made.read(64 * 1024):
            yield piece


def _write_sheet(
    made: IO[bytes], headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    options = {"constant_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("People")
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            if number >= ROWS_OF_A_SHEET:
                raise TooManyRows
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, column, cell)


class _Lines:
    """What a writer wrote since it was last taken."""

    def __init__(self) -> None:
        self._written: list[str] = []

    def write(self, text: str) -> None:
        self._written.append(text)

    def taken(self) -> bytes:
        """All of it, once."""
        written, self._written = self._written, []
        return "".join(written).encode()
