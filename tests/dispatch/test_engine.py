"""The engine against a real sandbox: what goes out, once, and what rows then say."""

from __future__ import annotations

from typing import Any

import pytest

from clicksendhub.dispatch import services, sums
from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import SendState, State
from clicksendhub.gate import circuit
from clicksendhub.gate.models import Trouble
from tests import make
from tests.support.engine import USERNAME, Stage, states


def test_a_released_send_goes_out_once_and_is_done(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=3)

    stage.pump()

    send.refresh_from_db()
    assert states(send) == {State.ACCEPTED: 3}
    assert set(stage.ledger().values()) == {1}
    assert send.state == SendState.DONE
    assert sums.rest(send.planned_total, sums.sum_of(send)) == 0


def test_a_draft_is_never_claimed(stage: Stage) -> None:
    send = make.send(
        account_=stage.account, people=2, state="draft", message_state=State.PLANNED
    )

    stage.pump()

    assert states(send) == {State.PLANNED: 2}
    assert not stage.ledger()


def test_confirming_twice_releases_once(stage: Stage) -> None:
    send = make.send(
        account_=stage.account, people=2, state="draft", message_state=State.PLANNED
    )

    first = services.release(send, actor=None)
    second = services.release(send, actor=None)
    stage.pump()

    assert (first, second) == (True, False)
    assert set(stage.ledger().values()) == {1}


def test_what_clicksend_sent_back_stands_on_the_row(stage: Stage) -> None:
    message = make.message(send_=make.send(account_=stage.account, planned_total=1))

    stage.pump()

    message.refresh_from_db()
    entry = stage.sandbox.ledger()[0]
    assert message.provider_id == entry["message_id"]
    assert message.charge is not None
    assert message.currency == "AUD"


def test_single_sends_carry_one_recipient_and_campaigns_many(
    stage: Stage, settings: Any
) -> None:
    settings.DISPATCH_BATCH_SIZE = 4
    make.send(account_=stage.account, people=10, is_bulk=True)
    make.send(account_=stage.account, people=2)

    stage.pump()

    sizes = list(Batch.objects.order_by("id").values_list("size", flat=True))
    assert sizes == [1, 1, 4, 4, 2]


def test_campaigns_take_turns(stage: Stage, settings: Any) -> None:
    settings.DISPATCH_BATCH_SIZE = 1
    one = make.send(account_=stage.account, people=2, is_bulk=True)
    two = make.send(account_=stage.account, people=2, is_bulk=True)

    stage.pump()

    order = [
        one.pk if one.messages.filter(batch=batch).exists() else two.pk
        for batch in Batch.objects.order_by("id")
    ]
    assert order == [one.pk, two.pk, one.pk, two.pk]


def test_a_lost_answer_is_found_in_history_and_never_sent_again(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=3, is_bulk=True)
    stage.sandbox.faults.add("reset_after", count=1)

    stage.pump()
    before = states(send)
    stage.recover()

    assert before == {State.IN_DOUBT: 3}
    assert states(send) == {State.ACCEPTED: 3}
    assert set(stage.ledger().values()) == {1}


def test_a_call_that_never_arrived_goes_again_after_two_looks_with_a_witness(
    stage: Stage,
) -> None:
    lost = make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("hang_before", count=1, seconds=1.5)
    stage.pump()
    make.send(account_=stage.account, people=1)

    stage.recover()

    assert states(lost) == {State.ACCEPTED: 2}
    assert set(stage.ledger().values()) == {1}
    assert lost.messages.filter(is_resent=True).count() == 2


def test_without_a_witness_a_person_decides(stage: Stage) -> None:
    lost = make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("hang_before", count=1, seconds=1.5)

    stage.pump()
    stage.recover()

    assert states(lost) == {State.NEEDS_A_LOOK: 2}
    assert not stage.ledger()


def test_history_that_lags_never_leads_to_a_second_text(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("reset_after", count=1)
    stage.sandbox.faults.add("history_lag", seconds=480)
    stage.pump()
    make.send(account_=stage.account, people=1)

    stage.recover()

    assert set(stage.ledger().values()) == {1}
    assert states(send) == {State.NEEDS_A_LOOK: 2}


def test_history_that_is_down_leaves_rows_in_doubt(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=2, is_bulk=True)
    stage.sandbox.faults.add("reset_after", count=1)
    stage.sandbox.faults.add("history_down")

    stage.pump()
    stage.recover(rounds=3)

    assert states(send) == {State.IN_DOUBT: 2}


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        ("unauthorized", Trouble.KEY_REFUSED),
        ("forbidden", Trouble.FORBIDDEN),
    ],
)
def test_trouble_with_the_account_pauses_and_fails_nothing(
    stage: Stage, fault: str, trouble: Trouble
) -> None:
    send = make.send(account_=stage.account, people=2)
    stage.sandbox.faults.add(fault)

    stage.pump()

    notice = circuit.trouble_of(stage.account.pk)
    assert notice is not None
    assert notice.trouble == trouble
    assert states(send) == {State.QUEUED: 2}


def test_no_credit_sends_what_it_can_and_goes_on_after_a_top_up(stage: Stage) -> None:
    stage.sandbox.put_account(USERNAME, balance="0.20")
    send = make.send(account_=stage.account, people=5, is_bulk=True)

    stage.pump()
    paid_for = states(send).get(State.ACCEPTED, 0)
    stage.sandbox.put_account(USERNAME, balance="100")
    circuit.mend(stage.account.pk)
    stage.pump()

    assert 0 < paid_for < 5
    assert states(send) == {State.ACCEPTED: 5}
    assert set(stage.ledger().values()) == {1}


def test_a_dead_sandbox_pauses_and_nothing_is_in_doubt(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=2)
    stage.sandbox.stop()

    stage.pump()

    notice = circuit.trouble_of(stage.account.pk)
    assert notice is not None
    assert notice.trouble == Trouble.UNREACHABLE
    assert states(send) == {State.QUEUED: 2}


def test_too_many_calls_rest_the_account_and_use_no_attempt(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=1)
    stage.sandbox.faults.add("too_many", count=1, retry_after=7)

    stage.pump()

    assert states(send) == {State.QUEUED: 1}
    assert circuit.trouble_of(stage.account.pk) is None
    assert stage.pump() == 0


def test_one_guilty_row_is_found_by_halving(stage: Stage, settings: Any) -> None:
    send = make.send(account_=stage.account, people=7, is_bulk=True)
    guilty = send.messages.order_by("id")[3]
    guilty.__class__.objects.filter(pk=guilty.pk).update(body="   ")

    stage.pump()

    guilty.refresh_from_db()
    assert guilty.state == State.REFUSED
    assert states(send) == {State.ACCEPTED: 6, State.REFUSED: 1}
    assert set(stage.ledger().values()) == {1}


def test_pause_stops_claims_and_going_on_sends_the_rest(
    stage: Stage, settings: Any
) -> None:
    settings.DISPATCH_BATCH_SIZE = 2
    person = make.user()
    send = make.send(account_=stage.account, people=6, is_bulk=True)
    services.pause(send, actor=person)

    while_paused = stage.pump()
    services.resume(send, actor=person)
    stage.pump()

    assert while_paused == 0
    assert states(send) == {State.ACCEPTED: 6}


def test_cancel_keeps_the_sum_at_zero(stage: Stage) -> None:
    send = make.send(account_=stage.account, people=4)

    count = services.cancel_waiting(send, actor=make.user())
    stage.pump()

    send.refresh_from_db()
    assert count == 4
    assert sums.rest(send.planned_total, sums.sum_of(send)) == 0
    assert not stage.ledger()
