"""A row mended by hand ends where a new check of the mended file would put it."""

from __future__ import annotations

import random
from typing import Any

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.lib.tables import Row
from clicksendhub.people.models import User
from contacts.models import ContactList, Import
from contacts.services import imports, imports_checking
from contacts.services.imports_values import NotChecked
from contacts.services.people import create_person
from contacts.values import Details
from tests.contacts.imports.support import (
    assert_adds_up,
    checked,
    csv_of,
    draft,
    finish,
    people_of,
    sums,
    told,
)

ANN, BO, CY = "+61491570156", "+61491570157", "+61491570158"
HEADINGS = ("First name", "Mobile")
# Good ones, doubtful ones, bad ones, and one who is blocked.
CELLS = (ANN, BO, CY, "491570156", "491570157", "nonsense", "", "6.14E+10")


def rows(*lines: tuple[str, ...]) -> str:
    return csv_of(HEADINGS, lines)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports_checking, "PIECE", 3)


def test_a_mended_row_is_taken(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, rows(("Ann", "O491570156")), into=tenants)

    fine = imports.mend_row(found=found, row=2, cells={1: "0491570156"}, by=mia)
    imports.start(found=found, by=mia)
    finish(found)

    assert fine is None
    assert sums(found) == {"rows": 1, "new": 1}
    assert people_of(tenants, "key", "first_name") == [(ANN, "Ann")]
    assert imports.problems_of(found) == []


def test_a_row_that_is_still_wrong_says_why(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, rows(("Ann", "O491570156")), into=tenants)

    still = imports.mend_row(found=found, row=2, cells={1: "6.14E+10"}, by=mia)

    assert still is not None
    assert (still.code, still.raw) == ("digits_lost", "6.14E+10")
    assert sums(found) == {"rows": 1, "rejected": 1}


def test_a_mended_row_may_be_a_double_of_another(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, rows(("Ann", "nonsense"), ("Bo", BO)), into=tenants)

    imports.mend_row(found=found, row=2, cells={1: BO}, by=mia)

    assert sums(found) == {"rows": 2, "new": 1, "duplicate": 1}
    assert told(found) == {
        2: ("mended", ""),
        3: ("duplicate", "duplicate"),
    }


def test_a_double_counts_where_the_row_before_it_becomes_somebody_else(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = rows(("Ann", "491570156"), ("Anna", ANN), ("Annabel", ANN))
    found = checked(account, mia, content, into=tenants)

    imports.mend_row(found=found, row=2, cells={1: BO}, by=mia)

    assert sums(found) == {"rows": 3, "new": 2, "duplicate": 1}
    assert found.told.get(row=4).other_row == 3


def test_what_was_mended_stands_when_the_file_is_checked_again(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, rows(("Ann", "nonsense")), into=tenants)
    imports.mend_row(found=found, row=2, cells={1: ANN}, by=mia)

    imports.start_check(found=found, by=mia)

    assert sums(found) == {"rows": 1, "new": 1}


def test_a_draft_that_is_not_checked_has_nothing_to_mend(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = draft(account, mia, rows(("Ann", "nonsense")), into=tenants)

    with pytest.raises(NotChecked):
        imports.mend_row(found=found, row=2, cells={1: ANN}, by=mia)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("duplicates", ["first", "last"])
def test_whatever_is_mended_the_outcome_is_that_of_a_new_check(
    account: Account, mia: User, tenants: ContactList, small_pieces: None,
    seed: int, duplicates: str,
) -> None:  # fmt: skip
    chance = random.Random(seed)
    block(account_id=account.pk, number=BO, source=BlockSource.PERSON, by=mia)
    create_person(contact_list=tenants, details=Details(number=CY), by=mia)
    lines = [(f"N{n}", chance.choice(CELLS)) for n in range(12)]
    found = checked(account, mia, rows(*lines), into=tenants, duplicates=duplicates)

    for _time in range(8):
        row = chance.choice([*found.told.values_list("row", flat=True), 0])
        if row:
            cells = {1: chance.choice(CELLS)}
            imports.mend_row(found=found, row=row, cells=cells, by=mia)
    mended = outcome(found)
    assert_adds_up(found)
    imports.start_check(found=found, by=mia)

    assert mended == outcome(found)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_imported_after_mending_is_the_sum_that_was_told(
    account: Account, mia: User, tenants: ContactList, small_pieces: None, seed: int
) -> None:
    chance = random.Random(seed)
    lines = [(f"N{n}", chance.choice(CELLS)) for n in range(12)]
    found = checked(account, mia, rows(*lines), into=tenants, duplicates="last")
    for row in found.told.values_list("row", flat=True):
        if found.told.filter(row=row).exists():
            cells = {1: chance.choice(CELLS)}
            imports.mend_row(found=found, row=row, cells=cells, by=mia)
    foreseen = sums(found)

    imports.start(found=found, by=mia)
    finish(found)

    assert sums(found) == foreseen
    assert tenants.contacts.count() == found.new


def outcome(found: Import) -> tuple[Any, ...]:
    """The sum, and what is said of each row, but for mended ones without a doubt."""
    rows = found.told.exclude(outcome="mended").order_by("row")
    return sums(found), [*rows.values_list("row", "outcome", "code")]


def test_what_cannot_be_kept_is_not_mended_by_mending_another_cell(
    account: Account, mia: User, tenants: ContactList, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows_with_nul(*_arguments: Any) -> Any:
        yield Row(2, ["A\0n", ANN])

    monkeypatch.setattr(imports_checking, "rows_in", rows_with_nul)
    found = checked(account, mia, rows(("Ann", ANN)), into=tenants)

    still = imports.mend_row(found=found, row=2, cells={1: BO}, by=mia)

    assert still is not None
    assert (still.code, sums(found)) == ("unkeepable", {"rows": 1, "rejected": 1})
