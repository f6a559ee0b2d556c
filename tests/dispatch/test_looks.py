"""A look that one worker cannot finish is read on by the next, from where it was."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from clicksendhub.dispatch import looks
from clicksendhub.dispatch.evidence import accept_by_reference
from clicksendhub.dispatch.models import Batch, LookPlan
from clicksendhub.dispatch.states import State
from messaging.channels import history
from messaging.models import Message, Send
from tests import make
from tests.support.engine import Stage, let_time_pass, states

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def few_calls(stage: Stage, settings: Any) -> Stage:
    """So few calls a minute that no look of several calls can be made in one go."""
    settings.GATE_CALLS_PER_MINUTE = 3
    settings.GATE_RESERVE_SINGLE = settings.GATE_RESERVE_UPKEEP = 0
    return stage


def lose(stage: Stage, fault: str, *, people: int) -> Send:
    """A campaign whose one call ended in doubt."""
    send = make.send(account_=stage.account, people=people, is_bulk=True)
    stage.sandbox.faults.add(fault, count=1)
    stage.pump()
    assert states(send) == {State.IN_DOUBT: people}
    let_time_pass()
    return send


def a_minute_passes() -> None:
    from clicksendhub.gate.models import Call

    Call.objects.all().delete()
    let_time_pass()


def looks_at_history(stage: Stage) -> int:
    return sum(call["path"].endswith("/sms/history") for call in stage.sandbox.calls())


@pytest.mark.parametrize(
    ("doubtful", "in_window", "is_window"),
    [
        (1, 50, True),
        (1, 200, True),
        (1, 201, False),
        (500, 50000, True),
        (3, 900, False),
    ],
)
def test_the_cheaper_way_is_taken(
    doubtful: int, in_window: int, is_window: bool
) -> None:
    assert looks.is_window_cheaper(doubtful, in_window=in_window) is is_window


def test_what_a_look_found_is_kept_though_it_ran_out_of_calls(
    few_calls: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "is_window_cheaper", lambda *_a, **_k: False)
    monkeypatch.setattr(history, "PAGE_SIZE", 15)
    send = lose(few_calls, "reset_after", people=20)

    counts = []
    for _ in range(3):
        few_calls.look()
        counts.append(states(send).get(State.ACCEPTED, 0))
        a_minute_passes()

    # The newest page shows fifteen at once, each call then one of the others.
    assert counts == [16, 19, 20]
    assert looks_at_history(few_calls) == 6


def test_what_a_receipt_settled_before_the_look_gets_its_price_from_history(
    stage: Stage,
) -> None:
    send = lose(stage, "reset_after", people=2)
    first = send.messages.order_by("pk").first()
    assert first
    accept_by_reference(Message, first.reference, provider_id="ID-1", how="receipt")

    stage.look()

    charges = send.messages.order_by("pk").values_list("state", "charge")
    assert list(charges) == [(State.ACCEPTED, Decimal("0.0792"))] * 2


def test_a_look_in_vain_is_read_on_row_by_row_and_comes_to_its_end(
    few_calls: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "is_window_cheaper", lambda *_a, **_k: False)
    lose(few_calls, "hang_before", people=5)

    for _ in range(3):
        few_calls.look()
        a_minute_passes()

    batch = Batch.objects.get()
    # One call for a witness, which there is not, and one for each number.
    assert looks_at_history(few_calls) == 6
    assert (batch.absent_looks, batch.blind_looks) == (0, 1)
    assert (batch.look_plan, batch.look_cursor) == ("", 0)


def test_a_window_is_read_on_from_the_page_after_the_last(
    few_calls: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.send(account_=few_calls.account, people=80, is_bulk=True)
    few_calls.pump()
    a_minute_passes()
    lost = lose(few_calls, "hang_before", people=2)
    monkeypatch.setattr(history, "PAGE_SIZE", 20)
    Batch.objects.update(look_plan=LookPlan.WINDOW)

    few_calls.look()
    cursor = Batch.objects.get(state="in_doubt").look_cursor
    a_minute_passes()
    few_calls.look()

    assert cursor == 3
    assert looks_at_history(few_calls) == 4
    assert states(lost) == {State.IN_DOUBT: 2}
    assert Batch.objects.get(state="in_doubt").blind_looks == 1


def test_a_look_that_was_taken_over_writes_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clicksendhub.dispatch import steps

    send = lose(stage, "reset_after", people=2)

    def take_over(boundary: str) -> None:
        if boundary == "look.before_call":
            Batch.objects.update(look_token="of another worker")

    monkeypatch.setattr(steps, "reached", take_over)
    stage.look()

    assert states(send) == {State.IN_DOUBT: 2}
