"""Each file of `tests/files/imports`, and what it comes to when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from clicksendhub.lib.tables import (
    Kind,
    Layout,
    Row,
    Unreadable,
    find_layout,
    headings_of,
    rows_of,
    sample_of,
)
from tests.files.imports.make_files import FILES, FOLDER, made_files
from tests.files.imports.outcome import Outcome
from tests.files.imports.outcomes import OUTCOMES

REFUSED = [name for name, outcome in OUTCOMES.items() if outcome.refused]
READ = [name for name, outcome in OUTCOMES.items() if not outcome.refused]


def read(path: Path, layout: Layout) -> tuple[list[Row], Unreadable | None]:
    """The rows, and what they end with if not with the file."""
    rows: list[Row] = []
    try:
        rows.extend(rows_of(path, layout))
    except Unreadable as error:
        return rows, error
    return rows, None


def test_every_file_has_an_outcome_and_stands_as_it_is_made():
    assert made_files() == FILES.keys() == OUTCOMES.keys()
    assert [
        name for name, made in FILES.items() if (FOLDER / name).read_bytes() != made
    ] == []


def test_there_are_many_files_and_they_are_small():
    assert len(FILES) >= 60
    assert sum(len(made) for made in FILES.values()) < 300_000


@pytest.mark.parametrize("name", REFUSED)
def test_the_file_is_refused_with_a_sentence(name: str):
    expected = OUTCOMES[name]

    with pytest.raises(Unreadable) as caught:
        find_layout(FOLDER / name, name=name)

    assert (caught.value.code, caught.value.row) == (expected.refused, expected.row)
    assert caught.value.sentence.endswith(".")
    assert "{" not in caught.value.sentence


@pytest.mark.parametrize("name", READ)
def test_the_file_is_laid_out_as_a_person_sees_it(name: str):
    expected, layout = OUTCOMES[name], find_layout(FOLDER / name, name=name)

    assert laid_out(layout) == (
        expected.kind,
        expected.encoding,
        expected.delimiter,
        expected.sheet,
        expected.sheets,
        expected.heading_row,
    )
    assert len(layout.doubts) == len(expected.doubts)
    for said, doubt in zip(layout.doubts, expected.doubts, strict=True):
        assert doubt in said


def laid_out(
    layout: Layout,
) -> tuple[Kind, str, str, str, tuple[str, ...], int]:
    return (
        layout.kind,
        layout.encoding,
        layout.delimiter,
        layout.sheet,
        layout.sheets,
        layout.heading_row,
    )


@pytest.mark.parametrize("name", READ)
def test_the_rows_of_the_file_come_with_their_numbers(name: str):
    expected, path = OUTCOMES[name], FOLDER / name
    layout = find_layout(path, name=name)

    rows, fault = read(path, layout)

    assert tuple(headings_of(path, layout)) == named(expected, len(rows[0].cells))
    assert len(rows) == expected.rows
    cells = {row.number: tuple(row.cells) for row in rows}
    assert {at: cells.get(at) for at in expected.cells} == expected.cells
    assert sample_of(path, layout) == rows[:5]
    assert (fault and fault.code, fault.row if fault else 0) == (
        expected.breaks,
        expected.breaks_at,
    )


def named(expected: Outcome, width: int) -> tuple[str, ...]:
    """The headings; two hundred of them are not written down."""
    if width < 200:
        return expected.headings
    return tuple(f"Note {number}" for number in range(width))
