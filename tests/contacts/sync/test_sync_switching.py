"""Lists kept alone, brought here again, or of another account behind the key."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from clicksendhub.clicksend import NewContact
from clicksendhub.credentials import hooks
from clicksendhub.credentials.models import Account
from clicksendhub.credentials.sealing import seal
from clicksendhub.credentials.services import client_for
from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts.models import Contact, ContactList, Removal, StepState
from contacts.services import lists, stepping
from contacts.services.people import delete_person
from contacts.sync import due
from contacts.sync.there import find_only_there, lists_only_there
from tests.contacts.sync.support import Stage, contact, contact_list, delete

ADA, BO = "+61491570156", "+61491570157"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tenants(stage: Stage) -> ContactList:
    """A list of Ada and Bo, in step."""
    made = contact_list(stage.account)
    contact(made, first_name="Ada", number=ADA)
    contact(made, first_name="Bo", number=BO)
    stage.keep_on(made)
    return made


def ada_of(tenants: ContactList) -> Contact:
    return tenants.contacts.select_related("contact_list").get(first_name="Ada")


def switch(tenants: ContactList, by: User, *, on: bool) -> None:
    tenants.refresh_from_db()
    stepping.keep_in_step(contact_list=tenants, on=on, by=by)


def names_there(stage: Stage, tenants: ContactList) -> list[str]:
    return sorted(there.first_name for there in stage.people(tenants))


def test_who_is_deleted_while_the_list_is_kept_alone_does_not_come_back(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    switch(tenants, kim, on=False)
    delete_person(contact=ada_of(tenants), by=kim)
    asked_for = due.due_removals(hours_later())
    stage.keep_on(tenants)
    there_while_off = names_there(stage, tenants)

    switch(tenants, kim, on=True)
    stage.keep_on(tenants)
    stage.keep_on(tenants)

    assert asked_for == []
    assert there_while_off == ["Ada", "Bo"]
    assert [row.first_name for row in tenants.contacts.all()] == ["Bo"]
    assert names_there(stage, tenants) == ["Bo"]


def hours_later() -> datetime:
    return db_now() + timedelta(hours=2)


def test_a_list_deleted_while_it_is_kept_alone_stays_there_with_everybody(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    switch(tenants, kim, on=False)
    delete_person(contact=ada_of(tenants), by=kim)
    lists.delete_list(contact_list=tenants, by=kim)

    stage.keep_on(tenants)

    assert names_there(stage, tenants) == ["Ada", "Bo"]


def test_who_is_here_again_is_not_removed_there_when_it_is_switched_on(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    switch(tenants, kim, on=False)
    ada = ada_of(tenants)
    as_she_was = Contact.objects.get(pk=ada.pk)
    delete_person(contact=ada, by=kim)
    as_she_was.save(force_insert=True)

    switch(tenants, kim, on=True)
    stage.keep_on(tenants)
    stage.keep_on(tenants)

    assert names_there(stage, tenants) == ["Ada", "Bo"]


def test_a_list_brought_here_while_its_removal_waits_is_kept(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    provider_id = tenants.provider_id or 0
    lists.delete_list(contact_list=tenants, by=kim)

    brought = stepping.bring_here(
        account=stage.account, provider_id=provider_id, name="Tenants", by=kim
    )
    stage.keep_on(brought)

    assert [there.list_id for there in stage.lists()] == [provider_id]
    assert brought.contacts.count() == 2


def test_a_list_whose_removal_waits_is_not_offered(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    lists.delete_list(contact_list=tenants, by=kim)

    assert lists_only_there(stage.account).rows == ()


def test_a_name_is_found_behind_many_people_of_that_name(stage: Stage) -> None:
    with client_for(stage.account) as client:
        guests = client.lists.create("Guests")
        for n in range(101):
            named = NewContact(first_name="Donors", phone_number=f"+614915{n:05d}")
            client.contacts.create(guests.list_id, contact=named)
        client.lists.create("Donors")

    found = find_only_there(stage.account, "Donors")

    assert [row.name for row in found.rows] == ["Donors"]


def another_account_behind_the_key(stage: Stage) -> None:
    stage.sandbox.put_account("other", key="OTHERKEY-1234")
    Account.objects.update(username="other", sealed_key=seal("OTHERKEY-1234"))
    stage.account.refresh_from_db()
    hooks.account_is_another(stage.account)


def test_another_account_behind_the_key_keeps_every_list_here_alone(
    stage: Stage, tenants: ContactList
) -> None:
    delete(ada_of(tenants))
    calls = len(stage.sandbox.calls())

    another_account_behind_the_key(stage)
    stage.keep_on(tenants)

    assert tenants.step_state == StepState.ALONE
    assert "another ClickSend account" in tenants.step_trouble
    assert Removal.objects.count() == 1
    assert len(stage.sandbox.calls()) == calls


def test_a_list_that_was_deleted_is_not_removed_from_another_account(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    lists.delete_list(contact_list=tenants, by=kim)
    calls = len(stage.sandbox.calls())

    another_account_behind_the_key(stage)
    stage.keep_on(tenants)

    assert Removal.objects.count() == 1
    assert len(stage.sandbox.calls()) == calls


def test_switched_on_for_another_account_a_person_decides(
    stage: Stage, kim: User, tenants: ContactList
) -> None:
    another_account_behind_the_key(stage)

    switch(tenants, kim, on=True)
    stage.turn(tenants)
    gone = tenants.step_state
    stepping.make_again(contact_list=tenants, by=kim)
    stage.keep_on(tenants)

    assert gone == StepState.GONE
    assert names_there(stage, tenants) == ["Ada", "Bo"]
