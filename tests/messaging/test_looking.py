"""When somebody without a clear answer was looked up, and when it happens again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from clicksendhub.dispatch.models import Batch
from clicksendhub.dispatch.states import State
from messaging.looking import looks_of
from messaging.models import Message
from tests import make

# 7:45 in Perth.
NOW = datetime(2026, 6, 8, 23, 45, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)


def told(*, state: str = State.IN_DOUBT, **call: Any) -> str:
    message = Message(state=state, batch=Batch(**call))
    return looks_of(message, "Australia/Perth", now=NOW)


def test_the_first_look_is_still_to_come():
    assert told(next_look_at=SOON) == "First look at 7:50."


@pytest.mark.parametrize("kind", ["absent_looks", "blind_looks"])
def test_the_last_look_and_the_next_are_told(kind):
    looks: Any = {kind: 1}
    assert told(next_look_at=SOON, **looks) == "Looked at 7:40, next look 7:50."


def test_a_look_that_is_overdue_comes_soon():
    late = NOW - timedelta(minutes=1)
    assert told(next_look_at=late, blind_looks=1) == "Looked at 7:34, next look soon."


def test_a_look_that_was_begun_may_be_cut_short():
    assert told(next_look_at=SOON, look_plan="window") == (
        "A look was begun; if it is cut short, the next comes at 7:50."
    )


def test_another_day_is_named():
    assert told(next_look_at=NOW + timedelta(days=1)) == "First look at 10 June, 7:45."


@pytest.mark.parametrize("state", [State.ACCEPTED, State.NEEDS_A_LOOK, State.QUEUED])
def test_nothing_is_told_of_what_is_not_looked_up(state):
    assert told(state=state, next_look_at=SOON) == ""


def test_nothing_is_told_where_no_look_is_known():
    assert told() == ""
    assert looks_of(Message(state=State.IN_DOUBT), "UTC", now=NOW) == ""


def test_the_receipt_the_people_and_the_person_say_it(writer, rehearsal):
    now = timezone.now()
    call = Batch.objects.create(
        account=rehearsal,
        channel="sms",
        state="in_doubt",
        lease_until=now,
        started_at=now,
        next_look_at=now - timedelta(seconds=1),
    )
    send = make.send(account_=rehearsal, planned_total=1)
    row = make.message(send_=send, state=State.IN_DOUBT, batch=call, reason="NoAnswer")
    address = send.get_absolute_url()
    for page in (address, f"{address}people/", row.get_absolute_url()):
        assert "First look soon." in writer.get_page(page).text
