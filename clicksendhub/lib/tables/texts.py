"""Reads CSV, TSV and their kin: how a text file is laid out, and its rows."""

from __future__ import annotations

from collections.abc import Generator
from itertools import islice
from pathlib import Path
from typing import Final

from clicksendhub.lib.tables.delimiters import find_delimiter, said_delimiter
from clicksendhub.lib.tables.encodings import damage_in, find_encoding
from clicksendhub.lib.tables.lines import Lines
from clicksendhub.lib.tables.records import records
from clicksendhub.lib.tables.values import Fault, Kind, Layout, Row, Unreadable

_LINES_LOOKED_AT: Final = 200
_LINES_SEARCHED_FOR_DAMAGE: Final = 2_000


def text_layout(path: Path) -> Layout:
    """How the file is to be read, but for its heading row. Raises Unreadable."""
    encoding = find_encoding(path)
    lines = _first_lines(path, encoding.name)
    delimiter = said_delimiter(lines[0]) if lines else ""
    if not delimiter:
        delimiter = find_delimiter(lines[:_LINES_LOOKED_AT])
    doubts = (encoding.doubt, damage_in("".join(lines)))
    return Layout(
        kind=Kind.TEXT,
        encoding=encoding.name,
        delimiter=delimiter,
        doubts=tuple(filter(None, doubts)),
    )


def text_rows(path: Path, layout: Layout) -> Generator[Row]:
    """Every row from the first on, blank ones too. Raises Unreadable."""
    with path.open("rb") as file:
        yield from records(Lines(file, layout.encoding), layout.delimiter)


def _first_lines(path: Path, encoding: str) -> list[str]:
    """The lines to judge by; fewer where a later one does not fit the encoding."""
    lines: list[str] = []
    with path.open("rb") as file:
        try:
            lines.extend(islice(Lines(file, encoding), _LINES_SEARCHED_FOR_DAMAGE))
        except Unreadable as error:
            if error.code is not Fault.WRONG_BYTES or not lines:
                raise
    return lines
