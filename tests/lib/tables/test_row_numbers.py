"""Rows have the numbers that a spreadsheet program gives them, not those of lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from clicksendhub.lib.tables import Fault, Unreadable, find_layout, rows_of

TWO_LINES = b'Name,Phone\r\n"Zoe\r\nLee",0491570156\r\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


def numbers(path: Path, content: bytes) -> list[int]:
    path.write_bytes(content)
    layout = find_layout(path, name="people.csv")
    return [row.number for row in rows_of(path, layout)]


def refusal(path: Path, content: bytes) -> Unreadable:
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        list(rows_of(path, find_layout(path, name="people.csv")))
    return caught.value


def test_a_row_over_two_lines_is_one_row(path: Path):
    assert numbers(path, TWO_LINES + b"Jo,0491570157\r\n") == [2, 3]


def test_a_blank_row_is_counted(path: Path):
    content = b"Name,Phone\r\n\r\nZoe,0491570156\r\n\r\n\r\nJo,0491570157\r\n"

    assert numbers(path, content) == [3, 6]


def test_the_line_that_names_the_delimiter_is_no_row(path: Path):
    assert numbers(path, b"sep=;\r\nName;Phone\r\nZoe;0491570156\r\n") == [2]


def test_a_row_that_is_mended_while_it_is_read_keeps_its_number(path: Path):
    content = TWO_LINES + b'"Jo" Lee,0491570157\r\nBo,0491570158\r\n'

    assert numbers(path, content) == [2, 3, 4]


def test_a_quotation_mark_that_is_not_closed_is_found_by_its_line(path: Path):
    fault = refusal(path, TWO_LINES + b'"Jo,0491570157\r\nBo,0491570158\r\n')

    assert (fault.code, fault.row) == (Fault.UNCLOSED_QUOTE, 4)
    assert fault.sentence.startswith("Line 4 opens a quotation mark")


def test_a_cell_that_is_too_long_is_found_by_its_row(path: Path):
    fault = refusal(path, TWO_LINES + b"x" * 40_000 + b",0491570157\r\n")

    assert (fault.code, fault.row) == (Fault.LONG_CELL, 3)


def test_bytes_that_do_not_fit_are_found_by_their_row(path: Path):
    some = "Zoë,0491570157\r\n".encode() + b"Jo,0491570158\r\n" * 200
    fault = refusal(path, TWO_LINES + some + b"Andr\xe9,0491570159\r\n")

    assert (fault.code, fault.row) == (Fault.WRONG_BYTES, 204)
    assert fault.sentence.startswith("Row 204 holds")
