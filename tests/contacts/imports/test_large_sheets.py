"""A large spreadsheet is opened once; its check goes on from rows written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as real_settings

from clicksendhub.credentials.models import Account
from clicksendhub.lib import tables
from clicksendhub.lib.tables import sheet_process, sheets
from clicksendhub.people.models import User
from contacts import jobs_imports
from contacts.imports import steps
from contacts.models import Import, ImportState
from contacts.services import (
    imports,
    imports_checking,
    imports_leases,
    imports_plain,
)
from tests.contacts.imports.support import csv_of, draft, finish, sums, told
from tests.contacts.imports.test_crashes import Died, die_at, run

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [
    *[(f"N{n}", f"04915702{n:02d}") for n in range(8)],
    ("N2 again", "0491570202"),
    ("Bad", "nonsense"),
]
HEADINGS = ("First name", "Mobile")
SHEET = b"".join(tables.xlsx_pieces(HEADINGS, PEOPLE))


@pytest.fixture(autouse=True)
def one_piece_a_slice(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.IMPORT_SLICE_SECONDS = 0
    monkeypatch.setattr(imports_leases, "_WORK_TO_WAY", 0)
    monkeypatch.setattr(imports_checking, "PIECE", 2)
    monkeypatch.setattr(imports_plain, "ROWS", 3)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the whole sheet was opened."""
    known: list[str] = []
    read = sheets.sheet_rows

    def reading(*arguments: Any) -> Any:
        known.append("opened")
        return read(*arguments)

    monkeypatch.setattr(tables.reading, "sheet_rows", reading)
    return known


def begun(account: Account, mia: User, content: bytes = SHEET) -> Import:
    found = draft(account, mia, content, name="people.xlsx", duplicates="last")
    imports_checking.begin_check(found=found, by=mia)
    return found


def files(settings: Any) -> list[str]:
    """What the storage has of rows that were written out."""
    return [path.name for path in Path(settings.MEDIA_ROOT).rglob("rows-*")]


def test_however_many_slices_a_check_takes_the_sheet_is_opened_once(
    account: Account, mia: User, settings: Any, opened: list[str]
) -> None:
    found = finish(begun(account, mia))

    assert opened == ["opened"]
    assert sums(found) == {"rows": 10, "new": 8, "duplicate": 1, "rejected": 1}
    assert (found.plain, files(settings)) == ("", [])


def test_it_comes_to_what_the_same_rows_as_text_come_to(
    account: Account, mia: User
) -> None:
    text = csv_of(HEADINGS, PEOPLE).encode()

    assert told(finish(begun(account, mia))) == told(finish(begun(account, mia, text)))


@pytest.mark.parametrize("rows", [1, 2, 3, 6])
def test_no_row_is_lost_where_a_part_is_just_full(
    account: Account, mia: User, rows: int
) -> None:
    content = b"".join(tables.xlsx_pieces(HEADINGS, PEOPLE[:rows]))

    assert finish(begun(account, mia, content)).new == rows


@pytest.mark.parametrize(
    "boundary",
    ["check.after_rows", "check.after_plain", "check.after_piece", "check.after_seal"],
)
def test_a_worker_that_dies_changes_nothing(
    account: Account, mia: User, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    expected = finish(begun(account, mia))
    monkeypatch.setattr(steps, "reached", die_at(boundary, after=0))

    found = run(begun(account, mia))

    assert (sums(found), told(found)) == (sums(expected), told(expected))


def test_rows_of_a_worker_that_died_are_removed_by_the_next(
    account: Account, mia: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(account, mia)
    monkeypatch.setattr(steps, "reached", die_at("check.after_rows", after=0))
    with pytest.raises(Died):
        jobs_imports.carry_on(str(found.public_id))
    left = files(settings)
    Import.objects.update(lease_until=None)

    jobs_imports.carry_on(str(found.public_id))

    assert left
    assert not set(left) & set(files(settings))


def test_another_sheet_or_heading_row_has_rows_of_its_own(
    account: Account, mia: User, settings: Any
) -> None:
    found = begun(account, mia)
    jobs_imports.carry_on(str(found.public_id))
    there = files(settings)
    layout = tables.Layout.from_json(found.layout)

    imports.choose_layout(found=found, layout=layout, by=mia)

    assert there
    assert (found.plain, files(settings)) == ("", [])


def test_a_draft_thrown_away_takes_its_rows_with_it(
    account: Account, mia: User, settings: Any
) -> None:
    found = begun(account, mia)
    jobs_imports.carry_on(str(found.public_id))

    imports.discard(found=found, by=mia)

    assert files(settings) == []


def test_it_stops_while_the_sheet_is_being_opened(
    account: Account, mia: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(account, mia)
    monkeypatch.setattr(sheets, "_WAITING_SECONDS", 0)
    imports.stop(found=found, by=mia)

    found = finish(found)

    assert (found.state, found.rows) == (ImportState.DRAFT, 0)
    assert (found.wants_stop, files(settings)) == (False, [])


def test_it_stops_on_the_way_to_the_row_where_it_was(
    account: Account, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(account, mia, csv_of(HEADINGS, PEOPLE).encode())
    jobs_imports.carry_on(str(found.public_id))
    imports.stop(found=found, by=mia)
    monkeypatch.setattr(imports_checking, "Checker", None)

    assert finish(found).state == ImportState.DRAFT


def test_a_lease_that_was_lost_on_the_way_keeps_no_rows(
    account: Account, mia: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = begun(account, mia)

    def lose(_boundary: str) -> None:
        Import.objects.update(lease_token="")

    monkeypatch.setattr(steps, "reached", lose)
    jobs_imports.carry_on(str(found.public_id))

    assert Import.objects.get().plain == ""
    assert files(settings) == []


def test_a_sheet_that_takes_longer_than_a_job_may_ends_in_a_sentence(
    account: Account, mia: User, settings: Any
) -> None:
    found = begun(account, mia)
    settings.JOB_SECONDS = 0

    found = finish(found)

    assert found.state == ImportState.FAILED
    assert found.trouble.startswith("The sheet took too long")
    assert files(settings) == []


def test_the_process_that_opens_a_sheet_ends_before_its_job_does() -> None:
    assert sheet_process.PROCESSOR_SECONDS + 5 < real_settings.JOB_SECONDS


def test_a_lease_that_is_renewed_tells_that_a_stop_is_wanted(
    account: Account, mia: User
) -> None:
    found = begun(account, mia)
    lease = imports_leases.take(found.pk)
    imports.stop(found=found, by=mia)

    assert lease
    with pytest.raises(imports_leases.StopWanted):
        imports_leases.renew(lease, state=ImportState.CHECKING)
