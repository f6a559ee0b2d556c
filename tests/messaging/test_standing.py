"""The word of a send, what may be done with it, and how often its page asks again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from messaging.models import Send
from messaging.standing import name_of, standing_of

NOW = datetime(2026, 6, 9, 9, 0, tzinfo=UTC)


def standing(counts, *, state="released", is_stuck=False, **fields):
    send = Send(
        channel="sms",
        state=state,
        planned_total=sum(counts.values()),
        due_at=fields.pop("due_at", NOW),
        **fields,
    )
    return standing_of(send, counts, now=NOW, is_stuck=is_stuck)


@pytest.mark.parametrize(
    ("counts", "word"),
    [
        ({"queued": 2}, "starting"),
        ({"queued": 1, "submitting": 1}, "sending"),
        ({"accepted": 1, "in_doubt": 1}, "sending"),
        ({"accepted": 1, "needs_a_look": 1}, "needs_a_look"),
        ({"accepted": 1, "held": 1}, "held"),
        ({"accepted": 1, "refused": 1}, "done"),
        ({"cancelled": 2}, "cancelled"),
    ],
)
def test_a_released_send_is_told_by_its_people(counts, word):
    assert standing(counts).state == word


def test_a_send_before_its_time_is_scheduled_and_asks_slowly():
    found = standing({"queued": 2}, due_at=NOW + timedelta(hours=1))
    assert (found.state, found.may_cancel, found.may_pause) == (
        "scheduled",
        True,
        False,
    )
    assert found.poll_seconds == 20


def test_a_send_of_an_account_in_trouble_is_paused_and_not_starting():
    found = standing({"queued": 2}, is_stuck=True)
    assert (found.state, found.may_resume) == ("paused", False)
    assert found.sentence == "Paused, with 2 people still to go."


def test_a_paused_send_may_go_on_or_be_cancelled():
    found = standing({"queued": 1}, state="paused")
    assert (found.may_resume, found.may_cancel, found.may_pause) == (True, True, False)


def test_held_people_may_be_tried_again():
    assert standing({"held": 1, "accepted": 1}).may_release_held


def test_nothing_may_be_done_with_a_send_that_is_done():
    found = standing({"delivered": 2}, state="done", done_at=NOW)
    offered = (found.may_cancel, found.may_pause, found.may_resume)
    assert offered == (False, False, False)


def test_a_moving_send_is_asked_for_every_two_seconds():
    assert standing({"queued": 1}).poll_seconds == 2


def test_receipts_are_waited_for_after_the_send_is_done():
    found = standing({"accepted": 1}, state="done", done_at=NOW)
    assert found.poll_seconds == 5


@pytest.mark.parametrize(
    ("counts", "minutes"), [({"delivered": 1}, 0), ({"accepted": 1}, 11)]
)
def test_a_final_page_asks_no_more(counts, minutes):
    done_at = NOW - timedelta(minutes=minutes)
    assert standing(counts, state="done", done_at=done_at).poll_seconds is None


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({"delivered": 1}, "Delivered."),
        ({"delivered": 2}, "All 2 delivered."),
        (
            {"delivered": 2, "accepted": 1, "skipped": 1},
            "2 of 4 delivered, 1 without a receipt so far, 1 not sent.",
        ),
    ],
)
def test_a_finished_send_is_summed_up_in_a_sentence(counts, sentence):
    assert standing(counts, state="done", done_at=NOW).sentence == sentence


def test_a_send_is_called_by_its_first_words():
    assert name_of(Send(channel="sms", body="Hello\n  there")) == "Hello there"
    assert name_of(Send(channel="sms", body="word " * 30)).endswith("word…")
    assert len(name_of(Send(channel="sms", body="a" * 200))) == 60
