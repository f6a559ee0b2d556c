"""What only a person can decide: conflicts, lists that are gone, lists of others."""

from __future__ import annotations

import pytest

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.services import client_for
from clicksendhub.people.models import User
from contacts.models import Conflict, ContactList, StepState
from contacts.services import deciding, stepping
from tests.contacts.sync.support import (
    Stage,
    contact,
    contact_list,
    edit,
    shared_here,
)

ADA, BO = "+61491570156", "+61491570157"


@pytest.fixture
def clash(stage: Stage) -> Conflict:
    """Ada’s last name was changed on both sides."""
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", last_name="Ng", number=ADA)
    stage.keep_on(tenants)
    edit(ada, last_name="Moss", custom_1="blue")
    stage.change_there(ada, last_name="Lee")
    stage.turn(tenants)
    stage.keep_on(tenants)
    return Conflict.objects.get()


def test_what_both_changed_stays_on_each_side_and_all_else_goes_on(
    stage: Stage, clash: Conflict
) -> None:
    ada = clash.contact
    (there,) = stage.people(ada.contact_list)

    assert (clash.field, clash.ours, clash.theirs) == ("last_name", "Moss", "Lee")
    assert (ada.last_name, there.last_name) == ("Moss", "Lee")
    assert there.custom_1 == "blue"
    assert ada.contact_list.step_state == StepState.DIFFERS


def test_ours_stands_and_goes_out(stage: Stage, clash: Conflict, kim: User) -> None:
    assert deciding.keep_ours(conflict=clash, by=kim)
    stage.keep_on(clash.contact.contact_list)

    (there,) = stage.people(clash.contact.contact_list)
    assert there.last_name == "Moss"
    assert clash.contact.contact_list.step_state == StepState.IN_STEP
    entry = Entry.objects.get(act="contacts.conflict_decided")
    assert entry.detail == {"field": "last_name", "took_theirs": False}


def test_theirs_is_taken(stage: Stage, clash: Conflict, kim: User) -> None:
    assert deciding.take_theirs(conflict=clash, by=kim)
    stage.keep_on(clash.contact.contact_list)

    clash.contact.refresh_from_db()
    (there,) = stage.people(clash.contact.contact_list)
    assert (clash.contact.last_name, there.last_name) == ("Lee", "Lee")
    assert (clash.contact.name_key, clash.contact.version) == ("ada lee", 3)
    assert clash.contact.contact_list.step_state == StepState.IN_STEP


def test_of_two_decisions_the_first_counts(clash: Conflict, kim: User) -> None:
    assert deciding.take_theirs(conflict=clash, by=kim)
    assert not deciding.keep_ours(conflict=clash, by=kim)

    clash.refresh_from_db()
    assert clash.took_theirs


def test_a_conflict_ends_by_itself_where_both_come_to_agree(
    stage: Stage, clash: Conflict
) -> None:
    stage.change_there(clash.contact, last_name="Moss")
    stage.turn(clash.contact.contact_list)

    assert not Conflict.objects.exists()
    tenants = ContactList.objects.get()
    assert tenants.step_state == StepState.IN_STEP


def test_a_number_taken_from_there_becomes_the_key(stage: Stage, kim: User) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    edit(ada, number=BO)
    stage.change_there(ada, phone_number="+61491570158")
    stage.turn(tenants)

    deciding.take_theirs(conflict=Conflict.objects.get(), by=kim)
    stage.keep_on(tenants)

    ada.refresh_from_db()
    assert (ada.key, ada.number) == ("+61491570158",) * 2
    assert stage.shared_there(tenants) == shared_here(tenants)


@pytest.fixture
def gone(stage: Stage) -> ContactList:
    """A list that somebody deleted at ClickSend."""
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    stage.delete_list_there(tenants)
    stage.turn(tenants)
    return tenants


def test_a_list_gone_there_is_kept_here_until_a_person_decides(
    stage: Stage, gone: ContactList
) -> None:
    stage.keep_on(gone)

    assert gone.step_state == StepState.GONE
    assert gone.contacts.count() == 1
    assert stage.lists() == []


def test_a_gone_list_is_kept_here_alone(
    stage: Stage, gone: ContactList, kim: User
) -> None:
    stepping.keep_alone(contact_list=gone, by=kim)
    stage.keep_on(gone)

    assert gone.step_state == StepState.ALONE
    assert not gone.keeps_in_step
    assert gone.contacts.filter(provider_id=None, goes_out=False).count() == 1
    assert stage.lists() == []


