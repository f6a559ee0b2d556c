"""The rows of a file as people wrote them: without what an export put around cells."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from pathlib import Path

from clicksendhub.lib import tables
from contacts.services.imports_piece import keepable


def rows_in(
    path: Path, layout: tables.Layout, *, waiting: Callable[[], None] | None = None
) -> Generator[tables.Row]:
    """Every row below the heading. Raises tables.Unreadable where the file breaks.

    ``waiting`` is called every few seconds until a large sheet gives its first row.
    """
    with closing(tables.rows_of(path, layout, waiting=waiting)) as rows:
        if layout.kind is not tables.Kind.TEXT:
            yield from rows
            return
        for row in rows:
            yield tables.Row(row.number, _plain(row.cells))


def sample_in(path: Path, layout: tables.Layout, *, most: int) -> list[tables.Row]:
    """The first of them."""
    rows = tables.sample_of(path, layout, most=most)
    if layout.kind is not tables.Kind.TEXT:
        return list(rows)
    return [tables.Row(row.number, _plain(row.cells)) for row in rows]


def headings_in(path: Path, layout: tables.Layout) -> list[str]:
    """The headings, or the letters of the columns, as a database keeps them."""
    headings = tables.headings_of(path, layout)
    plain = _plain(headings) if layout.kind is tables.Kind.TEXT else headings
    return [*map(keepable, plain)]


def _plain(cells: Iterable[str]) -> list[str]:
    return [*map(tables.unescape_cell, cells)]
