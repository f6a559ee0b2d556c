"""Files too large to keep: made here, read in pieces, refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from itertools import islice
from pathlib import Path

import pytest

from clicksendhub.lib.tables import (
    Fault,
    Unreadable,
    find_layout,
    headings_of,
    rows_of,
    sample_of,
    xlsx_pieces,
)
from clicksendhub.lib.tables.lines import Lines
from clicksendhub.lib.tables.packages import ENTRIES
from clicksendhub.lib.tables.records import records
from tests.files.imports.books import packed, parts, row, sheet

LATE = 900_000


class Counted(io.BytesIO):
    """A file that counts what is read of it."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.most = 0

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        self.most = max(self.most, self.tell())
        return piece


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people"


def refusal(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        find_layout(path, name="people.csv")
    return caught.value


def test_ten_megabytes_on_one_line_are_no_table(path: Path):
    path.write_bytes(b"Zoe,0491570156," * 700_000)

    assert refusal(path).code is Fault.LONG_LINE


def test_one_endless_cell_is_refused_with_its_row(path: Path):
    path.write_bytes(b"Name,Phone\nZoe,0491570156\n" + b"x" * 500_000 + b",1\n")

    assert (refusal(path).code, refusal(path).row) == (Fault.LONG_CELL, 3)


def test_a_wrong_byte_late_in_the_file_ends_it_with_its_row(path: Path):
    rows = b"Zo\xc3\xab,0491570156\n" * (LATE - 2)
    path.write_bytes(b"Name,Phone\n" + rows + b"Andr\xe9,0491570157\nBo,1\n")
    layout = find_layout(path, name="people.csv")

    read: list[int] = []
    with pytest.raises(Unreadable) as caught:
        read.extend(found.number for found in rows_of(path, layout))

    assert "line 900,000" in layout.doubts[0]
    assert (caught.value.code, caught.value.row) == (Fault.WRONG_BYTES, LATE)
    assert caught.value.sentence.startswith("Row 900,000 holds")
    assert len(read) == LATE - 2


def test_a_quotation_mark_late_in_the_file_does_not_swallow_the_rest(path: Path):
    before = b"Zoe,0491570156\n" * 50_000
    path.write_bytes(b"Name,Phone\n" + before + b'"Jo,1\n' + before)
    layout = find_layout(path, name="people.csv")

    with pytest.raises(Unreadable) as caught:
        list(rows_of(path, layout))

    assert (caught.value.code, caught.value.row) == (Fault.UNCLOSED_QUOTE, 50_002)


def test_rows_are_read_as_they_are_asked_for():
    file = Counted(b"Zoe,0491570156\n" * 1_000_000)

    list(islice(records(Lines(file, "utf-8"), ","), 1_000))

    assert file.most < 300_000


def test_a_large_sheet_shows_its_head_and_gives_all_rows(path: Path):
    made = ([f"Zoe {at}", "0491570156", "x" * 40] for at in range(30_000))
    path.write_bytes(b"".join(xlsx_pieces(["Name", "Phone", "Note"], made)))

    layout = find_layout(path, name="people.xlsx")

    assert headings_of(path, layout) == ["Name", "Phone", "Note"]
    assert [found.number for found in sample_of(path, layout)] == [2, 3, 4, 5, 6]
    last = list(rows_of(path, layout))[-1]
    assert (last.number, last.cells[0]) == (30_001, "Zoe 29999")


def test_a_package_of_thousands_of_entries_is_not_opened(path: Path):
    people = parts({"People": sheet(row("Name", "Phone"), row("Zoe", "1"))})
    path.write_bytes(packed({**people, **{f"x{at}": "" for at in range(ENTRIES)}}))

    assert refusal(path).code is Fault.TOO_BIG_INSIDE


def test_a_package_that_claims_too_much_is_not_unpacked(path: Path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts({"People": sheet()}).items():
            package.writestr(name, content)
        with package.open("xl/media/picture.bin", "w", force_zip64=True) as made:
            for _at in range(20):
                made.write(bytes(1_000_000))

    assert refusal(path).code is Fault.TOO_BIG_INSIDE