def test_a_gone_list_is_made_again_with_everybody(
    stage: Stage, gone: ContactList, kim: User
) -> None:
    stepping.make_again(contact_list=gone, by=kim)
    stage.keep_on(gone)

    assert [there.name for there in stage.lists()] == ["Tenants"]
    assert stage.shared_there(gone) == shared_here(gone)
    assert gone.step_state == StepState.IN_STEP


def test_a_gone_list_is_deleted_here_too(
    stage: Stage, gone: ContactList, kim: User
) -> None:
    stepping.delete_here(contact_list=gone, by=kim)

    gone.refresh_from_db()
    assert gone.deleted_at
    assert Entry.objects.filter(act="contacts.list_deleted").count() == 1


def test_a_list_renamed_on_one_side_is_renamed_on_the_other(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    ContactList.objects.update(name="Renters")
    stage.keep_on(tenants)
    renamed_here = [there.name for there in stage.lists()]

    rename_there(stage, tenants, "Lodgers")
    stage.turn(tenants)

    assert renamed_here == ["Renters"]
    assert tenants.name == "Lodgers"


def rename_there(stage: Stage, tenants: ContactList, name: str) -> None:
    with client_for(stage.account) as client:
        client.lists.rename(tenants.provider_id or 0, name=name)


def test_a_list_of_the_same_name_there_is_never_taken_for_ours(stage: Stage) -> None:
    with client_for(stage.account) as client:
        client.lists.create("Tenants")
    tenants = contact_list(stage.account)

    stage.keep_on(tenants)

    assert len(stage.lists()) == 1
    assert tenants.provider_id is None
    assert tenants.step_state == StepState.TROUBLE
    assert "another list of this name" in tenants.step_trouble


def test_the_list_of_those_who_opted_out_is_never_taken_for_ours(
    stage: Stage,
) -> None:
    ours = contact_list(stage.account, name="Opt-Out list")

    stage.turn(ours)

    assert ours.provider_id is None
    assert "keeps a list of this name for itself" in ours.step_trouble


def test_a_list_that_exists_only_there_is_brought_here(stage: Stage, kim: User) -> None:
    with client_for(stage.account) as client:
        theirs = client.lists.create("Donors")
    donors = make_brought(stage, theirs.list_id, kim)
    stage.add_there(donors, first_name="Ada", phone_number=ADA)

    stage.keep_on(donors)

    assert [row.first_name for row in donors.contacts.all()] == ["Ada"]
    assert len(stage.lists()) == 1
    assert donors.step_state == StepState.IN_STEP
    assert make_brought(stage, theirs.list_id, kim) == donors


def make_brought(stage: Stage, provider_id: int, by: User) -> ContactList:
    return stepping.bring_here(
        account=stage.account, provider_id=provider_id, name="Donors", by=by
    )


def test_a_list_here_of_that_name_becomes_its_copy(stage: Stage, kim: User) -> None:
    with client_for(stage.account) as client:
        theirs = client.lists.create("Donors")
    ours = contact_list(stage.account, name="donors")
    contact(ours, first_name="Bo", number=BO)

    donors = make_brought(stage, theirs.list_id, kim)
    stage.add_there(donors, first_name="Ada", phone_number=ADA)
    stage.keep_on(donors)

    assert donors == ours
    assert sorted(row.first_name for row in donors.contacts.all()) == ["Ada", "Bo"]
    assert stage.shared_there(donors) == shared_here(donors)


def test_switched_off_nothing_goes_out_and_on_again_all_is_merged(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    bo = contact(tenants, first_name="Bo", number=BO)
    stage.keep_on(tenants)
    stepping.keep_in_step(contact_list=tenants, on=False, by=kim)
    ada.contact_list.refresh_from_db()
    edit(ada, first_name="Adele")
    stage.change_there(bo, first_name="Bob")
    stage.keep_on(tenants)
    there_while_off = {there.first_name for there in stage.people(tenants)}

    stepping.keep_in_step(contact_list=tenants, on=True, by=kim)
    stage.keep_on(tenants)

    assert there_while_off == {"Ada", "Bob"}
    assert stage.shared_there(tenants) == shared_here(tenants)
    assert {there.first_name for there in stage.people(tenants)} == {"Adele", "Bob"}
