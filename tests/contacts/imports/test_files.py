"""Each file of `tests/files/imports` that can be read, and what its check comes to.

What refuses a file as a whole is told in tests/lib/tables/test_files.py.
"""

from __future__ import annotations

import pytest

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import ImportState
from contacts.services.imports_values import ColumnsWrong
from tests.contacts.imports.support import assert_adds_up, checked, codes, sums
from tests.files.imports.make_files import FOLDER
from tests.files.imports.outcomes import OUTCOMES

# The rows with something to say, and why; of all other files every row is new.
TOLD: dict[str, dict[int, str]] = {
    "quotes-closed-too-soon.csv": {3: "misquoted"},
    "rows-too-short.csv": {3: "missing"},
    "rows-too-long.csv": {3: "ragged"},
    "rows-cell-just-fits.csv": {4: "text_too_long"},
    "number-digits-lost.csv": {2: "digits_lost", 3: "digits_lost"},
    "number-with-exponent.csv": {2: "spreadsheet", 3: "spreadsheet"},
    "number-exponent-comma.csv": {2: "spreadsheet"},
    "number-zero-lost.csv": {2: "lost_zero", 3: "lost_zero"},
    "number-plus-lost.csv": {2: "lost_plus", 3: "lost_plus"},
    "number-with-decimals.csv": {2: "spreadsheet", 3: "spreadsheet"},
    "number-grouped.csv": {2: "grouped"},
    "number-several-in-a-cell.csv": {2: "several", 3: "several"},
    "number-with-letters.csv": {2: "letters", 3: "letters"},
    "number-column-too-narrow.csv": {2: "sheet_error"},
    "number-spreadsheet-errors.csv": {2: "sheet_error", 3: "sheet_error"},
    "number-missing.csv": {2: "missing", 3: "not_a_number"},
    "xlsx-whole-numbers.xlsx": {2: "lost_plus"},
    "xlsx-long-numbers.xlsx": {2: "lost_plus", 3: "digits_lost"},
    "xlsx-zeros-by-format.xlsx": {4: "lost_zero"},
    "xlsx-errors.xlsx": {2: "sheet_error", 3: "sheet_error"},
    "xlsx-formula-without-result.xlsx": {2: "sheet_error", 3: "sheet_error"},
    "xlsx-row-longer-than-heading.xlsx": {3: "ragged"},
}
DOUBTS = frozenset({"spreadsheet", "lost_zero", "lost_plus", "grouped"})
NO_WAY_TO_REACH = frozenset({"heading-200-columns.csv"})
BREAKS = {name for name, outcome in OUTCOMES.items() if outcome.breaks}
CHECKED = sorted(
    name
    for name, outcome in OUTCOMES.items()
    if not outcome.refused and name not in NO_WAY_TO_REACH | BREAKS
)


@pytest.mark.parametrize("name", CHECKED)
def test_the_rows_of_the_file_are_taken_or_told(
    account: Account, mia: User, name: str
) -> None:
    expected = TOLD.get(name, {})
    refused = [code for code in expected.values() if code not in DOUBTS]

    found = checked(account, mia, (FOLDER / name).read_bytes(), name=name)

    assert codes(found) == expected
    assert found.rejected == len(refused)
    assert found.warned == len(expected) - len(refused)
    assert found.new == found.rows - found.rejected > -1
    assert sums(found).keys() <= {"rows", "new", "rejected", "warned"}
    assert_adds_up(found)


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_file_that_breaks_at_a_row_imports_nobody_and_names_the_row(
    account: Account, mia: User, name: str
) -> None:
    found = checked(account, mia, (FOLDER / name).read_bytes(), name=name)

    assert found.state == ImportState.FAILED
    assert f"Row {OUTCOMES[name].breaks_at:,}" in found.trouble


@pytest.mark.parametrize("name", sorted(NO_WAY_TO_REACH))
def test_a_file_that_reaches_nobody_asks_for_its_columns(
    account: Account, mia: User, name: str
) -> None:
    with pytest.raises(ColumnsWrong, match="No column"):
        checked(account, mia, (FOLDER / name).read_bytes(), name=name)


def test_the_table_names_only_files_that_are_there() -> None:
    assert set(TOLD) <= set(CHECKED)
