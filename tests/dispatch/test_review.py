"""Paths by which a text could go twice, go after all, or never be settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from clicksendhub.credentials import hooks
from clicksendhub.credentials.services import pause_account
from clicksendhub.dispatch import evidence, looks, services, steps, sums, sweep
from clicksendhub.dispatch.channels import channel_named
from clicksendhub.dispatch.claims import claim_from, next_send
from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.record import Move, RowOutcome, prepare, write_outcomes
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Call, Trouble
from clicksendhub.lib.dbclock import db_now
from messaging.models import Message, Send
from tests import make
from tests.support.engine import Stage, let_time_pass, states

CALLS_PER_MINUTE = 10
MORE_HISTORY_THAN_A_LOOK_CAN_READ = 100_000


@pytest.fixture
def once_at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Do something the first time that the engine passes a boundary."""

    def plan(boundary: str, act: Callable[[], object]) -> None:
        waiting = [act]

        def reached(at: str) -> None:
            if at == boundary and waiting:
                waiting.pop()()

        monkeypatch.setattr(steps, "reached", reached)

    return plan


def pretend_that_much_went_out() -> None:
    """History of those minutes is too long to be read whole: row by row it is."""
    busy = Batch.objects.filter(state="settled").update(
        size=MORE_HISTORY_THAN_A_LOOK_CAN_READ
    )
    assert busy == 1


def look_every_minute(stage: Stage, *, minutes: int) -> None:
    """Each minute has its calls; every look is due."""
    for _ in range(minutes):
        Call.objects.all().delete()
        let_time_pass()
        stage.look()


def test_a_receipt_settles_a_held_row_so_that_it_never_goes_again(stage: Stage) -> None:
    send = make.send(account_=stage.account, planned_total=1)
    message = make.message(send_=send, state=State.HELD, attempts=2, is_resent=True)

    evidence.accept_by_reference(
        Message, message.reference, provider_id="ID-1", how="receipt"
    )
    services.release_held(send, actor=make.user())
    stage.pump()

    assert not stage.ledger()
    assert states(send) == {State.ACCEPTED: 1}


@pytest.mark.parametrize("is_paused", [False, True])
def test_what_comes_back_from_a_call_after_cancelling_is_cancelled_too(
    stage: Stage, once_at: Callable[..., None], is_paused: bool
) -> None:
    send = make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("too_many", count=1, retry_after=0)
    person = make.user()

    def cancel() -> None:
        if is_paused:
            services.pause(send, actor=person)
        services.cancel_waiting(send, actor=person)

    once_at("submit.before_call", cancel)
    stage.pump()
    sweep.find_due_work(timezone.now())

    send.refresh_from_db()
    assert not stage.ledger()
    assert states(send) == {State.CANCELLED: 2}
    assert send.state == SendState.DONE
    assert sums.rest(2, sums.sum_of(send)) == 0


