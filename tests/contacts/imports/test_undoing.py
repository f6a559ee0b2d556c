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
from contacts.services import imports, imports_undoing, undoing
from contacts.services.changes import move_people
from contacts.services.imports_undoing import begin_undo
from contacts.services.lists import create_list
from contacts.services.people import ChangedMeanwhile, create_person, edit_person
from contacts.values import Details
from tests.contacts.imports.support import (
    csv_of,
    dump,
    finish,
    imported,
    people_of,
)
from tests.contacts.people.support import ticked

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


def test_a_form_opened_before_the_undo_does_not_overwrite_what_came_after_it(
    account: Account, mia: User, tenants: ContactList, ann: Contact
) -> None:
    found = imported(account, mia, CONTENT, into=tenants, policy="replace")
    form = Contact.objects.get(pk=ann.pk)
    imports.undo(found=found, by=mia)
    now = Contact.objects.get(pk=ann.pk)
    later = Details(number=ANN, first_name="Annette")
    edit_person(contact=now, details=later, by=mia, version=now.version)

    with pytest.raises(ChangedMeanwhile):
        edit_person(contact=form, details=form.details, by=mia, version=form.version)

    assert Contact.objects.get(pk=ann.pk).first_name == "Annette"


@pytest.mark.parametrize("times", [1, 2])
def test_who_came_with_an_import_goes_with_it_after_a_move_and_back(
    account: Account, mia: User, tenants: ContactList, times: int
) -> None:
    found = imported(account, mia, CONTENT, into=tenants)
    other = create_list(account=account, name="Other", by=mia)
    for _time in range(times):
        selection = ticked(tenants.contacts.get(number=BO))
        moved = move_people(account=account, selection=selection, to_list=other, by=mia)
        assert undoing.undo(change=moved, by=mia)

    imports.undo(found=found, by=mia)

    assert found.change is not None
    assert (dump(), found.change.left) == ([], {})
    assert not ChangedRow.objects.exists()


def test_who_was_changed_by_two_imports_is_as_before_both(
    account: Account, mia: User, tenants: ContactList, ann: Contact
) -> None:
    before = dump()
    changes = [
        imported(account, mia, content, into=tenants, policy="replace")
        for content in (CONTENT, CONTENT.replace("Ann", "Anna").replace("Bo", "Bob"))
    ]

    for found in reversed(changes):
        imports.undo(found=found, by=mia)

    assert dump() == before
