"""People as files: no cell is a formula, nothing is lost, nobody is held in memory."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from clicksendhub.lib.tables import (
    csv_pieces,
    escape_cell,
    unescape_cell,
    xlsx_pieces,
)

NASTY = [
    *("=cmd|'/c calc'!A1", "+61491570156", "-1+2", "@SUM(A1)", "\tx", "\rx"),
    *('say "hi", twice', "two\nlines", "🐨 koala", "שלום", "007", "'quoted'"),
    *("'=already", "''+twice", "", " spaces "),
    *("Ada;=1+1", "Ada,'=1", "two\n=1+1", "\t=1", ";;-", "a|@b", "12 High St, Flat 3"),
]
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@pytest.mark.parametrize("cell", NASTY)
def test_a_cell_comes_back_as_it_was(cell: str) -> None:
    assert unescape_cell(escape_cell(cell)) == cell


@given(CELLS)
def test_any_cell_comes_back_and_is_no_formula(cell: str) -> None:
    written = escape_cell(cell)

    assert unescape_cell(written) == cell
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r", "\0"))


@given(CELLS | st.text("'=+-@x,;|\t\r\n\"", max_size=12))
def test_no_program_that_parts_cells_elsewhere_runs_one(cell: str) -> None:
    written = escape_cell(cell)

    assert unescape_cell(written) == cell
    for part in re.split("[,;|\t\r\n]", written):
        assert not part.startswith(("=", "+", "-", "@", "\0"))


@given(st.text("'=+-@x,;", max_size=6))
def test_apostrophes_in_front_come_back_too(cell: str) -> None:
    assert unescape_cell(escape_cell(cell)) == cell


def test_a_csv_file_is_read_back_by_any_reader() -> None:
    rows = [[cell, "x"] for cell in NASTY]

    made = b"".join(csv_pieces(["Name", "Note"], rows, has_mark=False)).decode()

    read = list(csv.reader(io.StringIO(made, newline="")))
    assert [[unescape_cell(cell) for cell in row] for row in read[1:]] == rows
    assert made.startswith("Name,Note\r\n")


def test_cells_are_parted_by_what_was_asked_for() -> None:
    rows = [["Ada;Hart", "=1+1"]]

    pieces = csv_pieces(["Name", "Note"], rows, has_mark=True, delimiter=";")

    assert b"".join(pieces).decode("utf-8-sig") == (
        'Name;Note\r\n"Ada;Hart";\'=1+1\r\n'
    )


def test_the_mark_stands_before_the_first_heading() -> None:
    made = b"".join(csv_pieces(["Name"], [], has_mark=True))

    assert made == b"\xef\xbb\xbfName\r\n"


def test_every_cell_of_a_sheet_is_text() -> None:
    cells = [cell for cell in NASTY if cell and "\r" not in cell]

    made = io.BytesIO(b"".join(xlsx_pieces(["Name"], [[cell] for cell in cells])))

    sheet = CalamineWorkbook.from_filelike(made).get_sheet_by_index(0)
    assert [row[0] for row in sheet.to_python()[1:]] == cells


def test_a_million_rows_are_written_as_they_are_asked_for() -> None:
    read = 0

    def rows() -> Iterator[list[str]]:
        nonlocal read
        while read < 1_000_000:
            read += 1
            yield ["+61491570156"]

    list(islice(csv_pieces(["Number"], rows(), has_mark=False), 2))

    assert read <= 1_000
