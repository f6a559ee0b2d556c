"""Delimiters, heading rows, widths and doubts: what is found in the first rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from clicksendhub.lib.tables import (
    DELIMITERS,
    ENCODINGS,
    Fault,
    Layout,
    Row,
    Unreadable,
    find_layout,
    headings_of,
    rows_of,
    sample_of,
)
from clicksendhub.lib.tables.delimiters import find_delimiter, said_delimiter
from clicksendhub.lib.tables.encodings import damage_in
from clicksendhub.lib.tables.headings import find_heading, letters, named, width_of
from tests.files.imports.make_files import FOLDER

PLAIN = FOLDER / "delimiter-comma.csv"


def numbered(*rows: str) -> list[Row]:
    """Rows whose cells are parted by a bar."""
    return [Row(at, row.split("|")) for at, row in enumerate(rows, start=1)]


@pytest.mark.parametrize(
    ("rows", "heading"),
    [
        (["Name|Phone", "Zoe|0491570156"], 1),
        (["Zoe|0491570156", "Jo|0491570157"], 0),
        (["Zoe|zoe@example.com", "Jo|jo@example.com"], 0),
        (["Nimi|Puhelin", "Zoe|0491570156"], 1),
        (["Name|Phone|2026", "Zoe|0491570156|3"], 1),
        (["a|1", "b|2"], 0),
        (["Members of the club", "Name|Phone", "Zoe|0491570156"], 2),
        (["", "Name|Phone", "Zoe|0491570156"], 2),
        (["Phone", "0491570156"], 1),
        (["0491570156", "0491570157"], 0),
        (["Zoe Lee", "Jo Lee"], 0),
        (["Name|Phone"], 1),
        (["", ""], 0),
        ([], 0),
    ],
)
def test_the_heading_row_is_the_one_that_names_columns(rows: list[str], heading: int):
    assert find_heading(numbered(*rows)) == heading


@pytest.mark.parametrize(
    ("heading", "rows", "width"),
    [
        ("Name|Phone", ["a|1", "b|2"], 2),
        ("Name|Phone||", ["a|1||", "b|2||"], 2),
        ("Name|Phone", ["a|1|x", "b|2|y"], 3),
        ("Name|Phone", ["a|1", "b|2", "c|3|x"], 2),
        ("Name|Phone|City", ["a", "b"], 3),
        ("", ["a|1", "b|2|x"], 3),
    ],
)
def test_a_column_has_a_heading_or_is_filled(heading: str, rows: list[str], width: int):
    cells = heading.split("|") if heading else []

    assert width_of(cells, numbered(*rows)) == width


def test_columns_without_a_heading_are_called_by_their_letter():
    assert named(["Name", " ", "Full \n name"], 4) == [
        *("Name", "Column B", "Full name", "Column D")
    ]
    assert [letters(at) for at in (0, 25, 26, 51, 52, 199)] == [
        *("A", "Z", "AA", "AZ", "BA", "GR")
    ]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_parts_rows_alike(delimiter: str):
    rows = [["Name", "Phone", "Note"], ["Zoe", "1", "x, y; z"], ["Jo", "2", "5|6"]]

    lines = [delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows]

    assert find_delimiter(lines) == delimiter


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [
        ("sep=;\r\n", ";"),
        ('"SEP=|"\n', "|"),
        ("sep=\t\n", "\t"),
        ("sep=;;\n", ""),
        ("sep=x\n", ""),
        ("separator\n", ""),
    ],
)
def test_a_first_line_may_say_the_delimiter(line: str, delimiter: str):
    assert said_delimiter(line) == delimiter


@pytest.mark.parametrize(
    "text",
    ["JosÃ©", "MÃ¼ller", "Itâ€™s", "Zo\ufffd", "JosŽ", "Èâàí", "Ã\u0081rpád"],
)
def test_damaged_names_are_noticed(text: str):
    assert text[:3] in damage_in(f"Name,Phone\n{text},1\n")


@pytest.mark.parametrize(
    "text",
    [
        "Zoë",
        "créée",
        "São João",
        "Ærøskøbing",
        "10 % of 5½ €",
        "Œuvre",
        "Žofie",
        "ÂNGELA",
    ],
)
def test_names_with_accents_are_not_damaged(text: str):
    assert damage_in(text) == ""


def test_a_long_word_is_searched_in_no_time():
    assert damage_in("x" * 1_000_000) == ""


def test_a_layout_comes_back_from_where_it_is_kept():
    layout = find_layout(FOLDER / "xlsx-several-sheets.xlsx", name="people.xlsx")

    assert layout.doubts
    assert Layout.from_json(layout.as_json()) == layout


def test_another_sheet_can_be_chosen():
    path = FOLDER / "xlsx-first-sheet-blank.xlsx"
    layout = find_layout(path, name="people.xlsx")

    with pytest.raises(Unreadable) as caught:
        headings_of(path, replace(layout, sheet="Blank"))

    assert caught.value.code is Fault.NO_ROWS


@pytest.mark.parametrize("name", ["xlsx-plain.xlsx", "xlsx-first-sheet-hidden.xlsx"])
def test_a_hidden_or_missing_sheet_cannot_be_chosen(name: str):
    layout = find_layout(FOLDER / name, name=name)

    with pytest.raises(Unreadable) as caught:
        sample_of(FOLDER / name, replace(layout, sheet="Old"))

    assert caught.value.code is Fault.SHEET_GONE


@pytest.mark.parametrize("name", ["xlsx-title-above.xlsx", "heading-below-a-title.csv"])
def test_a_blank_row_can_be_called_the_heading(name: str):
    path = FOLDER / name
    layout = replace(find_layout(path, name=name), heading_row=2)

    assert headings_of(path, layout) == ["Column A", "Column B"]
    assert [row.number for row in rows_of(path, layout)] == [3, 4, 5]


@pytest.mark.parametrize("name", ["xlsx-plain.xlsx", "delimiter-comma.csv"])
def test_a_heading_at_the_end_leaves_no_rows(name: str):
    path = FOLDER / name
    layout = replace(find_layout(path, name=name), heading_row=3)

    with pytest.raises(Unreadable) as caught:
        headings_of(path, layout)

    assert caught.value.code is Fault.NO_ROWS


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_that_can_be_chosen_reads_what_it_wrote(
    encoding: str, tmp_path: Path
):
    path = tmp_path / "people.csv"
    path.write_bytes("Name,Phone\r\nZoe,0491570156\r\n".encode(encoding))
    layout = replace(find_layout(PLAIN, name="people.csv"), encoding=encoding)

    assert headings_of(path, layout) == ["Name", "Phone"]
    assert sample_of(path, layout) == [Row(2, ["Zoe", "0491570156"])]