def test_a_text_not_found_after_cancelling_is_not_sent_again(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("hang_before", count=1, seconds=1.5)
    stage.pump()
    services.cancel_waiting(send, actor=make.user())
    make.send(account_=stage.account, people=1)

    stage.recover()
    sweep.find_due_work(timezone.now())

    assert states(send) == {State.CANCELLED: 2}


def test_a_person_may_send_again_what_belongs_to_a_stopped_send(stage: Stage) -> None:
    send = make.send(account_=stage.account, planned_total=1)
    message = make.message(send_=send, state=State.NEEDS_A_LOOK)
    person = make.user()
    services.pause(send, actor=person)
    services.cancel_waiting(send, actor=person)

    services.decide(message, actor=person, verdict="again", why="They never got it.")
    stage.pump()

    assert states(send) == {State.ACCEPTED: 1}
    assert set(stage.ledger().values()) == {1}


@pytest.mark.parametrize("fault", ["reset_after", "hang_before"])
def test_a_look_that_needs_more_calls_than_a_minute_has_still_ends(
    stage: Stage, settings: Any, fault: str
) -> None:
    send = make.send(account_=stage.account, people=25, is_bulk=True)
    stage.sandbox.faults.add(fault, count=1)
    stage.pump()
    make.send(account_=stage.account, people=1)
    stage.pump()
    pretend_that_much_went_out()
    settings.GATE_CALLS_PER_MINUTE = CALLS_PER_MINUTE
    settings.GATE_RESERVE_SINGLE, settings.GATE_RESERVE_UPKEEP = 2, 1

    look_every_minute(stage, minutes=10)
    settings.GATE_CALLS_PER_MINUTE = 0
    stage.pump()

    assert states(send) == {State.ACCEPTED: 25}
    assert set(stage.ledger().values()) == {1}


def test_history_that_catches_up_during_a_look_proves_no_absence(
    stage: Stage, once_at: Callable[..., None]
) -> None:
    make.send(account_=stage.account, people=1)
    stage.sandbox.faults.add("reset_after", count=1)
    stage.pump()
    make.send(account_=stage.account, people=120, is_bulk=True)
    stage.pump()
    pretend_that_much_went_out()
    stage.sandbox.faults.add("history_lag", seconds=480)
    let_time_pass()

    once_at("look.after_keep", stage.sandbox.faults.clear)
    stage.look()

    assert not Batch.objects.filter(absent_looks__gt=0).exists()


def test_a_text_that_went_twice_is_no_witness(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=1)
    stage.pump()
    earlier = db_now() - timedelta(minutes=1)
    doubtful = make_doubtful(stage, started_at=earlier)
    reference = send.messages.get().reference
    channel = channel_named("sms")

    sent_once = looks.has_witness(channel, doubtful, {reference})
    send.messages.update(is_resent=True)
    sent_again = looks.has_witness(channel, doubtful, {reference})

    assert (sent_once, sent_again) == (True, False)


def make_doubtful(stage: Stage, *, started_at: Any) -> Batch:
    return Batch.objects.create(
        account=stage.account,
        channel="sms",
        state="in_doubt",
        lease_until=started_at,
        started_at=started_at,
        ended_at=started_at,
    )


def test_a_text_in_doubt_does_not_go_again_through_another_account(
    stage: Stage,
) -> None:
    send = make.send(account_=stage.account, people=1)
    stage.sandbox.faults.add("hang_before", count=1, seconds=1.5)
    stage.pump()
    make.send(account_=stage.account, people=1)

    hooks.account_is_another(stage.account)
    stage.recover()

    assert states(send) == {State.NEEDS_A_LOOK: 1}


def test_a_draft_confirmed_while_old_drafts_are_dropped_is_kept(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    send = make.send(state="draft", people=2, message_state=State.PLANNED)
    Send.objects.update(created_at=timezone.now() - timedelta(days=40))

    def after_confirming() -> Any:
        services.release(send, actor=None)
        return transaction.atomic()

    monkeypatch.setattr(sweep, "transaction", SimpleNamespace(atomic=after_confirming))
    sweep.drop_old_drafts(db_now())

    assert states(send) == {State.QUEUED: 2}


def test_pausing_the_account_stops_a_pump_that_runs(
    stage: Stage, settings: Any, once_at: Callable[..., None]
) -> None:
    settings.DISPATCH_BATCH_SIZE = 1
    make.send(account_=stage.account, people=3, is_bulk=True)
    person = make.user()
    once_at(
        "record.after_commit",
        lambda: pause_account(account=stage.account, actor=person),
    )

    stage.pump()

    assert len(stage.ledger()) == 1


def test_an_account_paused_after_its_send_was_chosen_is_not_claimed_from(
    stage: Stage,
) -> None:
    send = make.send(account_=stage.account, people=3, is_bulk=True)
    due = next_send(stage.account.pk)
    assert due

    pause_account(account=stage.account, actor=make.user())

    assert claim_from(due) is None
    assert states(send) == {State.QUEUED: 3}


@pytest.mark.django_db
def test_an_answer_without_a_currency_leaves_that_of_the_estimate() -> None:
    message = make.message(state=State.DELIVERED, currency="AUD")
    batch = Batch.objects.create(
        account=message.account,
        channel="sms",
        lease_until=db_now(),
        started_at=db_now(),
    )
    Message.objects.update(batch=batch)
    told = RowOutcome(message.pk, Move(State.ACCEPTED.value), "ID-1", Decimal("0.08"))

    write_outcomes(Message, batch.pk, prepare([told]))

    message.refresh_from_db()
    assert (message.charge, message.currency) == (Decimal("0.08"), "AUD")


def test_a_receipt_faster_than_our_own_record_costs_no_price(
    stage: Stage, once_at: Callable[..., None]
) -> None:
    send = make.send(account_=stage.account, people=2, is_bulk=True)
    first = send.messages.order_by("pk").first()
    assert first
    once_at(
        "submit.after_call",
        lambda: evidence.accept_by_reference(
            Message, first.reference, provider_id="ID-1", how="receipt"
        ),
    )

    stage.pump()

    first.refresh_from_db()
    assert first.charge is not None
    assert first.currency == "AUD"


def test_trouble_told_while_a_trial_ends_still_has_its_notice(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id = stage.account.pk
    circuit.report(account_id, Trouble.KEY_REFUSED)
    circuit.mend(account_id)
    delays = iter([lambda: None, lambda: circuit.confirm(account_id)])

    def delay(_probes: int) -> timedelta:
        next(delays)()
        return timedelta(seconds=15)

    monkeypatch.setattr(circuit, "probe_delay", delay)
    circuit.report(account_id, Trouble.NO_CREDIT)

    assert circuit.trouble_of(account_id) is not None
