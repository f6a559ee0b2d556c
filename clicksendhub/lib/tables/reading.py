"""Reads files that people bring: what they are, their headings, and their rows."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, NamedTuple

from clicksendhub.lib.tables.headings import find_heading, last_filled, named, width_of
from clicksendhub.lib.tables.sheets import (
    first_sheet_rows,
    sheet_layout,
    sheet_rows,
)
from clicksendhub.lib.tables.sniffing import find_kind, misnamed
from clicksendhub.lib.tables.texts import text_layout, text_rows
from clicksendhub.lib.tables.values import Fault, Kind, Layout, Row, Unreadable
from clicksendhub.lib.tables.words import unreadable

_ROWS_LOOKED_AT: Final = 100


class _Head(NamedTuple):
    """The heading row, if there is one, and the first rows below it."""

    heading: list[str]
    rows: list[Row]

    @property
    def width(self) -> int:
        return width_of(self.heading, self.rows)


def find_layout(path: Path, *, name: str) -> Layout:
    """How the file is to be read, by its bytes and not its name. Raises Unreadable."""
    kind = find_kind(path)
    layout = text_layout(path) if kind is Kind.TEXT else sheet_layout(path)
    with closing(_first_rows(path, layout)) as rows:
        written = _first_written(rows)
    if not written:
        raise unreadable(Fault.EMPTY)
    heading_row = find_heading(written)
    if written[-1].number <= heading_row:
        raise unreadable(Fault.NO_ROWS)
    doubts = tuple(filter(None, (misnamed(name, kind), *layout.doubts)))
    return replace(layout, heading_row=heading_row, doubts=doubts)


def headings_of(path: Path, layout: Layout) -> list[str]:
    """One for each column; “Column C” where the file names none. Raises Unreadable."""
    head = _head(path, layout)
    return named(head.heading, head.width)


def sample_of(path: Path, layout: Layout, *, most: int = 5) -> list[Row]:
    """The first rows below the heading, as `rows_of` gives them."""
    head = _head(path, layout)
    return [Row(row.number, _fitted(row.cells, head.width)) for row in head.rows[:most]]


def rows_of(
    path: Path, layout: Layout, *, waiting: Callable[[], None] | None = None
) -> Generator[Row]:
    """Every row below the heading that is not wholly empty, as it is read.

    Raises Unreadable where the file breaks; the rows before that have been given.
    `waiting` is called every few seconds until a large sheet is open.
    """
    width = _head(path, layout).width
    with closing(_all_rows(path, layout, waiting)) as rows:
        _heading, first = _to_heading(rows, layout.heading_row)
        for row in chain(first, rows):
            cells = row[1]
            if len(cells) != width:
                cells = _fitted(cells, width)
                row = Row(row.number, cells)
            if cells[0].strip() or last_filled(cells):
                yield row


def _head(path: Path, layout: Layout) -> _Head:
    """The heading row and what is below it. Raises Unreadable where nothing is."""
    with closing(_first_rows(path, layout)) as rows:
        heading, first = _to_heading(rows, layout.heading_row)
        written = _first_written(chain(first, rows))
    if not written:
        raise unreadable(Fault.NO_ROWS)
    return _Head(heading, written)


def _to_heading(rows: Iterator[Row], heading_row: int) -> tuple[list[str], list[Row]]:
    """The heading, nothing where that row is blank, and the first row below it."""
    heading: list[str] = []
    for row in rows:
        if row.number > heading_row:
            return heading, [row]
        if row.number == heading_row:
            heading = row.cells
    return heading, []


def _first_written(rows: Iterator[Row]) -> list[Row]:
    """Fewer of them where a later one does not fit the encoding: it may be changed."""
    written: list[Row] = []
    try:
        written.extend(
            islice((row for row in rows if last_filled(row.cells)), _ROWS_LOOKED_AT)
        )
    except Unreadable as error:
        if error.code is not Fault.WRONG_BYTES or len(written) < 2:
            raise
    return written


def _all_rows(
    path: Path, layout: Layout, waiting: Callable[[], None] | None
) -> Generator[Row]:
    if layout.kind is Kind.TEXT:
        return text_rows(path, layout)
    return sheet_rows(path, layout, waiting)


def _first_rows(path: Path, layout: Layout) -> Generator[Row]:
    read = text_rows if layout.kind is Kind.TEXT else first_sheet_rows
    return read(path, layout)


def _fitted(cells: list[str], width: int) -> list[str]:
    """A cell for each column; more only where those beyond hold something."""
    short = width - len(cells)
    return (
        cells + [""] * short if short > 0 else cells[: max(width, last_filled(cells))]
    )
