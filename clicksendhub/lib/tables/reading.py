"""Reads files that people bring: what they are, their headings, and their rows."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from clicksendhub.lib.tables.headings import find_heading, last_filled, named, width_of
from clicksendhub.lib.tables.sheets import (
    first_sheet_rows,
    sheet_layout,
    sheet_rows,
)
from clicksendhub.lib.tables.sniffing import find_kind
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
    kind = find_kind(path, name=name)
    layout = text_layout(path) if kind is Kind.TEXT else sheet_layout(path)
    written = _written(path, layout)
    if not written:
        raise unreadable(Fault.EMPTY)
    heading_row = find_heading(written)
    if written[-1].number <= heading_row:
        raise unreadable(Fault.NO_ROWS)
    return replace(layout, heading_row=heading_row)


def headings_of(path: Path, layout: Layout) -> list[str]:
    """One for each column; “Column C” where the file names none. Raises Unreadable."""
    head = _head(path, layout)
    return named(head.heading, head.width)


def sample_of(path: Path, layout: Layout, *, most: int = 5) -> list[Row]:
    """The first rows below the heading, as `rows_of` gives them."""
    head = _head(path, layout)
    return [Row(row.number, _fitted(row.cells, head.width)) for row in head.rows[:most]]


def rows_of(path: Path, layout: Layout) -> Generator[Row]:
    """Every row below the heading that is not wholly empty, as it is read.

    Raises Unreadable where the file breaks; the rows before that have been given.
    """
    width = _head(path, layout).width
    with closing(_below(path, layout)) as rows:
        for row in rows:
            cells = row.cells
            if len(cells) != width:
                row = Row(row.number, _fitted(cells, width))
            if (cells and cells[0].strip()) or last_filled(cells):
                yield row


def _written(path: Path, layout: Layout) -> list[Row]:
    """The first rows with something in them, the heading row among them."""
    with closing(_first_rows(path, layout)) as rows:
        return _first_written(rows)


def _head(path: Path, layout: Layout) -> _Head:
    heading: list[str] = []
    with closing(_first_rows(path, layout)) as rows:
        if layout.heading_row:
            for row in rows:
                if row.number >= layout.heading_row:
                    heading = row.cells
                    break
        return _Head(heading, _first_written(rows))


def _first_written(rows: Iterator[Row]) -> list[Row]:
    """Fewer of them where a later one does not fit the encoding."""
    written: list[Row] = []
    try:
        written.extend(
            islice((row for row in rows if last_filled(row.cells)), _ROWS_LOOKED_AT)
        )
    except Unreadable as error:
        if error.code is not Fault.WRONG_BYTES or not written:
            raise
    return written


def _below(path: Path, layout: Layout) -> Generator[Row]:
    rows = _all_rows(path, layout)
    if layout.heading_row:
        for row in rows:
            if row.number >= layout.heading_row:
                break
    return rows


def _all_rows(path: Path, layout: Layout) -> Generator[Row]:
    read = text_rows if layout.kind is Kind.TEXT else sheet_rows
    return read(path, layout)


def _first_rows(path: Path, layout: Layout) -> Generator[Row]:
    read = text_rows if layout.kind is Kind.TEXT else first_sheet_rows
    return read(path, layout)


def _fitted(cells: list[str], width: int) -> list[str]:
    """A cell for each column; more only where those beyond hold something."""
    short = width - len(cells)
    return (
        cells + [""] * short if short > 0 else cells[: max(width, last_filled(cells))]
    )
