"""What is written is read back the same: nasty cells, as CSV and as XLSX."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clicksendhub.lib.tables import (
    csv_pieces,
    find_layout,
    headings_of,
    rows_of,
    unescape_cell,
    xlsx_pieces,
)

NASTY = [
    *("=cmd|'/c calc'!A1", "+61491570156", "-1+2", "@SUM(A1)", "\tx", "\rx", "x\r\ny"),
    *('say "hi", twice', '"', '""', "two\nlines", "🐨 koala", "שלום", "\u202eabc"),
    *("007", "0412345678", "'quoted'", "'=already", "''+twice", " spaces ", "a;b|c"),
    *("6.14E+10", "TRUE", "#N/A", "_x000D_", "<b>&amp;</b>", "sep=;", "é", "x" * 900),
]
HEADINGS = ["Name", "Phone", "Note"]
# No file holds a zero byte, and XML holds neither those nor some control characters.
CELLS = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc", "Cn", "Co"], include_characters="\n\t"
    ),
    max_size=12,
)
ROWS = st.lists(st.tuples(st.just("x"), CELLS, CELLS).map(list), min_size=1, max_size=6)


def read_back(path: Path, *, made: bytes) -> list[list[str]]:
    path.write_bytes(made)
    layout = find_layout(path, name="people")
    assert headings_of(path, layout) == HEADINGS
    return [row.cells for row in rows_of(path, layout)]


@pytest.mark.parametrize("has_mark", [True, False])
def test_nasty_cells_come_back_from_a_csv_file(tmp_path: Path, has_mark: bool):
    rows = [["Zoe", "0491570156", cell] for cell in NASTY]

    made = b"".join(csv_pieces(HEADINGS, rows, has_mark=has_mark))

    read = read_back(tmp_path / "people", made=made)
    assert [[unescape_cell(cell) for cell in row] for row in read] == rows


def test_nasty_cells_come_back_from_a_spreadsheet(tmp_path: Path):
    rows = [["Zoe", "0491570156", cell] for cell in NASTY]

    made = b"".join(xlsx_pieces(HEADINGS, rows))

    assert read_back(tmp_path / "people", made=made) == rows


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ROWS)
def test_any_rows_come_back_from_a_csv_file(tmp_path: Path, rows: list[list[str]]):
    made = b"".join(csv_pieces(HEADINGS, rows, has_mark=False))

    read = read_back(tmp_path / "people", made=made)

    assert [[unescape_cell(cell) for cell in row] for row in read] == rows


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=10,
)
@given(ROWS)
def test_any_rows_come_back_from_a_spreadsheet(tmp_path: Path, rows: list[list[str]]):
    made = b"".join(xlsx_pieces(HEADINGS, rows))

    assert read_back(tmp_path / "people", made=made) == rows
