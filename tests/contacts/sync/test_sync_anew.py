"""Everybody is looked at anew, and who was deleted and added there stays one person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts.models import Contact, ContactList, StepState
from contacts.services import stepping
from contacts.sync import steps
from tests.contacts.sync.support import (
    Died,
    Stage,
    contact,
    contact_list,
    die_once_at,
    edit,
    people,
)

ADA, BO = "+61491570156", "+61491570157"

pytestmark = pytest.mark.django_db(transaction=True)


def compare(stage: Stage, tenants: ContactList, kim: User) -> None:
    stepping.compare(contact_list=tenants, by=kim)
    stage.keep_on(tenants)


def gets_of_one_person(stage: Stage) -> int:
    return len(
        [
            call
            for call in stage.sandbox.calls()
            if call["method"] == "GET" and "/contacts/" in call["path"]
        ]
    )


def test_somebody_deleted_and_added_again_there_is_one_person(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", last_name="Ng", number=ADA)
    stage.keep_on(tenants)
    stage.delete_there(ada)
    again = stage.add_there(tenants, first_name="Ada", phone_number=ADA)

    stage.turn(tenants)
    stage.keep_on(tenants)
    compare(stage, tenants, kim)

    (there,) = stage.people(tenants)
    assert (there.contact_id, there.last_name) == (again.contact_id, "Ng")
    assert tenants.contacts.get() == ada
    assert tenants.step_state == StepState.IN_STEP


def test_a_second_person_of_one_number_costs_one_look_and_stays_a_second(
    stage: Stage,
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    people(tenants, 100)
    stage.keep_on(tenants)
    # On another page than Ada.
    stage.add_there(tenants, first_name="Bea", phone_number=ADA)

    stage.turn(tenants)
    stage.turn(tenants)

    sharing = tenants.contacts.filter(number=ADA).order_by("key")
    assert [row.first_name for row in sharing] == ["Ada", "Bea"]
    assert gets_of_one_person(stage) == 1


def test_who_is_here_twice_by_one_number_is_not_put_back_beside_themselves(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    twin = contact(tenants, first_name="Ada", number=BO)
    stage.keep_on(tenants)
    stage.delete_there(ada)
    # Both rows are of one number, as after an older doubling.
    Contact.objects.filter(pk=twin.pk).update(number=ADA, key=f"{ADA}~2")
    compare(stage, tenants, kim)
    ada_alone = stepping.put_back(contact_list=tenants, by=kim)

    stage.delete_there(twin)
    compare(stage, tenants, kim)

    assert ada_alone == 0
    assert stepping.put_back(contact_list=tenants, by=kim) == 2


def test_who_is_put_back_amid_a_fetch_is_looked_for_everywhere(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    compare(stage, tenants, kim)
    # The comparison missed her, as pages shift, and a fetch of mere news is under way.
    Contact.objects.update(seen_there_at=None, created_at=db_now() - timedelta(days=9))
    amid_a_fetch_since(db_now() + timedelta(seconds=5), page=1)
    tenants.refresh_from_db()

    assert stepping.put_back(contact_list=tenants, by=kim) == 1
    stage.keep_on(tenants)

    assert len(stage.people(tenants)) == 1


def amid_a_fetch_since(since: Any, *, page: int) -> None:
    ContactList.objects.update(pull_began_at=db_now(), pull_since=since, pull_page=page)


def test_switched_off_and_on_amid_a_fetch_everybody_is_looked_at(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 150)
    stage.keep_on(tenants)
    ada = tenants.contacts.order_by("provider_id")[0]
    amid_a_fetch_since(db_now() - timedelta(hours=1), page=2)
    tenants.refresh_from_db()

    stepping.keep_in_step(contact_list=tenants, on=False, by=kim)
    edit(ada, first_name="Adele")
    stage.change_there(ada, last_name="Lee")
    stepping.keep_in_step(contact_list=tenants, on=True, by=kim)
    stage.keep_on(tenants)

    found = [p for p in stage.people(tenants) if p.contact_id == ada.provider_id]
    assert [(p.first_name, p.last_name) for p in found] == [("Adele", "Lee")]


def test_a_fetch_that_is_asked_for_amid_another_is_not_lost(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)

    def switch_off_and_on(boundary: str) -> None:
        if boundary == "pull.after_page":
            monkeypatch.setattr(steps, "reached", lambda _boundary: None)
            found = ContactList.objects.get()
            stepping.keep_in_step(contact_list=found, on=False, by=kim)
            stepping.keep_in_step(contact_list=found, on=True, by=kim)

    monkeypatch.setattr(steps, "reached", switch_off_and_on)
    stage.turn(tenants)

    assert tenants.pulled_at is None


def test_who_is_in_doubt_is_not_put_back(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    bo = contact(tenants, first_name="Bo", number=BO)
    Contact.objects.filter(pk=bo.pk).update(created_at=db_now() - timedelta(days=9))
    compare_now = {"began_at": db_now().isoformat()}
    ContactList.objects.update(compared=compare_now, compared_at=db_now())
    monkeypatch.setattr(steps, "reached", die_once_at("create.after_ask"))
    with pytest.raises(Died):
        stage.turn(tenants)
    Contact.objects.exclude(pk=bo.pk).update(seen_there_at=db_now())
    tenants.refresh_from_db()

    assert stepping.put_back(contact_list=tenants, by=kim) == 0
    bo.refresh_from_db()
    assert bo.asked_at
