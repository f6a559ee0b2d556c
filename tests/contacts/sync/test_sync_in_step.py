"""A list and its copy at ClickSend come to hold the same people, each exactly once."""

from __future__ import annotations

from clicksendhub.clicksend import Address
from contacts.models import Conflict, Removal, StepState
from tests.contacts.sync.support import (
    Stage,
    contact,
    contact_list,
    delete,
    edit,
    people,
    shared_here,
)

ADA = "+61491570156"
BO = "+61491570157"
CY = "+61491570158"


def test_a_new_list_and_its_people_are_made_there_with_every_field(
    stage: Stage,
) -> None:
    tenants = contact_list(stage.account)
    contact(
        tenants,
        first_name="Ada",
        last_name="Ng",
        number=ADA,
        email="ada@example.com",
        fax_number="+61261111111",
        organisation="Harbour",
        line_1="1 Quay St",
        line_2="Unit 2",
        city="Perth",
        state="WA",
        postal_code="0800",
        country="AU",
        custom_1="blue",
        custom_2="2",
        custom_3="3",
        custom_4="4",
        extra={"gate": "7"},
    )
    contact(tenants, email="bo@example.com")

    stage.keep_on(tenants)

    assert [there.name for there in stage.lists()] == ["Tenants"]
    assert stage.shared_there(tenants) == shared_here(tenants)
    assert tenants.step_state == StepState.IN_STEP


def test_what_both_sides_do_ends_with_the_same_people(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    bo = contact(tenants, first_name="Bo", number=BO)
    cy = contact(tenants, first_name="Cy", number=CY)
    stage.keep_on(tenants)

    edit(ada, last_name="Ng")
    delete(bo)
    stage.change_there(
        cy, email="cy@example.com", address=Address(city="Perth", country="AU")
    )
    stage.add_there(tenants, first_name="Di", phone_number="0491 570 159")
    contact(tenants, first_name="Eve", fax_number="+61261111111")
    stage.turn(tenants)
    stage.keep_on(tenants)

    assert stage.shared_there(tenants) == shared_here(tenants)
    assert sorted(tenants.contacts.values_list("first_name", "last_name", "email")) == [
        ("Ada", "Ng", ""),
        ("Cy", "", "cy@example.com"),
        ("Di", "", ""),
        ("Eve", "", ""),
    ]
    assert not Removal.objects.exists()
    assert not Conflict.objects.exists()
    assert tenants.step_state == StepState.IN_STEP


def test_somebody_added_there_is_known_here_by_number(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)

    stage.add_there(tenants, first_name="Di", phone_number="0491 570 159")
    stage.turn(tenants)

    di = tenants.contacts.get()
    assert (di.key, di.number, di.number_kind) == ("+61491570159",) * 2 + ("mobile",)
    assert (di.name_key, di.search) == ("di", "di\n61491570159")
    assert not di.goes_out
    assert tenants.people_count == 1


def test_many_go_in_a_file_and_are_known_by_id_afterwards(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 120)

    stage.keep_on(tenants)

    assert stage.shared_there(tenants) == shared_here(tenants)
    assert sum(stage.shared_there(tenants).values()) == 120
    assert not tenants.contacts.filter(provider_id=None).exists()
    assert not tenants.contacts.filter(goes_out=True).exists()
    paths = [(call["method"], call["path"]) for call in stage.sandbox.calls()]
    single = ("POST", f"/v3/lists/{tenants.provider_id}/contacts")
    assert paths.count(single) == 0


def test_whom_the_file_left_out_is_asked_for_alone_and_told(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 60)
    contact(tenants, first_name="Odd", number="+61491570160", country="XX")

    stage.keep_on(tenants)

    assert sum(stage.shared_there(tenants).values()) == 60
    assert tenants.step_state == StepState.DIFFERS
    assert "did not take 1 person" in tenants.step_trouble


def test_who_cannot_be_reached_stays_here_alone_and_is_told(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", line_1="1 Quay St")
    contact(tenants, first_name="Bo", number=BO)

    stage.keep_on(tenants)

    assert [there.first_name for there in stage.people(tenants)] == ["Bo"]
    assert tenants.step_state == StepState.IN_STEP
    assert tenants.step_trouble.startswith("1 person without a number")


def test_who_lost_every_way_to_be_reached_is_taken_from_there(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA, line_1="1 Quay St")
    stage.keep_on(tenants)

    edit(ada, number="")
    stage.keep_on(tenants)
    stage.keep_on(tenants)

    assert stage.people(tenants) == []
    assert tenants.contacts.count() == 1


def test_a_turn_without_news_changes_nothing(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    ada.refresh_from_db()

    stage.turn(tenants)
    stage.turn(tenants)

    version = ada.version
    ada.refresh_from_db()
    assert ada.version == version
    writes = [call for call in stage.sandbox.calls() if call["method"] == "PUT"]
    assert writes == []


def test_a_number_that_stands_there_twice_is_two_people_here(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)

    stage.add_there(tenants, first_name="Ada", phone_number=ADA)
    stage.add_there(tenants, first_name="Bea", phone_number=ADA)
    stage.turn(tenants)

    assert sorted(tenants.contacts.values_list("key", flat=True)) == [ADA, f"{ADA}~2"]
    assert stage.shared_there(tenants) == shared_here(tenants)
