"""How a turn ends: by what nobody foresaw, by a rest, by a switch, by a list gone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from clicksendhub.credentials.services import client_for
from clicksendhub.lib.dbclock import db_now
from clicksendhub.people.models import User
from contacts import jobs_sync
from contacts.models import ContactList, StepState
from contacts.services import lists, stepping
from contacts.sync import due, pulling, steps
from contacts.sync.turn import Turn, TurnEnds
from tests.contacts.sync.support import (
    Stage,
    contact,
    contact_list,
    let_rests_end,
    people,
)

ADA, BO = "+61491570156", "+61491570157"

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_second_comparison_over_several_turns_outlives_the_sweep(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 250)
    stage.keep_on(tenants)
    stepping.compare(contact_list=tenants, by=kim)
    stage.keep_on(tenants)
    ContactList.objects.update(compared_at=db_now() - timedelta(days=2))
    only_three_calls_a_turn(monkeypatch)

    stepping.compare(contact_list=tenants, by=kim)
    for _ in range(6):
        let_rests_end()
        due.find_due_steps(db_now())
        jobs_sync.step(str(tenants.public_id))

    tenants.refresh_from_db()
    assert tenants.compare_asked_at is None
    assert tenants.compared["there"] == 250


def only_three_calls_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    call = Turn.call

    def few_calls(turn: Turn) -> Any:
        if turn.calls >= 3:
            raise TurnEnds
        return call(turn)

    monkeypatch.setattr(Turn, "call", few_calls)


def test_what_nobody_foresaw_is_told_and_gives_the_list_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)

    def stumble(_turn: Turn) -> None:
        raise KeyError("began_at")

    with monkeypatch.context() as broken:
        broken.setattr(pulling, "pull", stumble)
        with pytest.raises(KeyError):
            stage.turn(tenants)
    tenants.refresh_from_db()

    assert tenants.step_state == StepState.TROUBLE
    assert "went wrong here" in tenants.step_trouble
    assert tenants.step_due_at is None
    assert tenants.rests_until
    stage.keep_on(tenants)
    assert tenants.step_state == StepState.IN_STEP


def test_a_list_that_is_renamed_goes_on_at_once(stage: Stage, kim: User) -> None:
    with client_for(stage.account) as client:
        client.lists.create("Tenants")
    tenants = contact_list(stage.account)
    stage.turn(tenants)
    told = tenants.step_trouble

    lists.rename_list(contact_list=tenants, name="Renters", by=kim)
    jobs_sync.step(str(tenants.public_id))

    tenants.refresh_from_db()
    assert "rename this one" in told
    assert tenants.provider_id


def test_a_rest_is_kept_while_nobody_does_anything(stage: Stage) -> None:
    with client_for(stage.account) as client:
        client.lists.create("Tenants")
    tenants = contact_list(stage.account)
    stage.turn(tenants)
    calls = len(stage.sandbox.calls())

    jobs_sync.step(str(tenants.public_id))

    assert len(stage.sandbox.calls()) == calls
    assert tenants.public_id not in due.due_lists(db_now())


def test_switched_off_amid_a_turn_nobody_more_goes_out(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    contact(tenants, first_name="Bo", number=BO)
    switch_off_at(monkeypatch, "create.after_commit", kim)

    stage.turn(tenants)

    assert [there.first_name for there in stage.people(tenants)] == ["Ada"]
    assert tenants.step_state == StepState.ALONE


def test_switched_off_amid_a_turn_no_file_goes_out(
    stage: Stage, kim: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 55)
    switch_off_at(monkeypatch, "bulk.after_upload", kim)

    stage.turn(tenants)
    stage.sandbox.settle()

    assert stage.people(tenants) == []


def switch_off_at(monkeypatch: pytest.MonkeyPatch, boundary: str, kim: User) -> None:
    def hook(passed: str) -> None:
        found = ContactList.objects.get()
        if passed == boundary and found.keeps_in_step:
            stepping.keep_in_step(contact_list=found, on=False, by=kim)

    monkeypatch.setattr(steps, "reached", hook)


def test_a_comparison_of_a_list_that_is_gone_is_not_under_way(
    stage: Stage, kim: User
) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    stage.delete_list_there(tenants)

    stepping.compare(contact_list=tenants, by=kim)
    stage.turn(tenants)

    assert tenants.step_state == StepState.GONE
    assert tenants.compare_asked_at is None
