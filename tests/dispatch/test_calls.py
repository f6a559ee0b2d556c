"""Calls through the real engine: fields, blocks, lost answers, hours at the last."""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from clicksendhub.consent.models import Block
from clicksendhub.dispatch.states import State
from clicksendhub.lib import clock
from messaging.ringing import keep_hours
from tests import make
from tests.support.engine import Stage, let_time_pass, states

pytestmark = pytest.mark.django_db(transaction=True)
SYDNEY = "Australia/Sydney"
NEVER: dict[str, Any] = {"rings_from": time(0), "rings_until": time(0, 0, 1)}


def written(stage: Stage) -> list[Any]:
    """The whole rows of the ledger, in order."""
    return stage.sandbox.sandbox.store.rows("SELECT * FROM ledger ORDER BY seq")


def test_every_field_of_a_call_arrives(stage: Stage) -> None:
    send = make.call(
        account_=stage.account,
        people=2,
        asks_for_key=True,
        detects_machine=True,
        body="Press 1.",
    )
    stage.pump()
    assert states(send) == {State.ACCEPTED: 2}
    entries = {entry["reference"]: entry for entry in written(stage)}
    for row in send.messages.all():
        entry = entries[row.reference]
        details = json.loads(entry["details"])
        assert (entry["channel"], entry["body"]) == ("voice", "Press 1.")
        assert (entry["recipient"], entry["country"]) == (row.to, "AU")
        assert (details["lang"], details["voice"]) == ("en-au", "female")
        assert (details["require_input"], details["machine_detection"]) == (1, 1)
        assert row.charge is not None


def test_a_blocked_number_is_never_rung(stage: Stage) -> None:
    send = make.call(account_=stage.account, people=2)
    blocked = send.messages.order_by("pk").first()
    assert blocked is not None
    Block.objects.create(account=stage.account, number=blocked.to, source="person")
    stage.pump()
    assert states(send) == {State.ACCEPTED: 1, State.SKIPPED: 1}
    assert blocked.reference not in stage.ledger()


def test_an_answer_that_is_lost_is_found_in_the_history_of_calls(stage: Stage) -> None:
    send = make.call(account_=stage.account, people=3, is_bulk=True)
    stage.sandbox.faults.add("reset_after", count=1)
    stage.pump()
    assert states(send) == {State.IN_DOUBT: 3}
    stage.recover()
    assert states(send) == {State.ACCEPTED: 3}
    assert set(stage.ledger().values()) == {1}


def test_outside_the_hours_nothing_leaves_and_the_sweep_holds_it(stage: Stage) -> None:
    """The guard at the last moment, where no sweep came in between."""
    send = make.call(account_=stage.account, people=2, is_bulk=True, **NEVER)
    stage.pump(seconds=0.2)
    assert not stage.ledger()
    assert set(send.messages.values_list("reason", flat=True)) == {"OutsideHours"}
    let_time_pass()
    keep_hours(timezone.now())
    assert states(send) == {State.HELD: 2}


def test_a_minute_before_the_hours_end_no_phone_is_dialled(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ClickSend takes a while to ring: it would be over then."""
    send = make.call(
        account_=stage.account,
        people=1,
        rings_from=time(9),
        rings_until=time(20),
    )
    send.messages.update(to="+61255500123")
    in_sydney = datetime(2026, 6, 9, 19, 59, 30, tzinfo=ZoneInfo(SYDNEY))
    monkeypatch.setattr(clock, "now", lambda: in_sydney)
    stage.pump(seconds=0.2)
    assert not stage.ledger()
    monkeypatch.setattr(clock, "now", lambda: in_sydney - timedelta(minutes=1))
    let_time_pass()
    stage.pump()
    assert states(send) == {State.ACCEPTED: 1}


def test_a_text_and_a_call_of_one_account_take_their_turns(stage: Stage) -> None:
    text = make.send(account_=stage.account, people=1)
    call = make.call(account_=stage.account, people=1)
    stage.pump()
    assert states(text) == states(call) == {State.ACCEPTED: 1}
    assert {entry["channel"] for entry in written(stage)} == {"sms", "voice"}
