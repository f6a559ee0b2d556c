"""What was checked is imported, once, as far as the list still is as it was."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent.models import Block, BlockSource
from clicksendhub.consent.services import block
from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts import jobs_imports
from contacts.folding import name_key_of, search_of
from contacts.models import ChangedRow, Contact, ContactList, ImportState
from contacts.services import imports, imports_checking, imports_leases
from contacts.services.imports_files import read_piece
from contacts.services.imports_starting import begin_import
from contacts.services.imports_values import NotChecked
from contacts.services.lists import create_list, delete_list
from contacts.services.people import create_person, delete_person, edit_person
from contacts.values import Details
from tests import make
from tests.contacts.imports.support import (
    assert_adds_up,
    checked,
    csv_of,
    draft,
    dump,
    finish,
    imported,
    people_of,
    sums,
)

ANN, BO, CY = "+61491570156", "+61491570157", "+61491570158"
HEADINGS = ("First name", "Mobile", "Email")
FOUR = csv_of(HEADINGS, [("", f"04915701{n:02d}", "") for n in (60, 61, 62, 63)])


def rows(*lines: tuple[str, ...]) -> str:
    return csv_of(HEADINGS, lines)


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """A row to a piece and a piece to a slice."""
    monkeypatch.setattr(imports_checking, "PIECE", 1)
    settings.IMPORT_SLICE_SECONDS = 0


def test_new_people_have_everything_that_a_person_written_by_hand_has(
    account: Account, mia: User, tenants: ContactList
) -> None:
    imported(account, mia, rows(("Zoë", "0491 570 156", "z@example.com")), into=tenants)

    zoe = tenants.contacts.get()
    assert (zoe.key, zoe.number_raw, zoe.number_kind) == (ANN, "0491 570 156", "mobile")
    assert (zoe.name_key, zoe.search) == (
        *(name_key_of(zoe.details), search_of(zoe.details)),
    )
    assert (zoe.version, zoe.goes_out, zoe.account_id) == (1, False, account.pk)
    assert zoe.created_at == zoe.updated_at


def test_the_same_file_twice_changes_nothing(
    account: Account, mia: User, tenants: ContactList
) -> None:
    content = rows(("Ann", "491570156", ""), ("Bo", "", "bo@example.com"))
    imported(account, mia, content, into=tenants)
    before = dump()

    again = imported(account, mia, content, into=tenants, policy="replace")

    assert sums(again) == {"rows": 2, "same": 2, "warned": 1}
    assert dump() == before


def test_changed_people_keep_their_key_and_count_a_version_more(
    account: Account, mia: User, tenants: ContactList
) -> None:
    imported(account, mia, rows(("Ann", ANN, "")), into=tenants)

    imported(account, mia, rows(("Anna", ANN, "")), into=tenants, policy="replace")

    ann = tenants.contacts.get()
    assert (ann.key, ann.first_name, ann.version) == (ANN, "Anna", 2)
    assert (ann.name_key, ann.search) == ("anna", "anna\n61491570156")
    assert ann.created_at < ann.updated_at


def test_people_who_share_a_number_on_purpose_stay_two(
    account: Account, mia: User, tenants: ContactList
) -> None:
    for name in ("Ann", "Bo"):
        create_person(
            contact_list=tenants,
            details=Details(number=ANN, first_name=name),
            by=mia,
            shares=True,
        )
    content = rows(("Bo", ANN, "bo@example.com"), ("Ann", ANN, "ann@example.com"))

    imported(account, mia, content, into=tenants)

    assert people_of(tenants, "key", "first_name", "email") == [
        (ANN, "Ann", "ann@example.com"),
        (f"{ANN}~2", "Bo", "bo@example.com"),
    ]


def test_the_sum_is_that_of_the_list_as_it_is_when_it_is_imported(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(
        account, mia, rows(("Ann", ANN, ""), ("Bo", BO, ""), ("Cy", CY, "")),
        into=tenants,
    )  # fmt: skip
    create_person(contact_list=tenants, details=Details(number=ANN), by=mia)
    create_person(
        contact_list=tenants, details=Details(number=BO, first_name="Bo"), by=mia
    )

    imports.start(found=found, by=mia)
    finish(found)

    assert sums(found) == {"rows": 3, "new": 1, "changed": 1, "same": 1}
    assert found.foreseen["new"] == 3


def test_somebody_deleted_since_the_check_is_new(
    account: Account, mia: User, tenants: ContactList
) -> None:
    ann = create_person(contact_list=tenants, details=Details(number=ANN), by=mia)
    found = checked(account, mia, rows(("Ann", ANN, "")), into=tenants)
    delete_person(contact=ann, by=mia)

    imports.start(found=found, by=mia)
    finish(found)

    assert sums(found) == {"rows": 1, "new": 1}


def test_a_new_list_is_made_by_its_name(account: Account, mia: User) -> None:
    found = imported(account, mia, rows(("Ann", ANN, "")), new_list="Spring")

    made = ContactList.objects.get()
    assert (made.name, made.people_count, made.keeps_in_step) == ("Spring", 1, False)
    assert found.contact_list == made


def test_a_list_of_that_name_made_meanwhile_is_no_surprise(
    account: Account, mia: User
) -> None:
    found = checked(account, mia, rows(("Ann", ANN, "")), new_list="Spring")
    create_list(account=account, name="spring", by=mia)

    with pytest.raises(NotChecked, match="by now"):
        imports.start(found=found, by=mia)


def test_only_a_checked_draft_is_imported(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = draft(account, mia, rows(("Ann", ANN, "")), into=tenants)

    with pytest.raises(NotChecked):
        imports.start(found=found, by=mia)


def test_people_of_a_list_in_step_go_out(
    account: Account, mia: User, tenants: ContactList
) -> None:
    ContactList.objects.filter(pk=tenants.pk).update(keeps_in_step=True)
    tenants.refresh_from_db()
    create_person(contact_list=tenants, details=Details(number=ANN), by=mia)
    Contact.objects.update(goes_out=False)

    imported(account, mia, rows(("Ann", ANN, ""), ("Bo", BO, "")), into=tenants)

    assert people_of(tenants, "key", "goes_out") == [(ANN, True), (BO, True)]
    tenants.refresh_from_db()
    assert (tenants.step_state, tenants.people_count) == ("waiting", 2)


def test_a_block_stands_whatever_is_imported(
    account: Account, mia: User, tenants: ContactList
) -> None:
    block(account_id=account.pk, number=ANN, source=BlockSource.PERSON, by=mia)

    found = imported(account, mia, rows(("Ann", ANN, "")), into=tenants)

    assert sums(found) == {"rows": 1, "new": 1, "blocked": 1}
    assert Block.objects.standing().filter(number=ANN).exists()
    tenants.refresh_from_db()
    assert (tenants.people_count, tenants.blocked_count) == (1, 1)


def test_nobody_of_another_list_or_account_is_touched(
    account: Account, mia: User, tenants: ContactList
) -> None:
    other = create_list(account=make.account(), name="Tenants", by=mia)
    create_person(contact_list=other, details=Details(number=ANN), by=mia)
    before = dump()

    imported(account, mia, rows(("Ann", ANN, "")), into=tenants)

    assert dump()[:1] == before


def test_an_import_stops_at_the_end_of_a_piece_and_goes_on(
    account: Account, mia: User, tenants: ContactList, small_pieces: None
) -> None:
    found = checked(account, mia, FOUR, into=tenants)
    begin_import(found=found, by=mia)
    jobs_imports.carry_on(str(found.public_id))

    imports.stop(found=found, by=mia)
    finish(found)
    half = (found.state, found.new, tenants.contacts.count())
    imports.go_on(found=found, by=mia)
    finish(found)

    assert half == (ImportState.STOPPED, 1, 1)
    assert (found.state, found.new, tenants.contacts.count()) == ("done", 4, 4)
    assert_adds_up(found)


def test_progress_tells_how_far_it_is_and_how_long_it_takes(
    account: Account, mia: User, tenants: ContactList, small_pieces: None
) -> None:
    found = checked(account, mia, FOUR, into=tenants)
    begin_import(found=found, by=mia)
    jobs_imports.carry_on(str(found.public_id))
    found.refresh_from_db()

    told = imports.progress(found)

    assert (told.done, told.total, told.waits) == (1, 4, False)
    assert told.rows_per_second > 0
    assert told.seconds_left is not None


def test_a_second_import_into_a_list_waits_for_the_first(
    account: Account, mia: User, tenants: ContactList, small_pieces: None
) -> None:
    first = checked(account, mia, FOUR, into=tenants)
    second = checked(account, mia, FOUR + "Ann,0491570199,\n", into=tenants)
    begin_import(found=first, by=mia)
    begin_import(found=second, by=mia)

    jobs_imports.carry_on(str(second.public_id))
    waited = (imports.progress(second).waits, tenants.contacts.count())
    finish(first)
    finish(second)

    assert waited == (True, 0)
    assert sums(second) == {"rows": 5, "new": 1, "same": 4}


def test_a_list_deleted_meanwhile_gets_nothing_more(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, FOUR, into=tenants)
    begin_import(found=found, by=mia)
    delete_list(contact_list=tenants, by=mia)

    finish(found)

    assert (found.state, found.new) == (ImportState.STOPPED, 0)
    assert "deleted" in found.trouble


def test_a_plan_that_was_damaged_stops_the_import(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    found = checked(account, mia, FOUR, into=tenants)
    path = settings.MEDIA_ROOT / found.pieces.get().file
    path.write_bytes(read_piece(found.pieces.get().file)[:-20])

    imports.start(found=found, by=mia)

    assert (found.state, found.new) == (ImportState.STOPPED, 0)
    assert found.trouble


def test_a_worker_that_lost_its_lease_writes_nothing_more(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, FOUR, into=tenants)
    begin_import(found=found, by=mia)
    asleep = imports_leases.take(found.pk)
    assert asleep is not None
    type(found).objects.filter(pk=found.pk).update(lease_until=None)
    finish(found)

    with pytest.raises(imports_leases.LeaseLost):
        imports_leases.renew(asleep, state=ImportState.IMPORTING)


def test_two_workers_at_once_take_an_import_once(
    account: Account, mia: User, tenants: ContactList
) -> None:
    found = checked(account, mia, FOUR, into=tenants)
    begin_import(found=found, by=mia)
    taken = imports_leases.take(found.pk)

    jobs_imports.carry_on(str(found.public_id))

    assert taken is not None
    assert tenants.contacts.count() == 0


@pytest.mark.django_db(transaction=True)
def test_files_of_the_plan_are_gone_once_it_is_imported(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    found = imported(account, mia, FOUR, into=tenants)

    kept = [path.name for path in (settings.MEDIA_ROOT / "imports").rglob("*")]
    assert kept == [str(found.public_id), "file"]
    assert not found.pieces.exists()


def test_who_was_changed_is_in_the_journal_and_who_was_made_names_the_act(
    account: Account, mia: User, tenants: ContactList
) -> None:
    ann = create_person(contact_list=tenants, details=Details(number=ANN), by=mia)

    found = imported(account, mia, rows(("Ann", ANN, ""), ("Bo", BO, "")), into=tenants)

    line = ChangedRow.objects.get()
    assert (line.contact_id, line.version_after) == (ann.pk, 2)
    assert found.change is not None
    assert people_of(tenants, "born_in_id") == [(None,), (found.change.pk,)]
    assert (found.change.state, found.change.done) == ("done", 2)


def test_an_edit_while_it_is_imported_is_not_lost(
    account: Account, mia: User, tenants: ContactList, small_pieces: None
) -> None:
    found = checked(account, mia, FOUR, into=tenants, policy="fill")
    begin_import(found=found, by=mia)
    jobs_imports.carry_on(str(found.public_id))
    ann = tenants.contacts.get()
    edit_person(
        contact=ann, details=Details(number=ann.number, first_name="Ann"), by=mia,
        version=1,
    )  # fmt: skip

    finish(found)

    assert people_of(tenants, "first_name")[0] == ("Ann",)
    assert_adds_up(found)
