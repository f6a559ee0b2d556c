"""An import is taken back: the table is again what it was before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from clicksendhub.credentials.models import Account
from clicksendhub.people.models import User
from contacts.models import (
    ChangedRow,
    Contact,
    ContactList,
    ImportState,
    Removal,
)
from contacts.services import imports, imports_undoing
from contacts.services.imports_undoing import begin_undo
from contacts.services.people import create_person, edit_person
from contacts.values import Details
from tests.contacts.imports.support import (
    csv_of,
    dump,
    finish,
    imported,
    people_of,
)

ANN, BO, CY = "+61491570156", "+61491570157", "+61491570158"
HEADINGS = ("First name", "Mobile", "Email", "Pet")
CONTENT = csv_of(
    HEADINGS,
    [
        ("Ann", ANN, "ann@example.com", "Cat"),
        ("Bo", BO, "", ""),
        *[("", f"04915702{n:02d}", "", "") for n in range(20)],
    ],
)
MAPPING = ["first_name", "number", "email", "new:Pet"]


@pytest.fixture
def ann(tenants: ContactList, mia: User) -> Contact:
    details = Details(number=ANN, first_name="Annabel", number_raw="0491 570 156")
    return create_person(contact_list=tenants, details=details, by=mia)


@pytest.fixture(params=[2, 2_000])
def pieces(request: Any, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """In one go, and in many slices."""
    monkeypatch.setattr(imports_undoing, "PIECE", request.param)
    if request.param == 2:
        settings.IMPORT_SLICE_SECONDS = 0


def test_the_table_is_again_what_it_was(
    account: Account, mia: User, tenants: ContactList, ann: Contact, pieces: None
) -> None:
    before = dump()
    found = imported(
        account, mia, CONTENT, into=tenants, policy="replace", mapping=MAPPING
    )
    between = dump()

    assert imports.undo(found=found, by=mia)
    finish(found)

    assert between != before
    assert dump() == before
    assert (found.state, found.new, found.changed) == (ImportState.UNDONE, 21, 1)
    assert not ChangedRow.objects.exists()
    tenants.refresh_from_db()
    assert tenants.people_count == 1


def test_who_was_changed_since_is_left_and_listed(
    account: Account, mia: User, tenants: ContactList, ann: Contact, pieces: None
) -> None:
    found = imported(account, mia, CONTENT, into=tenants)
    bo = tenants.contacts.get(number=BO)
    for row in (ann, bo):
        row.refresh_from_db()
        details = Details(number=row.number, first_name="Changed")
        edit_person(contact=row, details=details, by=mia, version=row.version)

    imports.undo(found=found, by=mia)
    finish(found)

    assert people_of(tenants, "first_name") == [("Changed",), ("Changed",)]
    assert found.change is not None
    left = found.change.left["changed_since"]
    assert (left["count"], sorted(left["ids"])) == (2, sorted([ann.pk, bo.pk]))


def test_a_list_that_the_import_made_goes_with_its_people(
    account: Account, mia: User
) -> None:
    found = imported(account, mia, CONTENT, new_list="Spring")

    imports.undo(found=found, by=mia)

    assert not ContactList.objects.standing().exists()
    assert dump() == []


def test_a_list_that_the_import_made_stays_while_somebody_is_in_it(
    account: Account, mia: User
) -> None:
    found = imported(account, mia, CONTENT, new_list="Spring")
    spring = ContactList.objects.get()
    create_person(contact_list=spring, details=Details(number=CY), by=mia)

    imports.undo(found=found, by=mia)

    assert people_of(spring) == [(CY,)]
    assert ContactList.objects.standing().get() == spring


def test_what_went_to_clicksend_is_removed_there_or_put_right(
    account: Account, mia: User, tenants: ContactList, ann: Contact
) -> None:
    ContactList.objects.filter(pk=tenants.pk).update(keeps_in_step=True, provider_id=7)
    tenants.refresh_from_db()
    found = imported(account, mia, CONTENT, into=tenants, policy="replace")
    Contact.objects.filter(number=ANN).update(provider_id=71, goes_out=False)
    Contact.objects.filter(number=BO).update(provider_id=72, goes_out=False)

    imports.undo(found=found, by=mia)

    ann.refresh_from_db()
    assert (ann.first_name, ann.provider_id, ann.goes_out) == ("Annabel", 71, True)
    assert [row.contact_provider_id for row in Removal.objects.all()] == [72]


def test_who_is_on_their_way_to_clicksend_is_left_and_listed(
    account: Account, mia: User, tenants: ContactList
) -> None:
    ContactList.objects.filter(pk=tenants.pk).update(keeps_in_step=True)
    tenants.refresh_from_db()
    found = imported(account, mia, CONTENT, into=tenants)
    Contact.objects.filter(number=BO).update(asked_at=timezone.now())

    imports.undo(found=found, by=mia)

    assert people_of(tenants) == [(BO,)]
    assert found.change is not None
    assert found.change.left["on_their_way"]["count"] == 1


def test_a_later_import_counts_as_a_change_since(
    account: Account, mia: User, tenants: ContactList
) -> None:
    first = imported(account, mia, CONTENT, into=tenants)
    content = CONTENT.replace("Bo", "Bob")
    imported(account, mia, content, into=tenants, policy="replace")

    imports.undo(found=first, by=mia)

    assert people_of(tenants, "first_name") == [("Bob",)]


def test_imports_are_taken_back_in_any_order_that_leaves_nobody_changed(
    account: Account, mia: User, tenants: ContactList, ann: Contact
) -> None:
    before = dump()
    first = imported(account, mia, CONTENT, into=tenants)
    second = imported(
        account, mia, CONTENT.replace("Bo", "Bob"), into=tenants, policy="replace"
    )

    for found in (second, first):
        imports.undo(found=found, by=mia)

    assert dump() == before


def test_an_undo_is_possible_for_its_days(
    account: Account, mia: User, tenants: ContactList, settings: Any
) -> None:
    found = imported(account, mia, CONTENT, into=tenants)
    assert found.finished_at is not None
    end = found.finished_at + timedelta(days=settings.UNDO_DAYS)

    with time_machine.travel(end - timedelta(minutes=1), tick=False):
        is_possible = imports.may_undo(found)
    with time_machine.travel(end, tick=False):
        assert is_possible
        assert not imports.may_undo(found)
        assert not imports.undo(found=found, by=mia)


def test_an_undo_begins_once(account: Account, mia: User, tenants: ContactList) -> None:
    found = imported(account, mia, CONTENT, into=tenants)

    assert begin_undo(found=found, by=mia)
    assert not begin_undo(found=found, by=mia)
    finish(found)
    assert not imports.may_undo(found)
