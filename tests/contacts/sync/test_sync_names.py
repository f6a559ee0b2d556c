"""The name of a list: found again after a lost answer, and never changed in silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from clicksendhub.clicksend import ContactList as ListThere
from clicksendhub.credentials.services import client_for
from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts.models import ContactList, StepState
from contacts.services import lists, stepping
from contacts.sync import due, steps
from tests.contacts.sync.support import (
    Died,
    Stage,
    contact,
    contact_list,
    die_once_at,
    let_requests_age,
    stumble_once_after,
)

ADA = "+61491570156"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def in_doubt(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> ContactList:
    """A list that ClickSend made, and whose answer was lost with the worker."""
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    monkeypatch.setattr(steps, "reached", die_once_at("list.after_call"))
    with pytest.raises(Died):
        stage.keep_on(tenants)
    tenants.refresh_from_db()
    return tenants


def make_there(stage: Stage, name: str) -> ListThere:
    with client_for(stage.account) as client:
        return client.lists.create(name)


def names_there(stage: Stage) -> list[str]:
    return [there.name for there in stage.lists()]


def test_a_list_renamed_while_in_doubt_is_found_by_the_name_asked_for(
    stage: Stage, in_doubt: ContactList, kim: User
) -> None:
    lists.rename_list(contact_list=in_doubt, name="Renters", by=kim)
    stage.keep_on(in_doubt)

    assert names_there(stage) == ["Renters"]


def test_a_list_renamed_while_in_doubt_is_no_strangers(
    stage: Stage, in_doubt: ContactList, kim: User
) -> None:
    strangers = make_there(stage, "Renters")

    lists.rename_list(contact_list=in_doubt, name="Renters", by=kim)
    stage.keep_on(in_doubt)

    assert in_doubt.provider_id not in (None, strangers.list_id)


def test_a_list_deleted_while_in_doubt_is_deleted_there(
    stage: Stage, in_doubt: ContactList, kim: User
) -> None:
    lists.delete_list(contact_list=in_doubt, by=kim)

    stage.keep_on(in_doubt)
    stage.keep_on(in_doubt)

    assert stage.lists() == []
    assert in_doubt.public_id not in due.due_lists(db_now())


def test_a_list_deleted_before_it_was_made_is_looked_for_once(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    monkeypatch.setattr(steps, "reached", die_once_at("list.after_ask"))
    with pytest.raises(Died):
        stage.keep_on(tenants)
    tenants.refresh_from_db()
    lists.delete_list(contact_list=tenants, by=kim)

    stage.turn(tenants)
    waits = tenants.public_id in due.due_lists(db_now() + timedelta(minutes=2))
    let_requests_age()
    stage.turn(tenants)

    assert waits
    assert tenants.asked_at is None
    assert tenants.public_id not in due.due_lists(db_now() + timedelta(minutes=2))


def test_a_list_with_people_is_never_taken_for_one_deleted_in_doubt(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    monkeypatch.setattr(steps, "reached", die_once_at("list.after_ask"))
    with pytest.raises(Died):
        stage.keep_on(tenants)
    tenants.refresh_from_db()
    lists.delete_list(contact_list=tenants, by=kim)
    strangers = ContactList(provider_id=make_there(stage, "Tenants").list_id)
    stage.add_there(strangers, first_name="Eve", phone_number=ADA)

    stage.keep_on(tenants)

    assert names_there(stage) == ["Tenants"]


def test_a_list_asked_for_a_moment_ago_is_not_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    monkeypatch.setattr(steps, "reached", die_once_at("list.after_ask"))
    with pytest.raises(Died):
        stage.keep_on(tenants)

    let_requests_age(timedelta(seconds=30))
    stage.turn(tenants)
    early = stage.lists()
    let_requests_age(timedelta(seconds=60))
    stage.turn(tenants)

    assert early == []
    assert names_there(stage) == ["Tenants"]


def bring(stage: Stage, there: ListThere, by: User) -> ContactList:
    return stepping.bring_here(
        account=stage.account, provider_id=there.list_id, name=there.name, by=by
    )


def test_a_name_too_long_for_us_stays_as_it_is_there(stage: Stage, kim: User) -> None:
    long = "D" * 150

    brought = bring(stage, make_there(stage, long), kim)
    stage.keep_on(brought)

    assert names_there(stage) == [long]
    assert brought.name == "D" * 100
    assert brought.step_state == StepState.IN_STEP
    assert brought.public_id not in due.due_lists(db_now())


def test_a_second_list_of_one_name_keeps_it_there(stage: Stage, kim: User) -> None:
    for there in (make_there(stage, "Donors"), make_there(stage, "Donors")):
        stage.keep_on(bring(stage, there, kim))

    assert names_there(stage) == ["Donors", "Donors"]
    assert sorted(ContactList.objects.values_list("name", flat=True)) == [
        "Donors",
        "Donors (2)",
    ]


def test_a_namesake_in_other_letters_keeps_its_name_there(
    stage: Stage, kim: User
) -> None:
    contact_list(stage.account, name="donors")

    stage.keep_on(bring(stage, make_there(stage, "Donors"), kim))

    assert names_there(stage) == ["Donors"]
    assert ContactList.objects.get().name == "donors"


def test_a_name_of_our_own_goes_there_when_a_person_changes_it(
    stage: Stage, kim: User
) -> None:
    brought = bring(stage, make_there(stage, "D" * 150), kim)
    stage.keep_on(brought)

    lists.rename_list(contact_list=brought, name="Donors", by=kim)
    stage.keep_on(brought)

    assert names_there(stage) == ["Donors"]


def test_a_name_given_there_that_another_list_has_here_is_told_not_undone(
    stage: Stage,
) -> None:
    contact_list(stage.account, name="Renters", keeps_in_step=False)
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    with client_for(stage.account) as client:
        client.lists.rename(tenants.provider_id or 0, name="Renters")

    stage.turn(tenants)

    assert names_there(stage) == ["Renters"]
    assert tenants.name == "Tenants"
    assert "called “Renters”" in tenants.step_trouble


def test_our_database_that_stumbles_after_the_answer_leaves_no_second_list(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    stumble_once_after(monkeypatch, "list.after_ask")

    with pytest.raises(OSError, match="disk"):
        stage.turn(tenants)
    stage.keep_on(tenants)

    assert names_there(stage) == ["Tenants"]
    assert (tenants.step_state, tenants.step_trouble) == (StepState.IN_STEP, "")


def test_a_list_that_is_leaving_there_is_no_namesake(stage: Stage, kim: User) -> None:
    old = contact_list(stage.account)
    stage.keep_on(old)
    lists.delete_list(contact_list=old, by=kim)
    new = contact_list(stage.account)

    stage.turn(new)
    trouble = new.step_trouble
    stage.keep_on(new)

    assert trouble == ""
    assert new.step_state == StepState.IN_STEP
    assert [there.list_id for there in stage.lists()] == [new.provider_id]
