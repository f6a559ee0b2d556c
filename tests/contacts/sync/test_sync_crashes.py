"""A turn dies once at every boundary; afterwards each person is there exactly once.

The control shows that the harness would notice: without the look before create, the
same deaths make doubles.
"""

from __future__ import annotations

import pytest

from contacts import jobs_sync
from contacts.models import Contact, ContactList, StepState
from contacts.sync import pushing, steps
from tests.contacts.sync.support import (
    Died,
    Stage,
    contact,
    contact_list,
    delete,
    die_once_at,
    edit,
    let_rests_end,
    people,
    shared_here,
)

ADA, BO = "+61491570156", "+61491570157"
MAKING = (
    "list.after_ask",
    "list.after_call",
    "list.after_commit",
    "pull.after_page",
    "create.after_ask",
    "create.after_call",
    "create.after_commit",
)
CHANGING = (
    "pull.after_page",
    "update.before_call",
    "update.after_call",
    "update.after_commit",
    "remove.after_call",
)
FILLING = ("bulk.after_upload", "bulk.after_ask", "bulk.after_call")

pytestmark = pytest.mark.django_db(transaction=True)


def die(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, of: ContactList, boundary: str
) -> None:
    monkeypatch.setattr(steps, "reached", die_once_at(boundary))
    with pytest.raises(Died):
        stage.keep_on(of)


def assert_each_once(stage: Stage, of: ContactList) -> None:
    assert [there.name for there in stage.lists()] == [of.name]
    assert stage.shared_there(of) == shared_here(of)
    assert set(stage.shared_there(of).values()) == {1}
    assert of.step_state == StepState.IN_STEP


@pytest.mark.parametrize("boundary", MAKING)
def test_dying_while_a_list_is_made_leaves_each_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    contact(tenants, first_name="Bo", email="bo@example.com")

    die(stage, monkeypatch, tenants, boundary)
    stage.keep_on(tenants)

    assert_each_once(stage, tenants)


@pytest.mark.parametrize("boundary", CHANGING)
def test_dying_while_people_change_leaves_each_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    bo = contact(tenants, first_name="Bo", number=BO)
    stage.keep_on(tenants)
    edit(ada, last_name="Ng")
    delete(bo)

    die(stage, monkeypatch, tenants, boundary)
    stage.keep_on(tenants)

    assert_each_once(stage, tenants)


@pytest.mark.parametrize("boundary", FILLING)
def test_dying_while_a_file_is_sent_leaves_each_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 55)

    die(stage, monkeypatch, tenants, boundary)
    stage.keep_on(tenants)

    assert_each_once(stage, tenants)


def test_dying_before_an_edit_of_the_same_person_doubles_nobody(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)

    die(stage, monkeypatch, tenants, "create.after_call")
    edit(ada, number="+61491570199", first_name="Ada Bea")
    stage.keep_on(tenants)

    assert_each_once(stage, tenants)
    assert [there.first_name for there in stage.people(tenants)] == ["Ada Bea"]


def test_every_boundary_of_the_sync_is_in_the_tables(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: set[str] = set()
    monkeypatch.setattr(steps, "reached", passed.add)
    tenants = contact_list(stage.account)
    people(tenants, 55)
    stage.keep_on(tenants)
    ada, bo = tenants.contacts.all()[:2]
    edit(ada, last_name="Ng")
    delete(bo)
    contact(tenants, first_name="Cy", email="cy@example.com")
    stage.keep_on(tenants)

    assert passed == {*MAKING, *CHANGING, *FILLING}


@pytest.mark.parametrize("boundary", ["create.after_call", "bulk.after_call"])
def test_control_without_the_look_the_same_death_doubles(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, boundary: str
) -> None:
    tenants = contact_list(stage.account)
    people(tenants, 55 if boundary.startswith("bulk") else 1)

    die(stage, monkeypatch, tenants, boundary)
    forget_what_was_asked(tenants)
    stage.sandbox.settle()
    push_without_looking(stage, monkeypatch, tenants)

    assert set(stage.shared_there(tenants).values()) == {2}


def forget_what_was_asked(of: ContactList) -> None:
    ContactList.objects.filter(pk=of.pk).update(importing_since=None)
    Contact.objects.filter(contact_list=of).update(asked_at=None, known_there=None)


def push_without_looking(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, of: ContactList
) -> None:
    """What a sync without a pull before its push does."""
    monkeypatch.setattr("contacts.sync.running.pulling.pull", lambda _turn: None)
    let_rests_end()
    jobs_sync.step(str(of.public_id))
    stage.sandbox.settle()
    of.refresh_from_db()


def test_a_person_edited_while_the_push_is_under_way_still_goes_out(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    waiting_after_call: list[bool] = []

    def meanwhile(boundary: str) -> None:
        if boundary == "create.after_call" and not waiting_after_call:
            edit(ada, first_name="Bea")
        if boundary == "create.after_commit":
            ada.refresh_from_db()
            waiting_after_call.append(ada.goes_out)

    monkeypatch.setattr(steps, "reached", meanwhile)
    stage.keep_on(tenants)

    assert waiting_after_call == [True]
    assert [there.first_name for there in stage.people(tenants)] == ["Bea"]


def test_a_person_deleted_while_the_push_is_under_way_is_taken_from_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)

    def meanwhile(boundary: str) -> None:
        if boundary == "create.after_call":
            ada.delete()

    monkeypatch.setattr(steps, "reached", meanwhile)
    stage.keep_on(tenants)
    stage.keep_on(tenants)

    assert stage.people(tenants) == []
    assert not tenants.contacts.exists()


def test_a_worker_that_lost_its_lease_writes_nothing_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)

    def sleep_through_the_lease(boundary: str) -> None:
        if boundary == "create.after_call":
            monkeypatch.setattr(steps, "reached", lambda _boundary: None)
            let_rests_end()

    monkeypatch.setattr(steps, "reached", sleep_through_the_lease)
    stage.turn(tenants)
    ada.refresh_from_db()
    id_after_waking = ada.provider_id
    stage.keep_on(tenants)

    assert id_after_waking is None
    assert_each_once(stage, tenants)


def test_two_workers_at_once_take_a_list_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)

    def another(boundary: str) -> None:
        if boundary in MAKING:
            jobs_sync.step(str(tenants.public_id))

    monkeypatch.setattr(steps, "reached", another)
    stage.keep_on(tenants)

    assert_each_once(stage, tenants)


def test_few_is_what_the_tests_of_files_go_beyond() -> None:
    assert pushing.FEW < 55
