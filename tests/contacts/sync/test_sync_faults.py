"""ClickSend fails in every way it can; nobody is doubled, nobody is lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from clicksendhub.gate import budget
from clicksendhub.gate.models import Call
from contacts import jobs_sync
from contacts.models import Removal, StepState
from contacts.sync import steps
from tests.contacts.sync.support import (
    Stage,
    contact,
    contact_list,
    delete,
    edit,
    people,
    shared_here,
)

ADA, BO = "+61491570156", "+61491570157"
LOST_ANSWERS = ("error_after", "broken_json", "reset_after", "hang_after")
REFUSALS = ("error_before", "too_many", "hang_before")

pytestmark = pytest.mark.django_db(transaction=True)


def assert_each_once(stage: Stage, of: Any) -> None:
    assert [there.name for there in stage.lists()] == [of.name]
    assert stage.shared_there(of) == shared_here(of)
    assert set(stage.shared_there(of).values()) == {1}
    assert of.step_state == StepState.IN_STEP


def fail_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str, fault: str
) -> list[str]:
    """Switch the fault on right before the call that writes; the looks go through."""
    struck: list[str] = []

    def hook(passed: str) -> None:
        if passed == boundary and not struck:
            struck.append(passed)
            stage.sandbox.faults.add(fault, count=1, path="*")

    monkeypatch.setattr(steps, "reached", hook)
    return struck


@pytest.mark.parametrize("fault", [*LOST_ANSWERS, *REFUSALS])
@pytest.mark.parametrize("boundary", ["list.after_ask", "create.after_ask"])
def test_a_lost_answer_or_a_refusal_makes_no_double(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str, fault: str
) -> None:
    struck = fail_once(stage, monkeypatch, boundary, fault)
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    contact(tenants, first_name="Bo", number=BO)

    stage.keep_on(tenants, turns=20)

    assert struck == [boundary]
    assert_each_once(stage, tenants)


@pytest.mark.parametrize("fault", [*LOST_ANSWERS, *REFUSALS])
def test_an_update_whose_answer_was_lost_is_made_in_the_end(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    edit(ada, last_name="Ng")
    struck = fail_once(stage, monkeypatch, "update.before_call", fault)

    stage.keep_on(tenants, turns=20)

    assert struck
    assert [there.last_name for there in stage.people(tenants)] == ["Ng"]
    assert_each_once(stage, tenants)


@pytest.mark.parametrize("fault", [*LOST_ANSWERS, *REFUSALS])
def test_a_file_whose_answer_was_lost_makes_no_double(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    struck = fail_once(stage, monkeypatch, "bulk.after_ask", fault)
    tenants = contact_list(stage.account)
    people(tenants, 55)

    stage.keep_on(tenants, turns=20)

    assert struck
    assert_each_once(stage, tenants)


@pytest.mark.parametrize("fault", ["error_after", "reset_after"])
def test_a_file_that_is_still_being_read_is_waited_for(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    fail_once(stage, monkeypatch, "bulk.after_ask", fault)
    stage.sandbox.settings.speed = 1
    tenants = contact_list(stage.account)
    people(tenants, 55)

    # The file takes two seconds there: these turns come too early to find anybody.
    stage.turn(tenants)
    stage.turn(tenants)
    stage.keep_on(tenants, turns=20)

    assert_each_once(stage, tenants)


def test_somebody_renumbered_after_a_lost_answer_is_found_by_what_was_asked(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(stage, monkeypatch, "create.after_ask", "error_after")
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.turn(tenants)
    edit(ada, number=BO)

    stage.keep_on(tenants, turns=20)

    assert_each_once(stage, tenants)
    assert [there.phone_number for there in stage.people(tenants)] == [BO]


def test_a_removal_whose_answer_was_lost_is_done_in_the_end(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    contact(tenants, first_name="Bo", number=BO)
    stage.keep_on(tenants)
    delete(ada)
    stage.sandbox.faults.add("error_after", count=1, path="/lists/*/contacts/*")

    with pytest.raises(Exception, match="500"):
        jobs_sync.remove(str(stage.account.pk))
    assert Removal.objects.count() == 1
    jobs_sync.remove(str(stage.account.pk))

    assert not Removal.objects.exists()
    assert [there.first_name for there in stage.people(tenants)] == ["Bo"]


def test_a_removal_twice_is_one(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    stage.delete_there(ada)
    delete(ada)

    jobs_sync.remove(str(stage.account.pk))
    jobs_sync.remove(str(stage.account.pk))

    assert not Removal.objects.exists()
    assert stage.people(tenants) == []


def test_a_deleted_list_is_deleted_there_with_everybody(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    delete(ada)
    Removal.objects.create(
        account=stage.account, list_provider_id=tenants.provider_id or 0
    )

    jobs_sync.remove(str(stage.account.pk))

    assert stage.lists() == []
    assert not Removal.objects.exists()


def test_a_person_deleted_here_does_not_come_back_by_a_pull(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    delete(ada)

    stage.turn(tenants)

    assert not tenants.contacts.exists()


def test_trouble_is_told_and_ends_with_it(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    fault = stage.sandbox.faults.add("error_before", path="/lists")

    stage.turn(tenants)
    told = (tenants.step_state, tenants.step_trouble)
    stage.sandbox.faults.clear(fault)
    stage.keep_on(tenants)

    assert told == (
        StepState.TROUBLE,
        "ClickSend did not answer as it should. We try again by ourselves.",
    )
    assert (tenants.step_state, tenants.step_trouble) == (StepState.IN_STEP, "")


def test_a_budget_that_is_used_up_puts_off_without_harm(
    stage: Stage, settings: Any
) -> None:
    settings.GATE_CALLS_PER_MINUTE = 100
    settings.GATE_RESERVE_SINGLE = 20
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    while budget.take(stage.account.pk, "bulk", seconds=60):
        pass
    while budget.take(stage.account.pk, "upkeep", seconds=60):
        pass

    stage.turn(tenants)

    assert tenants.step_state == StepState.WAITING
    assert "limit of calls" in tenants.step_trouble
    assert stage.lists() == []
    settings.GATE_CALLS_PER_MINUTE = 0
    stage.keep_on(tenants)
    assert_each_once(stage, tenants)


def test_turns_of_few_calls_still_come_to_the_end(
    stage: Stage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contacts.sync.turn import Turn, TurnEnds

    call = Turn.call

    def few_calls(turn: Turn) -> Any:
        if turn.calls >= 4:
            raise TurnEnds
        return call(turn)

    monkeypatch.setattr(Turn, "call", few_calls)
    tenants = contact_list(stage.account)
    for n in range(8):
        contact(tenants, first_name="Ada", number=f"+6149157015{n}")

    stage.keep_on(tenants, turns=20)

    assert_each_once(stage, tenants)


def test_a_long_turn_leaves_the_reserve_of_upkeep_to_others(
    stage: Stage, settings: Any
) -> None:
    settings.GATE_CALLS_PER_MINUTE = 1000
    tenants = contact_list(stage.account)
    people(tenants, 30)

    stage.turn(tenants)

    lanes = Counter(Call.objects.values_list("lane", flat=True))
    assert lanes["upkeep"] == 10
    assert lanes["bulk"] >= 20


def test_nothing_personal_is_logged(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    tenants = contact_list(stage.account)
    people(tenants, 55)
    contact(tenants, first_name="Zenobia", email="zen@example.com", country="XX")
    stage.sandbox.faults.add("error_after", count=2, path="/lists/*/contacts")

    stage.keep_on(tenants, turns=20)

    hub = [one.getMessage() for one in caplog.records if "sandbox" not in one.name]
    assert not [words for words in hub if "614915" in words or "Zenobia" in words]
    assert not [words for words in hub if "zen@" in words]


def test_a_paused_account_makes_no_calls(stage: Stage) -> None:
    from django.utils import timezone

    tenants = contact_list(stage.account)
    stage.account.paused_at = timezone.now()
    stage.account.save()

    jobs_sync.step(str(tenants.public_id))
    jobs_sync.remove(str(stage.account.pk))

    assert stage.sandbox.calls() == []
