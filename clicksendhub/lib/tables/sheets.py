"""Reads spreadsheets through a process of its own, which may fail in our stead."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from clicksendhub.lib.tables.values import Fault, Layout, Row
from clicksendhub.lib.tables.words import unreadable


def sheet_layout(path: Path) -> Layout:
    """How the file is to be read, but for its heading row. Raises Unreadable."""
    raise unreadable(Fault.BROKEN_SHEET)


def sheet_rows(path: Path, layout: Layout) -> Generator[Row]:
    """Every row of the sheet that holds something. Raises Unreadable."""
    yield from ()
    raise unreadable(Fault.BROKEN_SHEET)
