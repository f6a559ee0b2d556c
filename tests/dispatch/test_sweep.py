"""The sweep finds what is due and nothing else: too new, just right, not ours to do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.audit.models import Entry
from clicksendhub.credentials.services import pause_account, remove_account
from clicksendhub.dispatch import sweep
from clicksendhub.dispatch.claims import claim_from, next_send
from clicksendhub.dispatch.models import Batch, Step
from clicksendhub.dispatch.states import State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from clicksendhub.jobs.models import Nudge
from clicksendhub.lib.dbclock import db_now
from messaging.models import Message, Send
from tests import make
from tests.support.engine import states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limit(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GATE_CALLS_PER_MINUTE = 0
    monkeypatch.setenv("HUB_NO_QUEUE", "1")


def claimed() -> Send:
    """A send whose worker died after the claim."""
    send = make.send(people=3, is_bulk=True)
    due = next_send(send.account_id)
    assert due
    claim_from(due)
    return send


def test_a_lease_that_runs_is_left_alone() -> None:
    send = claimed()

    assert sweep.doubt_ended_leases() == 0
    assert states(send) == {State.SUBMITTING: 3}


def test_rows_of_an_ended_lease_are_in_doubt_with_a_look_to_come() -> None:
    send = claimed()
    Batch.objects.update(lease_until=db_now() - timedelta(seconds=1))

    doubted = [sweep.doubt_ended_leases() for _ in range(2)]

    batch = Batch.objects.get()
    assert doubted == [3, 0]
    assert states(send) == {State.IN_DOUBT: 3}
    assert batch.state == "in_doubt"
    assert batch.next_look_at
    assert Step.objects.filter(reason="lease_ended").count() == 3


def test_rows_with_a_receipt_are_not_doubted() -> None:
    send = claimed()
    first = send.messages.order_by("pk").first()
    assert first
    Message.objects.filter(pk=first.pk).update(state=State.DELIVERED)
    Batch.objects.update(lease_until=db_now() - timedelta(seconds=1))

    sweep.doubt_ended_leases()

    assert states(send) == {State.DELIVERED: 1, State.IN_DOUBT: 2}


@pytest.mark.parametrize(
    ("fields", "is_due"),
    [
        ({}, True),
        ({"due_at": timezone.now() + timedelta(hours=1)}, False),
        ({"state": "paused"}, False),
        ({"state": "stopped"}, False),
        ({"state": "draft"}, False),
        ({"message_state": State.HELD}, False),
        ({"message_state": State.IN_DOUBT}, False),
    ],
)
def test_only_released_sends_with_waiting_rows_ask_for_a_pump(
    fields: dict[str, Any], is_due: bool
) -> None:
    send = make.send(people=1, **fields)

    due = sweep.accounts_with_due_rows(db_now())

    assert due == ({send.account_id} if is_due else set())


def test_a_row_asked_to_wait_is_due_later() -> None:
    send = make.send(people=1)
    send.messages.update(not_before=db_now() + timedelta(seconds=30))

    now = sweep.accounts_with_due_rows(db_now())
    later = sweep.accounts_with_due_rows(db_now() + timedelta(seconds=31))

    assert (now, later) == (set(), {send.account_id})


def test_an_account_in_trouble_is_not_pumped() -> None:
    send = make.send(people=1)
    circuit.report(send.account_id, Trouble.KEY_REFUSED)

    assert sweep.accounts_with_due_rows(db_now()) == set()


def test_a_paused_account_is_not_pumped() -> None:
    send = make.send(people=1)
    pause_account(account=send.account, actor=make.user())

    assert sweep.accounts_with_due_rows(db_now()) == set()


def test_the_sweep_asks_for_each_kind_of_work_once() -> None:
    send = make.send(people=1)

    for _ in range(3):
        sweep.find_due_work(db_now())

    nudge = Nudge.objects.get()
    assert (nudge.task, nudge.key) == (sweep.PUMP, str(send.account_id))


def test_a_send_without_open_rows_is_done() -> None:
    send = make.send(people=1, message_state=State.REFUSED)

    sweep.find_due_work(db_now())

    send.refresh_from_db()
    assert send.state == "done"


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_plans_that_nobody_confirmed_go_by_age(days: int, stays: bool) -> None:
    made = timezone.now() - timedelta(days=days)
    draft = make.send(
        state="draft", people=2, message_state=State.PLANNED, created_at=made
    )

    sweep.drop_old_drafts(timezone.now())

    assert Send.objects.filter(pk=draft.pk).exists() is stays
    assert Message.objects.count() == (2 if stays else 0)


def test_what_waits_in_a_removed_account_is_cancelled_and_its_send_done() -> None:
    send = make.send(people=2)
    remove_account(account=send.account, actor=make.user())

    sweep.find_due_work(db_now())

    send.refresh_from_db()
    assert states(send) == {State.CANCELLED: 2}
    assert send.messages.filter(reason="account_removed").count() == 2
    assert send.state == "done"
    assert Entry.objects.get(act="send.cancelled").detail == {"count": 2}


def test_nothing_of_a_removed_account_stays_in_doubt() -> None:
    send = claimed()
    Batch.objects.update(lease_until=db_now() - timedelta(seconds=1))
    sweep.doubt_ended_leases()
    remove_account(account=send.account, actor=make.user())

    sweep.find_due_work(db_now())

    assert states(send) == {State.NEEDS_A_LOOK: 3}
    assert Batch.objects.get().state == "settled"
