"""A creation without an answer is looked for, and asked for again when it is old."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from clicksendhub.lib.dbclock import db_now
from contacts import jobs_sync
from contacts.models import Contact, ContactList, Removal
from contacts.sync import pulling, steps
from contacts.sync.turn import Turn
from tests.contacts.sync.support import (
    Died,
    Stage,
    contact,
    contact_list,
    delete,
    die_once_at,
    let_requests_age,
    let_rests_end,
    stumble_once_after,
)

ADA, BO = "+61491570156", "+61491570157"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ada(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Contact:
    """Ada, whom ClickSend made a moment ago, and whose answer was lost."""
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    made = contact(tenants, first_name="Ada", number=ADA)
    monkeypatch.setattr(steps, "reached", die_once_at("create.after_call"))
    with pytest.raises(Died):
        stage.turn(tenants)
    return made


@contextmanager
def not_to_be_seen_yet(stage: Stage) -> Iterator[None]:
    """ClickSend is still at work on what it was asked for."""
    with stage.sandbox.sandbox.store.write() as ledger:
        ledger.execute("UPDATE contacts SET list_id = -list_id")
    yield
    with stage.sandbox.sandbox.store.write() as ledger:
        ledger.execute("UPDATE contacts SET list_id = -list_id")


def creations(stage: Stage) -> int:
    return len(
        [
            call
            for call in stage.sandbox.calls()
            if call["method"] == "POST" and call["path"].endswith("/contacts")
        ]
    )


def test_a_creation_that_is_seen_late_is_not_asked_for_again(
    stage: Stage, ada: Contact
) -> None:
    tenants = ada.contact_list
    let_requests_age(timedelta(seconds=30))
    with not_to_be_seen_yet(stage):
        stage.turn(tenants)
        asked_early = creations(stage)

    let_requests_age(timedelta(seconds=60))
    stage.turn(tenants)

    ada.refresh_from_db()
    assert (asked_early, creations(stage)) == (1, 1)
    assert [there.contact_id for there in stage.people(tenants)] == [ada.provider_id]


def test_a_creation_is_found_though_the_last_fetch_came_later(
    stage: Stage, ada: Contact
) -> None:
    tenants = ada.contact_list
    ContactList.objects.update(pulled_at=db_now() + timedelta(minutes=30))

    let_requests_age(timedelta(seconds=90))
    stage.turn(tenants)

    assert creations(stage) == 1
    assert len(stage.people(tenants)) == 1


def test_a_creation_that_was_never_made_is_asked_for_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    contact(tenants, first_name="Ada", number=ADA)
    monkeypatch.setattr(steps, "reached", die_once_at("create.after_ask"))
    with pytest.raises(Died):
        stage.turn(tenants)

    let_requests_age(timedelta(seconds=90))
    stage.turn(tenants)

    assert creations(stage) == 1
    assert len(stage.people(tenants)) == 1


def test_our_database_that_stumbles_after_the_answer_makes_no_second_person(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    contact(tenants, first_name="Ada", number=ADA)
    stumble_once_after(monkeypatch, "create.after_ask")

    with pytest.raises(OSError, match="disk"):
        stage.turn(tenants)
    stage.keep_on(tenants)

    assert creations(stage) == 1
    assert len(stage.people(tenants)) == 1


def test_a_page_that_comes_after_the_lease_is_over_is_not_taken_in(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tenants = contact_list(stage.account)
    stage.keep_on(tenants)
    stage.add_there(tenants, first_name="Eve", phone_number=BO)

    def sleep_through_the_lease(_turn: Turn, _contacts: object) -> None:
        let_rests_end()

    monkeypatch.setattr(pulling, "unlink_replaced", sleep_through_the_lease)
    stage.turn(tenants)

    assert not tenants.contacts.exists()


def test_nobody_is_removed_while_another_works_on_the_list(stage: Stage) -> None:
    tenants = contact_list(stage.account)
    ada = contact(tenants, first_name="Ada", number=ADA)
    stage.keep_on(tenants)
    delete(ada)
    ContactList.objects.update(step_due_at=db_now() + timedelta(minutes=5))

    jobs_sync.remove(str(stage.account.pk))

    assert Removal.objects.count() == 1
    assert len(stage.people(tenants)) == 1
