"""A file of many people: nobody is asked for again while it may still be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from clicksendhub.clicksend.lists import ListsResource
from contacts.models import ContactList, StepState
from contacts.sync import bulk, lists, steps
from tests.contacts.sync.support import (
    Died,
    Stage,
    contact,
    contact_list,
    die_once_at,
    edit,
    let_requests_age,
    people,
    stumble_once_after,
)

ADA = "+61491570156"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow(stage: Stage) -> Stage:
    """A ClickSend that takes hours to read a file, until it is told to end."""
    stage.sandbox.settings.speed = 3600
    return stage


def let_the_file_be_read(stage: Stage) -> None:
    with stage.sandbox.sandbox.store.write() as ledger:
        ledger.execute("UPDATE contact_imports SET due_at = 0")
    stage.sandbox.settle()


def posts(stage: Stage, ending: str) -> int:
    calls = [call for call in stage.sandbox.calls() if call["method"] == "POST"]
    return len([call for call in calls if call["path"].endswith(ending)])


def tell_nothing_of_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """ClickSend leaves out the flag altogether."""
    page = ListsResource.page

    def silent(self: ListsResource, **asked: Any) -> Any:
        found = page(self, **asked)
        rows = tuple(replace(row, is_importing=None) for row in found.rows)
        return replace(found, rows=rows)

    monkeypatch.setattr(ListsResource, "page", silent)


def test_a_file_that_is_still_read_is_waited_for_and_told_in_all_lists_alone(
    slow: Stage,
) -> None:
    tenants = contact_list(slow.account)
    people(tenants, 55)

    for _ in range(4):
        slow.turn(tenants)
        let_requests_age()
    singly = posts(slow, "/contacts")
    let_the_file_be_read(slow)
    slow.keep_on(tenants)

    assert (singly, posts(slow, "/contacts"), posts(slow, "/import")) == (0, 0, 1)
    assert len(slow.people(tenants)) == 55
    assert tenants.step_state == StepState.IN_STEP


def test_a_file_of_which_nothing_is_told_is_waited_for(
    slow: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_nothing_of_imports(monkeypatch)
    tenants = contact_list(slow.account)
    people(tenants, 55)

    for _ in range(6):
        slow.turn(tenants)
        let_requests_age(timedelta(minutes=4))
    let_the_file_be_read(slow)
    slow.turn(tenants)

    assert (posts(slow, "/contacts"), posts(slow, "/import")) == (0, 1)
    assert len(slow.people(tenants)) == 55
    assert tenants.importing_since is None
    assert tenants.step_state == StepState.IN_STEP


def test_meanwhile_edits_of_others_go_on(
    slow: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_nothing_of_imports(monkeypatch)
    tenants = contact_list(slow.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    slow.keep_on(tenants)
    people(tenants, 55)
    slow.turn(tenants)

    edit(ada, last_name="Ng")
    let_requests_age(timedelta(minutes=4))
    slow.turn(tenants)

    assert [there.last_name for there in slow.people(tenants)] == ["Ng"]


def test_a_file_that_never_arrived_goes_again_as_a_file(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "reached", die_once_at("bulk.after_ask"))
    tenants = contact_list(stage.account)
    people(tenants, 55)
    with pytest.raises(Died):
        stage.keep_on(tenants)

    stage.turn(tenants)
    let_requests_age(timedelta(minutes=10))
    stage.turn(tenants)
    early = posts(stage, "/import")
    stage.keep_on(tenants, turns=20)

    assert (early, posts(stage, "/import"), posts(stage, "/contacts")) == (0, 1, 0)
    assert len(stage.people(tenants)) == 55


def test_our_database_that_stumbles_after_the_answer_sends_no_second_file(
    slow: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(slow.account)
    people(tenants, 55)
    stumble_once_after(monkeypatch, "bulk.after_ask")

    with pytest.raises(OSError, match="disk"):
        slow.turn(tenants)
    let_requests_age(timedelta(minutes=2))
    slow.turn(tenants)
    let_the_file_be_read(slow)
    slow.keep_on(tenants)

    assert len(slow.people(tenants)) == 55


def test_a_file_with_somebody_edited_since_is_given_up(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 55)
    edited: list[str] = []

    def meanwhile(boundary: str) -> None:
        if boundary == "bulk.after_upload" and not edited:
            edited.append(boundary)
            edit(tenants.contacts.all()[7], first_name="Bea")

    monkeypatch.setattr(steps, "reached", meanwhile)
    stage.turn(tenants)
    given_up = (posts(stage, "/import"), tenants.importing_since)
    stage.keep_on(tenants)

    assert given_up == (0, None)
    assert posts(stage, "/import") == 1
    assert "Bea" in {there.first_name for there in stage.people(tenants)}
    assert not [call for call in stage.sandbox.calls() if call["method"] == "PUT"]


def test_whether_a_file_is_over_is_not_asked_in_its_first_seconds(
    stage: Stage,
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 55)
    stage.turn(tenants)
    asked_for_all = len([1 for call in stage.sandbox.calls() if is_all_lists(call)])

    stage.turn(tenants)

    calls = [call for call in stage.sandbox.calls() if is_all_lists(call)]
    assert len(calls) == asked_for_all
    assert ContactList.objects.get().importing_since


def is_all_lists(call: dict[str, Any]) -> bool:
    return bool(call["method"] == "GET" and call["path"].endswith("/lists"))


def test_the_patience_with_files_is_longer_than_with_one_person() -> None:
    assert timedelta(0) < bulk.NOT_OVER_BEFORE < lists.STILL_AT_WORK < bulk.DOUBT
    assert bulk.DOUBT <= bulk.OVER_AFTER


def test_people_of_a_file_that_was_lost_twice_go_alone(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 51)
    for _ in range(2):
        monkeypatch.setattr(steps, "reached", die_once_at("bulk.after_ask"))
        with pytest.raises(Died):
            stage.keep_on(tenants)

    stage.keep_on(tenants, turns=20)

    assert (posts(stage, "/import"), posts(stage, "/contacts")) == (0, 51)
    assert tenants.step_state == StepState.IN_STEP
