"""A comparison reads all pages of both sides, counts what differs, changes neither."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.consent.models import BlockSource
from clicksendhub.consent.services import block
from clicksendhub.people.models import User
from contacts.models import ContactList, StepState
from contacts.services import stepping
from contacts.sync import steps
from contacts.sync.turn import Turn, TurnEnds
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


def compared(stage: Stage, tenants: ContactList, kim: User) -> dict[str, Any]:
    stepping.compare(contact_list=tenants, by=kim)
    stage.keep_on(tenants)
    found: dict[str, Any] = tenants.compared
    return found


def test_a_comparison_of_equals_finds_nothing(stage: Stage, kim: User) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)

    found = compared(stage, tenants, kim)

    assert (found["there"], found["same"]) == (1, 1)
    assert tenants.compared_at
    assert tenants.step_state == StepState.IN_STEP


def test_a_comparison_tells_every_kind_of_difference(stage: Stage, kim: User) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    bo = contact(tenants, first_name="Bo", number=BO)
    stage.keep_on(tenants)
    stepping.keep_in_step(contact_list=tenants, on=False, by=kim)
    edit(ada, first_name="Adele")
    stage.delete_there(bo)
    eve = stage.add_there(tenants, first_name="Eve", email="eve@example.com")

    found = compared(stage, tenants, kim)

    assert found["only_here"] == {"count": 1, "examples": [{"id": bo.pk}]}
    assert found["differing"]["examples"] == [
        {"id": ada.pk, "fields": {"first_name": "Ada"}}
    ]
    assert [one["there"] for one in found["only_there"]["examples"]] == [eve.contact_id]
    assert tenants.contacts.count() == 2


def test_who_was_deleted_there_is_kept_here_and_told(stage: Stage, kim: User) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    stage.delete_there(ada)

    found = compared(stage, tenants, kim)

    assert found["only_here"]["count"] == 1
    assert tenants.contacts.get() == ada
    assert tenants.step_state == StepState.DIFFERS


def test_who_was_deleted_there_is_put_back_once(stage: Stage, kim: User) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    contact(tenants, first_name="Bo", number=BO)
    contact(tenants, first_name="Cy", line_1="1 Quay St")
    stage.keep_on(tenants)
    stage.delete_there(ada)
    compared(stage, tenants, kim)
    # Meanwhile somebody adds her at ClickSend again.
    stage.add_there(tenants, first_name="Ada", phone_number=ADA)

    assert stepping.put_back(contact_list=tenants, by=kim) == 1
    stage.keep_on(tenants)

    assert sorted(there.first_name for there in stage.people(tenants)) == ["Ada", "Bo"]
    assert tenants.compared["only_here"]["count"] == 0
    assert tenants.step_state == StepState.IN_STEP


def test_who_is_edited_here_after_a_deletion_there_stays_here(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    stage.delete_there(ada)
    edit(ada, first_name="Adele")
    stage.keep_on(tenants)
    there_after_edit = stage.people(tenants)
    told = (tenants.step_state, tenants.compared["only_here"]["count"])

    stepping.put_back(contact_list=tenants, by=kim)
    stage.keep_on(tenants)

    assert there_after_edit == []
    assert told == (StepState.DIFFERS, 1)
    assert [there.first_name for there in stage.people(tenants)] == ["Adele"]


def test_who_opted_out_is_not_missed_there(stage: Stage, kim: User) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    block(
        account_id=stage.account.pk, number=ADA, source=BlockSource.REPLY, words="STOP"
    )
    stage.delete_there(ada)

    found = compared(stage, tenants, kim)

    assert found["only_here"]["count"] == 0
    assert stepping.put_back(contact_list=tenants, by=kim) == 0


def test_dying_in_a_comparison_counts_each_once(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 120)
    stage.keep_on(tenants)
    stepping.keep_in_step(contact_list=tenants, on=False, by=kim)
    tenants.contacts.all()[0].delete()
    stepping.compare(contact_list=tenants, by=kim)
    monkeypatch.setattr(steps, "reached", die_once_at("compare.after_page"))

    with pytest.raises(Died):
        stage.keep_on(tenants)
    stage.keep_on(tenants)

    assert (tenants.compared["there"], tenants.compared["same"]) == (120, 119)
    assert tenants.compared["only_there"]["count"] == 1


def test_a_comparison_over_several_turns_counts_each_once(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 250)
    stage.keep_on(tenants)
    call = Turn.call

    def few_calls(turn: Turn) -> Any:
        if turn.calls >= 3:
            raise TurnEnds
        return call(turn)

    monkeypatch.setattr(Turn, "call", few_calls)

    found = compared(stage, tenants, kim)

    assert (found["there"], found["same"]) == (250, 250)
    assert tenants.compare_asked_at is None
